"""The parts of a record that name things in the world: dates, places, people, bodies, documents."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from .base import CountryCode, Frozen
from .mention import Mention

Precision = Literal["day", "month", "quarter", "year", "other"]
DateRole = Literal["event", "publication", "reference", "period"]
PlaceType = Literal["country", "city", "admin", "region", "venue", "other"]
Certainty = Literal["stated", "inferred", "weak"]
OfficeCategory = Literal[
    "head_of_state",
    "deputy_head_of_state",
    "head_of_government",
    "deputy_head_of_government",
    "minister",
    "deputy_minister",
    "senior_official",
    "agency_head",
    "head_of_unit",
    "official",
    "adviser",
    "spokesperson",
    "ambassador",
    "diplomat",
    "international_official",
    "legislator",
    "judge",
    "prosecutor",
    "regional_head",
    "mayor",
    "central_banker",
    "military",
    "police",
    "religious",
]
"""Kinds of offices; `officials_offices.yaml` ties each to a topic of FollowTheMoney."""


class Interval(Frozen):
    """Calendar days, both ends included. Refused: an end before its start."""

    start: date | None = Field(default=None, description="First day, ISO")
    end: date | None = Field(default=None, description="Last day, inclusive, ISO")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        return self


class DateEntry(Interval):
    """A date, interval, month, quarter, year or period that the text names."""

    id: str
    text: str = Field(description="First form in the text")
    precision: Precision
    edtf: str | None = Field(default=None, description="Extended Date/Time Format string")
    relative: bool = Field(description="Resolved with the publication date or context")
    borrowed: tuple[Literal["year", "month", "day"], ...] = Field(default=(), description="Parts not in the words")
    role: DateRole
    mentions: tuple[Mention, ...] = Field(min_length=1)


class LocationEntry(Frozen):
    """A geographic name."""

    id: str
    name: str = Field(description="First form in the text")
    canonical: str | None = Field(default=None, description="Name in the gazetteer")
    type: PlaceType
    country: CountryCode | None = None
    geonames_id: int | None = Field(default=None, gt=0)
    latitude: float | None = Field(default=None, ge=-90, le=90, description="Degrees north, WGS 84")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="Degrees east, WGS 84")
    division: str | None = Field(default=None, description="First-level division within the country, GeoNames' code")
    reason: str | None = Field(
        default=None, description="Why this place of the name: stated, only, listed, size or context"
    )
    runner_up: int | None = Field(default=None, gt=0, description="GeoNames id of the next likeliest place")
    role: Literal["event", "field", "dateline", "contact", "mentioned"]
    mentions: tuple[Mention, ...] = Field(min_length=1)


class Title(Frozen):
    """A title as the text gives it, without its organisation where that can be cut off."""

    text: str
    mention: Mention
    category: OfficeCategory | None = Field(default=None, description="Kind of office, where the words tell it")


class OfficialEntry(Frozen):
    """A named person in an official capacity."""

    id: str
    name: str = Field(description="Fullest form, without honorific or rank")
    honorific: str | None = None
    titles: tuple[Title, ...] = ()
    organization: str | None = None
    country: CountryCode | None = Field(default=None, description="Country that the person represents")
    country_basis: str | None = Field(default=None, description="What the country was read from")
    roles: tuple[str, ...] = Field(default=(), description="head_of_delegation, delegation_member, speaker, ...")
    variants: tuple[str, ...] = Field(default=(), description="Other spellings of the name in the text")
    mentions: tuple[Mention, ...] = Field(min_length=1)


class OrganizationEntry(Frozen):
    """A body: ministry, agency, international organisation."""

    id: str
    name: str
    acronym: str | None = None
    kind: str | None = None
    country: CountryCode | None = None
    mentions: tuple[Mention, ...] = Field(min_length=1)


class InstrumentEntry(Frozen):
    """A treaty, declaration, resolution, compact, agenda or other document."""

    id: str
    name: str
    kind: str
    symbol: str | None = None
    known_as: str | None = None
    mentions: tuple[Mention, ...] = Field(min_length=1)


class ObjectiveEntry(Frozen):
    """One of the 23 objectives of the Global Compact for Migration."""

    number: int = Field(ge=1, le=23)
    title: str
    explicit: bool = Field(description="Named by number or official title, not only by subject")
    certainty: Certainty
    evidence: tuple[Mention, ...] = Field(min_length=1)


class PrincipleEntry(Frozen):
    """One of the Compact's ten guiding principles."""

    letter: str = Field(pattern="^[a-j]$")
    title: str
    explicit: bool
    certainty: Certainty
    evidence: tuple[Mention, ...] = Field(min_length=1)


class Quote(Frozen):
    """Quoted or reported words of an official."""

    official_id: str
    verb: str
    direct: bool = Field(description="True: in quotation marks")
    mention: Mention
