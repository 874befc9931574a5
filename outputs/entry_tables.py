"""Tables of the things that a record names: dates, places, people, bodies, documents, objectives."""

from __future__ import annotations

from collections.abc import Iterator

from ..models import (
    DateEntry,
    InstrumentEntry,
    LocationEntry,
    ObjectiveEntry,
    OfficialEntry,
    OrganizationEntry,
    PrincipleEntry,
    Quote,
    Record,
    Title,
)
from .columns import Row, Table, day, flag, integer, joined, mention_columns, number, record_id, rows_of, text


def _titles(record: Record) -> Iterator[Row[Title]]:
    for official in record.officials:
        yield from rows_of(record, official.titles, owner=official.id)


DATES: Table[Row[DateEntry]] = Table(
    "dates",
    lambda record: rows_of(record, record.dates),
    (
        record_id(),
        text("date_id", lambda r: r.item.id),
        text("text", lambda r: r.item.text),
        day("start", lambda r: r.item.start),
        day("end", lambda r: r.item.end),
        text("precision", lambda r: r.item.precision),
        text("edtf", lambda r: r.item.edtf),
        flag("relative", lambda r: r.item.relative),
        joined("borrowed", lambda r: r.item.borrowed),
        text("role", lambda r: r.item.role),
        integer("mentions", lambda r: len(r.item.mentions)),
        *mention_columns(lambda r: r.item.mentions[0]),
    ),
)

LOCATIONS: Table[Row[LocationEntry]] = Table(
    "locations",
    lambda record: rows_of(record, record.locations),
    (
        record_id(),
        text("location_id", lambda r: r.item.id),
        text("name", lambda r: r.item.name),
        text("canonical", lambda r: r.item.canonical),
        text("type", lambda r: r.item.type),
        text("country", lambda r: r.item.country),
        integer("geonames_id", lambda r: r.item.geonames_id),
        number("latitude", lambda r: r.item.latitude),
        number("longitude", lambda r: r.item.longitude),
        text("role", lambda r: r.item.role),
        integer("mentions", lambda r: len(r.item.mentions)),
        *mention_columns(lambda r: r.item.mentions[0]),
    ),
)

OFFICIALS: Table[Row[OfficialEntry]] = Table(
    "officials",
    lambda record: rows_of(record, record.officials),
    (
        record_id(),
        text("official_id", lambda r: r.item.id),
        text("name", lambda r: r.item.name),
        text("honorific", lambda r: r.item.honorific),
        joined("titles", lambda r: (t.text for t in r.item.titles)),
        text("organization", lambda r: r.item.organization),
        text("country", lambda r: r.item.country),
        text("country_basis", lambda r: r.item.country_basis),
        joined("roles", lambda r: r.item.roles),
        joined("variants", lambda r: r.item.variants),
        integer("mentions", lambda r: len(r.item.mentions)),
        *mention_columns(lambda r: r.item.mentions[0]),
    ),
)

TITLES: Table[Row[Title]] = Table(
    "titles",
    _titles,
    (
        record_id(),
        text("official_id", lambda r: r.owner),
        integer("title_no", lambda r: r.number),
        text("title", lambda r: r.item.text),
        text("category", lambda r: r.item.category),
        *mention_columns(lambda r: r.item.mention),
    ),
)

ORGANIZATIONS: Table[Row[OrganizationEntry]] = Table(
    "organizations",
    lambda record: rows_of(record, record.organizations),
    (
        record_id(),
        text("organization_id", lambda r: r.item.id),
        text("name", lambda r: r.item.name),
        text("acronym", lambda r: r.item.acronym),
        text("kind", lambda r: r.item.kind),
        text("country", lambda r: r.item.country),
        integer("mentions", lambda r: len(r.item.mentions)),
        *mention_columns(lambda r: r.item.mentions[0]),
    ),
)

OBJECTIVES: Table[Row[ObjectiveEntry]] = Table(
    "objectives",
    lambda record: rows_of(record, record.objectives),
    (
        record_id(),
        integer("objective", lambda r: r.item.number),
        text("title", lambda r: r.item.title),
        flag("explicit", lambda r: r.item.explicit),
        text("certainty", lambda r: r.item.certainty),
        integer("mentions", lambda r: len(r.item.evidence)),
        *mention_columns(lambda r: r.item.evidence[0]),
    ),
)

PRINCIPLES: Table[Row[PrincipleEntry]] = Table(
    "principles",
    lambda record: rows_of(record, record.principles),
    (
        record_id(),
        text("principle", lambda r: r.item.letter),
        text("title", lambda r: r.item.title),
        flag("explicit", lambda r: r.item.explicit),
        text("certainty", lambda r: r.item.certainty),
        integer("mentions", lambda r: len(r.item.evidence)),
        *mention_columns(lambda r: r.item.evidence[0]),
    ),
)

QUOTES: Table[Row[Quote]] = Table(
    "quotes",
    lambda record: rows_of(record, record.quotes),
    (
        record_id(),
        integer("quote_no", lambda r: r.number),
        text("official_id", lambda r: r.item.official_id),
        text("verb", lambda r: r.item.verb),
        flag("direct", lambda r: r.item.direct),
        *mention_columns(lambda r: r.item.mention),
    ),
)

INSTRUMENTS: Table[Row[InstrumentEntry]] = Table(
    "instruments",
    lambda record: rows_of(record, record.instruments),
    (
        record_id(),
        text("instrument_id", lambda r: r.item.id),
        text("name", lambda r: r.item.name),
        text("kind", lambda r: r.item.kind),
        text("symbol", lambda r: r.item.symbol),
        text("known_as", lambda r: r.item.known_as),
        integer("mentions", lambda r: len(r.item.mentions)),
        *mention_columns(lambda r: r.item.mentions[0]),
    ),
)
