"""A phrase that may be an event's name, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...phrases import Token


@dataclass(frozen=True)
class Candidate:
    """A phrase `tokens[left..right]` around the head `tokens[first..last]`, of a kind."""

    text: str
    tokens: Sequence[Token]
    left: int
    first: int
    last: int
    right: int
    kind: str
    name: str

    @property
    def head(self) -> Token:
        """The first word of the head."""
        return self.tokens[self.first]

    @property
    def tail(self) -> Sequence[Token]:
        """The words behind the head."""
        return self.tokens[self.last + 1 : self.right + 1]

    def before(self, length: int) -> str:
        """What stands right before the phrase."""
        start = self.tokens[self.left].start
        return self.text[max(0, start - length) : start]
