"""Finds capitalised words, and the names of the gazetteer among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .gazetteer import Gazetteer, Place
from .keys import fold_key

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
_MAX_WORDS = 8


@dataclass(slots=True)
class Hit:
    """A name of the gazetteer in the text, and what it may mean, the likeliest first."""

    start: int
    end: int
    key: str
    places: tuple[Place, ...]

    @property
    def best(self) -> Place:
        """The likeliest meaning, nothing else known."""
        return self.places[0]


def scan(text: str, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Names of the gazetteer in `text`, longest first from the left, without overlaps."""
    end = 0
    for m in CAPITALISED.finditer(text):
        if m.start() < end:
            continue
        key, rest, most = gazetteer.word(m.group())
        if not most:
            continue
        found = _longest(text, m, gazetteer, most) if most > 1 or rest else None
        if found is None and key in gazetteer:
            found = (m.end(), key)
        if found is not None:
            end = found[0]
            if text[end - 1] == "." and not text[m.start() : end - 1].count("."):
                end -= 1
            yield Hit(m.start(), end, found[1], gazetteer.places(found[1]))


def _longest(text: str, m: re.Match[str], gazetteer: Gazetteer, most: int) -> tuple[int, str] | None:
    """End and key of the longest name of more than one word that starts at the capitalised word `m`."""
    best = None
    end = m.end()
    for _ in range(min(most, _MAX_WORDS) - 1):
        nxt = _NEXT.match(text, end)
        if nxt is None or nxt.group(1) is None:
            break
        word = nxt.group(2)
        end = nxt.end()
        if word[0].islower() and word not in _JOINING and not word.startswith(("d'", "d’", "l'", "l’")):
            if _is_generic(word):
                key = _key(text[m.start() : end])
                if key in gazetteer:
                    best = (end, key)
            break
        key = _key(text[m.start() : end])
        if key in gazetteer:
            best = (end, key)
        if text.startswith(("'s", "’s"), end) and key + "s" in gazetteer:
            best = (end + 2, key + "s")
    return best


def _is_generic(word: str) -> bool:
    return word in ("region", "headquarters", "subcontinent", "rainforest", "river")


def _key(surface: str) -> str:
    return fold_key(surface.replace("\n", " ").replace(",", ""))
