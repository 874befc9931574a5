"""How much cues say together: whether a text is clearly about an objective, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ....models.entities import Certainty
from .lexicon import Strength

Place = Literal["name", "lead", "text"]
"""Where a cue stands: in the title or the name of an event, in the first lines, or further down."""
_POINTS: Mapping[Strength, Mapping[Place, int]] = {
    "alone": {"name": 16, "lead": 12, "text": 8},
    "among": {"name": 8, "lead": 6, "text": 4},
    "hints": {"name": 3, "lead": 2, "text": 2},
}
_ENOUGH = 8
_A_POINT_MORE = 1000
"""Characters of text for which a point more is asked: what a long speech says once, it is not about."""
_SHORT = 4000
_MOST = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that counts: its objective, where it stands, how strong it is, in what part of the text; `near`: its
    sentence has words about migration."""

    number: int
    start: int
    end: int
    strength: Strength
    place: Place
    sentence: int
    near: bool


def verdict(hits: Sequence[Hit], length: int) -> Certainty | None:
    """How sure it is that a text of `length` characters is about the objective of `hits`; None if it is not clear.

    Cues of one sentence add up, to twice the best of them at most, and to no more than what is enough if none gives
    that by itself. Hints alone say nothing, nor do weaker cues that only stand in the depths of a long text.
    """
    if all(h.strength == "hints" for h in hits):
        return None
    total = sum(_worth(sentence) for sentence in _by_sentence(hits, length))
    if total < min(_MOST, _ENOUGH + max(0, length - _SHORT) // _A_POINT_MORE):
        return None
    if any(h.strength == "alone" for h in hits):
        return "inferred"
    return None if length > _SHORT and all(h.place == "text" for h in hits) else "weak"


def _by_sentence(hits: Sequence[Hit], length: int) -> list[list[int]]:
    """The points of the hits by sentence; of those that share words, the best counts."""
    points: dict[int, list[int]] = {}
    taken: dict[int, list[Hit]] = {}
    for worth, hit in sorted(((_points(h, length), h) for h in hits), key=lambda p: (-p[0], p[1].end - p[1].start)):
        others = taken.setdefault(hit.sentence, [])
        if all(hit.end <= o.start or o.end <= hit.start for o in others):
            others.append(hit)
            points.setdefault(hit.sentence, []).append(worth)
    return list(points.values())


def _points(hit: Hit, length: int) -> int:
    points = _POINTS[hit.strength][hit.place]
    far = hit.strength == "among" and hit.place == "text" and not hit.near and length > _SHORT
    return points // 2 if far else points


def _worth(points: Sequence[int]) -> int:
    return min(sum(points), 2 * max(points), max(_ENOUGH, *points))
