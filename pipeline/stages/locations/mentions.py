"""Places of a text for their own sake: with those inside other names, and without a pipeline around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...finding import Finding
from ...loading import Resources
from ...overlaps import settle
from ...values import PlaceValue
from .shorts import ShortForms
from .stage import LocationStage
from .values import judged_value


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a place in `text[start:end]`, and the place that it means.

    `name` is the usual name; `type` country, city, admin, region, venue or other; `country` an ISO 3166-1 alpha-2 code;
    `division` GeoNames' code of the first-level division; `latitude` and `longitude` degrees of WGS 84. A venue or
    river that the gazetteer lacks has the point of the place that the text puts it in, if any, and `reason` says
    'container'. The other reasons: 'stated' by the text ('Paris, Texas'), 'only' place of the name, 'listed' by hand
    as well known, 'size', and 'context' where what else the text names outweighs that. `runner_up` is the GeoNames id
    of the next likeliest place. `nested`: the name is a part of another one or an attribute ('the Lusaka Declaration',
    'U.S. officials'), so the text does not speak of the place itself.
    """

    start: int
    end: int
    text: str
    name: str
    type: str
    country: str | None
    division: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    reason: str | None
    runner_up: int | None
    nested: bool


class Geoparser:
    """Finds the places of texts and puts them on the map; offline, and without a model.

    Built once, in about a quarter of a second, for any number of texts; keeps no state between them. Example:
    `Geoparser().read("Talks were held in Tripoli, Lebanon.")[0].country == "LB"`.
    """

    def __init__(self, resources: Resources | None = None) -> None:
        """Load the gazetteer. `resources` may add places of your own. Raises `ResourceError` for a broken file."""
        resources = resources or Resources()
        self._stage = LocationStage(resources)
        self._shorts = ShortForms(self._stage.rules, self._stage.gazetteer)

    def read(self, text: str, *, issuer_country: str | None = None, nested: bool = True) -> list[PlaceMention]:
        """Places of the text in its order, without overlaps. `issuer_country` is the publisher's, if known.

        `nested=False` leaves out names that are parts of other names or attributes.
        """
        judged = self._stage.judged(text, issuer_country)
        free = settle(self._stage.findings(text, judged, issuer_country))
        out = [_mention(text, f, f.value, nested=False) for f in _with_points(free)]
        if nested:
            taken = [(m.start, m.end) for m in out]
            inner = [
                Finding("location", j.hit.start, j.hit.end, "locations.nested", judged_value(j))
                for j in judged
                if j.verdict == "accepted" and j.inside == "name"
            ]
            codes = [j.within for j in judged if j.within is not None]
            extra = settle([*inner, *self._shorts.find(text, codes)])
            out += [_mention(text, f, f.value, nested=True) for f in _outside(extra, taken)]
        return sorted(out, key=lambda m: (m.start, m.end))


def find_places(text: str, *, issuer_country: str | None = None, nested: bool = True) -> list[PlaceMention]:
    """As `Geoparser().read`, built anew at every call: for a look rather than for a loop."""
    return Geoparser().read(text, issuer_country=issuer_country, nested=nested)


def _mention(text: str, f: Finding, value: PlaceValue, *, nested: bool) -> PlaceMention:
    return PlaceMention(
        f.start,
        f.end,
        text[f.start : f.end],
        value.canonical,
        value.type,
        value.country,
        value.division,
        value.geonames_id,
        value.latitude,
        value.longitude,
        value.reason,
        value.runner_up,
        nested,
    )


def _with_points(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A place without a point gets that of the place it lies within."""
    rows = list(findings)
    points = {(f.start, f.end): f.value for f in rows if f.value.latitude is not None}
    for f in rows:
        outer = points.get(f.value.within) if f.value.latitude is None else None
        if outer is None:
            yield f
        else:
            value = replace(f.value, latitude=outer.latitude, longitude=outer.longitude, reason="container")
            yield replace(f, value=value)


def _outside(findings: Iterable[Finding], taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Findings that overlap none of the spans; both are in text order."""
    spans = iter(taken)
    start, end = next(spans, (-1, -1))
    for f in findings:
        while start >= 0 and end <= f.start:
            start, end = next(spans, (-1, -1))
        if start < 0 or f.end <= start:
            yield f
