"""Finds treaties, declarations, resolutions and other documents by known name, head word or symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...phrases import NameGrammar, Phrase, Token, tokens_of
from ...stage import Stage
from ...values import InstrumentValue, Span
from .lexicon import InstrumentLexicon, folded

_TOPICS = frozenset({"on", "against", "concerning", "regarding", "relating", "for", "to"})
_THE_NAME = re.compile(r"(?:\b[Tt]he|[,:;])\s(?:[A-ZÀ-Þ][\w'’.-]+\s){1,3}$")
_BESIDE = 70
"""Characters on either side of a name within which it is said to be adopted."""
_OF_THE = re.compile(r"(.{8,80}?) (?:of|from|at) the ")
_RELATING = re.compile(r"\s+(?:relating|related|pertaining|relative|with regard) to\s+(?:the\s+)?(?=[A-Z])")
_IN_REGION = re.compile(r"\s+in\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){1,3}Region(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN = re.compile(r"\s+in\s+(?:the\s+)?")
_ARTICLE = re.compile(r"(?:the|a|an|this|that|our|its)\s+", re.I)


@dataclass(frozen=True)
class _Name:
    """What stands around a head word: the sentence's words, the head among them, and the places."""

    text: str
    tokens: list[Token]
    inside: list[int]
    head: str
    places: Mapping[int, Finding]

    def span(self, grammar: NameGrammar, lexicon: InstrumentLexicon) -> Span | None:
        """The name's span, or None where the head names nothing: 'the Agreement', 'a Protocol'."""
        first, last = self.inside[0], self.inside[-1]
        phrase = self._phrase(first, last, grammar, lexicon)
        left, right = phrase.left(), phrase.right()
        own = [t for t in self.tokens[left:first] if t.low not in grammar.connectors and t.capital]
        if relating := _RELATING.match(self.text, self.tokens[right].end):
            at = next(i for i, t in enumerate(self.tokens) if t.start > self.tokens[right].start)
            right = self._phrase(at, at, grammar, lexicon).right() if relating.end() < self.tokens[-1].end else right
        tail = [t for t in self.tokens[last + 1 : right + 1] if t.capital]
        if len(tail) > 1 and _YEAR.fullmatch(tail[-1].text) and self.tokens[right - 1].low == "of":
            right -= 2  # '... and Establishment of 1979'
        if not own and not self._names_by_tail(tail, right, lexicon) and self.head not in lexicon.data.alone:
            return None
        return self.tokens[left].start, self._through_region(self.tokens[right].end, bool(tail))

    def _phrase(self, first: int, last: int, grammar: NameGrammar, lexicon: InstrumentLexicon) -> Phrase:
        return Phrase(
            self.text,
            self.tokens,
            first,
            last,
            grammar,
            lexicon.head_words,
            lambda t: False,
            lambda t: t.start in self.places,
        )

    def _names_by_tail(self, tail: list[Token], right: int, lexicon: InstrumentLexicon) -> bool:
        """'Protocol on Early Notification', 'Declaration of Oslo'; not 'Agreement of the Parties'."""
        if not tail:
            return False
        low = self.tokens[self.inside[-1] + 1].low
        if low == "to" and self.tokens[self.inside[-1] + 2].low == "the" and self.head != "protocol":
            return False  # 'submits the Agreement to the House'
        if low == "of":
            made_there = self.head in lexicon.data.of_places and tail[0].low not in lexicon.data.not_of
            return made_there or (len(tail) > 1 and self.head not in lexicon.data.weak)
        return len(tail) > 1 and (self.head not in lexicon.data.weak or low in _TOPICS)

    def _through_region(self, end: int, tailed: bool) -> int:
        """'... on Fair Recruitment in West Africa': a region that the document is for, not where it was signed."""
        if not tailed:
            return end
        if match := _IN_REGION.match(self.text, end):
            return match.end()
        match = _IN.match(self.text, end)
        place = self.places.get(match.end()) if match else None
        return place.end if place is not None and place.value.type == "region" else end


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
        known = list(self._known(draft, heads))
        outcomes = self._lexicon.outcome_heads(draft.text)
        named = self._by_head(draft, sorted((*heads, *outcomes)))
        for finding in (*known, *named, *self._symbols(draft.text), *self._short(draft, known)):
            if draft.layout.zone_at(finding.start) != "furniture":
                yield finding

    def _known(self, draft: Draft, heads: list[Span]) -> Iterator[Finding]:
        for start, end in self._lexicon.known_names(draft.text, draft.lower, heads):
            words = draft.text[start:end]
            known = self._lexicon.by_name[folded(words)]
            if known.is_acronym(words) and not words.isupper():
                continue
            value = InstrumentValue(words, known.kind, known.symbol, known.id)
            yield Finding("instrument", start, end, "instruments.known", value)

    def _symbols(self, text: str) -> Iterator[Finding]:
        if not any(cue in text for cue in self._lexicon.symbol_cues):
            return
        for match in self._lexicon.symbols.finditer(text):
            value = InstrumentValue(match.group(), "resolution", match.group())
            yield Finding("instrument", match.start(), match.end(), "instruments.symbol", value, rank=1)

    def _short(self, draft: Draft, known: list[Finding]) -> Iterator[Finding]:
        """'the Compact', once a text has named the document in full."""
        named = {f.value.known_as: f for f in known}
        for word, ids in self._lexicon.shorts.items():
            first = next((named[i] for i in ids if i in named), None)
            if first is None:
                continue
            for match in re.finditer(rf"(?<=[Tt]he ){word}(?=['’.,;:)\s]|$)(?! [A-Z(])", draft.text):
                value = InstrumentValue(match.group(), first.value.kind, first.value.symbol, first.value.known_as)
                yield Finding("instrument", *match.span(), "instruments.short", value, rank=3)

    def _by_head(self, draft: Draft, heads: list[Span]) -> Iterator[Finding]:
        places = {f.start: f for f in draft.get("location")}
        cities = {f.end: f for f in draft.get("location") if f.value is not None and f.value.type == "city"}
        for head in heads:
            if not draft.text[head[0]].isupper():
                continue
            word = draft.lower[head[0] : head[1]]
            start, end = draft.layout.sentence_at(head[0])
            outcome = word in self._lexicon.data.outcomes
            if outcome and head[0] - 1 not in cities and not self._is_adopted(draft, head, start, end):
                continue
            tokens = tokens_of(draft.text, max(start, head[0] - 300), min(end, head[1] + 300))
            inside = [i for i, t in enumerate(tokens) if t.start < head[1] and t.end > head[0]]
            if not inside or self._is_something_else(draft.text, tokens, inside[-1]):
                continue
            name = _Name(draft.text, tokens, inside, word, places)
            city = cities.get(head[0] - 1) if outcome else None
            first = city.start if city else None
            yield from self._named(name, first)

    def _is_adopted(self, draft: Draft, head: Span, start: int, end: int) -> bool:
        """'adopted the Oslo Call', 'the Oslo Messages were endorsed': one name before the head, adoption beside it."""
        named = _THE_NAME.search(draft.text, max(start, head[0] - 60), head[0])
        if named is None:
            return False
        near = draft.lower[max(start, named.start() - _BESIDE) : named.start()]
        return bool(self._lexicon.adoption.search(near)) or bool(
            self._lexicon.adoption.search(draft.lower, head[1], max(head[1], min(end, head[1] + _BESIDE)))
        )

    def _named(self, at: _Name, first: int | None) -> Iterator[Finding]:
        """The name around a head. `first`: where it has to begin, if that is known."""
        span = at.span(self._grammar, self._lexicon)
        if span is None:
            return
        start, end = span if first is None else (first, span[1])
        if article := _ARTICLE.match(at.text, start):
            start = article.end()
        name = " ".join(at.text[start:end].split())
        if (cut := _OF_THE.match(name)) and folded(cut.group(1)) in self._lexicon.by_name:
            return
        known = self._lexicon.nearly(name)
        if known is not None:
            value = InstrumentValue(name, known.kind, known.symbol, known.id)
        else:
            value = InstrumentValue(name, self._lexicon.data.heads[at.head])
        yield Finding("instrument", start, end, "instruments.head", value, rank=2)

    def _is_something_else(self, text: str, tokens: list[Token], last: int) -> bool:
        if last + 1 >= len(tokens):
            return False
        following = tokens[last + 1]
        if tokens[last].low in self._lexicon.data.outcomes and following.capital and not following.text[0].isdigit():
            return text[tokens[last].end : following.start] == " "
        return not text[tokens[last].end : following.start].strip() and following.low in self._lexicon.data.not_before
