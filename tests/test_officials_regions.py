"""Officials in words of many governments: sentences of our own, each with who it names, as what, of which body and country."""

from __future__ import annotations

import pytest
from communique.models import Document, Record
from communique.pipeline import Pipeline

PIPELINE = Pipeline()

Expected = tuple[str, tuple[str, ...], str | None, str | None]

TOLD: dict[str, list[tuple[str, list[Expected]]]] = {
    "names that hold words of titles": [
        ("Director General of IOM Ida Pope Larsen left.", [("Ida Pope Larsen", ("Director General",), "IOM", None)]),
        ("Minister of Home Affairs Do Van Lam spoke.", [("Do Van Lam", ("Minister of Home Affairs",), None, None)]),
        ("U Win Thura Oo, Minister for Labour, came.", [("Win Thura Oo", ("Minister for Labour",), None, None)]),
        ("Mrs 'Malineo Thabane, Principal Officer, sat.", [("'Malineo Thabane", ("Principal Officer",), None, None)]),
        (
            "Lord Hay of Upper Dale, Minister for Ports, left.",
            [("Hay of Upper Dale", ("Minister for Ports",), None, None)],
        ),
        ("Ms Ada Eze, mni, Director, agreed.", [("Ada Eze", ("Director",), None, None)]),
    ],
    "offices that end where a name or a comma begins": [
        (
            "The President of the Republic, Mr. Jan Kos, left.",
            [("Jan Kos", ("President of the Republic",), None, None)],
        ),
        (
            "The Director General of Emigration and Kafala, Samba Diouf, spoke.",
            [("Samba Diouf", ("Director General of Emigration and Kafala",), None, None)],
        ),
        (
            "National Rapporteur on Trafficking in Human Beings Eva Smit spoke.",
            [("Eva Smit", ("National Rapporteur on Trafficking in Human Beings",), None, None)],
        ),
        ("Justice Minister Yana Holt left.", [("Yana Holt", ("Justice Minister",), None, None)]),
        (
            "The Acting Director Immigration Ana Bale spoke.",
            [("Ana Bale", ("Acting Director Immigration",), None, None)],
        ),
        (
            "Ambassador-at-Large for Migration Ida Favre spoke.",
            [("Ida Favre", ("Ambassador-at-Large for Migration",), None, None)],
        ),
        (
            "Ms Njeri Muthoni, Ag. Director, National Ports Authority; left.",
            [("Njeri Muthoni", ("Ag. Director",), "National Ports Authority", None)],
        ),
    ],
    "several offices of one, and offices of several": [
        (
            "Deputy Prime Minister – Minister of Labour Serik Abay spoke.",
            [("Serik Abay", ("Deputy Prime Minister", "Minister of Labour"), None, None)],
        ),
        (
            "Beside him sat Ana Kos, State Secretary in the Ministry of Ports, and Director of Customs Ante Babin.",
            [
                ("Ana Kos", ("State Secretary",), "Ministry of Ports", None),
                ("Ante Babin", ("Director of Customs",), None, None),
            ],
        ),
        (
            "The Chief of Staff for President Ruiz, Ana Tovar, spoke.",
            [("Ruiz", ("President",), None, None), ("Ana Tovar", ("Chief of Staff for President Ruiz",), None, None)],
        ),
        (
            "Economic Adviser to President Mbandu Trudi Makheta left.",
            [
                ("Mbandu", ("President",), None, None),
                ("Trudi Makheta", ("Economic Adviser to President Mbandu",), None, None),
            ],
        ),
        (
            "Prime Minister Dr. Hana Perr, Minister of Ports and Fisheries, Vito Herat; and others came.",
            [
                ("Hana Perr", ("Prime Minister",), None, None),
                ("Vito Herat", ("Minister of Ports and Fisheries",), None, None),
            ],
        ),
        (
            "His Chilean and Peruvian counterparts, Carla Leiva and Julio Diz, agreed.",
            [("Carla Leiva", (), None, "CL"), ("Julio Diz", (), None, "PE")],
        ),
    ],
    "bodies before and behind the office": [
        ("White House Security Advisor Liz Kane spoke.", [("Liz Kane", ("Security Advisor",), "White House", "US")]),
        (
            "Department of Inland Workers (DIW) Officer-in-Charge Leo Cruz spoke.",
            [("Leo Cruz", ("Officer-in-Charge",), "Department of Inland Workers", None)],
        ),
        (
            "Chief Executive of the Harbour Advisers Authority Ian Reid spoke.",
            [("Ian Reid", ("Chief Executive",), "Harbour Advisers Authority", None)],
        ),
        (
            "Luis Prado, Member of the Board of the Agency for Ports, agreed.",
            [("Luis Prado", ("Member of the Board",), "Agency for Ports", None)],
        ),
        ("CEO of Northlyn Ada Holt spoke.", [("Ada Holt", ("CEO",), "Northlyn", None)]),
        (
            "Chairman of the Labour Agency under the Cabinet of Ministers Behzod Rahim spoke.",
            [("Behzod Rahim", ("Chairman",), "Labour Agency", None)],
        ),
        (
            "Permanent Representative of Fiji to the United Nations Office at Geneva Ms Nani Tora spoke.",
            [("Nani Tora", ("Permanent Representative of Fiji to the United Nations Office",), None, "FJ")],
        ),
        (
            "The panel heard Esme Kola (Ministry of Economy, Culture and Ports, Albania) first.",
            [("Esme Kola", (), "Ministry of Economy, Culture and Ports", "AL")],
        ),
    ],
    "the country that the words show": [
        (
            "The Minister for Ghanaians Abroad, Kofi Asare, left.",
            [("Kofi Asare", ("Minister for Ghanaians Abroad",), None, "GH")],
        ),
        ("Libya's coast guard spokesman Masud Samad left.", [("Masud Samad", ("spokesman",), None, "LY")]),
        (
            "Lt. Somchai Dee, Commissioner of the Royal Thai Police, left.",
            [("Somchai Dee", ("Commissioner",), "Royal Thai Police", "TH")],
        ),
        ("The delegation from Nepal comprised Secretary Hari Oli.", [("Hari Oli", ("Secretary",), None, "NP")]),
        ("Japan was represented by Director Yasuo Mori.", [("Yasuo Mori", ("Director",), None, "JP")]),
        (
            "The Principal Secretary for Ports, Ms. Rose Kamau, opened the centre in Nairobi, Kenya.",
            [("Rose Kamau", ("Principal Secretary for Ports",), None, "KE")],
        ),
    ],
}


def told(record: Record) -> list[Expected]:
    return [(o.name, tuple(t.text for t in o.titles), o.organization, o.country) for o in record.officials]


@pytest.mark.parametrize(("text", "expected"), [case for cases in TOLD.values() for case in cases])
def test_who_is_named_as_what(text: str, expected: list[Expected]) -> None:
    assert told(PIPELINE.read(Document(id="t", text=text + "\n"))) == expected


REFUSED = {
    "who speaks is not who is spoken of": "THE VICE PRESIDENT: Diane Holt was there in her twenties.",
    "months and days": "BACK AS PM June 28, 2023, the boats came.",
    "a field of power": "Where proper Executive Power is limited, courts come into play.",
    "a name with its body's acronym": "The International Committee of the Red Cross (ICRC) will help.",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_names_nobody(text: str) -> None:
    assert told(PIPELINE.read(Document(id="t", text=text + "\n"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Secretary will travel to Chad. Minister Ada Holt said so.",
        "Minister Ada Holt met 140 people who returned from Chad.",
        "Minister Ada Holt received Chad's Minister of Ports, Ali Saleh.",
    ],
)
def test_a_country_that_others_come_from_is_not_home(text: str) -> None:
    people = {o.name: o.country for o in PIPELINE.read(Document(id="t", text=text + "\n")).officials}
    assert people["Ada Holt"] is None
