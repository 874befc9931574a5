"""Builders of what TIMEX3 marks beside calendar dates: durations, sets, clock times, words that point back."""

from __future__ import annotations

from collections.abc import Iterator

from .clocks import minutes_of
from .grammar import Hit
from .reading import Part, Reading
from .slots import LEAP_YEAR, Built
from .spans import valid

REFERENCES = {"present_ref": "PRESENT_REF", "past_ref": "PAST_REF", "future_ref": "FUTURE_REF"}
"""The TIMEX3 value by the rule that finds the words."""

_LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C",
            "hour": "TH", "minute": "TM", "second": "TS"}  # fmt: skip
_UNITS = {"days": "day", "weeks": "week", "months": "month", "quarters": "quarter", "years": "year",
          "decades": "decade", "centuries": "century", "hours": "hour", "minutes": "minute", "seconds": "second",
          "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
          "yearly": "year", "annually": "year"}  # fmt: skip


def reference(hit: Hit) -> Iterator[Built]:
    """'now', 'recently', 'the future'; of 'this' and 'current' only the second, and only alone."""
    if "c1" not in hit.slots or hit.word("c1") == "current":
        yield hit.first, hit.last, Reading("ref", value=REFERENCES[hit.rule.id])


def anaphor(hit: Hit) -> Iterator[Built]:
    """'The year-earlier quarter', 'the 1988 quarter', 'that day': counted from the last mention of such a unit."""
    unit, n, year = hit.word("u1") or "quarter", hit.value("q1"), hit.value("y1")
    unit = "quarter" if unit == "period" else unit
    back = "g1" in hit.slots
    if n is not None and not 1 <= n <= 4:
        return
    if "t1" in hit.slots:
        yield hit.first, hit.last, Reading("shift", unit=unit, base="before")
    elif unit in ("year", "month", "week") and not back:
        yield hit.first, hit.last, Reading("shift", unit=unit)
    elif n is not None:
        turn = -1 if back else hit.value("r1")
        yield hit.first, hit.last, Reading("quarter", Part(year, turn=turn), n=n)
    elif year is not None or "r1" in hit.slots:
        yield hit.first, hit.last, Reading("quarter", Part(year, turn=hit.value("r1")), n=0)
    else:
        yield hit.first, hit.last, Reading("shift", unit=unit, n=-4 if back else 0, base="unit")


def daypart(hit: Hit) -> Iterator[Built]:
    """'The next morning', 'that evening': of the day mentioned before."""
    yield hit.first, hit.last, Reading("shift", unit="day", n=hit.value("r1") or 0, base="before")


def spoken(hit: Hit) -> Iterator[Built]:
    """'Nineteen ninety-six', with a month, day or season before it."""
    century, rest = hit.value("k1"), hit.value("k2")
    if century is not None and rest is not None:
        if century not in (18, 19, 20) or rest < 10:
            return
        year = century * 100 + rest
    else:
        thousands = hit.value("k3")
        if thousands != 2:
            return
        year = 2000 + (hit.value("k4") or 0)
    month, day = hit.value("m1"), hit.value("d1")
    if (season := hit.value("s1")) is not None:
        yield hit.first, hit.last, Reading("season", Part(year), n=season)
    elif month is None or valid(year or LEAP_YEAR, month, day or 1):
        yield hit.first, hit.last, Reading("calendar", Part(year, month, day))


def clock(hit: Hit) -> Iterator[Built]:
    """'10:30 a.m.', 'noon', '5 o'clock'."""
    if time := minutes_of(hit.tokens, hit.slots["t1"]):
        yield hit.first, hit.last, Reading("time", value=f"T{time}")


def duration(hit: Hit) -> Iterator[Built]:
    """'Three days', 'a two-year ...', 'several weeks'. Refused: none of it, and more than a calendar holds."""
    unit = _unit(hit)
    count = hit.value("n1")
    if "n1" in hit.slots and not (count and count < 10000):
        return
    yield hit.first, hit.last, Reading("duration", value=period_value(unit, count))


def recurring(hit: Hit) -> Iterator[Built]:
    """'Every year', 'daily', 'each Monday'."""
    weekday = hit.value("w1")
    if weekday is not None:
        yield hit.first, hit.last, Reading("set", value=f"XXXX-WXX-{weekday + 1}")
    else:
        yield hit.first, hit.last, Reading("set", value=period_value(_unit(hit), 1))


def period_value(unit: str, count: int | None) -> str:
    """The TIMEX3 value of `count` units, X where the number is vague: 'P3D', 'PT2H', 'PXY'."""
    letter = _LETTERS[unit]
    number = "X" if count is None else str(count)
    return f"PT{number}{letter[1]}" if len(letter) == 2 else f"P{number}{letter}"


def _unit(hit: Hit) -> str:
    word = hit.word("u1") or hit.word("f1")
    return _UNITS.get(word, word)
