"""Where an event is that somebody travels to: told by the sentence before, or by a release about one journey."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..finding import Finding
from .attachment import Tie
from .desk import Desk, within

_REACH = 320
_LEAD = 3
_JOURNEY = re.compile(
    r"\b(?:(?:official|working|state|introductory|two-day|three-day|four-day|five-day|first|\w+-day)\s+)*(?:visits?|visiting|trip|travels?|travel(?:l)?ing|mission)"
    r"\s+(?:[^,.;]{0,40}?\s)?(?:to\s+)?(?:the\s+)?$",
    re.I,
)
_LEADS = re.compile(r"[^.;]{0,90}?(?:\b(?:to|in|at|for|of|and)\s+(?:the\s+)?|[,(]\s*)")
_THERE = re.compile(r",?\s+(?:(?:the|he|she|they|[A-Z][\w.'’-]+)\s+){1,5}will\b")
_JOINED = re.compile(r"\s*(?:,|and|&|,\s*and)\s*(?:(?:then\s+)?(?:to|from)\s+)?(?:the\s+)?$")


def journey_before(desk: Desk, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Where the sentence before, in the same paragraph, says that somebody travels, who takes part here."""
    index = desk.layout.sentence_index(anchor.start)
    if index < 1 or not desk.cues.takes_part.search(desk.text, desk.sentence(anchor.start)[0], anchor.start):
        return
    start, end = desk.layout.sentences[index - 1]
    start = max(start, end - _REACH)
    if desk.layout.block_index(start) != desk.layout.block_index(anchor.start) or within(desk.events, (start, end)):
        return
    if match := desk.cues.travel.search(desk.text, start, end):
        for place in within(desk.places, (match.end(), end)):
            led = _LEADS.fullmatch(desk.text, match.end(), place.start)
            if place.value.type == "city" and led:
                yield Tie(8, anchor.start - place.end, place.start, "journey_before_name"), place


class Visit:
    """The one country, and the one city in it, that a release tells of a visit to; nothing of several countries."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        found = list(_destinations(desk))
        countries = {p.value.country for p in found}
        cities = {p.value.geonames_id for p in found if p.value.type == "city"}
        self._places = (
            [p for p in found if p.value.type == "country" or len(cities) == 1] if len(countries) == 1 else []
        )
        self._home = {p.value.country for p in desk.places if desk.layout.zone_at(p.start) == "dateline"}

    def ties(self, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
        """The place of the visit, for an event of whose part in the journey the sentence speaks."""
        desk = self._desk
        if not self._places or desk.layout.zone_at(anchor.start) != "body":
            return
        low, high = desk.sentence(anchor.start)
        if anchor.start < self._places[0].start or desk.cues.online.search(desk.text, low, high):
            return
        before = desk.cues.future_part.search(desk.text, max(low, anchor.start - 120), anchor.start)
        behind = _THERE.match(desk.text, anchor.end, min(high, anchor.end + 120))
        if before is None and (
            behind is None or not desk.text[low : anchor.start].rstrip().endswith((" at the", "At the", " at a"))
        ):
            return
        for place in self._places[:2]:
            if place.value.country not in self._home:
                yield Tie(10, anchor.start - place.end, place.start, "visit"), place


def _destinations(desk: Desk) -> Iterator[Finding]:
    """Places in the title and the first sentences that somebody is said to visit or travel to."""
    ends = [e for s, e in desk.layout.sentences if desk.layout.zone_at(s) == "body"][:_LEAD]
    if not ends:
        return
    last: Finding | None = None
    for place in within(desk.places, (0, ends[-1])):
        if place.value.type not in ("city", "country"):
            continue
        joined = last is not None and _JOINED.match(desk.text, last.end, place.start) and place.start - last.end < 20
        if joined or _JOURNEY.search(desk.text, max(0, place.start - 90), place.start):
            yield place
            last = place
