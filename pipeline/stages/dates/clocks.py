"""Times of day as the text writes them."""

from __future__ import annotations

import re

from .lexer import Tokens

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s?([ap])?", re.IGNORECASE)


def minutes_of(tokens: Tokens, i: int) -> str:
    """The time of token `i` as HH:MM, '' where it is no time of day."""
    if tokens.kind(i) == "noon":
        minutes = tokens.values[i]
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    words = tokens.words(i)
    if words[:4].isdigit():
        hour, minute, half = int(words[:2]), int(words[2:4]), ""
    else:
        m = _CLOCK.match(words)
        if m is None:
            return ""
        hour, minute, half = int(m[1]), int(m[2] or 0), (m[3] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""
