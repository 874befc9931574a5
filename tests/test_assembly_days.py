"""Days, places and status of events, by the words and the layout around their names."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()
PUBLISHED = date(2031, 6, 1)


def first(text: str, title: str = "News of the day") -> EventEntry:
    document = Document(id="t", text=f"{title}\n\n{text}", published=PUBLISHED)
    return PIPELINE.read(document).events[0]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The Harbour Forum met. The event was held on 3 May 2031 in Lima.", "2031-05-03", "2031-05-03"),
        ("The Harbour Forum was useful. It took place on 3 May 2031.", "2031-05-03", "2031-05-03"),
        ("The Harbour Forum opened on 3 May 2031. The Forum will end on 5 May 2031.", "2031-05-03", "2031-05-05"),
        ("The Harbour Forum concluded on 5 May 2031.", None, "2031-05-05"),
        ("On 3 May 2031, she will convene the three-day Harbour Forum.", "2031-05-03", "2031-05-05"),
        ("The Harbour Forum was held in Lima on 3 May 2031 and in Cusco on 5 May 2031.", "2031-05-03", "2031-05-05"),
        ("The Harbour Forum, originally set for 3 May 2031, will be held on 7 July 2031.", "2031-07-07", "2031-07-07"),
        ("The Harbour Forum of 3 July 2031 has been postponed.", None, None),
        ("The Harbour Forum of 3 July 2031 has been postponed to 9 September 2031.", "2031-09-09", "2031-09-09"),
        ("The Harbour Forum in 2019 was useful.", "2019-01-01", "2019-12-31"),
        ("On 3 May 2031, on the sidelines of the Harbour Forum, they signed.", None, None),
        ("The Harbour Forum was preceded by talks on 3 May 2031.", None, None),
        ("The Harbour Forum 2030 follows the plan of 3 May 2031.", None, None),
        ("In May 2031, the Harbour Forum organised a trip.", None, None),
    ],
)
def test_days(text: str, start: str | None, end: str | None) -> None:
    event = first(text)
    assert (event.start and str(event.start), event.end and str(event.end)) == (start, end)


def test_an_event_that_only_places_another_has_not_its_day() -> None:
    text = "The Harbour Summit is to follow right after the Ferry Forum, on 14 May 2031."
    summit, forum = PIPELINE.read(Document(id="t", text=f"News\n\n{text}", published=PUBLISHED)).events
    assert (str(summit.start), forum.start) == ("2031-05-14", None)


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("The Harbour Forum, which Peru will host, is new.", None, "PE"),
        ("Peru will host the Harbour Forum.", None, "PE"),
        ("Peru will host the online Harbour Forum.", None, None),
        ("She travels to Lima, where she will attend the Harbour Forum.", "Lima", "PE"),
        ("She will travel to Lima on Monday. She will participate in the Harbour Forum.", "Lima", "PE"),
        ("The Harbour Forum was established in Lima.", None, None),
        ("The Harbour Forum was attended by the ambassador in Lima.", None, None),
        ("In the Harbour Forum, moderated by the mayor, Lima and Cusco were named.", None, None),
        ("The Harbour Forum was originally planned in Lima.", None, None),
    ],
)
def test_places(text: str, city: str | None, country: str | None) -> None:
    event = first(text)
    assert (event.city, event.country) == (city, country)


def test_the_lines_below_the_heading_of_a_speech_say_where_and_when() -> None:
    event = first("Lima, 3 May 2031\n\nMadam Chair,\n\nI thank you.", "Statement by the Minister at the Harbour Forum")
    assert (event.city, str(event.start), event.reasons["dates"]) == ("Lima", "2031-05-03", "line_below_name")


def test_a_range_below_the_heading_is_the_events_and_a_dateline_is_not() -> None:
    assert str(first("Lima, 3-5 May 2031\n\nWe met.", "Harbour Forum of the Americas").end) == "2031-05-05"
    assert first("Lima, 3 May 2031\n\nThe minister spoke.", "Minister to attend Harbour Forum").start is None


def test_a_session_of_weeks_has_not_the_day_of_a_speech() -> None:
    event = first("Geneva, 3 May 2031\n\nThank you.", "Statement at the 9th Session of the Harbour Council")
    assert (event.start, event.city) == (None, "Geneva")


def test_here_is_the_city_of_the_dateline() -> None:
    event = first("LIMA, 31 May 2031 – The Harbour Forum was successfully concluded here today.")
    assert (event.country, event.reasons["place"]) == ("PE", "dateline")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Harbour Forum closed well.", "held"),
        ("The offer of Peru to host the Harbour Forum was welcomed.", "planned"),
        ("The Harbour Forum has been postponed. The Ferry Forum is cancelled.", "postponed"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert first(text).status == status


def test_the_principal_event_is_none_that_is_only_mentioned() -> None:
    body = " ".join(["The minister spoke of ships."] * 6)
    assert not first(f"{body} He had been at the Harbour Forum.").principal
    assert first("The Harbour Forum met in Lima.").principal
