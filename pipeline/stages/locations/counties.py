"""Counties that share one word for what they are: 'Clarke and Oconee counties', 'the counties of Kent and Essex'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .scan import Hit

if TYPE_CHECKING:
    from .judge import Judged

_HEAD = re.compile(r"\b[Cc]ounties\b")
_LIST = re.compile(r",? and |, (?:and )?| & ")
_OF = re.compile(r" of (?:the )?")
_SUFFIX = " County"


def mark_counties(text: str, judged: Sequence[Judged]) -> None:
    """Accept such names as counties, and let them mean nothing else."""
    if "ounties" not in text:
        return
    ends = {j.hit.end: i for i, j in enumerate(judged)}
    starts = {j.hit.start: i for i, j in enumerate(judged)}
    for m in _HEAD.finditer(text):
        before = ends.get(m.start() - 1)
        if before is not None and text[m.start() - 1] == " ":
            _mark(text, judged, range(before, -1, -1))
        of = _OF.match(text, m.end())
        behind = starts.get(of.end()) if of else None
        if behind is not None:
            _mark(text, judged, range(behind, len(judged)))


def _mark(text: str, judged: Sequence[Judged], order: Iterable[int]) -> None:
    """Mark names one after the other, as long as they stand in one list and each may be a county."""
    last: Hit | None = None
    for i in order:
        j = judged[i]
        places = tuple(p for p in j.hit.places if p.district and p.canonical.endswith(_SUFFIX))
        if not places or (last is not None and not _joined(text, j.hit, last)):
            return
        last = j.hit
        j.hit = replace(j.hit, places=places, best=places[0])
        j.place, j.verdict, j.inside, j.within = places[0], "accepted", "no", None


def _joined(text: str, a: Hit, b: Hit) -> bool:
    first, second = (a, b) if a.start < b.start else (b, a)
    return _LIST.fullmatch(text, first.end, second.start) is not None
