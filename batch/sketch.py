"""Sketches of texts, by which a release that stands on two sites is known again.

A sketch is the bottom-k sketch (Broder 1997) of a text's longer lines: the smallest of their hashes. Boilerplate around
an article changes few of them, another article changes nearly all.
"""

from __future__ import annotations

import hashlib
import re

SIZE = 48
"""Most hashes in a sketch."""
PROBES = 6
"""How many of the smallest hashes a look-up tries; two texts that share four lines of five miss each other once in
about 15,000 times."""
_SHORTEST = 40
_LINE = re.compile(r"[^\n\r.!?]+")
_WORD = re.compile(r"\w+")
_ALIKE = 0.8
_FEWEST = 4


def sketch_of(text: str) -> tuple[int, ...]:
    """The smallest hashes of the sentences and lines of `text` of at least 40 characters; case and signs aside."""
    hashes = set()
    for match in _LINE.finditer(text):
        line = match[0]
        if len(line) >= _SHORTEST:
            words = " ".join(_WORD.findall(line.casefold()))
            hashes.add(int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=7).digest()))
    return tuple(sorted(hashes)[:SIZE])


def alike(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two texts share at least four fifths of the lines of either, as far as their sketches tell."""
    if min(len(a), len(b)) < _FEWEST:
        return False
    union = sorted({*a, *b})[:SIZE]
    common = set(a) & set(b)
    return sum(h in common for h in union) >= _ALIKE * len(union)
