"""Verdicts on what an article is about without naming it (level `implied`): one a number and article.

Judged only where the gold says that somebody listed all of it (`implied: [objectives]`). The field of a verdict is the
objective itself ('objective 5'), so that `micro` sums the objectives and `macro` is their mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from ...models import Record
from ..gold.models import Gold, Implied
from .equality import value_words
from .pairing import mentions_of
from .verdicts import Claim, Verdict, blame

NOTHING = "-"
"""Stands for no number at all in a table of confusions."""


def judge_implied(record: Record, gold: Gold, claims: Sequence[Claim]) -> Iterator[Verdict]:
    """Verdicts on the implied entries of `record`.

    What the gold names, or lists with `required: false`, is neutral. An entry that the record calls named is not found.
    """
    for field in get_args(Implied):
        if field in gold.implied and gold.judges(field):
            yield from _judge_field(field, record, gold, claims)


def _judge_field(field: Implied, record: Record, gold: Gold, claims: Sequence[Claim]) -> Iterator[Verdict]:
    found = {value_words(field, e): e for e in getattr(record, field) if not e.explicit}
    known = {value_words(field, g) for g in getattr(gold, field)}
    for g in getattr(gold, field):
        if g.explicit or not g.required:
            continue
        number, first = value_words(field, g), g.mentions[0]
        what = (f"{field[:-1]} {number}", first.text, first.start, first.end, g.id)
        if number in found:
            rule = mentions_of(found[number])[0].rule
            yield Verdict("implied", what[0], "hit", number, *what[1:], rule)
        else:
            yield Verdict("implied", what[0], "miss", number, *what[1:], *blame(first.start, first.end, claims))
    for number, entry in found.items():
        if number not in known:
            m = mentions_of(entry)[0]
            name = f"{field[:-1]} {number}"
            yield Verdict("implied", name, "false", number, m.text, m.start, m.end, None, m.rule, f"read by {m.rule}")


def confusion(articles: Mapping[str, Iterable[Verdict]]) -> dict[str, Counter[str]]:
    """For each objective that was missed, what was falsely reported of the same article; `NOTHING` where nothing was.

    Under `NOTHING`: what was falsely reported of articles of which nothing was missed.
    """
    table: dict[str, Counter[str]] = {}
    for verdicts in articles.values():
        mine = [v for v in verdicts if v.level == "implied"]
        missed = [v.field for v in mine if v.outcome == "miss"] or [NOTHING]
        false = [v.field for v in mine if v.outcome == "false"]
        if missed == [NOTHING] and not false:
            continue
        for name in missed:
            table.setdefault(name, Counter()).update(false or [NOTHING])
    return table
