"""The stretches of a text in which a date could stand: the rest is never cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lexicon import Lexicon

_DIGITS = re.compile(r"[0-9][0-9]*")  # not '[0-9]+', for which the engine has no fast search
_CAPITALS = re.compile(
    r"J(?:anuary|une|uly|ANUARY|UNE|ULY)|F(?:ebruary|EBRUARY)|M(?:arch|ay|ARCH|ONTH|ORROW)|A(?:pril|ugust|utumn|PRIL|UGUST)"
    r"|S(?:eptember|pring|ummer|EPTEMBER)|O(?:ctober|CTOBER)|N(?:ovember|OVEMBER)|D(?:ecember|ECEMBER|AY)|W(?:inter|EEK)|YEAR"
)
_SEEDS = (
    "day", "week", "month", "year", "morrow", "onight", "orning", "fternoon", "vening", "ecade", "entur", "uarter",
    "spring", "summer", "autumn", "winter", " fall", "ast night",
)  # fmt: skip
"""Beside digits and `_CAPITALS`, what every date holds one of: as substrings, which is faster than any pattern."""

_TIES = frozenset({"ne", "ix", "en", "gh", "if", "ir"})
"""What stands before the '-ties' of the nineties and the like."""

_REACH = 40  # characters on each side of a seed that can belong to its date
_SNAP = 24  # how much further a window may reach to end at a blank

_UNITS = re.compile(
    r"Day|Week|Month|Year|Night| Fall|night|lunchtime|forties|CENTUR|QUARTER|DECADE|TONIGHT|MORNING|AFTERNOON|EVENING"
    r"|NIGHT|SPRING|SUMMER|AUTUMN|WINTER|FALL"
)
"""Words too rare, or too common in titles, to open a window without a number."""

_WORD = re.compile(r"[A-Za-z]+")
_BESIDE = 20  # characters from a number in which the name of its month begins
_JOINED = re.compile(r"[./‐‑-][0-9]{1,2}[./‐‑-][0-9]{2}|\s?/\s?[0-9]|['’]?s\b|Q")
"""What makes a short number a date, a decade or a quarter without any word."""

_BETWEEN = frozenset({"the", "of", "st", "nd", "rd", "th", "ST", "ND", "RD", "TH"})
_FISCAL = frozenset({"fy", "ay", "q"})

Span = tuple[int, int]


class Windows:
    """Finds the windows of a text. Built once; keeps nothing of a text.

    `more_seeds` are words, in small letters, that open a window in any case beside those that always do.
    """

    def __init__(self, lexicon: Lexicon, more_seeds: Sequence[str] = ()) -> None:
        words = "|".join(map(re.escape, sorted(more_seeds, key=lambda w: (-len(w), w))))
        self._more = re.compile(rf"\b(?:{words})", re.IGNORECASE) if words else None
        months = (w for name in ("month", "month_vague") for w in lexicon.words[name].entries)
        self._before = frozenset((*months, *lexicon.misspelt, *_FISCAL))
        self._after = self._before - _FISCAL

    def of(self, text: str) -> Iterator[Span]:
        """Disjoint stretches of `text` that hold every seed with `_REACH` characters around it.

        Numbers that cannot be a date stretch the window of a word beside them, and open none of their own.
        """
        start = end = -1
        sure = False
        seeds = _seeds(text)
        if self._more is not None:
            seeds += [(*m.span(), True) for m in self._more.finditer(text)]
            seeds.sort()
        for seed, stop, is_word in seeds:
            if seed - _REACH > end:
                if sure or self._has_date_number(text, start, end):
                    yield _snapped(text, start, end)
                start, sure = seed - _REACH, False
            end = stop + _REACH
            sure = sure or is_word
        if sure or self._has_date_number(text, start, end):
            yield _snapped(text, start, end)

    def _has_date_number(self, text: str, start: int, end: int) -> bool:
        """Whether a number of the window may be a date or a part of one, or stands near a word of time."""
        if end < 0:
            return False
        if _UNITS.search(text, max(0, start), end):
            return True
        return any(self._is_date_number(text, *m.span()) for m in _DIGITS.finditer(text, max(0, start), end))

    def _is_date_number(self, text: str, start: int, end: int) -> bool:
        if end - start > 2:
            return end - start == 4 and "1400" <= text[start:end] <= "2199"
        if _JOINED.match(text, end):
            return True
        before = [w for w in _WORD.findall(text, max(0, start - _BESIDE), start)[-2:] if w not in _BETWEEN]
        if before and before[-1].lower() in self._before:
            return True
        after = (w for w in _WORD.findall(text, end, end + _BESIDE) if w not in _BETWEEN)
        return next(after, "").lower() in self._after


def _seeds(text: str) -> list[tuple[int, int, bool]]:
    """Spans of all seeds in text order, and whether they are words."""
    found = [(*m.span(), False) for m in _DIGITS.finditer(text)]
    found += [(*m.span(), True) for m in _CAPITALS.finditer(text)]
    for seed in _SEEDS:
        at, length = text.find(seed), len(seed)
        while at >= 0:
            found.append((at, at + length, True))
            at = text.find(seed, at + length)
    at = text.find("ties")
    while at >= 0:
        if text[at - 2 : at] in _TIES:
            found.append((at - 3, at + 4, True))
        at = text.find("ties", at + 4)
    found.sort()
    return found


def _snapped(text: str, start: int, end: int) -> Span:
    start, end = max(0, start), min(len(text), end)
    if start > 0:
        blank = max(text.rfind(" ", max(0, start - _SNAP), start), text.rfind("\n", max(0, start - _SNAP), start))
        start = blank if blank >= 0 else start
    if end < len(text):
        blank = text.find(" ", end, end + _SNAP)
        end = blank if blank >= 0 else end
    return start, end
