"""Events as GeoJSON points (RFC 7946)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...models import Record
from .json_stream import Json, write_json_list
from .occasions import DUPLICATES, POINTS, Occasion, Release, Skipped, occasions
from .target import Exported, notes_of

_PLACELESS = "events left out, as no place with coordinates is stated"
_ROUGH = "features at the middle of a country or region (`exact` is false)"


def write_geojson(records: Iterable[Record], out: Path) -> Exported:
    """Write the events of `records` that have a place with coordinates to `out`, as a FeatureCollection of points.

    A feature stands at the most narrow place of its event; `exact` is false where that is a country or region.
    """
    left: Counter[str] = Counter()
    skipped = Skipped()

    def features() -> Iterator[Json]:
        for occasion in occasions(records, skipped):
            if (found := feature(occasion)) is None:
                left[_PLACELESS] += 1
                continue
            left[_ROUGH] += not found["properties"]["exact"]
            yield found

    written = write_json_list(out, '{"type":"FeatureCollection","features":[', features(), "\n]}\n")
    left[DUPLICATES] += skipped.duplicates
    return Exported(written, "features", notes_of(left))


def feature(occasion: Occasion) -> Json | None:
    """The event as a feature; None without a place that has coordinates."""
    event, place = occasion.event, occasion.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    properties = {
        "name": event.name, "acronym": event.acronym, "kind": event.kind, "status": event.status,
        "start": event.start and event.start.isoformat(), "end": event.end and event.end.isoformat(),
        "precision": event.precision, "series": event.series, "edition": event.edition, "known_as": event.known_as,
        "venue": event.venue, "city": event.city, "country": event.country,
        "place": place.canonical or place.name, "place_type": place.type, "exact": place.type in POINTS,
        "geonames_id": place.geonames_id,
        "objectives": sorted({n for release in occasion.releases for n in release.objectives}),
        "officials": [official.name for official in occasion.officials],
        "sources": [source(release) for release in occasion.releases],
    }  # fmt: skip
    return {
        "type": "Feature",
        "id": str(occasion.uuid),
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": properties,
    }


def source(release: Release) -> Json:
    """The article that speaks of the event."""
    return {
        "record_id": release.record_id,
        "title": release.title,
        "published": release.published and release.published.isoformat(),
        "issuer": release.issuer,
        "url": release.url,
    }
