"""What a name means, and how well known its places are."""

from __future__ import annotations

from .context import Surroundings
from .evidence import Evidence
from .gazetteer import Place
from .resources import LocationRules
from .scan import Hit

LARGE, NAMESAKE, MEDIUM, SMALL = 300_000, 50_000, 15_000, 5_000
"""Populations: a city that is meant without more; one of fewer people is rather a person, if such have its name; one
that a country named nearby is enough for; and one of fewer people is minor."""
DIVISIONS = frozenset(
    ("canton", "province", "state", "oblast", "governorate", "emirate", "prefecture", "district", "county")
)
"""Words for divisions that a division's own name may hold."""
LARGEST_BONUS = 5.8  # all that `ranked` may add to a place, so that no place with so much more weight loses
_FOR_THE_COUNTRY_ALONE = 0.25  # what is left to a minor place in a wide country of the bonus that its country gives


def is_strong(place: Place, rules: LocationRules) -> bool:
    """Whether the place is known well enough to be meant without more."""
    if place.listed or place.capital or place.type == "country":
        return True
    if place.district:
        return False
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


def is_minor(place: Place) -> bool:
    """Whether the place is so small that its country must have no others of its kind, or its surroundings be named."""
    if place.listed or place.capital:
        return False
    return place.district or (place.type == "city" and place.population < SMALL)


def ranked(hit: Hit, evidence: Evidence, around: Surroundings, rules: LocationRules) -> list[Place]:
    """The meanings of a name, given what else the text names, the likeliest first; of equals as in the gazetteer."""
    best = hit.best
    if best.listed:
        return list(hit.places)
    if best.type == "country":
        states = [p for p in hit.places if p.type == "admin" and p.country == "US" and not p.district]
        if (
            states
            and best.canonical.casefold() + "n" not in around.folded
            and _speaks_of(states[0], best, hit.key, evidence)
        ):
            return [states[0], *(p for p in hit.places if p is not states[0])]
        return list(hit.places)
    famous = hit.key in rules.well_known

    def likelihood(place: Place) -> float:
        bonus = evidence.bonus(hit.key, place)
        if bonus and is_minor(place) and not evidence.backs(hit.key, place):
            bonus *= _FOR_THE_COUNTRY_ALONE
        return place.weight + bonus - _gives_way(place, hit) + (famous and place is best)

    return sorted(hit.places, key=likelihood, reverse=True)


def _speaks_of(state: Place, country: Place, key: str, evidence: Evidence) -> bool:
    """Whether the text names other states of the same country, or towns of this one and nothing in `country`."""
    if evidence.level(key, state) == 2 and not evidence.level(key, country):
        return True
    of_country = {d: n for d, n in evidence.divisions.items() if d[0] == state.country and d[1] != state.division}
    return sum(of_country.values()) >= 1


def _gives_way(place: Place, hit: Hit) -> float:
    """A division called after its main city gives way to it."""
    if place.type != "admin" or place.listed:
        return 0.0
    mates = [p for p in hit.places if p.type == "city" and (p.country, p.division) == (place.country, place.division)]
    return 2.0 if any(p.population * 20 >= place.population for p in mates) else 0.0
