"""Readings to TIMEX3: the type and value that TimeML gives an expression of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...values import DateValue
from .build_timex import period_value
from .reading import Reading
from .spans import plus_days, shifted, unit_around

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_DAYPARTS = {"morning": "TMO", "afternoon": "TAF", "lunchtime": "TAF", "evening": "TEV", "night": "TNI",
             "tonight": "TNI", "noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}  # fmt: skip
_DAYPART = re.compile(rf"(?i)\b(?:{'|'.join(_DAYPARTS)})\b")
_MODS = {0: "START", 1: "MID", 2: "END"}
_APPROX = re.compile(r"(?i)^(?:nearly|almost|roughly|approximately|about|around)\b")
_END = re.compile(r"(?i)\b(?:end|close|year-end)\b")


@dataclass(frozen=True, slots=True)
class Timex:
    """The attributes of a TIMEX3 element; `mod` is START, MID, END, APPROX or empty."""

    type: TimexType
    value: str
    mod: str = ""


def timex_of(reading: Reading, value: DateValue | None, words: str, published: date | None) -> Timex | None:
    """Type and value of an expression, None where TIMEX3 has none for it. `words` are those of the mention.

    The value names the whole unit that 'early' or 'the end of' is a part of; the part is in `mod`.
    """
    if reading.kind in ("duration", "set", "ref", "time"):
        kind: TimexType = {"duration": "DURATION", "set": "SET", "time": "TIME"}.get(reading.kind, "DATE")  # type: ignore[assignment]
        return Timex(kind, reading.value, "APPROX" if _APPROX.match(words) else "")
    if value is None:
        return None
    if reading.kind == "span":
        return _span(reading, value, published)
    mod = _mod(reading, words)
    if value.start is None or value.end is None:
        masked = _masked(reading, value)
        return Timex("DATE", masked, mod) if masked else None
    name = _name(reading, value, value.start, value.end)
    part = _DAYPART.search(words) if value.start == value.end else None
    return Timex("TIME", name + _DAYPARTS[part[0].lower()], mod) if part else Timex("DATE", name, mod)


def end_values(value: DateValue) -> tuple[str, str] | None:
    """The TIMEX3 values of the two ends of a range; None for what is none, or has no days."""
    if value.start is None or value.end is None or value.precision not in ("day", "month", "year"):
        return None
    length = {"day": 10, "month": 7, "year": 4}[value.precision]
    return value.start.isoformat()[:length], value.end.isoformat()[:length]


def _span(reading: Reading, value: DateValue, published: date | None) -> Timex | None:
    """'The past two years' lasts two years; 'the past year' is the year before."""
    if not value.period and value.start is not None and value.end is not None:
        return Timex("DATE", unit_name(reading.unit, value.start, value.end))
    if abs(reading.n) != 1 or reading.unit == "day":
        return Timex("DURATION", period_value(reading.unit, abs(reading.n)))
    if published is None:
        return None
    start, end = unit_around(shifted(published, reading.unit, reading.n), reading.unit)
    return Timex("DATE", unit_name(reading.unit, start, end))


def _mod(reading: Reading, words: str) -> str:
    if reading.edge is None:
        return "APPROX" if _APPROX.match(words) else ""
    if reading.edge in _MODS:
        return _MODS[reading.edge]
    return "END" if _END.search(words) else "START" if reading.edge == 5 else ""


def _name(reading: Reading, value: DateValue, start: date, end: date) -> str:
    """The TIMEX3 value of an expression with days."""
    if reading.b is not None and reading.kind in ("calendar", "weekday"):
        return value.edtf or f"{start}/{end}"
    match reading.kind:
        case "calendar":
            return unit_name("day" if reading.a.day else "month" if reading.a.month else "year", start, end)
        case "half":
            return f"{start.year:04d}-H{1 if start.month == 1 else 2}"
        case "season":
            return f"{start.year:04d}-{_SEASONS[start.month]}"
        case "quarter" | "decade" | "century" | "weekend":
            return unit_name(reading.kind, start, end)
        case "week_of":
            return unit_name("week", start, end)
        case "shift":
            unit = value.precision if value.precision in ("month", "quarter") else reading.unit or "day"
            if unit == "week" and reading.base == "before" and start == end:
                unit = "day"  # 'two weeks later' counts from a day, 'two weeks ago' means that week
            return unit_name(unit, start, end)
        case _:
            return unit_name("day", start, end)


def unit_name(unit: str, start: date, end: date) -> str:
    """The TIMEX3 value of a calendar unit: '1998-03-04', '1998-W10', '1998-Q1', '1998', '199'."""
    if unit in ("week", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{start.year:04d}-{start.month:02d}"
    if unit == "quarter":
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    if unit == "year":
        return f"{start.year:04d}"
    if unit == "decade":
        return f"{start.year // 10:03d}"
    if unit == "century":
        return f"{start.year // 100:02d}"
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _masked(reading: Reading, value: DateValue) -> str:
    """What the words say where nothing gives the rest: 'XXXX-05-16', 'XXXX-WXX-2'."""
    if value.edtf is not None:
        return value.edtf
    if reading.kind == "weekday" and reading.a.weekday is not None:
        return f"XXXX-WXX-{reading.a.weekday + 1}"
    if reading.kind == "quarter" and reading.n:
        return f"XXXX-Q{reading.n}"
    if reading.kind == "season":
        return f"XXXX-{_SEASONS[reading.n]}"
    return ""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus's anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` Monday (0) ... Sunday (6) of a month; -1 is the last."""
    if nth < 0:
        last = plus_days(shifted(date(year, month, 1), "month", 1), -1)
        return plus_days(last, -((last.weekday() - weekday) % 7))
    first = date(year, month, 1)
    return plus_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
