"""How far a capitalised name reaches to the left and right of its head word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..models import Frozen
from .editions import ORDINALS

_TOKEN = re.compile(r"(?:\w{1,20}[-–])?(?:[A-Z]\.){2,6}(?:[-–]\w+)?|[^\W_](?:[\w.'’&/+-]*\w['’]?)?|&")
_MADE_BY = re.compile(r".+-(?:organi[sz]ed|hosted|led|chaired|sponsored|convened|funded|backed|based|brokered)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MOST_LEFT = 14
_MOST_RIGHT = 26


class NameGrammar(Frozen):
    """The file phrases.yaml: words that may stand in a name, and words at which it ends."""

    lower_modifiers: frozenset[str]
    connectors: frozenset[str]
    stop_left: frozenset[str]
    bodies: frozenset[str]
    joins_of: frozenset[str]
    tail_prepositions: frozenset[str]
    topic_stop: frozenset[str]
    to_nouns: frozenset[str]
    tail_bridges: tuple[str, ...]
    tail_ends: frozenset[str]
    tail_stops: frozenset[str]

    @cached_property
    def bridges(self) -> frozenset[tuple[str, ...]]:
        """The words of `tail_bridges`."""
        return frozenset(tuple(phrase.split()) for phrase in self.tail_bridges)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence, with offsets into the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Begins like a name: a capital, a figure, an ordinal."""
        return self.text[0].isupper() or self.text[0].isdigit()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words of `text[start:end]`."""
    return [
        Token(m.start(), m.end(), m.group(), m.group().casefold().replace("’", "'"))
        for m in _TOKEN.finditer(text, start, end)
    ]


@dataclass(frozen=True)
class Phrase:
    """A sentence's words around a head at `first..last` (indexes), and what may not be run over.

    `heads` are the words that head names of this sort. `blocked(token)` says that something else begins or ends
    there: a person, a day.
    """

    text: str
    tokens: list[Token]
    first: int
    last: int
    grammar: NameGrammar
    heads: frozenset[str]
    blocked: Callable[[Token], bool]
    is_place: Callable[[Token], bool]

    def left(self) -> int:
        """Index of the name's first word."""
        reached = k = self.first
        commas = bracketed = False
        while k > 0 and self.first - k < _MOST_LEFT:
            token, following = self.tokens[k - 1], self.tokens[k]
            gap = self.text[token.end : following.start]
            if self._brackets(token, gap, k - 1):
                bracketed, k = True, k - 1
                continue
            if bracketed:
                gap, bracketed = "", False
            if gap.strip() == "," and (commas or following.low in ("and", "&")) and token.capital:
                commas = True
            elif gap.strip(" \n\t\r\xa0"):
                break
            if commas is False and following.low in ("and", "&") and token.capital:
                commas = True
            if self.blocked(token) or self._stops_left(token, k - 1):
                break
            if self._belongs(token):
                reached = k - 1
            elif token.low != "the" and not self._connects_left(k - 1):
                break
            k -= 1
        return reached

    def _belongs(self, token: Token) -> bool:
        """Whether a name may begin with this word. In capitals throughout, 'OF' is a small word all the same."""
        if token.text.isupper() and len(token.text) > 1 and token.low in (*self.grammar.connectors, "the"):
            return False
        return token.capital or token.low in self.grammar.lower_modifiers or token.low in ORDINALS

    def _brackets(self, token: Token, gap: str, k: int) -> bool:
        """Whether an acronym in brackets stands here: 'Mediation Centre (SIMC) Appointment Ceremony'."""
        inside = gap.strip() == ")" and token.text.isupper() and k > 0
        return inside and self.text[self.tokens[k - 1].end : token.start].strip() == "("

    def _stops_left(self, token: Token, k: int) -> bool:
        if _MADE_BY.match(token.low):
            return True
        if token.low in self.grammar.bodies and self.tokens[k + 1].low in ("of", "for", "at", "to", "by", "on", "from"):
            return True
        if token.low.endswith(("s'", "'s")):
            return False
        if token.low == "the":
            return not (k > 0 and self.tokens[k - 1].low in ("of", "for"))
        if token.text.isdigit() and not (
            _YEAR.match(token.text) and self.tokens[k + 1].low not in self.grammar.connectors
        ):
            return True
        if token.low in self.grammar.connectors:
            return k == 0 or (token.capital and self.tokens[k - 1].low in self.grammar.stop_left)
        shouted = self.tokens[self.first].text.isupper()
        return token.low in self.grammar.stop_left and (shouted or not token.text.isupper() or len(token.text) > 3)

    def _connects_left(self, k: int) -> bool:
        token = self.tokens[k]
        if token.low == "on" and k > 0 and self.tokens[k - 1].low not in self.heads:
            return False
        if token.low in ("of", "for") and k > 0 and self.tokens[k - 1].low not in self.grammar.joins_of:
            return False
        return token.low in self.grammar.connectors and token.low != "to" and k > 0

    def right(self) -> int:
        """Index of the name's last word."""
        end = self.last
        k = self.last + 1
        if self._is_year(k):
            end, k = k, k + 1
        tail = False
        for further in (k + 1, k + 2):
            if self._coordinates(k, further):
                end, k = further, further + 1
        while k < len(self.tokens) and k - self.last < _MOST_RIGHT:
            token, before = self.tokens[k], self.tokens[k - 1]
            gap = self.text[before.end : token.start].strip()
            if gap == "," and tail and token.capital and self._list_goes_on(k):
                end, k = k, k + 1
                continue
            if gap or self.blocked(token) or token.low in self.grammar.tail_stops:
                break
            stopped = self._headline and (self._begins_verb(k) or self._stops_headline(token))
            if stopped and not (tail and self._behind_verb(k)):
                break
            if token.low in self.grammar.tail_prepositions:
                reached = self._behind_preposition(k, tail)
                if reached is None:
                    break
                end, k, tail = reached, reached + 1, True
            elif (token.capital or token.low in self.heads) and tail:
                end, k = k, k + 1
            elif tail and (self._behind_verb(k) or self._in_no_place(k)):
                end, k = k + 1, k + 2
            elif tail and (bridged := self._bridged(k)) is not None:
                end, k = bridged, bridged + 1
            elif tail and token.low in self.grammar.tail_ends:
                return k
            elif token.low in ("and", "&", "or") and tail and self._capital_at(k + 1):
                if self.is_place(self.tokens[k + 1]) and not self.is_place(before):
                    break
                end, k = k + 1, k + 2
            else:
                break
        return end

    def _in_no_place(self, k: int) -> bool:
        """'Trafficking in Persons': 'in' before a capital that begins no place."""
        if self.tokens[k].low != "in" or not self._capital_at(k + 1):
            return False
        following = self.tokens[k + 1]
        return following.text[0].isalpha() and not self.is_place(following)

    def _begins_verb(self, k: int) -> bool:
        """Whether 'to' in a headline begins a verb, as it does unless a noun before it calls for it."""
        return self.tokens[k].low == "to" and self.tokens[k - 1].low not in self.grammar.to_nouns

    def _bridged(self, k: int) -> int | None:
        """Index of the capital that a phrase like 'in charge of' at `k` leads to."""
        for words in self.grammar.bridges:
            reached = k + len(words)
            if tuple(t.low for t in self.tokens[k:reached]) == words and self._capital_at(reached):
                return reached
        return None

    def _behind_verb(self, k: int) -> bool:
        """'Conference to Adopt the Global ...', 'on Countering the Smuggling ...': an article between a capitalised
        verb and what it acts on."""
        if self.tokens[k].low not in ("the", "a") or not self._capital_at(k + 1):
            return False
        verb = self.tokens[k - 1]
        return verb.capital and (self.tokens[k - 2].low == "to" or verb.low.endswith("ing"))

    def _coordinates(self, k: int, further: int) -> bool:
        """Whether 'and' at `k` joins a second head at `further`: 'Conference and Exhibition'."""
        if further >= len(self.tokens) or self.tokens[k].low not in ("and", "&") or self._gap(k - 1, further):
            return False
        return self.tokens[further].low in self.heads and all(t.capital for t in self.tokens[k + 1 : further + 1])

    def _behind_preposition(self, k: int, tail: bool) -> int | None:
        """Index of the word that a preposition at `k` leads the name to, or None where the name ends before it."""
        m = k + 1
        while m < len(self.tokens) and self.tokens[m].low in ("the", "a", "an", "its", "all", "their"):
            m += 1
        if m >= len(self.tokens) or self._gap(k, m):
            return None
        if self.tokens[m].capital:
            counted = self.tokens[m].text[0].isdigit() and self.tokens[k].low == "for"
            return None if counted or _YEAR.match(self.tokens[m].text) or self.blocked(self.tokens[m]) else m
        if self.tokens[k].low == "to":
            return None
        return self._through_small_words(k, m, tail)

    def _through_small_words(self, k: int, m: int, tail: bool) -> int | None:
        """'on the adoption of a Global ...': through small letters to the next capital behind 'of'; or a topic
        wholly in small letters behind 'on'."""
        first_small = m
        while m < len(self.tokens) and m - first_small < 6 and not self._gap(m - 1, m):
            token = self.tokens[m]
            if token.low in self.grammar.topic_stop or self.blocked(token):
                break
            if token.capital:
                return m
            m += 1
        head = self.tokens[self.last]
        if self.tokens[k].low in ("on", "about", "concerning", "regarding") and head.capital and not tail:
            while m > first_small and self.tokens[m - 1].low in (
                "and",
                "of",
                "the",
                "in",
                "on",
                "for",
                "or",
                "a",
                "an",
            ):
                m -= 1
            return m - 1 if m > first_small else None
        return None

    def _stops_headline(self, token: Token) -> bool:
        return token.low in self.grammar.stop_left and token.low not in self.grammar.tail_prepositions

    @cached_property
    def _headline(self) -> bool:
        """Whether the sentence is in headline case, where a capital says little."""
        words = [t for t in self.tokens if len(t.text) > 3]
        return len(words) > 4 and sum(not t.capital for t in words) <= 1

    def _list_goes_on(self, k: int) -> bool:
        """'Safe, Orderly and Regular': behind a comma, a capitalised list that comes to an 'and'."""
        for m in range(k + 1, min(k + 6, len(self.tokens) - 1)):
            if self.text[self.tokens[m - 1].end : self.tokens[m].start].strip() not in ("", ","):
                return False
            if self.tokens[m].low in ("and", "&"):
                return self.tokens[m + 1].capital and not self.is_place(self.tokens[k])
            if not self.tokens[m].capital:
                return False
        return False

    def _capital_at(self, k: int) -> bool:
        return (
            k < len(self.tokens)
            and self.tokens[k].capital
            and not self._gap(k - 1, k)
            and not self.blocked(self.tokens[k])
        )

    def _is_year(self, k: int) -> bool:
        return k < len(self.tokens) and bool(_YEAR.match(self.tokens[k].text)) and not self._gap(k - 1, k)

    def _gap(self, a: int, b: int) -> bool:
        """Whether anything but white space stands between the words from `a` to `b`."""
        return any(self.text[self.tokens[i].end : self.tokens[i + 1].start].strip() for i in range(a, b))
