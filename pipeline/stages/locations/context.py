"""What stands around a name: its neighbours, the line, the preposition, and what they say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .keys import Keys, fold_key
from .resources import LocationRules
from .scan import CAPITALISED, Hit

_LEFT = re.compile(r"([^\W_][\w.'’]*)([ \u00a0]|[-–])\Z")
_RIGHT = re.compile(r"([ \u00a0]|[-–])([^\W_][^\W_'’]*)")
_RUN = re.compile(rf"(?:[ \u00a0-](?:&[ ])?{CAPITALISED.pattern}|[ ](?:of|for|on|and|the)(?=[ ][A-Z])){{1,8}}")
_BLANKS = re.compile(r"[ \u00a0-]+")
_GAPS = frozenset(" \u00a0-–")
_SEPARATORS = " \u00a0-–"
_INSIDE_WORDS = "_.'’"
_BODY_OF = re.compile(r"([A-Z][\w’']+)(?: (?:[A-Z][\w’']+|for|and|on)){0,5} of (?:the )?\Z")
_KINDS = (
    "coast|outskirts|shores|vicinity|north|south|east|west|"
    "city|town|village|capital|port|island|district|province|state|region|suburb|municipality"
)
_PREPOSITION = re.compile(rf"([A-Za-z]+)(?:(?: the)?(?: [a-z]+)? (?:{_KINDS})(?: of)?,?)?[ \u00a0]\Z")
_LAST_WORD = re.compile(r"([A-Za-z]+)[ \u00a0]\Z")
_KIND_ENDS = (*_KINDS.split("|"), "of", ",")
_BEFORE_ARTICLE = re.compile(r"([A-Za-z]+) the \Z")
_WORD = re.compile(r"[^\W\d_]{4,}")
_BEHIND_DATELINE = re.compile(r"\s?[,–—(:-]|\s*\n")
_DATED = re.compile(r"[A-Z][^\n()]{1,40},? [^\n()]{0,24}\d[^\n()]{0,12}")
_INFLECTED = ("S", "ED")
_DATELINE_ENDS = ("-", "–", "—", ":")
_OF_PEOPLE = ("ni-", "Ni-", "ni‑")
_LONGEST_HEADING = 250


@dataclass(slots=True)
class Neighbour:
    """The word directly beside a name, and whether only a hyphen is between them."""

    word: str
    key: str
    start: int
    hyphen: bool


class Surroundings:
    """The text around hits; lines are judged once."""

    def __init__(self, text: str, rules: LocationRules, hits: list[Hit], keys: Keys) -> None:
        """Remember the text and where its hits start and end."""
        self.text = text
        self._keys = keys
        self._rules = rules
        self.by_start = {h.start: h for h in hits}
        self.by_end = {h.end: h for h in hits}
        self._headings: dict[int, bool] = {}

    def is_apart(self, hit: Hit) -> bool:
        """Whether a look at the letters beside the name shows that its neighbours make no longer one of it.

        So it is with most names; of the others, `left`, `right` and `next_word` tell more.
        """
        text, start = self.text, hit.start
        behind = text[hit.end : hit.end + 2]
        if behind[:1] in _GAPS:
            letter = behind[1:]
            if letter.islower():
                if letter in self._rules.plain_initials and hit.best.type != "country":
                    return False
            elif letter.isalnum() or letter == "&":
                return False
        if not self._is_led(start):
            return True
        token = self._token(start, 40)
        return text[token].islower() and text[token:start].islower()

    def _is_led(self, start: int) -> bool:
        """Whether a word may stand directly before `start`, by a look at the last two characters."""
        if start < 2 or self.text[start - 1] not in _SEPARATORS:
            return False
        last = self.text[start - 2]
        return last.isalnum() or last in _INSIDE_WORDS

    def left(self, hit: Hit) -> Neighbour | None:
        """The capitalised word directly before, unless it only starts the sentence or joins."""
        start = hit.start
        if not self._is_led(start):
            return None
        token = self._token(start, 40)
        if self.text[token].islower() and self.text[token:start].islower():
            return None
        m = _LEFT.search(self.text, token, start)
        if m is None or not m[1][0].isupper():
            return None
        word = m[1]
        key = self._keys[word]
        ends_sentence = word.endswith(".") and len(word) > 3 and word.count(".") == 1
        if key in self._rules.function_words or ends_sentence:
            return None
        return Neighbour(word, key, m.start(1), m[2] not in " \u00a0")

    def _token(self, end: int, most: int) -> int:
        """Where what stands between the last two spaces before `end` begins, at the most `most` characters back."""
        first = max(0, end - most)
        return max(first, self.text.rfind(" ", first, end - 1) + 1)

    def right(self, hit: Hit) -> Neighbour | None:
        """The capitalised word directly behind, unless it only joins."""
        end = hit.end
        if self.text[end : end + 1] not in _GAPS or not self.text[end + 1 : end + 2].isupper():
            return None
        m = _RIGHT.match(self.text, end)
        if m is None:
            return None
        key = self._keys[m.group(2)]
        if key in self._rules.function_words:
            return None
        return Neighbour(m.group(2), key, m.start(2), m.group(1) not in " \u00a0")

    def next_word(self, hit: Hit) -> str | None:
        """The word directly behind, whatever its case; None where something else is between."""
        if self.text[hit.end : hit.end + 1] not in _GAPS:
            return None
        m = _RIGHT.match(self.text, hit.end)
        return m.group(2) if m else None

    def heads_behind(self, hit: Hit) -> bool:
        """Whether the run of capitalised words behind holds the head of a name ('Process', 'Summit')."""
        m = _RUN.match(self.text, hit.end)
        words = _BLANKS.split(m.group()) if m else []
        if len(words) > 2 and self.is_shouted(hit):  # there, all the line is one run: it ends where a verb may be
            heads = [is_head(self._keys[w], self._rules) for w in words]
            verbs = (i for i, w in enumerate(words) if w.endswith(_INFLECTED) and not heads[i])
            return any(heads[: next(verbs, len(words))])
        return any(is_head(self._keys[word], self._rules) for word in words)

    def body_before(self, hit: Hit) -> bool:
        """Whether 'Bank of' or the like stands before."""
        if not self.text.endswith((" of ", " of the "), 0, hit.start):
            return False
        m = _BODY_OF.search(self.text, max(0, hit.start - 70), hit.start)
        if m is None:
            return False
        words = m.group().split()
        return any(fold_key(w) in self._rules.bodies_of for w in words)

    def preposition(self, hit: Hit) -> str | None:
        """The preposition, or other word, that leads to the name, folded."""
        start = hit.start
        if start < 2 or self.text[start - 1] not in " \u00a0":
            return None
        token = self._token(start, 50)
        if self.text.endswith(_KIND_ENDS, token, start - 1):
            m = _PREPOSITION.search(self.text, max(0, start - 50), start)
        else:
            m = _LAST_WORD.search(self.text, token, start)
        if m is not None and m.group(1) == "the" and self.next_word(hit) in self._rules.areas:
            m = _BEFORE_ARTICLE.search(self.text, max(0, hit.start - 30), hit.start)
        return m.group(1).casefold() if m else None

    def has_article(self, hit: Hit) -> bool:
        """Whether 'the' stands directly before."""
        return self.text[max(0, hit.start - 4) : hit.start].casefold() == "the "

    def opens_line(self, hit: Hit) -> bool:
        """Whether the name is at the start of a line, with a dateline's punctuation behind or nothing."""
        line = self._line_start(hit)
        return (
            line >= 0
            and not self.text[line : hit.start].strip(" (*_")
            and (hit.end == len(self.text) or _BEHIND_DATELINE.match(self.text, hit.end) is not None)
        )

    def _line_start(self, hit: Hit) -> int:
        """Where the line of the hit starts; -1 for a line too long to be a heading."""
        found = self.text.rfind("\n", max(0, hit.start - _LONGEST_HEADING), hit.start)
        return found + 1 if found >= 0 or hit.start <= _LONGEST_HEADING else -1

    def in_brackets(self, hit: Hit) -> bool:
        """Whether the name alone is in round brackets."""
        return self.text[hit.start - 1 : hit.start] == "(" and self.text[hit.end : hit.end + 1] == ")"

    def is_shouted(self, hit: Hit) -> bool:
        """Whether the name is in capitals in a heading all in capitals."""
        if not self.text[hit.end - 1].isupper() or not self.in_heading(hit):
            return False
        return self.text[hit.start : hit.end + 40].partition("\n")[0].isupper()

    def is_agency(self, hit: Hit) -> bool:
        """Whether it is the agency's name behind a dateline: 'Amman, Sept. 26 (Petra) --'."""
        if not self.in_brackets(hit) or hit.best.type == "country":
            return False
        start = self.text.rfind("\n", 0, hit.start) + 1
        behind = self.text[hit.end + 1 : hit.end + 4].lstrip(" ")
        return behind[:1] in _DATELINE_ENDS and _DATED.fullmatch(self.text, start, hit.start - 1) is not None

    def is_people(self, hit: Hit) -> bool:
        """Whether it is a part of a word for people: 'ni-Vanuatu'."""
        return self.text[hit.start - 3 : hit.start] in _OF_PEOPLE

    def in_heading(self, hit: Hit) -> bool:
        """Whether the line has capitals on most of its longer words, so that they say nothing."""
        start = self._line_start(hit)
        known = self._headings.get(start) if start >= 0 else False
        if known is None:
            line = self.text[start : start + _LONGEST_HEADING + 1].partition("\n")[0]
            known = self._headings[start] = len(line) <= _LONGEST_HEADING and _is_heading(line)
        return known

    @cached_property
    def folded(self) -> str:
        """The text without case, for looking up plain words."""
        return self.text.casefold()


def is_head(key: str, rules: LocationRules) -> bool:
    """Whether a folded word is the head of names of bodies, documents or events, or its plural."""
    return key in rules.name_heads or key.removesuffix("s") in rules.name_heads


def _is_heading(line: str) -> bool:
    if line.rstrip().endswith(".") and not line.isupper():
        return False
    words = _WORD.findall(line)
    capitals = sum([w[0].isupper() for w in words])
    return len(words) > 2 and capitals * 4 >= 3 * len(words)
