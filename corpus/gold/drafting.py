"""A record as the draft of a gold file, for a person to correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from ...models import Mention, Record
from .models import LINKS, FieldName, Gold, GoldEntry

_SINGLE = ("title", "published", "issuer")
_NAMES = {
    "fields": "field", "events": "event", "dates": "date", "locations": "place", "officials": "official",
    "organizations": "body", "objectives": "objective", "principles": "principle", "quotes": "quote",
    "instruments": "document",
}  # fmt: skip
_LEFT_OUT = frozenset({"edtf", "geonames_id", "latitude", "longitude", "certainty", "variants", "basis"})
"""Attributes that come from tables or from the reading itself; nobody wants to correct them by hand."""


def draft_gold(record: Record) -> Gold:
    """The gold that says what `record` says, marked as a draft. Ids count the entries: 'date-1', 'date-2'.

    Implied objectives and principles are left out. Warnings are unjudged: a person states those that matter.
    """
    ids = {
        entry.id: f"{_NAMES[field]}-{n}"
        for field in ("events", "dates", "locations", "officials")
        for n, entry in enumerate(getattr(record, field), 1)
    }
    data: dict[str, Any] = {"id": record.id, "draft": True, "unjudged": ["warnings"]}
    for field in get_args(FieldName):
        if field in _SINGLE:
            single = getattr(record, field)
            # A title that only the metadata gives stands nowhere in the text: there is nothing to annotate.
            if single is not None and (single.mention is not None or field == "published"):
                data[field] = _values(single, ("text", "date", "name")) | _mention_of(single)
        elif field in _NAMES:
            entries = [e for e in getattr(record, field) if getattr(e, "explicit", True)]
            if entries:
                data[field] = [_entry(field, entry, n, ids) for n, entry in enumerate(entries, 1)]
    return Gold.model_validate(data)


def _mention_of(single: Any) -> dict[str, Any]:
    return {"mention": _span(single.mention)} if single.mention is not None else {}


def _entry(field: str, entry: Any, n: int, ids: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"id": f"{_NAMES[field]}-{getattr(entry, 'number', None) or getattr(entry, 'letter', n)}"}
    if field == "fields":
        return data | {
            "label": entry.label,
            "values": [_span(m) for m in entry.value_mentions],
            "mentions": [_span(entry.mention)],
        }
    for name, value in _values(entry, _attributes(field)).items():
        data[name] = _linked(name, value, ids)
    mentions: Sequence[Mention] = getattr(entry, "mentions", ()) or getattr(entry, "evidence", ()) or (entry.mention,)
    spans = dict.fromkeys((m.start, m.end, m.text) for m in mentions)
    return data | {"mentions": [{"start": s, "end": e, "text": t} for s, e, t in spans]}


def _attributes(field: str) -> tuple[str, ...]:
    """The attributes that gold of `field` may state."""
    shape: type[GoldEntry] = next(t for t in get_args(Gold.model_fields[field].annotation) if isinstance(t, type))
    return tuple(a for a in shape.attributes() if a not in _LEFT_OUT)


def _values(entry: Any, attributes: Iterable[str]) -> dict[str, Any]:
    """What an entry states: nothing that is null, empty, or false by default."""
    stated = {}
    for name in attributes:
        value = getattr(entry, name, None)
        if value is None or value == () or (value is False and name in ("relative", "principal")):
            continue
        stated[name] = _plain(value)
    return stated


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str) or not hasattr(type(value), "model_fields"):
        return value
    if hasattr(value, "text") and hasattr(value, "mention"):  # a title: gold has its words as a mention
        return _span(value.mention)
    data = {name: _plain(getattr(value, name)) for name in type(value).model_fields if name != "mention"}
    data = {name: item for name, item in data.items() if item is not None}
    return data | _mention_of(value) if hasattr(value, "mention") else data


def _linked(name: str, value: Any, ids: Mapping[str, str]) -> Any:
    """`value` with the record's ids turned into those of the draft."""
    if name in LINKS:
        return ids[value] if isinstance(value, str) else [ids[item] for item in value]
    if name == "relations":
        return [item | {"event_id": ids[item["event_id"]]} for item in value]
    return value


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}
