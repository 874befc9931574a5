"""Parts of a reading with a known year to calendar intervals and EDTF strings."""

from __future__ import annotations

from ...values import DateValue
from .reading import Part, Reading
from .spans import WHOLE, Interval, month_of, valid, year_of


def interval_of(y1: int, a: Part, y2: int | None, b: Part | None) -> Interval | None:
    """From `a` in year `y1` to `b` in `y2`; None for days in no calendar or out of order."""
    first = interval_of_part(y1, a)
    last = interval_of_part(y2 if y2 is not None else y1, b) if b else first
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def interval_of_part(year: int, part: Part) -> Interval | None:
    """The day, month or year that a part names."""
    if not 1 <= year <= 9999:
        return None
    if part.month is None:
        return year_of(year)
    if part.day is None:
        return month_of(year, part.month)
    day = valid(year, part.month, part.day)
    return (day, day) if day else None


def part_precision(edge: int, whole: str) -> str:
    """A part of a month or year is 'other'; what only bounds it ('the end of 2025') keeps its precision."""
    return whole if edge == WHOLE else "other"


def without_year(a: Part, b: Part | None, precision: str) -> DateValue:
    """A date whose year nothing tells: no days, digits left unspecified."""

    def masked(part: Part) -> str:
        return f"XXXX-{part.month or 0:02d}" + (f"-{part.day:02d}" if part.day else "")

    edtf = masked(a) + (f"/{masked(b)}" if b else "")
    return DateValue(None, None, precision, edtf, relative=True, borrowed=("year",))


def stated_edtf(edtf: str, interval: Interval, r: Reading) -> str:
    """EDTF with a clock time or an open end: '2016/..' for 'since 2016', '../2023-06' for 'until June'."""
    if r.open in ("since", "after"):
        return f"{edtf.split('/')[0]}/.."
    if r.open == "before":
        return f"../{edtf.split('/')[-1]}"
    if r.clock and interval[0] == interval[1]:
        return "/".join(f"{interval[0].isoformat()}T{clock}" for clock in r.clock)
    return edtf
