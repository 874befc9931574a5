"""How far a capitalised name reaches to the left of its head word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .editions import ORDINALS
from .name_words import NameGrammar, Token

_MADE_BY = re.compile(r".+-(?:organi[sz]ed|hosted|led|chaired|sponsored|convened|funded|backed|based|brokered)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")
_DASHES = "-–—"
_MOST_LEFT = 14


@dataclass(frozen=True)
class Leftward:
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
        reached = before_list = k = self.first
        commas = bracketed = False
        while k > 0 and self.first - k < _MOST_LEFT:
            token, following = self.tokens[k - 1], self.tokens[k]
            gap = self.text[token.end : following.start]
            if self._brackets(token, gap, k - 1):
                spelled = self._spelled(k - 1)
                bracketed, k = spelled is None, k - 1 if spelled is None else spelled
                reached = reached if spelled is None else spelled
                continue
            if bracketed:
                gap, bracketed = "", False
            if commas and token.low in self.heads:
                return before_list  # 'Energy Week 2023, Ports and | Harbour Forum' are two names
            if gap.strip() in _DASHES and gap.strip() and self._two_parties(k):
                pass
            elif gap.strip() == "," and (commas or following.low in ("and", "&")) and token.capital:
                commas = True
            elif gap.strip(" \n\t\r\xa0"):
                break
            if commas is False and following.low in ("and", "&") and token.capital:
                if self._ends_place(k - 1) and not self.is_place(self.tokens[k + 1]):
                    break  # 'in Peru and Harbour Forum consultations': the place is no part
                if token.low in self.heads and self._numbers(k + 1):
                    break  # 'Fifth Ports Meeting and | Sixth Harbour Forum'
                commas, before_list = True, reached
            if (self.blocked(token) and not self._is_body_of(k - 1)) or self._stops_left(token, k - 1):
                break
            if self._belongs(token):
                reached = k - 1
            elif token.low != "the" and not self._connects_left(k - 1):
                break
            k -= 1
        return self._behind_owner(reached)

    @cached_property
    def _headline(self) -> bool:
        """Whether the sentence is in headline case, where a capital says little."""
        words = [t for t in self.tokens if len(t.text) > 3]
        return len(words) > 4 and sum(not t.capital for t in words) <= 1

    def _behind_owner(self, k: int) -> int:
        """The name without what is left of an owner whose name it breaks: 'Union of | Pilots' Harbour Forum'."""
        broken = 0 < k < self.first and self.tokens[k].low.endswith("'s") and self.tokens[k - 1].low in ("of", "for")
        return k + 1 if broken and not self._gap(k - 1, k) else k

    def _ends_place(self, k: int) -> bool:
        """Whether a place of one or two words ends at `k`."""
        return self.is_place(self.tokens[k]) or (
            k > 0 and self.is_place(self.tokens[k - 1]) and not self._gap(k - 1, k)
        )

    def _spelled(self, k: int) -> int | None:
        """Index of the first of the words that the acronym at `k` stands for: 'Council for Ports (CP) Forum'."""
        letters = [c for c in self.tokens[k].text if c.isupper()]
        i = k
        while letters and i > 0 and k - i < _MOST_LEFT:
            i -= 1
            token = self.tokens[i]
            if self.blocked(token) or (i < k - 1 and self._gap(i, i + 1)):
                return None
            if token.text[0].upper() == letters[-1]:
                letters.pop()
            elif token.low not in self.grammar.connectors and token.low != "in":
                return None
        return None if letters or not self.tokens[i].capital else i

    def _belongs(self, token: Token) -> bool:
        """Whether a name may begin with this word. In capitals throughout, 'OF' is a small word all the same."""
        if token.text.isupper() and len(token.text) > 1 and token.low in (*self.grammar.connectors, "the"):
            return False
        return token.capital or token.low in self.grammar.lower_modifiers or token.low in ORDINALS

    def _two_parties(self, k: int) -> bool:
        """'the Peru – Chile Border Forum': a dash between two names, the first a place behind an article or a number.
        In 'Lima – Border Forum opens', it ends a dateline."""
        if not self.tokens[k].text[0].isupper() or k == self.first:
            return False
        for begin in (k - 1, k - 2):
            if begin > 0 and self.is_place(self.tokens[begin]):
                before = self.tokens[begin - 1].low
                return before in ("the", "of", "on", "at") or before in ORDINALS or bool(_ORDINAL.match(before))
        return False

    def _brackets(self, token: Token, gap: str, k: int) -> bool:
        """Whether an acronym in brackets stands here: 'Mediation Centre (SIMC) Appointment Ceremony'."""
        inside = gap.strip() == ")" and token.text.isupper() and k > 0
        return inside and self.text[self.tokens[k - 1].end : token.start].strip() == "("

    def _stops_left(self, token: Token, k: int) -> bool:
        if _MADE_BY.match(token.low) or self._asks(token):
            return True
        if token.low in self.grammar.joins_on and self._joins(k + 1):
            return False
        if token.low in self.grammar.bodies and self.tokens[k + 1].low in ("of", "for", "at", "to", "by", "on", "from"):
            return not self._is_joined(k)
        if token.low.endswith(("s'", "'s")):
            return False
        if token.low == "the":
            return not (k > 0 and self.tokens[k - 1].low in ("of", "for"))
        if token.text.isdigit() and self.tokens[k + 1].low in self.grammar.connectors:
            return True
        if token.text.isdigit() and not _YEAR.match(token.text):
            return not (len(token.text) < 3 and k > 0 and self._names_number(k))
        if token.low in self.grammar.connectors:
            return k == 0 or (token.capital and self.tokens[k - 1].low in self.grammar.stop_left)
        if self._joins(k) or self._is_named_pronoun(k):
            return False
        shouted = self.tokens[self.first].text.isupper()
        return token.low in self.grammar.stop_left and (shouted or not token.text.isupper() or len(token.text) > 3)

    def _is_named_pronoun(self, k: int) -> bool:
        """'the Our Harbour Conference': with a capital inside a sentence, it is part of a name."""
        token = self.tokens[k]
        if token.low not in self.grammar.named_pronouns or not token.text[0].isupper() or self._headline:
            return False
        before = self.tokens[k - 1] if k > 0 and not self._gap(k - 1, k) else None
        return before is not None and (before.capital or before.low == "the" or before.low in ORDINALS)

    def _numbers(self, k: int) -> bool:
        return self.tokens[k].low in ORDINALS or bool(_ORDINAL.match(self.tokens[k].low))

    def _is_body_of(self, k: int) -> bool:
        """'delegate to the HMU | Harbour Forum': an acronym behind an article, which a title before it takes in."""
        short = self.tokens[k].text.isupper() and self.tokens[k].text.isalpha() and len(self.tokens[k].text) > 1
        return short and k > 0 and self.tokens[k - 1].text == "the"

    def _joins(self, k: int) -> bool:
        """'Access to Harbours', 'Trafficking in Persons': a noun that calls for the small word behind it."""
        nouns = {"to": self.grammar.joins_to, "in": self.grammar.joins_in}.get(self.tokens[k].low)
        if self.tokens[k].low == "on" and self.tokens[self.first].low in ("meeting", "session"):
            nouns = self.grammar.joins_on
        if nouns is None or k == 0:
            return False
        before, following = self.tokens[k - 1], self.tokens[k + 1]
        named = before.capital and before.low in nouns and following.capital and not self.is_place(following)
        return named and self.tokens[k].text.islower() and not self._gap(k - 1, k + 1)

    def _asks(self, token: Token) -> bool:
        """The 'Q' before a question in a transcript."""
        return token.text == "Q" and (token.start == 0 or self.text[token.start - 1] == "\n")

    def _is_joined(self, k: int) -> bool:
        """'Commonwealth Heads of Government Meeting': a capital, and no article behind 'of'."""
        token, further = self.tokens[k], self.tokens[k + 2] if k + 2 <= self.first else None
        named = k > 0 and self.tokens[k - 1].capital and not self._gap(k - 1, k)
        return (
            named
            and token.capital
            and not token.text.isupper()
            and token.low in self.grammar.joins_of
            and self.tokens[k + 1].low == "of"
            and further is not None
            and further.capital
        )

    def _connects_left(self, k: int) -> bool:
        token = self.tokens[k]
        if self._joins(k):
            return True
        if token.low == "on" and k > 0 and self.tokens[k - 1].low not in self.heads:
            return False
        if token.low in ("of", "for") and k > 0 and self.tokens[k - 1].low not in self.grammar.joins_of:
            return token.low == "of" and self._numbered_before(k - 1)
        return token.low in self.grammar.connectors and token.low != "to" and k > 0

    def _numbered_before(self, k: int) -> bool:
        """Whether the capitals up to `k` begin with a number: '16th Annual Women of the Ports Awards Ceremony'."""
        for i in range(k, max(-1, k - 6), -1):
            token = self.tokens[i]
            if token.low == "annual" or token.low in ORDINALS or _ORDINAL.match(token.low):
                return i < k
            joined = token.low in ("and", "&") and i > 0 and self.tokens[i - 1].capital  # 'East and Horn of ...'
            if (
                not (token.capital or joined)
                or self._gap(i, i + 1)
                or self.blocked(token)
                or token.low in self.grammar.stop_left
            ):
                return False
        return False

    def _names_number(self, k: int) -> bool:
        """'Harbour 9 Summit': a number right behind a capital that is neither a month nor the end of something else."""
        before = self.tokens[k - 1]
        own = before.capital and before.text[0].isalpha() and before.low not in self.grammar.stop_left
        return own and not self._gap(k - 1, k + 1) and not self.blocked(self.tokens[k])

    def _gap(self, a: int, b: int) -> bool:
        """Whether anything but white space stands between the words from `a` to `b`."""
        return any(self.text[self.tokens[i].end : self.tokens[i + 1].start].strip() for i in range(a, b))

    def _capital_at(self, k: int) -> bool:
        return (
            k < len(self.tokens)
            and self.tokens[k].capital
            and not self._gap(k - 1, k)
            and not self.blocked(self.tokens[k])
        )
