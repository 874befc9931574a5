"""Finds fixed words and phrases in a text at the speed of a substring search, whole words only, in any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_INNER = re.compile(r"[\w-]")


def lowered(text: str) -> str:
    """The text in small letters, character by character, so that offsets stay those of `text`."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


class WordFinder:
    """Whole words of a fixed list; with `plurals`, an s behind them counts too."""

    def __init__(self, words: Iterable[str], *, plurals: bool = False) -> None:
        self._plurals = plurals
        self._words = sorted({w.lower() for w in words}, key=lambda w: (-len(w), w))

    def find(self, lower: str) -> list[tuple[int, int]]:
        """Spans in text order, the longest of those that begin at one place. `lower` is as `lowered` gives it."""
        found: dict[int, int] = {}
        for word in self._words:
            at = lower.find(word)
            while at >= 0:
                end = at + len(word)
                if self._plurals and lower.startswith("s", end):
                    end += 1
                if at not in found and is_whole(lower, at, end):
                    found[at] = end
                at = lower.find(word, at + 1)
        return sorted(found.items())

    def spans(self, lower: str) -> Iterator[tuple[int, int]]:
        """Spans in text order, each beginning behind the one before."""
        reached = 0
        for start, end in self.find(lower):
            if start >= reached:
                yield start, end
                reached = end


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at the ends of a span; a hyphen before it belongs to a word, one behind it does not."""
    before = start > 0 and _INNER.match(text, start - 1)
    after = end < len(text) and (text[end].isalnum() or text[end] == "_")
    return not before and not after


def is_small(pattern: str) -> bool:
    """Whether a regular expression has no capitals but those of classes like '\\S': for any case, it may be matched
    against the text in small letters, where the engine tells most alternatives apart by their first letter."""
    return not any(c.isupper() for c in re.sub(r"\\.", "", pattern))
