"""In whose name a cue stands: that of a body, an office or a known treaty shows nothing, that of an event its subject.

A Ministry of Labour and Migration that buys chairs is not about migration, and a release that cites a convention is not
about all that the convention is about. An event is named for its subject, and so is a document that only this
release knows: 'Workshop on Remittances', 'Memorandum of Understanding on Fair Recruitment'.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from ...draft import Draft

Span = tuple[int, int]
_REACH = 90
_FACILITY = re.compile(
    r"(?:Cent(?:re|er)s?|Observatory|Desks?|Hotline|Shelters?|Portal|Kiosks?)$|Cent(?:re|er) (?:in|at|of)\b"
)
"""What is set up to do one thing is named for it: 'Migrant Resource Centre'."""
_LAST_HEAD = re.compile(r"[\w’'-]+")
_LINKED = re.compile(
    r"(?:\s(?:of|for|on|to|against|in|the|and|&)|,)*(?:\s[A-Z][\w’'-]*(?:,|\s(?:and|of|for|the|&|on))*){0,7}\s?"
)
_BEHIND = re.compile(r"(?:\s(?:[A-Z][\w’'-]*|and|of|&)){0,2}\s([A-Z][\w-]+)")


class Spans:
    """Spans of a text, overlapping ones joined, to be asked quickly."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, start: int, end: int) -> bool:
        """Whether `[start, end)` lies within one of them."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self._ends[i]

    def meet(self, start: int, end: int) -> bool:
        """Whether `[start, end)` shares a character with one of them."""
        i = bisect_left(self._starts, end) - 1
        return i >= 0 and self._ends[i] > start


class Names:
    """Spans of a text that are names, to be asked whether they hold another span."""

    def __init__(self, draft: Draft, bodies: frozenset[str]) -> None:
        self._text, self._bodies = draft.text, bodies
        offices = [f.value.extent for f in draft.get("official")]
        known = [(f.start, f.end) for f in draft.get("instrument") if f.value.known_as]
        named = [(f.start, f.end) for f in draft.get("organization")]
        self._closed = Spans([*offices, *known, *(n for n in named if not _FACILITY.search(draft.text, *n))])
        self._events = Spans((f.start, f.end) for f in draft.get("event"))

    def nested(self, start: int, end: int) -> bool:
        """Whether `[start, end)` stands in a name that shows no subject."""
        if self.in_event(start, end):
            return False
        return self._closed.hold(start, end) or self._in_unread_body(start, end)

    def in_event(self, start: int, end: int) -> bool:
        """Whether `[start, end)` stands in the name of an event."""
        return self._events.hold(start, end)

    def _in_unread_body(self, start: int, end: int) -> bool:
        """Whether capital letters tie the span to the head of a body's name that no stage has read."""
        text = self._text
        if not text[start].isupper():
            return False
        behind = _BEHIND.match(text, end, end + _REACH)
        if behind and behind[1].casefold() in self._bodies:
            return True
        low = max(0, start - _REACH)
        for head in _LAST_HEAD.finditer(text, low, start):
            if (
                head[0][0].isupper()
                and head[0].casefold() in self._bodies
                and _LINKED.fullmatch(text, head.end(), start)
            ):
                return True
        return False
