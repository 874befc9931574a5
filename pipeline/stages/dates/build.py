"""From a rule's match to what it says: one builder a kind of expression; each may refuse."""

from __future__ import annotations

from . import build_days, build_periods, build_relative, build_timex
from .slots import Builder

BUILDERS: dict[str, Builder] = {
    "days": build_days.days,
    "listed": build_days.listed,
    "iso": build_days.iso,
    "numeric": build_days.numeric,
    "numeric_short": build_days.numeric_short,
    "bracket_day": build_days.bracket_day,
    "part": build_days.part,
    "months": build_periods.months,
    "quarters": build_periods.quarters,
    "halves": build_periods.halves,
    "seasons": build_periods.seasons,
    "years": build_periods.years,
    "decades": build_periods.decades,
    "centuries": build_periods.centuries,
    "weekday_range": build_relative.weekday_range,
    "deictic": build_relative.deictic,
    "turns": build_relative.turns,
    "ago": build_relative.ago,
    "span": build_relative.span,
    "weekdays": build_relative.weekdays,
    "weekend": build_relative.weekend,
    "week_of": build_relative.week_of,
    "reference": build_timex.reference,
    "anaphor": build_timex.anaphor,
    "daypart": build_timex.daypart,
    "spoken": build_timex.spoken,
    "clock": build_timex.clock,
    "duration": build_timex.duration,
    "set": build_timex.recurring,
}
"""The names that `dates_grammar.yaml` and `dates_timex.yaml` may use."""
