"""A person's name in tokens."""

from __future__ import annotations

from dataclasses import dataclass

from ...values import Span

GENERATION = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi")
)


@dataclass(slots=True)
class Person:
    """A name in tokens. The phrase with forms of address is [first, end), the name [start, stop)."""

    first: int
    start: int
    stop: int
    end: int
    honorific: Span | None = None
    style: bool = False
    rank: Span | None = None
    letters: tuple[Span, ...] = ()
    words: int = 1
