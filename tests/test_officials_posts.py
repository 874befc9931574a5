"""Officials by letters, brackets and lists around their posts: marked sentences of our own."""

from __future__ import annotations

import re

import pytest
from communique.models import Document
from communique.pipeline.draft import Draft
from communique.pipeline.finding import Finding
from communique.pipeline.layout import Block, Layout
from communique.pipeline.loading import Resources
from communique.pipeline.overlaps import settle
from communique.pipeline.stages.officials import OfficialStage

STAGE = OfficialStage(Resources())
TAG = re.compile(r"</?[nt]\d*>")


def findings_of(text: str) -> list[Finding]:
    """What the stage finds in one block, settled."""
    draft = Draft(Document(id="t", text=text), Layout((Block(0, len(text), "body"),), ((0, len(text)),)), {})
    found = list(STAGE.find(draft))
    settled = [f for label in ("official", "organization") for f in settle(x for x in found if x.label == label)]
    return list(STAGE.resolve(draft, sorted(settled, key=lambda f: (f.start, f.end, f.label))))


def titles_of(text: str) -> dict[str, list[str]]:
    """The titles of each person, by name."""
    people: dict[str, list[str]] = {}
    for f in findings_of(text):
        if f.label == "official":
            seen = people.setdefault(f.value.name, [])
            seen += [text[a:b] for a, b in f.value.titles if text[a:b] not in seen]
    return people


def expected_of(marked: str) -> dict[str, list[str]]:
    """'<t1>Minister</t1> <n1>Jane Doe</n1>': the titles of each name, as marked."""
    names = dict(re.findall(r"<n(\d)>(.*?)</n\1>", marked))
    pairs = re.findall(r"<t(\d+)>(.*?)</t\1>", marked)
    return {name: [words for numbers, words in pairs if k in numbers] for k, name in names.items()}


MARKED = {
    "retired, designated and of a service": [
        "Shri <n1>Anil Varma</n1>, IAS (Retd.), <t1>Chairman of the Ports Board</t1>, spoke.",
        "Chief Superintendent (Ret'd) <n1>Walter Crewe</n1> is the first <t1>Commissioner for Fair Ports</t1>.",
        "He met Brigadier General (Pol.) <n1>Yusuf Lema</n1>, <t1>Director</t1> of the Border Agency.",
        "General PNP <n1>José Luis Quispe</n1>, <t1>Chief</t1> of the Directorate of Security; and others came.",
        "Smt. <n1>Lata Pillai</n1>, <t1>Consul General-designate</t1> of India, Jeddah, came.",
        "The <t1>Comptroller General of Immigration</t1>, CGI <n1>Bello Musa</n1>, came.",
        "<t1>Additional Secretary (Admn)</t1> <n1>Abdul Rauf</n1> came.",
    ],
    "owners and lists": [
        "the Honourable <n1>Ewan Ross</n1>, Tamara Vale's <t1>Minister of Advanced Education</t1>; and others came.",
        "<n1>Ewan Ross</n1>, <t1>Minister responsible for the Coastal Growth Table</t1>, announced it.",
        "<t1>Mayor</t1> of Greater Tamara Eng. <n1>Hayel Zeid</n1> and <n2>Nisreen K. Haddad</n2>, <t2>acting director</t2>"
        " of the Agency's ports department, came.",
        "He thanked his Indonesian counterpart, <n1>Suryono</n1>, <t1>Acting Director General of Immigration</t1>, who came.",
        "<t12>Ambassadors</t12> <n1>Femi Cole</n1> of Nigeria and <n2>Pieter ten Berg</n2> of the Netherlands came.",
        "The <t1>Minister for Working Life</t1>, <n1>Karin Wrede Holm</n1>, spoke.",
    ],
    "names": [
        "attended by <n1>Ma. del Carmen Chan Ruz</n1>, <t1>Director</t1> of the Port Agency.",
        "The <t1>Director General</t1> <n1>M.ª José Casado Ruiz</n1> signed.",
        "<t1>Deputy Director General in charge</t1> <n1>LÊ Quang Tiến</n1> spoke.",
        "H.E. Mr. <n1>Bae Jun-ho</n1>, <t1>Ambassador</t1> of the Republic of Korea, spoke.",
        "Mr. <n1>HỒ Văn Đạt</n1>, <t1>Vice Chairman</t1> of the Port Council, spoke.",
        "IOM’s <t1>forensic adviser</t1>, Dr. <n1>Paris Okello</n1>, called it late.",
    ],
}


@pytest.mark.parametrize("marked", [m for group in MARKED.values() for m in group])
def test_construction(marked: str) -> None:
    """Each name with its titles, and nobody else."""
    assert titles_of(TAG.sub("", marked)) == expected_of(marked)


@pytest.mark.parametrize(
    "text",
    [
        "The DG BE&OE briefed the participants.",
        "The plan (Ret'd) and the ports of Peshawar were discussed.",
        "The so-called Port Act, the June-born and the Half-Year Review were read.",
    ],
)
def test_nobody_in_office(text: str) -> None:
    """Acronyms, brackets and compounds that name no one."""
    assert titles_of(text) == {}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The College of Coastal Nurses hosted the talks.", "College of Coastal Nurses"),
        ("It was held by the Federation of Overseas Timber Exporters (FOTE) in May.", "Federation of Overseas Timber"),
        ("FROM: Office of the Minister for Ports\n\nMEDIA STATEMENT", "Office of the Minister for Ports"),
    ],
)
def test_bodies(text: str, body: str) -> None:
    """Bodies named after their members, and the office of a minister on a line of its own."""
    bodies = [text[f.start : f.end] for f in findings_of(text) if f.label == "organization"]
    assert [b for b in bodies if b.startswith(body)], bodies


def test_officials_of_a_ministry_are_no_part_of_it() -> None:
    """Neither who works there nor a verb ends the name of a body."""
    text = "The Ministry of Labour Officials met. The Federation of Labour Says no."
    bodies = [text[f.start : f.end] for f in findings_of(text) if f.label == "organization"]
    assert not [b for b in bodies if b.endswith(("Officials", "Says"))], bodies
