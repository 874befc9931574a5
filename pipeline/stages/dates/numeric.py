"""Dates in digits: whether the day or the month comes first is decided once a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ...finding import Finding
from ...values import DateValue
from .reading import Part, Reading
from .spans import days_between, valid

_MONTH_FIRST = frozenset({"dates.month_day", "dates.month_day_range"})
_DAY_FIRST = frozenset({"dates.day", "dates.day_range"})

_PIVOT = 69  # years 00-68 without other evidence are of this century, as POSIX reads them


def fields_of(raw: str) -> tuple[int, int, int | None, int]:
    """'19/2/80' to (19, 2, 80, 2): two numbers, the year if any, and how many digits the year has."""
    parts = re.split(r"[./‐‑-]", raw)
    year = int(parts[2]) if len(parts) > 2 else None
    return int(parts[0]), int(parts[1]), year, len(parts[2]) if len(parts) > 2 else 0


def day_first(raws: Sequence[str], published: date | None, month_day_style: bool) -> tuple[bool, bool]:
    """Whether '3/4' is the third of April, and whether anything in the document says so.

    Decided by a number over 12, else by the day of publication and by dots ('3.4.2021', which no one writes month
    first), else by how the document writes its dates in words ('March 3, 2021' or '3 March 2021').
    """
    votes = 0
    for raw in raws:
        first, second, year, _ = fields_of(raw)
        if first > 12 >= second:
            votes += 100
        elif second > 12 >= first:
            votes -= 100
        elif published is not None and first != second and year is not None and year % 100 == published.year % 100:
            votes += 2 * _closer(published, first, second)
        votes += "." in raw
    return (votes > 0, True) if votes else (not month_day_style, month_day_style)


def _closer(published: date, first: int, second: int) -> int:
    """1 where the day first gives publication within a week, -1 where the month first does, else 0."""
    as_day = valid(published.year, second, first)
    as_month = valid(published.year, first, second)
    far = 8
    a = days_between(as_day, published) if as_day else far
    b = days_between(as_month, published) if as_month else far
    return (a < far) - (b < far) if (a < far) != (b < far) else 0


def read_numeric(reading: Reading, first_is_day: bool, published: date | None, *, sure: bool = True) -> Reading | None:
    """The reading as calendar days, None where the digits are none ('45.13.2020', a version, a score).

    Not `sure`: days that could as well be read in the other order are marked.
    """
    parts = []
    unsure = False
    for raw in reading.raw:
        first, second, year, width = fields_of(raw)
        day, month = (first, second) if first_is_day else (second, first)
        unsure = unsure or (not sure and first <= 12 and second <= 12 and first != second)
        if month > 12 >= day:
            day, month = month, day
        if year is not None and width == 2:
            year = _full_year(year, published)
        if not valid(year or 2000, month, day) or (width == 4 and year is not None and not 1400 <= year <= 2199):
            return None
        parts.append(Part(year, month, day))
    if len(parts) not in (1, 2):
        return None
    return reading._replace(kind="calendar", a=parts[0], b=parts[1] if len(parts) > 1 else None, unsure=unsure)


def _full_year(short: int, published: date | None) -> int:
    """The century that brings a two-digit year nearest to publication."""
    if published is None:
        return short + (2000 if short < _PIVOT else 1900)
    century = published.year // 100 * 100
    return min((century - 100 + short, century + short, century + 100 + short), key=lambda y: abs(y - published.year))


def with_value(f: Finding, value: DateValue | Reading) -> Finding:
    """The finding with another value; `dataclasses.replace` takes four times as long."""
    return Finding(f.label, f.start, f.end, f.rule, value, f.reject, f.rank)


def with_numeric_read(findings: Sequence[Finding], published: date | None) -> list[Finding]:
    """Findings with dates in digits put into their order, those that cannot be dates left out."""
    readings: list[tuple[Finding, Reading]] = [(f, f.value) for f in findings]
    raws = [raw for _, r in readings if r.kind == "numeric" for raw in r.raw]
    if not raws:
        return list(findings)
    rules = [f.rule for f in findings]
    month_first_style = sum(r in _MONTH_FIRST for r in rules) > sum(r in _DAY_FIRST for r in rules)
    words = [r for r in rules if r in _MONTH_FIRST or r in _DAY_FIRST]
    first_is_day, sure = day_first(raws, published, month_first_style)
    sure = sure or bool(words)
    out = []
    for f, r in readings:
        value = read_numeric(r, first_is_day, published, sure=sure) if r.kind == "numeric" else r
        if value is not None:
            out.append(with_value(f, value))
    return out
