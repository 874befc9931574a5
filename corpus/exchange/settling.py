"""Makes gold whole again after edits: no link to nothing, no empty entry, nothing claimed that nobody judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args, get_type_hints

from ..gold.models import LINKS, NEEDED, FieldName, Gold, Judged
from .base import ENTRIES, NAMING, Data, Losses

_FALSE = frozenset({"false", "no", "off", "0", "n", "f"})
"""What a flag that was written as text may say for no."""
_KEYED = {"objectives": "number", "principles": "letter"}


def settle(data: Data, fresh: Mapping[tuple[str, str], bool], losses: Losses) -> None:
    """Bring `data` into a state that gold may be in, once all edits are made.

    `fresh` are new entries by field and id, with whether somebody described them. What a new entry does not
    state is listed as unjudged if all entries of its field are in the same case; where others state it, the
    new one is left out and reported, as gold cannot leave an attribute open for one entry alone.
    """
    before = list(data.get("unjudged") or ())
    _drop(data, {e["id"] for field in ENTRIES for e in data.get(field) or () if not e["mentions"]})
    for field in ENTRIES:
        _judge(data, field, {entry: noted for (f, entry), noted in fresh.items() if f == field}, losses)
        for entry in data.get(field) or ():
            _once(data, field, entry, losses)
            _relax(data, field, entry, losses)
    order = {name: i for i, name in enumerate(get_args(FieldName))}
    if (fresh or data.get("unjudged") != before) and "unjudged" in data:
        data["unjudged"].sort(key=lambda name: (order.get(name.partition(".")[0], len(order)), name))
        if not data["unjudged"]:
            del data["unjudged"]


def _judge(data: Data, field: str, fresh: Mapping[str, bool], losses: Losses) -> None:
    entries = data.get(field) or []
    if fresh and field in (data.get("unjudged") or ()):
        data["unjudged"].remove(field)
    unjudged = set(data.get("unjudged") or ())
    open_ones = {
        entry["id"]: holes
        for entry in entries
        if (holes := _holes(field, entry, noted=fresh.get(entry["id"], True), unjudged=unjudged))
    }
    if len(open_ones) < len(entries):
        for entry in entries:
            if entry["id"] in open_ones:
                first = entry["mentions"][0]
                words = f"{first['text'][:60]!r} at {first['start']} states no {', '.join(open_ones[entry['id']])}"
                losses.add(str(data["id"]), field, f"{words}, as other entries do; write them to its note")
        _drop(data, set(open_ones))
    elif open_ones:
        found = {f"{field}.{hole}": None for holes in open_ones.values() for hole in holes}
        data["unjudged"] = [*(data.get("unjudged") or ()), *found]
        for entry in entries:
            for attribute in NEEDED.get(field, ()):
                if f"{field}.{attribute}" in found and entry.pop(attribute, None) is not None:
                    losses.add(str(data["id"]), field, f"{attribute}, which most entries do not state")


def _holes(field: str, entry: Data, *, noted: bool, unjudged: set[str]) -> tuple[str, ...]:
    """Attributes that nobody judged. Where somebody described the entry, leaving one out means null, as in gold."""
    holes = [a for a in NEEDED.get(field, ()) if entry.get(a) is None]
    if not noted:
        shape, named = _SHAPES[field], (NAMING.get(field), _KEYED.get(field))
        open_to_all = shape.open_attributes | set(entry) | set(named) | set(holes)
        holes += [a for a in shape.attributes() if a not in open_to_all]
    return tuple(hole for hole in holes if f"{field}.{hole}" not in unjudged)


def _once(data: Data, field: str, entry: Data, losses: Losses) -> None:
    """A stretch is one mention of an entry, also if another one was moved there."""
    kept: dict[tuple[int, int], Data] = {}
    for mention in entry["mentions"]:
        first = kept.setdefault((mention["start"], mention["end"]), mention)
        if first is not mention:
            losses.add(str(data["id"]), field, f"a mention of {entry['id']!r} stands where another one does")
            if mention.get("required", True):
                first.pop("required", None)
    if len(kept) < len(entry["mentions"]):
        entry["mentions"] = list(kept.values())


def _relax(data: Data, field: str, entry: Data, losses: Losses) -> None:
    """An entry none of whose mentions must be found need not be found either."""
    required = str(entry.get("required", True)).lower() not in _FALSE
    if required and not any(m.get("required", True) for m in entry["mentions"]):
        entry["required"] = False
        losses.add(str(data["id"]), field, f"{entry['id']!r} has no required mention left and is no longer required")


def _drop(data: Data, ids: set[str]) -> None:
    """Remove entries, and every link to them."""
    if not ids:
        return
    for field in ENTRIES:
        if data.get(field):
            data[field] = [entry for entry in data[field] if entry["id"] not in ids]
            for entry in data[field]:
                _unlink(entry, ids)


def _unlink(entry: Data, ids: set[str]) -> None:
    for attribute in LINKS:
        value = entry.get(attribute)
        if isinstance(value, list):
            entry[attribute] = [item for item in value if item not in ids]
        elif value in ids:
            entry[attribute] = None
    if entry.get("relations"):
        entry["relations"] = [r for r in entry["relations"] if r["event_id"] not in ids]
    for attribute, values in list((entry.get("accept") or {}).items()):
        if attribute in LINKS or attribute == "relations":
            entry["accept"][attribute] = [v for v in values if v is None or v.rpartition(" ")[2] not in ids]


def _shapes() -> dict[str, type[Judged]]:
    """The model of an entry of each field."""
    hints = get_type_hints(Gold)
    return {field: next(t for t in get_args(hints[field]) if isinstance(t, type)) for field in ENTRIES}


_SHAPES = _shapes()
