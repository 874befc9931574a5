"""The gazetteer: names of places to what they may mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log10

from ...countries import Countries
from ...loading import ResourceError, Resources
from .keys import MOST_KEPT, Keys, fold_key
from .resources import GAZETTEER, PLACES, PlaceRow, PlaceTable
from .shared import shared_table
from .table import BrokenTableError, Known, Row

_TYPES = {"C": "country", "A": "admin", "D": "admin", "P": "city", "K": "city"}


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
    district: bool = False  # a division of the second level

    weight: float = field(init=False, default=0.0)
    """How likely the place is meant if nothing else is said: mostly, its population as a power of ten."""

    def __post_init__(self) -> None:
        """Work out the weight."""
        object.__setattr__(self, "weight", self._weight())

    def _weight(self) -> float:
        if self.type == "country":
            return 9.0
        if self.listed:
            return 8.5
        size = log10(self.population + 10) - (0.0 if self.primary else 0.9)
        if self.type == "admin":
            return size - (1.0 if self.district else 0.5)
        return size + (self.capital and self.primary)


_IDLE_WORD, _IDLE_LIKE = 300_000, 5_000
"""A city of more people is no idle name, though an ordinary word; nor is one, though often written like a word."""


NO_NAME, IDLE, NAME = 0, 1, 2
"""What a single word is: no name of a place; one, but an ordinary word besides (`Gazetteer.is_idle`); or one."""


Word = tuple[str, int, int, str | None, frozenset[str]]


class Words(dict[str, Word | None]):
    """None for a word that says nothing of places. Of another: its key; the most words that a longer name beginning
    with it has, 0 if none begins so; NO_NAME, IDLE or NAME; the country whose demonym it is, if any; and how the second
    words of such longer names begin (`Gazetteer.seconds`).

    Filled as words are asked for, since the same ones come back in every text.
    """

    def __init__(self, gazetteer: Gazetteer, demonym: Callable[[str], str | None]) -> None:
        """Take the look-ups."""
        super().__init__()
        self._gazetteer = gazetteer
        self._demonym = demonym

    def __missing__(self, word: str) -> Word | None:
        """Work out the entry of a word that is asked for the first time."""
        if len(self) > MOST_KEPT:
            self.clear()
        key = fold_key(word)
        first = key.partition(" ")[0]
        most = max(self._gazetteer.words_after(first), self._gazetteer.words_after(first + "s"))
        standing = NO_NAME
        if key in self._gazetteer:
            standing = IDLE if self._gazetteer.is_idle(key) else NAME
        country = self._demonym(word)
        idle = standing == NO_NAME and most < 2 and country is None
        seconds = self._gazetteer.seconds(key) if most > 1 else frozenset[str]()
        known = self[word] = None if idle else (key, most if most > 1 else 0, standing, country, seconds)
        return known


class Openings(dict[str, tuple[bool, bool, bool]]):
    """Of folded words: whether they are a name, whether a longer one begins so, the last word perhaps with an 's' to
    follow, and whether they are a name with that 's'. Filled as they are asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take the look-up."""
        super().__init__()
        self._gazetteer = gazetteer

    def __missing__(self, key: str) -> tuple[bool, bool, bool]:
        """Work out the entry of words that are asked for the first time."""
        if len(self) > MOST_KEPT:
            self.clear()
        plural = key + "s"
        longer = self._gazetteer.opens_longer(key) or self._gazetteer.opens_longer(plural)
        known = self[key] = (key in self._gazetteer, longer, plural in self._gazetteer)
        return known


class Gazetteer:
    """Looks up places by folded name (`keys.fold_key`). Built once, in about 0.1 s; then read only, but for caches.

    Example: `Gazetteer(resources, countries).places("nur sultan")[0].canonical == "Astana"`.
    """

    def __init__(self, resources: Resources, countries: Countries) -> None:
        """Load the three tables. Raises `ResourceError` if one of them is broken."""
        try:
            self._table = shared_table(resources.read_bytes(GAZETTEER))
        except BrokenTableError as error:
            raise ResourceError(GAZETTEER, "(file)", str(error)) from error
        self._extra: dict[str, list[Place]] = {}
        self._add_countries(countries)
        self._add_listed(resources.load(PLACES, PlaceTable))
        self._longest = _longest(self._extra)
        self._seconds = _seconds(self._extra)
        self._entries: dict[str, tuple[Known, bool]] = {}
        self._meanings: dict[str, tuple[Place, ...]] = {}
        self.words = Words(self, countries.by_demonym)
        self.openings = Openings(self)
        self.keys = Keys()

    def __contains__(self, key: str) -> bool:
        """Whether a folded name is of any place."""
        return self._entry(key)[1]

    def known(self, key: str) -> Known:
        """What the table says of a folded name, apart from its places."""
        return self._entry(key)[0]

    def words_after(self, first: str) -> int:
        """How many words the longest name has that begins with `first`, a word or more; 0 if none does."""
        known, named = self._entry(first)
        return max(known.longest, self._longest.get(first, 0), named)

    def seconds(self, key: str) -> frozenset[str]:
        """The first three letters of what follows `key` and a space in longer names, where all are of a to z."""
        return self._table.seconds(key) | self._seconds.get(key, frozenset())

    def opens_longer(self, opening: str) -> bool:
        """Whether a longer name begins with these folded words."""
        return bool(self._entry(opening)[0].longest) or opening in self._longest

    def is_idle(self, key: str) -> bool:
        """Whether a name is of small places and an ordinary word besides, so that it is no place if it just stands."""
        known = self._entry(key)[0]
        if key in self._extra or not known.wordlike:
            return False
        return all(
            (p.type == "city" and p.population < (_IDLE_WORD if known.word else _IDLE_LIKE)) or p.district
            for p in self.places(key)
        )

    def places(self, key: str) -> tuple[Place, ...]:
        """What the name may mean, the likeliest first."""
        known = self._meanings.get(key)
        if known is None:
            if len(self._meanings) > MOST_KEPT:
                self._meanings.clear()
            known = self._meanings[key] = self._likeliest(key)
        return known

    def _entry(self, key: str) -> tuple[Known, bool]:
        entry = self._entries.get(key)
        if entry is None:
            if len(self._entries) > MOST_KEPT:
                self._entries.clear()
            known, named = self._table.known(key)
            entry = self._entries[key] = (known, named or key in self._extra)
        return entry

    def _likeliest(self, key: str) -> tuple[Place, ...]:
        extra = self._extra.get(key, ())
        listed = {p.geonames_id for p in extra}
        rows = (_place(row, key) for row in self._table.rows(key) if row.geonames_id not in listed)
        found = sorted((*rows, *extra), key=_likeliest_first)
        if len(found) == 1:
            return tuple(found)
        # A division that is called after its own main city gives way to it: 'Geneva', 'São Paulo'.
        cities = [p for p in found if p.type == "city"]
        seconds = [p for p in found if p.type == "admin" and not p.listed and _has_main(p, cities)]
        return tuple([p for p in found if p not in seconds] + seconds)

    def _append(self, place: Place, names: tuple[str, ...]) -> None:
        for key in dict.fromkeys(fold_key(n) for n in names):
            self._extra.setdefault(key, []).append(place)

    def _add_countries(self, countries: Countries) -> None:
        for code, row in sorted(countries.table.countries.items()):
            at = self._table.country(code)
            place = Place(
                row.name,
                "country",
                code,
                geonames_id=at.geonames_id if at else None,
                latitude=at.latitude if at else None,
                longitude=at.longitude if at else None,
            )
            self._append(place, (row.name, *row.names))
        for former in countries.table.former:
            # The state is no more, so no country's code is its own, whoever continues it in law.
            self._append(Place(former.name, "country"), (former.name, *former.names))
        for part in countries.table.parts:
            self._append(self._part(part.name, part.code), (part.name, *part.names))

    def _part(self, name: str, code: str | None) -> Place:
        """A part of a country, with the point and identifier of the division of that name, if there is one."""
        rows = [r for r in self._table.rows(fold_key(name)) if r.country == code and r.kind in "AD"]
        if not rows:
            return Place(name, "admin", code, listed=True)
        at = rows[0]
        return Place(name, "admin", code, at.division, at.geonames_id, at.latitude, at.longitude, listed=True)

    def _add_listed(self, table: PlaceTable) -> None:
        for rows, kind in ((table.regions, "region"), (table.waters, "other"), (table.venues, "venue")):
            for row in rows:
                groups = [(n,) for n in (row.name, *row.names)] if row.keep else [(row.name, *row.names)]
                for names in groups:
                    self._append(_listed(row, names[0], kind), names)


def _place(row: Row, key: str) -> Place:
    return Place(
        row.name,
        _TYPES[row.kind],
        row.country,
        row.division,
        row.geonames_id,
        row.latitude,
        row.longitude,
        row.population,
        primary=_unabbreviated(fold_key(row.name)) == _unabbreviated(key),
        capital=row.kind == "K",
        district=row.kind == "D",
    )


def _has_main(division: Place, cities: list[Place]) -> bool:
    """Whether one of the cities, all of its name, is the main one of the division."""
    own = [c for c in cities if (c.country, c.division) == (division.country, division.division)]
    return any(c.population * 20 >= division.population for c in own if c.primary or c.capital)


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


def _longest(names: dict[str, list[Place]]) -> dict[str, int]:
    """Words in the longest name by every beginning of it."""
    longest: dict[str, int] = {}
    for key in names:
        count = key.count(" ") + 1
        at = key.find(" ")
        while at > 0:
            longest[key[:at]] = max(count, longest.get(key[:at], 0))
            at = key.find(" ", at + 1)
    return longest


def _seconds(names: dict[str, list[Place]]) -> dict[str, frozenset[str]]:
    """The first three letters, of a to z, of what follows the first word of the names."""
    found: dict[str, set[str]] = {}
    for key in names:
        first, _, rest = key.partition(" ")
        if rest[:3].isalpha() and rest[:3].isascii():
            found.setdefault(first, set()).add(rest[:3])
    return {first: frozenset(letters) for first, letters in found.items()}
