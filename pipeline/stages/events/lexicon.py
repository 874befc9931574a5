"""The event grammar resource, in the form that the finder asks."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import field_validator

from ....models import Frozen
from ...knowledge import SeriesResource
from ...loading import Resources
from ...phrases import NameGrammar
from ...words import WordFinder


class EventResource(Frozen):
    """The file events.yaml."""

    kinds: dict[str, tuple[str, ...]]
    lower_heads: frozenset[str]
    told_heads: dict[str, frozenset[str]]
    compounds: dict[str, frozenset[str]]
    weak_kinds: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    not_before_kinds: dict[str, frozenset[str]]
    adjectives: frozenset[str]
    only_after_kinds: dict[str, frozenset[str]]
    one_word_kinds: frozenset[str]
    not_after_kinds: dict[str, frozenset[str]]
    reject_names: tuple[str, ...]
    modified_kinds: frozenset[str]
    pointing_kinds: frozenset[str]
    counted_kinds: frozenset[str]
    attended_kinds: frozenset[str]
    topic_allows: frozenset[str]
    never_topical: frozenset[str]
    untitled_kinds: frozenset[str]
    meeting_bodies: frozenset[str]
    topical_kinds: frozenset[str]
    schemes: frozenset[str]
    courses: frozenset[str]
    marking_kinds: frozenset[str]
    marked: frozenset[str]
    disciplines: frozenset[str]
    paper_kinds: frozenset[str]
    plural_kinds: frozenset[str]
    process_kinds: frozenset[str]
    body_kinds: frozenset[str]
    generic: frozenset[str]
    bodies: frozenset[str]
    codes: tuple[str, ...]

    @field_validator("not_after_kinds", "not_before_kinds", mode="before")
    @classmethod
    def _null_is_empty(cls, value: object) -> object:
        return value or {}


class Process(Frozen):
    """A standing process: no event, though its meetings are."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class ProcessResource(Frozen):
    """The file processes.yaml."""

    processes: tuple[Process, ...]


class EventLexicon:
    """Heads, modifiers and known names, compiled."""

    def __init__(self, resources: Resources) -> None:
        self.data = resources.load("events.yaml", EventResource)
        self.grammar = resources.load("phrases.yaml", NameGrammar)
        processes = resources.load("processes.yaml", ProcessResource)
        self.kind_of = {word: kind for kind, words in self.data.kinds.items() for word in words}
        self.head_words = frozenset(self.kind_of)
        self.processes = frozenset(folded(name) for p in processes.processes for name in (p.name, *p.aliases))
        self._rejected = re.compile("|".join(self.data.reject_names), re.I)
        series = resources.load("series.yaml", SeriesResource).series
        self.acronyms = {s.acronym: s.id for s in series if s.acronym is not None}
        self._series = [(_stems(name), s.id) for s in series for name in s.told_by]

    @cached_property
    def heads(self) -> WordFinder:
        """Every head word, singular or plural."""
        return WordFinder(self.kind_of, plurals=True)

    @cached_property
    def codes(self) -> re.Pattern[str]:
        """Meetings named by a code or by a known acronym. Each holds one of `code_cues`."""
        known = sorted(self.acronyms, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join([*self.data.codes, *map(re.escape, known)]) + r")(?!\w)")

    @cached_property
    def code_cues(self) -> tuple[str, ...]:
        """Capitals of the codes, as substrings to look for first."""
        return tuple(dict.fromkeys(re.findall(r"[A-Z]{2,}", " ".join([*self.data.codes, *self.acronyms]))))

    @cached_property
    def capital_only(self) -> frozenset[str]:
        """Kinds of which a head in small letters is never an event, so that its sentence need not be read."""
        data = self.data
        lower = {self.kind_of.get(word) for word in data.lower_heads} | data.pointing_kinds | data.attended_kinds
        untitled = data.untitled_kinds | data.topical_kinds | data.only_after_kinds.keys()
        return (data.weak_kinds & untitled) - lower - data.compounds.keys()

    def kind(self, head: str) -> str:
        """The kind that a head word stands for, plural or not."""
        word = " ".join(head.casefold().split())
        return self.kind_of.get(word) or self.kind_of[word.removesuffix("s")]

    def series(self, name: str, acronym: str | None) -> str | None:
        """The known series all of whose words are in `name`, or whose acronym it is."""
        if acronym is not None and acronym in self.acronyms:
            return self.acronyms[acronym]
        stems = _stems(name)
        return next((s for known, s in self._series if known <= stems), None)

    def is_plural(self, head: str) -> bool:
        """Whether a head word is in the plural."""
        return head.casefold() not in self.kind_of

    def is_no_event(self, name: str) -> bool:
        """Whether the name is that of a standing process or body and no more."""
        return folded(name) in self.processes or bool(self._rejected.fullmatch(name.replace("’", "'")))


def folded(name: str) -> str:
    """The name for comparison: without case, doubled spaces or apostrophe variants."""
    return " ".join(name.casefold().replace("’", "'").split())


def _stems(name: str) -> frozenset[str]:
    """First letters of the words that count, so that 'to adopt' and 'on the adoption of' agree."""
    words = re.findall(r"\w+", name.casefold())
    return frozenset(w[:5] for w in words if w not in ("the", "of", "for", "and", "on", "to", "a", "an", "in"))
