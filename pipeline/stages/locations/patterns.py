"""Places that show by the words that they are made of: 'Lake Tana', 'the Grand Hyatt Hotel'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import is_head
from .features import BEFORE, INTO, NAME, Feature, alternatives, begin_of, earliest, led, preposition, titled
from .gazetteer import Gazetteer
from .keys import fold_key
from .meaning import is_minor
from .resources import LocationRules
from .venues import Reader, VenueFirst

_GOES_ON = re.compile(rf"(?:[ \u00a0]|-)({NAME}|[A-Z]+\b)")
_NAMES = rf"{NAME}(?:[ ]{NAME}){{0,2}}(?![^\W_])"
_OF = re.compile(rf" of (?:the )?({NAME}(?:(?:(?:,| and(?: the)?)? |-){NAME}){{0,5}})(?![^\W_])")
_AT = INTO | {"in", "to", "along", "around", "off", "across", "on", "from", "visiting"}
_HELD = re.compile(
    r"\b(?:held|hosted|convened|conducted|organi[sz]ed|place|inaugurated|launched|opened|concluded|signed|delivered|remarks|"
    r"speech|address|lecture)\b[^.;\n]{0,50}? (?:at|in)(?: the| its)? \Z"
)
_ELIDED = re.compile(r"['’](?![sS](?![^\W_]))[^\W_]")
_HELD_BACK = 90
_INDOORS = frozenset(
    ["hall", "room", "chamber", "building", "theatre", "tower", "pavilion", "castle", "villa", "house"]
)
"""Heads of venues that one is in, whatever they are called."""


class FeaturePatterns:
    """Finds such names. Compiled once from `location_rules.yaml`."""

    def __init__(self, gazetteer: Gazetteer, rules: LocationRules) -> None:
        """Compile the tables."""
        self._gazetteer = gazetteer
        self._rules = rules
        self._strength: dict[str, list[tuple[str, str]]] = {}
        for strength in ("strong", "of_known", "weak", "held"):
            for kind, words in getattr(rules.generics, strength).items():
                for word in words:
                    self._strength.setdefault(word, []).append((strength, kind))
        self._bodies = rules.body_like.union(w for words in rules.generics.held.values() for w in words)
        self._prefix = re.compile(rf"(?:{alternatives(map(titled, rules.prefixes))})[ \u00a0](?:the )?({_NAMES})")
        self._firsts: dict[str, tuple[Reader, ...]] = dict(VenueFirst(rules, self._goes_on).readers)
        for word in {titled(w).split(" ")[0] for w in rules.prefixes}:
            self._firsts[word] = (*self._firsts.get(word, ()), self._by_prefix)
        # All words are looked for in one pass, and what stands before afterwards: so the engine can skip from one
        # capital to the next.
        words = {*map(titled, self._strength), *self._firsts}
        self._word = re.compile(rf"({alternatives(sorted(words, key=lambda w: (-len(w), w)))})(?![^\W_])")

    def find(self, text: str) -> Iterator[Feature]:
        """Names of places in `text`; they may overlap each other and the gazetteer's."""
        for m in self._word.finditer(text):
            begin, word = m.start(), m[1]
            if begin > 1 and text[begin - 1] == " " and word.casefold() in self._strength:
                feature = self._by_head(text, m)
                if feature is not None:
                    yield feature
            if word in self._firsts and (begin == 0 or not text[begin - 1].isalnum()):
                for reader in self._firsts[word]:
                    yield from reader(text, begin)

    def _by_prefix(self, text: str, start: int) -> Iterator[Feature]:
        """'Lake Tana', 'Strait of Hormuz'."""
        m = self._prefix.match(text, start)
        if m is not None and not self._goes_on(text, m.end()) and not led(text, start) and self._named(m.group(1)):
            yield Feature(start, m.end(), "other", "locations.feature")

    def _named(self, name: str) -> bool:
        first, *_, last = *(words := fold_key(name).split(" ")), words[-1]
        if is_head(last, self._rules):
            return False
        refused = first in self._rules.generic_refused or first in self._rules.function_words
        return not refused and first not in self._rules.honorifics and not name.isupper()

    def _by_head(self, text: str, m: re.Match[str]) -> Feature | None:
        head = fold_key(m.group(1))
        if head in self._bodies and text.startswith(" of ", m.end()):
            return self._body(text, m)
        if _ELIDED.match(text, m.end()):
            return None
        first = earliest(text, m.start())
        back = BEFORE.search(text, first, m.start()) if first < m.start() else None
        if back is None or self._goes_on(text, m.end()):
            return None
        start = begin_of(text, back.start(), m.start(), self._rules, royal=self._is_called_after(head))
        base = text[start : m.start()].rstrip(" \u00a0-")
        words = fold_key(base).split(" ")
        if not base:
            return None
        held = head in self._bodies and _is_held(text, start)
        if self._refused(words, head) and not (held and (" " in head or self._says_which(words))):
            return None
        known = fold_key(base) if self._is_known(fold_key(base)) else None
        leading = preposition(text, start)
        for strength, kind in self._strength[head]:
            if held if strength == "held" else self._allowed(strength, kind, known, leading, words, head):
                rule = "feature" if kind != "venue" else "held_at" if held else "venue_pattern"
                return Feature(start, m.end(), kind, f"locations.{rule}", known)
        return None

    def _body(self, text: str, m: re.Match[str]) -> Feature | None:
        """'held at the University of the South Pacific'."""
        of = _OF.match(text, m.end())
        if of is None or self._goes_on(text, of.end()) or self._strength[fold_key(m.group(1))][0][1] != "venue":
            return None
        back = BEFORE.search(text, earliest(text, m.start()), m.start())
        start = begin_of(text, back.start(), m.start(), self._rules, royal=False) if back is not None else m.start()
        return Feature(start, of.end(), "venue", "locations.held_at") if _is_held(text, start) else None

    def _is_known(self, key: str) -> bool:
        """Whether the name is of a place that is large enough to have things called after it."""
        places = self._gazetteer.places(key)
        if all(is_minor(p) for p in places):
            return False
        return places[0].listed or places[0].type not in ("city", "admin") or not self._gazetteer.known(key).word

    def _allowed(self, strength: str, kind: str, known: str | None, leading: str, words: list[str], head: str) -> bool:
        if strength == "strong":
            return True
        if strength == "of_known":
            return known is not None and known not in self._rules.common_words
        if kind != "venue":
            return leading in _AT
        if leading == "in":
            return len(words) > 1 or head in _INDOORS
        return leading in INTO or (leading == "s" and head in _INDOORS)

    def _is_called_after(self, head: str) -> bool:
        """Whether it is a head of venues that sovereigns give their names to."""
        return any(strength == "strong" and kind == "venue" for strength, kind in self._strength[head])

    def _says_which(self, words: list[str]) -> bool:
        """Whether a word among them is of no other kind of thing, so that something held there is held in a building:
        'the Royal Cultural Centre', 'the Federal Secretariat Complex'."""
        return len(words) > 1 and any(w not in self._rules.generic_refused for w in words)

    def _refused(self, words: list[str], head: str) -> bool:
        refused = self._rules.generic_refused
        if self._is_called_after(head) and len(words) == 1 and words[0] in self._strength and words[0] not in refused:
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


def _is_held(text: str, start: int) -> bool:
    """Whether something is said to take place at what begins at `start`."""
    return _HELD.search(text, max(0, start - _HELD_BACK), start) is not None
