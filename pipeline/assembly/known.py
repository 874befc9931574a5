"""Which known edition an event is, by its own words and days, and how what the text says stands to what is known.

The record keeps the text's value. Nothing is taken over, unless a run asks for it, and then it is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ...models import EventEntry, KnownEvent, KnownFact
from ...models.event import KnownVerdict
from ..knowledge import Edition, KnowledgeBase, Plan
from ..loading import Resources
from ..words import lowered

FILLED = "knowledge_base"
"""The reason of a field that was filled from the knowledge base."""

_DAYS = ("start", "end")
_PLACES = ("city", "country")


class KnownEditions:
    """The knowledge base beside the events of a record. `files` are files of a user's own."""

    def __init__(self, resources: Resources, files: Sequence[Path] = ()) -> None:
        self.base = KnowledgeBase(resources, files)

    def match(self, series: str | None, edition: int | None, start: date | None, end: date | None) -> str | None:
        """The id of the edition with this number; without a number, of the only one held on these days."""
        return self.base.match(series, edition, start, end)

    def beside(self, event: EventEntry, *, fill: bool = False) -> EventEntry:
        """The event with series, id and comparison of the edition that it is; as it was where it is none.

        With `fill`, days and places that the text does not give are taken over, each with the reason
        'knowledge_base'; the comparison still says that the text is silent.
        """
        edition = self._edition(event)
        if edition is None:
            return event
        known = KnownEvent(
            id=edition.id, name=edition.name, level=edition.level, facts=tuple(_compared(event, edition))
        )
        found: dict[str, Any] = {"known": known, "known_as": edition.id, "series": event.series or edition.series}
        if fill:
            found |= _filled(event, edition, known)
        return event.model_copy(update=found)

    def _edition(self, event: EventEntry) -> Edition | None:
        if event.known_as is not None:
            return self.base.editions.get(event.known_as)
        names = (event.name, *event.aliases, *((event.acronym,) if event.acronym else ()))
        year = event.start.year if event.start else None
        series = event.series
        if series is None and (found := self.base.series_of(names, year)) is not None:
            series = found.id
        known_as = self.base.match(series, event.edition, event.start, event.end)
        if known_as is not None:
            return self.base.editions[known_as]
        named = self.base.named((event.name,))
        return named if named is not None and _may_be(named, event) else None


def _may_be(edition: Edition, event: EventEntry) -> bool:
    """Whether an edition that bears the event's name is the same one: not another number, nor another year."""
    if event.edition is not None and edition.edition is not None and event.edition != edition.edition:
        return False
    year = edition.year or (edition.start.year if edition.start else None)
    return event.start is None or year is None or abs(event.start.year - year) <= 1


def _compared(event: EventEntry, edition: Edition) -> Iterator[KnownFact]:
    """A fact for each field that is known of the edition."""
    if edition.edition is not None:
        yield _fact("edition", _verdict(event.edition, edition.edition), str(edition.edition), edition)
    for field in _DAYS:
        known: date | None = getattr(edition, field)
        if known is not None:
            yield _fact(field, _day_verdict(event, edition, field, known), known.isoformat(), edition)
    if edition.city is not None:
        yield _fact("city", _place_verdict(event, edition, "city"), edition.city, edition)
    if edition.country is not None:
        yield _fact("country", _place_verdict(event, edition, "country"), edition.country, edition)
    if edition.status is not None:
        yield _fact("status", _verdict(event.status, edition.status), edition.status, edition)


def _fact(field: Any, verdict: KnownVerdict, known: str, edition: Edition) -> KnownFact:
    return KnownFact(field=field, verdict=verdict, known=known, sources=edition.sources)


def _verdict(said: object, known: object) -> KnownVerdict:
    if said is None:
        return "silent"
    return "agrees" if said == known else "differs"


def _day_verdict(event: EventEntry, edition: Edition, field: str, known: date) -> KnownVerdict:
    """A day agrees with any of the days that sources give; a month or year, if the day lies in it."""
    said: date | None = getattr(event, field)
    if said is None:
        return "silent"
    others = {span[_DAYS.index(field)] for span in edition.variants}
    if said == known or said in others:
        return "agrees"
    if event.precision not in (None, "day") and event.start and event.end and event.start <= known <= event.end:
        return "agrees"
    return "announced_earlier" if any(said == getattr(p, field) for p in edition.announced) else "differs"


def _place_verdict(event: EventEntry, edition: Edition, field: str) -> KnownVerdict:
    said: str | None = getattr(event, field)
    if said is None:
        return "silent"
    if _same_place(said, getattr(edition, field)):
        return "agrees"
    plans = (p for p in edition.announced if _planned(p, field) is not None)
    return "announced_earlier" if any(_same_place(said, _planned(p, field)) for p in plans) else "differs"


def _planned(plan: Plan, field: str) -> str | None:
    value: str | None = getattr(plan, field)
    return value


def _same_place(one: str, other: str | None) -> bool:
    """Whether two spellings name one place: 'Marrakech' and 'Marrakesh' differ by a letter."""
    a, b = lowered(one), lowered(other or "")
    differing = sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
    return a == b or (len(a) > 5 and differing <= 1)


def _filled(event: EventEntry, edition: Edition, known: KnownEvent) -> dict[str, Any]:
    """What the text does not say of days and place; days only where it says nothing of either."""
    silent = {f.field for f in known.facts if f.verdict == "silent"}
    fields: list[str] = []
    if event.start is None and event.end is None:
        fields += [f for f in _DAYS if f in silent]
    if event.city is None and event.country is None:
        fields += [f for f in _PLACES if f in silent]
    taken: dict[str, Any] = {field: getattr(edition, field) for field in fields}
    if "start" in taken:
        taken["precision"] = "day"
    return {**taken, "reasons": {**event.reasons, **dict.fromkeys(fields, FILLED)}} if fields else {}
