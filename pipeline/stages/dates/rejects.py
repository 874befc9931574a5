"""Words beside a would-be date that show it is none, from `dates_rejects.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field, field_validator

from ....models import Frozen
from ...words import is_small, lowered

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


_ANY_CASE = "(?i)"


class _Patterns:
    """Patterns that are looked for together. Those for any case are matched in small letters (see `is_small`)."""

    def __init__(self, patterns: Sequence[str]) -> None:
        small = [p for p in patterns if p.startswith(_ANY_CASE) and is_small(p.removeprefix(_ANY_CASE))]
        self.as_written = tuple(re.compile(p) for p in patterns if p not in small)
        self.small = tuple(re.compile(p.removeprefix(_ANY_CASE)) for p in small)

    def found_in(self, words: str, small: str) -> bool:
        """Whether one of them is anywhere in the words; `small` are the same in small letters."""
        for pattern in self.as_written:  # loops, not any(): they run for every match of a rule
            if pattern.search(words):
                return True
        for pattern in self.small:  # noqa: SIM110
            if pattern.search(small):
                return True
        return False

    def begin(self, words: str, small: str) -> bool:
        """Whether one of them is at the beginning of the words."""
        for pattern in self.as_written:
            if pattern.match(words):
                return True
        for pattern in self.small:  # noqa: SIM110
            if pattern.match(small):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Around:
    """The words before and behind a date, as they are and in small letters."""

    lead: str
    tail: str
    small_lead: str
    small_tail: str


class _Reject:
    """A compiled `RejectSpec`."""

    def __init__(self, spec: RejectSpec) -> None:
        self.id = spec.id
        self._lead = spec.lead
        self._before, self._after = _Patterns(spec.before), _Patterns(spec.after)
        self._unless_before = _Patterns(spec.unless_before)

    def applies(self, around: _Around) -> bool:
        """Whether the words around a date call for this reject."""
        lead, small = around.lead[-self._lead :], around.small_lead[-self._lead :]
        if self._unless_before.found_in(lead, small):
            return False
        return self._before.found_in(lead, small) or self._after.begin(around.tail, around.small_tail)


class Rejects:
    """The rejecting patterns by the rule that they judge."""

    def __init__(self, rejects: Sequence[RejectSpec]) -> None:
        self._by_rule: dict[str, list[_Reject]] = {}
        for r in rejects:
            compiled = _Reject(r)
            for rule in r.rules:
                self._by_rule.setdefault(rule, []).append(compiled)
        self._lead = max((r.lead for r in rejects), default=0)

    def why(self, text: str, rule: str, start: int, end: int) -> str | None:
        """The id of a reject that the words around `[start, end)` call for, or None."""
        rejects = self._by_rule.get(rule)
        if not rejects:
            return None
        lead, tail = text[max(0, start - self._lead) : start], text[end : end + _REACH]
        around = _Around(lead, tail, lowered(lead), lowered(tail))
        for reject in rejects:
            if reject.applies(around):
                return reject.id
        return None
