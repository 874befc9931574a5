"""What all parts of the assembly share: mentions, ids, look-ups by sentence."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ...models import Mention
from ..draft import Draft
from ..finding import Finding
from ..values import Span
from .cues import Cues

_LASTING = re.compile(r"\b(two|three|four|five|six|[2-6])[- ]day\s+(?:[\w-]+\s+){0,3}(?=[\w])", re.I)
_COUNTS = {word: n for n, word in enumerate("two three four five six".split(), 2)} | {str(n): n for n in range(2, 7)}
_NEAR = 2000
"""Characters on either side of a mention that are taken for its sentence at the most."""


class Desk:
    """One document's settled findings, laid out for assembly."""

    def __init__(self, draft: Draft, cues: Cues) -> None:
        self.draft = draft
        self.cues = cues
        self.text = draft.text
        self.layout = draft.layout
        self.events = draft.get("event")
        self.dates = tuple(f for f in draft.get("date") if self._dated(f))
        self.places = tuple(f for f in draft.get("location") if not self.in_furniture(f.start))
        self.officials = tuple(f for f in draft.get("official") if not self.in_furniture(f.start))
        named = [
            s
            for f in draft.layout.fields
            if f.value.key in ("organizer", "partners", "issuer", "venue")
            for s in f.value.values
        ]
        self._naming = Cover(named)
        self.organizations = tuple(f for f in draft.get("organization") if self._names_a_body(f))
        self.instruments = draft.get("instrument")

    def _dated(self, finding: Finding) -> bool:
        """Furniture yields no dates but the page's own."""
        if not self.in_furniture(finding.start):
            return True
        return any(start <= finding.start < end for start, end in self.layout.stamps)

    def _names_a_body(self, finding: Finding) -> bool:
        """Page fields list kinds of bodies ('Target Audience'); only some of them name one."""
        zone = self.layout.zone_at(finding.start)
        return zone not in ("furniture", "field") or (
            zone == "field" and self._naming.holds(finding.start, finding.end)
        )

    def lasting(self, event: Finding) -> int:
        """How many days the words before a mention say that the event lasts: 3 for 'the three-day Forum'."""
        match = _LASTING.search(self.text, max(0, event.start - 40), event.end)
        return _COUNTS.get(match.group(1).lower(), 1) if match else 1

    def in_furniture(self, offset: int) -> bool:
        """Whether the page around the article holds `offset`."""
        return self.layout.zone_at(offset) == "furniture"

    def mention(self, finding: Finding) -> Mention:
        """The finding as a mention of the record."""
        return self.span(finding.start, finding.end, finding.rule)

    def span(self, start: int, end: int, rule: str) -> Mention:
        """The mention of a span."""
        zone, page = self.layout.zone_at(start), self.draft.doc.page_at(start)
        return Mention(start=start, end=end, text=self.text[start:end], zone=zone, rule=rule, page=page)

    def mentions(self, findings: Iterable[Finding]) -> tuple[Mention, ...]:
        """The findings as mentions."""
        return tuple([self.span(f.start, f.end, f.rule) for f in findings])

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`, of a monstrous one only what is near."""
        start, end = self.layout.sentence_at(offset)
        return max(start, offset - _NEAR), min(end, offset + _NEAR)


def within(findings: Sequence[Finding], span: Span) -> Sequence[Finding]:
    """The findings (sorted by start) that begin in `span`."""
    low = bisect_left(findings, span[0], key=lambda f: f.start)
    return findings[low : bisect_left(findings, span[1], lo=low, key=lambda f: f.start)]


class Cover:
    """A set of spans, asked whether one of them holds a given span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._spans = merged
        self._starts = [start for start, _ in merged]

    def holds(self, start: int, end: int) -> bool:
        """Whether [start, end) lies inside a span of the set."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self._spans[i][1]


def entry_id(kind: str, *key: object) -> str:
    """A short id that depends on nothing but what is named: 'event-5f3a09c1'."""
    digest = hashlib.blake2b("\x1f".join(map(str, key)).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{kind}-{digest}"
