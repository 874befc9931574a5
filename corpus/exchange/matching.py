"""Which region of a tool is which mention of the gold that it was made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from .base import MENTION_OF, Link, Region
from .slots import Slot


def match(slots: Sequence[Slot], regions: Sequence[Region]) -> dict[int, Slot]:
    """The slot of each region, by the region's index; regions that somebody added have none.

    By the tool's own id first, then by label, bounds and entry, then by label and bounds. What is left over on
    both sides and overlaps under the same label has been moved. A label that was changed makes another mention.
    """
    found: dict[int, Slot] = {}
    free = dict.fromkeys(slots)
    for of_region, of_slot in _KEYS:
        waiting: dict[Hashable, list[Slot]] = defaultdict(list)
        for slot in reversed(free):
            waiting[of_slot(slot)].append(slot)
        for i, region in enumerate(regions):
            key = of_region(region)
            if i not in found and key is not None and (candidates := waiting.get(key)):
                found[i] = candidates.pop()
                del free[found[i]]
    _match_moved(list(free), regions, found)
    return found


def follow_mention_links(regions: Sequence[Region], links: Sequence[Link], found: dict[int, Slot]) -> None:
    """Name the entry of every region that a link joins to another mention of it."""
    towards = {link.source: link.target for link in links if link.kind == MENTION_OF}
    for i in list(towards):
        at, seen = i, {i}
        while at in towards and towards[at] not in seen:
            at = towards[at]
            seen.add(at)
        towards |= dict.fromkeys(seen - {at}, at)  # so that a long chain is walked once
        head = found[at].entry if at in found else regions[at].entry
        if head is None and at not in found:
            head = regions[at].entry = f"new-{regions[at].label}-{regions[at].start}"
        regions[i].entry = head


def _match_moved(slots: Sequence[Slot], regions: Sequence[Region], found: dict[int, Slot]) -> None:
    """Match what overlaps, in order of the text, each with the first that fits."""
    by_label: dict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda s: s.span, reverse=True):
        by_label[slot.label].append(slot)
    left = [i for i in range(len(regions)) if i not in found]
    for i in sorted(left, key=lambda i: (regions[i].start, regions[i].end)):
        region, waiting = regions[i], by_label[regions[i].label]
        while waiting and waiting[-1].span[1] <= region.start:
            waiting.pop()
        if waiting and waiting[-1].span[0] < region.end and region.entry in (None, waiting[-1].entry):
            found[i] = waiting.pop()


_KEYS: tuple[tuple[Callable[[Region], Hashable], Callable[[Slot], Hashable]], ...] = (
    (lambda r: (r.key, r.label) if r.key is not None else None, lambda s: (s.key, s.label)),
    (
        lambda r: (r.label, r.start, r.end, r.entry) if r.entry is not None else None,
        lambda s: (s.label, *s.span, s.entry),
    ),
    (lambda r: (r.label, r.start, r.end), lambda s: (s.label, *s.span)),
)
