"""The flat tables: each becomes `<name>.csv` and a data frame. All are joined by `record_id`."""

from __future__ import annotations

from typing import Any

from ..models import Annotation, Record, Warning
from . import entry_tables as entries
from . import event_tables as events
from .columns import Row, Table, day, integer, joined, mention_columns, record_id, rows_of, text
from .flatten import FieldRow, MentionRow, ValueRow, annotation_values, field_rows, mention_rows


def _principal(record: Record) -> str | None:
    return next((event.name for event in record.events if event.principal), None)


RECORDS: Table[Record] = Table(
    "records",
    lambda record: (record,),
    (
        text("record_id", lambda r: r.id),
        text("path", lambda r: r.source.path),
        text("title", lambda r: r.title.text if r.title else None),
        day("published", lambda r: r.published.date if r.published else None),
        text("published_basis", lambda r: r.published.basis if r.published else None),
        text("issuer", lambda r: r.issuer.name if r.issuer else None),
        text("issuer_country", lambda r: r.issuer.country if r.issuer else None),
        text("principal_event", _principal),
        integer("events", lambda r: len(r.events)),
        integer("dates", lambda r: len(r.dates)),
        integer("locations", lambda r: len(r.locations)),
        integer("officials", lambda r: len(r.officials)),
        joined("objectives", lambda r: (str(o.number) for o in r.objectives if o.explicit)),
        integer("warnings", lambda r: len(r.warnings)),
        text("media_type", lambda r: r.source.media_type),
        text("sha256", lambda r: r.source.sha256),
        integer("bytes", lambda r: r.source.bytes),
        text("encoding", lambda r: r.source.encoding),
        text("extractor", lambda r: r.source.extractor),
        text("language", lambda r: r.source.language),
        text("url", lambda r: r.source.url),
        text("duplicate_of", lambda r: r.source.duplicate_of),
        text("near_duplicate_of", lambda r: r.source.near_duplicate_of),
        text("schema_version", lambda r: r.schema_version),
        text("communique", lambda r: r.produced_by.communique),
        text("resources", lambda r: r.produced_by.resources),
    ),
)

FIELDS: Table[FieldRow] = Table(
    "fields",
    field_rows,
    (
        text("record_id", lambda r: r.record_id),
        integer("field_no", lambda r: r.field_no),
        text("label", lambda r: r.field.label),
        text("value", lambda r: r.value),
        *mention_columns(lambda r: r.field.mention, "label"),
        *mention_columns(lambda r: r.mention, "value"),
    ),
)

WARNINGS: Table[Row[Warning]] = Table(
    "warnings",
    lambda record: rows_of(record, record.warnings),
    (
        record_id(),
        integer("warning_no", lambda r: r.number),
        text("code", lambda r: r.item.code),
        text("words", lambda r: r.item.words),
        *mention_columns(lambda r: r.item.mention),
    ),
)

ANNOTATIONS: Table[Row[Annotation]] = Table(
    "annotations",
    lambda record: rows_of(record, record.annotations),
    (
        record_id(),
        integer("annotation_no", lambda r: r.number),
        text("label", lambda r: r.item.label),
        *mention_columns(lambda r: r.item.mention),
    ),
)

ANNOTATION_VALUES: Table[ValueRow] = Table(
    "annotation_values",
    annotation_values,
    (
        text("record_id", lambda r: r.record_id),
        integer("annotation_no", lambda r: r.annotation_no),
        text("path", lambda r: r.path),
        text("value", lambda r: r.value),
    ),
)

MENTIONS: Table[MentionRow] = Table(
    "mentions",
    mention_rows,
    (
        text("record_id", lambda r: r.record_id),
        text("table", lambda r: r.table),
        text("item_id", lambda r: r.item_id),
        text("part", lambda r: r.part),
        integer("start", lambda r: r.mention.start),
        integer("end", lambda r: r.mention.end),
        text("text", lambda r: r.mention.text),
        text("zone", lambda r: r.mention.zone),
        text("rule", lambda r: r.mention.rule),
        integer("page", lambda r: r.mention.page),
    ),
)

TABLES: tuple[Table[Any], ...] = (
    RECORDS,
    events.EVENTS,
    entries.DATES,
    entries.LOCATIONS,
    entries.OFFICIALS,
    entries.TITLES,
    entries.ORGANIZATIONS,
    entries.OBJECTIVES,
    entries.PRINCIPLES,
    entries.QUOTES,
    entries.INSTRUMENTS,
    FIELDS,
    WARNINGS,
    ANNOTATIONS,
    ANNOTATION_VALUES,
    MENTIONS,
    events.EVENT_DATES,
    events.EVENT_PLACES,
    events.EVENT_OFFICIALS,
    events.EVENT_RELATIONS,
    events.EVENT_PARTIES,
    events.EVENT_REASONS,
)
"""All tables, in the order that they are documented in."""
