"""Builders of months, parts of years, years and longer periods."""

from __future__ import annotations

from collections.abc import Iterator

from .grammar import Hit
from .reading import Part, Reading
from .slots import Built, is_verb, two_digit_year, year_in, years_of_range
from .spans import FIRST_WEEK

WEEKS = range(1, 6)  # the fifth stands for the last


def months(hit: Hit) -> Iterator[Built]:
    """A month, a part of one, or a range of months."""
    m1, m2 = hit.value("m1"), hit.value("m2")
    y1, y2 = year_in(hit, "1"), year_in(hit, "2")
    if m1 is None:
        edge = hit.value("e1")
        yield hit.first, hit.last, Reading("shift", unit="month", n=0, edge=edge)
        return
    if not 1 <= m1 <= 12 or is_verb(hit, y1 or y2):
        return
    if hit.rule.id == "iso_month" and (m1 == ((y1 or 0) + 1) % 100 or hit.tokens.words(hit.last - 1)[0] not in "01"):
        return  # '2011-12' are two years
    y1, y2 = years_of_range(y1, y2, m1, m2 or m1, ranged=m2 is not None)
    edge = hit.value("e1")
    if (half := hit.value("e2")) is not None:
        if half > 2:
            return
        edge = half + 2
    if "e3" in hit.slots:
        week = _ordinal(hit, "e3", WEEKS[-1])
        if week is None:
            return
        edge = FIRST_WEEK + week - 1
    t1, t2 = hit.value("r1"), hit.value("r2")
    a = Part(y1, m1, turn=t1 if t1 is not None or m2 is None else t2)
    b = Part(y2, m2, turn=t2) if m2 is not None else None
    kind_of_turn = hit.rule.id == "month_turn"
    yield hit.first, hit.last, Reading("calendar", a, b, edge=edge, unit="month" if kind_of_turn else "")


def _ordinal(hit: Hit, slot: str, most: int) -> int | None:
    """The number in `slot`, 'last' being `most`. Refused: more than `most`."""
    value = hit.value(slot)
    if value == -1:
        return most
    return value if value is not None and 1 <= value <= most else None


def quarters(hit: Hit) -> Iterator[Built]:
    """A quarter of a year."""
    n = _ordinal(hit, "q1", 4)
    if n is not None:
        yield hit.first, hit.last, Reading("quarter", Part(year_in(hit, "1"), turn=hit.value("r1")), n=n)


def halves(hit: Hit) -> Iterator[Built]:
    """A half of a year."""
    n = _ordinal(hit, "h1", 2)
    if n is not None:
        yield hit.first, hit.last, Reading("half", Part(year_in(hit, "1"), turn=hit.value("r1")), n=n)


def seasons(hit: Hit) -> Iterator[Built]:
    """A season of a year; 'fall' only with a year, as it is a verb too."""
    year, turn, month = year_in(hit, "1"), hit.value("r1"), hit.value("s1")
    if month is not None and not (hit.word("s1") == "fall" and year is None and turn is None):
        yield hit.first, hit.last, Reading("season", Part(year, turn=turn), n=month, edge=hit.value("e1"))


_BEFORE_A_YEAR = frozenset(
    "in during since until till by after before from throughout early late mid of year years between around".split()
)


def _after_preposition(hit: Hit) -> bool:
    """Whether a word of time stands before; numbers far from our time are no years without one."""
    before = hit.tokens.words(hit.first - 1).lower() if hit.first > 0 else ""
    if before in ("and", "or") and hit.first > 1:
        return hit.tokens.kind(hit.first - 2) == "year"
    return before in _BEFORE_A_YEAR


def years(hit: Hit) -> Iterator[Built]:
    """A year, a part of one, or a range of years. Refused: ranges that run backwards or over 300 years."""
    y1, edge, turn = year_in(hit, "1"), hit.value("e1"), hit.value("r1")
    if y1 is None:
        yield hit.first, hit.last, Reading("shift", unit="year", n=turn or 0, edge=edge)
        return
    if hit.rule.id == "year" and not 1900 <= y1 <= 2100 and not _after_preposition(hit):
        return
    y2 = hit.value("y2")
    if y2 is None and (short := hit.value("yy2")) is not None:
        y2 = short if short > 99 else two_digit_year(y1, short)
        if y2 - y1 > 50 or len(hit.word("yy2")) != 2:
            return
    if y2 is not None and not 0 < y2 - y1 <= 300:
        return
    yield hit.first, hit.last, Reading("calendar", Part(y1), Part(y2) if y2 else None, edge=edge)


def decades(hit: Hit) -> Iterator[Built]:
    """'the 1990s', \"the '90s\", 'the nineties', 'the first half of the 2010s'; '1900s' is a century."""
    last = hit.last - 1
    if "c2" in hit.slots and not hit.tokens.words(last).startswith(("1", "20")):
        return  # 'in his 30s'
    digits = "".join(c for c in hit.tokens.words(last) if c.isdigit())
    first = int(digits) if digits else hit.tokens.values[last]
    if first < 100:
        first += 1900
    half = hit.value("e2")
    if first % 10 or (half is not None and half > 2):
        return
    edge = half + 2 if half is not None else hit.value("e1")
    yield hit.first, hit.last, Reading("decade", Part(first), edge=edge)


def centuries(hit: Hit) -> Iterator[Built]:
    """'the nineteenth century': 1801 to 1900."""
    n = hit.value("c1")
    if n and n <= 22:
        yield hit.first, hit.last, Reading("century", n=n, edge=hit.value("e1"))
