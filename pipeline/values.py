"""The types of `Finding.value`, a type a label. A span is `(start, end)` into the document's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..models import OfficeCategory

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateValue:
    """Label 'date'. Days are inclusive; `start` and `end` are None where the text leaves them open."""

    start: date | None
    end: date | None
    precision: str  # day / month / quarter / year / other
    edtf: str | None = None
    relative: bool = False
    borrowed: tuple[str, ...] = ()  # of year, month, day
    period: bool = False  # a span of years or an open period, rather than the days of a happening


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Label 'location'."""

    canonical: str
    type: str  # country / city / admin / region / venue / other
    country: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    within: Span | None = None  # the city or country that the text itself ties it to: 'Marrakesh (Morocco)'
    division: str | None = None  # GeoNames' code of the first-level division, within the country
    reason: str | None = None  # why this place of the name: stated / only / listed / size / context
    runner_up: int | None = None  # GeoNames id of the next likeliest place of the name


@dataclass(frozen=True, slots=True)
class OfficialValue:
    """Label 'official'. The finding's own span is the person's name (or, for a later mention, the words that
    stand for it); `extent` covers the whole phrase: honorific, titles, organisation, name.

    Findings of one person share `entity`. `name` is the fullest form of the name, the same for all of them.
    """

    entity: int
    name: str
    extent: Span
    honorific: str | None = None
    titles: tuple[Span, ...] = ()
    organization: Span | None = None
    country: str | None = None
    country_basis: str | None = None
    roles: tuple[str, ...] = ()
    categories: tuple[OfficeCategory | None, ...] = ()  # of the offices in `titles`, in their order


@dataclass(frozen=True, slots=True)
class OrganizationValue:
    """Label 'organization'."""

    name: str
    acronym: str | None = None
    kind: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class EventValue:
    """Label 'event'. Findings of one event share `entity`."""

    entity: int
    kind: str
    name: str  # this mention's own words, without leading article
    acronym: str | None = None
    edition: int | None = None
    series: str | None = None
    full: bool = True  # False: a short form that only refers back ('the Forum')


@dataclass(frozen=True, slots=True)
class InstrumentValue:
    """Label 'instrument'."""

    name: str
    kind: str
    symbol: str | None = None
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveValue:
    """Label 'objective': the numbers that the span names or shows, lists and ranges expanded."""

    numbers: tuple[int, ...]
    explicit: bool = True
    certainty: str = "stated"
    weak: tuple[int, ...] = ()  # those of `numbers` that are only weakly shown, whatever `certainty` says


@dataclass(frozen=True, slots=True)
class PrincipleValue:
    """Label 'principle'."""

    letter: str
    explicit: bool = True
    certainty: str = "stated"


@dataclass(frozen=True, slots=True)
class QuoteValue:
    """Label 'quote': the finding's span is the quoted or reported words."""

    speaker: int  # OfficialValue.entity
    verb: str
    direct: bool


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A labelled field of the page, read by the zone reader."""

    label: str
    key: str  # location / date / type / organizer / objectives / language / status / ... / other
    values: tuple[Span, ...] = field(default=())
