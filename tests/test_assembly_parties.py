"""Who organised and chaired events, their outcomes, officials and ties."""

from __future__ import annotations

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def events(text: str) -> list[EventEntry]:
    return list(PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}")).events)


@pytest.mark.parametrize(
    ("text", "organizers"),
    [
        ("The Harbour Forum, organised in Lima by Peru and Chile, was useful.", ["Peru", "Chile"]),
        ("Peru and Chile hosted the Harbour Forum.", ["Peru", "Chile"]),
        ("The Harbour Forum, which Peru will host, is new.", ["Peru"]),
        ("The Harbour Forum was hosted by Peru in partnership with Chile.", ["Peru", "Chile"]),
        ("The Harbour Forum was held in Peru.", []),
        ("The minister of Peru attended the Harbour Forum.", []),
    ],
)
def test_organizers(text: str, organizers: list[str]) -> None:
    assert [p.name for p in events(text)[0].organizers] == organizers


@pytest.mark.parametrize(
    ("text", "chairs"),
    [
        ("The Harbour Forum was co-chaired by Peru and Chile.", ["Peru", "Chile"]),
        ("Peru chaired the Harbour Forum.", ["Peru"]),
        ("The Harbour Forum was chaired by Ms. Jane Roe, Minister of Ports.", ["Jane Roe"]),
        ("The Harbour Forum was moderated by Peru.", []),
        ("The Harbour Forum was chaired by Dato Somebody.", []),
    ],
)
def test_chairs(text: str, chairs: list[str]) -> None:
    assert [p.name for p in events(text)[0].chairs] == chairs


def test_outcomes_stand_before_or_behind_the_event() -> None:
    (event,) = events("The Lima Declaration was adopted at the Harbour Forum.")
    assert [o.name for o in event.outcomes] == ["Lima Declaration"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Harbour Forum was useful. It was preceded by the Ferry Hearing.", "preceded_by"),
        ("The Harbour Forum was useful. The Ferry Hearing was held on the side-lines of the Forum.", "side_event_of"),
    ],
)
def test_ties(text: str, kind: str) -> None:
    forum, hearing = events(text)
    one, other = (hearing, forum) if kind == "side_event_of" else (forum, hearing)
    assert [(r.type, r.event_id) for r in one.relations] == [(kind, other.id)]


def test_officials_of_an_event_that_was_held_and_of_one_that_is_only_recalled() -> None:
    record = PIPELINE.read(
        Document(
            id="t",
            text="News of the day\n\nThe Harbour Forum was held in Lima.\n\nMr. John Doe, Minister of Ports, spoke of ferries. "
            "Mr. Paul Poe, Director of Piers, recalled the Ferry Summit.",
        )
    )
    forum, summit = record.events
    assert len(forum.official_ids) == 2
    assert summit.official_ids == ()
