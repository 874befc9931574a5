"""Events as other tools take them: one a real-world event where the record knows which, with its releases and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from ...models import EventEntry, LocationEntry, OfficialEntry, Record

_NARROW = ("venue", "city", "admin", "other", "region", "country")
"""Types of places, the most narrow first."""
POINTS = frozenset({"venue", "city", "admin", "other"})
"""Types whose coordinates say where something is; those of a country or region are only its middle."""
DUPLICATES = "records left out, as they are duplicates"
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Release:
    """An article that speaks of an event."""

    record_id: str
    title: str | None
    published: date | None
    issuer: str | None
    url: str | None
    objectives: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with what its record ties to it. `key` names it for good; `related` has the keys of other events.

    Of several releases, `event` and `officials` are what the record `told_by` says, and `days` holds the different days
    that they give the event, where they differ, in their order.
    """

    key: str
    event: EventEntry
    place: LocationEntry | None
    officials: tuple[OfficialEntry, ...]
    releases: tuple[Release, ...]
    told_by: str
    related: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[date, date], ...] = ()

    @property
    def uuid(self) -> UUID:
        """The identifier by which all exports call the event; it depends on `key` alone."""
        return stable_uuid(self.key)

    @property
    def newest(self) -> date | None:
        """Day on which the last of the releases was published."""
        return max((r.published for r in self.releases if r.published), default=None)


@dataclass
class Skipped:
    """Counts what is left out: records of a text that another record has."""

    duplicates: int = 0


def stable_uuid(key: str) -> UUID:
    """The UUID (version 5) of something that `key` names."""
    return uuid5(NAMESPACE_URL, "urn:communique:" + key.encode("utf-8", "replace").decode())


def event_key(record: Record, event: EventEntry) -> str:
    """What names an event for good: its known edition, its number in a series, or else its record and id in it.

    The first two are the same in all releases that speak of the event, so that these make one entry.
    """
    if event.known_as:
        return f"edition/{event.known_as}"
    if event.series and event.edition:
        return f"series/{event.series}/{event.edition}"
    return f"record/{record.id}/{event.id}"


def occasions(records: Iterable[Record], skipped: Skipped) -> Iterator[Occasion]:
    """The events of `records`, each once; those that several releases may share come last, in order of their keys.

    Only the shared ones are held in memory: as many as there are editions of known series. Records that are
    duplicates of others are left out and counted in `skipped`.
    """
    shared: dict[str, Gathering] = {}
    for record in records:
        if record.source.duplicate_of:
            skipped.duplicates += 1
            continue
        for occasion in _of_record(record):
            if occasion.key.startswith("record/"):
                yield occasion
            else:
                shared.setdefault(occasion.key, Gathering()).add(occasion)
    for key in sorted(shared):
        yield shared[key].together()


def _of_record(record: Record) -> Iterator[Occasion]:
    places = {p.id: p for p in record.locations}
    people = {p.id: p for p in record.officials}
    keys = {e.id: event_key(record, e) for e in record.events}
    release = _release(record, objectives=False)
    for event in record.events:
        yield Occasion(
            key=keys[event.id],
            event=event,
            place=narrowest(places[i] for i in event.place_ids if i in places),
            officials=tuple(people[i] for i in event.official_ids if i in people),
            releases=(_release(record, objectives=True) if event.principal else release,),
            told_by=record.id,
            related=tuple((r.type, keys[r.event_id]) for r in event.relations if r.event_id in keys),
        )


def _release(record: Record, *, objectives: bool) -> Release:
    return Release(
        record_id=record.id,
        title=record.title.text if record.title else None,
        published=record.published.date if record.published else None,
        issuer=record.issuer.name if record.issuer else None,
        url=web_address(record.source.url),
        objectives=tuple(o.number for o in record.objectives if o.explicit) if objectives else (),
    )


def narrowest(places: Iterable[LocationEntry]) -> LocationEntry | None:
    """The most narrow of an event's places that has coordinates; without such, the most narrow."""
    ranked = sorted(places, key=lambda p: (p.latitude is None or p.longitude is None, _NARROW.index(p.type)))
    return ranked[0] if ranked else None


class Gathering:
    """What several releases say of one event, put together."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self._releases: dict[str, Release] = {}
        self._by_days: dict[tuple[date | None, date | None, str | None], tuple[int, Occasion]] = {}
        self._related: dict[tuple[str, str], None] = {}
        self._status: Occasion | None = None
        self._placed: Occasion | None = None

    def add(self, told: Occasion) -> None:
        """Take in what one release says."""
        event = told.event
        for release in told.releases:
            known = self._releases.get(release.record_id)
            if known is None or not known.objectives:
                self._releases[release.record_id] = release
        days = (event.start, event.end, event.precision)
        count, best = self._by_days.get(days, (0, told))
        self._by_days[days] = (count + 1, told if _newer(told, best) else best)
        self._related.update(dict.fromkeys(told.related))
        if event.status != "unknown" and _newer(told, self._status):
            self._status = told
        if told.place and (self._placed is None or _narrower(told, self._placed)):
            self._placed = told

    def together(self) -> Occasion:
        """The event: the days that most releases give, whole ones before vague ones; the status that is told last;
        the most narrow place."""
        _, best = max(self._by_days.values(), key=lambda said: (_weight(said[1].event), said[0], _day_of(said[1])))
        changes: dict[str, object] = {}
        if self._status:
            changes["status"] = self._status.event.status
        if self._placed:
            where = self._placed.event
            changes |= {"city": where.city, "country": where.country, "venue": where.venue}
        exact = sorted(
            (e.start, e.end)
            for _, said in self._by_days.values()
            if _weight(e := said.event) == _EXACT and e.start and e.end
        )
        return Occasion(
            key=best.key,
            event=best.event.model_copy(update=changes),
            place=self._placed.place if self._placed else None,
            officials=best.officials,
            releases=tuple(sorted(self._releases.values(), key=lambda r: (r.published or date.min, r.record_id))),
            told_by=best.told_by,
            related=tuple(sorted(self._related)),
            days=tuple(dict.fromkeys(exact)) if len(set(exact)) > 1 else (),
        )


_EXACT = 3


def _weight(event: EventEntry) -> int:
    """How well an event's days are known: both to the day, one of them, vaguely, not at all."""
    if event.start is None and event.end is None:
        return 0
    if event.precision not in ("day", None):
        return 1
    return _EXACT if event.start and event.end else 2


def _day_of(told: Occasion) -> date:
    return told.newest or date.min


def _newer(told: Occasion, other: Occasion | None) -> bool:
    """Whether one was published after the other; what came first stays where both are of one day."""
    return other is None or _day_of(told) > _day_of(other)


def _narrower(told: Occasion, other: Occasion) -> bool:
    assert told.place and other.place
    return narrowest((other.place, told.place)) is not other.place


def calendar_days(event: EventEntry) -> tuple[str | None, str | None]:
    """First and last day as ISO 8601, no finer than they are known: '2021-03-08', '2021-03', '2021'.

    Days that are known vaguely ('late October') are no finer than their month.
    """
    length = {"day": 10, None: 10, "year": 4}.get(event.precision, 7)
    start, end = (d.isoformat()[:length] if d else None for d in (event.start, event.end))
    return start, end


@cache
def country_name(code: str) -> str:
    """The short English name of a country, by its ISO 3166-1 alpha-2 code; the code where there is none."""
    import pycountry

    if code == "XK":
        return "Kosovo"
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else code


def site_name(event: EventEntry, place: LocationEntry | None) -> str | None:
    """What the place of an event is called: the venue, else the city, else what `place` is called, below a country."""
    name = event.venue or event.city
    return name or (place.canonical or place.name if place and place.type != "country" else None)


def where_parts(event: EventEntry, place: LocationEntry | None) -> list[str]:
    """Where an event takes place, in words, as far as the text says: venue, city, country."""
    parts = (site_name(event, place), event.city, country_name(event.country) if event.country else None)
    return list(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def web_address(url: str | None) -> str | None:
    """`url` if it is one of the web (http, https), with what no address may hold as percent codes; else None."""
    try:
        parts = urlsplit((url or "").strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return quote(parts.geturl(), safe=_URL_SAFE, errors="replace")
