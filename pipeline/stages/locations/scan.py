"""Finds capitalised words, and the names of the gazetteer among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .gazetteer import NAME, Gazetteer, Place

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
).union(
    ["an", "am", "upon", "sur", "bin", "der", "den", "des", "du", "au", "aux", "y", "e", "d", "en", "on"],
    ["lui", "di", "della", "delle", "dei", "von", "zu", "zur", "zum", "nad", "pod", "ob", "van", "het", "op", "ter"],
    ["lès"],
)
_GENERIC = frozenset(["region", "headquarters", "subcontinent", "rainforest", "river"])
_ARTICLES = ("d'", "d’", "l'", "l’")
_CONTAINED = (",", " (", "'s,", "’s,")
_LEADING = ("in ", "near ", "outside ", "visit ", "visited ", "visiting ", " the ")
_MAX_WORDS = 8
_LONGEST_SHORT = 4  # letters before a full stop that does not end the sentence: 'Mt.'


@dataclass(slots=True)
class Hit:
    """A name of the gazetteer in the text, and what it may mean, the likeliest first."""

    start: int
    end: int
    key: str
    places: tuple[Place, ...]
    best: Place  # the likeliest meaning, nothing else known


def scan(text: str, gazetteer: Gazetteer, demonyms: Counter[str]) -> Iterator[Hit]:
    """Names of the gazetteer in `text`, longest first from the left, without overlaps.

    `demonyms` takes the countries of words for their people and things, once for each word.
    """
    end = 0
    words = gazetteer.words
    for m in CAPITALISED.finditer(text):
        word = words[m[0]]
        if word is None:
            continue
        key, most, standing, country = word
        if country is not None:
            demonyms[country] += 1
        if m.start() < end:
            continue
        found = _longest(text, m.end(), gazetteer, key, most) if most else None
        if found is None and standing and (standing == NAME or _may_be_used(text, m.start(), m.end())):
            found = (m.end(), key)
        if found is not None:
            end = found[0]
            if text[end - 1] == "." and not text[m.start() : end - 1].count("."):
                end -= 1
            places = gazetteer.places(found[1])
            yield Hit(m.start(), end, found[1], places, places[0])


def _may_be_used(text: str, start: int, end: int) -> bool:
    """Whether an idle name stands where it may be a place nevertheless: before a comma, behind 'in'."""
    return text.startswith(_CONTAINED, end) or text.endswith(_LEADING, 0, start)


def _longest(text: str, end: int, gazetteer: Gazetteer, key: str, most: int) -> tuple[int, str] | None:
    """End and key of the longest name of more than one word, of which the first is `key` and ends at `end`."""
    best = None
    length = len(key)
    openings, keys = gazetteer.openings, gazetteer.keys
    for _ in range(min(most, _MAX_WORDS) - 1):
        m = _NEXT.match(text, end)
        if m is None or m[1] is None:
            break
        gap, word = m.groups()
        if gap[0] == "." and length > _LONGEST_SHORT:
            break
        length = len(word)
        end = m.end()
        continues = not word[0].islower() or word in _JOINING or word.startswith(_ARTICLES)
        if not continues and word not in _GENERIC:
            break
        key += ("s " if gap[0] in "'’" else " ") + keys[word]
        named, longer, possessive = openings[key]
        if named:
            best = (end, key)
        if not continues:
            break
        if possessive and text.startswith(("'s", "’s"), end):
            best = (end + 2, key + "s")
        if not longer:
            break
    return best
