"""What a text says about where it is: the countries, divisions and cities that are certain in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import cos, hypot, radians
from typing import NamedTuple

from .gazetteer import Place

NEAR_KM = 100.0
_KM_A_DEGREE = 111.2
_MOST_ANCHORS = 40
_OF_A_DEMONYM, _OF_A_CITY = 0.5, 0.5

Division = tuple[str | None, str | None]


class Vote(NamedTuple):
    """A name that stands in the text, a place that it certainly or possibly means, and how much of that counts."""

    key: str
    place: Place
    weight: float = 1.0


class Evidence:
    """The certain places of one text, weighed. Built anew when more of them have become certain.

    What a name says for itself is left out: only the other names tell which of its places is meant.
    """

    def __init__(self, votes: Iterable[Vote], demonyms: Counter[str], issuer: str | None, wide: frozenset[str]) -> None:
        """Take names that are certain, each as often as it stands, and countries whose people are named.

        `wide` are countries with so many small places that the country alone says little.
        """
        self.countries: dict[str, float] = defaultdict(float)
        self.divisions: dict[Division, float] = defaultdict(float)
        self._own: dict[str, dict[str | Division, float]] = {}
        self._levels: dict[tuple[str, int], int] = {}
        self._wide = wide
        anchors: dict[tuple[str, float, float], float] = defaultdict(float)
        for vote in votes:
            self._count(vote)
            place = vote.place
            if place.latitude is not None and place.longitude is not None and (place.type == "city" or place.district):
                anchors[vote.key, place.latitude, place.longitude] += vote.weight
        for code in sorted(demonyms):
            self.countries[code] += _OF_A_DEMONYM * demonyms[code]
        if issuer:
            self.countries[issuer] += 1.0
        self._anchors = sorted(((n, *a) for a, n in anchors.items()), reverse=True)[:_MOST_ANCHORS]
        self._of_countries = sum(self.countries.values())
        self._of_divisions = sum(self.divisions.values())

    def _count(self, vote: Vote) -> None:
        place = vote.place
        if place.country is None:
            return
        own = self._own.setdefault(vote.key, defaultdict(float))
        self.countries[place.country] += vote.weight
        own[place.country] += vote.weight
        if place.division and place.type in ("admin", "city"):
            division = (place.country, place.division)
            weight = vote.weight * (1.0 if place.type == "admin" else _OF_A_CITY)
            self.divisions[division] += weight
            own[division] += weight

    def level(self, key: str, place: Place) -> int:
        """2: its division or a city close by is certain; 1: its country is; 0: neither. `key` is the place's name."""
        known = self._levels.get((key, id(place)))
        if known is None:
            known = self._levels[key, id(place)] = self._level(key, place)
        return known

    def _level(self, key: str, place: Place) -> int:
        own = self._own.get(key, {})
        if place.country is None or self.countries.get(place.country, 0.0) < own.get(place.country, 0.0) + 1.0:
            return 0
        division = (place.country, place.division)
        if place.division and self.divisions.get(division, 0.0) >= own.get(division, 0.0) + 0.5:
            return 2
        return 2 if self._near(key, place)[0] >= 0.5 else 1

    def backs(self, key: str, place: Place) -> bool:
        """Whether a small place may be meant: its surroundings are named, or its country and that is no wide one."""
        level = self.level(key, place)
        return level == 2 or (level == 1 and place.country not in self._wide)

    def bonus(self, key: str, place: Place) -> float:
        """How much likelier, as a power of ten, the place is for what else the text names."""
        own = self._own.get(key, {})
        country = self.countries.get(place.country or "", 0.0) - own.get(place.country or "", 0.0)
        if country <= 0.0:
            return 0.0
        of_countries = self._of_countries - sum(n for k, n in own.items() if isinstance(k, str))
        of_divisions = self._of_divisions - sum(n for k, n in own.items() if not isinstance(k, str))
        division = (place.country, place.division)
        in_division = self.divisions.get(division, 0.0) - own.get(division, 0.0)
        close, near = self._near(key, place) if place.type == "city" or place.district else (0.0, 0.0)
        share = in_division / of_divisions if of_divisions > 0.0 else 0.0
        return 0.8 + country / of_countries + 2.0 * share + (close / near if near else 0.0)

    def _near(self, key: str, place: Place) -> tuple[float, float]:
        """How often the text names other cities within `NEAR_KM`, and how often other cities at all."""
        found = of_all = 0.0
        if place.latitude is None or place.longitude is None:
            return found, of_all
        for n, name, latitude, longitude in self._anchors:
            if name == key:
                continue
            of_all += n
            height = latitude - place.latitude
            if abs(height) * _KM_A_DEGREE <= NEAR_KM:
                width = (longitude - place.longitude) * cos(radians(latitude))
                if hypot(height, width) * _KM_A_DEGREE <= NEAR_KM:
                    found += n
        return found, of_all
