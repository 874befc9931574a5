"""The resource of named documents, compiled."""

from __future__ import annotations

import re

from ....models import Frozen
from ...loading import Resources
from ...words import WordFinder


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
    not_before: frozenset[str]
    symbols: tuple[str, ...]


class InstrumentLexicon:
    """Known names, heads and symbols as patterns."""

    def __init__(self, resources: Resources) -> None:
        self.data = resources.load("instruments.yaml", InstrumentResource)
        self.by_name = {folded(n): i for i in self.data.instruments for n in (i.name, *i.aliases)}
        self.known = WordFinder(n for i in self.data.instruments for n in (i.name, *i.aliases))
        self.heads = WordFinder(self.data.heads)
        named = {n for i in self.data.instruments for n in (i.name, *i.aliases)}
        self.acronyms = sorted(n for n in named if not any(head in n.lower() for head in self.data.heads))
        """Known names without a head word: a text with neither these nor a head names no known document."""
        self.symbols = re.compile(r"(?<!\w)(?:" + "|".join(self.data.symbols) + r")(?![\w/])")
        self.symbol_cues = ("/RES/", "/CONF", "/AC.", "/HRC", "/C.", "esolution")
        self.head_words = frozenset(self.data.heads)

    def nearly(self, name: str) -> Instrument | None:
        """The known document whose name has nearly the same words: misprints and renderings differ by a word."""
        words = content_words(name)
        for known in self.data.instruments:
            others = content_words(known.name)
            if len(words & others) >= 3 and len(words & others) >= 0.7 * len(words | others):
                return known
        return None


def content_words(name: str) -> frozenset[str]:
    """Words of a name that count when names are compared."""
    return frozenset(folded(name).split()) - {"the", "of", "for", "and", "on", "to", "in", "their"}


def folded(name: str) -> str:
    """A name for comparison: without case, punctuation or doubled spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
