"""When an attribute of a record says what the gold says.

Strings are compared without regard to case, Unicode composition and runs of white space; coordinates to about
a tenth of a degree, which is what gazetteers agree on for a city; all else exactly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...models import Mention, Outcome, Party, Relation, Title
from ..gold.models import LINKS, GoldMention, GoldOutcome, GoldParty, GoldRelation, Judged


@dataclass(frozen=True, slots=True)
class Item:
    """A value, or an element of a list: the keys it may equal, how to show it, where it was read if known."""

    keys: frozenset[str]
    shown: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An attribute as gold and record have it: what is missing, what is extra, what was read from another place."""

    wanted: list[Item]
    got: list[Item]
    missing: list[Item]
    extra: list[Item]
    moved: list[Item]


def read_attribute(gold: Judged, found: Any, attribute: str, names: Mapping[str, str]) -> Reading:
    """`attribute` of an entry of the gold against that of the record's entry that stands for it.

    `names` gives the gold's id for an id of the record. What the gold accepts besides is neither missing nor extra.
    """
    raw, accepted = getattr(gold, attribute), gold.accept.get(attribute, ())
    if attribute == "titles":
        raw = said_once(raw)
    links = names if attribute in LINKS or attribute == "relations" else {}
    optional: list[Item] = []
    if isinstance(raw, tuple):
        optional = items(tuple(e for e in raw if not getattr(e, "required", True)), {})
        raw = tuple(e for e in raw if getattr(e, "required", True))
    wanted, got = items(raw, {}), record_items(found, attribute, links)
    missing, extra, moved = unequal(wanted, got)
    keys = {key_of(value) for value in accepted if value is not None}
    keys.update(key for item in optional for key in item.keys)
    extra = [item for item in extra if not item.keys & keys]
    if isinstance(raw, tuple):
        missing = [item for item in missing if not item.keys & keys]  # stated and accepted: may be there or not
    elif not extra and (got or None in accepted):
        missing = []  # an accepted value, or accepted silence, stands in for the stated one
    return Reading(wanted, got, missing, extra, moved)


def said_once(titles: tuple[GoldMention, ...]) -> tuple[GoldMention, ...]:
    """Titles of one person, of which a form that was said before need not be found again."""
    seen: set[str] = set()
    out = []
    for title in titles:
        key = key_of(title.text)
        out.append(title.model_copy(update={"required": False}) if key in seen else title)
        seen.add(key)
    return tuple(out)


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
    """A party or outcome by its name; on the gold's side also by the words of its mention.

    The country of a party is judged where the gold states it.
    """
    code = getattr(value, "country", None)
    country = f" [{code}]" if code else ""
    if not isinstance(value, GoldParty | GoldOutcome):
        keys = frozenset((key_of(value.name + country), key_of(value.name)))
        return Item(keys, value.name + country, ((value.mention.start, value.mention.end),))
    spans = (value.mention, *value.mention.also)
    keys = frozenset(key_of(name + country) for name in (value.name, *(s.text for s in spans)))
    return Item(keys, value.name + country, tuple((s.start, s.end) for s in spans))


def _touch(a: Item, b: Item) -> bool:
    return any(s[0] < t[1] and t[0] < s[1] for s in a.spans for t in b.spans)
