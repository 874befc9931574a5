"""Ties between events: what came before, after, or is part of what."""

from __future__ import annotations

from collections.abc import Mapping

from ...models import Relation
from ...models.event import RelationType
from .desk import Desk

_FARTHEST = 200


def relations(desk: Desk, ids: Mapping[int, str]) -> dict[int, tuple[Relation, ...]]:
    """Relations by event. Two neighbouring mentions in a sentence with a cue between them are related."""
    found: dict[int, dict[Relation, None]] = {}
    for one, other in zip(desk.events, desk.events[1:], strict=False):
        a, b = one.value.entity, other.value.entity
        if a == b or other.start - one.end > _FARTHEST:
            continue
        if desk.layout.sentence_index(one.start) != desk.layout.sentence_index(other.start):
            continue
        if cue := _cue(desk, desk.text[one.end : other.start]):
            forward, backward = cue
            found.setdefault(a, {})[Relation(type=forward, event_id=ids[b])] = None
            if backward is not None:
                found.setdefault(b, {})[Relation(type=backward, event_id=ids[a])] = None
    return {entity: tuple(ties) for entity, ties in found.items()}


def _cue(desk: Desk, between: str) -> tuple[RelationType, RelationType | None] | None:
    for pattern, forward, backward in desk.cues.relations:
        if pattern.search(between):
            return forward, backward
    return None
