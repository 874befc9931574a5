"""The knowledge base: series of events, their editions, and what pages say of both.

It is read from `series.yaml` and `editions.yaml`, and from files of a user's own in the same form. Nothing in it is
taken for something that a text says: it is matched by name and number, and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from ..models import CountryCode, Frozen
from .editions import edition_of, without_edition
from .loading import ResourceError, Resources

Level = Literal["primary", "secondary", "weak"]
"""How good the sources of a fact are: whoever held the event, whoever took part or reported, anybody else."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SMALL = frozenset(
    "the a of for and on to in at un united nations edition de la le les des del du et y sur pour sobre para los"
    " las".split()
)
_NEARLY = 0.75
"""Share of a series' words that a name must have for `explain` to call it near."""


class Plan(Frozen):
    """Days or a place that were given out before an edition was moved."""

    start: date | None = None
    end: date | None = None
    city: str | None = None
    country: CountryCode | None = None
    sources: tuple[str, ...] = ()


class Edition(Frozen):
    """A known edition of an event series, with the pages that state it. Refused: an end before its start."""

    id: str = Field(min_length=1)
    series: str = Field(description="Id of its series")
    name: str
    aliases: tuple[str, ...] = ()
    edition: int | None = Field(default=None, ge=1)
    start: date | None = None
    end: date | None = None
    year: int | None = Field(default=None, ge=1900, le=2200)
    city: str | None = None
    country: CountryCode | None = Field(default=None, description="Where it met; of an online one, who hosted it")
    online: bool = False
    status: Literal["held", "postponed", "cancelled"] | None = None
    variants: tuple[tuple[date, date], ...] = ()
    announced: tuple[Plan, ...] = ()
    chair: str | None = None
    theme: str | None = None
    outcome: str | None = None
    note: str | None = None
    level: Level
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"{self.id}: start {self.start} is after end {self.end}")
        return self

    def meets(self, start: date, end: date) -> bool:
        """Whether the edition was held on one of these days by any source, or was to be."""
        spans = [*self.variants, *((p.start, p.end or p.start) for p in self.announced if p.start)]
        if self.start is not None:
            spans.append((self.start, self.end or self.start))
        return any(a <= end and start <= b for a, b in spans)


class Series(Frozen):
    """A series of events. `aliases` are other names by language; `since` and `until` are years. A name that holds all
    words of one in `told_by` is of the series, and so is `acronym` where a text says nothing else."""

    id: str = Field(min_length=1)
    name: str
    kind: str
    process: str | None = None
    since: int | None = None
    until: int | None = None
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    told_by: tuple[str, ...] = ()
    acronym: str | None = None
    level: Level = "weak"
    sources: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the first one first."""
        return (self.name, *(n for names in self.aliases.values() for n in names))


class SeriesResource(Frozen):
    """The file series.yaml."""

    series: tuple[Series, ...]


class EditionResource(Frozen):
    """The file editions.yaml."""

    editions: tuple[Edition, ...]


class KnowledgeFile(Frozen):
    """A file of a user's own: any series and editions, which may belong to built-in series."""

    series: tuple[Series, ...] = ()
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A series beside a name that was asked about: which of its names is nearest, and which words tell them apart."""

    series: Series
    name: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """Whether the name is one of the series'."""
        return not self.missing and not self.extra


@dataclass(frozen=True)
class Explanation:
    """Why a name is, or is not, taken for a known event."""

    name: str
    edition: int | None
    year: int | None
    candidates: tuple[Candidate, ...]
    found: Edition | None
    words: tuple[str, ...]
    """What happened, a sentence each, for people."""


EntryT = TypeVar("EntryT", Series, Edition)


class KnowledgeBase:
    """Series and editions by id and name. Refused, as `ResourceError`: an id twice, an edition of no known series."""

    def __init__(self, resources: Resources, files: Sequence[Path] = ()) -> None:
        series = list(resources.load("series.yaml", SeriesResource).series)
        editions = list(resources.load("editions.yaml", EditionResource).editions)
        for path in files:
            own = resources.load_file(path, KnowledgeFile)
            series += own.series
            editions += own.editions
        self.series = _by_id("series.yaml", series)
        self.editions = _by_id("editions.yaml", editions)
        self._of: dict[str, list[Edition]] = {}
        for edition in editions:
            if edition.series not in self.series:
                raise ResourceError("editions.yaml", edition.id, f"belongs to no known series: {edition.series!r}")
            self._of.setdefault(edition.series, []).append(edition)
        self._names = {_key(n): s for s in series for n in s.names}
        self._own_names = {_key(n): e for e in editions for n in (e.name, *e.aliases)}

    def series_of(self, names: Iterable[str], year: int | None = None) -> Series | None:
        """The series that one of these names is a name of, whatever edition it carries.

        Not before a series began, nor, with a year of grace, after it ended.
        """
        found = next((self._names[k] for k in map(_bare, names) if k in self._names), None)
        return found if found is not None and (year is None or _in_time(found, year)) else None

    def match(self, series: str | None, edition: int | None, start: date | None, end: date | None) -> str | None:
        """The id of the edition with this number; without a number, of the only one held on these days."""
        known = self._of.get(series or "", [])
        if edition is not None:
            return next((k.id for k in known if k.edition == edition), None)
        if start is None:
            return None
        held = [k.id for k in known if k.meets(start, end or start)]
        return held[0] if len(held) == 1 else None

    def named(self, names: Iterable[str]) -> Edition | None:
        """The edition that bears one of these names as a whole ('Marrakech Conference')."""
        return next((self._own_names[k] for k in map(_key, names) if k in self._own_names), None)

    def explain(self, name: str) -> Explanation:
        """Why `name` is, or is not, taken for a known event: for `communique check NAME`."""
        number, year = edition_of(name), _year(name)
        candidates = self._near(_bare(name))
        own = self.named((name,))
        series = self.series[own.series] if own is not None else self.series_of((name,), year)
        found = own
        words = [f"edition {number}" if number else "no edition number in the name"]
        if series is None:
            words.append("no series of this name" + (f"; nearest: {_nearest(candidates[0])}" if candidates else ""))
        else:
            words.append(f"series {series.id} ({series.name})")
            found = found or self._by_number_or_year(series.id, number, year)
            words.append(_said(found, number, year, len(self._of.get(series.id, []))))
        return Explanation(name, number, year, candidates, found, tuple(words))

    def _by_number_or_year(self, series: str, number: int | None, year: int | None) -> Edition | None:
        known = self._of.get(series, [])
        if number is not None:
            return next((e for e in known if e.edition == number), None)
        in_year = [e for e in known if year is not None and year in (e.year, e.start and e.start.year)]
        return in_year[0] if len(in_year) == 1 else None

    def _near(self, key: str) -> tuple[Candidate, ...]:
        words = frozenset(key.split())
        found = []
        for known, series in self._names.items():
            others = frozenset(known.split())
            if others and len(words & others) >= _NEARLY * len(others):
                missing, extra = tuple(sorted(others - words)), tuple(sorted(words - others))
                found.append(Candidate(series, known, missing, extra))
        return tuple(sorted(found, key=lambda c: (len(c.missing) + len(c.extra), c.series.id, c.name)))[:5]


def _by_id(file: str, entries: Iterable[EntryT]) -> dict[str, EntryT]:
    found: dict[str, EntryT] = {}
    for entry in entries:
        if entry.id in found:
            raise ResourceError(file, entry.id, "stands twice")
        found[entry.id] = entry
    return found


def _in_time(series: Series, year: int) -> bool:
    return (series.since or year) <= year <= (series.until or year) + 1


def _key(name: str) -> str:
    """A name for comparison: words that tell, without case and punctuation, in order."""
    words = re.sub(r"[^\w]+", " ", name.casefold().replace("’", "'").replace("'s ", " ")).split()
    return " ".join(w for w in words if w not in _SMALL)


def _bare(name: str) -> str:
    """A name for comparison, without edition number and year."""
    return _key(_YEAR.sub(" ", without_edition(name)))


def _year(name: str) -> int | None:
    match = _YEAR.search(name)
    return int(match.group()) if match else None


def _nearest(candidate: Candidate) -> str:
    lacks = f", lacks {', '.join(candidate.missing)}" if candidate.missing else ""
    more = f", has also {', '.join(candidate.extra)}" if candidate.extra else ""
    return f"{candidate.series.id} ({candidate.series.name}){lacks}{more}"


def _said(found: Edition | None, number: int | None, year: int | None, known: int) -> str:
    if found is not None:
        days = f", {found.start} to {found.end}" if found.start else ""
        where = f", {found.city or 'online'}" if found.city or found.online else ""
        return f"edition {found.id}: {found.name}{days}{where} ({found.level})"
    if number is not None:
        return f"no edition {number} among the {known} that are known"
    if year is not None:
        return f"not one edition of {year} among the {known} that are known"
    return "which edition is told by the days that the text gives"
