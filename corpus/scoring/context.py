"""Words of an article around a span, on one line."""

from __future__ import annotations


def around(text: str, start: int, end: int, width: int = 45) -> str:
    """Line number, offsets, and `[start, end)` in brackets with `width` characters on either side."""
    line = text.count("\n", 0, start) + 1
    left = text[max(0, start - width) : start]
    right = text[end : end + width]
    words = f"{left}[{text[start:end]}]{right}".replace("\n", "⏎")
    return f"line {line}, {start}-{end}: …{words}…"
