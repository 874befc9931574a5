"""The landmarks of a document: the dates that are complete, and the day it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from ...finding import Finding
from ...layout import Layout
from .context import Anchor
from .parts import interval_of
from .reading import Reading
from .spans import plus_days

Placed = tuple[int, int, Reading]
"""Start and end offset of a mention, and what it says."""


def anchors_of(placed: Sequence[Placed]) -> list[Anchor]:
    """The readings that say their year themselves, as landmarks for the others."""
    out = []
    for start, _, r in placed:
        if r.kind != "calendar" or r.a.year is None or r.listed:
            continue
        interval = interval_of(r.a.year, r.a, (r.b.year if r.b else None), r.b)
        if interval is not None:
            out.append(Anchor(start, *interval, by_day=r.a.month is not None, open=bool(r.open)))
    return out


def day_of_writing(text: str, placed: Sequence[Placed], published: date | None) -> date | None:
    """Publication, or the day nearby that the text itself gives for its 'today (12)' or 'yesterday (9 May)'."""
    if published is None:
        return None
    for (_, end, r), (start, _, day) in pairwise(placed):
        counted = r.kind == "shift" and r.unit == "day" and r.base == "published" and abs(r.n) <= 1
        if counted and text[end:start].strip() == "(" and day.kind in ("day_of_month", "calendar"):
            for off in _DAYS_OFF:
                meant = plus_days(published, r.n + off)
                if meant.day == day.a.day and day.a.month in (None, meant.month) and day.b is None:
                    return plus_days(published, off)
    return published


_DAYS_OFF = (0, -1, 1, -2, 2, -3, 3)  # a release goes online within days of its writing


_HEAD = 600  # characters in which the head of a release ends
_LINE = 120  # a longer line is a sentence
_NOT_OF_WRITING = re.compile(r"(?i)updat|modif|review|archiv")


def day_of_page(text: str, findings: Sequence[Finding], layout: Layout) -> date | None:
    """The day of writing that the page itself prints, None where it prints none.

    In the dateline, else at the end of a short line of the head ('Hotel X, Port Y, 14 June 2023'), else in a line that
    dates the page; 'last updated' dates nothing.
    """
    placed = [(f.start, f.end, f.value) for f in findings if f.value.kind == "calendar"]
    ends = {start: end for start, end, _ in placed}
    days = [a for a in anchors_of(placed) if a.by_day and a.start == a.end]
    lines = [a for a in days if layout.zone_at(a.at) == "dateline"]
    heads = [a for a in days if layout.zone_at(a.at) not in ("furniture", "contact") and _ends_head(text, a.at, ends)]
    stamps = [
        a for a in days if any(s <= a.at < e and not _NOT_OF_WRITING.search(text, s, e) for s, e in layout.stamps)
    ]
    return next((a.start for a in (*lines, *heads, *stamps)), None)


def _ends_head(text: str, at: int, ends: Mapping[int, int]) -> bool:
    """Whether the date at `at` ends a short line near the beginning."""
    if at > _HEAD:
        return False
    begin, stop = text.rfind("\n", 0, at) + 1, text.find("\n", ends[at])
    return stop >= 0 and stop - begin <= _LINE and not text[ends[at] : stop].strip()
