"""Officials of all regions: marked sentences of our own for constructions that single sources do not show."""

from __future__ import annotations

import re

import pytest
from communique.models import Document
from communique.pipeline import Pipeline
from communique.pipeline.draft import Draft
from communique.pipeline.finding import Finding
from communique.pipeline.layout import Block, Layout
from communique.pipeline.loading import Resources
from communique.pipeline.overlaps import settle
from communique.pipeline.stages.officials import OfficialStage

STAGE = OfficialStage(Resources())
TAG = re.compile(r"</?[nt]\d*>")


def findings_of(text: str, **document: object) -> list[Finding]:
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+[.!?]?", text))
    draft = Draft(Document(id="t", text=text, **document), Layout((Block(0, len(text), "body"),), sentences), {})
    found = list(STAGE.find(draft))
    settled = [f for label in ("official", "organization") for f in settle(x for x in found if x.label == label)]
    return list(STAGE.resolve(draft, sorted(settled, key=lambda f: (f.start, f.end, f.label))))


def people_of(text: str, **document: object) -> dict[str, dict[str, object]]:
    """By name: titles in text order, country, honorific, organisation."""
    people: dict[str, dict[str, object]] = {}
    for f in findings_of(text, **document):
        if f.label == "official":
            v = f.value
            org = text[slice(*v.organization)] if v.organization else None
            person = people.setdefault(v.name, {"titles": [], "country": v.country, "hon": v.honorific, "org": org})
            seen = person["titles"]
            assert isinstance(seen, list)
            seen += [text[a:b] for a, b in v.titles if text[a:b] not in seen]
    return people


def parse_marks(marked: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """'<t1>Minister</t1> <n1>Jane Doe</n1>': the text, and for each number the name and its titles."""
    text = TAG.sub("", marked)
    names = dict(re.findall(r"<n(\d)>(.*?)</n\1>", marked, re.S))
    titles: dict[str, list[str]] = {k: [] for k in names}
    for numbers, words in re.findall(r"<t(\d+)>(.*?)</t\1>", marked, re.S):
        for number in numbers:
            titles[number].append(words)
    if not names or len(re.findall(r"<[nt]", marked)) * 2 != len(TAG.findall(marked)):
        raise ValueError(f"no marks, or a stray one: {marked!r}")
    return text, [(name, titles[k]) for k, name in names.items()]


MARKED = {
    "names with abbreviations, particles and capitals": [
        "Col. <n1>Ts. Batbayarov</n1>, <t1>Deputy Director</t1> of the Border Agency, spoke.",
        "said <t1>Undersecretary</t1> <n1>Ma. Luisa delos Reyes-Ocampo</n1>, <t1>officer-in-charge</t1> of the PWA.",
        "Mr. <n1>Ram Bahadur B.S.</n1>, <t1>Joint Secretary</t1> at my Ministry, is here.",
        "The <t1>Director General of Ports</t1>, <n1>Inés NÚÑEZ PEÑA</n1>, took part.",
        "The <t1>National Secretary of Justice</t1>, <n1>Thaís dos Montes</n1>, came.",
        "<t1>Director</t1> of the Labour Agency <n1>Aziz Karim o'g'li Tursunov</n1> opened it.",
        "Mrs <n1>Salma Ben Amor Ep. Jaziri</n1>, <t1>President</t1> of the Authority, agreed.",
        "Mrs. <n1>Awa Diop née Ndiaye</n1>, <t1>coordinator</t1> of the network Terre Ouverte, left.",
        "The <t1>Undersecretary of Migration Services</t1>, <n1>Iván Rojas Del Valle</n1>, signed.",
        "The <t1>Undersecretary for Ports</t1>, <n1>Ana de la Garza</n1>, left. Mrs. de la Garza spoke.",
        "The <t1>Ambassador</t1> of Kenya, H.E. Dr <n1>Otieno Barasa wa Simiyu</n1>, agreed.",
        "<n1>Thomas G. Day</n1>, of Ohio, to be a <t1>Commissioner</t1> of the Postal Commission.",
        "Ms <n1>He Ting Wei</n1> (<t1>Member of Parliament</t1>) asked.",
        "<t1>Minister</t1> <n1>Carlos O'Gorman</n1> met <t2>Minister</t2> <n2>K. P. Rao</n2>.",
    ],
    "forms of address": [
        "Lt. Gen. (Rtd) <n1>Joseph K. Mugisha</n1>\n<t1>PERMANENT SECRETARY</t1>\n",
        "Barr. (Mrs.) <n1>Ngozi Adaeze Obi</n1>, <t1>Director</t1> of the Fund, spoke.",
        "Pol. Lt. Gen. <n1>Somchai Rattana</n1>, <t1>Director-General</t1> of the Labour Department, spoke.",
        "YB Datuk <n1>Rosnah binti Salleh</n1>, <t1>Minister of Works</t1>, met Tan Sri <n2>Lim Wei Han</n2>,"
        " <t2>Chairman</t2> of the Port Council.",
        "Drs. <n1>Petrus K. Lobo</n1>, <t1>Head</t1> of the Port Office, spoke.",
        "The <t1>Federal Commissioner</t1>, Chief <n1>Olu Adeyemi-Cole</n1>, opened it.",
        "Air Force <t1>Commander</t1> Air Marshal <n1>Ruwan Perera</n1> attended.",
    ],
    "one-word names": [
        "<t1>Head</t1> of the Border Agency, <n1>Suryadi</n1>, said it was late.",
        "with Mr <n1>Dan Malik</n1>, <t1>Clerk</t1>; and <n2>Khalid</n2>, <t2>Section Officer</t2>.",
    ],
    "fixed titles and what they are of": [
        "The <t1>Chief of Mission</t1> of the International Organization for Migration (IOM) in Peru, <n1>Eva Lund</n1>,"
        " signed.",
        "<n1>Olaf Berg</n1>, <t1>Head of Delegation</t1> of Norway, left.",
        "<t1>Minister of State, of Family and Youth</t1>, <n1>Rui Baptista Lima</n1>, recalled it.",
        "<t1>State Migration Counsellor of the 2nd degree</t1> <n1>Anar Aliyev</n1> greeted them.",
        "The <t1>Minister Secretary-General</t1> of the Government, Mr. <n1>Abdou SECK</n1>, presided.",
        "<n1>Anna Roos</n1>, <t1>Joint Secretary (OE)</t1> & <t1>Protector General of Emigrants</t1>, came.",
        "<n1>Lena Falk</n1>, <t1>Coordinator a.i.</t1> of the Network, came.",
        "The <t1>Deputy Governor</t1> of East Tamara Barat, Mr. <n1>Yusuf Lema</n1>, came.",
        "<t1>MoS</t1> Shri <n1>Raghu Menon</n1> lit the lamp.",
    ],
    "bodies beside titles": [
        "Port Welfare Administration <t1>Administrator</t1> <n1>Rogelio Santos</n1> was there.",
        "Mr. <n1>Hari Adhikari</n1>, <t1>Joint Secretary</t1> of Nepal’s Ministry of Labour, spoke.",
        "<n1>Thomas Varma</n1>, <t1>CEO</t1>, ZETRA Nova",
        "H.E. <t1>Ambassador</t1> <n1>Filipa Sousa</n1>, of the European Union Delegation, spoke.",
        "The <t1>rector</t1> of the University of La Loma del Sur, Dr. <n1>Óscar Prieto</n1>, came.",
        "<t1>Permanent Secretary</t1> in the Ministry, Mrs. <n1>Dionne Hall-Reid</n1>, said it.",
        "A <t1>Director</t1> in the Commission, Mrs. <n1>Amina Bello</n1>, disclosed it.",
    ],
    "records of meetings": [
        "<n1>KIRA ALMQVIST</n1>, of Redes Norte, a network, said it.",
        "MS. <n1>ROSSI</n1> (Italy) said that it was late.",
        "MR. <n1>KIPTOO</n1> (Kenya), <t1>Co-Chair</t1>, concluded.",
        "MR. <n1>O'BRIEN</n1> (Ireland), on behalf of the Union, said it.",
    ],
    "lists": [
        "The <t1>Minister of Health</t1>, Dr <n1>Nalin Jaya</n1>, <t2>Director-General of Information</t2>,"
        " <n2>Harsha Banda</n2>, and the heads of media came.",
        "<t12>Joint Directors</t12> <n1>Tapan Saha</n1> and <n2>Farida Noor</n2> of Harbour Bank and Ms <n3>Eva Lund</n3>,"
        " <t3>Chief of Mission</t3>, IOM, spoke.",
        "with <t12>Federal Ministers</t12> <n1>Asif Gondal</n1> and <t2>Senator</t2> <n2>Rubina Shah</n2> present.",
        "- H.E. U <n1>Thein Maung</n1>, <t1>Deputy Minister of Labour</t1>, Myanmar\n- Mr. <n2>Jan Holm</n2>,"
        " <t2>Director</t2>",
        "The <t1>State Minister of Skills</t1>, H.E. <t1>Ambassador</t1> <n1>Yonas Bekele</n1>, spoke.",
    ],
    "line ends and brackets": [
        "(<n1>Kashif Anwar</n1>)\n<t1>Director (Press)</t1>\nPh: 051",
        "Remarks by Hon. <n1>Prakash Gyawali</n1>,\n<t1>Minister for Foreign Affairs</t1> at a workshop",
        "Signed:\n<n1>Halilu Musa Y.</n1>\n<t1>Head</t1>, Press & Public Relations\n",
    ],
    "nominations at length": [
        "<n1>Daniel Travers</n1>, of Ohio, a Career Member of the Senior Foreign Service, Class of Counselor, to be"
        " <t1>Ambassador</t1> of the United States of America.",
        "<n1>Lauren J. King</n1>, of Ohio, to be <t1>Inspector General</t1>, Department of Energy.",
    ],
}


@pytest.mark.parametrize("marked", [m for group in MARKED.values() for m in group])
def test_construction(marked: str) -> None:
    text, expected = parse_marks(marked)
    people = people_of(text)
    assert {name: person["titles"] for name, person in people.items()} == dict(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The Office of the Governor is open. The Permanent Secretariat met in the Senate Room.",
        "Thaís and Rocío sang. The Italian Harbour Centre opened. Stephen King, Jane Bishop and Tom Dean read.",
        "They took the chair. He was the chief guest. She is in charge of ports.",
        "President Hu. Avoiding all that, the ships left.",
        "The Foreigners Act and the Emigrants Fund were discussed in North Holm.",
    ],
)
def test_nobody_in_office(text: str) -> None:
    found = people_of(text)
    assert set(found) <= {"Hu"}, found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("MS. ROSSI (Italy) said that it was late.", "ROSSI", "IT"),
        ("- H.E. U Thein Maung, Deputy Minister of Labour, Myanmar\n- others", "Thein Maung", "MM"),
        ("Mr. Hari Adhikari, Joint Secretary of Nepal’s Ministry of Labour, spoke.", "Hari Adhikari", "NP"),
        ("Undersecretary Rodrigo Arce, of Mexico, left.", "Rodrigo Arce", "MX"),
        ("IOM Chief of Mission in Ghana Eva Lund spoke.", "Eva Lund", None),
        ("Eva Lund, Special Rapporteur on the Rights of Migrants, visited Brazil.", "Eva Lund", None),
        ("Eva Lund, Regional Director of IOM for South America, spoke.", "Eva Lund", None),
        ("Mr. Jan Smit, Head of the IOM Sub-Regional Office for Central Asia, spoke.", "Jan Smit", None),
    ],
)
def test_country(text: str, name: str, country: str | None) -> None:
    assert people_of(text, issuer_country=None if country else "ZM")[name]["country"] == country


def test_country_of_a_city() -> None:
    text = "Mayors met\n\nThe Mayor of Cartagena, Yolanda Prado, met the Mayor of Guadalajara, Ana Ruiz, in Geneva.\n"
    (record,) = Pipeline().pipe([Document(id="t", text=text)])
    assert [(o.name, o.country) for o in record.officials] == [("Yolanda Prado", "CO"), ("Ana Ruiz", "MX")]
    assert [[t.text for t in o.titles] for o in record.officials] == [["Mayor"], ["Mayor"]]


@pytest.mark.parametrize(
    ("text", "name", "honorific"),
    [
        ("H.E. Ambassador Filipa Sousa spoke.", "Filipa Sousa", "H.E."),
        ("Lt Gen (Retd) Tariq Mehmood, Secretary of Defence, spoke.", "Tariq Mehmood", "Lt Gen (Retd)"),
        ("The Federal Commissioner, Chief Olu Adeyemi-Cole, spoke.", "Olu Adeyemi-Cole", "Chief"),
        ("YBhg. Dato’ Omar bin Ali, Secretary General of the Ministry of Works, spoke.", "Omar bin Ali", "YBhg. Dato’"),
    ],
)
def test_honorific(text: str, name: str, honorific: str) -> None:
    assert people_of(text)[name]["hon"] == honorific


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("The Chief of Mission of IOM in Peru, Eva Lund, signed.", "Eva Lund", "IOM"),
        ("Thomas Varma, CEO, ZETRA Nova", "Thomas Varma", "ZETRA Nova"),
        ("Ambassador Filipa Sousa, of the European Union Delegation, spoke.", "Filipa Sousa", "European Union Delegation"),
        ("Colonel Van Khoa, Department of Immigration, Ministry of Public Security, spoke.", "Van Khoa",
         "Department of Immigration, Ministry of Public Security"),
        ("Joint Directors Tapan Saha and Farida Noor of Harbour Bank spoke.", "Farida Noor", "Harbour Bank"),
        ("Mrs. Awa Diop, coordinator of the network Terre Ouverte, left.", "Awa Diop", "Terre Ouverte"),
        ('Dr. Ion Rusu, rector of the "Ion Holban" State University, spoke.', "Ion Rusu", '"Ion Holban" State University'),
        ("Dr. Oyunaa, Head of Division for Border Policy, Ministry of Labour and Skills, spoke.", "Oyunaa",
         "Ministry of Labour and Skills"),
        ("Du Zhan, Vice Minister of China’s Ministry of Education, spoke.", "Du Zhan", "Ministry of Education"),
    ],
)  # fmt: skip
def test_organisation(text: str, name: str, body: str) -> None:
    assert people_of(text)[name]["org"] == body


def test_an_office_without_a_name_is_a_title_and_no_mention() -> None:
    text = "Ports\n\nMinister of Works Ana Ruiz came to Lima on Monday to open the bridge. The Minister spoke there.\n"
    (record,) = Pipeline().pipe([Document(id="t", text=text)])
    (official,) = record.officials
    assert [m.text for m in official.mentions] == ["Ana Ruiz"]
    assert [t.text for t in official.titles] == ["Minister of Works", "Minister"]


BODIES = {
    "The event is organised by the State Harbour Service and others.": ["State Harbour Service"],
    "They met the French Office for Immigration and Integration there.": ["French Office for Immigration and Integration"],
    "It was held by the Commission for Refugees, Migrants and Internally Displaced Persons today.": [
        "Commission for Refugees, Migrants and Internally Displaced Persons"
    ],
    "the Bureau for Relations with Diaspora said so.": ["Bureau for Relations with Diaspora"],
    "the Authority for the Fight against Trafficking in Persons met.": [
        "Authority for the Fight against Trafficking in Persons"
    ],
    "He studied at the University of Norra Vik in May.": ["University of Norra Vik"],
    "It was sent by the Public Defender's Office to him.": ["Public Defender's Office"],
    "The Labour Migration Agency (LMA) opened it. Later LMA closed it.": ["Labour Migration Agency", "Labour Migration Agency"],
    "the Federal Parliament on Tuesday voted": ["Federal Parliament"],
    "The Russian Federation expressed doubt. The global network and the Private Sector spoke.": [],
    "Harbour Service Opens New Centre For Seafarers And Families": [],
}  # fmt: skip


@pytest.mark.parametrize("text", BODIES)
def test_bodies(text: str) -> None:
    assert [f.value.name for f in findings_of(text) if f.label == "organization"] == BODIES[text]
