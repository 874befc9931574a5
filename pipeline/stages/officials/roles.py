"""What an official does at an event, read from the words around the mention."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import field_validator

from ....models import Frozen
from ...loading import Resources
from ...values import Span

_WINDOW = 500


class RoleResource(Frozen):
    """The file officials_roles.yaml: patterns by role."""

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
        return table


class Roles:
    """Looks up roles."""

    def __init__(self, resources: Resources) -> None:
        """Load the patterns. Raises `ResourceError` if one is broken."""
        data = resources.load("officials_roles.yaml", RoleResource)
        self._before = [(role, re.compile("|".join(p), re.I)) for role, p in data.before.items()]
        self._after = [(role, re.compile("|".join(p), re.I)) for role, p in data.after.items()]

    def of(self, text: str, extent: Span, sentence: Callable[[int], Span]) -> tuple[str, ...]:
        """Roles of the mention whose whole phrase is `extent`, in the order of the resource."""
        lo, hi = sentence(extent[0])
        before = text[max(lo, extent[0] - _WINDOW) : extent[0]]
        after = text[extent[1] : min(max(hi, extent[1]), extent[1] + _WINDOW)]
        found = [role for role, pattern in self._before if pattern.search(before)]
        found += [role for role, pattern in self._after if pattern.search(after)]
        return tuple(dict.fromkeys(found))
