"""The Compact's objectives and principles, and how texts name them."""

from __future__ import annotations

import re

from pydantic import Field

from ....models import Frozen
from ...loading import ResourceError, Resources


class Objective(Frozen):
    """One of the 23 objectives, with pages that state its title."""

    number: int = Field(ge=1, le=23)
    title: str
    short: str
    sources: tuple[str, ...] = ()


class Principle(Frozen):
    """One of the ten guiding principles."""

    letter: str = Field(pattern="^[a-j]$")
    title: str
    sources: tuple[str, ...] = ()


class CompactResource(Frozen):
    """The file compact.yaml."""

    objectives: tuple[Objective, ...]
    principles: tuple[Principle, ...]


class ObjectiveResource(Frozen):
    """The file objectives.yaml."""

    compact: tuple[str, ...]
    others: tuple[str, ...]
    not_after: frozenset[str]


def load_compact(resources: Resources) -> CompactResource:
    """The Compact's own lists. Refused: anything but objectives 1..23 and principles a..j, each once."""
    compact = resources.load("compact.yaml", CompactResource)
    if [o.number for o in compact.objectives] != list(range(1, 24)):
        raise ResourceError("compact.yaml", "objectives", "must be the numbers 1 to 23 in order, each once")
    if "".join(p.letter for p in compact.principles) != "abcdefghij":
        raise ResourceError("compact.yaml", "principles", "must be the letters a to j in order, each once")
    return compact


class ObjectiveLexicon:
    """Patterns for numbered mentions, official titles and the Compact's names."""

    def __init__(self, resources: Resources) -> None:
        self.compact = load_compact(resources)
        data = resources.load("objectives.yaml", ObjectiveResource)
        self.not_after = data.not_after
        self.contexts = re.compile(
            rf"(?<!\w)(?:(?P<compact>{'|'.join(data.compact)})|(?P<other>{'|'.join(data.others)}))(?!\w)", re.I
        )
        self.titles = {_folded(o.title): o.number for o in self.compact.objectives}
        self.shorts = {_folded(o.short): o.number for o in self.compact.objectives}
        self.principles = {_folded(p.title): p.letter for p in self.compact.principles}
        self.title_pattern = _phrases([o.title for o in self.compact.objectives])
        self.principle_pattern = _phrases([p.title for p in self.compact.principles])

    def number_of_title(self, words: str) -> int | None:
        """The objective whose official title these words are."""
        return self.titles.get(_folded(words))

    def number_of_short(self, words: str) -> int | None:
        """The objective whose short label, as UN pages print it, these words are."""
        return self.shorts.get(_folded(words))

    def letter_of(self, words: str) -> str | None:
        """The guiding principle whose title these words are."""
        return self.principles.get(_folded(words))


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold().replace("isation", "ization")).split())


def _phrases(titles: list[str]) -> re.Pattern[str]:
    """Any of the titles, without case, with any white space, hyphen or comma between the words."""
    options = (r"[\s,\-–]+".join(map(re.escape, re.findall(r"\w+", t))) for t in sorted(titles, key=len, reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + r")(?!\w)", re.I)
