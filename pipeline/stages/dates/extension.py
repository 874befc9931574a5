"""More words and rules on top of the grammar of dates, for readers that want more than dates."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from ....models import Frozen
from .grammar import RuleSpec
from .lexicon import WordClass
from .rejects import RejectSpec


class Feast(Frozen):
    """A day of the year with a name: fixed, the `nth` weekday of a month (-1: the last), or days from Easter Sunday."""

    names: tuple[str, ...] = Field(min_length=1)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)
    weekday: int | None = Field(default=None, ge=0, le=6)
    nth: int | None = Field(default=None, ge=-1, le=5)
    plus: int = 0
    from_easter: int | None = None

    @model_validator(mode="after")
    def _one_way_to_find_it(self) -> Self:
        fixed, nth = self.day is not None, self.weekday is not None and self.nth is not None
        if [fixed, nth, self.from_easter is not None].count(True) != 1 or (fixed or nth) != (self.month is not None):
            raise ValueError(f"{self.names[0]} needs a month with a day or with weekday and nth, or from_easter")
        return self


class Extension(Frozen):
    """`dates_timex.yaml`: what TIMEX3 marks beside calendar dates.

    `seeds` are beginnings of words near which the text is looked at; `without_rejects` are ids of rejects that hold for
    records only.
    """

    seeds: tuple[str, ...]
    words: dict[str, WordClass]
    groups: dict[str, tuple[str, ...]]
    rules: tuple[RuleSpec, ...]
    feasts: tuple[Feast, ...]
    rejects: tuple[RejectSpec, ...] = ()
    without_rejects: tuple[str, ...] = ()
