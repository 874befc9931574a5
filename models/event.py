"""An event and what the text ties to it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import CountryCode, Frozen
from .entities import Interval, Precision
from .mention import Mention

KnownVerdict = Literal["agrees", "differs", "announced_earlier", "silent"]
"""The text says the same; says otherwise; says what was given out before the event was moved; says nothing."""
EventStatus = Literal["held", "planned", "postponed", "cancelled", "unknown"]
RelationType = Literal["preceded_by", "followed_by", "part_of", "has_part", "side_event_of"]


class Relation(Frozen):
    """A tie from one event of the record to another."""

    type: RelationType
    event_id: str


class Party(Frozen):
    """A body or country with a part in an event."""

    name: str
    country: CountryCode | None = None
    mention: Mention


class Outcome(Frozen):
    """A document that an event resulted in."""

    name: str
    mention: Mention


class KnownFact(Frozen):
    """What the knowledge base says of one field of an event, beside what the text says."""

    field: Literal["edition", "start", "end", "city", "country", "status"]
    verdict: KnownVerdict = Field(description="How the text's value stands to it")
    known: str | None = Field(description="The known value; ISO days and country codes")
    sources: tuple[str, ...] = Field(default=(), description="Pages that state it")


class KnownEvent(Frozen):
    """The known edition that an event is, compared field by field. The event's own fields stay what the text says."""

    id: str
    name: str
    level: Literal["primary", "secondary", "weak"] = Field(description="How good the sources are")
    facts: tuple[KnownFact, ...]


class EventEntry(Interval):
    """A gathering that the text calls by name; one entry a real-world event."""

    id: str
    name: str = Field(description="Longest proper name in the text, without leading article")
    aliases: tuple[str, ...] = ()
    acronym: str | None = None
    kind: str = Field(description="conference, summit, forum, ...")
    series: str | None = Field(default=None, description="Id of the series in the knowledge base")
    edition: int | None = Field(default=None, ge=1, description="11 for '11th'")
    precision: Precision | None = None
    date_ids: tuple[str, ...] = ()
    city: str | None = None
    country: CountryCode | None = Field(default=None, description="Where it takes place")
    venue: str | None = None
    place_ids: tuple[str, ...] = ()
    organizers: tuple[Party, ...] = ()
    chairs: tuple[Party, ...] = ()
    official_ids: tuple[str, ...] = ()
    status: EventStatus
    relations: tuple[Relation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    known_as: str | None = Field(default=None, description="Id in the knowledge base")
    known: KnownEvent | None = Field(default=None, description="What is known of this edition, compared with the text")
    principal: bool = Field(description="The event that the release is about; at most one a record")
    reasons: dict[str, str] = Field(default_factory=dict, description="Field name to the rule that attached it")
    mentions: tuple[Mention, ...] = Field(min_length=1)
