"""Whether a phrase around a head word is the name of an event, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...editions import ORDINALS, edition_of
from ...phrases import Token
from .lexicon import EventLexicon

_ATTENDED = re.compile(
    r"\b(?:at|attend(?:ed|s|ing)?|during|(?:us|you|me|today|here|together) for|witnessed|address(?:ed|es|ing)?)"
    r"\s+(?:the|this|a)\s+$",
    re.I,
)


_POINTS = re.compile(r"\b(?:the|this)\s(?:[\w-]+-day\s)?$", re.I)


@dataclass(frozen=True)
class Candidate:
    """A phrase `tokens[left..right]` around the head `tokens[first..last]`, of a kind."""

    text: str
    tokens: Sequence[Token]
    left: int
    first: int
    last: int
    right: int
    kind: str
    name: str

    @property
    def head(self) -> Token:
        """The first word of the head."""
        return self.tokens[self.first]

    @property
    def tail(self) -> Sequence[Token]:
        """The words behind the head."""
        return self.tokens[self.last + 1 : self.right + 1]

    def before(self, length: int) -> str:
        """What stands right before the phrase."""
        start = self.tokens[self.left].start
        return self.text[max(0, start - length) : start]


class Judge:
    """Tells names of events from names of bodies, papers and spans of time, and from words that only refer back."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._data = lexicon.data

    def is_something_else(self, text: str, tokens: Sequence[Token], first: int, last: int, kind: str) -> bool:
        """Whether the words beside a head make it a room, a body, a paper ('Conference Centre', 'press conference')."""
        if self._goes_on(text, tokens, last, kind):
            return True
        if first == 0:
            return False
        before = tokens[first - 1]
        if text[before.end : tokens[first].start].strip():
            return False
        special = self._data.not_after_kinds.get(kind)
        if before.low not in (special if special is not None else self._data.not_after):
            return False
        topical = before.capital and tokens[first].capital and before.low in self._data.topic_allows
        if kind in self._data.never_topical or (kind == "consultation" and before.low == "public"):
            return True  # papers are put to a public consultation
        return not (topical and self._has_topic(text, tokens, last))

    def _goes_on(self, text: str, tokens: Sequence[Token], last: int, kind: str) -> bool:
        if last + 1 >= len(tokens):
            return False
        following = tokens[last + 1]
        if text[tokens[last].end : following.start].strip():
            return False
        if following.low in self._data.not_before or following.low in self._lexicon.kind_of:
            return True
        if following.low in self._data.not_before_kinds.get(kind, ()):
            return True
        if tokens[last].low in self._data.adjectives and following.capital and following.text.isalpha():
            return True
        joined = following.low in ("and", "&") and last + 3 < len(tokens)
        return joined and tokens[last + 3].low in self._data.not_before

    def _has_topic(self, text: str, tokens: Sequence[Token], last: int) -> bool:
        if last + 1 >= len(tokens) or text[tokens[last].end : tokens[last + 1].start].strip():
            return False
        return tokens[last + 1].low in ("on", "for", "of", "about", "against", "concerning")

    def rule(self, c: Candidate) -> str | None:
        """The rule by which a phrase is an event's name, or None where it is none."""
        if self._is_none(c):
            return None
        modifiers = [
            t for t in c.tokens[c.left : c.first] if t.low not in self._lexicon.grammar.connectors and t.low != "the"
        ]
        telling = [t for t in modifiers if self._tells(t)]
        if c.kind in self._data.attended_kinds and self._is_attended(c):
            return "events.attended"
        return self._capital(c, modifiers, telling) if c.head.capital else self._small(c, modifiers, telling)

    def _is_none(self, c: Candidate) -> bool:
        plural = c.first == c.last and self._lexicon.is_plural(c.head.text) and c.kind not in self._data.plural_kinds
        kinds = (self._lexicon.kind_of.get(t.low) for t in c.tokens[c.left : c.right + 1])
        others = any(kind is not None and kind != c.kind for kind in kinds)
        numbered = edition_of(c.name) is not None and "edition of" not in c.name.casefold()
        paper = c.kind in self._data.paper_kinds and not numbered and not others
        owned = c.kind == "meeting" and c.first > c.left and c.tokens[c.first - 1].low.endswith("'s")
        return plural or paper or owned  # 'Secretary N's Meeting with ...' is a talk of two

    def _is_attended(self, c: Candidate) -> bool:
        """'at the launch of the Seafarers Network', 'Signing Ceremony of the X Agreement': what a name stands for."""
        named = sum(t.capital for t in c.tail)
        if named < 2 or c.tail[0].low not in ("of", "for"):
            return False
        if c.left < c.first and c.tokens[c.first - 1].low in ("opening", "closing"):
            return False
        whole_line = c.head.capital and c.first < c.last
        return whole_line or bool(_ATTENDED.search(c.before(24)))

    def _capital(self, c: Candidate, modifiers: Sequence[Token], telling: Sequence[Token]) -> str | None:
        data = self._data
        proper_tail = sum(t.capital for t in c.tail)
        if telling or proper_tail or (c.tail and c.kind not in data.weak_kinds):
            of_body = c.head.low == "general" and proper_tail > 1
            marked = (edition_of(c.name) is not None or of_body) and c.kind not in data.modified_kinds
            return self._strong(c, telling, marked)
        if modifiers and any(t.capital for t in modifiers) and c.kind not in data.weak_kinds:
            with_somebody = c.kind == "meeting" and c.text.startswith(" with ", c.tokens[c.right].end)
            return None if with_somebody else "events.generic_name"
        if c.kind not in data.weak_kinds:
            return "events.short_form"
        if c.first < c.last and c.kind == "ceremony" and c.tokens[c.last].capital:
            return "events.generic_name"
        return self._pointing(c)

    def _strong(self, c: Candidate, telling: Sequence[Token], marked: bool) -> str | None:
        """A head that may be a body or a span of time needs a modifier of its own, not only a tail."""
        if c.kind not in self._data.weak_kinds or marked:
            return "events.proper_name"
        if c.kind == "congress" and not c.tail and not re.search(r"\b(?:the|an?|this)\s$", c.before(5), re.I):
            return None  # the legislature goes without article
        if c.kind == "side event" and c.tail:
            return "events.proper_name"
        return "events.proper_name" if any(t.capital for t in telling) else self._pointing(c)

    def _pointing(self, c: Candidate) -> str | None:
        """A bare head of a kind that may be a body points back only behind 'the' or 'this'."""
        if c.kind not in self._data.pointing_kinds or c.left != c.first or c.first == 0:
            return None
        return "events.short_form" if c.tokens[c.first - 1].low in ("the", "this", "our") else None

    def _pointing_ceremony(self, c: Candidate) -> str | None:
        """'at a signing ceremony on Tuesday': which one, another sentence says."""
        if c.kind != "ceremony":
            return None
        return "events.short_form" if re.search(r"\b(?:a|the)\s$", c.before(4), re.I) else None

    def _small(self, c: Candidate, modifiers: Sequence[Token], telling: Sequence[Token]) -> str | None:
        data = self._data
        numbered = edition_of(c.name) is not None
        if c.left == c.first and c.last == c.right:
            if c.kind not in data.weak_kinds and _POINTS.search(c.before(24)):
                return "events.short_form"
            return self._pointing(c) if c.first == c.last else self._pointing_ceremony(c)
        if c.head.low.rstrip("s") not in data.lower_heads or self._is_routine(c.tail, numbered):
            return None
        if c.kind == "pre-conference" and c.tail and c.tail[0].low in ("of", "on", "for"):
            return "events.descriptive_name"
        named = [t for t in telling if t.text[0].isupper()]
        proper_tail = sum(t.capital for t in c.tail)
        if (
            proper_tail >= (1 if numbered else 2)
            and c.tail[0].low in ("of", "on")
            and (c.tail[0].low == "of" or modifiers)
        ):
            return "events.descriptive_name"
        if any(len(t.text) > 1 and t.text.isupper() for t in named) or any(t.low.endswith("s'") for t in named):
            return "events.named_by_body"
        if len(named) >= 2 and modifiers[-1].low in self._lexicon.grammar.lower_modifiers:
            return "events.named_by_body"
        only_number = numbered and not c.tail and len(modifiers) == 1
        return "events.numbered_form" if only_number and re.search(r"\bthe\s$", c.before(4), re.I) else None

    def _tells(self, token: Token) -> bool:
        """Whether a modifier tells this event from others: not 'Annual', 'Ministerial', 'two-day', an ordinal."""
        if token.low in self._data.generic or token.low in self._lexicon.kind_of or token.low in ORDINALS:
            return False
        return not token.low.endswith("-day") and edition_of(token.text) is None

    def _is_routine(self, tail: Sequence[Token], numbered: bool) -> bool:
        words = " ".join(t.low for t in tail if t.low not in ("of", "the"))
        return not numbered and words in self._data.bodies
