"""How far a capitalised name reaches to the left and right of its head word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .name_starts import Leftward
from .name_words import NameGrammar, Token, tokens_of

__all__ = ["NameGrammar", "Phrase", "Token", "tokens_of"]

_YEAR = re.compile(r"(?:19|20)\d\d$")
_ADJECTIVE = re.compile(r"[A-Z]\w+(?:[aeir]an|ish|ese)$")
_MOST_RIGHT = 26
_MOST_SMALL = 6


@dataclass(frozen=True)
class Phrase(Leftward):
    """A sentence's words around a head, and how far a name reaches on both sides of it."""

    def right(self) -> int:
        """Index of the name's last word."""
        end = self._reach()
        return end + 1 if self._wants_noun(end) else end

    def _wants_noun(self, end: int) -> bool:
        """'on Peruvian | ferries': an adjective alone behind 'on' calls for the noun in small letters behind it."""
        if end + 1 >= len(self.tokens) or end - 1 <= self.last or self._gap(end, end + 1):
            return False
        token, noun = self.tokens[end], self.tokens[end + 1].text
        adjective = self.tokens[end - 1].low in ("on", "against") and _ADJECTIVE.match(token.text) is not None
        return adjective and noun.isalpha() and noun.islower() and len(noun) > 3 and not self._is_small(end + 1)

    def _is_small(self, k: int) -> bool:
        low = self.tokens[k].low
        return low in self.grammar.topic_stop or low in self.grammar.connectors or low in self.grammar.stop_left

    def _reach(self) -> int:
        end = self.last
        k = self.last + 1
        if self._is_year(k):
            end, k = k, k + 1
        tail = listed = False
        for further in (k + 1, k + 2):
            if self._coordinates(k, further):
                end, k = further, further + 1
        while k < len(self.tokens) and k - self.last < _MOST_RIGHT:
            token, before = self.tokens[k], self.tokens[k - 1]
            gap = self.text[before.end : token.start].strip()
            if gap == "," and tail and token.capital and self._list_goes_on(k):
                end, k, listed = k, k + 1, True
                continue
            if gap == "," and listed and token.low in ("and", "&") and self._capital_at(k + 1):
                end, k = k + 1, k + 2
                continue
            if not tail and (behind := self._behind_brackets(k, gap)) is not None:
                k = behind
                token, before, gap = self.tokens[k], self.tokens[k - 1], ""
            if tail and gap == "(" and (behind := self._behind_acronym(k, gap)) is not None:
                k = behind
                end, k = k, k + 1
                continue
            if gap or self.blocked(token) or token.low in self.grammar.tail_stops:
                break
            if tail and self._is_where(k):
                break
            stopped = self._headline and (self._begins_verb(k) or self._stops_headline(token))
            if stopped and not (tail and self._goes_through(k)):
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
            elif tail and (field := self._in_field(k)) is not None:
                end, k = field, field + 1
            elif tail and (bridged := self._bridged(k)) is not None:
                end, k = bridged, bridged + 1
            elif tail and token.low in self.grammar.tail_ends:
                return k
            elif token.low in ("and", "&", "or") and tail and self._capital_at(k + 1):
                short = token.low == "or" and self.tokens[k + 1].text.isupper()  # '..., or GFP': another name
                if short or (self.is_place(self.tokens[k + 1]) and not self.is_place(before)):
                    break
                end, k = k + 1, k + 2
            else:
                break
        return end

    def _behind_brackets(self, k: int, gap: str) -> int | None:
        """Index of the 'of' behind short brackets that begin at `k`: 'the 8th Session (Centenary) of the Union'."""
        if gap != "(":
            return None
        for m in range(k + 1, min(k + 4, len(self.tokens))):
            between = self.text[self.tokens[m - 1].end : self.tokens[m].start].strip()
            if between == ")":
                return m if self.tokens[m].low in ("of", "on") else None
            if between:
                return None
        return None

    def _goes_through(self, k: int) -> bool:
        further = self._bridged(k) is not None or self._in_field(k) is not None
        return further or self._behind_verb(k) or self._in_no_place(k)

    def _is_where(self, k: int) -> bool:
        """Whether a place that a line or a day follows tells where: 'Meeting of the Union | Oslo, 3 May'."""
        if not self.is_place(self.tokens[k]) or self.tokens[k - 1].low in self.grammar.connectors:
            return False
        if "\n" in self.text[self.tokens[k - 1].end : self.tokens[k].start]:
            return True
        further = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        if further is None or self.text[self.tokens[k].end : further.start].strip() != ",":
            return False
        return self.is_place(further) or self.blocked(further)

    def _behind_acronym(self, k: int, gap: str) -> int | None:
        """Index of the capital right behind an acronym in brackets: 'session of the Union of Ports (UP) Council'."""
        if gap != "(" or not self.tokens[k].text.isupper() or k + 1 >= len(self.tokens):
            return None
        if self._headline and not any(t.low in self.heads for t in self.tokens[k + 1 : k + 4]):
            return None  # a verb bears a capital there, too
        following = self.tokens[k + 1]
        closed = self.text[self.tokens[k].end : following.start] == ") "
        named = following.text[0].isupper() and following.low not in self.grammar.stop_left
        return k + 1 if closed and named and not self.blocked(following) and not self.is_place(following) else None

    def _in_field(self, k: int) -> int | None:
        """Index of the noun that ends 'in the Care | Economy': a field of life in capitals, not a place."""
        if self.tokens[k].low != "in" or k + 2 >= len(self.tokens) or self.tokens[k + 1].low not in ("the", "an", "a"):
            return None
        for m in range(k + 2, min(k + 6, len(self.tokens))):
            if not self.tokens[m].capital or self._gap(m - 1, m):
                return None
            if self.tokens[m].low in self.grammar.tail_fields:
                return m
        return None

    def _in_no_place(self, k: int) -> bool:
        """'Trafficking in Persons': 'in' before a capital that begins no place."""
        if self.tokens[k].low != "in" or not self._capital_at(k + 1):
            return False
        following = self.tokens[k + 1]
        return following.text[0].isalpha() and not self.is_place(following) and not self._dated_behind(k + 1)

    def _dated_behind(self, k: int) -> bool:
        """Whether a day follows the capitals from `k`: 'in Davos on 3 May' tells where, known town or not."""
        while self._capital_at(k + 1):
            k += 1
        return any(self.blocked(token) for token in self.tokens[k + 1 : k + 3])

    def _begins_verb(self, k: int) -> bool:
        """Whether 'to' in a headline begins a verb, as it does unless a noun before it calls for it."""
        if self.tokens[k].low != "to" or self.tokens[k - 1].low in self.grammar.to_nouns:
            return False
        of_head = k == self.last + 1 and self._capital_at(k + 1)
        return not (of_head and self.tokens[k + 1].low in self.grammar.to_verbs)

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
        verb, before = self.tokens[k - 1], self.tokens[k - 2].low
        if before in ("and", "&") and k > 3 and verb.low in self.grammar.to_verbs:
            before = self.tokens[k - 4].low  # 'to Review and Promote the ...'
        return verb.capital and (before == "to" or verb.low.endswith("ing"))

    def _coordinates(self, k: int, further: int) -> bool:
        """Whether 'and' at `k` joins a second head at `further`: 'Conference and Exhibition'."""
        if not k < further < len(self.tokens) or self.tokens[k].low not in ("and", "&") or self._gap(k - 1, further):
            return False
        joined = self.tokens[k + 1 : further + 1]
        return joined[-1].low in self.heads and all(t.capital for t in joined) and not self._numbers(k + 1)

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
        while m < len(self.tokens) and m - first_small < _MOST_SMALL and not self._gap(m - 1, m):
            token = self.tokens[m]
            if token.low in self.grammar.topic_stop or self.blocked(token):
                break
            if token.capital:
                if token.text[0].isdigit() and self.tokens[k].low == "for":
                    return None  # 'ceremony for about 20 people'
                there = (
                    self.tokens[k].low in ("of", "for", "against")
                    and self.tokens[m - 1].low in ("in", "at")
                    and self.is_place(token)
                )
                return m if not there else m - 2 if m - 2 > k else None
            m += 1
        if m - first_small == _MOST_SMALL:
            joined = [i for i in range(first_small + 1, m) if self.tokens[i].low in ("and", "or")]
            m = joined[-1] if joined else m  # what is cut off may belong to another head: '... and official talks'
        head = self.tokens[self.last]
        if self.tokens[k].low == "on" and head.capital and not tail:
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

    def _is_year(self, k: int) -> bool:
        return k < len(self.tokens) and bool(_YEAR.match(self.tokens[k].text)) and not self._gap(k - 1, k)
