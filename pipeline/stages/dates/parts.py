"""Parts of a reading with a known year to calendar intervals and EDTF strings."""

from __future__ import annotations

from datetime import date

from ...values import DateValue
from .reading import Part, Reading
from .spans import WHOLE, Interval, month_of, months_of, valid, year_of

_LATE_NEWS = 120  # days in which a quarter that is over is still spoken of with 'will'


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
    """EDTF with a clock time or an open end: '2016/..' for 'since 2016', '../2023-06' for 'until June'.

    '2021-04-03?' is a date in digits that may as well be of March.
    """
    if r.unsure:
        return "/".join(f"{end}?" for end in edtf.split("/"))
    if r.open in ("since", "after"):
        return f"{edtf.split('/')[0]}/.."
    if r.open == "before":
        return f"../{edtf.split('/')[-1]}"
    if r.clock and interval[0] == interval[1]:
        return "/".join(f"{interval[0].isoformat()}T{clock}" for clock in r.clock)
    return edtf


def year_of_part(ref: date, first: int, length: int, turn: int | None, future: bool) -> int:
    """The year of the `length` months from month `first` on that are meant at `ref`.

    The one around `ref`, else the one before or after it, as words ('last spring') or the sentence's tense say.
    """
    years = range(max(1, ref.year - 2), min(9998, ref.year + 1) + 1)
    spans = {y: months_of(y, first, length) for y in years}
    ahead = min((y for y, (start, _) in spans.items() if start > ref), default=years[-1])
    behind = max((y for y, (_, end) in spans.items() if end < ref), default=years[0])
    if turn in (1, -1):
        return ahead if turn == 1 else behind
    around = [y for y, (start, end) in spans.items() if start <= ref <= end]
    if around:
        return around[0]
    if turn == 0 and ahead == ref.year:
        return ahead
    wait, since = (spans[ahead][0] - ref).days, (ref - spans[behind][1]).days
    return ahead if future and wait < since + _LATE_NEWS else behind
