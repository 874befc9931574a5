"""Calendar intervals and their EDTF strings. Days are inclusive; years 1 to 9999."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date, date]

SEASON_CODES = {3: 21, 6: 22, 9: 23, 12: 24}
"""EDTF codes of the seasons by their first month (northern reckoning)."""


def valid(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_of(year: int, month: int) -> Interval:
    """First to last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_of(year: int, month: int, count: int) -> Interval:
    """`count` months from `month` on, which may run into the next year."""
    last = month + count - 2
    return date(year, month, 1), month_of(year + last // 12, last % 12 + 1)[1]


def year_of(year: int, last: int | None = None) -> Interval:
    """A year, or all years up to `last`."""
    return date(year, 1, 1), date(last or year, 12, 31)


def week_of(day: date) -> Interval:
    """Monday to Sunday around `day`."""
    monday = plus_days(day, -day.weekday())
    return monday, plus_days(monday, 6)


def plus_days(day: date, count: int) -> date:
    """`day` moved by `count` days, held within the calendar."""
    ordinal = min(max(day.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def plus_months(day: date, count: int) -> date:
    """`day` moved by months; the 31st becomes the last day of a shorter month."""
    months = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shifted(day: date, unit: str, count: int) -> date:
    """`day` moved by `count` units."""
    if unit in ("day", "week", "weekend"):
        return plus_days(day, count * (1 if unit == "day" else 7))
    per = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    return plus_months(day, count * per[unit])


def unit_around(day: date, unit: str) -> Interval:
    """The day, week, weekend, month, quarter, year, decade or century that holds `day`."""
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        monday, sunday = week_of(day)
        return plus_days(monday, 5), sunday
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return months_of(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        first = max(1, day.year // 10 * 10)
        return year_of(first, min(9999, day.year // 10 * 10 + 9))
    if unit == "century":
        first = (day.year - 1) // 100 * 100 + 1
        return year_of(first, min(9999, first + 99))
    return day, day


PRECISIONS = {"day": "day", "month": "month", "quarter": "quarter", "year": "year"}
"""Units that have a precision of their own; all others are 'other'."""


WHOLE = 5
"""The edge that is no part: 'the end of 2025' names 2025."""

FIRST_WEEK = 11
"""Edges from here on are weeks of a month: days 1 to 7, 8 to 14, ...; the fifth is the last seven days."""


def edge_of(interval: Interval, edge: int) -> Interval:
    """The early (0), middle (1) or late (2) third, the first (3) or second (4) half, or all of it (5).

    From `FIRST_WEEK` on, a week of a month.
    """
    start, end = interval
    if edge >= FIRST_WEEK:
        first = min(7 * (edge - FIRST_WEEK) + 1, end.day - 6)
        return start.replace(day=first), start.replace(day=first + 6)
    if (start.year, start.month) == (end.year, end.month):
        cuts = {0: (1, 10), 1: (11, 20), 2: (21, end.day), 3: (1, 15), 4: (16, end.day)}
        a, b = cuts.get(edge, (1, end.day))
        return start.replace(day=a), start.replace(day=min(b, end.day))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 12 and edge < 3:
        return months_of(start.year, (1, 5, 9)[edge], 4)
    years = months // 12
    if years in (10, 100):
        first, last = {0: (0, 4), 1: (4, 6), 2: (6, 10), 3: (0, 5), 4: (5, 10)}.get(edge, (0, 10))
        return year_of(start.year + years * first // 10, start.year + years * last // 10 - 1)
    return interval


def edtf_of(start: date, end: date, precision: str) -> str:
    """EDTF of an interval: '2024-03', '2024-03-12/2024-03-14', '201X', '2024-33' (a quarter)."""
    if start == end:
        return start.isoformat()
    if precision == "day":
        return f"{start.isoformat()}/{end.isoformat()}"
    whole_months = start.day == 1 and plus_days(end, 1).day == 1
    months = (end.year - start.year) * 12 + end.month - start.month + 1 if whole_months else 0
    if months == 1:
        return start.isoformat()[:7]
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04d}-{33 + start.month // 3}"
    if months == 4 and start.month % 4 == 1:
        return f"{start.year:04d}-{37 + start.month // 4}"
    if months == 6 and start.month in (1, 7):
        return f"{start.year:04d}-{40 + start.month // 7}"
    if months and start.month == 1 and end.month == 12 and precision != "month":
        return _edtf_of_years(start.year, end.year, precision)
    if months and precision == "month":
        return f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _edtf_of_years(first: int, last: int, precision: str) -> str:
    if first == last:
        return f"{first:04d}"
    if precision == "other" and last - first == 9 and first % 10 == 0:
        return f"{first // 10:03d}X"
    return f"{first:04d}/{last:04d}"


def days_between(a: date, b: date) -> int:
    """Distance in days, never negative."""
    return abs((a - b) // timedelta(days=1))
