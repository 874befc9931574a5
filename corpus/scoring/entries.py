"""Verdicts on whole entries (level `record`) and on their single attributes (level `attribute`).

- **record**: an event with its name, days, city and country; an official with name, all titles, organisation, country.
- **attribute**: for each entry that was found (by words in common or by value), each element of each attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...models import Record
from ..gold.models import FieldName, Gold
from .attributes import Item, key_of, read_attribute
from .equality import Keys, shown, unlike, value_words
from .pairing import mentions_of
from .verdicts import Verdict, all_neutral, false_alarm

WHOLE: Mapping[str, tuple[str, ...]] = {
    "events": ("start", "end", "city", "country"),
    "officials": ("titles", "organization", "country"),
}
"""What must be right besides the value for the whole entry to be right."""
_SILENT: tuple[object, ...] = (None, ())


def judge_records(
    field: FieldName,
    gold: Gold,
    founds: Sequence[Any],
    pairs: Mapping[int, int],
    names: Mapping[str, str],
    neutral: Keys,
) -> Iterator[Verdict]:
    """Verdicts on the entries of `field` as wholes; `pairs` are those whose values are equal."""
    right: set[int] = set()
    for i, g in enumerate(getattr(gold, field)):
        if not g.required:
            if i in pairs:
                right.add(pairs[i])  # neutral
            continue
        wrong = ["it was not found"]
        if i in pairs:
            attributes = [a for a in WHOLE[field] if a in gold.judged(field, g)]
            wrong = [w for a in attributes for w in unlike(g, founds[pairs[i]], a, names)]
        first = next(m for m in g.mentions if m.required)
        what = (value_words(field, g), first.text, first.start, first.end, g.id)
        if wrong:
            yield Verdict("record", field, "miss", *what, None, "; ".join(wrong))
        else:
            right.add(pairs[i])
            yield Verdict("record", field, "hit", *what, mentions_of(founds[pairs[i]])[0].rule)
    for j, f in enumerate(founds):
        if j not in right and not all_neutral(f, neutral):
            yield false_alarm("record", field, f, value_words(field, f))


def judge_attributes(
    field: FieldName, gold: Gold, record: Record, pairs: Mapping[int, int], names: Mapping[str, str]
) -> Iterator[Verdict]:
    """Verdicts on the attributes of the entries of `field` that `pairs` has found."""
    golds, founds = getattr(gold, field), getattr(record, field)
    for i, g in enumerate(golds):
        if not g.required or i not in pairs:
            continue
        found = founds[pairs[i]]
        rule = mentions_of(found)[0].rule
        first = g.mentions[0]
        for attribute in gold.judged(field, g):
            if getattr(g, attribute) in _SILENT and getattr(found, attribute) in _SILENT:
                continue
            read = read_attribute(g, found, attribute, names)
            reason = getattr(found, "reasons", {}).get(attribute, rule)
            name, where = f"{field}.{attribute}", (first.start, first.end, g.id)
            free = {key_of(value) for value in g.accept.get(attribute, ()) if value is not None}
            asked = [item for item in read.wanted if item in read.missing or not _stood_in(item, read.got, free)]
            for item in asked:
                hit = item not in read.missing
                why = None if hit else f"read as {shown(read.got)}"
                what = (f"{g.id}: {item.shown}", f"{first.text}: {item.shown}")
                yield Verdict("attribute", name, "hit" if hit else "miss", *what, *where, reason, why)
            for item in read.extra:
                what = (f"{g.id}: {item.shown}", f"{first.text}: {item.shown}")
                yield Verdict("attribute", name, "false", *what, *where, reason, f"read by {reason}")


def _stood_in(item: Item, got: Sequence[Item], free: set[str]) -> bool:
    """Whether an accepted value, or accepted silence, stands in for `item`: it counts for neither side."""
    return not any(item.keys & other.keys for other in got) and (not got or any(other.keys & free for other in got))
