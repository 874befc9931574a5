"""The one rule for overlapping findings of a label: reject beats accept, then longest, leftmost, rule order."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

from .finding import Finding


def _preference(f: Finding) -> tuple[int, int, int, str]:
    return (f.start - f.end, f.start, f.rank, f.rule)


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one label without overlaps, in text order, the rejecting ones gone.

    A rejecting finding removes every finding that it overlaps. Rejects do not compete with each other.
    """
    accepted: list[Finding] = []
    rejected: list[Finding] = []
    for f in findings:
        (rejected if f.reject else accepted).append(f)
    taken = _merged(sorted((f.start, f.end) for f in rejected))
    won = []
    for f in sorted(accepted, key=_preference):
        if not _overlaps(taken, f.start, f.end):
            insort(taken, (f.start, f.end))
            won.append(f)
    return tuple(sorted(won, key=lambda f: f.start))


def _overlaps(kept: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether [start, end) meets a kept span; kept spans are sorted and disjoint."""
    i = bisect_right(kept, (start, end))
    return (i < len(kept) and kept[i][0] < end) or (i > 0 and kept[i - 1][1] > start)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
