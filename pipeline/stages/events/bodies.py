"""Bodies that a text says to have met: 'the Working Group on Border Rivers held its fourth session in Oslo'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ...draft import Draft
from ...editions import edition_of
from ...finding import Finding
from ...phrases import Phrase, tokens_of
from ...values import EventValue
from ...words import is_whole
from .lexicon import EventLexicon
from .surroundings import Surroundings, told

_SMALL = frozenset({"of", "on", "for"})
_REACH = 200
_BEHIND = 170
_ASIDE = (
    r"(?:\sbetween\s[^,.;]{3,60}?)?(?:\s?\([^()]{1,30}\)|,\s[^,.;]{1,80},)?\s+(?:(?:has|have|had|will"
    r"|is|are|was|were|to|today|also|successfully)\s+){0,3}"
)
_NUMBERED = re.compile(
    _ASIDE + r"(?:h[eo]ld(?:s|ing)?|conven(?:e|es|ed|ing)|open(?:s|ed|ing)?|beg(?:in|ins|an|un)|start(?:s|ed)?"
    r"|conclud(?:e|es|ed|ing)|clos(?:e|es|ed)|end(?:s|ed)|met|meets?|meeting|gathered|kicked off|organi[sz]ed)"
    r"\s+(?:for\s+)?(?:its|their|the)\s+(?P<nth>(?:[\w-]+\s+){1,4}?)(?P<kind>session|meeting|round|time"
    r"|plenary|assembly)\b"
)
_PLAIN = re.compile(
    _ASIDE
    + r"(?:met|meets?|conven(?:e|es|ed|ing)|meeting|gather(?:s|ed)?|be held|held|take place|took place|takes place)"
    r"\s[^.;:]{0,60}?\b(?:in|at)\s+(?:the\s+)?$"
)
_PLAIN_OF_NUMBERED = re.compile(
    _PLAIN.pattern.replace("(?:met", "(?:open(?:s|ed)|beg[au]n|begins|conclud(?:es|ed)|clos(?:es|ed)|ended|ends|met")
)
_OF = re.compile(r"\b(?:of|with|from|by|between|to|and)\s+(?:the\s+)?[\"'“‘«]?$")


class MeetingBodies:
    """Finds such bodies. Refused: a body without a name of its own, and one that met nobody says where."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """Heads as names are written: 'Working Group', 'Commission on'. The longest first."""
        words = (
            " ".join(w if w in _SMALL else w.capitalize() for w in h.split()) for h in self._lexicon.data.meeting_bodies
        )
        return tuple(sorted(words, key=lambda w: (-len(w), w)))

    def _heads_in(self, text: str) -> Iterator[tuple[int, int]]:
        found: dict[int, int] = {}
        for head in self._heads:
            at = text.find(head)
            while at >= 0:
                if is_whole(text, at, at + len(head)):
                    found.setdefault(at, at + len(head))
                at = text.find(head, at + 1)
        reached = 0
        for start in sorted(found):
            if start >= reached:
                yield start, found[start]
                reached = found[start]

    def find(self, draft: Draft, around: Surroundings) -> Iterator[Finding]:
        """The bodies' names, as names of what they met for."""
        for start, end in self._heads_in(draft.text):
            if not told(draft, start):
                continue
            low, high = draft.layout.sentence_at(start)
            if not low <= start < high:
                continue
            span = self._name(draft, max(low, start - _REACH), (start, end), min(high, end + _REACH), around)
            if span is None or _OF.search(draft.text, max(low, span[0] - 30), span[0]):
                continue
            if draft.text.startswith(" meeting", span[1]):
                span = span[0], span[1] + len(" meeting")
            if (value := self._meeting(draft, *span, min(high, span[1] + _BEHIND))) is not None:
                yield Finding("event", *span, "events.body_met", value, rank=3)

    def _name(
        self, draft: Draft, low: int, head: tuple[int, int], high: int, around: Surroundings
    ) -> tuple[int, int] | None:
        """The name around a head, if it tells which body."""
        tokens = tokens_of(draft.text, low, high)
        at = [i for i, t in enumerate(tokens) if t.start < head[1] and t.end > head[0]]
        while at and tokens[at[-1]].low in _SMALL:
            at.pop()  # 'Commission on' is found as one, to tell it from the Commission
        heads = self._lexicon.data.meeting_bodies
        if not at:
            return None
        phrase = Phrase(
            draft.text, tokens, at[0], at[-1], self._lexicon.grammar, heads, around.blocked, around.is_place
        )
        left, right = phrase.left(), phrase.right()
        return (tokens[left].start, tokens[right].end) if right - left > at[-1] - at[0] else None

    def _meeting(self, draft: Draft, start: int, end: int, high: int) -> EventValue | None:
        name = " ".join(draft.text[start:end].split())
        match = _NUMBERED.match(draft.text, end, high)
        if match is not None and (edition := edition_of(match["nth"])) is not None:
            kind = "meeting" if match["kind"] == "time" else match["kind"]
            return EventValue(-1, kind, name, None, edition, None)
        numbered = edition_of(name)
        plain = _PLAIN if numbered is None else _PLAIN_OF_NUMBERED
        for place in draft.get("location"):
            if end < place.start < high and place.value.type in ("city", "venue", "country"):
                if plain.match(draft.text, end, place.start) is not None:
                    return EventValue(-1, "meeting", name, None, numbered, None)
                return None
        return None
