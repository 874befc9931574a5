"""What a text has said before a place: the dates that later words point back to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ...values import DateValue
from .context import Context
from .reading import Reading

_YEAR = 366
_JUST_BEFORE = 60  # characters from the beginning of a date to brackets that explain it
_NEAR = 240  # characters within which 'a year earlier' belongs to the date before it

_FIGURE = re.compile(r"\d[^.!?\n]{0,20}(?:\.\d+[^.!?\n]{0,25})?$|\d(?:\.\d+)?(?: \w+)?,? a share, ?$")


@dataclass
class Said:
    """The date mentioned last, where, and the last one of each precision.

    `last` may be of any length, `recent` is no longer than a year; `before` is a day, month, quarter or year.
    """

    last: DateValue | None = None
    last_at: int = -1
    recent: DateValue | None = None
    before: DateValue | None = None
    at: int = -1
    by_unit: dict[str, DateValue] = field(default_factory=dict)
    quarter_at: int = -_NEAR

    def hear(self, reading: Reading, value: DateValue, at: int, context: Context) -> None:
        """Remember a mention, unless it only compares ('a year earlier') or speaks of the time of writing."""
        if value.start is None or value.end is None:
            return
        compares = reading.base != "published" and reading.n < 0 and reading.unit != "day"
        elsewhere = reading.kind == "quarter" and (not reading.n or reading.a.turn == -1)
        aside = reading.kind == "shift" and reading.base == "published" and context.narrative
        if compares or elsewhere or aside or reading.back:
            return
        self.last, self.last_at = value, at
        if (value.end - value.start).days <= _YEAR:
            self.recent = value
        if value.precision != "other":
            self._note(value, at, over=context.published is None or value.start <= context.published)

    def _note(self, value: DateValue, at: int, *, over: bool) -> None:
        """Remember a unit; as the last of its precision only if it is no plan."""
        self.before, self.at = value, at
        if over:
            self.by_unit[value.precision] = value
            if value.precision == "quarter":
                self.quarter_at = at

    def unit_near(self, at: int, text: str, figures_reach: int) -> str | None:
        """Quarter or month, where the text close before `at` speaks of one, or of its figures."""
        if self.before is None or self.before.start is None:
            return None
        far = _NEAR if not _FIGURE.search(text, max(0, at - 60), at) else figures_reach
        if at - self.quarter_at < far and self.before.precision != "month":
            return "quarter"
        return "month" if self.before.precision == "month" and at - self.at < _NEAR else None

    def year_around(self, at: int, month: int, text: str) -> int | None:
        """The year of a month that brackets explain a quarter, half or season with: 'the third quarter (July ...)'."""
        last = self.last
        if last is None or last.start is None or last.end is None or text[at - 1 : at] != "(":
            return None
        if at - self.last_at > _JUST_BEFORE or last.precision not in ("quarter", "other"):
            return None
        years = (y for y in (last.start.year, last.end.year) if last.start <= date(y, month, 15) <= last.end)
        return next(years, None)
