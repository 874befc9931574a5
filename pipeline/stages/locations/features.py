"""What the finders of features share: names of places that are told by the words that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .keys import fold_key
from .resources import LocationRules
from .scan import CAPITALISED

NAME = rf"(?:St\. )?{CAPITALISED.pattern}"
BEFORE = re.compile(rf"({NAME}(?:['’]s)?(?:[ -](?:(?:de|la|el|al) )?(?={NAME})|(?=[ ]\Z)|\Z)){{1,5}} ?\Z")
PREPOSITION = re.compile(r"([A-Za-z]+)(?: the| its| their| a| The)?[ \u00a0]\Z")
INTO = frozenset(["at", "near", "outside", "inside", "venue", "location", "visited", "visit", "toured"])
PARTICLES = ("de", "la", "el", "al")
_FIRST = re.compile(NAME)
_OPENS = re.compile(r"(?:\n|: ?\n?|, )\Z")
_LED = re.compile(r"[A-Z][a-z]{2,}[ -]\Z")
_LOOK_BACK, _MOST_NAMES = 90, 5
_ROYAL = frozenset(
    [
        "king",
        "queen",
        "prince",
        "princess",
        "sheikh",
        "shaikh",
        "sultan",
        "imam",
        "pope",
        "father",
        "lord",
        "lady",
        "sir",
        "dame",
        "president",
        "ambassador",
        "governor",
        "general",
        "marshal",
    ]
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A span that names a place by its words."""

    start: int
    end: int
    type: str  # admin / city / other / venue
    rule: str
    known: str | None = None  # key of the gazetteer's name inside, where the name is built on one


def preposition(text: str, start: int) -> str:
    """The word, folded, that leads to the name at `start`, an article between them or not; '' if there is none."""
    m = PREPOSITION.search(text, max(0, start - 30), start)
    return m.group(1).casefold() if m is not None else ""


def opens(text: str, start: int) -> bool:
    """Whether the name at `start` opens a line or a part of an address."""
    return start == 0 or _OPENS.search(text, max(0, start - 3), start) is not None


def led(text: str, start: int) -> bool:
    """Whether a capitalised word stands directly before, so that the name began earlier."""
    m = _LED.search(text, max(0, start - 25), start)
    return m is not None and m.group()[:-1] != "The"


def earliest(text: str, end: int) -> int:
    """Where the run of names before the space at `end - 1` begins at the earliest; `end` if there can be none.

    Word by word, so that the pattern for the run need not be tried from every place further back.
    """
    first = max(0, end - _LOOK_BACK)
    begin, names = end, 0
    while begin > first:
        at = max(first, text.rfind(" ", first, begin - 1) + 1)
        word = text[at : begin - 1]
        if not word or (word.islower() and word not in PARTICLES):
            break
        names += word[0].isupper() and word != "St."
        if names > _MOST_NAMES:
            break
        begin = at
        if not word[0].isupper() and word not in PARTICLES:
            break  # at most the end of it is a name: 'non-Alpine'
    return begin


def begin_of(text: str, start: int, end: int, rules: LocationRules, *, royal: bool) -> int:
    """Where a name in `[start, end)` begins: behind words that only start the sentence, and behind titles, but for
    those of sovereigns where places are called after such (`royal`). `end` if nothing is left."""
    begin = start
    for word in _FIRST.finditer(text, start, end):
        key = fold_key(word.group())
        titled = key in rules.honorifics and key[:2] != "st" and not (royal and key in _ROYAL)
        if key in rules.function_words or titled:
            begin = word.end()
        elif text.startswith(("'s ", "’s "), word.end()):
            begin = word.end() + 2
    while begin < end and text[begin] in " \u00a0-":
        begin += 1
    return begin if begin < end and text[begin].isupper() else end


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the earlier first; by their first letters, so that few are tried at a place."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


def titled(words: str) -> str:
    """The words as in a name: 'Gulf of'."""
    return " ".join(w if w in ("and", "of") else w[0].upper() + w[1:] for w in words.split())
