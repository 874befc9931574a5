"""Ties between events: what came before, after, or is part of what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...models import Relation
from ...models.event import RelationType
from .desk import Desk

_CUES: tuple[tuple[re.Pattern[str], RelationType, RelationType | None], ...] = (
    (re.compile(r"\bpreceded by\b|\bfollow(?:s|ed) on from\b", re.I), "preceded_by", "followed_by"),
    (re.compile(r"\bfollowed by\b|\bahead of\b|\bin the run-up to\b|\bprior to\b|\bpreced(?:es|ed|ing)\b(?! by)", re.I), "followed_by", "preceded_by"),
    (re.compile(r"\b(?:on|at) the (?:margins?|sidelines?|fringes?) of\b|\bside event (?:of|at|to|during)\b", re.I), "side_event_of", None),
    (re.compile(r"\bas part of\b|\bwithin the framework of\b|\bheld during\b|\bin the framework of\b", re.I), "part_of", "has_part"),
)
_FARTHEST = 200


def relations(desk: Desk, ids: Mapping[int, str]) -> dict[int, tuple[Relation, ...]]:
    """Relations by event. Two neighbouring mentions in a sentence with a cue between them are related."""
    found: dict[int, dict[Relation, None]] = {}
    for one, other in zip(desk.events, desk.events[1:], strict=False):
        a, b = one.value.entity, other.value.entity
        if a == b or desk.sentence(one.start) != desk.sentence(other.start) or other.start - one.end > _FARTHEST:
            continue
        if cue := _cue(desk.text[one.end : other.start]):
            forward, backward = cue
            found.setdefault(a, {})[Relation(type=forward, event_id=ids[b])] = None
            if backward is not None:
                found.setdefault(b, {})[Relation(type=backward, event_id=ids[a])] = None
    return {entity: tuple(ties) for entity, ties in found.items()}


def _cue(between: str) -> tuple[RelationType, RelationType | None] | None:
    for pattern, forward, backward in _CUES:
        if pattern.search(between):
            return forward, backward
    return None


