"""Readings to values: what the words leave out is borrowed, and recorded as borrowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import ClassVar

from ...values import DateValue
from .context import Anchor, Context
from .parts import interval_of, part_precision, stated_edtf, without_year
from .reading import Part, Reading
from .spans import (
    PRECISIONS,
    SEASON_CODES,
    edge_of,
    edtf_of,
    month_of,
    months_of,
    plus_days,
    shifted,
    unit_around,
    valid,
    week_of,
    year_of,
)

Placed = tuple[int, int, Reading]
"""Start and end offset of a mention, and what it says."""


def anchors_of(placed: Sequence[Placed]) -> list[Anchor]:
    """The readings that say their year themselves, as landmarks for the others."""
    out = []
    for start, _, r in placed:
        if r.kind != "calendar" or r.a.year is None or r.listed:
            continue
        interval = interval_of(r.a.year, r.a, (r.b.year if r.b else None), r.b)
        if interval is not None:
            out.append(Anchor(start, *interval, by_day=r.a.month is not None, open=bool(r.open)))
    return out


def day_of_writing(text: str, placed: Sequence[Placed], published: date | None) -> date | None:
    """Publication, or the day nearby that the text itself gives for its 'today (12)' or 'yesterday (9 May)'."""
    if published is None:
        return None
    for (_, end, r), (start, _, day) in pairwise(placed):
        counted = r.kind == "shift" and r.unit == "day" and r.base == "published" and abs(r.n) <= 1
        if counted and text[end:start].strip() == "(" and day.kind in ("day_of_month", "calendar"):
            for off in _DAYS_OFF:
                meant = plus_days(published, r.n + off)
                if meant.day == day.a.day and day.a.month in (None, meant.month) and day.b is None:
                    return plus_days(published, off)
    return published


_DAYS_OFF = (0, -1, 1, -2, 2, -3, 3)  # a release goes online within days of its writing


def resolve_all(placed: Sequence[Placed], context: Context) -> list[DateValue | None]:
    """A value for each mention, in text order; None for what turns out to be no date."""
    out: list[DateValue | None] = []
    before: DateValue | None = None
    for start, _, reading in placed:
        value = Resolver(context, start, before).value(reading)
        out.append(value)
        counted = reading.base == "before" and reading.n != 0 and reading.unit != "day"
        if value is not None and value.start is not None and value.precision != "other" and not counted:
            before = value
    return out


class Resolver:
    """Resolves one mention at `start`; `before` is the date mentioned before it."""

    def __init__(self, context: Context, start: int, before: DateValue | None) -> None:
        self._context = context
        self._at = start
        self._before = before

    def value(self, r: Reading) -> DateValue | None:
        """The value of a reading, None where it can be no date."""
        handler = self._HANDLERS.get(r.kind)
        return handler(self, r) if handler else None

    # A year that is named, turned ('last year') or borrowed

    def _year(self, part: Part, month: int | None, side: str = "") -> tuple[int | None, bool]:
        """The year and whether it is in the words."""
        if part.year is not None:
            return part.year, True
        ref = self._context.published or self._context.reference()
        if part.turn is not None:
            return (ref.year + part.turn, False) if ref else (None, False)
        if month is None:
            return None, False
        return self._context.year_for(self._at, month, part.day, part.weekday, side), False

    def _calendar(self, r: Reading) -> DateValue | None:
        a, b = r.a, r.b
        precision = "day" if a.day else "month" if a.month else "year"
        if r.unit == "month" and a.turn is not None and a.month:
            return self._turned_month(r)
        y1, said = self._year(a, a.month, r.open)
        if y1 is None:
            return without_year(a, b, precision)
        y2 = b.year if b else None
        if b is not None and y2 is None:
            y2 = y1 + 1 if (a.month or 0) > (b.month or 0) else y1
        interval = interval_of(y1, a, y2, b)
        if interval is None:
            return None
        if r.edge is not None:
            interval, precision = edge_of(interval, r.edge), part_precision(r.edge, precision)
        period = bool(r.open) or (precision == "year" and b is not None)
        edtf = edtf_of(*interval, precision)
        return DateValue(
            *interval,
            precision,
            stated_edtf(edtf, interval, r),
            relative=not said,
            borrowed=() if said else ("year",),
            period=period,
        )

    def _turned_month(self, r: Reading) -> DateValue | None:
        ref = self._context.published or self._context.reference()
        month, turn = r.a.month or 1, r.a.turn or 0
        if ref is None:
            return DateValue(None, None, "month", f"XXXX-{month:02d}", True, ("year",))
        if turn < 0:
            year = ref.year if month < ref.month else ref.year - 1
        elif turn > 0:
            year = ref.year if month > ref.month else ref.year + 1
        else:
            year = min(
                (ref.year, ref.year + 1, ref.year - 1),
                key=lambda y: abs((y - ref.year) * 12 + month - ref.month),
            )
        interval = month_of(year, month)
        return DateValue(*interval, "month", edtf_of(*interval, "month"), relative=True, borrowed=("year",))

    def _part_of_year(self, r: Reading) -> DateValue | None:
        ref = self._context.published or self._context.reference()
        year, said = self._year(r.a, None)
        first = {"quarter": r.n * 3 - 2, "half": r.n * 6 - 5, "season": r.n}[r.kind]
        length = {"quarter": 3, "half": 6, "season": 3}[r.kind]
        precision = "quarter" if r.kind == "quarter" else "other"
        if year is None or (r.kind == "season" and not said):
            if ref is None:
                return DateValue(None, None, precision, None, True, ("year",))
            year = self._near_part(ref, first, length, r.a.turn)
        interval = months_of(year, first, length)
        edtf = f"{year:04d}-{SEASON_CODES[first]}" if r.kind == "season" else edtf_of(*interval, precision)
        return DateValue(*interval, precision, edtf, relative=not said, borrowed=() if said else ("year",))

    def _near_part(self, ref: date, first: int, length: int, turn: int | None) -> int:
        """The year of the quarter, half or season nearest to `ref`, on the side that words or tense say."""
        spans = [(y, months_of(y, first, length)) for y in (ref.year - 2, ref.year - 1, ref.year, ref.year + 1)]
        ahead = [y for y, (start, _) in spans if start > ref]
        behind = [y for y, (_, end) in spans if end < ref]
        around = [y for y, (start, end) in spans if start <= ref <= end]
        if turn is not None and turn > 0:
            return ahead[0]
        if turn is not None and turn < 0:
            return behind[-1]
        if around:
            return around[0]
        future = self._context.tense_at(self._at) > 0
        return ahead[0] if future or (turn == 0 and ahead[0] == ref.year) else behind[-1]

    def _fixed(self, r: Reading) -> DateValue:
        if r.kind == "century":
            interval = year_of(r.n * 100 - 99, r.n * 100)
        else:
            first = r.a.year or 0
            interval = year_of(first, first + (99 if first % 100 == 0 and first < 2000 else 9))
        if r.edge is not None:
            interval = edge_of(interval, r.edge)
        return DateValue(*interval, "other", edtf_of(*interval, "other"), period=True)

    # Counted from the day of writing or from the date before

    def _base(self, r: Reading) -> date | None:
        if r.base == "before" and self._before is not None:
            return (self._before.end if r.n > 0 else self._before.start) or self._context.published
        return self._context.published

    def _shift(self, r: Reading) -> DateValue:
        base = self._base(r)
        unit = r.unit if r.unit else "day"
        precision = PRECISIONS.get(unit, "other") if r.whole else "day"
        if base is None:
            return DateValue(None, None, precision, None, True, ("year",))
        if r.base == "before" and r.n == 0 and unit == "day" and self._before is not None:
            return replace(self._before, relative=True)
        day = shifted(base, unit, r.n)
        interval = unit_around(day, unit) if r.whole else (day, day)
        if r.edge is not None and unit in ("month", "year", "decade", "century"):
            interval, precision = edge_of(interval, r.edge), part_precision(r.edge, precision)
        period = unit in ("decade", "century")
        return DateValue(*interval, precision, edtf_of(*interval, precision), relative=True, period=period)

    def _span(self, r: Reading) -> DateValue:
        base = self._context.published
        if base is None:
            return DateValue(None, None, "other", None, True, period=True)
        far = shifted(base, r.unit, r.n)
        start, end = (far, base) if far < base else (base, far)
        if r.n > 0 and r.unit not in ("day", "week"):
            end = plus_days(end, -1)
        return DateValue(start, end, "other", edtf_of(start, end, "other"), relative=True, period=True)

    def _weekday(self, r: Reading) -> DateValue | None:
        base, weekday = self._context.published, r.a.weekday or 0
        if base is None:
            return DateValue(None, None, "day", None, True, ("year", "month", "day"))
        monday = plus_days(base, -base.weekday())
        turn = r.a.turn
        if r.unit == "week":
            day = plus_days(monday, 7 * (turn or 0) + weekday)
        elif turn is not None and turn < 0:
            day = plus_days(base, -((base.weekday() - weekday - 1) % 7 + 1))
        elif turn is not None and turn > 0:
            day = plus_days(base, (weekday - base.weekday() - 1) % 7 + 1)
        else:
            ahead, behind = (weekday - base.weekday()) % 7, (base.weekday() - weekday) % 7
            future = (turn == 0 and plus_days(monday, weekday) >= base) or r.open == "before" or self._looks_ahead()
            day = plus_days(base, ahead if future else -behind)
        end = day
        if r.b is not None:
            end = plus_days(day, ((r.b.weekday or 0) - weekday) % 7)
        edtf = edtf_of(day, end, "day")
        return DateValue(day, end, "day", edtf, relative=True, borrowed=("year", "month", "day"))

    def _weekend(self, _: Reading) -> DateValue:
        base = self._context.published
        if base is None:
            return DateValue(None, None, "other", None, True)
        start, end = unit_around(base, "weekend")
        if base < start and not self._looks_ahead():
            start, end = plus_days(start, -7), plus_days(end, -7)
        return DateValue(start, end, "other", edtf_of(start, end, "other"), relative=True)

    def _looks_ahead(self) -> bool:
        return self._context.tense_at(self._at) > 0

    def _week_of(self, r: Reading) -> DateValue | None:
        year, said = self._year(r.a, r.a.month)
        day = valid(year, r.a.month or 1, r.a.day or 1) if year else None
        if day is None:
            return DateValue(None, None, "other", None, True, ("year",)) if year is None else None
        interval = week_of(day)
        edtf = edtf_of(*interval, "other")
        return DateValue(*interval, "other", edtf, relative=not said, borrowed=() if said else ("year",))

    def _day_of_month(self, r: Reading) -> DateValue | None:
        """The day of that number nearest to the date before or the day of writing, at most two weeks off."""
        base = (self._before.start if self._before else None) or self._context.published
        if base is None or r.a.day is None:
            return None
        around = [plus_days(base, k) for k in sorted(range(-14, 15), key=lambda k: (abs(k), k))]
        day = next((d for d in around if d.day == r.a.day), None)
        if day is None:
            return None
        return DateValue(day, day, "day", day.isoformat(), relative=True, borrowed=("year", "month"))

    _HANDLERS: ClassVar[dict[str, Callable[[Resolver, Reading], DateValue | None]]] = {
        "calendar": _calendar,
        "quarter": _part_of_year,
        "half": _part_of_year,
        "season": _part_of_year,
        "decade": _fixed,
        "century": _fixed,
        "weekday": _weekday,
        "shift": _shift,
        "span": _span,
        "week_of": _week_of,
        "weekend": _weekend,
        "day_of_month": _day_of_month,
    }
