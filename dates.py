"""Dates and other expressions of time in English text, without the rest of the pipeline.

Example:
    >>> from communique import dates
    >>> [(d.text, d.first, d.last) for d in dates.find("held from 28 December to 3 January", published="2022-01-10")]
    [('from 28 December to 3 January', datetime.date(2021, 12, 28), datetime.date(2022, 1, 3))]
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache

from .pipeline.stages.dates.timeml import timeml_of
from .pipeline.stages.dates.timex import Expression, TimexReader

__all__ = ["Expression", "TimexReader", "find", "to_timeml"]


def find(
    text: str,
    published: date | str | None = None,
    *,
    split: bool = False,
    types: Collection[str] = ("DATE", "TIME", "DURATION", "SET"),
) -> list[Expression]:
    """All expressions of time in `text`, in text order.

    `published` (a date, or ISO 'YYYY-MM-DD') is what 'yesterday' and '16 May' count from; without it they stay partial:
    `first` and `last` are None, `value` holds what the words say ('XXXX-05-16'). A range is one expression from
    `first` to `last`; with `split` its two ends are one each, as TimeML has it. `types` are the TIMEX3 types to keep.
    Durations, sets and words such as 'recently' have a `value` and no days. Refused, as ValueError: a `published` that
    is no ISO day, an unknown type. Example: `find("in the third quarter of 2024")[0].value` is '2024-Q3'.
    """
    unknown = set(types) - {"DATE", "TIME", "DURATION", "SET"}
    if unknown:
        raise ValueError(f"unknown TIMEX3 types: {', '.join(sorted(unknown))}")
    return [e for e in _reader().read(text, _day(published), split=split) if e.type in types]


def to_timeml(text: str, published: date | str | None = None, *, id: str = "text") -> str:
    """`text` as a TimeML document, each expression of time a TIMEX3 element.

    Example: `to_timeml("It met in May 2024.")` holds a TIMEX3 of type DATE and value 2024-05 around 'May 2024'.
    """
    day = _day(published)
    return timeml_of(text, _reader().read(text, day, split=True), day, id=id)


def _day(published: date | str | None) -> date | None:
    return date.fromisoformat(published) if isinstance(published, str) else published


@cache
def _reader() -> TimexReader:
    return TimexReader()
