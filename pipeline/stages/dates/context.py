"""What stands around a date: the year it borrows, and whether its sentence looks back or ahead."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ...values import DateValue
from .lexicon import TenseWords
from .spans import days_between, valid

_STOP = re.compile(r"(?<=[a-z0-9)\"”’%][a-z0-9)\"”’%])[.!?]['\"”’)]?\s+(?=[\"“‘'(]?[A-Z0-9])|\n\s*\n")
_REACH = 240  # characters of the sentence that are looked at on each side
_BLOCK = 512  # characters that are searched for ends of sentences, or for telling words, at once
_LONGEST_STOP = 64
_LONGEST_CUE = 24
_YEAR_REACH = 160  # how far before a date a year may stand that it belongs to
_NEAR_REFERENCE = 110  # days from publication within which a day without a year is taken to be of that time
_SURE = 60  # the same whatever the tense of the sentence
_FOLLOWS = 21  # days within which a date is taken to follow an explicit one before it
_SAME_STORY = 400  # the same within one sentence, where publication is far from both
_JOINED = 60
_TOLD = 4  # full dates that make a narrative
_LONG_AGO = 400  # days before writing from which on they count
_INTO_NEXT_YEAR = 5  # months that a narrative may go on, past December, without naming the year
_JOINT = re.compile(r"[^.;\n]{3,50}?(?:,| and| to| or|&| until| and on)\s+(?:on |the )?")

Cue = tuple[int, int]
"""Offset of a telling word and its kind: future, a plan, past, or a word in -ed."""

_FUTURE, _PLAN, _PARTICIPLE = 1, 2, 4
_PLAIN = 2
_CLAUSE = 60  # characters behind a date at the head of a sentence in which its verb stands
_CLOSE = 30  # characters before a date in which a word in -ed is its verb
_PASSIVE = re.compile(r"\b(?:be|being|is|are|to|an?|the|this|its|their|his|her|our|still|newly)\s(?:\w{2,12}ly\s)?$")
_HAD = re.compile(r"\bhad\b")


@dataclass(frozen=True, slots=True)
class Anchor:
    """An explicit date in the text: its place and its first and last day."""

    at: int
    start: date
    end: date
    by_day: bool
    open: bool


class Tense:
    """Words that say whether a sentence looks back or ahead."""

    def __init__(self, words: TenseWords) -> None:
        ahead = rf"({_any_of(words.future)})|({_any_of(words.plans) or '(?!)'})"
        back = rf"((?<!\bbe )(?:{_any_of(words.past)}))|((?<!\bbe )[a-z]{{2,16}}[^\We]ed)"
        self._regex = re.compile(rf"\b(?:{ahead}|{back})\b")

    def scan(self, text: str, start: int, end: int) -> list[Cue]:
        """All telling words that begin in `[start, end)`, in text order."""
        found = self._regex.finditer(text, start, end + _LONGEST_CUE)
        return [(m.start(), m.lastindex or 0) for m in found if m.start() < end]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@dataclass
class Context:
    """What a document offers to dates that leave something out. `published` None: nobody says."""

    text: str
    published: date | None
    anchors: list[Anchor]
    tense: Tense
    figures_reach: int = 400  # characters behind a quarter in which 'a year earlier' beside figures is that quarter
    _stops: dict[int, list[int]] = field(default_factory=dict, init=False)
    _cues: dict[int, list[Cue]] = field(default_factory=dict, init=False)

    @cached_property
    def _places(self) -> list[int]:
        return [a.at for a in self.anchors]

    def _stops_of(self, block: int) -> list[int]:
        """Where sentences begin whose predecessor ends in a block of `_BLOCK` characters."""
        if block not in self._stops:
            found = _STOP.finditer(self.text, block * _BLOCK, (block + 1) * _BLOCK + _LONGEST_STOP)
            self._stops[block] = [m.end() for m in found if m.start() < (block + 1) * _BLOCK]
        return self._stops[block]

    def _cues_of(self, block: int) -> list[Cue]:
        """The telling words that begin in a block."""
        if block not in self._cues:
            self._cues[block] = self.tense.scan(self.text, block * _BLOCK, (block + 1) * _BLOCK)
        return self._cues[block]

    def sentence_around(self, at: int) -> tuple[int, int]:
        """The sentence around an offset, at most `_REACH` characters to each side."""
        lo, hi = max(0, at - _REACH), min(len(self.text), at + _REACH)
        for block in _blocks(lo - _LONGEST_STOP, hi):
            stops = self._stops_of(block)
            i = bisect_right(stops, at)
            if i:
                lo = max(lo, stops[i - 1])
            if i < len(stops):
                return lo, min(hi, stops[i])
        return lo, hi

    def tense_at(self, at: int) -> int:
        """-1 past, 1 future, 0 unknown: the last telling word of the sentence before `at`, else the next.

        A word in -ed ('launched') tells where it stands close before, or where no other verb of the sentence does.
        """
        return 1 if (found := self._told_at(at)) > 0 else -1 if found else 0

    def plain_tense_at(self, at: int) -> int:
        """The same where a verb says it outright, else 0."""
        found = self._told_at(at)
        return found if abs(found) == _PLAIN else 0

    def _told_at(self, at: int) -> int:
        lo, hi = self.sentence_around(at)
        cues = [cue for block in _blocks(lo, hi) for cue in self._cues_of(block)]
        middle = bisect_left(cues, (at, 0))
        weak = 0
        for k in range(middle - 1, max(-1, middle - 30), -1):
            start, kind = cues[k]
            if start < lo:
                break
            if kind != _PARTICIPLE:
                return (1 if weak else _PLAIN) if kind in (_FUTURE, _PLAN) else -_PLAIN
            if at - start <= _CLOSE and not _PASSIVE.search(self.text, max(lo, start - 20), start):
                return -_PLAIN
            weak = -1
        while middle < len(cues) and cues[middle][1] == _PLAN:
            middle += 1
        if weak or middle == len(cues) or cues[middle][0] >= hi:
            return weak
        start, kind = cues[middle]
        strength = _PLAIN if start - at < _CLAUSE and kind != _PARTICIPLE else 1
        return strength if kind == _FUTURE else -strength

    def had_by(self, at: int) -> bool:
        """Whether the sentence says that something 'had' been done by then."""
        lo, hi = self.sentence_around(at)
        return _HAD.search(self.text, lo, hi) is not None

    def reference(self) -> date | None:
        """The day that years are borrowed around: publication, else the text's first full day."""
        if self.published is not None:
            return self.published
        full = next((a for a in self.anchors if a.by_day), None)
        return full.start if full else None

    def year_for(self, at: int, month: int, day: int | None, weekday: int | None, side: str = "") -> int | None:
        """The year of a month or day at offset `at` that names none; None where nothing tells.

        `side` is the opening word's: 'since' looks back, 'before' (by, until) ahead.
        """
        joined = self._joined_year(at, month, day)
        if joined is not None:
            return joined
        ref = self.reference()
        if ref is None:
            return self.anchors[0].start.year if self.anchors else None
        options = _on_weekday(_candidates(ref.year, month, day), weekday)
        if not options:
            return None
        nearest = min(options, key=lambda c: (days_between(c, ref), c))
        far = days_between(nearest, ref)
        near_ref = far <= _NEAR_REFERENCE
        stated = self._stated_year(at, month, day, weekday, ref, near_ref)
        if stated is not None:
            return stated
        by_tense = self.published is not None and far > _SURE and weekday is None and self.plain_tense_at(at)
        if near_ref and not by_tense:
            return nearest.year
        return self._choose(at, options, nearest, ref, side).year

    def _choose(self, at: int, options: list[date], nearest: date, ref: date, side: str) -> date:
        """The option nearest to `ref`, unless the opening word or the sentence's tense says otherwise."""
        tense = {"since": -1, "before": 1}.get(side) or self.tense_at(at)
        if tense > 0 and nearest < ref:
            return min((c for c in options if c >= ref), default=nearest)
        if tense < 0 and nearest > ref:
            return max((c for c in options if c <= ref), default=nearest)
        return nearest

    @cached_property
    def narrative(self) -> bool:
        """Whether the text tells of times long before its writing, so that its dates lean on each other."""
        days = [a.start for a in self.anchors if a.by_day]
        if len(days) < _TOLD:
            return False
        if self.published is None:
            return (max(days) - min(days)).days > _LONG_AGO * 3
        long_ago = sum((self.published - a.start).days > _LONG_AGO for a in self.anchors)
        return long_ago * 10 >= len(self.anchors) * 9

    def year_told(self, at: int, month: int, day: int | None, last: DateValue) -> int | None:
        """The year of a month or day in a narrative after the date `last`: the same, or the next past December."""
        joined = self._joined_year(at, month, day)
        if joined is not None or last.start is None or last.end is None:
            return joined
        if last.precision not in ("day", "month") or last.start.year != last.end.year:
            return last.start.year
        ahead = 12 - (last.end.month - month)
        return last.end.year + (month < last.end.month and ahead <= _INTO_NEXT_YEAR)

    def _joined_year(self, at: int, month: int, day: int | None) -> int | None:
        """The year of a full date that this one is joined to: '30 April and 2 May 2019'."""
        i = bisect_left(self._places, at)
        if i == len(self.anchors) or self.anchors[i].at > at + _JOINED or not self.anchors[i].by_day:
            return None
        if not _JOINT.fullmatch(self.text, at, self.anchors[i].at):
            return None
        return _nearest_year(self.anchors[i].start, month, day)

    def _stated_year(
        self, at: int, month: int, day: int | None, weekday: int | None, ref: date, near_ref: bool
    ) -> int | None:
        """The year of an explicit date before this one in its sentence, or of a day close before it."""
        lo, _ = self.sentence_around(at)
        for anchor in reversed(self.anchors[: bisect_left(self._places, at)][-4:]):
            same_sentence = anchor.at >= max(lo, at - _YEAR_REACH)
            if not same_sentence and not (anchor.by_day and self._same_paragraph(anchor.at, at)):
                break
            options = _on_weekday(_candidates(anchor.start.year, month, day), weekday, strict=True)
            if anchor.by_day and options:
                best = min(options, key=lambda c: (days_between(c, anchor.start), c))
                gap = (best - anchor.start).days
                if 0 <= gap <= _FOLLOWS or (same_sentence and not near_ref and abs(gap) <= _SAME_STORY):
                    return best.year
            elif (
                same_sentence
                and not (near_ref or anchor.open)
                and anchor.start.year <= ref.year + 1
                and any(c.year == anchor.start.year for c in options)
                and not self._looks_past(at, anchor, ref)
            ):
                return anchor.start.year
        return None

    def _looks_past(self, at: int, anchor: Anchor, ref: date) -> bool:
        """Whether the sentence looks ahead while the anchor lies behind."""
        return anchor.start.year < ref.year and self.tense_at(at) > 0

    def _same_paragraph(self, a: int, b: int) -> bool:
        return b - a < 600 and "\n\n" not in self.text[a:b]


def _blocks(start: int, end: int) -> range:
    """The numbers of the blocks that `[start, end]` touches."""
    return range(max(0, start) // _BLOCK, end // _BLOCK + 1)


def _candidates(year: int, month: int, day: int | None, reach: int = 1) -> list[date]:
    """The day (the 15th, of a whole month) in the years around `year`."""
    days = [valid(y, month, day or 15) for y in range(year - reach, year + reach + 1)]
    if day == 29 and month == 2 and not any(days):
        days = [valid(y, month, day) for y in range(year - 3, year + 4)]
    return [d for d in days if d]


def _on_weekday(options: list[date], weekday: int | None, *, strict: bool = False) -> list[date]:
    if weekday is None:
        return options
    fitting = [d for d in options if d.weekday() == weekday]
    return fitting if fitting or strict else options


def _nearest_year(anchor: date, month: int, day: int | None) -> int:
    options = _candidates(anchor.year, month, day)
    return min(options, key=lambda c: (days_between(c, anchor), c)).year if options else anchor.year
