"""The record contract as Pydantic models. Imports nothing else of this package."""

from .base import CountryCode, Frozen, country_codes
from .document import Document, PublishedBasis, Source
from .entities import (
    DateEntry,
    InstrumentEntry,
    LocationEntry,
    ObjectiveEntry,
    OfficeCategory,
    OfficialEntry,
    OrganizationEntry,
    PrincipleEntry,
    Quote,
    Title,
)
from .event import EventEntry, KnownEvent, KnownFact, Outcome, Party, Relation
from .mention import Mention, Zone
from .problem import Problem
from .record import (
    SCHEMA_VERSION,
    Annotation,
    Heading,
    Issuer,
    PageField,
    ProducedBy,
    Published,
    Record,
    Warning,
    mentions_in,
)
from .refusal import InputError

__all__ = [
    "SCHEMA_VERSION",
    "Annotation",
    "CountryCode",
    "DateEntry",
    "Document",
    "EventEntry",
    "Frozen",
    "Heading",
    "InputError",
    "InstrumentEntry",
    "Issuer",
    "KnownEvent",
    "KnownFact",
    "LocationEntry",
    "Mention",
    "ObjectiveEntry",
    "OfficeCategory",
    "OfficialEntry",
    "OrganizationEntry",
    "Outcome",
    "PageField",
    "Party",
    "PrincipleEntry",
    "Problem",
    "ProducedBy",
    "Published",
    "PublishedBasis",
    "Quote",
    "Record",
    "Relation",
    "Source",
    "Title",
    "Warning",
    "Zone",
    "country_codes",
    "mentions_in",
]
