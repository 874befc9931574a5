"""The record's locations: one entry a place, without names that are only parts of other names."""

from __future__ import annotations

import re
from typing import Literal

from ...models import LocationEntry
from ..finding import Finding
from .desk import Cover, Desk, entry_id

_IN_PLACE = re.compile(r"\b(?:at|in|inside|outside|near|visited|toured|[Vv]enue:)(?: the)? \Z")

Role = Literal["event", "field", "dateline", "contact", "mentioned"]


class Places:
    """Locations by what they are. Names inside names of events, documents and organisations are left out; 'the
    Government of Peru' names Peru as an actor, and Peru stays."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._cover = Cover(
            [(f.start, f.end) for f in (*desk.events, *desk.instruments) if f.rule != "events.code"]
            + [f.value.organization for f in desk.officials if f.value.organization]
            + [(f.start, f.end) for f in desk.organizations if not f.value.name.casefold().startswith("government of ")]
        )
        self._bodies = {(f.start, f.end) for f in desk.organizations}
        self.free = tuple(f for f in desk.places if self.is_free(f))
        self._groups: dict[tuple[object, ...], list[Finding]] = {}
        for finding in self.free:
            self._groups.setdefault(_key(finding), []).append(finding)
        self._used: set[tuple[object, ...]] = set()

    def is_free(self, finding: Finding) -> bool:
        """Whether the name stands on its own, not inside another name."""
        return not self._cover.holds(finding.start, finding.end) or self._is_building(finding)

    def _is_building(self, finding: Finding) -> bool:
        """'in the Kremlin': a body that is spoken of as a place."""
        text, start, end = self._desk.text, finding.start, finding.end
        if finding.value.type != "venue" or (start, end) not in self._bodies or text.startswith(("'s", "’s"), end):
            return False
        return _IN_PLACE.search(text, max(0, start - 20), start) is not None

    def id_of(self, finding: Finding) -> str:
        """The id of a finding's entry."""
        return self._id(_key(finding))

    def use(self, finding: Finding) -> str:
        """The id of a finding's entry, from now on the place of an event."""
        self._used.add(_key(finding))
        return self._id(_key(finding))

    def entries(self) -> tuple[LocationEntry, ...]:
        """All entries by first mention."""
        return tuple(self._entry(key, group) for key, group in self._groups.items())

    def _entry(self, key: tuple[object, ...], group: list[Finding]) -> LocationEntry:
        first = group[0]
        value = first.value
        return LocationEntry(
            id=self._id(key),
            name=self._desk.text[first.start : first.end],
            canonical=value.canonical,
            type=value.type,
            country=value.country,
            geonames_id=value.geonames_id,
            latitude=value.latitude,
            longitude=value.longitude,
            division=value.division,
            reason=value.reason,
            runner_up=value.runner_up,
            role=self._role(key, group),
            mentions=self._desk.mentions(group),
        )

    def _role(self, key: tuple[object, ...], group: list[Finding]) -> Role:
        if key in self._used:
            return "event"
        zones = [self._desk.layout.zone_at(f.start) for f in group]
        if all(z == "field" for z in zones):
            return "field"
        if all(z == "contact" for z in zones):
            return "contact"
        return "dateline" if all(z == "dateline" for z in zones) else "mentioned"

    def _id(self, key: tuple[object, ...]) -> str:
        return entry_id("place", *key)


def _key(finding: Finding) -> tuple[object, ...]:
    value = finding.value
    return (value.geonames_id or value.canonical.casefold(), value.type, value.country)
