"""What a person found in an article, each value with the characters that show it.

Fields and attributes are named as in the record. `corpus.standoff` loads and checks the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from ...models import CountryCode, Frozen, PublishedBasis, Zone
from ...models.entities import Certainty, DateRole, Interval, PlaceType, Precision
from ...models.event import EventStatus, RelationType
from .review import GoldReview

FieldName = Literal[
    "title", "published", "issuer", "fields", "events", "dates", "locations", "officials", "organizations",
    "objectives", "principles", "quotes", "instruments", "warnings",
]  # fmt: skip
Implied = Literal["objectives", "principles"]
"""Fields of which an article may hold entries that it does not name."""
LINKS: Mapping[str, FieldName] = {
    "date_ids": "dates",
    "place_ids": "locations",
    "official_ids": "officials",
    "official_id": "officials",
    "event_id": "events",
}
"""Attributes that name other entries of the same gold file by id, and the field that those stand in."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "events": ("kind", "status"),
    "dates": ("precision", "role"),
    "locations": ("type", "role"),
    "instruments": ("kind",),
    "quotes": ("official_id", "verb", "direct"),
}
"""Attributes that an entry must state unless the file calls them unjudged."""


class GoldSpan(Frozen):
    """`[start, end)` in code points of the article, and the characters that stand there."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str = Field(min_length=1)


class GoldMention(GoldSpan):
    """A place in the article that shows a value. `also` lists other bounds that count as the same mention.

    A mention with `required: false` may be found or not. `zone` is judged only where it is given.
    """

    zone: Zone | None = None
    required: bool = True
    also: tuple[GoldSpan, ...] = ()


class Judged(Frozen):
    """Something to be found. What it does not state must be null in the record, but for `open_attributes`.

    `required: false` makes it neutral: neither miss nor false alarm. `accept` names, for an attribute, values
    that are as good as the stated one; for a list, elements that may be there or not.
    """

    open_attributes: ClassVar[frozenset[str]] = frozenset()
    required: bool = True
    note: str | None = None
    accept: dict[str, tuple[str | None, ...]] = Field(default_factory=dict)

    @classmethod
    def attributes(cls) -> tuple[str, ...]:
        """Names of the attributes that carry values, in order of declaration."""
        return tuple(name for name in cls.model_fields if name not in _BOOKKEEPING)

    def judged(self) -> tuple[str, ...]:
        """Names of the attributes that this gold judges: all, less the open ones that it does not state."""
        stated = self.model_fields_set
        return tuple(a for a in self.attributes() if a in stated or a not in self.open_attributes)


_BOOKKEEPING = frozenset({"id", "required", "note", "accept", "mention", "mentions"})


class GoldHeading(Judged):
    """The article's title."""

    text: str
    mention: GoldMention


class GoldPublished(Judged):
    """The day of publication; without mention where it is known from outside the text."""

    open_attributes = frozenset({"basis"})
    date: date
    basis: PublishedBasis | None = None
    mention: GoldMention | None = None


class GoldIssuer(Judged):
    """The office that published the article."""

    open_attributes = frozenset({"country"})
    name: str
    country: CountryCode | None = None
    mention: GoldMention | None = None


class GoldEntry(Judged):
    """An entry of one of the record's lists. `id` is unique within the file."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    mentions: tuple[GoldMention, ...] = Field(min_length=1)


class GoldField(GoldEntry):
    """A labelled field of the page; its mention is the label without the colon."""

    label: str
    values: tuple[GoldMention, ...] = ()


class GoldParty(Frozen):
    """A body or country with a part in an event."""

    name: str
    country: CountryCode | None = None
    mention: GoldMention


class GoldOutcome(Frozen):
    """A document that an event resulted in."""

    name: str
    mention: GoldMention


class GoldRelation(Frozen):
    """A tie to another event of the file."""

    type: RelationType
    event_id: str


class GoldEvent(GoldEntry, Interval):
    """A gathering that the text calls by name."""

    open_attributes = frozenset({"series", "known_as"})
    name: str
    aliases: tuple[str, ...] = ()
    acronym: str | None = None
    kind: str | None = None
    series: str | None = None
    edition: int | None = Field(default=None, ge=1)
    precision: Precision | None = None
    date_ids: tuple[str, ...] = ()
    city: str | None = None
    country: CountryCode | None = None
    venue: str | None = None
    place_ids: tuple[str, ...] = ()
    organizers: tuple[GoldParty, ...] = ()
    chairs: tuple[GoldParty, ...] = ()
    official_ids: tuple[str, ...] = ()
    status: EventStatus | None = None
    relations: tuple[GoldRelation, ...] = ()
    outcomes: tuple[GoldOutcome, ...] = ()
    known_as: str | None = None
    principal: bool = False


class GoldDate(GoldEntry, Interval):
    """A day, interval, month, quarter, year or period."""

    open_attributes = frozenset({"edtf"})
    precision: Precision | None = None
    edtf: str | None = None
    relative: bool = False
    borrowed: tuple[Literal["year", "month", "day"], ...] = ()
    role: DateRole | None = None


class GoldLocation(GoldEntry):
    """A geographic name."""

    open_attributes = frozenset({"canonical", "geonames_id", "latitude", "longitude"})
    name: str
    canonical: str | None = None
    type: PlaceType | None = None
    country: CountryCode | None = None
    geonames_id: int | None = Field(default=None, gt=0)
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    role: Literal["event", "field", "dateline", "contact", "mentioned"] | None = None


class GoldOfficial(GoldEntry):
    """A named person in an official capacity; mentions are the name's, without honorific and title."""

    open_attributes = frozenset({"variants"})
    name: str
    honorific: str | None = None
    titles: tuple[GoldMention, ...] = ()
    organization: str | None = None
    country: CountryCode | None = None
    roles: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


class GoldOrganization(GoldEntry):
    """A body: ministry, agency, international organisation."""

    open_attributes = frozenset({"kind", "country"})
    name: str
    acronym: str | None = None
    kind: str | None = None
    country: CountryCode | None = None


class GoldInstrument(GoldEntry):
    """A treaty, declaration, resolution, compact, agenda or other document."""

    open_attributes = frozenset({"symbol", "known_as"})
    name: str
    kind: str | None = None
    symbol: str | None = None
    known_as: str | None = None


class GoldObjective(GoldEntry):
    """One of the Compact's 23 objectives."""

    open_attributes = frozenset({"title", "certainty"})
    number: int = Field(ge=1, le=23)
    title: str | None = None
    explicit: bool = True
    certainty: Certainty | None = None


class GoldPrinciple(GoldEntry):
    """One of the Compact's ten guiding principles."""

    open_attributes = frozenset({"title", "certainty"})
    letter: str = Field(pattern="^[a-j]$")
    title: str | None = None
    explicit: bool = True
    certainty: Certainty | None = None


class GoldQuote(GoldEntry):
    """Quoted or reported words; the mention is those words."""

    official_id: str | None = None
    verb: str | None = None
    direct: bool | None = None


class GoldWarning(Frozen):
    """The code of a warning that the record must carry (or, with `required: false`, may carry)."""

    code: str
    required: bool = True
    note: str | None = None


class Gold(Frozen):
    """All that is to be found in one article.

    `unjudged` names what nobody annotated here: fields ('quotes'), or attributes of a field ('dates.role').
    `implied` names the fields of which somebody listed all that the article is about without naming it; of all
    others, implied entries are open.
    `draft: true` marks a file that no person has corrected yet; it is refused wherever gold is measured by.
    """

    id: str
    draft: bool = False
    review: GoldReview | None = None
    unjudged: tuple[str, ...] = ()
    implied: tuple[Implied, ...] = ()
    title: GoldHeading | None = None
    published: GoldPublished | None = None
    issuer: GoldIssuer | None = None
    fields: tuple[GoldField, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    dates: tuple[GoldDate, ...] = ()
    locations: tuple[GoldLocation, ...] = ()
    officials: tuple[GoldOfficial, ...] = ()
    organizations: tuple[GoldOrganization, ...] = ()
    objectives: tuple[GoldObjective, ...] = ()
    principles: tuple[GoldPrinciple, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    instruments: tuple[GoldInstrument, ...] = ()
    warnings: tuple[GoldWarning, ...] = ()

    def judges(self, field: FieldName) -> bool:
        """Whether `field` was annotated in this article."""
        return field not in self.unjudged

    def judged(self, field: FieldName, entry: Judged) -> tuple[str, ...]:
        """Names of the attributes of `entry` that a record is held to."""
        return tuple(a for a in entry.judged() if f"{field}.{a}" not in self.unjudged)
