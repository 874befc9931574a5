"""The map's outlines, and where a point of the earth lies on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 960.0, 440.0
"""Size of the map, in its own units; its southern edge lies at 60 degrees."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE = WIDTH / (2 * 2.7066299836)
_NORTH = 1.3173627591  # y of the pole in the projection


@dataclass(frozen=True)
class World:
    """Outlines as SVG path data by country code ('' for land without one), and a point for each country."""

    paths: dict[str, str]
    points: dict[str, tuple[float, float]]


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The place on the map of a point in degrees, by the Equal Earth projection.

    Source: Šavrič, Patterson, Jenny, 'The Equal Earth map projection', 2018. Example: the middle of the map is
    `project(0, 0)[0] == 480`.
    """
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    a1, a2, a3, a4 = _A
    width = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = 2 / sqrt(3) * radians(longitude) * cos(t) / width
    y = t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    return WIDTH / 2 + _SCALE * x, _SCALE * (_NORTH - y)


@cache
def world() -> World:
    """The outlines that come with the package (Natural Earth, public domain)."""
    data = json.loads((files(__package__) / "static" / "world.json").read_text(encoding="utf-8"))
    return World(data["paths"], {code: (x, y) for code, (x, y) in data["points"].items()})
