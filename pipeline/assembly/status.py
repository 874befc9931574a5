"""Whether an event was held, is planned, postponed or cancelled: from its words, its days, the publication date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...models.event import EventStatus
from ..finding import Finding
from .desk import Desk


def status(desk: Desk, group: Iterable[Finding], end: date | None, published: date | None) -> EventStatus:
    """The event's status. A cancellation or postponement in a sentence with the event's name outweighs its days."""
    cues = desk.cues
    sentences = [desk.text[slice(*desk.sentence(f.start))] for f in group]
    if any(cues.cancelled.search(s) for s in sentences):
        return "cancelled"
    if any(cues.postponed.search(s) for s in sentences):
        return "postponed"
    if end is not None and published is not None:
        return "planned" if end > published and not any(cues.under_way.search(s) for s in sentences) else "held"
    if any(cues.planned.search(s) for s in sentences):
        return "planned"
    return "held" if any(cues.past.search(s) for s in sentences) else "unknown"
