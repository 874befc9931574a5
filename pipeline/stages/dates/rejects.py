"""Words beside a would-be date that show it is none, from `dates_rejects.yaml`."""

from __future__ import annotations

import re

from pydantic import field_validator

from ....models import Frozen

_REACH = 60  # characters that a pattern may look at on its side


class RejectSpec(Frozen):
    """Patterns that reject the matches of `rules`, unless a pattern of `unless_before` matches first."""

    id: str
    rules: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()

    @field_validator("before", "after", "unless_before")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return patterns


class RejectsSpec(Frozen):
    """`dates_rejects.yaml`."""

    rejects: tuple[RejectSpec, ...]


class Rejects:
    """The rejecting patterns by the rule that they judge."""

    def __init__(self, spec: RejectsSpec) -> None:
        self._by_rule: dict[str, list[tuple[str, list[re.Pattern[str]], list[re.Pattern[str]], list[re.Pattern[str]]]]]
        self._by_rule = {}
        for r in spec.rejects:
            compiled = (
                r.id,
                [re.compile(p) for p in r.before],
                [re.compile(p) for p in r.after],
                [re.compile(p) for p in r.unless_before],
            )
            for rule in r.rules:
                self._by_rule.setdefault(rule, []).append(compiled)

    def why(self, text: str, rule: str, start: int, end: int) -> str | None:
        """The id of a reject that the words around `[start, end)` call for, or None."""
        groups = self._by_rule.get(rule)
        if not groups:
            return None
        lead, tail = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        for name, before, after, unless in groups:
            if any(p.search(lead) for p in unless):
                continue
            if any(p.search(lead) for p in before) or any(p.match(tail) for p in after):
                return name
        return None
