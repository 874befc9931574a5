"""Finds event names by their heads, codes and acronyms, and joins the mentions of one event."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...draft import Draft
from ...editions import ORDINALS, edition_of
from ...finding import Finding
from ...loading import Resources
from ...phrases import Phrase, Token, tokens_of
from ...stage import Stage
from ...values import EventValue
from .entities import join
from .lexicon import EventLexicon

_ACRONYM = re.compile(r"\s?\((?:[^()]{0,80}?[-–—]\s?)?([\"“']?)([A-Z][A-Za-z&0-9+-]{1,11})\1\)")
_REACH = 1500
"""Characters of a sentence that are read on either side of a head."""
_ARTICLE = re.compile(r"(?:the|a|an|this|that|our|its)\s+", re.I)


@dataclass(frozen=True)
class _Surroundings:
    """What else stands in the text, for the borders of names."""

    dates: list[tuple[int, int]]
    people: list[tuple[int, int]]
    places: frozenset[int]
    venues: list[tuple[int, int]]

    def blocked(self, token: Token) -> bool:
        year = token.text.isdigit() and len(token.text) == 4
        return _inside(self.people, token.start) or (not year and _inside(self.dates, token.start))

    def is_place(self, token: Token) -> bool:
        return token.start in self.places


class EventStage(Stage):
    """Event names. Bodies, papers and standing processes are none, though their meetings are."""

    name = "events"
    reads = frozenset({"date", "location", "official"})
    writes = frozenset({"event"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = EventLexicon(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Full names, names by code or acronym, and short forms that point back ('the Forum')."""
        found = [*self._by_head(draft), *self._by_code(draft)]
        yield from found
        yield from _by_acronym(draft, {f.value.acronym: f.value for f in found if f.value.acronym})

    def _by_head(self, draft: Draft) -> Iterator[Finding]:
        around = _surroundings(draft)
        sentences = iter(draft.layout.sentences)
        sentence = next(sentences, None)
        tokens: tuple[tuple[int, int], list[Token], int] | None = None
        for head in self._lexicon.heads.spans(draft.lower):
            while sentence is not None and sentence[1] <= head[0]:
                sentence = next(sentences, None)
            if sentence is None:
                break
            if head[0] < sentence[0] or not _told(draft, head[0]):
                continue
            if tokens is None or tokens[0] != sentence or head[1] > tokens[2]:
                low, high = max(sentence[0], head[0] - _REACH), min(sentence[1], head[1] + _REACH)
                tokens = (sentence, tokens_of(draft.text, low, high), high if high < sentence[1] else high + 1)
            yield from self._at_head(draft, head, tokens[1], around)

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Joins mentions of one event; drops short forms that point to nothing."""
        return join(draft.text, findings, self._lexicon) if findings else []

    def _by_code(self, draft: Draft) -> Iterator[Finding]:
        if not any(cue in draft.text for cue in self._lexicon.code_cues):
            return
        for match in self._lexicon.codes.finditer(draft.text):
            if not _told(draft, match.start()):
                continue
            code = match.group()
            edition = re.search(r"\d{1,2}$", code)
            value = EventValue(
                -1,
                "conference",
                code,
                code,
                int(edition.group()) if edition else None,
                self._lexicon.series(code, code),
            )
            yield Finding("event", match.start(), match.end(), "events.code", value)

    def _at_head(
        self, draft: Draft, head: tuple[int, int], tokens: list[Token], around: _Surroundings
    ) -> Iterator[Finding]:
        indexes = [i for i, t in enumerate(tokens) if t.start < head[1] and t.end > head[0]]
        if not indexes or tokens[indexes[0]].low.split("-")[0].endswith("'s") or around.blocked(tokens[indexes[0]]):
            return
        if _inside(around.venues, head[0]):
            return
        first, last = indexes[0], indexes[-1]
        kind = self._lexicon.kind(draft.text[head[0] : head[1]])
        if self._is_something_else(draft.text, tokens, first, last, kind):
            return
        grammar, heads = self._lexicon.grammar, self._lexicon.head_words
        phrase = Phrase(draft.text, tokens, first, last, grammar, heads, around.blocked, around.is_place)
        left, right = phrase.left(), phrase.right()
        start, end = tokens[left].start, tokens[right].end
        if article := _ARTICLE.match(draft.text, start, end):
            start = article.end()
        end = _without_possessive(draft.text, start, end)
        name = " ".join(draft.text[start:end].split())
        acronym = _ACRONYM.match(draft.text, end)
        rule = self._judge(name, kind, tokens, (left, first, last, right))
        if rule is None or self._lexicon.is_no_event(name):
            return
        short = self._own_acronym(name, acronym.group(2)) if acronym else None
        value = EventValue(
            -1, kind, name, short, edition_of(name), self._lexicon.series(name, short), rule != "events.short_form"
        )
        yield Finding("event", start, end, rule, value, rank=1 if rule == "events.short_form" else 0)

    def _own_acronym(self, name: str, acronym: str) -> str | None:
        """The acronym, if its letters are those of words in the name among which is an event head; the acronym
        of the body that meets is not the event's."""
        letters = re.sub(r"[^A-Z]", "", acronym.upper())
        words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", name) if w[0].isupper()]
        initials = "".join(w[0] for w in words)
        at = initials.find(letters) if len(letters) > 1 else -1
        if at < 0:
            return None
        window = {w.casefold() for w in words[at : at + len(letters)]}
        return (
            acronym
            if any(w in self._lexicon.kind_of or w.removesuffix("s") in self._lexicon.kind_of for w in window)
            else None
        )

    def _is_something_else(self, text: str, tokens: list[Token], first: int, last: int, kind: str) -> bool:
        data = self._lexicon.data
        if last + 1 < len(tokens):
            following = tokens[last + 1]
            gap = text[tokens[last].end : following.start]
            if not gap.strip() and (following.low in data.not_before or following.low in self._lexicon.kind_of):
                return True
            if (
                not gap.strip()
                and following.low in ("and", "&")
                and last + 3 < len(tokens)
                and tokens[last + 3].low in data.not_before
            ):
                return True
        if first == 0:
            return False
        before = tokens[first - 1]
        if text[before.end : tokens[first].start].strip():
            return False
        special = data.not_after_kinds.get(kind)
        return before.low in (special if special is not None else data.not_after)

    def _judge(self, name: str, kind: str, tokens: list[Token], at: tuple[int, int, int, int]) -> str | None:
        """The rule by which a phrase is an event's name, or None where it is none."""
        left, first, last, right = at
        data = self._lexicon.data
        head = tokens[first]
        modifiers = [t for t in tokens[left:first] if t.low not in self._lexicon.grammar.connectors and t.low != "the"]
        telling = [t for t in modifiers if self._tells(t)]
        tail = tokens[last + 1 : right + 1]
        proper_tail = sum(t.capital for t in tail)
        numbered = edition_of(name) is not None
        if first == last and self._lexicon.is_plural(head.text) and kind not in data.plural_kinds:
            return None
        if (
            kind in data.paper_kinds
            and not numbered
            and sum(t.low in self._lexicon.kind_of for t in tokens[left : right + 1]) < 2
        ):
            return None
        if kind == "meeting" and first > left and tokens[first - 1].low.endswith("'s"):
            return None  # 'Secretary N's Meeting with ...' is a talk of two
        if head.capital:
            if telling or proper_tail or (tail and kind not in data.weak_kinds):
                of_body = head.low == "general" and proper_tail > 1
                marked = (numbered or of_body) and kind not in data.modified_kinds
                return _strong(kind, telling, marked, data.weak_kinds)
            if modifiers and any(t.capital for t in modifiers) and kind not in data.weak_kinds:
                return "events.generic_name"
            return "events.short_form" if kind not in data.weak_kinds else None
        if left == right and kind not in data.weak_kinds and first > 0 and tokens[first - 1].low in ("the", "this"):
            return "events.short_form"
        if head.low.rstrip("s") not in data.lower_heads or self._is_routine(tail, numbered):
            return None
        named = [t for t in telling if t.text[0].isupper()]
        if proper_tail >= (1 if numbered else 2) and tail[0].low in ("of", "on") and (tail[0].low == "of" or modifiers):
            return "events.descriptive_name"
        if any(len(t.text) > 1 and t.text.isupper() for t in named) or any(t.low.endswith("s'") for t in named):
            return "events.named_by_body"
        return (
            "events.named_by_body"
            if len(named) >= 2 and modifiers[-1].low in self._lexicon.grammar.lower_modifiers
            else None
        )

    def _tells(self, token: Token) -> bool:
        """Whether a modifier tells this event from others: not 'Annual', 'Ministerial', 'two-day', an ordinal."""
        if token.low in self._lexicon.data.generic or token.low in self._lexicon.kind_of or token.low in ORDINALS:
            return False
        return not token.low.endswith("-day") and edition_of(token.text) is None

    def _is_routine(self, tail: list[Token], numbered: bool) -> bool:
        words = " ".join(t.low for t in tail if t.low not in ("of", "the"))
        return not numbered and words in self._lexicon.data.bodies


def _by_acronym(draft: Draft, known: dict[str, EventValue]) -> Iterator[Finding]:
    """Later mentions of events by the acronym that the text itself gave them."""
    if not known:
        return
    words = re.compile(
        r"(?<![\w(])(?:" + "|".join(re.escape(a) for a in sorted(known, key=len, reverse=True)) + r")(?!\w)"
    )
    for match in words.finditer(draft.text):
        if not _told(draft, match.start()):
            continue
        first = known[match.group()]
        value = EventValue(-1, first.kind, match.group(), match.group(), first.edition, first.series)
        yield Finding("event", match.start(), match.end(), "events.acronym", value, rank=2)


def _strong(kind: str, telling: list[Token], marked: bool, weak: frozenset[str]) -> str | None:
    """A head that may be a body or a span of time needs a modifier of its own, not only a tail."""
    if kind not in weak or marked:
        return "events.proper_name"
    return "events.proper_name" if any(t.capital for t in telling) else None


def _told(draft: Draft, offset: int) -> bool:
    """Whether `offset` lies where the page tells of events: not in furniture, contact details or page fields,
    but for the field that names the event."""
    zone = draft.layout.zone_at(offset)
    if zone == "field":
        return any(s <= offset < e for f in draft.layout.fields if f.value.key == "title" for s, e in f.value.values)
    return zone not in ("furniture", "contact")


def _without_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end


def _surroundings(draft: Draft) -> _Surroundings:
    people = sorted(f.value.extent for f in draft.get("official"))
    dates = [(f.start, f.end) for f in draft.get("date")]
    venues = [(f.start, f.end) for f in draft.get("location") if f.value.type == "venue"]
    return _Surroundings(dates, people, frozenset(f.start for f in draft.get("location")), venues)


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    i = bisect_right(spans, (offset, 1 << 62)) - 1
    return i >= 0 and spans[i][0] <= offset < spans[i][1]
