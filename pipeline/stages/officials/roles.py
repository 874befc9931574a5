"""What an official does at an event, read from the words around the mention."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import field_validator

from ....models import Frozen
from ...loading import Resources
from ...values import Span

_WINDOW = 500
_GROUP = re.compile(r"\\.|\[\^?[^\]]*\]|\([^()\\\[\]]*\)")
_ESCAPE = re.compile(r"\\.")


class RoleResource(Frozen):
    """The file officials_roles.yaml: patterns by role, for text in lower case."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]

    @field_validator("before", "after")
    @classmethod
    def _compile(cls, table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for patterns in table.values():
            for pattern in patterns:
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
                if not _ESCAPE.sub("", pattern).islower():
                    raise ValueError(f"{pattern!r} is not in lower case")
        return table


class _Side:
    """The patterns of one side of a mention. Most mentions have no role, which one search over all of them tells."""

    def __init__(self, table: dict[str, tuple[str, ...]]) -> None:
        every = [p for patterns in table.values() for p in patterns]
        anchored = all(map(_begins_the_text, every))  # then there is nothing to search for farther on
        compiled = [(role, re.compile("|".join(patterns))) for role, patterns in table.items()]
        self._any = _finder(re.compile("|".join(every)), anchored)
        self._by_role = [(role, _finder(pattern, anchored)) for role, pattern in compiled]

    def of(self, words: str) -> list[str]:
        words = words.lower()
        if self._any(words) is None:
            return []
        return [role for role, find in self._by_role if find(words)]


def _begins_the_text(pattern: str) -> bool:
    """Whether a pattern, in each of its alternatives, matches nowhere but at the start."""
    while (outer := _GROUP.sub("", pattern)) != pattern:
        pattern = outer
    return pattern.startswith("^") and "|" not in pattern


def _finder(pattern: re.Pattern[str], anchored: bool) -> Callable[[str], re.Match[str] | None]:
    return pattern.match if anchored else pattern.search


class Roles:
    """Looks up roles."""

    def __init__(self, resources: Resources) -> None:
        """Load the patterns. Raises `ResourceError` if one is broken."""
        data = resources.load("officials_roles.yaml", RoleResource)
        self._before = _Side(data.before)
        self._after = _Side(data.after)

    def of(self, text: str, extent: Span, sentence: Callable[[int], Span]) -> tuple[str, ...]:
        """Roles of the mention whose whole phrase is `extent`, in the order of the resource."""
        lo, hi = sentence(extent[0])
        before = text[max(lo, extent[0] - _WINDOW) : extent[0]]
        after = text[extent[1] : min(max(hi, extent[1]), extent[1] + _WINDOW)]
        return tuple(dict.fromkeys((*self._before.of(before), *self._after.of(after))))
