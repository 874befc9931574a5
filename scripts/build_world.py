"""Builds `outputs/report/static/world.json`, the outlines on the report's map, from Natural Earth's public domain data.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_world.py package

The package carries Natural Earth 4.1.0 as TopoJSON. Outlines are those of 1:110 million; the point that stands for a
country is the middle of its largest part at 1:50 million, where small countries have one too. Everything is projected
(Equal Earth) and rounded here, so that the report's page computes nothing. Codes are ISO 3166-1 alpha-2; Kosovo, which
the data gives no number, is XK, and land under no code is drawn without one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycountry
from communique.outputs.report.world import project

TARGET = Path(__file__).parent.parent / "outputs" / "report" / "static" / "world.json"
Point = tuple[float, float]
LEAST = 0.5  # area of the smallest island that is drawn, in square units of the map
FARTHEST_SOUTH = -60.0  # degrees; nothing of Antarctica is drawn


def main(folder: str) -> None:
    """Write the resource from the unpacked package in `folder`."""
    shapes = _countries(Path(folder) / "countries-110m.json")
    small = _countries(Path(folder) / "countries-50m.json")
    paths = {code: path for code, rings in shapes.items() if code != "AQ" and (path := _path(rings))}
    points = {code: _middle(rings) for code, rings in sorted({**shapes, **small}.items()) if code not in ("", "AQ")}
    world = {"paths": dict(sorted(paths.items())), "points": points}
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(paths)} outlines, {len(points)} points, {len(text):,} characters")


def _countries(path: Path) -> dict[str, list[list[Point]]]:
    """The outer and inner rings of each country by code, in degrees; '' for land without a code."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [list(_unpacked(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, list[list[Point]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [half for part in parts for ring in part for half in _halves(_joined(ring, arcs))]
        found.setdefault(_code(shape), []).extend(rings)
    return found


def _code(shape: dict[str, Any]) -> str:
    if shape["properties"]["name"] == "Kosovo":
        return "XK"
    country = pycountry.countries.get(numeric=shape.get("id", ""))
    return country.alpha_2 if country else ""


def _unpacked(arc: Sequence[Sequence[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The arc's points: differences to degrees."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _joined(ring: Sequence[int], arcs: list[list[Point]]) -> list[Point]:
    """A ring from arcs; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _halves(ring: list[Point]) -> Iterator[list[Point]]:
    """The ring in one piece, or cut where it crosses the 180th meridian, as the data's rings run on across it."""
    whole = [ring[0]]
    for x, y in ring[1:]:
        turns = round((whole[-1][0] - x) / 360)
        whole.append((x + 360 * turns, y))
    for turn in (-360, 0, 360):
        shifted = [(x + turn, y) for x, y in whole]
        inside = _clipped(_clipped(shifted, 1), -1)
        if len(inside) > 2:
            yield inside


def _clipped(ring: list[Point], side: int) -> list[Point]:
    """What of a ring lies west (1) or east (-1) of the 180th meridian on that side, by Sutherland and Hodgman."""
    kept: list[Point] = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        a_in, b_in = side * ax <= 180, side * bx <= 180
        if a_in:
            kept.append((ax, ay))
        if a_in != b_in:
            share = (side * 180 - ax) / (bx - ax)
            kept.append((side * 180, ay + share * (by - ay)))
    return kept


def _path(rings: list[list[Point]]) -> str:
    """SVG path data of the projected rings; specks and what lies too far south are left out."""
    drawn = []
    for ring in rings:
        points = [project(latitude, longitude) for longitude, latitude in ring]
        if abs(_area(points)) < LEAST or max(latitude for _, latitude in ring) < FARTHEST_SOUTH:
            continue
        drawn.append(_steps([(round(x * 10), round(y * 10)) for x, y in points]))
    return "".join(drawn)


def _steps(points: list[tuple[int, int]]) -> str:
    """Relative path data in tenths of a unit, without points that fall on the one before."""
    (x, y), *rest = points
    steps = []
    here = (x, y)
    for point in rest:
        if point != here:
            steps.append(f"{_tenths(point[0] - here[0])},{_tenths(point[1] - here[1])}")
            here = point
    return f"M{_tenths(x)},{_tenths(y)}l{' '.join(steps)}z"


def _tenths(number: int) -> str:
    return f"{number / 10:g}"


def _area(points: Sequence[Point]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(a * d - b * c for (a, b), (c, d) in pairs) / 2


def _middle(rings: list[list[Point]]) -> Point:
    """The centre of gravity of the largest ring, projected."""
    points = max(([project(y, x) for x, y in ring] for ring in rings), key=lambda ring: abs(_area(ring)))
    area = _area(points) * 6
    pairs = list(zip(points, [*points[1:], points[0]], strict=True))
    x = sum((a + c) * (a * d - b * c) for (a, b), (c, d) in pairs) / area
    y = sum((b + d) * (a * d - b * c) for (a, b), (c, d) in pairs) / area
    return round(x, 1), round(y, 1)


if __name__ == "__main__":
    main(sys.argv[1])
