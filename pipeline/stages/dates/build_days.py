"""Builders of days: in words, in digits, in lists and in ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .grammar import Hit
from .reading import Part, Reading
from .slots import LEAP_YEAR, Built, is_verb, year_in, years_of_range
from .spans import valid

_DAY_KINDS = ("day_num", "ordinal", "ordword")
_WEEKDAYS = ("wday", "wday_short")


def _spoken_year(hit: Hit) -> int | None:
    thousands, rest = hit.value("k1"), hit.value("k2")
    return None if thousands is None or rest is None else thousands * 1000 + rest


def days(hit: Hit) -> Iterator[Built]:
    """A day or a range of days; what one end leaves out is the other's. Refused: days in no calendar."""
    y1, y2 = year_in(hit, "1") or _spoken_year(hit), year_in(hit, "2")
    m1, m2 = hit.value("m1") or hit.value("m2"), hit.value("m2") or hit.value("m1")
    d1, d2 = hit.value("d1"), hit.value("d2")
    if m1 is None or m2 is None or d1 is None or is_verb(hit, y1 or y2):
        return
    y1, y2 = years_of_range(y1, y2, m1, m2, ranged=d2 is not None)
    t1, t2 = hit.value("r1"), hit.value("r2")
    a = Part(y1, m1, d1, hit.value("w1"), t1 if t1 is not None or d2 is None else t2)
    if not valid(y1 or LEAP_YEAR, m1, d1):
        return
    if d2 is None:
        yield hit.first, hit.last, Reading("calendar", a)
        return
    b = Part(y2, m2, d2, hit.value("w2"), t2 if t2 is not None else t1)
    if valid(y2 or LEAP_YEAR, m2, d2) and (m1 != m2 or d1 < d2):
        yield hit.first, hit.last, Reading("calendar", a, b)


def listed(hit: Hit) -> Iterator[Built]:
    """Bare days beside a full one ('2, 5 and 6 May'): each number is a day; '2-4' among them is a range."""
    month, year, turn = hit.value("m2"), year_in(hit, "2"), hit.value("r2")
    if month is None or is_verb(hit, year):
        return
    tokens = hit.tokens
    i = begin = hit.first
    while i < hit.last:
        kind = tokens.kind(i)
        if kind in _WEEKDAYS:
            begin = i
        elif kind in _DAY_KINDS:
            last = i + 2 if i + 2 < hit.last and tokens.kind(i + 1) == "dash" else i
            first = begin if tokens.kind(begin) in _WEEKDAYS else i
            a = Part(year, month, tokens.values[i], None, turn)
            b = Part(year, month, tokens.values[last], None, turn) if last > i else None
            if _exists(a) and (b is None or (_exists(b) and tokens.values[i] < tokens.values[last])):
                yield first, last + 1, Reading("calendar", a, b, listed=True)
            i = begin = last
        i += 1


def _exists(part: Part) -> bool:
    return valid(part.year or LEAP_YEAR, part.month or 0, part.day or 0) is not None


def iso(hit: Hit) -> Iterator[Built]:
    """'2024-03-12', one or two of them. Refused: impossible days, and digits that are a number or a code."""
    parts = []
    for i in range(hit.first, hit.last):
        words = hit.tokens.words(i)
        if words[:1].isdigit():
            year, month, day = (int(x) for x in re.findall(r"[0-9]+", words)[:3])
            if not valid(year, month, day) or not 1400 <= year <= 2199:
                return
            parts.append((Part(year, month, day), _clock_of(words)))
    if not parts:
        return
    clock = (parts[0][1],) if len(parts) == 1 and parts[0][1] else ()
    yield (
        hit.first,
        hit.last,
        Reading("calendar", parts[0][0], parts[1][0] if len(parts) > 1 else None, clock=clock),
    )


def _clock_of(words: str) -> str:
    """The clock time inside an ISO timestamp, '' where there is none."""
    m = re.search(r"[T ](\d{2}:\d{2})", words)
    return m[1] if m else ""


def numeric(hit: Hit) -> Iterator[Built]:
    """'19/2/80': digits whose order the document decides."""
    raw = tuple(w for i in range(hit.first, hit.last) if (w := hit.tokens.words(i))[0].isdigit())
    yield hit.first, hit.last, Reading("numeric", raw=raw)


def numeric_short(hit: Hit) -> Iterator[Built]:
    """'(21/06)': two numbers, a day and a month."""
    first, second = hit.value("d1"), hit.value("d2")
    if first and second and min(first, second) <= 12 and max(first, second) <= 31:
        yield hit.first, hit.last, Reading("numeric", raw=(f"{first}/{second}",))


def bracket_day(hit: Hit) -> Iterator[Built]:
    """'today (12)': a bare number that repeats the day."""
    yield hit.first, hit.last, Reading("day_of_month", Part(day=hit.value("d1")))


def part(hit: Hit) -> Iterator[Built]:
    """Words that only complete another mention, such as the year behind a list of days."""
    yield hit.first, hit.last, Reading("part")
