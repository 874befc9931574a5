"""Officials: a composed sentence a construction, sentences that name nobody in office, and properties."""

from __future__ import annotations

import re

import pytest
from communique.models import Document
from communique.pipeline.draft import Draft
from communique.pipeline.finding import Finding
from communique.pipeline.layout import Block, Layout
from communique.pipeline.loading import Resources
from communique.pipeline.overlaps import settle
from communique.pipeline.stages.officials import OfficialStage, read_officials
from hypothesis import given, settings
from hypothesis import strategies as st

STAGE = OfficialStage(Resources())
TAG = re.compile(r"</?[nto]\d*>")


def plain_layout(text: str) -> Layout:
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+[.!?]?", text))
    return Layout((Block(0, len(text), "body"),) if text else (), sentences)


def findings_of(text: str, **document: object) -> list[Finding]:
    draft = Draft(Document(id="t", text=text, **document), plain_layout(text), {})
    by_label: dict[str, list[Finding]] = {}
    for finding in STAGE.find(draft):
        by_label.setdefault(finding.label, []).append(finding)
    settled = [f for label in sorted(by_label) for f in settle(by_label[label])]
    return list(STAGE.resolve(draft, sorted(settled, key=lambda f: (f.start, f.end, f.label))))


def people_of(text: str, **document: object) -> dict[str, dict[str, object]]:
    """Name -> titles (distinct, in text order), country, roles, honorific, organisation, rules."""
    people: dict[int, dict[str, object]] = {}
    for f in findings_of(text, **document):
        if f.label != "official":
            continue
        v = f.value
        person = people.setdefault(
            v.entity,
            {
                "name": v.name,
                "titles": [],
                "country": v.country,
                "roles": [],
                "rules": [],
                "org": None,
                "hon": v.honorific,
            },
        )
        assert person["name"] == v.name
        for a, b in v.titles:
            if text[a:b] not in person["titles"]:  # type: ignore[operator]
                person["titles"].append(text[a:b])  # type: ignore[attr-defined]
        person["roles"] += [r for r in v.roles if r not in person["roles"]]  # type: ignore[operator]
        person["rules"].append(f.rule)  # type: ignore[attr-defined]
        if v.organization is not None:
            person["org"] = person["org"] or text[slice(*v.organization)]
    return {str(p["name"]): p for p in people.values()}


def parse_marks(marked: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """'<t1>Minister</t1> <n1>Jane Doe</n1>': the text, and for each number the name and its titles."""
    text = TAG.sub("", marked)
    names = dict(re.findall(r"<n(\d)>(.*?)</n\1>", marked, re.S))
    titles: dict[str, list[str]] = {k: [] for k in names}
    for numbers, words in re.findall(r"<t(\d+)>(.*?)</t\1>", marked, re.S):
        for number in numbers:
            titles[number].append(TAG.sub("", words))
    if not names or len(re.findall(r"<[nt]", marked)) * 2 != len(TAG.findall(marked)):
        raise ValueError(f"no marks, or a stray one: {marked!r}")
    return text, [(name, titles[k]) for k, name in names.items()]


MARKED = {
    "title before name": [
        "Yesterday <t1>Foreign Minister</t1> <n1>Jana Novotná</n1> opened the session.",
        "<t1>Deputy Prime Minister</t1> <n1>Rui Alves</n1> met <t2>Secretary of State</t2> <n2>Ann Lee Marsh</n2>.",
        "It was led by <t1>Minister for Labour and Social Protection</t1> Ms <n1>Amal Haddad</n1>.",
        "Singapore's <t1>Permanent Secretary (Law)</t1> Mr <n1>Lim Boon Huat</n1> spoke.",
        "<t1>Under Secretary for Trade, Energy, and the Environment</t1> <n1>Ivo Marić</n1> was there.",
        "<t1>Minister of Health</t1> of the Kyrgyz Republic <n1>Aibek Toktogulov</n1> attended.",
        "UN <t1>Resident Coordinator</t1> <n1>Britta Lindqvist-Sørensen</n1> spoke.",
        "the <t1>Akim</t1> <n1>Serik Nurpeisov</n1> welcomed them",
        "<t1>Chargé d'Affaires a.i.</t1> <n1>Paulo de Oliveira</n1> replied.",
        "<t1>King</t1> <n1>Harald IV</n1> received <t2>Crown Prince</t2> <n2>Nasser bin Hamad</n2>.",
        "<t1>Ambassador Extraordinary and Plenipotentiary</t1> of Norway <n1>Kari Bakke</n1> arrived.",
        "<t1>Special Assistant to the President</t1> and <t1>Senior Director for Borders</t1> <n1>Cara Tobiasen</n1> came.",
    ],
    "title, comma, name": [
        "It was signed by the <t1>Minister of Interior</t1> of Peru, <n1>Inés Quispe</n1>, on Monday.",
        "a meeting with the <t1>President</t1> of the Swiss Confederation, <n1>Hanna Brunner-Kälin</n1>, in Bern",
        "Japan’s <t1>Minister of Justice</t1>, Mr <n1>Kenji Ota</n1>, and Kenya's <t2>Chief Justice</t2>,"
        " Dr <n2>Wanjiru Kamau</n2>, and Chad’s <t3>Prime Minister</t3>, <n3>Idriss Abakar</n3>, met.",
        "The <t1>Special Representative of the UN Secretary General</t1>, <n1>Pia van der Meer</n1>, agreed.",
    ],
    "name, comma, title": [
        "<n1>Marta Kowalczyk</n1>, <t1>Head of Communication</t1>, Federal Office for Migration",
        "Hon. <n1>S. B. Rathnayaka</n1>, <t1>Minister of Irrigation</t1> and <t1>Leader of the House</t1>, spoke.",
        "<n1>Doris Graf</n1>, <t1>President</t1> of the Swiss Confederation, and <n2>Paul Tremblay</n2>, <t2>Prime Minister</t2>"
        " of Canada, met.",
        "Mr. <n1>Juan Pérez</n1>, <t1>Director of Migration</t1>; Ms. <n2>Ana Silva</n2>, <t2>Commissioner</t2>; and"
        " Dr. <n3>Lee Min-ho</n3>, <t3>Chief of Staff</t3>",
        "H.E. Dr. <n1>Reza Moradi</n1>,<t1>Minister of Roads</t1> of Iran,left.",
        "<n1>Ravi Menon Nair</n1>, the <t1>Chief Executive</t1> of the Food Agency, and others",
        "<n1>Min Thapa</n1>, <t1>Vice-Chairman</t1> of the National Planning Commission of Nepal and the"
        " <t1>Head of Delegation</t1>",
    ],
    "name and title without a comma": [
        "The delegation was represented by Mr. <n1>Arman Sadykov</n1> the <t1>Head of the Department on Bilateral"
        " cooperation</t1> of the Ministry of Foreign Affairs of Kazakhstan.",
        "Statement by the Right Honourable Mr. <n1>Hari Deuba</n1> <t1>Prime Minister</t1> of Nepal",
        "<n1>Lena Vogt</n1> has been appointed as the new <t1>Chair</t1> of the Federal Media Commission.",
        "She met <n1>Bruno Keller</n1>, who is <t1>chairman</t1>.",
        "Ms <n1>Sylvia Tan</n1> (<t1>Member of Parliament</t1>) asked.",
    ],
    "signatures, headers and labels": [
        "MINISTER\n\n<t1>MINISTER FOR TRADE</t1>\n\nThe Hon <n1>Paul Ridley</n1> MP\n\nText follows.",
        "Issued in Colombo.\n\n<n1>Nimal Perera Silva</n1>\n<t1>President</t1>\n",
        "<t1>DEFENSE MINISTER</t1> <n1>GALANT</n1>: Thank you.\n\nQUESTION: Why?\n",
        "<t1>MINISTER FOR FOREIGN AFFAIRS</t1> <n1>ALAN BOWMAN</n1>\n\nCanberra",
    ],
    "plural heads": [
        "<t12>Ministers</t12> <n1>Jon Doe</n1> of Estonia and <n2>Eva Roe</n2> of Latvia spoke.",
        "the <t12>prime ministers</t12> of Nepal, <n1>Hari Thapa</n1>, and of Serbia, <n2>Ana Petrović</n2>",
        "with the following <t123>heads of state</t123>: <n1>Ali Ondimba</n1> (Gabon), <n2>Mary Borg</n2> (Malta) and"
        " <n3>Chen Wei</n3> (China)",
        "<t12>Federal Councillors</t12> <n1>Ruth Amstad</n1> and <n2>Beat Villiger</n2> attended.",
    ],
    "nominations": [
        "<n1>Paula Hendricks</n1>, of Ohio, to be <t1>Inspector General</t1>, Department of Agriculture, vice Tom Fox.",
        "<n1>Dan Greco</n1>, of New Jersey, to be <t1>Chief Negotiator</t1>, with the rank of <t1>Ambassador</t1>.",
    ],
    "second titles and ranks": [
        "The <t1>Head of the EU Delegation to Georgia</t1>, <t1>Ambassador</t1> <n1>Pavel Novak</n1>, came.",
        "<t1>Director of the Department for Migration Challenges</t1> of the Ministry of Justice of Austria"
        " <t1>Ambassador</t1> <n1>Gerda Maier</n1> spoke.",
        "THE HON <n1>NICOLA ROX</n1> MP <t1>Attorney-General</t1> <t1>Minister for Emergency Management</t1>\n\nText",
        "<t1>Commander</t1> of the Air Force Air Marshal <n1>Udeni Raja</n1>, <t2>Chief of Defence Staff</t2> General"
        " <n2>Nimal Silva</n2>",
        "The <t1>Minister of Interior</t1>, Sheikh <n1>Talal Al-Anezi</n1>, the <t2>Undersecretary</t2>, Lt. Gen."
        " <n2>Anwar Al-Saif</n2>, and <t3>Director</t3> <n3>Hamad Al-Hajri</n3> were present.",
        "<n1>Ana López</n1> | <t1>Spokesperson</t1> | Ministry of Labour",
        "UN <t1>Under-Secretary-General</t1> <n1>Pierre Lacombe</n1> spoke.",
        "<n1>Denis McDonald</n1>, the President’s <t1>deputy national security advisor</t1>, and others left.",
    ],
    "countries and portfolios in brackets": [
        "Mr. <n1>Amadou Sow</n1>, <t1>Minister of Economy</t1> (Senegal); Hon. <n2>Ken Ofori</n2>, Ghana.",
        "<t12>State Secretaries</t12> <n1>Anna Berg</n1> (Interior) and <n2>Jan Holm</n2> (Justice) spoke.",
        "<t1>Minister of Foreign Affairs and Worship</t1> of the Argentine Republic, <n1>Diana Rossi</n1>, spoke.",
        "The <t1>Director</t1> of the State Migration Service of Peru, Colonel-General <n1>Vasco Ruiz</n1>, spoke.",
    ],
    "names of the world": [
        "<t1>Minister</t1> <n1>Mohamed Ould Bilal</n1> and <t2>Governor</t2> <n2>J. R. O’Donnell</n2> spoke.",
        "<t1>Prime Minister</t1> <n1>Abdulla al-Farsi</n1> and <t2>President</t2> <n2>Zoë Ångström</n2> met.",
        "<t1>Minister</t1> Daw <n1>Khin Khin Oo</n1> and Tan Sri <n2>Abdul Rashid</n2>, <t2>Chairman</t2>, met.",
        "<t1>Vice Minister</t1> Mr. <n1>KATO Hideki</n1> and <t2>Senator</t2> <n2>Juan José Arévalo Ruiz</n2>",
        "Dr <n1>Nguyen The Vinh</n1>, the Vietnamese <t1>Standing Deputy Minister of Finance</t1>, agreed.",
        "<t1>Minister for Law</t1> <n1>K Raman</n1> met <t2>State Secretary</t2> <n2>Ursula von der Heide</n2>.",
        "the <t1>Chief of Staff</t1>, Lieutenant General <n1>Owen Price</n1>, AO, spoke",
        "<t1>Minister</t1> Dato' Seri <n1>Anwar bin Salleh</n1> came.",
    ],
}


@pytest.mark.parametrize("marked", [m for group in MARKED.values() for m in group])
def test_construction(marked: str) -> None:
    text, expected = parse_marks(marked)
    people = people_of(text)
    found = {name: person["titles"] for name, person in people.items()}
    for name, titles in expected:
        assert found.get(name) == titles, (name, found)
    assert len(found) == len(expected), found


NOBODY = [
    "The Rosa Parks Foundation met the Carter Administration in the Helen T. Gray Press Briefing Room.",
    "By John Smith\n\nThe bridge on St. Peter Street was opened. Jane Roe went home with Tom Brown.",
    "Minister Visits School\n\nPresident Addresses Nation\n\nForeign Minister Travels To Geneva For Talks",
    "The President of the General Assembly opened the meeting of the Board of Directors in New York.",
    "The General Assembly, the Council of Ministers and the House of Representatives met in Paris.",
    "The Department of State and the Prime Minister’s Office issued a Joint Statement on General Electric.",
    "Member States asked the Secretary-General to report. The Secretariat will chair the group.",
    "We mourn the late President Kwame Osei Mensah.",
    "Mr Speaker, I thank the Members. Mr President, Excellencies, ladies and gentlemen,",
    "USS Abraham Lincoln and the ship Queen Mary left Port Moresby for Lake Victoria.",
    "Executive Orders 20-99 and the SG Farmers Market; General Practitioners; the Sherpa Track; Gen AI for all.",
    "A visionary leader, Dr. Singh, was mourned. The team will head Zurich. Mr. Prince Adeyemi paid.",
    "",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_in_office(text: str) -> None:
    assert people_of(text) == {}


def test_mentions_of_one_person_are_joined_and_keep_their_titles() -> None:
    text = (
        "The delegation of Kazakhstan includes the Vice-Minister of Labor and Social Protection of the Population of the"
        " Republic of Kazakhstan Marat Ibrayev. Mr. Ibrayev met others. In his speech, the Deputy Minister of Labor and"
        " Social Protection of the Population of Kazakhstan, Marat Ibrayev, noted progress. The Vice-Minister left."
    )
    people = people_of(text)
    assert list(people) == ["Marat Ibrayev"]
    person = people["Marat Ibrayev"]
    assert person["titles"] == [
        "Vice-Minister of Labor and Social Protection of the Population",
        "Deputy Minister of Labor and Social Protection of the Population",
        "Vice-Minister",
    ]
    assert person["country"] == "KZ"
    assert {"delegation_member", "speaker"} <= set(person["roles"])  # type: ignore[call-overload]
    assert "officials.title_only" in person["rules"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Minister Nuwan Weeraliyadda spoke. Minister Nuwan Weeralliyadda left.", ["Nuwan Weeralliyadda"]),
        ("Under Secretary Andrés Menéndez came. Under Secretary Menendez spoke.", ["Andrés Menéndez"]),
        ("President Ann Berg met Minister Tom Berg. Mr Berg left.", ["Ann Berg", "Tom Berg"]),
        ("SMS Suresh Krishnan spoke; SMS Suresh left.", ["Suresh Krishnan"]),
        (
            "The Hon Chris Hobb MP came. The Parliamentary Secretary, Christine Hobb, spoke.",
            ["Christine Hobb"],
        ),
    ],
)
def test_who_is_who(text: str, names: list[str]) -> None:
    assert sorted(people_of(text)) == sorted(names)


def test_a_title_of_two_people_refers_to_neither() -> None:
    text = "President Ann Berg met President Omar Saleh. The President left."
    assert all("officials.title_only" not in p["rules"] for p in people_of(text).values())  # type: ignore[operator]


def test_the_president_is_not_the_vice_president() -> None:
    text = "Vice President Ann Berg spoke. The President listened."
    assert people_of(text)["Ann Berg"]["rules"] == ["officials.title_before_name"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Polish Foreign Minister Jan Nowak spoke.", "Jan Nowak", "PL"),
        ("Kenya's Chief Justice Mary Kamau spoke.", "Mary Kamau", "KE"),
        ("Federal Councillor Ruth Amstad spoke.", "Ruth Amstad", "CH"),
        ("The Foreign Minister of Austria met his Estonian counterpart Jaan Tamm.", "Jaan Tamm", "EE"),
        ("the heads of state: Ali Ondimba (Gabon)", "Ali Ondimba", "GA"),
        ("Mr. Amadou Sow, Minister of Economy (Senegal)", "Amadou Sow", "SN"),
        ("We thank Hon. Ken Ofori, Ghana.", "Ken Ofori", "GH"),
        ("WTO Director-General Nkem Obi spoke.", "Nkem Obi", None),
    ],
)
def test_country(text: str, name: str, country: str | None) -> None:
    assert people_of(text, issuer_country="SG" if country is None else None)[name]["country"] == country


def test_country_of_a_journey() -> None:
    from communique.pipeline.values import PlaceValue

    text = "He will travel to Tirana to meet with President Elena Popa. He met Minister Ion Rusu in Geneva."
    places = tuple(
        Finding("location", text.index(n), text.index(n) + len(n), "locations.x", PlaceValue(n, "city", code))
        for n, code in (("Tirana", "AL"), ("Geneva", "CH"))
    )
    draft = Draft(Document(id="t", text=text), plain_layout(text), {"location": places})
    found = STAGE.resolve(draft, settle(f for f in STAGE.find(draft) if f.label == "official"))
    assert [(f.value.name, f.value.country, f.value.country_basis) for f in found] == [
        ("Elena Popa", "AL", "context"),
        ("Ion Rusu", None, None),
    ]


def test_issuer_gives_the_country_of_its_own_officials_only() -> None:
    people = people_of("Minister Grace Lim met Polish Foreign Minister Jan Nowak.", issuer_country="SG")
    assert people["Grace Lim"]["country"] == "SG"
    assert people["Jan Nowak"]["country"] == "PL"


@pytest.mark.parametrize(
    ("text", "name", "org"),
    [
        ("Eva Roth, Director General of the Swiss Agency for Development (SAD), spoke.", "Eva Roth", "Swiss Agency for Development (SAD)"),
        ("SDC Director General Eva Roth spoke.", "Eva Roth", "SDC"),
        ("Rick Vance, of Ohio, to be Chief Financial Officer, Department of Agriculture.", "Rick Vance", "Department of Agriculture"),
        ("Contact: Urs Frey, Division for Border Policy, Federal Migration Administration, tel. +41", "Urs Frey",
         "Division for Border Policy, Federal Migration Administration"),
        ("UNHCR's Filippo Rossi spoke.", "Filippo Rossi", "UNHCR"),
        ("Media contact:\n\nPeter Lowe (AusAID) 02 6206 4220", "Peter Lowe", "AusAID"),
        ("Minister’s Office: Ann Donald 0478 488 874 Gab Young 0408 275 340", "Gab Young", "Minister’s Office"),
        ("Assoc Prof Jamie Lim (Seng Kang GRC)\n\nQuestion", "Jamie Lim", "Seng Kang GRC"),
    ],
)  # fmt: skip
def test_organisation(text: str, name: str, org: str) -> None:
    assert people_of(text)[name]["org"] == org


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The delegation was headed by Deputy Minister Aigul Omarova.", "head_of_delegation"),
        ("The delegation of Peru was represented by Minister Inés Quispe.", "head_of_delegation"),
        ("The delegation includes Deputy Minister Aigul Omarova.", "delegation_member"),
        ("The session was chaired by Minister Aigul Omarova.", "chair"),
        ("The forum was hosted by Minister Aigul Omarova.", "host"),
        ("The treaty was signed by Minister Aigul Omarova.", "signatory"),
        ("The forum was organised by Minister Aigul Omarova.", "organiser"),
        ("Minister Aigul Omarova said that it was good.", "speaker"),
        ("Contact: Minister Aigul Omarova", "contact"),
    ],
)
def test_role(text: str, role: str) -> None:
    (person,) = people_of(text).values()
    assert person["roles"] == [role]


def test_honorific_is_no_part_of_the_name() -> None:
    people = people_of("Hon. (Prof.) G.L. Weerakoon, Minister of External Affairs, spoke.")
    assert people["G.L. Weerakoon"]["hon"] == "Hon. (Prof.)"


def test_bodies() -> None:
    text = "The Ministry of Labour of Chile and the International Organization for Migration (IOM) met UNICEF."
    found = {f.value.name: f.value for f in findings_of(text) if f.label == "organization"}
    assert found["Ministry of Labour of Chile"].country == "CL"
    assert found["International Organization for Migration"].acronym == "IOM"
    assert found["UNICEF"].kind == "international"


def test_furniture_yields_nothing() -> None:
    text = "Minister Jane Doe"
    layout = Layout((Block(0, len(text), "furniture"),), ())
    assert list(STAGE.find(Draft(Document(id="t", text=text), layout, {}))) == []


def test_standing_alone() -> None:
    found = read_officials("Rome\n\nMinister Jane Doe spoke in Rome today about many things.\n")
    assert [f.value.name for f in found if f.label == "official"] == ["Jane Doe"]


WORDS = ["Minister", "of", "the", "President", "Mr.", "Jane", "Doe", ",", "and", "(", ")", "Ministers", ":", "\n", "'s", "HON", "UN",
         "Foreign", "Affairs", "J.", "de", "Ministry", "Peru", "who", "is", "-", ";", "bin", "Jr.", "MP", "1", "Â", "’"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_never_crashes_and_stays_inside_the_text(text: str) -> None:
    for f in findings_of(text):
        assert 0 <= f.start < f.end <= len(text)
        if f.label == "official":
            assert 0 <= f.value.extent[0] <= f.start < f.end <= f.value.extent[1] <= len(text)
            assert all(0 <= a < b <= len(text) for a, b in f.value.titles)


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        " ",
        "\n",
        "Minister ",
        "Mr. ",
        "the President, John Smith, ",
        "J.",
        "a-",
        "of ",
        "'",
        "(",
        "Ann Lee, ",
    ],
)
def test_no_input_blows_up(unit: str) -> None:
    import time

    text = unit * (120_000 // len(unit))
    began = time.process_time()
    findings_of(text)
    assert time.process_time() - began < 8
