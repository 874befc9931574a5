"""Lists and ranges of objective numbers: '6, 18 and 21', '1-4', '4, 5,6'."""

from __future__ import annotations

import re

from ...editions import ORDINALS

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty twenty-one twenty-two twenty-three"
).split()
_NUMBER = (
    r"(?:\d{1,2}(?![\w.]\d|\d|%|st\b|nd\b|rd\b|th\b)|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?!\w)"
)
_JOIN = r"(?:\s?[,;&/]\s?(?:and\s)?|\s(?:and|or|as well as)\s|\s?[-–—]\s?(?=\d)|\s(?:to|through)\s)"
_HEAD = r"(?:[Oo]bjectives?|OBJECTIVES?|[Oo]bjs?\.)(?:\s?\(s\))?\s?:?\s?(?:(?:[Nn]o|[Nn]umbers?|[Nn]os)\.?\s?|#\s?)?"
_LIST = rf"{_NUMBER}(?:{_JOIN}{_NUMBER}){{0,30}}"
NUMBERED = re.compile(
    rf"(?<![\w-])(?P<owner>(?:GCM|(?:Global )?(?:Migration )?Compact(?:'s|’s)?)\s)?{_HEAD}(?P<numbers>{_LIST})"
)
"""'Objective' with its numbers; the group `owner` is the Compact's name right before it, if it is there."""

OF_COMPACT_LIST = re.compile(
    rf"(?<!\d\s)(?<![\w-])[Oo]bjectives?\s+(?:of|under|in)\s+the\s+(?P<whose>[A-Z][^.;:()\n]{{2,70}}?)\s?(?:\([A-Z]{{2,6}}\))?"
    rf"\s?[:(]\s?(?:[Nn]os?\.?\s|[Nn]umbers?\s)?(?P<numbers>{_LIST})(?=\s?[).;\n]|$)"
)
"""'objectives of the GCM (5, 6 and 18)'; the group `whose` is whoever they belong to."""

BY_ORDINAL = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th))\s+[Oo]bjective(?!\w)",
    re.I,
)
"""'the sixth objective', '6th objective'."""

_PIECE = re.compile(rf"(?P<range>[-–—]|\bto\b|\bthrough\b)|(?P<number>{_NUMBER})", re.I)


def numbers_of(words: str) -> tuple[int, ...]:
    """The numbers of a list in order, ranges expanded, each once. A range that runs backwards is its two ends."""
    found: list[int] = []
    ranging = False
    for match in _PIECE.finditer(words):
        if match["range"]:
            ranging = bool(found)
            continue
        number = _value(match["number"])
        if ranging and found[-1] < number:
            found.extend(range(found[-1] + 1, number))
        found.append(number)
        ranging = False
    return tuple(dict.fromkeys(found))


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.index(word.casefold()) + 1
