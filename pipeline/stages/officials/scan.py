"""Cuts a text into the tokens that titles and names are made of: words, initials, punctuation, line ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate
from operator import itemgetter

_UPPER = "".join(
    chr(c)
    for lo, hi in ((0x41, 0x5A), (0xC0, 0x24F), (0x386, 0x3AB), (0x400, 0x42F), (0x1E00, 0x1EFF))
    for c in range(lo, hi + 1)
    if chr(c).isupper() or chr(c) in "ǅǈǋǲ"
)
_U = f"[{_UPPER}]"

# Each alternative begins with a class or a letter of its own, so that the engine passes over it at a glance.
_WORD = rf"""
      [a-z]++(?=[ ,.\n]) | [A-Z][a-z]++(?=[ ,.\n])                           # most words, and fast to tell
    | {_U}\.(?:{_U}\.){{0,5}}(?:-?(?:{_U}\.)){{0,4}}(?:{_U}\b(?!['’]))?     # J.  G.L.  D.C
    | [^\W\d_](?<!Â(?![^\W\d_]))[^\WÂ]*                                    # a word, with what is joined to it
      (?:(?:['’ʼ`](?![sS](?:\b|Â))|[-‐‑]|&(?=\w))\w+)*(?:[’'](?=\s[{_UPPER}])(?<![sS]['’]))?
    | ['’][sS](?:\b|(?=Â)) | (?<=[sS])['’](?=\s)                                      # possessive
    | \d[\w.,/]*\w | \d
    | \n\s*
    | \.+ | [-‐‑–—]+ | [^\w\s]
    """
TOKEN = re.compile(_WORD, re.X)
_SPLIT = re.compile(f"({_WORD})", re.X)

_ADDRESS = re.compile(r"\b[\w.+-]{1,64}+@[\w.-]{1,255}|(?:www\.|://)[^\s]{1,300}")
"""Addresses of mail and pages, whose words are in lower case although they may be names."""

UP, CAPS, INITIAL, WORD, NUMBER, BREAK, POSSESSIVE = 1, 2, 4, 8, 16, 32, 64
"""What a token is by its shape: begins in upper case; is all in upper case; initials; a word; and so on."""


def plain(text: str) -> str:
    """`text` in lower case, without diacritics, with plain apostrophes and hyphens."""
    if not text.isascii():
        text = text.replace("’", "'").replace("ʼ", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ı", "i").replace("ł", "l")
    return text.casefold()


def _shape(word: str) -> int:
    first = word[0]
    if first.isalpha():
        if not first.isupper():
            inner = re.search(r"[-'’]", word)
            return WORD | (UP if inner and word[inner.end() : inner.end() + 1].isupper() else 0)
        shape = WORD | UP
        if word.endswith(".") or (len(word) > 1 and "." in word):
            return shape | INITIAL
        if len(word) == 1:
            return shape | INITIAL | CAPS
        return shape | (CAPS if word.isupper() else 0)
    if first.isdigit():
        return NUMBER
    if "\n" in word:
        return BREAK
    if len(word) <= 2 and first in "'’":
        return POSSESSIVE
    return 0


Known = tuple[str, int, int, bool, str]
"""Of a word as it stands: its key, shape and flags, whether it begins in upper case, its key if in lower case or ''."""


class Vocabulary(dict[str, Known]):
    """What is known of words by themselves, kept from text to text; a word is learnt when it is first looked up."""

    most = 1 << 17

    def __init__(self, flags: Callable[[str, bool], int]) -> None:
        """`flags(key, up)` are those of a word that begins, or does not begin, in upper case."""
        super().__init__()
        self._flags = flags

    def trim(self) -> None:
        """Forget all words when there are too many."""
        if len(self) > self.most:
            self.clear()

    def __missing__(self, word: str) -> Known:
        """Learn a word."""
        shape = _shape(word) if word else 0
        key = "," if word == "|" else plain(word)  # a bar sets off what a comma does
        key = key.rstrip("'") if shape & WORD else key
        up = bool(shape & UP)
        known = self[word] = key, shape, self._flags(key, up), up, key if shape == WORD else ""
        return known


def _words_of_addresses(text: str) -> frozenset[str]:
    if not any(mark in text for mark in ("@", "://", "www.")):
        return frozenset()
    lines = (line for line in text.split("\n") if "@" in line or "://" in line or "www." in line)
    found = (address for line in lines for address in _ADDRESS.findall(line))
    return frozenset(plain(word) for address in found for word in TOKEN.findall(address))


QUOTES = frozenset(("‘", "’", "'", "“", "”", '"', "«", "»", "„"))
"""Tokens that open or close a quotation."""

PADDING = 80
"""Empty tokens behind the text: more than any parser looks ahead."""


class Scan:
    """The tokens of one text as parallel sequences.

    Nothing but blanks stands between neighbouring tokens. `keys` holds the words as `plain` gives them, `flags`
    what the lexicon says of them; `lower` is the set of words that the text also writes in lower case. All
    sequences end in empty tokens, so that looking a few tokens ahead or behind needs no check of bounds; `size`
    does not count them.
    """

    __slots__ = ("ends", "flags", "keys", "lower", "shapes", "size", "starts", "text", "up", "words")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Cut `text`; it is kept as it is."""
        self.text = text
        parts = _SPLIT.split(text)  # blanks and tokens in turn: offsets are sums of lengths
        bounds = list(accumulate(map(len, parts)))
        self.size = len(parts) // 2
        self.starts = bounds[0:-1:2] + [len(text)] * PADDING
        self.ends = bounds[1::2] + [len(text)] * PADDING
        self.words = parts[1::2] + [""] * PADDING
        vocabulary.trim()
        known: tuple[Known, ...] = itemgetter(*self.words)(vocabulary)  # all at once: the cheapest way
        self.keys: tuple[str, ...] = tuple(map(itemgetter(0), known))
        self.shapes: tuple[int, ...] = tuple(map(itemgetter(1), known))
        self.flags: tuple[int, ...] = tuple(map(itemgetter(2), known))
        self.up: tuple[bool, ...] = tuple(map(itemgetter(3), known))
        self.lower: set[str] = set(map(itemgetter(4), known))
        self.lower.difference_update(_words_of_addresses(text), ("",))

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Character offsets of tokens [first, end)."""
        return self.starts[first], self.ends[end - 1]

    def slice(self, first: int, end: int) -> str:
        """The text of tokens [first, end)."""
        return self.text[self.starts[first] : self.ends[end - 1]] if end > first else ""

    def after_break(self, i: int) -> bool:
        """Whether token i opens a line."""
        return i == 0 or bool(self.shapes[i - 1] & BREAK)

    def soft_break(self, i: int) -> bool:
        """Whether token i is a line end inside running text: a single one, behind a long line."""
        if not self.shapes[i] & BREAK or self.text.count("\n", self.starts[i], self.ends[i]) != 1:
            return False
        line = self.text.rfind("\n", max(0, self.starts[i] - 400), self.starts[i])
        return self.starts[i] - line > 45
