"""The record's events: one entry a gathering, with the dates, places and parties that the text ties to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from ...models import EventEntry, Relation
from ...models.event import EventStatus
from ..finding import Finding
from .anchors import all_anchors, pointers
from .attachment import Tie, days_of
from .dates import Dates
from .desk import Desk, entry_id, within
from .journeys import Visit
from .known import KnownEditions
from .parties import chairs, organizers, outcomes
from .people import People
from .places import Places
from .relations import relations
from .siting import CITY_STATES, dateline_tie, place_ties
from .status import status, was_moved

_MOST_MENTIONS = 60
"""Mentions of an event around which dates, places and people are looked for: bounds the work on hostile texts."""


_LEAD = 4
"""Sentences of the body that say what a release is about."""
_OFTEN = 3
_COUNTRY: tuple[str, ...] = ("country",)


@dataclass
class _Parts:
    """What was attached to an event, and by which rule."""

    date_findings: list[Finding] = field(default_factory=list)
    places: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    open_start: bool = False  # the text gives the last day only
    open_end: bool = False  # ... the first day only
    lasting: int = 1  # days, where the text gives the first day and the length


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
        own = {entity: self._of_this_edition(group) for entity, group in self._groups.items()}
        self._own = own
        self._anchors = all_anchors(own, pointers(desk), _MOST_MENTIONS)
        self.principal = self._find_principal()

    @cached_property
    def _visit(self) -> Visit:
        return Visit(self._desk)

    def entries(self, published: date | None) -> tuple[EventEntry, ...]:
        """All events by first mention."""
        parts = {entity: self._attach(group) for entity, group in self._groups.items()}
        if self.principal is not None:
            self._attach_fields(parts[self.principal])
        ties = relations(self._desk, self._ids, self._anchors, self.principal)
        return tuple(
            self._entry(entity, group, parts[entity], ties.get(entity, ()), published)
            for entity, group in self._groups.items()
        )

    def _find_principal(self) -> int | None:
        """The event that the title names; else one of the first sentences of the body; else one that the article
        comes back to. None where the release only mentions events."""
        named = [f for f in self._desk.events if not self._is_background(f)]
        if not named:
            return None
        in_title = [f for f in named if self._desk.layout.zone_at(f.start) == "title"]
        body = [s for s in self._desk.layout.sentences if self._desk.layout.zone_at(s[0]) == "body"]
        limit = body[:_LEAD][-1][1] if body else 0
        in_lead = [f for f in named if f.start < limit]
        if found := in_title or in_lead:
            entity: int = found[0].value.entity
            return entity
        return next((e for e, group in self._groups.items() if len(group) >= _OFTEN), None)

    def _of_this_edition(self, group: list[Finding]) -> list[Finding]:
        """The mentions without those of another edition ('the next Forum'), if others remain."""
        another = self._desk.cues.another
        kept = [f for f in group if not another.search(self._desk.text, max(0, f.start - 20), f.start)]
        return kept or group

    def _is_background(self, mention: Finding) -> bool:
        """Whether an event is named only to place another one: 'ahead of the Summit'."""
        return self._desk.cues.background.search(self._desk.text, max(0, mention.start - 40), mention.start) is not None

    def _attach(self, group: list[Finding]) -> _Parts:
        parts = _Parts()
        near = self._anchors[group[0].value.entity]
        days = days_of(self._desk, near, moved=was_moved(self._desk, self._own[group[0].value.entity][:_MOST_MENTIONS]))
        if days is not None:
            parts.date_findings = list(days.found)
            parts.reasons["dates"] = days.rule
            parts.open_start, parts.open_end, parts.lasting = days.open_start, days.open_end, days.lasting
        tied = [pair for f in near for pair in place_ties(self._desk, f) if self._places.is_free(pair[1])]
        if self._is_online(group):  # a host's or speaker's place is not the event's
            tied = [pair for pair in tied if not pair[0].rule.startswith(("host_", "line_"))]
        if not tied and (pair := dateline_tie(self._desk, near)):
            tied = [pair]
        if not tied:
            tied = [pair for f in self._own[group[0].value.entity][:_MOST_MENTIONS] for pair in self._visit.ties(f)]
        tied = _without_farther_cities(tied)
        for kinds in (("city",), ("venue",), ("country", "admin", "other"), _COUNTRY):
            of_kind = [pair for pair in tied if pair[1].value.type in kinds]
            if of_kind and not (kinds == _COUNTRY and any(p.value.country for p in parts.places)):
                tie, place = min(of_kind, key=lambda pair: pair[0])
                if not parts.places or _agree(parts.places[0], place):
                    parts.places.append(place)
                    parts.reasons.setdefault("place", tie.rule)
        return parts

    def _is_online(self, group: list[Finding]) -> bool:
        """Whether a name of the event, or words near it, say that it was held online."""
        text, online = self._desk.text, self._desk.cues.online
        return any(online.search(text, max(0, f.start - 60), f.end + 30) for f in group[:_MOST_MENTIONS])

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
        if parts.lasting > 1 and start is not None:
            end = start + timedelta(days=parts.lasting - 1)
        first_known, last_known = not parts.open_start, not parts.open_end
        series = next((f.value.series for f in group if f.value.series), None)
        edition = next((f.value.edition for f in group if f.value.edition), None)
        city = next((p for p in parts.places if p.value.type == "city"), None)
        venue = next((p for p in parts.places if p.value.type == "venue"), None)
        names = _names(self._desk, group)
        main = entity == self.principal
        near = self._anchors[entity]
        days = (start if first_known else None, end)
        state = status(self._desk, self._own[entity][:_MOST_MENTIONS], days, published)
        return EventEntry(
            id=self._ids[entity],
            name=names[0],
            aliases=tuple(names[1:]),
            acronym=next((f.value.acronym for f in group if f.value.acronym), None),
            kind=next((f.value.kind for f in group if f.value.name == names[0]), group[0].value.kind),
            series=series,
            edition=edition,
            start=start if first_known else None,
            end=end if last_known else None,
            precision=precision,
            date_ids=tuple(dict.fromkeys(self._dates.use(d) for d in parts.date_findings)),
            city=_city_name(self._desk, city) if city else _city_state(parts.places),
            country=next((p.value.country for p in parts.places if p.value.country), None),
            venue=self._desk.text[venue.start : venue.end] if venue else None,
            place_ids=tuple(dict.fromkeys(self._places.use(p) for p in parts.places)),
            organizers=organizers(self._desk, near, principal=main),
            chairs=chairs(self._desk, near),
            official_ids=self._officials_of(group, state),
            status=state,
            relations=tuple(ties),
            outcomes=outcomes(self._desk, near),
            known_as=self._known.match(series, edition, start, end),
            principal=main,
            reasons=parts.reasons,
            mentions=self._desk.mentions(group),
        )

    def _officials_of(self, group: list[Finding], state: EventStatus) -> tuple[str, ...]:
        """Officials of the principal event: all that the article of one that was held names, else those with a part
        in it. Of other events, those of whom a sentence says that they took part."""
        if group[0].value.entity != self.principal:
            found = [f for mention in group[:_MOST_MENTIONS] for f in self._taking_part(mention)]
        elif state == "held":
            found = [f for f in self._desk.officials if self._desk.layout.zone_at(f.start) in ("body", "title", "lead")]
        else:
            found = [f for f in self._desk.officials if set(f.value.roles) - {"contact"}]
            for mention in self._anchors[group[0].value.entity]:
                found += within(self._desk.officials, self._desk.sentence(mention.start))
        ids = (self._people.id_of(f.value.entity) for f in sorted(found, key=lambda f: f.start))
        return tuple(dict.fromkeys(i for i in ids if i is not None))

    def _taking_part(self, mention: Finding) -> Iterator[Finding]:
        for official in within(self._desk.officials, self._desk.sentence(mention.start)):
            low, high = sorted((official.start, mention.start))
            if self._desk.cues.takes_part.search(self._desk.text, low, high + 1):
                yield official


def _city_name(desk: Desk, place: Finding) -> str:
    """The city as the text calls it; words in capitals throughout are written as a name is."""
    words = " ".join(desk.text[place.start : place.end].split())
    if not words.isupper():
        return words
    canonical = str(place.value.canonical)
    return canonical if canonical.casefold() == words.casefold() else words.title()


def _city_state(places: Sequence[Finding]) -> str | None:
    """The name of a country that is a city."""
    return next(
        (str(p.value.canonical) for p in places if p.value.type == "country" and p.value.country in CITY_STATES), None
    )


def _without_farther_cities(tied: list[tuple[Tie, Finding]]) -> list[tuple[Tie, Finding]]:
    """The ties without cities that stand behind a country of the same sentence part that they are not in: 'met in
    Peru, and this year's meeting will be in Oslo'."""
    countries = [pair for pair in tied if pair[1].value.type == "country"]
    return [
        (tie, place)
        for tie, place in tied
        if place.value.type != "city"
        or not any(
            near.distance < tie.distance
            and 2 <= near.rank <= tie.rank + 1
            and near.rule == tie.rule
            and not _agree(place, other)
            for near, other in countries
        )
    ]


def _agree(one: Finding, other: Finding) -> bool:
    """Whether two places may be of one event: not in different countries."""
    a, b = one.value.country, other.value.country
    return a is None or b is None or a == b


def _in(finding: Finding, spans: list[tuple[int, int]]) -> bool:
    return any(start <= finding.start and finding.end <= end for start, end in spans)


def _names(desk: Desk, group: list[Finding]) -> list[str]:
    """The longest proper name first, then every other form in order of first mention, acronyms left out. A headline
    has the last word only where the article has no name or a part of its."""
    proper = [f for f in group if f.rule not in ("events.short_form", "events.acronym")]
    forms = {f.value.name.casefold(): f.value.name for f in reversed(proper or group)}
    names = list(forms.values())[::-1]
    names = [n for n in names if not any(n != m and n.startswith((m + "'s ", m + "’s ")) for m in names)]
    longest = max(names, key=lambda n: (not n.isupper(), len(n)))
    told = [f.value.name for f in proper if f.value.full and desk.layout.zone_at(f.start) == "body"]
    if any(len(n.split()) > 2 for n in told) and longest not in told and _is_noisy(longest, told):
        longest = max(told, key=lambda n: (not n.isupper(), len(n)))
    return [longest, *(n for n in names if n != longest)]


def _is_noisy(headline: str, told: list[str]) -> bool:
    """Whether a name from a headline has swept up words around it: three that no name of the article has."""
    known = {w for name in told for w in name.casefold().split()}
    return sum(w not in known for w in headline.casefold().split()) >= 3
