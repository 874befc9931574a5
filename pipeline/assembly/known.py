"""Which known edition of a series an event is, by its own words and days. Nothing is taken over from it."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ...models import CountryCode, Frozen
from ..loading import ResourceError, Resources


class Edition(Frozen):
    """A known edition of an event series, with the pages that state it."""

    id: str
    series: str
    name: str
    edition: int | None = Field(default=None, ge=1)
    start: date | None = None
    end: date | None = None
    year: int | None = None
    city: str | None = None
    country: CountryCode | None = None
    variants: tuple[tuple[date, date], ...] = ()
    level: str
    sources: tuple[str, ...] = ()

    def meets(self, start: date, end: date) -> bool:
        """Whether the edition, by any source, was held on one of these days."""
        spans = [*self.variants]
        if self.start is not None and self.end is not None:
            spans.append((self.start, self.end))
        return any(a <= end and start <= b for a, b in spans)


class EditionResource(Frozen):
    """The file editions.yaml."""

    editions: tuple[Edition, ...]


class KnownEditions:
    """Editions by series."""

    def __init__(self, resources: Resources) -> None:
        editions = resources.load("editions.yaml", EditionResource).editions
        self._by_series: dict[str, list[Edition]] = {}
        seen: set[str] = set()
        for edition in editions:
            if edition.id in seen:
                raise ResourceError("editions.yaml", edition.id, "stands twice")
            seen.add(edition.id)
            self._by_series.setdefault(edition.series, []).append(edition)

    def match(self, series: str | None, edition: int | None, start: date | None, end: date | None) -> str | None:
        """The id of the edition with this number; without a number, of the only one held on these days."""
        known = self._by_series.get(series or "", [])
        if edition is not None:
            return next((k.id for k in known if k.edition == edition), None)
        if start is None:
            return None
        held = [k.id for k in known if k.meets(start, end or start)]
        return held[0] if len(held) == 1 else None
