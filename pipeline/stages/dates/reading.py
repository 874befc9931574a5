"""What the words of a date say, before anything is borrowed from around them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Base = Literal["published", "before", "unit"]
"""What a relative expression counts from: the day of writing, the date mentioned before it, or the last mention of
such a unit ('the quarter'), which without one is the last that was complete."""

Kind = Literal[
    "calendar", "quarter", "half", "season", "decade", "century", "weekday", "weekend", "shift", "span", "week_of",
    "day_of_month", "numeric", "part", "duration", "set", "ref", "time",
]  # fmt: skip

TIMELESS = frozenset({"duration", "set", "ref", "time"})
"""Kinds that name no calendar days of their own: only the TIMEX3 reader finds them."""


class Part(NamedTuple):
    """One end of a date, as far as the words name it. `turn`: last (-1), this (0) or next (1) year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    turn: int | None = None


class Reading(NamedTuple):
    """The words of one mention. Which fields count depends on `kind`.

    calendar: `a` to `b`; `edge` is a part of it (see `spans.edge_of`). quarter, half, season: the `n`th of
    the year in `a`. decade: from year `a`. century: the `n`th. weekday: `a.weekday`, with `a.turn`. shift:
    `n` units from `base`, to the day or the whole unit. span: `n` units up to (n < 0) or from `base`.
    numeric: `raw` digits, the order of day and month still open.
    part: words that belong to another mention and are none of their own.
    duration, set, ref, time: `value` is the TIMEX3 value, of a time without its day.
    """

    kind: Kind
    a: Part = Part()
    b: Part | None = None
    unit: str = ""
    n: int = 0
    base: Base = "published"
    whole: bool = True
    edge: int | None = None
    open: str = ""  # 'since', 'after' or 'before' where the words leave an end open
    clock: tuple[str, ...] = ()  # 'HH:MM' of a beginning, and of an end
    raw: tuple[str, ...] = ()
    listed: bool = False  # a bare day whose month and year stand in the same list
    unsure: bool = False  # digits whose order nothing in the document decides
    back: bool = False  # 'a year ago', which beside a quarter or month is one too
    value: str = ""

    def with_open(self, side: str) -> Reading:
        """The same reading, open on `side`."""
        return self._replace(open=side)
