"""What a name means, and how well known its places are."""

from __future__ import annotations

from collections import Counter

from .context import Surroundings
from .gazetteer import Place
from .resources import LocationRules
from .scan import Hit

LARGE, MEDIUM = 300_000, 15_000
"""Populations: a city that is meant without more, and one that a country named nearby is enough for."""


def is_strong(place: Place, rules: LocationRules) -> bool:
    """Whether the place is known well enough to be meant without more."""
    if place.listed or place.capital or place.type == "country":
        return True
    if place.type == "admin":
        return place.country in rules.known_divisions or place.population >= 1_000_000
    return place.population >= (LARGE if place.primary else 1_000_000)


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether `inner` is a part of the country, division or, for a venue, city `outer`."""
    if inner.country is None or inner.country != outer.country or inner == outer:
        return False
    if outer.type == "admin":
        return inner.division in (None, outer.division)
    return outer.type == "country" or (outer.type == "city" and inner.type == "venue")


def likeliest(hit: Hit, countries: Counter[str], states: Counter[str | None], around: Surroundings) -> Place:
    """The likeliest meaning, given the countries that the text names; the first of equals."""
    if hit.best.type == "country":
        others = [p for p in hit.places if p.type == "admin" and p.country == "US"]
        native = str(hit.best.canonical).casefold() + "n"
        if others and sum(n for s, n in states.items() if s != others[0].division) and (native not in around.folded):
            return others[0]
        return hit.best
    total = sum(countries.values()) or 1

    def score(p: Place) -> float:
        share = countries.get(p.country or "", 0) / total
        return p.weight + (0.8 + share if share else 0.0)

    cities = {(p.country, p.division) for p in hit.places if p.type == "city"}
    # A division called after its main city gives way to it.
    own = [p for p in hit.places if p.type != "admin" or p.listed or (p.country, p.division) not in cities]
    return max(own, key=score)
