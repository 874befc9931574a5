"""The record's events: one entry a gathering, with the dates, places and parties that the text ties to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ...models import EventEntry, Relation
from ..finding import Finding
from .attachment import Tie, coordinated, date_ties, place_ties
from .dates import Dates
from .desk import Desk, entry_id, within
from .known import KnownEditions
from .parties import chairs, organizers, outcomes
from .people import People
from .places import Places
from .relations import relations
from .status import status

_MOST_MENTIONS = 60
"""Mentions of an event around which dates, places and people are looked for: bounds the work on hostile texts."""


@dataclass
class _Parts:
    """What was attached to an event, and by which rule."""

    date_findings: list[Finding] = field(default_factory=list)
    places: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    opens: bool = False  # the text gives the first day only


class Events:
    """Joins events with what stands around their mentions."""

    def __init__(self, desk: Desk, dates: Dates, places: Places, people: People, known: KnownEditions) -> None:
        self._desk = desk
        self._dates = dates
        self._places = places
        self._people = people
        self._known = known
        self._groups: dict[int, list[Finding]] = {}
        for finding in desk.events:
            self._groups.setdefault(finding.value.entity, []).append(finding)
        self._ids = {
            entity: entry_id("event", group[0].value.name.casefold(), group[0].start)
            for entity, group in self._groups.items()
        }
        self.principal = self._find_principal()

    def entries(self, published: date | None) -> tuple[EventEntry, ...]:
        """All events by first mention."""
        parts = {entity: self._attach(group) for entity, group in self._groups.items()}
        if self.principal is not None:
            self._attach_fields(parts[self.principal])
        ties = relations(self._desk, self._ids)
        return tuple(
            self._entry(entity, group, parts[entity], ties.get(entity, ()), published)
            for entity, group in self._groups.items()
        )

    def _find_principal(self) -> int | None:
        """The event that the title names; else the first one of the body."""
        for zone in ("title", "body"):
            for finding in self._desk.events:
                if self._desk.layout.zone_at(finding.start) == zone:
                    entity: int = finding.value.entity
                    return entity
        return self._desk.events[0].value.entity if self._desk.events else None

    def _attach(self, group: list[Finding]) -> _Parts:
        parts = _Parts()
        near = group[:_MOST_MENTIONS]
        dated = [pair for f in near for pair in date_ties(self._desk, f)]
        if dated:
            best = _widened(min(dated, key=lambda pair: pair[0]), dated)
            parts.date_findings = coordinated(self._desk, best[1])
            parts.reasons["dates"] = best[0].rule
            parts.opens = best[0].opens and len(parts.date_findings) == 1
        tied = [pair for f in near for pair in place_ties(self._desk, f) if self._places.is_free(pair[1])]
        for kinds in (("city",), ("venue",), ("country", "admin", "other")):
            of_kind = [pair for pair in tied if pair[1].value.type in kinds]
            if of_kind:
                tie, place = min(of_kind, key=lambda pair: pair[0])
                if not parts.places or _agree(parts.places[0], place):
                    parts.places.append(place)
                    parts.reasons.setdefault("place", tie.rule)
        return parts

    def _attach_fields(self, parts: _Parts) -> None:
        """What page fields say of the principal event, where the article is silent."""
        for page_field in self._desk.layout.fields:
            inside = [(s, e) for s, e in page_field.value.values]
            if page_field.value.key == "date" and not parts.date_findings:
                parts.date_findings = [d for d in self._desk.dates if _in(d, inside) and d.value.start]
                if parts.date_findings:
                    parts.reasons["dates"] = "page_field"
            if page_field.value.key in ("location", "venue") and not parts.places:
                parts.places = [p for p in self._places.free if _in(p, inside)]
                if parts.places:
                    parts.reasons["place"] = "page_field"

    def _entry(
        self, entity: int, group: list[Finding], parts: _Parts, ties: Sequence[Relation], published: date | None
    ) -> EventEntry:
        starts = [d.value.start for d in parts.date_findings]
        ends = [d.value.end or d.value.start for d in parts.date_findings]
        start, end = (min(starts), max(ends)) if starts else (None, None)
        precision = parts.date_findings[0].value.precision if parts.date_findings else None
        if parts.opens:
            end = None
        series = next((f.value.series for f in group if f.value.series), None)
        edition = next((f.value.edition for f in group if f.value.edition), None)
        city = next((p for p in parts.places if p.value.type == "city"), None)
        venue = next((p for p in parts.places if p.value.type == "venue"), None)
        names = _names(self._desk, group)
        main = entity == self.principal
        near = group[:_MOST_MENTIONS]
        return EventEntry(
            id=self._ids[entity],
            name=names[0],
            aliases=tuple(names[1:]),
            acronym=next((f.value.acronym for f in group if f.value.acronym), None),
            kind=next((f.value.kind for f in group if f.value.name == names[0]), group[0].value.kind),
            series=series,
            edition=edition,
            start=start,
            end=end,
            precision=precision,
            date_ids=tuple(dict.fromkeys(self._dates.use(d) for d in parts.date_findings)),
            city=city.value.canonical if city else None,
            country=next((p.value.country for p in parts.places if p.value.country), None),
            venue=self._desk.text[venue.start : venue.end] if venue else None,
            place_ids=tuple(dict.fromkeys(self._places.use(p) for p in parts.places)),
            organizers=organizers(self._desk, near, principal=main),
            chairs=chairs(self._desk, near),
            official_ids=self._officials_of(group),
            status=status(self._desk, near, end or start, published),
            relations=tuple(ties),
            outcomes=outcomes(self._desk, near),
            known_as=self._known.match(series, edition, start, end),
            principal=main,
            reasons=parts.reasons,
            mentions=self._desk.mentions(group),
        )

    def _officials_of(self, group: list[Finding]) -> tuple[str, ...]:
        """Officials named in a sentence with the event, and, for the principal one, those with a part in it."""
        found: list[Finding] = []
        if group[0].value.entity == self.principal:
            found += [f for f in self._desk.officials if set(f.value.roles) - {"contact"}]
        for mention in group[:_MOST_MENTIONS]:
            found += within(self._desk.officials, self._desk.sentence(mention.start))
        ids = (self._people.id_of(f.value.entity) for f in sorted(found, key=lambda f: f.start))
        return tuple(dict.fromkeys(i for i in ids if i is not None))


def _widened(best: tuple[Tie, Finding], dated: list[tuple[Tie, Finding]]) -> tuple[Tie, Finding]:
    """The shortest range of days, tied to the same event, that a single day lies in: the day is only one of them."""
    day = best[1].value
    if day.start != day.end:
        return best
    ranges = [
        pair
        for pair in dated
        if pair[1].value.precision == "day" and pair[1].value.start <= day.start < (pair[1].value.end or day.start)
    ]
    return min(ranges, key=lambda pair: (pair[1].value.end - pair[1].value.start, pair[0]), default=best)


def _agree(one: Finding, other: Finding) -> bool:
    """Whether two places may be of one event: not in different countries."""
    a, b = one.value.country, other.value.country
    return a is None or b is None or a == b


def _in(finding: Finding, spans: list[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in spans)


def _names(desk: Desk, group: list[Finding]) -> list[str]:
    """The longest proper name first, then every other form in order of first mention, acronyms left out."""
    proper = [f for f in group if f.rule not in ("events.short_form", "events.acronym")]
    forms = {f.value.name.casefold(): f.value.name for f in reversed(proper or group)}
    names = list(forms.values())[::-1]
    longest = max(names, key=lambda n: (not n.isupper(), len(n)))
    return [longest, *(n for n in names if n != longest)]
