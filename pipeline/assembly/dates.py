"""The record's dates: one entry a value, and what each is there for."""

from __future__ import annotations

import re
from typing import Literal

from ...models import DateEntry, Frozen
from ..finding import Finding
from ..loading import ResourceError, Resources
from ..values import DateValue
from ..words import is_small, lowered
from .desk import Desk, entry_id

Role = Literal["event", "publication", "reference", "period"]

_SEASON_LONG = 120  # days from which on a range of days is a period rather than the days of a happening
_LEAD = 100  # characters before a month or year in which the happening stands that it dates


class RoleWords(Frozen):
    """`dates_roles.yaml`: patterns of words."""

    due: tuple[str, ...]
    papers: tuple[str, ...]
    happens: tuple[str, ...]


class DateRoles:
    """Tells from the words around a date what it is there for. Refused, as `ResourceError`: a broken pattern."""

    def __init__(self, resources: Resources) -> None:
        words = resources.load("dates_roles.yaml", RoleWords)
        self._due = _compiled("due", rf"\b(?:{'|'.join(words.due)})\s+(?:the\s+)?$")
        self._papers = _compiled("papers", rf"\b(?:{'|'.join(words.papers)})\b")
        self._happens = _compiled("happens", rf"\b(?:{'|'.join(words.happens)})\b")

    def of(self, text: str, sentence: tuple[int, int], finding: Finding) -> Role:
        """Days are those of happenings unless they bound something; longer units only where a happening is named."""
        value: DateValue = finding.value
        if value.period or _is_long(value):
            return "period"
        lead = lowered(text[max(sentence[0], finding.start - _LEAD) : finding.start])
        if self._due.search(lead):
            return "reference"
        heads = finding.start - sentence[0] < _HEAD
        tail = lowered(text[finding.end : min(sentence[1], finding.end + _LEAD)]) if heads else ""
        if self._papers.search(lead) or self._papers.search(tail):
            return "reference"
        if value.precision == "day" or self._happens.search(lead):
            return "event"
        return "event" if value.precision != "year" and self._happens.search(tail) else "reference"


_HEAD = 12  # characters before a date at the head of its sentence: what it dates stands behind it


def _is_long(value: DateValue) -> bool:
    if value.start is None or value.end is None or value.precision not in ("day", "month"):
        return False
    return (value.end - value.start).days > _SEASON_LONG


def _compiled(key: str, pattern: str) -> re.Pattern[str]:
    """A pattern for words in small letters."""
    try:
        return re.compile(pattern, 0 if is_small(pattern) else re.IGNORECASE)
    except re.error as error:
        raise ResourceError("dates_roles.yaml", key, f"holds a pattern that does not compile: {error}") from error


_STRONGEST: tuple[Role, ...] = ("event", "period", "reference")
"""The role of a date with several mentions: the first of these that one of them has."""
_MOST = 200
"""Mentions of a date that are looked at for its role: a text that says 'May' a million times is read in time."""


class Dates:
    """Dates by value. `used` collects the values that events have taken."""

    def __init__(self, desk: Desk, roles: DateRoles) -> None:
        self._desk = desk
        self._roles = roles
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

    def _role(self, key: tuple[object, ...], group: list[Finding], published: object) -> Role:
        if key in self._used:
            return "event"
        stamped = any(start <= f.start < end for f in group for start, end in self._desk.layout.stamps)
        if (
            (stamped or any(self._desk.layout.zone_at(f.start) in ("dateline", "furniture") for f in group))
            and group[0].value.precision == "day"
            and published == group[0].value.start
        ):
            return "publication"
        roles = set()
        for finding in group[:_MOST]:
            roles.add(self._roles.of(self._desk.text, self._desk.sentence(finding.start), finding))
            if _STRONGEST[0] in roles:
                break
        return next((r for r in _STRONGEST if r in roles), "reference")

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
