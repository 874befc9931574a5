"""Which date and which place belong to which event, sentence by sentence, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..finding import Finding
from ..values import Span
from .desk import Desk, within

_PLACE_CUE = re.compile(
    r"(?:\b(?:in|at|to|near|outside)\s+(?:the\s+|downtown\s+|central\s+)?(?:city of\s+|capital,?\s+)?|[,(]\s*"
    r"|\bhosted by\s+(?:the\s+)?)$",
    re.I,
)
_GO_CUE = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?$", re.I)
_JOINED = re.compile(r"\s*(?:,|and|&|,\s*and|to|-|–)\s*(?:on\s+)?$")
_FARTHEST_BEFORE = 240
_VAGUE = 5
"""What a year loses against a day: it is taken where the text has nothing better."""
_FARTHEST_AFTER = 320


@dataclass(frozen=True, order=True)
class Tie:
    """A way to attach a finding to an event: the smaller, the better."""

    rank: int
    distance: int
    start: int
    rule: str
    opens: bool = False  # the words say that the event began on that day


def date_ties(desk: Desk, mention: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Dates in the sentence of an event's mention that may be the event's."""
    sentence = desk.sentence(mention.start)
    others = within(desk.events, sentence)
    for date in within(desk.dates, sentence):
        if date.value.start is None or date.value.period or _holds(mention, date):
            continue
        if tie := _date_tie(desk, mention, others, date, sentence):
            yield tie, date


def _date_tie(desk: Desk, mention: Finding, others: Sequence[Finding], date: Finding, sentence: Span) -> Tie | None:
    text, cues = desk.text, desk.cues
    events = [e for e in others if e.value.entity != mention.value.entity]
    if date.start >= mention.end:
        between = text[mention.end : date.start]
        if any(mention.end <= e.start < date.start for e in events) or len(between) > _FARTHEST_AFTER:
            return None
        cued = bool(cues.held.search(between))
        if cues.apart.search(between) and not (cued and _last(cues.held, between) > _last(cues.apart, between)):
            return None
        if date.value.precision == "year" and not cued:
            return None
        opens = bool(cues.opens.search(between)) and date.value.start == date.value.end
        near = 0 if cued or len(between) < 30 else 1
        vague = _VAGUE if date.value.precision == "year" else 0
        return Tie(near + vague, len(between), date.start, "date_behind_name", opens)
    between = text[date.end : mention.start]
    if (
        any(date.end <= e.start < mention.start or e.end <= date.start for e in events)
        or len(between) > _FARTHEST_BEFORE
    ):
        return None
    if cues.apart.search(between) or date.value.precision == "year":
        return None
    if not cues.purpose.fullmatch(between) and cues.travel.search(text, sentence[0], mention.start):
        return None
    return Tie(2, len(between), date.start, "date_before_name")


def place_ties(desk: Desk, mention: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Places in the sentence of an event's mention at which the event may be."""
    sentence = desk.sentence(mention.start)
    others = [e for e in within(desk.events, sentence) if e.value.entity != mention.value.entity]
    for place in within(desk.places, sentence):
        if place.value.type == "region" or _holds(mention, place) or any(_holds(e, place) for e in others):
            continue
        if tie := _place_tie(desk, mention, others, place):
            yield tie, place


def _place_tie(desk: Desk, mention: Finding, others: list[Finding], place: Finding) -> Tie | None:
    text, cues = desk.text, desk.cues
    before = text[max(0, place.start - 24) : place.start]
    if place.start >= mention.end:
        between = text[mention.end : place.start]
        if any(mention.end <= e.start < place.start for e in others) or len(between) > _FARTHEST_AFTER:
            return None
        if not _PLACE_CUE.search(before):
            return None
        near = 0 if len(between) < 12 else 1 if cues.held.search(between) or len(between) < 60 else 3
        return Tie(near + _coarse(place), len(between), place.start, "place_behind_name")
    between = text[place.end : mention.start]
    if any(place.end <= e.start < mention.start or e.end <= place.start for e in others):
        return None
    if len(between) > _FARTHEST_BEFORE or not _GO_CUE.search(before):
        return None
    if place.value.type == "country" and not cues.journey_to.search(between):
        return None
    return Tie(4 + _coarse(place), len(between), place.start, "place_before_name")


def _coarse(place: Finding) -> int:
    """Countries give way to cities and venues a little farther off."""
    return 1 if place.value.type in ("country", "admin", "other") else 0


def _holds(outer: Finding, inner: Finding) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def coordinated(desk: Desk, date: Finding) -> list[Finding]:
    """The date and those coordinated with it: '3 and 4 March' is two dates of one event."""
    found = [date]
    days = [d for d in within(desk.dates, desk.sentence(date.start)) if d.value.start and d.value.precision == "day"]
    if date not in days:
        return found
    at = days.index(date)
    for step in (1, -1):
        k, last = at + step, date
        while 0 <= k < len(days):
            low, high = (last, days[k]) if step > 0 else (days[k], last)
            gap = abs((high.value.start - low.value.end).days)
            if not _JOINED.match(desk.text[low.end : high.start]) or gap > 6:
                break
            found.append(days[k])
            last, k = days[k], k + step
    return sorted(found, key=lambda f: f.start)
