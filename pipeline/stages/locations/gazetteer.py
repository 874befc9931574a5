"""The gazetteer: names of places to what they may mean."""

from __future__ import annotations

import gzip
from collections.abc import Container
from dataclasses import dataclass
from math import log10

from ...countries import Countries
from ...loading import ResourceError, Resources
from .keys import fold_key
from .resources import GAZETTEER, PLACES, PlaceRow, PlaceTable

_TYPES = {"C": "country", "A": "admin", "P": "city", "K": "city"}
_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean. `population` is 0 where it is not known or makes no sense."""

    canonical: str
    type: str  # country / city / admin / region / venue / other
    country: str | None = None
    division: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    primary: bool = True  # the name looked up is the usual one, not an alternative
    listed: bool = False  # from the hand-written list, so well known
    capital: bool = False

    @property
    def weight(self) -> float:
        """How likely the place is meant if nothing else is said: mostly, its population as a power of ten."""
        if self.type == "country":
            return 9.0
        if self.listed:
            return 8.5
        size = log10(self.population + 10) - (0.0 if self.primary else 0.9)
        return size - 0.5 if self.type == "admin" else size + self.capital


_MOST_WORDS_KEPT = 1 << 17
"""Words whose keys are kept between texts, at the most."""


class Words(dict[str, tuple[str, int]]):
    """Of a word: its key, and the most words that a name beginning with it has; 0 if none begins so.

    Filled as words are asked for, since the same ones come back in every text.
    """

    def __init__(self, longest: dict[str, int], names: Container[str]) -> None:
        """Take the tables: words in the longest name by its first word, and all names."""
        super().__init__()
        self._longest = longest
        self._names = names

    def __missing__(self, word: str) -> tuple[str, int]:
        """Work out the entry of a word that is asked for the first time."""
        if len(self) > _MOST_WORDS_KEPT:
            self.clear()
        key = fold_key(word)
        first = key.partition(" ")[0]
        known = self[word] = (key, max(self.after(first), self.after(first + "s")))
        return known

    def after(self, first: str) -> int:
        """How many words the longest name has that begins with the word `first`; 0 if none does."""
        return self._longest.get(first, 1 if first in self._names else 0)


class Gazetteer:
    """Looks up places by folded name (`keys.fold_key`). Built once, in about 0.25 s; then read only.

    Example: `Gazetteer(resources).places("nur sultan")[0].canonical == "Astana"`.
    """

    def __init__(self, resources: Resources, countries: Countries) -> None:
        """Load the three tables. Raises `ResourceError` if one of them is broken."""
        self._load_columns(resources.read_bytes(GAZETTEER))
        self._extra: list[Place] = []
        self._add_countries(countries)
        self._add_listed(resources.load(PLACES, PlaceTable))
        longest, self._openings = _longest_and_openings(self._ids)
        self.words = Words(longest, self._ids)
        self._meanings: dict[str, tuple[Place, ...]] = {}

    def __contains__(self, key: object) -> bool:
        """Whether a folded name is of any place."""
        return key in self._ids

    def words_after(self, first: str) -> int:
        """How many words the longest name has that begins with the word `first`; 0 if none does."""
        return self.words.after(first)

    def opens_longer(self, pair: str) -> bool:
        """Whether two folded words begin a name of three or more, the second perhaps with an 's' to follow."""
        return pair in self._openings or pair + "s" in self._openings

    def places(self, key: str) -> tuple[Place, ...]:
        """What the name may mean, the likeliest first."""
        known = self._meanings.get(key)
        if known is None and key in self._ids:
            known = self._meanings[key] = self._likeliest(key)
        return known or ()

    def _likeliest(self, key: str) -> tuple[Place, ...]:
        found = sorted((self._place(i, key) for i in self._ids.get(key, ())), key=_likeliest_first)
        if len(found) == 1:
            return tuple(found)
        cities = {(p.country, p.division) for p in found if p.type == "city"}
        # A division that is called after its own main city gives way to it: 'Geneva', 'São Paulo'.
        seconds = [p for p in found if p.type == "admin" and (p.country, p.division) in cities and not p.listed]
        return tuple([p for p in found if p not in seconds] + seconds)

    def _load_columns(self, packed: bytes) -> None:
        columns = gzip.decompress(packed).decode("utf-8").split("\f")
        if len(columns) != _COLUMNS:
            raise ResourceError(GAZETTEER, "(file)", f"has {len(columns)} columns, not {_COLUMNS}")
        folded = fold_key(columns[-1]).split("\n")
        self._columns = [c.split("\n") for c in columns]
        if any(len(c) != len(folded) for c in self._columns):
            raise ResourceError(GAZETTEER, "(file)", "has columns of different lengths")
        self._ids: dict[str, list[int]] = {}
        add = self._ids.setdefault
        for i, line in enumerate(folded):
            for key in line.split("|"):
                add(key, []).append(i)
        self._country_rows = {self._columns[1][i]: i for i in self._ids.pop("", [])}

    def _place(self, i: int, key: str) -> Place:
        kinds, names = self._columns[0], self._columns[-1]
        if i >= len(kinds):
            return self._extra[i - len(kinds)]
        _, country, division, gid, latitude, longitude, population = (c[i] for c in self._columns[:-1])
        usual = names[i].partition("|")[0]
        return Place(
            usual,
            _TYPES[kinds[i]],
            country,
            division,
            int(gid),
            float(latitude),
            float(longitude),
            int(population),
            primary=_unabbreviated(fold_key(usual)) == _unabbreviated(key),
            capital=kinds[i] == "K",
        )

    def _append(self, place: Place, names: tuple[str, ...]) -> None:
        self._extra.append(place)
        i = len(self._columns[0]) + len(self._extra) - 1
        for key in dict.fromkeys(fold_key(n) for n in names):
            self._ids.setdefault(key, []).append(i)

    def _add_countries(self, countries: Countries) -> None:
        for code, row in sorted(countries.table.countries.items()):
            at = self._country_rows.get(code)
            gid, lat, lon = (None, None, None) if at is None else (c[at] for c in self._columns[3:6])
            place = Place(
                row.name,
                "country",
                code,
                geonames_id=int(gid) if gid else None,
                latitude=float(lat) if lat else None,
                longitude=float(lon) if lon else None,
            )
            self._append(place, (row.name, *row.names))
        for former in countries.table.former:
            # The state is no more, so no country's code is its own, whoever continues it in law.
            self._append(Place(former.name, "country"), (former.name, *former.names))
        for part in countries.table.parts:
            self._append(Place(part.name, "admin", part.code, listed=True), (part.name, *part.names))

    def _add_listed(self, table: PlaceTable) -> None:
        for rows, kind in ((table.regions, "region"), (table.waters, "other"), (table.venues, "venue")):
            for row in rows:
                groups = [(n,) for n in (row.name, *row.names)] if row.keep else [(row.name, *row.names)]
                for names in groups:
                    self._append(_listed(row, names[0], kind), names)


def _unabbreviated(key: str) -> str:
    return "saint " + key[3:] if key.startswith("st ") else key


def _likeliest_first(place: Place) -> tuple[float, int, str]:
    return (-place.weight, place.geonames_id or 0, place.canonical)


def _listed(row: PlaceRow, name: str, kind: str) -> Place:
    latitude, longitude = row.at if row.at else (None, None)
    return Place(
        row.canonical or name,
        row.kind or kind,
        row.country,
        geonames_id=row.geonames_id,
        latitude=latitude,
        longitude=longitude,
        listed=True,
    )


def _longest_and_openings(ids: dict[str, list[int]]) -> tuple[dict[str, int], set[str]]:
    """Words in the longest name by its first word; and the first two words of names of more than two."""
    longest: dict[str, int] = {}
    openings: set[str] = set()
    for key in ids:
        if " " in key:
            first, _, rest = key.partition(" ")
            count = rest.count(" ") + 2
            if count > 2:
                openings.add(key[: key.index(" ", len(first) + 1)])
            if longest.get(first, 1) < count:
                longest[first] = count
    return longest, openings
