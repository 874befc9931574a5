"""The record's dates: one entry a value, and what each is there for."""

from __future__ import annotations

from typing import Literal

from ...models import DateEntry
from ..finding import Finding
from .desk import Desk, entry_id


class Dates:
    """Dates by value. `used` collects the values that events have taken."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._groups: dict[tuple[object, ...], list[Finding]] = {}
        for finding in desk.dates:
            self._groups.setdefault(_key(finding), []).append(finding)
        self._used: set[tuple[object, ...]] = set()

    def use(self, finding: Finding) -> str:
        """The id of a finding's entry, from now on the date of an event."""
        key = _key(finding)
        self._used.add(key)
        return self._id(key)

    def entries(self, published: object) -> tuple[DateEntry, ...]:
        """All entries by first mention."""
        return tuple(self._entry(key, group, published) for key, group in self._groups.items())

    def _entry(self, key: tuple[object, ...], group: list[Finding], published: object) -> DateEntry:
        first = group[0]
        value = first.value
        return DateEntry(
            id=self._id(key),
            text=self._desk.text[first.start : first.end],
            start=value.start,
            end=value.end,
            precision=value.precision,
            edtf=value.edtf,
            relative=all(f.value.relative for f in group),
            borrowed=min((f.value.borrowed for f in group), key=len),
            role=self._role(key, group, published),
            mentions=self._desk.mentions(group),
        )

    def _role(
        self, key: tuple[object, ...], group: list[Finding], published: object
    ) -> Literal["event", "publication", "reference", "period"]:
        if key in self._used:
            return "event"
        zones = {self._desk.layout.zone_at(f.start) for f in group}
        if (
            zones & {"dateline", "furniture"}
            and group[0].value.precision == "day"
            and published == group[0].value.start
        ):
            return "publication"
        return "period" if group[0].value.period else "reference"

    def _id(self, key: tuple[object, ...]) -> str:
        return entry_id("date", *key)


def _key(finding: Finding) -> tuple[object, ...]:
    value = finding.value
    return (
        value.start,
        value.end,
        value.edtf if value.start is None or value.end is None else value.precision,
        value.period,
    )
