"""Which entry of a record stands for which entry of the gold, and when two values are the same.

Strings are compared without regard to case, Unicode composition and runs of white space; coordinates to about
a tenth of a degree, which is what gazetteers agree on for a city; all else exactly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..models import Mention, Outcome, Party, Record, Relation, Title
from .gold.models import LINKS, Gold, GoldEntry, GoldMention, GoldOutcome, GoldParty, GoldRelation, GoldSpan

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


@dataclass(frozen=True, slots=True)
class Item:
    """A value, or an element of a list: the keys it may equal, how to show it, where it was read if known."""

    keys: frozenset[str]
    shown: str
    spans: tuple[tuple[int, int], ...] = ()


def paired(field: str, golds: Sequence[Any], founds: Sequence[Any]) -> dict[int, int]:
    """Index in the record for index in the gold: greedy, best score first, then in order."""
    scored = sorted(
        (-score, i, j)
        for i, gold in enumerate(golds)
        for j, found in enumerate(founds)
        if (score := score_of(field, gold, found)) > 0
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def score_of(field: str, gold: GoldEntry, found: Any) -> float:
    """How much an entry looks like one of the gold: 0 not at all, 2 the same words and value."""
    equal = bool(key_values(field, gold) & key_values(field, found))
    if field in BY_KEY_ALONE:
        return float(equal)
    mentions = mentions_of(found)
    whole = covered = 0.0
    for wanted in gold.mentions:
        weight = 1.0 if wanted.required else 0.25
        whole += weight
        covered += weight * max((_share(wanted, m) for m in mentions), default=0.0)
    return covered / whole + equal


def _share(a: GoldSpan | Mention, b: GoldSpan | Mention) -> float:
    """Characters in common over characters in either."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def gold_names(record: Record, gold: Gold, pairs: Mapping[str, dict[int, int]]) -> dict[str, str]:
    """Gold id for each entry id of the record; an entry left over goes by the gold entry most like it."""
    names: dict[str, str] = {}
    for field in sorted(set(LINKS.values())):
        golds, founds = getattr(gold, field), getattr(record, field)
        paired = {j: i for i, j in pairs[field].items()}
        for j, found in enumerate(founds):
            best = max(range(len(golds)), key=lambda i: (score_of(field, golds[i], found), -i), default=None)
            if j in paired:
                names[found.id] = golds[paired[j]].id
            elif best is not None and score_of(field, golds[best], found) > 0:
                names[found.id] = golds[best].id
            else:
                names[found.id] = f"{found.id} (not in the gold)"
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


def key_of(value: object) -> str:
    """What a single value is compared by."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split()).casefold()


def items(value: Any, names: Mapping[str, str]) -> list[Item]:
    """A value as the elements it is compared by, none for None; `names` turns record ids into gold ids."""
    if value is None:
        return []
    if isinstance(value, tuple):
        return [item for element in value for item in items(element, names)]
    if isinstance(value, float):
        return [Item(frozenset(f"{value + step:.1f}" for step in (-0.05, 0, 0.05)), str(value))]
    if isinstance(value, GoldMention):
        spans = (value, *value.also)
        return [Item(frozenset(key_of(s.text) for s in spans), value.text, tuple((s.start, s.end) for s in spans))]
    if isinstance(value, Title):
        return [_placed(value.text, value.mention)]
    if isinstance(value, GoldParty | Party | GoldOutcome | Outcome):
        return [_named(value)]
    if isinstance(value, GoldRelation | Relation):
        value = f"{value.type} {names.get(value.event_id, value.event_id)}"
    shown = names.get(value, value) if isinstance(value, str) else str(value)
    return [Item(frozenset({key_of(shown if isinstance(value, str) else value)}), shown)]


def record_items(entry: Any, attribute: str, names: Mapping[str, str]) -> list[Item]:
    """The elements of an attribute of a record's entry; the values of a page field with their places."""
    places = getattr(entry, "value_mentions", ())
    values = getattr(entry, attribute)
    if attribute == "values" and len(places) == len(values):
        return [_placed(value, place) for value, place in zip(values, places, strict=True)]
    return items(values, names)


def unequal(wanted: Sequence[Item], got: Sequence[Item]) -> tuple[list[Item], list[Item], list[Item]]:
    """Elements that are missing, extra, or there but read from another place of the text."""
    missing, moved = [], []
    left = list(got)
    for item in wanted:
        same = [other for other in left if item.keys & other.keys]
        if not same:
            missing.append(item)
            continue
        here = [other for other in same if not item.spans or not other.spans or _touch(item, other)]
        left.remove((here or same)[0])
        if not here:
            moved.append(item)
    known = frozenset(key for item in wanted for key in item.keys)
    return missing, [item for item in left if not item.keys & known], moved


def _placed(text: str, mention: GoldMention | Mention) -> Item:
    return Item(frozenset({key_of(text)}), text, ((mention.start, mention.end),))


def _named(value: GoldParty | Party | GoldOutcome | Outcome) -> Item:
    """A party or outcome by its name; on the gold's side also by the words of its mention."""
    code = getattr(value, "country", None)
    country = f" [{code}]" if code else ""
    if not isinstance(value, GoldParty | GoldOutcome):
        return _placed(value.name + country, value.mention)
    spans = (value.mention, *value.mention.also)
    keys = frozenset(key_of(name + country) for name in (value.name, *(s.text for s in spans)))
    return Item(keys, value.name + country, tuple((s.start, s.end) for s in spans))


def _touch(a: Item, b: Item) -> bool:
    return any(s[0] < t[1] and t[0] < s[1] for s in a.spans for t in b.spans)
