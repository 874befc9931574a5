"""Days of the year that somebody celebrated: 'marked International Seafarers' Day with a concert in Oslo'.

A day is no gathering. It is taken for one only where the text says that it was celebrated, and when or where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...draft import Draft
from ...finding import Finding
from ...values import EventValue
from .surroundings import told

_DAY = " Day"
_NAME = (
    r"(?P<name>(?:International|World|National|Global|European|African|Commonwealth)\s(?:[A-Z][\w’'-]*\s){0,5}?Day"
    r"(?:\s(?:of|for|against|to)(?:\s(?:the|of|and|for|against|in|[A-Z][\w’'-]*)){0,8}?\s[A-Z][\w’'-]*)?(?:\s(?:19|20)\d\d)?)(?!\w)"
)
_CELEBRATED = r"(?:celebrated|marked|commemorated|observed)"
_ACTIVE = re.compile(_CELEBRATED + r"\s(?:the\s)?" + _NAME)
_PASSIVE = re.compile(_NAME + r",?\s(?:was|were|has been|is being)\s(?:\w+ly\s)?" + _CELEBRATED)
_REACH = 110


def named_days(draft: Draft) -> Iterator[Finding]:
    """Names of days that were celebrated, in sentences that say when or where."""
    reached = 0
    while (start := draft.text.find(_DAY, reached) + 1) > 0:
        reached = start + len(_DAY) - 1
        if not told(draft, start):
            continue
        low, high = draft.layout.sentence_at(start)
        low, high = max(low, start - _REACH), min(high, reached + _REACH)
        match = _ACTIVE.search(draft.text, low, high) or _PASSIVE.search(draft.text, low, high)
        if match is None or not match.start("name") <= start < match.end("name"):
            continue
        span = match.span("name")
        reached = max(reached, span[1])
        if any(_tells(draft, label, low, high, span) for label in ("date", "location")):
            name = " ".join(draft.text[slice(*span)].split())
            yield Finding("event", *span, "events.named_day", EventValue(-1, "celebration", name), rank=3)


def _tells(draft: Draft, label: str, low: int, high: int, span: tuple[int, int]) -> bool:
    """Whether a date or place stands in a stretch, outside the name."""
    return any(low <= f.start < high and not span[0] <= f.start < span[1] for f in draft.get(label))
