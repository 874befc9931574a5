"""Readings to values: what the words leave out is borrowed, and recorded as borrowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from ...values import DateValue
from .anchors import Placed
from .context import Context
from .parts import interval_of, part_precision, stated_edtf, without_year, year_of_part
from .reading import Base, Part, Reading
from .said import Said
from .spans import (
    PRECISIONS,
    SEASON_CODES,
    edge_of,
    edtf_of,
    month_of,
    months_of,
    plus_days,
    plus_months,
    shifted,
    unit_around,
    valid,
    week_of,
    year_of,
)


def resolve_all(placed: Sequence[Placed], context: Context) -> list[DateValue | None]:
    """A value for each mention, in text order; None for what turns out to be no date."""
    out: list[DateValue | None] = []
    said = Said()
    for start, _, reading in placed:
        value = Resolver(context, start, said).value(reading)
        out.append(value)
        if value is not None:
            said.hear(reading, value, start, context)
    return out


class Resolver:
    """Resolves one mention at `start`; `said` is what was mentioned before it."""

    def __init__(self, context: Context, start: int, said: Said) -> None:
        self._context = context
        self._at = start
        self._said = said
        self._before = said.before

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
        if (year := self._said.year_around(self._at, month, self._context.text)) is not None:
            return year, False
        if self._said.recent is not None and self._context.narrative:
            return self._context.year_told(self._at, month, part.day, self._said.recent), False
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
            relative=r.listed or not said,
            borrowed=("year", "month") if r.listed else () if said or a.turn is not None else ("year",),
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
            across = (month - ref.month + 12) % 12  # 'this January', said in November or later, is the next one
            year = ref.year + (across <= 2 and month < ref.month) - (across >= 10 and month > ref.month)
        interval = month_of(year, month)
        return DateValue(*interval, "month", edtf_of(*interval, "month"), relative=True, borrowed=("year",))

    def _part_of_year(self, r: Reading) -> DateValue | None:
        ref = self._context.published or self._context.reference()
        year, said = self._year(r.a, None)
        n = r.n or self._last_quarter(ref)
        first = {"quarter": n * 3 - 2, "half": n * 6 - 5, "season": n}[r.kind]
        length = {"quarter": 3, "half": 6, "season": 3}[r.kind]
        precision = "quarter" if r.kind == "quarter" else "other"
        if year is None or (r.kind == "season" and not said):
            if ref is None:
                return DateValue(None, None, precision, None, True, ("year",))
            year = year_of_part(ref, first, length, r.a.turn, self._looks_ahead())
        interval = months_of(year, first, length)
        edtf = f"{year:04d}-{SEASON_CODES[first]}" if r.kind == "season" else edtf_of(*interval, precision)
        borrowed = () if said or r.a.turn is not None else ("year",)
        return DateValue(*interval, precision, edtf, relative=not said, borrowed=borrowed)

    def _last_quarter(self, ref: date | None) -> int:
        """The number of the quarter mentioned last, else of the last that was complete."""
        last = self._said.by_unit.get("quarter")
        day = last.start if last is not None and last.start is not None else None
        if day is None:
            day = shifted(ref, "quarter", -1) if ref is not None else date.min
        return (day.month + 2) // 3

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
        published = self._context.published
        told = self._said.recent
        if self._context.narrative and told is not None and r.base != "before" and r.n == 0 and r.unit != "day":
            return told.start
        before = self._said.last if r.unit == "year" and r.n else told if r.unit == "month" else self._before
        if r.base == "before" and before is not None:
            return (before.end if r.n > 0 else before.start) or published
        if r.base == "unit":
            if (last := self._said.by_unit.get(r.unit)) is not None and last.start is not None:
                return last.start
            return shifted(published, "quarter", -1) if published is not None and r.unit == "quarter" else published
        return published

    def _as_before(self, r: Reading) -> Reading:
        """'A year earlier' beside a quarter or month is that quarter or month of another year."""
        unit = self._said.unit_near(self._at, self._context.text, self._context.figures_reach) if r.back else None
        if unit is None or (unit == "month" and r.base == "published"):
            return r
        base: Base = "unit" if unit == "quarter" else "before"
        return r._replace(unit=unit, n=r.n * (4 if unit == "quarter" else 12), base=base)

    def _shift(self, r: Reading) -> DateValue:
        r = self._as_before(r)
        if r.back and r.unit == "month" and self._before is not None and self._before.start and self._before.end:
            start, end = plus_months(self._before.start, r.n), plus_months(plus_days(self._before.end, 1), r.n)
            end = plus_days(end, -1)
            return DateValue(start, end, "month", edtf_of(start, end, "month"), relative=True)
        base = self._base(r)
        unit = r.unit if r.unit else "day"
        precision = PRECISIONS.get(unit, "other") if r.whole else "day"
        if base is None:
            return DateValue(None, None, precision, None, True, ("year",))
        if r.base == "before" and r.n == 0 and unit == "day" and self._before is not None:
            meant = self._before if self._before.precision == "day" else self._said.by_unit.get("day", self._before)
            return replace(meant, relative=True)
        day = shifted(base, unit, r.n)
        interval = unit_around(day, unit) if r.whole else (day, day)
        if r.edge is not None and unit in ("month", "year", "decade", "century"):
            interval, precision = edge_of(interval, r.edge), part_precision(r.edge, precision)
        period = unit in ("decade", "century")
        return DateValue(*interval, precision, edtf_of(*interval, precision), relative=True, period=period)

    def _span(self, r: Reading) -> DateValue:
        if r.n in (1, -1) and self._before is not None and self._context.narrative:
            return self._shift(r._replace(kind="shift", base="before"))
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
        told = self._before.end if self._before is not None and self._context.narrative else None
        if told is not None and r.a.turn is None and not r.unit:
            day = plus_days(told, (weekday - told.weekday()) % 7)
            return DateValue(day, day, "day", day.isoformat(), relative=True)
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
            due = r.open == "before" and not self._context.had_by(self._at)
            future = (turn == 0 and plus_days(monday, weekday) >= base) or due or self._looks_ahead()
            day = plus_days(base, ahead if future else -behind)
        end = day
        if r.b is not None:
            end = plus_days(day, ((r.b.weekday or 0) - weekday) % 7)
        edtf = edtf_of(day, end, "day")
        return DateValue(day, end, "day", edtf, relative=True)

    def _weekend(self, r: Reading) -> DateValue:
        base = self._context.published
        if base is None:
            return DateValue(None, None, "other", None, True)
        start, end = unit_around(base, "weekend")
        if base < start and r.open != "before" and not self._looks_ahead():
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
