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
    rf"(?:(?<=[A-Z])\.(?:(?:[A-Z]\.){{1,4}}(?:[A-Z](?![^\W_]))?|[A-Z](?![^\W_.]))|{_INNER})",
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
_BEGINNINGS = frozenset((word + " ")[:2] for word in _JOINING | _GENERIC) | {"d'", "d’", "l'", "l’"}
_ENDING = frozenset([":", ";", ")", "?", "!", "”", '"', "/", "]", ""])
_AFTER_COMMA = frozenset([" D", " S", " C"])
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
        key, most, standing, country, seconds = word
        if country is not None:
            demonyms[country] += 1
        start, stop = m.span()
        if start < end:
            continue
        found = _longest(text, stop, gazetteer, key, most) if most and _may_go_on(text, stop, seconds) else None
        if found is None and standing and (standing == NAME or _may_be_used(text, start, stop)):
            found = (stop, key)
        if found is not None:
            end, key = found
            if text[end - 1] == "." and not text[start : end - 1].count("."):
                end -= 1
            places = gazetteer.places(key)
            yield Hit(start, end, key, places, places[0])


def _may_go_on(text: str, end: int, seconds: frozenset[str]) -> bool:
    """Whether another word of a name may follow, by a look at its first letters: nearly always none does.

    `seconds` are the beginnings of second words. What holds more than plain letters is left to a closer look.
    """
    behind = text[end : end + 4]
    if behind[:1] == " ":
        letters = behind[1:]
        if letters.isalpha() and letters.isascii() and letters.lower() not in seconds:
            return False
        if letters[:1].islower():
            return letters[:2] in _BEGINNINGS
    return behind[:1] not in _ENDING and (behind[:1] != "," or behind[1:3] in _AFTER_COMMA)


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
