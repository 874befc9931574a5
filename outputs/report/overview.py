"""What the report's overview shows, collected record by record: rows for its tables, map, timeline and heat map.

The rows are plain lists, since there may be tens of thousands; the page's script names their columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...models import EventEntry, ObjectiveEntry, OfficialEntry, Problem, ProducedBy, Record
from ..wording import period_words
from .facts import clipped
from .naming import country_name
from .world import project, world

_MOST_WARNINGS = 2_000
Row = list[Any]


@dataclass
class Overview:
    """Takes records in the order of the run."""

    articles: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    objectives: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)
    warnings: list[Row] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    _officials: dict[tuple[str, str], Row] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)

    def add(self, record: Record, href: str) -> None:
        """A record, and where its page is."""
        number = len(self.articles)
        published = record.published.date if record.published else None
        issuer = record.issuer
        self.articles.append(
            [
                href,
                clipped(record.title.text if record.title else record.id, 200),
                published.isoformat() if published else "",
                period_words(published, published, "day"),
                clipped(issuer.name, 120) if issuer else "",
                self._country(issuer.country if issuer else None),
                len(record.events),
                clipped(record.source.path or record.id, 200),
            ]
        )
        for position, event in enumerate(record.events, 1):
            self.events.append(self._event(number, position, event, record))
        self.objectives.extend(self._objective(number, o) for o in record.objectives)
        for official in record.officials:
            self._official(number, official)
        room = _MOST_WARNINGS - len(self.warnings)
        self.warnings += [[number, clipped(w.code, 60), clipped(w.words, 300)] for w in record.warnings[: max(0, room)]]
        for name in ("events", "dates", "locations", "officials", "organizations", "objectives", "warnings"):
            self.counts[name] = self.counts.get(name, 0) + len(getattr(record, name))

    def problem(self, problem: Problem) -> None:
        """A row of what could not be read."""
        row = [clipped(problem.path, 200), problem.stage, problem.code, clipped(problem.words, 400), problem.fatal]
        self.problems.append(row)

    def data(self, produced_by: ProducedBy) -> dict[str, Any]:
        """Everything for the page's script."""
        return {
            "articles": self.articles,
            "events": self.events,
            "objectives": self.objectives,
            "officials": sorted(self._officials.values(), key=lambda row: (row[3], row[0])),
            "problems": self.problems,
            "warnings": self.warnings,
            "titles": dict(sorted(self.titles.items())),
            "countries": {code: country_name(code) for code in sorted(self._codes)},
            "points": {code: point for code, point in world().points.items() if code in self._codes},
            "produced": [clipped(produced_by.communique), clipped(produced_by.resources)],
        }

    def _country(self, code: str | None) -> str:
        if code:
            self._codes.add(code)
        return code or ""

    def _event(self, article: int, position: int, event: EventEntry, record: Record) -> Row:
        return [
            article,
            position,
            clipped(event.name, 200),
            event.start.isoformat() if event.start else "",
            event.end.isoformat() if event.end else "",
            period_words(event.start, event.end, event.precision),
            self._country(event.country),
            clipped(event.city or event.venue or "", 80),
            event.series or "",
            clipped(event.kind, 40).replace("_", " "),
            event.status,
            _beside_known(event),
            int(event.principal),
            _point(event, record),
        ]

    def _objective(self, article: int, objective: ObjectiveEntry) -> Row:
        self.titles[objective.number] = objective.title
        return [article, objective.number, objective.certainty]

    def _official(self, article: int, official: OfficialEntry) -> None:
        country = self._country(official.country)
        row = self._officials.setdefault(
            (official.name.casefold(), country), [clipped(official.name, 120), "", "", country, 0, article]
        )
        row[1] = row[1] or (clipped(official.titles[0].text, 120) if official.titles else "")
        row[2] = row[2] or clipped(official.organization or "", 120)
        row[4] += 1


def _beside_known(event: EventEntry) -> str:
    """How the text stands to the knowledge base: the gravest verdict; '' where the base does not know the event."""
    verdicts = {fact.verdict for fact in event.known.facts} if event.known else set()
    found = next((v for v in ("differs", "announced_earlier", "agrees", "silent") if v in verdicts), "")
    return found.replace("_", " ")


def _point(event: EventEntry, record: Record) -> list[float]:
    """Where an event's place lies on the map: the first of its places, but a country, that has coordinates."""
    places = {place.id: place for place in record.locations}
    for place_id in event.place_ids:
        place = places.get(place_id)
        if place and place.type != "country" and place.latitude is not None and place.longitude is not None:
            x, y = project(place.latitude, place.longitude)
            return [round(x, 1), round(y, 1)]
    return []
