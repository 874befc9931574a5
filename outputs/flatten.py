"""Parts of a record that need a walk before they fit a table: mentions, page fields, parties, free values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pydantic import BaseModel, JsonValue

from ..models import EventEntry, Mention, Outcome, PageField, Party, Record, mentions_in
from .columns import Row, rows_of

_SINGLE = ("title", "published", "issuer")


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention, and where in the record it stands: table, id of the item in it, part of the item."""

    record_id: str
    table: str
    item_id: str
    part: str
    mention: Mention


def mention_rows(record: Record) -> Iterator[MentionRow]:
    """Every mention of the record, in the order of `Record.mentions`.

    `item_id` is the item's id, an objective's number, a principle's letter; where there is none of these, the
    position from 1. What the `records` table holds (title, published, issuer) has no item id; `part` says it.
    """
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for number, item in enumerate(value, 1):
                for part, mention in _parts(item):
                    yield MentionRow(record.id, name, item_id(item, number), part, mention)
        elif name in _SINGLE and value is not None and value.mention is not None:
            yield MentionRow(record.id, "records", "", name, value.mention)


def item_id(item: BaseModel, number: int) -> str:
    """What names an item within its record; `number` is its position from 1."""
    for key in ("id", "number", "letter"):
        if key in type(item).model_fields:
            return str(getattr(item, key))
    return str(number)


def _parts(item: BaseModel) -> Iterator[tuple[str, Mention]]:
    for name in type(item).model_fields:
        for mention in mentions_in(getattr(item, name)):
            yield name, mention


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A value of a page field; a field without values is one row with none."""

    record_id: str
    field_no: int
    field: PageField
    value: str | None
    mention: Mention | None


def field_rows(record: Record) -> Iterator[FieldRow]:
    """The values of the page's own fields, one a row."""
    for number, field in enumerate(record.fields, 1):
        pairs = list(zip_longest(field.values, field.value_mentions)) or [(None, None)]
        for value, mention in pairs:
            yield FieldRow(record.id, number, field, value, mention)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A body or country with a part in an event, or a document that came of it. `role` says which."""

    role: str
    party: Party | Outcome


def party_rows(record: Record) -> Iterator[Row[PartyRow]]:
    """Organizers, chairs and outcomes of all events."""
    for event in record.events:
        parties = [
            *(PartyRow("organizer", p) for p in event.organizers),
            *(PartyRow("chair", p) for p in event.chairs),
            *(PartyRow("outcome", o) for o in event.outcomes),
        ]
        yield from rows_of(record, parties, owner=event.id)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A plain value inside the value of an annotation, and the dotted path to it ('' for the whole)."""

    record_id: str
    annotation_no: int
    path: str
    value: str


def annotation_values(record: Record) -> Iterator[ValueRow]:
    """What stages of a user's own have found, one plain value a row, so that no cell holds JSON."""
    for number, annotation in enumerate(record.annotations, 1):
        for path, value in leaves(annotation.value, ""):
            yield ValueRow(record.id, number, path, value)


def leaves(value: JsonValue, path: str) -> Iterator[tuple[str, str]]:
    """The plain values in a JSON value, each with its dotted path behind `path`; list items count from 1."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from leaves(item, f"{path}.{number}" if path else str(number))
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif value is not None:
        yield path, str(value)


def event_officials(record: Record, event: EventEntry) -> list[str]:
    """Names of an event's officials, in the event's order."""
    names = {official.id: official.name for official in record.officials}
    return [names[official_id] for official_id in event.official_ids]
