"""All verdicts on one record."""

from __future__ import annotations

from collections.abc import Sequence

from ...models import Record
from ..gold.models import Gold
from .implied import judge_implied
from .mentions import judge_mentions
from .values import judge_values
from .verdicts import Claim, Verdict, claims_of


def judge(record: Record, gold: Gold, refused: Sequence[Claim] = ()) -> tuple[Verdict, ...]:
    """What is right, missed and false in `record`, at every level, in a fixed order.

    `refused` are findings that did not get into the record; they help to say why something was missed. Refused, as
    `ValueError`: the gold of another article, by id.
    """
    if record.id != gold.id:
        raise ValueError(f"record {record.id!r} cannot be judged by the gold of {gold.id!r}")
    claims = (*refused, *claims_of(record))
    verdicts, neutral = judge_mentions(record, gold, claims)
    return (*verdicts, *judge_values(record, gold, neutral, claims), *judge_implied(record, gold, claims))
