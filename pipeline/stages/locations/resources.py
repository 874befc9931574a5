"""The shapes of `places.yaml` and `location_rules.yaml`."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from ....models import CountryCode, Frozen

PLACES = "places.yaml"
RULES = "location_rules.yaml"
GAZETTEER = "gazetteer.txt.gz"

GenericKind = Literal["admin", "city", "other", "venue"]


class PlaceRow(Frozen):
    """A place with the names that it goes by. `at`: latitude and longitude, or empty where no point fits.

    `keep`: the names are neighbours rather than synonyms, so each keeps its own words as canonical name.
    """

    name: str = Field(min_length=2)
    names: tuple[str, ...] = ()
    canonical: str | None = None
    country: CountryCode | None = None
    city: str | None = None
    at: tuple[()] | tuple[float, float]
    geonames_id: int | None = Field(default=None, gt=0)
    kind: GenericKind | None = None
    keep: bool = False


class PlaceTable(Frozen):
    """The content of `places.yaml`."""

    regions: tuple[PlaceRow, ...]
    waters: tuple[PlaceRow, ...]
    venues: tuple[PlaceRow, ...]
    inside_names: tuple[str, ...]


class Generics(Frozen):
    """Words for kinds of places ('Province', 'Hotel'), by what the name before them must be."""

    strong: dict[GenericKind, tuple[str, ...]]
    weak: dict[GenericKind, tuple[str, ...]]
    of_known: dict[GenericKind, tuple[str, ...]]
    held: dict[GenericKind, tuple[str, ...]]


class LocationRules(Frozen):
    """The content of `location_rules.yaml`; all words folded."""

    function_words: frozenset[str]
    locative: frozenset[str]
    offices: frozenset[str]
    honorifics: frozenset[str]
    name_heads: frozenset[str]
    public_words: frozenset[str]
    plain_heads: frozenset[str]
    areas: frozenset[str]
    article_names: frozenset[str]
    body_like: frozenset[str]
    known_alternates: frozenset[str]
    well_known: frozenset[str]
    bodies_of: frozenset[str]
    directions: frozenset[str]
    sides: frozenset[str]
    posts: dict[GenericKind, tuple[str, ...]]
    generics: Generics
    generic_refused: frozenset[str]
    prefixes: tuple[str, ...]
    venue_prefixes: tuple[str, ...]
    particles: tuple[str, ...]
    hotels: tuple[str, ...]
    parts_of_buildings: tuple[str, ...]
    room_words: frozenset[str]
    plain_heads_of: dict[GenericKind, tuple[str, ...]]
    settlements: dict[GenericKind, tuple[str, ...]]
    divisions_short: dict[str, tuple[str, ...]]
    adjectival: frozenset[str]
    predicate_words: frozenset[str]
    refused_names: frozenset[str]
    known_divisions: frozenset[CountryCode]
    wide_countries: frozenset[CountryCode]
    common_words: frozenset[str]
    personal_names: frozenset[str]

    @cached_property
    def plain_initials(self) -> frozenset[str]:
        """First letters of `plain_heads`, which tell most words from one at once."""
        return frozenset(word[0] for word in self.plain_heads)

    @model_validator(mode="after")
    def _words_are_folded(self) -> LocationRules:
        from .keys import fold_key

        for word in sorted(self.common_words | self.personal_names | self.function_words | self.refused_names):
            if fold_key(word) != word:
                raise ValueError(f"{word!r} is not folded")
        return self
