"""The lines of a text, trimmed, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\u2028\u0085]+")


class Line(NamedTuple):
    """A line without the white space at its ends. `gap`: a blank line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def is_prose(self) -> bool:
        """Long, or ended like a sentence: not a menu entry."""
        return len(self.text) >= 90 or (len(self.text) >= 25 and self.text[-1] in '.!?:;”"')


def lines_of(text: str) -> list[Line]:
    """All lines that hold more than white space."""
    found = []
    previous_end = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        line = raw.strip()
        if not line:
            continue
        start = match.start()
        if line is not raw:
            start += len(raw) - len(raw.lstrip())
        gap = start > previous_end + 1
        if gap:
            between = text[previous_end:start].replace("\r\n", "\n")
            gap = between.count("\n") + between.count("\r") > 1
        found.append(Line(start, previous_end := start + len(line), line, gap))
    return found
