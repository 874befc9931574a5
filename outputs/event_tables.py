"""Tables of events, and of what the text ties to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..models import EventEntry, Record, Relation
from .columns import (
    Column,
    ItemT,
    Row,
    Table,
    day,
    flag,
    integer,
    joined,
    mention_columns,
    record_id,
    rows_of,
    text,
)
from .flatten import PartyRow, event_officials, party_rows


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, and the names of its officials, whom it holds by id."""

    record_id: str
    event: EventEntry
    officials: list[str]


def _events(record: Record) -> Iterator[EventRow]:
    for event in record.events:
        yield EventRow(record.id, event, event_officials(record, event))


def _per_event(get: Callable[[EventEntry], Iterable[ItemT]]) -> Callable[[Record], Iterator[Row[ItemT]]]:
    """The items that `get` reads from an event, for all events of a record, each owned by its event."""

    def rows(record: Record) -> Iterator[Row[ItemT]]:
        for event in record.events:
            yield from rows_of(record, get(event), owner=event.id)

    return rows


def _links(name: str, column: str, get: Callable[[EventEntry], Iterable[str]]) -> Table[Row[str]]:
    """A table of pairs: an event, and an entry of another table by its id."""
    ids: tuple[Column[Row[str]], ...] = (
        record_id(),
        text("event_id", lambda r: r.owner),
        text(column, lambda r: r.item),
    )
    return Table(name, _per_event(get), ids)


EVENTS: Table[EventRow] = Table(
    "events",
    _events,
    (
        text("record_id", lambda r: r.record_id),
        text("event_id", lambda r: r.event.id),
        text("name", lambda r: r.event.name),
        joined("aliases", lambda r: r.event.aliases),
        text("acronym", lambda r: r.event.acronym),
        text("kind", lambda r: r.event.kind),
        text("series", lambda r: r.event.series),
        integer("edition", lambda r: r.event.edition),
        day("start", lambda r: r.event.start),
        day("end", lambda r: r.event.end),
        text("precision", lambda r: r.event.precision),
        text("city", lambda r: r.event.city),
        text("country", lambda r: r.event.country),
        text("venue", lambda r: r.event.venue),
        joined("officials", lambda r: r.officials),
        joined("organizers", lambda r: (p.name for p in r.event.organizers)),
        joined("chairs", lambda r: (p.name for p in r.event.chairs)),
        joined("outcomes", lambda r: (o.name for o in r.event.outcomes)),
        text("status", lambda r: r.event.status),
        text("known_as", lambda r: r.event.known_as),
        flag("principal", lambda r: r.event.principal),
        integer("mentions", lambda r: len(r.event.mentions)),
        *mention_columns(lambda r: r.event.mentions[0]),
    ),
)

EVENT_DATES = _links("event_dates", "date_id", lambda event: event.date_ids)
EVENT_PLACES = _links("event_places", "location_id", lambda event: event.place_ids)
EVENT_OFFICIALS = _links("event_officials", "official_id", lambda event: event.official_ids)

EVENT_RELATIONS: Table[Row[Relation]] = Table(
    "event_relations",
    _per_event(lambda event: event.relations),
    (
        record_id(),
        text("event_id", lambda r: r.owner),
        text("type", lambda r: r.item.type),
        text("other_event_id", lambda r: r.item.event_id),
    ),
)

EVENT_PARTIES: Table[Row[PartyRow]] = Table(
    "event_parties",
    party_rows,
    (
        record_id(),
        text("event_id", lambda r: r.owner),
        text("role", lambda r: r.item.role),
        text("name", lambda r: r.item.party.name),
        text("country", lambda r: getattr(r.item.party, "country", None)),
        *mention_columns(lambda r: r.item.party.mention),
    ),
)

EVENT_REASONS: Table[Row[tuple[str, str]]] = Table(
    "event_reasons",
    _per_event(lambda event: event.reasons.items()),
    (
        record_id(),
        text("event_id", lambda r: r.owner),
        text("field", lambda r: r.item[0]),
        text("rule", lambda r: r.item[1]),
    ),
)
