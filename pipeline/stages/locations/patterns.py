"""Places that show by the words that they are made of: 'Lake Tana', 'the Grand Hyatt Hotel'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .context import is_head
from .gazetteer import Gazetteer
from .keys import fold_key
from .meaning import is_minor
from .resources import LocationRules
from .scan import CAPITALISED

_NAME = rf"(?:St\. )?{CAPITALISED.pattern}"
_BEFORE = re.compile(rf"({_NAME}(?:['’]s)?(?:[ -](?:(?:de|la|el|al) )?(?={_NAME})|(?=[ ]\Z)|\Z)){{1,5}} ?\Z")
_FIRST = re.compile(_NAME)
_PREPOSITION = re.compile(r"([A-Za-z]+)(?: the| its| their| a| The)?[ \u00a0]\Z")
_GOES_ON = re.compile(rf"(?:[ \u00a0]|-)({_NAME}|[A-Z]+\b)")
_NAMES = rf"{_NAME}(?:[ ]{_NAME}){{0,2}}(?![^\W_])"
_PALACES, _ROOMS = ("Palace", "House", "Hall", "Temple"), ("Conference", "Committee", "Meeting")
_OF_PALACE = re.compile(rf"[A-Z][a-z]+ of (?:the )?({_NAME}(?:(?: and(?: the)?)? {_NAME}){{0,3}})")
_NUMBERED = re.compile(r"[A-Z][a-z]+ Room [0-9]{1,3}[A-Z]?(?![^\W_])")
_ROYAL = frozenset(["king", "queen", "prince", "princess", "sheikh", "shaikh", "sultan", "imam", "pope", "father"])
_OPENS = re.compile(r"(?:\n|: ?\n?|, )\Z")
_INTO = frozenset(["at", "near", "outside", "inside", "venue", "location", "visited", "visit"])
_AT = _INTO | {"in", "to", "along", "around", "off", "across", "on", "from", "visiting"}
_LED_TO = _AT | {"by", "the"}
_LED = re.compile(r"[A-Z][a-z]{2,}[ -]\Z")
_LOOK_BACK, _MOST_NAMES = 90, 5
_PARTICLES = ("de", "la", "el", "al")


@dataclass(frozen=True, slots=True)
class Feature:
    """A span that names a place by its words."""

    start: int
    end: int
    type: str  # admin / city / other / venue
    rule: str
    known: str | None = None  # key of the gazetteer's name inside, where the name is built on one


class FeaturePatterns:
    """Finds such names. Compiled once from `location_rules.yaml`."""

    def __init__(self, gazetteer: Gazetteer, rules: LocationRules) -> None:
        """Compile the tables."""
        self._gazetteer = gazetteer
        self._rules = rules
        self._strength: dict[str, list[tuple[str, str]]] = {}
        for strength in ("strong", "of_known", "weak"):
            for kind, words in getattr(rules.generics, strength).items():
                for word in words:
                    self._strength.setdefault(word, []).append((strength, kind))
        heads = _alternatives(_titled(w) for w in sorted(self._strength, key=lambda w: (-len(w), w)))
        # What stands before is looked at afterwards: so the engine can skip from one capital to the next.
        self._head = re.compile(rf"({heads})(?![^\W_]|[’'][^\W_](?<![sS]))")
        joined = rf"(?:(?:[ -](?:{'|'.join(rules.particles)}))*[ -]|[ ](?:d|l|dell|all)['’])"
        self._venue_first = re.compile(rf"[^ -]+(?: Hotel)?{joined}{_NAME}(?:{joined}{_NAME}){{0,4}}(?![^\W_])")
        self._prefix = re.compile(rf"(?:{_alternatives(map(_titled, rules.prefixes))})[ \u00a0](?:the )?({_NAMES})")
        # All that stands first is looked for in one pass, and told apart by the word.
        self._firsts = dict.fromkeys((_titled(w).split(" ")[0] for w in rules.prefixes), self._by_prefix)
        self._firsts |= dict.fromkeys(map(_titled, rules.venue_prefixes), self._by_venue)
        self._firsts |= dict.fromkeys(_PALACES, self._by_palace) | dict.fromkeys(_ROOMS, self._by_number)
        firsts = sorted(self._firsts, key=lambda w: (-len(w), w))
        self._first = re.compile(rf"({_alternatives(firsts)})(?=[ \u00a0])")

    def find(self, text: str) -> Iterator[Feature]:
        """Names of places in `text`; they may overlap each other and the gazetteer's."""
        for m in self._head.finditer(text):
            begin = m.start()
            feature = self._by_head(text, m) if begin > 1 and text[begin - 1] == " " else None
            if feature is not None:
                yield feature
        for m in self._first.finditer(text):
            if m.start() == 0 or not text[m.start() - 1].isalnum():
                yield from self._firsts[m[1]](text, m.start())

    def _by_prefix(self, text: str, start: int) -> Iterator[Feature]:
        """'Lake Tana', 'Strait of Hormuz'."""
        m = self._prefix.match(text, start)
        if m is not None and not self._goes_on(text, m.end()) and not _led(text, start) and self._named(m.group(1)):
            yield Feature(start, m.end(), "other", "locations.feature")

    def _by_venue(self, text: str, start: int) -> Iterator[Feature]:
        """'Hotel Ambassador', 'Palacio de la Moneda'."""
        m = self._venue_first.match(text, start)
        if m is not None and self._is_led_to(text, start) and not _led(text, start) and not m.group().isupper():
            yield Feature(start, m.end(), "venue", "locations.venue_pattern")

    def _by_palace(self, text: str, start: int) -> Iterator[Feature]:
        """'Palace of Unity'."""
        m = _OF_PALACE.match(text, start)
        leading = _PREPOSITION.search(text, max(0, start - 30), start)
        if m is None or leading is None or leading.group(1).casefold() not in _INTO:
            return
        if not self._goes_on(text, m.end()):
            yield Feature(start, m.end(), "venue", "locations.venue_pattern")

    def _by_number(self, text: str, start: int) -> Iterator[Feature]:
        """'Conference Room 3'."""
        m = _NUMBERED.match(text, start)
        if m is not None:
            yield Feature(start, m.end(), "venue", "locations.venue_pattern")

    def _is_led_to(self, text: str, start: int) -> bool:
        """Whether a preposition of place leads to a name, or it opens a line or a part of an address."""
        leading = _PREPOSITION.search(text, max(0, start - 30), start)
        if leading is not None:
            return leading.group(1).casefold() in _LED_TO
        return start == 0 or _OPENS.search(text, max(0, start - 3), start) is not None

    def _named(self, name: str) -> bool:
        first, *_, last = *(words := fold_key(name).split(" ")), words[-1]
        if is_head(last, self._rules):
            return False
        refused = first in self._rules.generic_refused or first in self._rules.function_words
        return not refused and first not in self._rules.honorifics and not name.isupper()

    def _by_head(self, text: str, m: re.Match[str]) -> Feature | None:
        first = _earliest(text, m.start())
        if first == m.start() or self._goes_on(text, m.end()):
            return None
        head = fold_key(m.group(1))
        if head in self._rules.body_like and text.startswith(" of ", m.end()):
            return None
        back = _BEFORE.search(text, first, m.start())
        if back is None:
            return None
        start = self._begin(text, back.start(), m.start(), head)
        base = text[start : m.start()].rstrip(" \u00a0-")
        words = fold_key(base).split(" ")
        if not base or self._refused(words, head):
            return None
        known = fold_key(base) if self._is_known(fold_key(base)) else None
        preposition = _PREPOSITION.search(text, max(0, start - 30), start)
        leading = preposition.group(1).casefold() if preposition else ""
        for strength, kind in self._strength[head]:
            if self._allowed(strength, kind, known, leading, len(words)):
                rule = "locations.venue_pattern" if kind == "venue" else "locations.feature"
                return Feature(start, m.end(), kind, rule, known)
        return None

    def _is_known(self, key: str) -> bool:
        """Whether the name is of a place that is large enough to have things called after it."""
        places = self._gazetteer.places(key)
        if all(is_minor(p) for p in places):
            return False
        return places[0].listed or places[0].type not in ("city", "admin") or not self._gazetteer.known(key).word

    def _allowed(self, strength: str, kind: str, known: str | None, leading: str, words: int) -> bool:
        if strength == "strong":
            return True
        if strength == "of_known":
            return known is not None and known not in self._rules.common_words
        return leading in (_INTO if kind == "venue" else _AT) or (kind == "venue" and leading == "in" and words > 1)

    def _begin(self, text: str, start: int, end: int, head: str) -> int:
        """Where the name begins: behind words that only start the sentence, and behind titles, but for those of
        sovereigns that places are called after."""
        called_after = any(strength == "strong" and kind == "venue" for strength, kind in self._strength[head])
        begin = start
        for word in _FIRST.finditer(text, start, end):
            key = fold_key(word.group())
            titled = key in self._rules.honorifics and key[:2] != "st" and not (called_after and key in _ROYAL)
            if key in self._rules.function_words or titled:
                begin = word.end()
            elif text.startswith(("'s ", "’s "), word.end()):
                begin = word.end() + 2
        while begin < end and text[begin] in " \u00a0-":
            begin += 1
        return begin if begin < end and text[begin].isupper() else end

    def _refused(self, words: list[str], head: str) -> bool:
        refused = self._rules.generic_refused
        venue = any(strength == "strong" and kind == "venue" for strength, kind in self._strength[head])
        if venue and len(words) == 1 and words[0] in self._strength and words[0] not in refused:
            return False  # 'Boulevard Hotel'
        if head in self._rules.body_like and any(w in refused for w in words):
            return True
        if all(w in refused or w in self._strength for w in words):
            return True
        strong = any(strength == "strong" for strength, _ in self._strength[head])
        return words[0] in refused and len(words) < 3 and not strong

    def _goes_on(self, text: str, end: int) -> bool:
        """Whether another capitalised word follows, so that the name is of something else."""
        m = _GOES_ON.match(text, end)
        return m is not None and fold_key(m.group(1)) not in self._rules.function_words


def _earliest(text: str, end: int) -> int:
    """Where the run of names before the space at `end - 1` begins at the earliest; `end` if there can be none.

    Word by word, so that the pattern for the run need not be tried from every place further back.
    """
    first = max(0, end - _LOOK_BACK)
    begin, names = end, 0
    while begin > first:
        at = max(first, text.rfind(" ", first, begin - 1) + 1)
        word = text[at : begin - 1]
        if not word or (word.islower() and word not in _PARTICLES):
            break
        names += word[0].isupper() and word != "St."
        if names > _MOST_NAMES:
            break
        begin = at
        if not word[0].isupper() and word not in _PARTICLES:
            break  # at most the end of it is a name: 'non-Alpine'
    return begin


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the earlier first; by their first letters, so that few are tried at a place."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


def _led(text: str, start: int) -> bool:
    """Whether a capitalised word stands directly before, so that the name began earlier."""
    m = _LED.search(text, max(0, start - 25), start)
    return m is not None and m.group()[:-1] != "The"


def _titled(words: str) -> str:
    return " ".join(w if w in ("and", "of") else w[0].upper() + w[1:] for w in words.split())
