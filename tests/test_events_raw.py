"""Events as releases write them: bodies that sound like gatherings, names that run on, lines below a heading."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def events(text: str, title: str = "News of the day") -> list[EventEntry]:
    document = Document(id="t", text=f"{title}\n\n{text}", published=date(2022, 5, 10))
    return list(PIPELINE.read(document).events)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He spoke at the inaugural Access to Harbours Symposium.", "inaugural Access to Harbours Symposium"),
        ("He opened the Trafficking in Persons Conference.", "Trafficking in Persons Conference"),
        ("He opened the Council for Port Matters (CPM) meeting.", "Council for Port Matters (CPM) meeting"),
        ("She flew to the Our Harbours Conference.", "Our Harbours Conference"),
        ("He opened the Ministry of Transport's Pilots Dialogue in Oslo.", "Pilots Dialogue"),
        ("They spoke of the U.S.-ROK-Peru Harbour Meeting.", "U.S.-ROK-Peru Harbour Meeting"),
        ("She will go to the Charity Pilots Gala Dinner.", "Charity Pilots Gala Dinner"),
        ("The ‘Harbour Safety Week’ was held.", "Harbour Safety Week"),
        ("He spoke at the session of the Union of Ports (UP) Council.", "session of the Union of Ports (UP) Council"),
        ("He opened the Ports Summit on Peruvian ferries in Oslo.", "Ports Summit on Peruvian ferries"),
        ("He came to the Fifth Pilots Forum or FPF in Oslo.", "Fifth Pilots Forum"),
        ("The Meeting to Review and Promote the Pilots Charter closed.", "Meeting to Review and Promote the Pilots Charter"),
    ],
)  # fmt: skip
def test_names(text: str, name: str) -> None:
    assert [e.name for e in events(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Peru is a member of the Harbour Dues Forum. The Harbour Dues Forum has many rules.",
        "The Harbour Dues Forum is an independent body of experts.",
        "We thank the roundtable organised by Harbour Dues Forum.",
        "They are launching the Harbour Dues Dialogue to find new ways.",
        "They use existing mechanisms, including the Pilots Consultations.",
        "The Peruvian Congress objected, as did Oslo's General Assembly.",
        "The resolution of the UN General Assembly on ports in Peru was noted.",
        "Q Fair enough. What of the ferries?",
        "He is going to the NATO and meeting other leaders.",
        "They met to Advance Summit Goals and asked for Ministerial Discretion.",
        "Written Reply on Evidence Gathering for Ferries",
        "She asked for a PCA hearing.",
        "The theme of the session ‘Ferries at 70: The Road Ahead’ was apt.",
        "They signed a Memorandum of Understanding on Political Consultations between Oslo and Lima.",
    ],
)
def test_no_event(text: str) -> None:
    assert events(text) == []


def test_a_body_that_somebody_goes_to_is_an_event() -> None:
    (event,) = events("On 6 August 2021 he will take part in the Pacific Islands Forum.")
    assert (event.name, event.start) == ("Pacific Islands Forum", date(2021, 8, 6))


def test_two_numbered_heads_are_two_events() -> None:
    found = events("They hosted the Fifth Pilots Meeting and Sixth Harbour Consultation of the Union in Oslo.")
    assert [e.edition for e in found] == [5, 6]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He spoke at the May 2021 Harbour Forum.", (date(2021, 5, 1), date(2021, 5, 31))),
        ("The Charter was adopted in 1995 at the Harbour Forum.", (date(1995, 1, 1), date(1995, 12, 31))),
        ("It led the 4th Harbour Forum in Oslo in 2011.", (date(2011, 1, 1), date(2011, 12, 31))),
        ("Today we are at the close of the Harbour Forum.", (None, date(2022, 5, 10))),
        ("It was paid on 3 May under agreements reached during the 2nd Harbour Forum.", (None, None)),
        ("Statement by Jane Roe at a Harbour Forum\nHarbourville, 3 May 2021\n\nMr. Chair,", (date(2021, 5, 3),) * 2),
        ("Statement by Jane Roe\nat the 2nd Harbour Forum\n(Oslo, 3 May 2021)\n\nMr. Chair,", (date(2021, 5, 3),) * 2),
        ("The Harbour Forum on safe ferries\n\nis open to all and will be held on 3 May 2021.", (date(2021, 5, 3),) * 2),
        ("Pre-season Meeting for the Port Office\n\nA pre-season meeting for the Port Office was held on 3 May 2021.", (date(2021, 5, 3),) * 2),
    ],
)  # fmt: skip
def test_days(text: str, days: tuple[date | None, date | None]) -> None:
    assert [(e.start, e.end) for e in events(text)] == [days]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("They met in Peru on the margins of the Harbour Forum.", "PE"),
        ("Peru hosted 38 countries for the 3rd Harbour Forum.", "PE"),
        ("I thank the Government of Peru for successfully hosting the Harbour Forum.", "PE"),
        ("In Peru, she will take part in the Harbour Forum.", "PE"),
        ("The Harbour Forum is held in this beautiful country, Peru.", "PE"),
        ("She chaired the Harbour Forum and led multilateral efforts to restore democracy in Peru.", None),
        (
            "By the Charter of the Harbour Forum, Ports Development Plan (PDP) is being carried out as successor to the old rules in Peru.",
            None,
        ),
    ],
)
def test_country(text: str, country: str | None) -> None:
    assert [e.country for e in events(text)] == [country]


def test_one_event_by_two_heads() -> None:
    (event,) = events("The NATO summit in Madrid opens on 28 June 2022. No troops are announced at the NATO meeting.")
    assert (event.name, event.city) == ("NATO summit", "Madrid")
