"""Which entry of a record stands for which entry of the gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...models import Mention, Record
from ..gold.models import LINKS, Gold, GoldEntry, GoldMention, GoldSpan
from .attributes import items
from .matching import best_matching

_KEYS: Mapping[str, tuple[str, ...]] = {
    "fields": ("label",),
    "events": ("name", "aliases", "acronym"),
    "locations": ("name", "canonical"),
    "officials": ("name",),
    "organizations": ("name", "acronym"),
    "objectives": ("number",),
    "principles": ("letter",),
    "instruments": ("known_as", "name"),
}
BY_KEY_ALONE = frozenset({"objectives", "principles"})
"""Fields where several entries may share the same words ('Objectives 6, 18 and 21')."""


def paired(field: str, golds: Sequence[Any], founds: Sequence[Any]) -> dict[int, int]:
    """Index in the record for index in the gold: one to one, with the greatest sum of likenesses."""
    return best_matching(
        {pair: round(score * 1_000_000) + 1 for pair, score in likenesses(field, golds, founds).items()}
    )


def likenesses(field: str, golds: Sequence[Any], founds: Sequence[Any]) -> dict[tuple[int, int], float]:
    """How much each entry of the record looks like each of the gold, where it does at all.

    Up to 1 for the words that they share, and 1 more for an equal key value (a date's days, a name, a number).
    """
    found_keys = [key_values(field, found) for found in founds]
    found_mentions = [() if field in BY_KEY_ALONE else mentions_of(found) for found in founds]
    scores = {}
    for i, gold in enumerate(golds):
        keys = key_values(field, gold)
        for j in range(len(founds)):
            score = float(not keys.isdisjoint(found_keys[j])) + _covered(gold, found_mentions[j])
            if score > 0:
                scores[i, j] = score
    return scores


def _covered(gold: GoldEntry, mentions: Sequence[Mention]) -> float:
    """The share of the gold's mentions that `mentions` cover; those that nobody has to find count a quarter."""
    whole = covered = 0.0
    for wanted in gold.mentions:
        weight = 1.0 if wanted.required else 0.25
        whole += weight
        covered += weight * max((_share(wanted, m) for m in mentions if meets(wanted, m)), default=0.0)
    return covered / whole


def _share(a: GoldSpan | Mention, b: GoldSpan | Mention) -> float:
    """Characters in common over characters in either, of spans that meet."""
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def gold_names(record: Record, gold: Gold, pairs: Mapping[str, dict[int, int]]) -> dict[str, str]:
    """Gold id for each entry id of the record; an entry left over goes by the gold entry most like it."""
    names: dict[str, str] = {}
    for field in sorted(set(LINKS.values())):
        golds, founds = getattr(gold, field), getattr(record, field)
        mine = {j: i for i, j in pairs[field].items()}
        left = [j for j in range(len(founds)) if j not in mine]
        alike = likenesses(field, golds, [founds[j] for j in left])
        best: dict[int, tuple[float, int]] = {}
        for (i, k), score in alike.items():
            best[left[k]] = max(best.get(left[k], (0.0, 0)), (score, -i))
        for j, found in enumerate(founds):
            own = mine.get(j, -best[j][1] if j in best else None)
            names[found.id] = golds[own].id if own is not None else f"{found.id} (not in the gold)"
    return names


def key_values(field: str, entry: Any) -> frozenset[str]:
    """The values that make an entry of `field` known: equal ones pair entries without common words."""
    if field == "dates":
        return frozenset({f"{entry.start}/{entry.end}"})
    values: set[str] = set()
    for attribute in _KEYS.get(field, ()):
        for item in items(getattr(entry, attribute), {}):
            values |= item.keys
    return frozenset(values)


def mentions_of(entry: Any) -> tuple[Mention, ...]:
    """The mentions of a record's entry, whatever the contract calls them."""
    for name in ("mentions", "evidence"):
        if hasattr(entry, name):
            found: tuple[Mention, ...] = getattr(entry, name)
            return found
    return (entry.mention,)


def bounds_of(mention: GoldMention) -> frozenset[tuple[int, int]]:
    """All bounds that count as this mention."""
    return frozenset((span.start, span.end) for span in (mention, *mention.also))


def meets(a: GoldSpan | Mention, b: GoldSpan | Mention) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end
