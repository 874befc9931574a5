"""The resource of cue words, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...models import Frozen
from ...models.event import RelationType
from ..loading import ResourceError, Resources


class RelationCue(Frozen):
    """Words between the names of two events, and the relations that they state."""

    words: tuple[str, ...]
    forward: RelationType
    backward: RelationType | None


class CueResource(Frozen):
    """The file assembly.yaml."""

    held: tuple[str, ...]
    opens: tuple[str, ...]
    apart: tuple[str, ...]
    travel: tuple[str, ...]
    purpose: tuple[str, ...]
    journey_to: tuple[str, ...]
    cancelled: tuple[str, ...]
    postponed: tuple[str, ...]
    planned: tuple[str, ...]
    past: tuple[str, ...]
    under_way: tuple[str, ...]
    organized: tuple[str, ...]
    chaired: tuple[str, ...]
    by_adverbs: tuple[str, ...]
    adopted: tuple[str, ...]
    relations: tuple[RelationCue, ...]


class Cues:
    """Patterns for what ties parts of a record together. Refused, as `ResourceError`: a pattern that is broken."""

    def __init__(self, resources: Resources) -> None:
        data = resources.load("assembly.yaml", CueResource)
        article = r"\s+(?:the\s+|an?\s+)?"
        by = rf"\s+(?:(?:{'|'.join(data.by_adverbs)})\s+)?by\s+"
        self.held = _compiled("held", _words(data.held))
        self.opens = _compiled("opens", _words(data.opens) + r"[^,;]{0,40}$")
        self.apart = _compiled("apart", _words(data.apart))
        self.travel = _compiled("travel", _words(data.travel))
        self.purpose = _compiled("purpose", r"\s*,?\s*" + _words(data.purpose) + article)
        self.journey_to = _compiled("journey_to", _words(data.journey_to) + article + "$")
        self.cancelled = _compiled("cancelled", _words(data.cancelled))
        self.postponed = _compiled("postponed", _words(data.postponed))
        self.planned = _compiled("planned", _words(data.planned))
        self.past = _compiled("past", _words(data.past))
        self.under_way = _compiled("under_way", _words(data.under_way))
        self.organized = _compiled("organized", _words(data.organized) + by)
        self.chaired = _compiled("chaired", _words(data.chaired) + by)
        self.adopted = _compiled("adopted", _words(data.adopted) + r"[^.;]{0,60}$")
        self.relations = [(_compiled("relations", _words(r.words)), r.forward, r.backward) for r in data.relations]


def _words(patterns: Iterable[str]) -> str:
    return r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"


def _compiled(key: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        raise ResourceError("assembly.yaml", key, f"holds a pattern that does not compile: {error}") from error
