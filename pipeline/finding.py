"""What a stage finds: a span of the text under a label, with the evidence for it and its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """`[start, end)` in code points of the document's text, read as `label` by `rule`.

    `rule` is the rule's id ('dates.day_range'). `value` is what the span means, in the type that the label has
    in `values.py`; a stage may leave it to `Stage.resolve`. `reject` says that the span is none of the label, and
    beats every accepting finding that it overlaps. `rank` orders rules whose spans are equal: lower wins.
    """

    label: str
    start: int
    end: int
    rule: str
    value: Any = None
    reject: bool = False
    rank: int = 0
