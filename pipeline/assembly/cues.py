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
    forward: RelationType | None
    backward: RelationType | None


class CueResource(Frozen):
    """The file assembly.yaml."""

    held: tuple[str, ...]
    opens: tuple[str, ...]
    turns: tuple[str, ...]
    offices: tuple[str, ...]
    future_part: tuple[str, ...]
    background: tuple[str, ...]
    alongside: tuple[str, ...]
    another: tuple[str, ...]
    opened_it: tuple[str, ...]
    beside: tuple[str, ...]
    acts: tuple[str, ...]
    online: tuple[str, ...]
    happened: tuple[str, ...]
    happened_before: tuple[str, ...]
    happened_at: tuple[str, ...]
    where: tuple[str, ...]
    takes_part: tuple[str, ...]
    closes: tuple[str, ...]
    begins_next: tuple[str, ...]
    ends_next: tuple[str, ...]
    opening_of: tuple[str, ...]
    closing_of: tuple[str, ...]
    matters: tuple[str, ...]
    former: tuple[str, ...]
    new_day: tuple[str, ...]
    apart: tuple[str, ...]
    year_of: tuple[str, ...]
    elsewhere: tuple[str, ...]
    which: tuple[str, ...]
    hosts: tuple[str, ...]
    hosts_name: tuple[str, ...]
    speech: tuple[str, ...]
    points: tuple[str, ...]
    travel: tuple[str, ...]
    purpose: tuple[str, ...]
    journey_to: tuple[str, ...]
    cancelled: tuple[str, ...]
    postponed: tuple[str, ...]
    planned: tuple[str, ...]
    past: tuple[str, ...]
    under_way: tuple[str, ...]
    held_next: tuple[str, ...]
    organized: tuple[str, ...]
    chaired: tuple[str, ...]
    organizes: tuple[str, ...]
    chairs: tuple[str, ...]
    adopted_at: tuple[str, ...]
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
        self.turns = _compiled("turns", _words(data.turns))
        self.offices = _compiled("offices", _words(data.offices))
        self.future_part = _compiled("future_part", _words(data.future_part))
        self.background = _compiled("background", _words(data.background) + r"\s+(?:the\s+|its\s+)?$")
        self.alongside = _compiled("alongside", _words(data.alongside) + r"\s+(?:the\s+|its\s+)?$")
        self.another = _compiled("another", _words(data.another) + r"\s+$")
        self.opened_it = _compiled("opened_it", _words(data.opened_it) + r"\s+(?:the\s+|this\s+|an?\s+)?$")
        self.where = _compiled("where", r"(?:(?:,|\s+on|\s+from)\s*[^,;.]{1,40})?,?\s+" + _words(data.where))
        self.takes_part = _compiled("takes_part", _words(data.takes_part))
        self.happened = _compiled("happened", _words(data.happened))
        self.happened_before = _compiled("happened_before", _words(data.happened_before) + article + "$")
        self.happened_at = _compiled("happened_at", _words(data.happened_at) + article + "$")
        self.beside = _compiled("beside", _words(data.beside) + r"\s+(?:the\s+|its\s+)?$")
        self.acts = _compiled("acts", r"\s+(?:has |have |had )?" + _words(data.acts))
        self.online = _compiled("online", _words(data.online))
        self.closes = _compiled("closes", _words(data.closes) + r"[^,;]{0,40}$")
        self.begins_next = _compiled("begins_next", r"\s*,?\s*" + _words(data.begins_next))
        self.ends_next = _compiled("ends_next", r"\s*,?\s*" + _words(data.ends_next))
        self.opening_of = _compiled("opening_of", _words(data.opening_of) + r"\s+(?:of\s+)?(?:the\s+)?$")
        self.closing_of = _compiled("closing_of", _words(data.closing_of) + r"\s+(?:of\s+)?(?:the\s+|this\s+)?$")
        self.matters = _compiled("matters", _words(data.matters) + r"\s+(?:\w+\s+)?(?:in|from)\s+(?:the\s+)?$")
        self.former = _compiled("former", _words(data.former) + r"\s*(?:for|on|in|from)?\s*(?:the\s+)?$")
        self.new_day = _compiled("new_day", _words(data.new_day) + r"\s*(?:the\s+)?$")
        self.year_of = _compiled("year_of", r"\s*,?\s*" + _any(data.year_of) + article)
        self.elsewhere = _compiled("elsewhere", _words(data.elsewhere) + r"[^,;]{0,30}$")
        self.which = _compiled("which", _any(data.which) + r"\s+(?:the\s+)?")
        self.hosts = _compiled("hosts", _any(data.hosts) + r"\b")
        self.hosts_name = _compiled(
            "hosts_name", _any(data.hosts_name) + article + r"(?:(?:next|upcoming|coming|forthcoming|annual)\s+)?"
        )
        self.speech = _compiled(
            "speech", _words(data.speech) + r".{0,220}(?<!\w)(?:at|in|to|during)\s+(?:the\s+|an?\s+)?[\"“‘']?$"
        )
        self.speech_by = _compiled("speech", r"\W*" + _words(data.speech) + r"(?: (?:delivered|given|made))? by\b")
        self.points = _compiled("points", "(?P<what>" + _any(data.points) + ")")
        self.apart = _compiled("apart", _words(data.apart))
        self.travel = _compiled("travel", _words(data.travel))
        self.purpose = _compiled("purpose", r"\s*,?\s*" + _words(data.purpose) + article)
        self.journey_to = _compiled("journey_to", _words(data.journey_to) + article + "$")
        self.cancelled = _compiled("cancelled", _words(data.cancelled))
        self.postponed = _compiled("postponed", _words(data.postponed))
        self.planned = _compiled("planned", _words(data.planned))
        self.past = _compiled("past", _words(data.past))
        self.under_way = _compiled("under_way", _words(data.under_way))
        self.held_next = _compiled("held_next", r"\s*(?:\([^()]{1,20}\))?,?\s+" + _words(data.held_next))
        self.organized = _compiled("organized", _words(data.organized) + r"[^.;,]{0,50}?" + by)
        organizing = _any(data.organizes)
        self.organizes = _compiled(
            "organizes",
            rf"(?<!\w){organizing}(?!\w)(?:(?!\s+by\b)[^,;.]{{0,70}}?{article}|\s+in\s+[^;.]{{1,70}},\s+(?:the\s+)?)$",
        )
        self.organizes_it = _compiled("organizes_it", r"(?<!\w)" + organizing + r"(?!\w)")
        self.chairs = _compiled("chairs", r"(?<!\w)" + _any(data.chairs) + article + "$")
        self.adopted_at = _compiled("adopted_at", r"\W*" + _words(data.adopted_at))
        self.chaired = _compiled("chaired", _words(data.chaired) + r"(?:" + by + r"|\s+(?:of\s+)?(?:the\s+)?)")
        self.adopted = _compiled("adopted", _words(data.adopted) + r"[^.;]{0,60}$")
        self.relations = [(_compiled("relations", _words(r.words)), r.forward, r.backward) for r in data.relations]


def turns_away(cues: Cues, between: str) -> bool:
    """Whether the words between a name and what stands behind say that this is of something else."""
    if cues.turns.search(between):
        return True
    office = cues.offices.search(between)
    return office is not None and cues.held.search(between, office.end()) is None


def _words(patterns: Iterable[str]) -> str:
    return r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)"


def _any(patterns: Iterable[str]) -> str:
    return r"(?:" + "|".join(patterns) + r")"


def _compiled(key: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        raise ResourceError("assembly.yaml", key, f"holds a pattern that does not compile: {error}") from error
