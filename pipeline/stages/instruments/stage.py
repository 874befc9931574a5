"""Finds treaties, declarations, resolutions and other documents by known name, head word or symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...phrases import NameGrammar, Phrase, Token, tokens_of
from ...stage import Stage
from ...values import InstrumentValue, Span
from .lexicon import InstrumentLexicon, folded

_ARTICLE = re.compile(r"(?:the|a|an|this|that|our|its)\s+", re.I)


class InstrumentStage(Stage):
    """Named documents: no events, but what events adopt, sign and review."""

    name = "instruments"
    reads = frozenset({"location"})
    writes = frozenset({"instrument"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = InstrumentLexicon(resources)
        self._grammar = resources.load("phrases.yaml", NameGrammar)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Known names, names by pattern, symbols; nothing in page furniture."""
        heads = list(self._lexicon.heads.spans(draft.lower))
        for finding in (*self._known(draft, heads), *self._by_head(draft, heads), *self._symbols(draft.text)):
            if draft.layout.zone_at(finding.start) != "furniture":
                yield finding

    def _known(self, draft: Draft, heads: list[Span]) -> Iterator[Finding]:
        if not heads and not any(acronym in draft.text for acronym in self._lexicon.acronyms):
            return
        for start, end in self._lexicon.known.spans(draft.lower):
            words = draft.text[start:end]
            known = self._lexicon.by_name[folded(words)]
            if known.is_acronym(words) and not words.isupper():
                continue
            yield Finding(
                "instrument",
                start,
                end,
                "instruments.known",
                InstrumentValue(words, known.kind, known.symbol, known.id),
            )

    def _symbols(self, text: str) -> Iterator[Finding]:
        if not any(cue in text for cue in self._lexicon.symbol_cues):
            return
        for match in self._lexicon.symbols.finditer(text):
            value = InstrumentValue(match.group(), "resolution", match.group())
            yield Finding("instrument", match.start(), match.end(), "instruments.symbol", value, rank=1)

    def _by_head(self, draft: Draft, heads: list[Span]) -> Iterator[Finding]:
        places = frozenset(f.start for f in draft.get("location"))
        for head in heads:
            if not draft.text[head[0]].isupper():
                continue
            start, end = draft.layout.sentence_at(head[0])
            tokens = tokens_of(draft.text, max(start, head[0] - 300), min(end, head[1] + 300))
            inside = [i for i, t in enumerate(tokens) if t.start < head[1] and t.end > head[0]]
            if inside and not self._is_something_else(draft.text, tokens, inside[-1]):
                yield from self._named(draft.text, tokens, inside, draft.lower[head[0] : head[1]], places)

    def _named(
        self, text: str, tokens: list[Token], inside: list[int], head: str, places: frozenset[int]
    ) -> Iterator[Finding]:
        def is_place(token: Token) -> bool:
            return token.start in places

        phrase = Phrase(
            text, tokens, inside[0], inside[-1], self._grammar, self._lexicon.head_words, lambda t: False, is_place
        )
        left, right = phrase.left(), phrase.right()
        own = [t for t in tokens[left : inside[0]] if t.low not in self._grammar.connectors and t.capital]
        tail = [t for t in tokens[inside[-1] + 1 : right + 1] if t.capital]
        if not own and (head in self._lexicon.data.weak or len(tail) < 2):
            return
        start = tokens[left].start
        if article := _ARTICLE.match(text, start):
            start = article.end()
        name = " ".join(text[start : tokens[right].end].split())
        known = self._lexicon.nearly(name)
        if known is not None:
            value = InstrumentValue(name, known.kind, known.symbol, known.id)
        else:
            value = InstrumentValue(name, self._lexicon.data.heads[head])
        yield Finding("instrument", start, tokens[right].end, "instruments.head", value, rank=2)

    def _is_something_else(self, text: str, tokens: list[Token], last: int) -> bool:
        if last + 1 >= len(tokens):
            return False
        following = tokens[last + 1]
        return not text[tokens[last].end : following.start].strip() and following.low in self._lexicon.data.not_before
