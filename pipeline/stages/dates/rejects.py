"""Words beside a would-be date that show it is none, from `dates_rejects.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, field_validator

from ....models import Frozen

_REACH = 60  # characters behind a date that a pattern may look at
_LEAD = 40  # the same before it, unless a reject says less


class RejectSpec(Frozen):
    """Patterns that reject the matches of `rules`, unless a pattern of `unless_before` matches first.

    `lead` is how many characters before the date they need to see.
    """

    id: str
    rules: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    lead: int = Field(_LEAD, gt=0)

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


@dataclass(frozen=True, slots=True)
class _Reject:
    """A compiled `RejectSpec`."""

    id: str
    lead: int
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    unless_before: tuple[re.Pattern[str], ...]

    def applies(self, lead: str, tail: str) -> bool:
        """Whether the words before and behind a date call for this reject."""
        lead = lead[-self.lead :]
        for pattern in self.unless_before:  # loops, not any(): they run for every match of a rule
            if pattern.search(lead):
                return False
        for pattern in self.before:
            if pattern.search(lead):
                return True
        return bool(self.after) and any(pattern.match(tail) for pattern in self.after)


class Rejects:
    """The rejecting patterns by the rule that they judge."""

    def __init__(self, rejects: Sequence[RejectSpec]) -> None:
        self._by_rule: dict[str, list[_Reject]] = {}
        for r in rejects:
            compiled = _Reject(r.id, r.lead, _compiled(r.before), _compiled(r.after), _compiled(r.unless_before))
            for rule in r.rules:
                self._by_rule.setdefault(rule, []).append(compiled)
        self._lead = max((r.lead for r in rejects), default=0)

    def why(self, text: str, rule: str, start: int, end: int) -> str | None:
        """The id of a reject that the words around `[start, end)` call for, or None."""
        rejects = self._by_rule.get(rule)
        if not rejects:
            return None
        lead, tail = text[max(0, start - self._lead) : start], text[end : end + _REACH]
        for reject in rejects:
            if reject.applies(lead, tail):
                return reject.id
        return None


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in patterns)
