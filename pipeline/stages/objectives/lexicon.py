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
    short: tuple[str, ...]
    goals: tuple[str, ...]
    others: tuple[str, ...]
    owners: frozenset[str]
    not_after: frozenset[str]
    principles: dict[str, tuple[str, ...]]
    distinct: frozenset[str]


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
        self.not_after, self.owners = data.not_after, data.owners
        self.contexts = re.compile(
            rf"(?<!\w)(?:(?P<compact>{'|'.join(data.compact)})|(?P<goals>{'|'.join(data.goals)})"
            rf"|(?P<other>{'|'.join(data.others)})"
            rf"|(?P<short>{'|'.join(data.short)}))(?!\w)"
        )
        self._titles = {_folded(o.title): o.number for o in self.compact.objectives}
        self._shorts = {_folded(o.short): o.number for o in self.compact.objectives}
        self.title_pattern = _phrases([o.title for o in self.compact.objectives])
        self.distinct = data.distinct
        self._letters = {_folded(p.title): p.letter for p in self.compact.principles}
        self._letters |= {_folded(form): letter for letter, forms in data.principles.items() for form in forms}
        self.principle_pattern = _phrases([*self._letters])

    def number_of_title(self, words: str) -> int | None:
        """The objective whose official title these words are."""
        return self._titles.get(_folded(words))

    def number_of_short(self, words: str) -> int | None:
        """The objective whose short label, as UN pages print it, these words are."""
        return self._shorts.get(_folded(words))

    def letter_of(self, words: str) -> str | None:
        """The guiding principle whose title, or another form of it, these words are."""
        return self._letters.get(_folded(words))


def _folded(words: str) -> str:
    plain = re.sub(r"i[sz](ation|e[ds]?\b|ing)", r"iz\1", words.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def _phrases(titles: list[str]) -> re.Pattern[str]:
    """Any of the titles, without case, with any white space, hyphen or comma between the words, in both spellings."""
    options = (
        r"[\s,\-–]+".join(re.sub("i[sz]e", "i[sz]e", re.escape(w)) for w in re.findall(r"\w+", t))
        for t in sorted(titles, key=len, reverse=True)
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(options) + r")(?!\w)", re.I)
