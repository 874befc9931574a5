"""Whether an event was held, is planned, postponed or cancelled: from its words, its days, the publication date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...models.event import EventStatus
from ..finding import Finding
from ..values import Span
from .anchors import is_speech_at
from .desk import Desk, within


def status(
    desk: Desk, group: Sequence[Finding], days: tuple[date | None, date | None], published: date | None
) -> EventStatus:
    """The event's status. A cancellation or postponement in a clause with the event's name outweighs its days."""
    cues = desk.cues
    clauses = [desk.text[slice(*_clause(desk, f))] for f in group]
    for clause in clauses:
        if cues.cancelled.search(clause):
            return "cancelled" if not cues.postponed.search(clause) else "postponed"
        if cues.postponed.search(clause):
            return "postponed"
    start, end = days[0], days[1] or days[0]
    if end is not None and published is not None:
        if end <= published or any(cues.under_way.search(c) for c in clauses):
            return "held"
        begun = start is not None and start <= published
        return "held" if begun and not any(cues.planned.search(c) for c in clauses) else "planned"
    if any(cues.held_next.match(desk.text, f.end, f.end + 60) for f in group):
        return "held"
    for clause in clauses:
        if cues.planned.search(clause):
            return "planned"
        if cues.past.search(clause):
            return "held"
    return "held" if any(is_speech_at(desk, f, lasting=True) for f in group) else "unknown"


def was_moved(desk: Desk, group: Iterable[Finding]) -> bool:
    """Whether the text says that the event was postponed, so that days it names may be the old ones."""
    return any(desk.cues.postponed.search(desk.text[slice(*_clause(desk, f))]) for f in group)


def _clause(desk: Desk, mention: Finding) -> Span:
    """The sentence of a mention, without what belongs to other events named in it."""
    start, end = desk.sentence(mention.start)
    for other in within(desk.events, (start, end)):
        if other.value.entity == mention.value.entity:
            continue
        if other.end <= mention.start:
            start = max(start, other.end)
        elif other.start >= mention.end:
            end = min(end, other.start)
    low, high = desk.text.rfind("; ", start, mention.start), desk.text.find("; ", mention.end, end)
    return (low if low >= 0 else start), (high if high >= 0 else end)
