"""The resource of named documents, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ....models import Frozen
from ...loading import Resources
from ...values import Span
from ...words import WordFinder, is_whole


class Instrument(Frozen):
    """A known document, with a page that states its title."""

    id: str
    name: str
    kind: str
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def is_acronym(self, words: str) -> bool:
        """Whether the document goes by these words as an acronym, which texts write in capitals."""
        return words.upper() in self.aliases


class InstrumentResource(Frozen):
    """The file instruments.yaml."""

    instruments: tuple[Instrument, ...]
    heads: dict[str, str]
    weak: frozenset[str]
    outcomes: frozenset[str]
    alone: frozenset[str]
    of_places: frozenset[str]
    not_of: frozenset[str]
    adoption: tuple[str, ...]
    shorts: dict[str, tuple[str, ...]]
    not_before: frozenset[str]
    symbols: tuple[str, ...]


class InstrumentLexicon:
    """Known names, heads and symbols as patterns."""

    def __init__(self, resources: Resources) -> None:
        self.data = resources.load("instruments.yaml", InstrumentResource)
        self.by_name = {folded(n): i for i in self.data.instruments for n in (i.name, *i.aliases)}
        self.heads = WordFinder(set(self.data.heads) - self.data.outcomes)
        self._contents = [(i, content_words(i.name)) for i in self.data.instruments]
        self._outcomes = sorted(word.capitalize() for word in self.data.outcomes)
        self._around: dict[str, list[tuple[str, int]]] = {}
        self._headless: list[str] = []
        for name in sorted(
            {n for i in self.data.instruments for n in (i.name, *i.aliases)}, key=lambda n: (-len(n), n)
        ):
            lower = name.lower()
            first = next(self.heads.spans(lower), None)
            if first is None:
                self._headless.append(name)
            else:
                self._around.setdefault(lower[slice(*first)], []).append((lower, first[0]))
        self.symbols = re.compile(r"(?<!\w)(?:" + "|".join(self.data.symbols) + r")(?![\w/])")
        self.symbol_cues = ("/RES/", "/CONF", "/AC.", "/HRC", "/C.", "esolution")
        self.head_words = frozenset(self.data.heads) - self.data.outcomes
        self.adoption = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, self.data.adoption)) + r")(?!\w)")
        self.shorts = self.data.shorts

    def outcome_heads(self, text: str) -> list[Span]:
        """Where a word like 'Call' stands, whole and capitalised."""
        found = []
        for word in self._outcomes:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if is_whole(text, at, end):
                    found.append((at, end))
                at = text.find(word, end)
        return sorted(found)

    def known_names(self, text: str, lower: str, heads: Iterable[Span]) -> Iterator[Span]:
        """Spans of known names, the longest at each head word; names without a head only as they are written."""
        for start, end in heads:
            for name, offset in self._around.get(lower[start:end], ()):
                begin = start - offset
                if lower.startswith(name, begin) and begin >= 0 and is_whole(lower, begin, begin + len(name)):
                    yield begin, begin + len(name)
                    break
        for name in self._headless:
            at = text.find(name)
            while at >= 0:
                if is_whole(text, at, at + len(name)):
                    yield at, at + len(name)
                at = text.find(name, at + len(name))

    def nearly(self, name: str) -> Instrument | None:
        """The known document whose name has nearly the same words: misprints and renderings differ by a word."""
        words = content_words(name)
        for known, others in self._contents:
            if len(words & others) >= 3 and len(words & others) >= 0.7 * len(words | others):
                return known
        return None


def content_words(name: str) -> frozenset[str]:
    """Words of a name that count when names are compared."""
    return frozenset(folded(name).split()) - {"the", "of", "for", "and", "on", "to", "in", "their"}


def folded(name: str) -> str:
    """A name for comparison: without case, punctuation or doubled spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
