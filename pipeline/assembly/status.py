"""Whether an event was held, is planned, postponed or cancelled: from its words, its days, the publication date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ...models.event import EventStatus
from ..finding import Finding
from .desk import Desk

_CANCELLED = re.compile(r"\b(?:cancel(?:l?ed|s|ling)|called off)\b", re.I)
_POSTPONED = re.compile(r"\b(?:postpon(?:ed|es|ing|ement)|rescheduled|deferred|put off|moved to (?:a )?(?:later|new)|adjourned to)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|to be held|scheduled|upcoming|forthcoming|due to|planned|next|plans to|would)\b", re.I
)
_HELD = re.compile(
    r"\b(?:was|were|took place|has been|have been|had|held|attended|hosted|chaired|opened|concluded|began|participated|convened|gathered|met)\b", re.I
)


def status(desk: Desk, group: Iterable[Finding], end: date | None, published: date | None) -> EventStatus:
    """The event's status. A cancellation or postponement in a sentence with the event's name outweighs its days."""
    sentences = [desk.text[slice(*desk.sentence(f.start))] for f in group]
    if any(_CANCELLED.search(s) for s in sentences):
        return "cancelled"
    if any(_POSTPONED.search(s) for s in sentences):
        return "postponed"
    if end is not None and published is not None:
        return "planned" if end > published and not _under_way(sentences) else "held"
    if any(_PLANNED.search(s) for s in sentences):
        return "planned"
    return "held" if any(_HELD.search(s) for s in sentences) else "unknown"


def _under_way(sentences: list[str]) -> bool:
    """An event whose last day is still to come, but that the text says has begun."""
    return any(re.search(r"\b(?:began|opened|has begun|kicked off|started|is under ?way|are taking place)\b", s) for s in sentences)
