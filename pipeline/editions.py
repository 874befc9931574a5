"""Which edition of a series a name speaks of: '11th', 'Eleventh', 'XI'."""

from __future__ import annotations

import re

_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = [
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
]  # fmt: skip
_TENS = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]


def _ordinals() -> dict[str, int]:
    words = {w: i for i, w in enumerate([*_UNITS, *_TEENS], start=1)} | {"inaugural": 1}
    for tens, stem in enumerate(_TENS, start=2):
        words[stem + "ieth"] = tens * 10
        for unit, word in enumerate(_UNITS, start=1):
            words[f"{stem}y-{word}"] = tens * 10 + unit
    return words


ORDINALS = _ordinals()
"""Ordinal words up to ninety-ninth; 'inaugural' is the first."""

_WORD = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + r")(?![\w-])", re.I)
_DIGITS = re.compile(r"(?<!\w)(\d{1,3})\s?(?:st|nd|rd|th)(?!\w)", re.I)
_ROMAN = re.compile(r"(?<![\w-])(?=[IVXL]{1,7}(?![\w-]))(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])")
_NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50}


def edition_of(name: str) -> int | None:
    """The edition number that a name carries, or None. 'First' counts; a year does not."""
    if match := _DIGITS.search(name):
        return int(match.group(1)) or None
    if match := _WORD.search(name):
        return ORDINALS[match.group().casefold()]
    if (match := _ROMAN.search(name)) and len(match.group()) > 1:
        return _roman(match.group())
    return None


def without_edition(name: str) -> str:
    """The name without its ordinal, for comparing editions of a series."""
    return " ".join(_ROMAN_LONG.sub(" ", _WORD.sub(" ", _DIGITS.sub(" ", name))).split())


_ROMAN_LONG = re.compile(r"(?<![\w-])[IVXL]{2,7}(?![\w-])")


def _roman(numeral: str) -> int:
    values = [_NUMERALS[c] for c in numeral]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
