"""The record: what one article says, each value with the characters it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Literal, Self

from pydantic import BaseModel, Field, JsonValue, model_validator

from .base import CountryCode, Frozen
from .document import PublishedBasis, Source
from .entities import (
    DateEntry,
    InstrumentEntry,
    LocationEntry,
    ObjectiveEntry,
    OfficialEntry,
    OrganizationEntry,
    PrincipleEntry,
    Quote,
)
from .event import EventEntry
from .mention import Mention

SCHEMA_VERSION = "1"


class ProducedBy(Frozen):
    """Versions of the code and of the resources that made a record."""

    communique: str
    resources: str = Field(description="Fingerprint of the resource files that were loaded")
    model: str | None = Field(
        default=None, exclude_if=lambda m: m is None, description="Name and version of the spaCy pipeline, if any"
    )


class Published(Frozen):
    """When the article was published."""

    date: date
    basis: PublishedBasis
    mention: Mention | None = Field(default=None, description="Null when the date came from outside the text")


class Issuer(Frozen):
    """The office that published the article."""

    name: str
    country: CountryCode | None = None
    mention: Mention | None = None


class Heading(Frozen):
    """The article's title."""

    text: str
    mention: Mention | None = Field(default=None, description="Null when the title came from metadata")


class PageField(Frozen):
    """A labelled field of the page: 'Type of Event' with the value 'Conference'."""

    label: str
    values: tuple[str, ...] = ()
    mention: Mention = Field(description="The label")
    value_mentions: tuple[Mention, ...] = ()


class Annotation(Frozen):
    """What a stage of a user's own found, under the label that the stage writes."""

    label: str
    value: JsonValue = None
    mention: Mention


class Warning(Frozen):
    """Something in the text that a person should look at."""

    code: str
    words: str
    mention: Mention | None = None


class Record(Frozen):
    """One article's record. Lists are sorted by first mention."""

    schema_version: Literal["1"] = "1"
    id: str
    produced_by: ProducedBy
    source: Source
    title: Heading | None = None
    published: Published | None = None
    issuer: Issuer | None = None
    fields: tuple[PageField, ...] = ()
    events: tuple[EventEntry, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    locations: tuple[LocationEntry, ...] = ()
    officials: tuple[OfficialEntry, ...] = ()
    organizations: tuple[OrganizationEntry, ...] = ()
    objectives: tuple[ObjectiveEntry, ...] = ()
    principles: tuple[PrincipleEntry, ...] = ()
    quotes: tuple[Quote, ...] = ()
    instruments: tuple[InstrumentEntry, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @model_validator(mode="after")
    def _links_lead_somewhere(self) -> Self:
        ids = {e.id for group in (self.events, self.dates, self.locations, self.officials) for e in group}
        for event in self.events:
            links = (*event.date_ids, *event.place_ids, *event.official_ids, *(r.event_id for r in event.relations))
            for link in links:
                if link not in ids:
                    raise ValueError(f"event {event.id} links to {link}, which is not in the record")
        for quote in self.quotes:
            if quote.official_id not in ids:
                raise ValueError(f"a quote links to {quote.official_id}, which is not in the record")
        return self

    def _repr_html_(self) -> str:
        """What a notebook shows of a record at the end of a cell: its values, as `communique.render(record)` does."""
        # By name, when it is asked for: the models know nothing of outputs.
        return str(import_module("..outputs.notebook", __package__).record_html(self))

    def mentions(self) -> Iterator[Mention]:
        """Every mention anywhere in the record, in field order."""
        yield from mentions_in(self)


def mentions_in(value: object) -> Iterator[Mention]:
    """Every mention in a part of a record: a model, a tuple of models, a mention itself."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from mentions_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from mentions_in(item)
