"""Ties between events: what came before, after, or is part of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ...models import Relation
from ...models.event import RelationType
from ..finding import Finding
from .desk import Desk

_FARTHEST = 200
_PARTS = frozenset({"events.counted", "events.title"})
_PART_KINDS = frozenset({"session", "round table", "panel", "segment"})


class _Ties:
    """Relations by event, each once, in the order found."""

    def __init__(self, ids: Mapping[int, str]) -> None:
        self._ids = ids
        self._found: dict[int, dict[Relation, None]] = {}

    def add(self, one: int, kind: RelationType, other: int) -> None:
        """One event stands to another as `kind` says."""
        if one != other:
            self._found.setdefault(one, {})[Relation(type=kind, event_id=self._ids[other])] = None

    def all(self) -> dict[int, tuple[Relation, ...]]:
        """What was found."""
        return {entity: tuple(ties) for entity, ties in self._found.items()}


def relations(
    desk: Desk, ids: Mapping[int, str], anchors: Mapping[int, Sequence[Finding]], principal: int | None
) -> dict[int, tuple[Relation, ...]]:
    """Relations by event: of two neighbours in a sentence with a cue between them, of the principal event and its
    parts and side events."""
    ties = _Ties(ids)
    spoken = sorted((f for group in anchors.values() for f in group), key=lambda f: f.start)
    for one, other in pairwise(spoken):
        a, b = one.value.entity, other.value.entity
        if a == b or other.start - one.end > _FARTHEST:
            continue
        if desk.layout.sentence_index(one.start) != desk.layout.sentence_index(other.start):
            continue
        if cue := _cue(desk, desk.text[one.end : other.start]):
            forward, backward = cue
            if forward is not None:
                ties.add(a, forward, b)
            if backward is not None:
                ties.add(b, backward, a)
    if principal is not None:
        _within_principal(desk, ties, principal)
    return ties.all()


def _within_principal(desk: Desk, ties: _Ties, principal: int) -> None:
    """Sessions with a title or number, and what is called a side event, belong to the event of the release."""
    for mention in desk.events:
        entity, kind = mention.value.entity, mention.value.kind
        if kind == "side event":
            ties.add(entity, "side_event_of", principal)
        elif mention.rule in _PARTS and kind in _PART_KINDS:
            ties.add(entity, "part_of", principal)


def _cue(desk: Desk, between: str) -> tuple[RelationType | None, RelationType | None] | None:
    for pattern, forward, backward in desk.cues.relations:
        if pattern.search(between):
            return forward, backward
    return None
