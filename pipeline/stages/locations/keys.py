"""The key under which a name is filed and looked up: without case, diacritics, apostrophes, hyphens, dots."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´."))
_SPACED = dict.fromkeys(map(ord, "-‐‑–\u00a0\t\r"), " ")
_LETTERS = {ord(a): b for a, b in {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}.items()}
_TABLE = {**_DROPPED, **_SPACED, **_LETTERS}
_ASCII_TABLE = {**_DROPPED, **_SPACED}
_MARKS = re.compile("[\u0300-\u036f]+")
_BLANKS = re.compile("  +")

MOST_KEPT = 1 << 17
"""Entries that a table filled on demand keeps between texts, at the most."""


def fold_key(text: str) -> str:
    """The key of a name, or, line by line, of a whole column of names: line ends stay where they are."""
    key = text.casefold()
    if key.isascii():
        key = key.translate(_ASCII_TABLE)
    else:
        key = _MARKS.sub("", unicodedata.normalize("NFKD", key)).translate(_TABLE)
    return _BLANKS.sub(" ", key)


class Keys(dict[str, str]):
    """Of a word: its key. Filled as they are asked for."""

    def __missing__(self, word: str) -> str:
        """Work out the key of a word that is asked for the first time."""
        if len(self) > MOST_KEPT:
            self.clear()
        key = self[word] = fold_key(word)
        return key
