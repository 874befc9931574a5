"""Event names: ceremonies in small letters, bodies that met, celebrated days, schooling, odd titles; and what is none."""

from __future__ import annotations

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def events(text: str) -> list[EventEntry]:
    return list(PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}")).events)


def names(text: str) -> list[str]:
    return [e.name for e in events(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The launching ceremony of the Harbour Pilots Registry took place in Oslo.", "launching ceremony of the Harbour Pilots Registry"),
        ("The groundbreaking ceremony for the Ferry Terminal was held yesterday.", "groundbreaking ceremony for the Ferry Terminal"),
        ("She presided over the inauguration of the Lock Keepers Centre.", "inauguration of the Lock Keepers Centre"),
        ("The launch of the National Ferry Policy was held in Oslo.", "launch of the National Ferry Policy"),
        ("The Regional Training on Lock Safety (Oslo, 3-5 May 2031) ended.", "Regional Training on Lock Safety"),
        ("The Study Visit on Pilot Services began.", "Study Visit on Pilot Services"),
        ('The "Hack4Harbours" hackathon ended.', '"Hack4Harbours" hackathon'),
        ("Guests came to the World Ferry Day celebrations.", "World Ferry Day celebrations"),
        ("The Nordic Film Festival opened.", "Nordic Film Festival"),
        ("The Commonwealth Heads of Harbour Meeting closed.", "Commonwealth Heads of Harbour Meeting"),
        ("The BALTMED 9 Summit closed.", "BALTMED 9 Summit"),
        ("He spoke at the Third St. Olaf Ferry Forum.", "Third St. Olaf Ferry Forum"),
        ("The Annual Session of the Harbour Masters Union closed.", "Annual Session of the Harbour Masters Union"),
        ("It was the 8th Session (Centenary) of the Ferry Labour Conference.", "8th Session (Centenary) of the Ferry Labour Conference"),
        ("It is the Forum on Piers, Locks, and Quays.", "Forum on Piers, Locks, and Quays"),
        ("He attended the Peru – Chile Ferry Dialogue.", "Peru – Chile Ferry Dialogue"),
        ("It was the 6th Annual Women of the Ports Awards Ceremony.", "6th Annual Women of the Ports Awards Ceremony"),
        ("He spoke at the National Ferry Convention, which will be held in Oslo.", "National Ferry Convention"),
        ("He opened the 3rd meeting of the ferry commission in Lima.", "3rd meeting of the ferry commission"),
        ("The Statement of the Conference to Adopt the Charter of Pilots Is Out Now", "Conference to Adopt the Charter of Pilots"),
    ],
)  # fmt: skip
def test_names(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "His Prime Ministerial duties end.",
        "Ministerial priorities include ferries.",
        "They won the Atlantic Coast Conference title and the Big Twelve Conference game.",
        "He works at the Seminar for Statistics.",
        "The Public Exhibition of the harbour plan ends.",
        "We make the tax More Fair for pilots.",
        "It became an ASEAN Dialogue Partner.",
        "The inauguration of the president was long.",
        "Vocational Training helps pilots.",
        "The Training on Locks Programme is new.",
        "They gathered in celebration of the World Ferry Day.",
        "Today is World Ferry Day. On World Ferry Day we think of pilots.",
        "The Diwali Festival is near.",
        "Customs ended operation “Golden Week” on Friday.",
        "The wagons go to the Central Railway Workshop.",
        "The Port Administration and Congress disagree.",
        "It took more than 90 Days for the Harbour Board to answer.",
        "Consultations on the draft law continue.",
    ],
)
def test_no_events(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "edition", "start", "city"),
    [
        ("The Working Group on Border Rivers held its fourth session in Oslo on 3 May 2031.", "session", 4, "2031-05-03", "Oslo"),
        ("The Joint Commission on Ferries met for the third time in Oslo on 3 May 2031.", "meeting", 3, "2031-05-03", "Oslo"),
        ("The Commission on Ferries and Locks opened its 57th session on 3 May 2031 in Oslo.", "session", 57, "2031-05-03", "Oslo"),
        ("The Steering Committee of the Ferry Network convened in Oslo on 3 May 2031.", "meeting", None, "2031-05-03", "Oslo"),
    ],
)  # fmt: skip
def test_bodies_that_met(text: str, kind: str, edition: int | None, start: str, city: str) -> None:
    (event,) = events(text)
    assert (event.kind, event.edition, str(event.start), event.city) == (kind, edition, start, city)
    assert event.mentions[0].rule == "events.body_met"


@pytest.mark.parametrize(
    "text",
    [
        "The Council of Ministers met in Oslo on 3 May 2031.",
        "The Working Group met on Monday.",
        "The Working Group on Border Rivers proposed a plan.",
        "The minister met members of the Working Group on Border Rivers in Oslo.",
    ],
)
def test_bodies_at_their_daily_work(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        ("Oslo marked International Pilots’ Day on 3 May 2031.", "International Pilots’ Day", None),
        ("World Ferry Day was celebrated in Oslo on 3 May 2031.", "World Ferry Day", "Oslo"),
    ],
)
def test_days_that_were_celebrated(text: str, name: str, city: str | None) -> None:
    (event,) = events(text)
    assert (event.name, str(event.start), event.city) == (name, "2031-05-03", city)


def test_a_programme_in_quotation_marks_is_no_title() -> None:
    assert names("A Partner Dialogue on the “Clean Harbours” Programme was held.") == ["Partner Dialogue"]


def test_a_second_name_in_brackets_is_the_same_event() -> None:
    (event,) = events("A Harbour Partner Dialogue (Donor Conference) was held in Oslo.")
    assert event.aliases == ("Donor Conference",)


def test_a_text_in_capitals_throughout_names_only_numbered_events() -> None:
    said = "THE FERRY MEETING AND THE LOCK MEETING. ANOTHER BIG MEETING, SOME HARBOUR TALKS, A GOOD DIALOGUE ON LOCKS. "
    text = said + "THE 4TH FERRY CONFERENCE FOLLOWS A LONG MEETING. " * 2
    assert [e.name for e in PIPELINE.read(Document(id="t", text=text)).events] == ["4TH FERRY CONFERENCE"]


def test_launch_in_a_headline_is_a_verb() -> None:
    assert names("Peru and Chile Launch First Ferry Under Joint Plan") == []


def test_common_acronyms_need_no_explanation() -> None:
    (event,) = events(
        "The 75th Session of the UNGA met. The 75th Session of the United Nations General Assembly ended."
    )
    assert len(event.mentions) == 2


def test_edition_without_a_number_is_no_part_of_a_name() -> None:
    assert names("This year's edition of the Ferry Forum was held.") == ["Ferry Forum"]
