"""The mentions of gold as a flat list, each with its label, its entry, and what can be said of it in other tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, get_args, get_type_hints

from ...models import Frozen
from ..gold.models import LINKS, Gold
from .base import ENTRIES, LABELS, PARTIES, PARTS, SINGLE, Data
from .notes import as_written

_HIDDEN = frozenset({"id", "mention", "mentions", "titles", "values", "relations", *PARTIES, *LINKS})


@dataclass(slots=True, eq=False)
class Slot:
    """A mention of gold and where it stands. `owner` is the entry, party or heading whose attributes go along."""

    label: str
    entry: str | None
    owner: Data
    mention: Data
    head: bool
    key: str

    @property
    def span(self) -> tuple[int, int]:
        """`[start, end)` in code points."""
        return self.mention["start"], self.mention["end"]

    @property
    def required(self) -> bool:
        """Whether the mention must be found."""
        return bool(self.mention.get("required", True))

    @property
    def zone(self) -> str | None:
        """The part of the page, where it is judged."""
        return self.mention.get("zone")


def slots_of(data: Data) -> list[Slot]:
    """Every mention in `data`, in the order in which it stands there. Slots share the data's dicts."""
    return list(_slots(data))


def attributes_of(slot: Slot) -> Data | None:
    """What is shown beside a slot: the attributes that its owner states, as they are written in YAML.

    Only the first mention of an entry shows them, each party its own; None for the other mentions.
    """
    if not slot.head:
        return None
    return written(slot.owner, slot.label)


def written(owner: Data, label: str) -> Data:
    """The attributes of an entry, party or heading, as they are written: strings, lists, mappings and None."""
    hidden = _hidden(label)
    return {key: as_written(value) for key, value in owner.items() if key not in hidden}


def rewrite(owner: Data, label: str, states: Data) -> None:
    """Give `owner` the attributes in `states`, and of the others only what it cannot be without, as its name."""
    shape = _shapes()[label]
    for key in written(owner, label):
        if shape is None or not shape.model_fields[key].is_required():
            del owner[key]
    owner.update({key: value for key, value in states.items() if key not in _hidden(label)})


def unwritable(states: Data, label: str) -> tuple[str, ...]:
    """Names in a note that are no attributes to be written there: links are drawn, mentions are marked."""
    shape = _shapes()[label]
    known = shape.model_fields if shape is not None else ()
    return tuple(name for name in states if name not in known or name in _hidden(label))


@cache
def _shapes() -> dict[str, type[Frozen] | None]:
    """The model whose attributes a note beside a label may state; None where it has none of its own."""
    shapes: dict[str, type[Frozen] | None] = {}
    for label, (field, attribute) in LABELS.items():
        entry = _model(get_type_hints(Gold)[field])
        parts = get_type_hints(entry)[attribute] if label in PARTIES else None
        shapes[label] = _model(parts) if parts is not None else None if label in PARTS else entry
    return shapes


def _model(hint: Any) -> type[Frozen]:
    """The model in `tuple[Model, ...]` or `Model | None`."""
    return next(t for t in get_args(hint) if isinstance(t, type) and issubclass(t, Frozen))


def heads(slots: list[Slot]) -> dict[str, Slot]:
    """The first mention of every entry, by the entry's id."""
    found: dict[str, Slot] = {}
    for slot in slots:
        if slot.entry is not None and slot.label in ENTRIES:
            found.setdefault(slot.entry, slot)
    return found


def links_of(data: Data) -> dict[tuple[str, str, str], None]:
    """Every link as (kind, entry, entry), in order."""
    found: dict[tuple[str, str, str], None] = {}
    for field in ("events", "quotes"):
        for entry in data.get(field) or ():
            for attribute in LINKS:
                value = entry.get(attribute)
                for target in [value] if isinstance(value, str) else value or ():
                    found[attribute, entry["id"], target] = None
            for relation in entry.get("relations") or ():
                found[relation["type"], entry["id"], relation["event_id"]] = None
    return found


def _hidden(label: str) -> frozenset[str]:
    return _HIDDEN | {"text"} if label == "title" else _HIDDEN


def _slots(data: Data) -> Iterator[Slot]:
    article = str(data["id"])
    for label in SINGLE:
        owner = data.get(label)
        if owner and owner.get("mention"):
            yield Slot(label, None, owner, owner["mention"], True, _key(article, label))
    for field in ENTRIES:
        for entry in data.get(field) or ():
            for i, mention in enumerate(entry["mentions"]):
                yield Slot(field, entry["id"], entry, mention, not i, _key(article, field, entry["id"], i))
            for label in PARTS:
                if LABELS[label].field == field:
                    yield from _parts(article, label, entry)


def _parts(article: str, label: str, entry: Data) -> Iterator[Slot]:
    for i, part in enumerate(entry.get(label) or ()):
        key = _key(article, label, entry["id"], i)
        if label in PARTIES:
            yield Slot(label, entry["id"], part, part["mention"], True, key)
        else:
            yield Slot(label, entry["id"], entry, part, False, key)


def _key(*parts: Any) -> str:
    """An id for a region that depends on nothing but what it is the region of."""
    return sha256("/".join(map(str, parts)).encode()).hexdigest()[:12]
