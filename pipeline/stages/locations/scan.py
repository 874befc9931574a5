"""Finds capitalised words, and the names of the gazetteer among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .gazetteer import Gazetteer, Place

_UPPER = (
    "A-ZÀ-ÖØ-Þ"
    + "".join(chr(c) for c in range(0x100, 0x250) if chr(c).isupper())
    + "ẀẂẄẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
_INNER = r"[^\W_]*(?:['’ʼʻ‘](?![sS](?![^\W_]))[^\W_]+)*"
CAPITALISED = re.compile(
    # The class stands first, with the looks back behind it: that lets the engine skip to the next capital.
    rf"[{_UPPER}](?<![^\W_].)(?<![^\W_]['’].)"
    rf"(?:(?<=[A-Z])\.(?:[A-Z]\.){{1,4}}(?:[A-Z](?![^\W_]))?|{_INNER})",
    re.S,
)
_NEXT = re.compile(
    r"((?:\.|['’]s)?(?:[ \u00a0]|[ \u00a0]?\n[ \u00a0]?)|[-‐‑–]|, (?=D\.?C\b|Sint|China\b))?"
    rf"((?:[A-Z]\.){{2,4}}|[^\W_]{_INNER})"
)
_JOINING = frozenset(
    ["of", "the", "and", "de", "del", "da", "do", "dos", "das", "la", "le", "les", "el", "al", "as", "ash"]
).union(["an", "am", "upon", "sur", "bin", "der", "den", "des", "du", "au", "aux", "y", "e", "d", "en", "on"])
_GENERIC = frozenset(["region", "headquarters", "subcontinent", "rainforest", "river"])
_ARTICLES = ("d'", "d’", "l'", "l’")
_MAX_WORDS = 8


@dataclass(slots=True)
class Hit:
    """A name of the gazetteer in the text, and what it may mean, the likeliest first."""

    start: int
    end: int
    key: str
    places: tuple[Place, ...]
    best: Place  # the likeliest meaning, nothing else known


def scan(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Names of the gazetteer in `text`, longest first from the left, without overlaps."""
    end = 0
    words = gazetteer.words
    for m in CAPITALISED.finditer(text):
        key, most = words[m[0]]
        if not most or m.start() < end:
            continue
        found = _longest(text, m.end(), gazetteer, key, most) if most > 1 else None
        if found is None and key in gazetteer:
            found = (m.end(), key)
        if found is not None:
            end = found[0]
            if text[end - 1] == "." and not text[m.start() : end - 1].count("."):
                end -= 1
            places = gazetteer.places(found[1])
            yield Hit(m.start(), end, found[1], places, places[0])


def _longest(text: str, end: int, gazetteer: Gazetteer, key: str, most: int) -> tuple[int, str] | None:
    """End and key of the longest name of more than one word, of which the first is `key` and ends at `end`."""
    best = None
    for count in range(2, min(most, _MAX_WORDS) + 1):
        m = _NEXT.match(text, end)
        if m is None or m[1] is None:
            break
        gap, word = m.groups()
        end = m.end()
        continues = not word[0].islower() or word in _JOINING or word.startswith(_ARTICLES)
        if not continues and word not in _GENERIC:
            break
        key += ("s " if gap[0] in "'’" else " ") + gazetteer.words[word][0]
        if key in gazetteer:
            best = (end, key)
        if not continues:
            break
        if text.startswith(("'s", "’s"), end) and key + "s" in gazetteer:
            best = (end + 2, key + "s")
        if count == 2 and not gazetteer.opens_longer(key):
            break
    return best
