"""One text with its tokens, their flags and the places that are known in it: what the parsers read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .lexicon import (
    ABBREVIATION,
    BODY,
    BODY_START,
    HEAD,
    HON_START,
    MODIFIER,
    PLACE_START,
    PORTFOLIO,
    SHORT_FORM,
    STOP,
    THING,
    Lexicon,
)
from .scan import CAPS, INITIAL, Scan
from .wordlists import Body

_LONGEST_PLACE = 6
_GLOTTALS = frozenset(("'", "’", "‘", "`"))
_NO_NAME = HEAD | PORTFOLIO | BODY | STOP | HON_START | THING | MODIFIER | SHORT_FORM


class Page:
    """Tokens, flags and places of one text.

    `key(i)`, `mark(i)` and `up(i)` give the key and flags of token i, and whether it begins in upper case.
    """

    def __init__(self, text: str, lexicon: Lexicon, places: Iterable[tuple[int, int, str | None]] = ()) -> None:
        """Cut `text` into tokens. `places` are names that a stage before has settled, with their countries."""
        self.scan = Scan(text, lexicon.vocabulary)
        self.lexicon = lexicon
        self.marks = self.scan.flags
        self.capitals = self.scan.capitals
        self.key: Callable[[int], str] = self.scan.keys.__getitem__
        self.mark: Callable[[int], int] = self.marks.__getitem__
        self.up: Callable[[int], bool] = self.scan.up.__getitem__
        self._place_from = {start: (end, code) for start, end, code in places}
        self._place_names: dict[str, tuple[str, str | None]] = {}
        self.towns: set[str] = set()
        for start, (end, code) in self._place_from.items():
            words = text[start:end].split(" ")
            if len(words) > 1:
                self._place_names[words[0]] = (text[start:end], code)
            else:
                self.towns.add(words[0])

    def country_at(self, i: int) -> tuple[int, str | None] | None:
        """End token and code of the name or demonym of a country that begins at token i."""
        if not self.marks[i] & PLACE_START or not self.scan.up[i]:
            return None
        found = self.lexicon.places.at(self.scan.keys, i)
        if found is None:
            return None
        end, _ = found
        words = self.scan.slice(i, end)
        if end == i + 1 and not words.isascii() and self.lexicon.country(words) is None:
            return None
        return end, self.lexicon.country(words if end == i + 1 else " ".join(words.split()))

    def place_at(self, i: int) -> tuple[int, str | None] | None:
        """As `country_at`, and any place that the locations stage has settled."""
        known = self.scan.starts[i] in self._place_from or self.scan.word(i) in self._place_names
        if not known and not self.marks[i] & PLACE_START:
            return None
        found = self.country_at(i)
        if found is not None or not 0 <= i < self.scan.size:
            return found
        settled = self._place_from.get(self.scan.starts[i]) or self._named_again(i)
        if settled is None:
            return None
        end = i + 1
        while end < self.scan.size and self.scan.end(end - 1) < settled[0]:
            end += 1
        return end, settled[1]

    def _named_again(self, i: int) -> tuple[int, str | None] | None:
        """End offset and code of a place of several words that the page names elsewhere: 'District of | West Holm'."""
        name = self._place_names.get(self.scan.word(i))
        start = self.scan.starts[i]
        if name is None or not self.scan.text.startswith(name[0], start):
            return None
        return start + len(name[0]), name[1]

    def place_before(self, end: int, floor: int) -> tuple[int, str | None] | None:
        """First token and code of a place whose last token is end - 1."""
        marks, starts, word = self.marks, self.scan.starts, self.scan.word
        for first in range(max(floor, end - _LONGEST_PLACE), end):
            settled = starts[first] in self._place_from or word(first) in self._place_names
            found = self.place_at(first) if settled or marks[first] & PLACE_START else None
            if found is not None and found[0] == end:
                return first, found[1]
        return None

    def body_at(self, i: int) -> tuple[int, Body] | None:
        """End token and entry of a body known by name that begins at token i."""
        if not self.marks[i] & BODY_START or not self.scan.up[i]:
            return None
        found = self.lexicon.bodies.at(self.scan.keys, i)
        if found is not None and found[0] == i + 1 and self.scan.word(i) != found[1].name:
            return found if self.scan.word(i) in self.lexicon.acronyms else None
        return found

    def acronym(self, i: int) -> bool:
        """Whether token i looks like the acronym of a body: capitals amid words that are not."""
        if not 0 <= i < self.scan.size or not self.scan.shapes[i] & CAPS or self.scan.shapes[i] & INITIAL:
            return False
        word = self.scan.word(i)
        if word in self.lexicon.acronyms:
            return True
        if not 2 <= len(word) <= 8 or self.marks[i] & (HON_START | HEAD | PORTFOLIO | BODY | STOP | ABBREVIATION):
            return False
        if word in self.lexicon.organizations.reject:
            return False
        return not self._shouted_near(i, -1) and not self._shouted_near(i, 1)

    def _shouted_near(self, i: int, step: int) -> bool:
        """Whether the next word on one side, past initials, is a longer one in capitals."""
        k = i + step
        while 0 <= k < self.scan.size and self.scan.shapes[k] & INITIAL and abs(k - i) < 4:
            k += step
        return self.shouted(k)

    def shouted(self, i: int) -> bool:
        """Whether token i is a longer word in capitals, as in a headline in capitals."""
        return 0 <= i < self.scan.size and bool(self.scan.shapes[i] & CAPS) and len(self.scan.word(i)) > 1

    def glottal(self, i: int) -> bool:
        """Whether token i is an apostrophe that begins a name: "'Mathabo", not the first of a pair of marks."""
        if self.key(i) not in _GLOTTALS or not self.up(i + 1) or self.scan.starts[i + 1] != self.scan.end(i):
            return False
        return not any(self.key(k) in _GLOTTALS for k in range(i + 2, i + 8))

    def name_like(self, i: int) -> bool:
        """Whether token i is a capitalised word of no other known kind."""
        return self.scan.up[i] and not self.marks[i] & _NO_NAME
