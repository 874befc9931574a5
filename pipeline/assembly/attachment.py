"""Which date belongs to which event, by the words between them, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from ..finding import Finding
from ..values import Span
from .anchors import header_lines, is_bare, is_speech_at, is_whole_line, names_town
from .cues import turns_away
from .desk import Desk, within

Part = Literal["whole", "first", "last"]

_AFTER_COMMA = re.compile(r"\s*,\s*(?:on |from )?")
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_THEN_AT = re.compile(r"\s+(?:at|during)\s+(?:the\s+)?")
_RESULT = re.compile(
    r"\b(?:agreements?|commitments?|pledges?|decisions?|promises?|understandings?|results?)\s+(?:\w+\s+)?"
    r"(?:made|reached|agreed|adopted|announced|concluded|taken|given|achieved)\s+(?:at|during|in)\s+(?:the\s+)?(?:[\w-]+\s)?$"
)
_MAIN_CLAUSE = re.compile(
    r",\s+(?!held\b|which\b|on\b|in\b|at\b|from\b|that\b|organi|hosted|taking|[\w’']+ (?:\d|,)"
    r"|\d)(?=[\w’' .-]{3,120}?\b[a-z]+)"
)
_JOINED = re.compile(r"\s*(?:,|and|&|,\s*and|to|-|–)\s*(?:(?:in|at)\s*,?\s*)?(?:on\s+)?$")
_FARTHEST_BEFORE = 240
_FARTHEST_AFTER = 320
_VAGUE = 5
"""What a year loses against a day: it is taken where the text has nothing better."""
_POINTED = 2
"""What a date loses that is tied to words standing for the event, not to its name."""
_FARTHEST_YEAR = 60
_LONGEST_EVENT = timedelta(days=31)
_NEXT_WORDS = 60
_SHORT = frozenset({"events.code", "events.acronym"})
_OF_A_DAY = frozenset({"ceremony", "launch", "inauguration", "celebration"})


@dataclass(frozen=True, order=True)
class Tie:
    """A way to attach a finding to an event: the smaller, the better. `part` says whether a date is the first or
    the last day only."""

    rank: int
    distance: int
    start: int
    rule: str
    part: Part = "whole"


@dataclass(frozen=True)
class Days:
    """The dates of an event: `found` in text order; one end is open where the text gives only the other."""

    found: tuple[Finding, ...]
    rule: str
    open_start: bool = False
    open_end: bool = False
    lasting: int = 1  # days, where the text says 'the three-day Forum' and gives the first


def days_of(desk: Desk, anchors: Sequence[Finding], *, moved: bool) -> Days | None:
    """The dates that the text ties best to the event spoken of at `anchors`. Of an event that was `moved`, only
    the new ones."""
    ties = [pair for anchor in anchors for pair in date_ties(desk, anchor)]
    if moved:
        ties = [pair for pair in ties if _is_new(desk, pair[1]) or not _is_put_off(desk, pair[1])]
    if not ties:
        return None
    opening = [pair for pair in ties if pair[0].part != "last"]
    closing = [pair for pair in ties if pair[0].part == "last"]
    if not opening:
        return Days((min(closing, key=lambda pair: pair[0])[1],), closing[0][0].rule, open_start=True)
    best = _widened(min(opening, key=lambda pair: pair[0]), opening)
    found = coordinated(desk, best[1])
    if len(found) == 1 and best[1].value.start == best[1].value.end:
        if last := _closing_day(best[1], closing):
            return Days((best[1], last), best[0].rule)
        if (lasting := max(map(desk.lasting, anchors), default=1)) > 1:
            return Days(tuple(found), best[0].rule, lasting=lasting)
        return Days(tuple(found), best[0].rule, open_end=best[0].part == "first")
    return Days(tuple(found), best[0].rule)


def _closing_day(first: Finding, closing: Sequence[tuple[Tie, Finding]]) -> Finding | None:
    later = [
        (tie, date) for tie, date in closing if timedelta(0) < date.value.end - first.value.start <= _LONGEST_EVENT
    ]
    return min(later, key=lambda pair: pair[0])[1] if later else None


def _is_put_off(desk: Desk, date: Finding) -> bool:
    """Whether the sentence of the date says that something was postponed."""
    return desk.cues.postponed.search(desk.text, *desk.sentence(date.start)) is not None


def _is_new(desk: Desk, date: Finding) -> bool:
    return desk.cues.new_day.search(desk.text, max(0, date.start - 60), date.start) is not None


def date_ties(desk: Desk, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Dates in the sentence of an event's mention, or in the lines below it, that may be the event's."""
    sentence = own_clause(desk, anchor)
    others = [e for e in within(desk.events, sentence) if e.value.entity != anchor.value.entity]
    for date in _pinned(desk, sentence, ends=True):
        if not (anchor.start <= date.start and date.end <= anchor.end) and (
            tie := _date_tie(desk, anchor, others, date, sentence)
        ):
            yield tie, date
    for line in header_lines(desk, anchor):
        sited = bool(within(desk.places, line)) or names_town(desk, *line)
        own = is_speech_at(desk, anchor) or (sited and is_whole_line(desk, anchor))
        for date in _pinned(desk, line):
            if own or date.value.start != date.value.end:
                yield Tie(1, date.start - anchor.end, date.start, "line_below_name"), date


def own_clause(desk: Desk, anchor: Finding) -> Span:
    """The sentence of a mention; of an event beside which something else happened, only its own part: 'On the
    sidelines of the Forum in Lima, | the ministers met on 3 May'."""
    start, end = desk.sentence(anchor.start)
    if anchor.rule in _SHORT and desk.text[max(0, anchor.start - 1)] == "(":
        return anchor.start, anchor.end  # what stands behind '(PSF)' is said of what the brackets explain
    if desk.cues.alongside.search(desk.text, max(0, anchor.start - 40), anchor.start) is None:
        return start, end
    comma = _MAIN_CLAUSE.search(desk.text, anchor.end, min(end, anchor.end + _FARTHEST_AFTER))
    return start, comma.start() if comma else end


def _pinned(desk: Desk, span: Span, *, ends: bool = False) -> list[Finding]:
    """Dates in a span that say when, not since when; with `ends`, also days until which something goes on, or
    since which it has been under way."""
    return [
        d
        for d in within(desk.dates, span)
        if d.value.start is not None
        and d.value.end is not None
        and (not d.value.period or (ends and d.value.start == d.value.end and _bounds(desk, span[0], d)))
    ]


def _bounds(desk: Desk, low: int, date: Finding) -> bool:
    before = desk.text[max(low, date.start - 50) : date.start]
    return desk.cues.closes.search(before) is not None or desk.cues.opens.search(before) is not None


def _date_tie(desk: Desk, anchor: Finding, others: Sequence[Finding], date: Finding, sentence: Span) -> Tie | None:
    behind = date.start >= anchor.end
    tie = _behind(desk, anchor, others, date) if behind else _before(desk, anchor, others, date, sentence)
    if tie is None or anchor.rule != "events.pointer":
        return tie
    return Tie(tie.rank + _POINTED, tie.distance, tie.start, tie.rule, tie.part)


def _behind(desk: Desk, anchor: Finding, others: Sequence[Finding], date: Finding) -> Tie | None:
    text, cues = desk.text, desk.cues
    between = text[anchor.end : date.start]
    nearer = [e for e in others if anchor.end <= e.start < date.start and not _is_aside(desk, e, date)]
    if nearer or len(between) > _FARTHEST_AFTER:
        return None
    if turns_away(cues, between):
        return None
    if cues.former.search(between[-60:]):
        return None
    cued = bool(cues.held.search(between))
    if cues.apart.search(between) and not (cued and _last(cues.held, between) > _last(cues.apart, between)):
        return None
    # 'the Forum in 2019', 'the Forum in Lima in 2019'
    bound = between.strip(" (") in ("in", "of", "within", "during", "later", "earlier", "") or is_bare(
        desk, anchor.end, date.start
    )
    if date.value.precision == "year" and not bound and (not cued or len(between) > _FARTHEST_YEAR):
        return None
    near = 0 if cued or len(between) < 30 else 1
    if any(e.start < anchor.start for e in others) and _is_aside(desk, anchor, date):
        return None
    if (years := _YEAR.findall(anchor.value.name)) and str(date.value.start.year) not in years:
        return None
    vague = 0 if date.value.precision != "year" else 1 if bound else _VAGUE
    if any(not _JOINED.match(desk.text[d.end : date.start]) for d in _pinned(desk, (anchor.end, date.start))):
        near += 2  # a nearer date stands between
    return Tie(near + vague, len(between), date.start, "date_behind_name", _part(desk, anchor, between, date))


def _before(desk: Desk, anchor: Finding, others: Sequence[Finding], date: Finding, sentence: Span) -> Tie | None:
    text, cues = desk.text, desk.cues
    between = text[date.end : anchor.start]
    if len(between) > _FARTHEST_BEFORE:
        return None
    year = date.value.precision == "year"
    if between.strip() in ("'s", "’s") or not (year or between.strip()):  # 'the May 2021 Forum', 'last year's Forum'
        return Tie(2 + _VAGUE if year else 0, 0, date.start, "date_before_name")
    if _THEN_AT.fullmatch(between):
        others = ()  # 'the Charter, adopted in 1995 at the Forum'
    if any(date.end <= e.start < anchor.start or e.end <= date.start for e in others):
        return None
    if cues.apart.search(between) or cues.beside.search(between) or " that " in between or _RESULT.search(between):
        return None
    if date.value.precision == "year" and not cues.year_of.fullmatch(between):
        return None
    if not cues.purpose.fullmatch(between) and cues.travel.search(text, sentence[0], anchor.start):
        return None
    if cues.acts.match(text, anchor.end):
        return None  # the Forum is a body that organised something on that day
    vague = _VAGUE if date.value.precision == "year" else 0
    after = text[anchor.end : min(sentence[1], anchor.end + _NEXT_WORDS)]
    part: Part = "whole"
    if date.value.start == date.value.end:
        if cues.begins_next.match(after) or cues.opening_of.search(between):
            part = "first"
        elif cues.ends_next.match(after) or cues.closing_of.search(between):
            part = "last"
    return Tie(2 + vague, len(between), date.start, "date_before_name", part)


def _is_aside(desk: Desk, event: Finding, date: Finding) -> bool:
    """Whether an event is named, between commas, only to place another one: 'right after the Summit, on 3 May'."""
    if not _AFTER_COMMA.fullmatch(desk.text, event.end, max(event.end, date.start)):
        return False
    return desk.cues.background.search(desk.text, max(0, event.start - 40), event.start) is not None


def _part(desk: Desk, anchor: Finding, between: str, date: Finding) -> Part:
    """Whether the words before a single day say that the event began or ended then; the last word counts. 'Opened
    the Forum on 3 May' says it before the name."""
    if date.value.start != date.value.end:
        return "whole"
    opens, closes = _last(desk.cues.opens, between), _last(desk.cues.closes, between)
    if opens < 0 and closes < 0:
        opened = desk.cues.opened_it.search(desk.text, max(0, anchor.start - 40), anchor.start)
        return "first" if opened and anchor.value.kind not in _OF_A_DAY else "whole"
    return "first" if opens > closes else "last"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _widened(best: tuple[Tie, Finding], dated: list[tuple[Tie, Finding]]) -> tuple[Tie, Finding]:
    """The shortest range of days, tied to the same event, that a single day lies in: the day is only one of them."""
    day = best[1].value
    if day.start != day.end and day.precision == "day":
        return best
    ranges = [
        pair
        for pair in dated
        if pair[1].value.precision == "day"
        and not (best[0].rule == "date_behind_name" and pair[0].rule == "date_before_name")
        and (day.start <= pair[1].value.start <= day.end or pair[1].value.start <= day.start <= pair[1].value.end)
        and pair[1].value.start != pair[1].value.end
    ]
    return min(ranges, key=lambda pair: (pair[1].value.end - pair[1].value.start, pair[0]), default=best)


def _without_places(desk: Desk, start: int, end: int) -> str:
    """The words between two dates, so that '3 May in Oslo and 5 May in Bergen' are joined by 'and'."""
    words, at = "", start
    for place in within(desk.places, (start, end)):
        words += desk.text[at : place.start] if place.start >= at else ""
        at = max(at, place.end)
    words += desk.text[at:end]
    return words if at == start else words.replace(" in ", " ").replace(" at ", " ")


def coordinated(desk: Desk, date: Finding) -> list[Finding]:
    """The date and those coordinated with it: '3 and 4 March' is two dates of one event."""
    found = [date]
    days = [d for d in _pinned(desk, desk.sentence(date.start)) if d.value.precision == "day"]
    if date not in days:
        return found
    at = days.index(date)
    for step in (1, -1):
        k, last = at + step, date
        while 0 <= k < len(days):
            low, high = (last, days[k]) if step > 0 else (days[k], last)
            gap = abs((high.value.start - low.value.end).days)
            if not _JOINED.match(_without_places(desk, low.end, high.start)) or gap > 6:
                break
            found.append(days[k])
            last, k = days[k], k + step
    return sorted(found, key=lambda f: f.start)
