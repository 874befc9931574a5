"""Whether a phrase around a head word is the name of an event, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...editions import ORDINALS, edition_of
from ...phrases import Token
from .candidate import Candidate
from .lexicon import EventLexicon
from .standing import Standing

_ATTENDED = re.compile(
    r"\b(?:at|attend(?:ed|s|ing)?|during|(?:us|you|me|today|here|together) for|witnessed|address(?:ed|es|ing)?)"
    r"\s+(?:the|this|a)\s+$",
    re.I,
)


_AT_IT = re.compile(
    r"\b(?:presid(?:ed|es|ing) over|officiat(?:ed|es|ing)(?: at)?|grac(?:ed|es|ing)|host(?:ed|s|ing)?|held"
    r"|hold|chief guest at"
    r"|to attend|(?:part|participat(?:ed|es|ing)|participate) in|invited to|present at)\s+(?:the|this|a)\s+$",
    re.I,
)
_TAKES_PLACE = re.compile(
    r"(?:\s(?:in"
    r"|at)\s(?:the\s)?[A-Z][\w'’ .-]{2,40}?)?(?:\s?\([^()]{1,20}\))?,?\s+(?:which\s+)?(?:was (?:held"
    r"|attended|graced|witnessed|officiated|presided|organi[sz]ed)|were held"
    r"|(?:is|are|will be|to be|being) held|held|(?:took|takes|will take|taking) place|is (?:scheduled"
    r"|planned)|ceremony)\b",
    re.I,
)
_GATHERS = re.compile(
    r"(?:\s?\([^()]{1,20}\))?,?\s+(?:which\s+)?(?:(?:originally|initially|first|is|was|will|to|has|be"
    r"|been)\s+)*(?:held|scheduled|planned"
    r"|postponed|rescheduled|cancelled|tak(?:e|es|ing) place|took place|concluded|concludes|gathered"
    r"|gathers|brought together|brings together)\b",
    re.I,
)
_WORK = re.compile(
    r"\b(?:operation|project|program(?:me)?|campaign|film|book|album|song|series|report|magazine"
    r"|newspaper)\s(?:called |entitled |named )?[\"“'‘«]$",
    re.I,
)
_VERB = re.compile(r" (?!(?:and|of|for|at|in|on|by|to|was|is|will)\b)\w")
_POINTS = re.compile(r"\b(?:the|this)\s(?:[\w-]+-day\s)?$", re.I)


_PARTS = frozenset({"opening", "closing", "plenary", "first", "last", "morning", "afternoon"})


class Judge:
    """Tells names of events from names of bodies, papers and spans of time, and from words that only refer back."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._data = lexicon.data
        self._standing = Standing(lexicon.data)

    def is_something_else(self, text: str, tokens: Sequence[Token], first: int, last: int, kind: str) -> bool:
        """Whether the words beside a head make it a room, a body, a paper ('Conference Centre', 'press conference')."""
        if self._goes_on(text, tokens, last, kind):
            return True
        if first == 0:
            return False
        before = tokens[first - 1]
        if text[before.end : tokens[first].start].strip():
            return False
        if kind in self._data.only_after_kinds:
            return before.low not in self._data.only_after_kinds[kind]
        if kind in ("days", "week") and before.text.isdigit() and len(before.text) < 4:
            return True
        if before.low == "the" and tokens[first].capital and kind in self._data.pointing_kinds:
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
        adjective = tokens[last].low in self._data.adjectives and following.capital and following.text.isalpha()
        if adjective and "\n" not in text[tokens[last].end : following.start]:
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
        if c.kind in self._data.topical_kinds:
            return self._topical(c, modifiers)
        if c.kind in self._data.marking_kinds:
            return self._marking(c, modifiers)
        return self._capital(c, modifiers, telling) if c.head.capital else self._small(c, modifiers, telling)

    def _is_none(self, c: Candidate) -> bool:
        plural = c.first == c.last and self._lexicon.is_plural(c.head.text) and c.kind not in self._data.plural_kinds
        kinds = (self._lexicon.kind_of.get(t.low) for t in c.tokens[c.left : c.right + 1])
        others = any(kind is not None and kind != c.kind for kind in kinds)
        numbered = edition_of(c.name) is not None and "edition of" not in c.name.casefold()
        end = c.tokens[c.right].end
        paper = (
            c.kind in self._data.paper_kinds
            and not numbered
            and not others
            and not (not c.tail and _GATHERS.match(c.text, end, end + 80))
        )
        verb = c.kind == "launch" and c.first == c.last and not c.tail and c.head.capital and _VERB.match(c.text, end)
        vague = (
            c.kind in self._data.plural_kinds
            and c.left == c.first
            and bool(c.tail)
            and not any(t.capital for t in c.tail)
        )
        work = c.kind in self._data.weak_kinds and bool(_WORK.search(c.before(40)))
        institute = (
            c.kind == "seminar" and bool(c.tail) and c.tail[0].low == "for" and c.tail[-1].low in self._data.disciplines
        )
        owned = c.kind == "meeting" and c.first > c.left and c.tokens[c.first - 1].low.endswith("'s")
        # 'Secretary N's Meeting with ...' is a talk of two
        return (
            plural
            or paper
            or institute
            or vague
            or work
            or bool(verb)
            or owned
            or (not numbered and self._standing.is_body(c))
        )

    def _is_attended(self, c: Candidate) -> bool:
        """'at the launch of the Seafarers Network', 'Signing Ceremony of the X Agreement': what a name stands for."""
        named = sum(t.text[0].isupper() for t in c.tail)
        compound = c.first < c.last
        if named < (1 if compound else 2) or c.tail[0].low not in ("of", "for"):
            return False
        if c.left < c.first and c.tokens[c.first - 1].low in ("opening", "closing"):
            return False
        if compound and (c.head.capital or c.kind == "ceremony"):
            return True
        before = c.before(40)
        taking_place = _TAKES_PLACE.match(c.text, c.tokens[c.right].end, c.tokens[c.right].end + 90)
        return bool(_ATTENDED.search(before) or _AT_IT.search(before) or taking_place)

    def _topical(self, c: Candidate, modifiers: Sequence[Token]) -> str | None:
        """'Regional Training on Border Rivers': schooling is an event only with a word before and a topic behind."""
        if not c.head.capital or not c.tail or c.tail[-1].low in self._data.schemes:
            return None
        topic = c.tail[0].low in ("on", "for") and any(t.capital for t in c.tail)
        return "events.proper_name" if topic and (c.first < c.last or any(t.capital for t in modifiers)) else None

    def _marking(self, c: Candidate, modifiers: Sequence[Token]) -> str | None:
        """'Seafarers' Day celebrations', 'celebration of the International Seafarers' Day'."""
        marked = self._data.marked
        if any(t.capital and t.low in marked for t in modifiers) and len(modifiers) > 1:
            return "events.proper_name" if c.head.capital else "events.named_by_body"
        if not c.head.capital and not re.search(r"\b(?:the|a|this)\s$", c.before(5), re.I):
            return None  # 'gathered in celebration of ...'
        of_day = bool(c.tail) and c.tail[0].low == "of" and any(t.capital and t.low in marked for t in c.tail)
        return "events.descriptive_name" if of_day else None

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
            return None if self._is_adjective(c) else "events.short_form"
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
        if c.kind == "session" and self._is_of_body(c):
            return "events.proper_name"
        return "events.proper_name" if any(t.capital for t in telling) else self._pointing(c)

    def _is_of_body(self, c: Candidate) -> bool:
        """'Annual Session of the Harbour Masters Union': behind a word that tells of no part or routine."""
        before = c.tokens[c.first - 1] if c.left < c.first else None
        of_body = bool(c.tail) and c.tail[0].low == "of" and sum(t.text[0].isupper() for t in c.tail) > 1
        return of_body and before is not None and before.capital and before.low not in _PARTS

    def _is_adjective(self, c: Candidate) -> bool:
        """'Ministerial priorities': of some kinds a bare head names an event only behind an article."""
        return c.kind == "ministerial" and c.left == c.first and not _POINTS.search(c.before(24))

    def _pointing(self, c: Candidate) -> str | None:
        """A bare head of a kind that may be a body points back only behind 'the' or 'this'."""
        if c.kind not in self._data.pointing_kinds or c.left != c.first or c.first == 0:
            return None
        k = c.first - 1
        if k and c.head.capital and c.tokens[k].low.endswith("-day"):
            k -= 1
        return "events.short_form" if c.tokens[k].low in ("the", "this", "our") else None

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
        if c.left < c.first and c.tokens[c.first - 1].low in ("and", "or"):
            return None  # 'is going to the Union and meeting ministers'
        if c.kind == "hearing" and not re.search(r"\b(?:the|this)\s$", c.before(5), re.I):
            return None  # 'after hearing of ...'; 'a court hearing'
        if c.kind == "session" and not numbered and c.tail and c.tail[-1].low in data.courses:
            return None  # 'the 2024 session of the Pilots' Programme' is a course
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
        if numbered and len(c.tail) > 2 and c.tail[0].low == "of":
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
