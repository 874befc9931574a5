"""The lines of a text, trimmed, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\n\r\u2028\u0085]+")


@dataclass(frozen=True)
class Line:
    """A line without the white space at its ends. `gap`: a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @cached_property
    def is_prose(self) -> bool:
        """Long, or ended like a sentence: not a menu entry."""
        return len(self.text) >= 90 or (len(self.text) >= 25 and self.text[-1] in '.!?:;”"')


def lines_of(text: str) -> list[Line]:
    """All lines that hold more than white space."""
    found = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        between = text[previous_end:start].replace("\r\n", "\n")
        found.append(Line(start, start + len(stripped), stripped, between.count("\n") + between.count("\r") > 1))
        previous_end = start + len(stripped)
    return found
