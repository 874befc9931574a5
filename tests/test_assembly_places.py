"""Where events take place, when they begin and end, and how they stand, by class of wording."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def first(text: str, published: date | None = None) -> EventEntry:
    document = Document(id="t", text=f"News of the day\n\n{text}", published=published)
    return PIPELINE.read(document).events[0]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Peru will host the next Pacific Ferry Forum in May 2031.", None, "PE"),
        ("The Pacific Ferry Forum met in the Norwegian city of Oslo.", "Oslo", "NO"),
        ("The Pacific Ferry Forum was hosted by the City of Oslo.", "Oslo", "NO"),
        ("The Forum was held in Singapore. The Pacific Ferry Forum closed. The Pacific Ferry Forum was held in Singapore.", "Singapore", "SG"),
        ("She will visit Oslo on 3 May 2031, where she will address the Pacific Ferry Forum.", "Oslo", "NO"),
        ("She leaves on 3 May for Lima, Peru, where she will attend the Pacific Ferry Forum.", "Lima", "PE"),
        ("The Pacific Ferry Forum, hosted by the Danish Presidency, will be held in Oslo.", "Oslo", "NO"),
        ("The Pacific Ferry Forum brought 40 pilots to Oslo.", "Oslo", "NO"),
        ("At the Pacific Ferry Forum on 3 May 2031, Peru offered new ferries.", None, None),
        ("In Oslo, the chairman said that the Pacific Ferry Forum must deliver.", None, None),
        ("The Pacific Ferry Forum heard of changes in Singapore’s legal sector.", None, None),
        ("This is what brings us to the Pacific Ferry Forum, and it is contrary to the words given to Peru.", None, None),
        ("In Oslo they built on the progress made at the Pacific Ferry Forum.", None, None),
    ],
)  # fmt: skip
def test_places(text: str, city: str | None, country: str | None) -> None:
    event = first(text)
    assert (event.city, event.country) == (city, country)


def test_a_release_about_one_visit_tells_where_the_visitor_speaks() -> None:
    text = (
        "The minister is on an official visit to Peru from 3 to 5 May 2031.\n\nHe will also meet his counterpart. "
        "The talks are about ferries.\n\nOn 4 May he will speak at the Pacific Ferry Forum."
    )
    event = first(text)
    assert (event.country, event.reasons["place"], str(event.start)) == ("PE", "visit", "2031-05-04")
    two = text.replace("to Peru", "to Peru and Chile")
    assert first(two).country is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("She opened the Pacific Ferry Forum in Oslo on 3 May 2031.", "2031-05-03", None),
        ("The Pacific Ferry Forum opened on 3 May 2031 and runs until 7 May 2031.", "2031-05-03", "2031-05-07"),
        ("On the sidelines of the Pacific Ferry Forum in Oslo, the two ministers met on 3 May 2031.", None, None),
        ("The chairman said on 3 May 2031 that the Pacific Ferry Forum must deliver.", None, None),
        ("He travels to Oslo from 2 to 6 May 2031 to open the Pacific Ferry Forum on 3 May.", "2031-05-03", "2031-05-03"),
        ("The 4th Ferry Forum ended on 3 May 2031. The next Ferry Forum will be hosted by Peru in 2033.", None, "2031-05-03"),
    ],
)  # fmt: skip
def test_days(text: str, start: str | None, end: str | None) -> None:
    event = first(text)
    assert (event.start and str(event.start), event.end and str(event.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Pacific Ferry Forum begins today in Oslo and runs until 3 June 2031.", "held"),
        ("The Pacific Ferry Forum will be held in Oslo from 1 to 3 June 2031.", "planned"),
        ("The board has decided to postpone the Pacific Ferry Forum.", "postponed"),
        ("The board had to cancel the Pacific Ferry Forum of 3 July 2031.", "cancelled"),
        ("He took the plans of the Pacific Ferry Forum held recently and will publish them.", "held"),
        ("The Pacific Ferry Forum took place in May 2031; the next meeting will be in Lima.", "held"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert first(text, date(2031, 6, 1)).status == status


def test_the_dateline_tells_where_something_was_announced_at_an_event_today() -> None:
    text = "OSLO, 3 May 2031 - Ferry plans were launched today by the minister at the Pacific Ferry Forum."
    document = Document(id="t", text=f"News of the day\n\n{text}", published=date(2031, 5, 3))
    (event,) = PIPELINE.read(document).events
    assert (event.city, event.reasons["place"]) == ("Oslo", "dateline")
