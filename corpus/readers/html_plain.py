"""The last resort for pages nested beyond reason: tags out, text kept, in time linear in the page."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z!?][a-z0-9!-]{0,20})[^<>]*>?", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\xa0]*\n\s*|[ \t\r\f\v\xa0]+")
_UNREAD = ("script", "style", "noscript", "template", "head", "svg")


def strip_tags(markup: str) -> str:
    """The text between tags, a line for each run of it; scripts, styles and the page's head left out."""
    parts: list[str] = []
    lowered = markup.lower()
    position = 0
    while (tag := _TAG.search(markup, position)) is not None:
        parts.append(markup[position : tag.start()])
        parts.append("\n")
        position = tag.end()
        name = tag[2].lower()
        if not tag[1] and name in _UNREAD:
            position = _end_of(lowered, name, position)
    parts.append(markup[position:])
    return _SPACES.sub(lambda space: "\n" if "\n" in space[0] else " ", unescape("".join(parts))).strip()


def _end_of(lowered: str, name: str, start: int) -> int:
    end = lowered.find(f"</{name}", start)
    return end if end >= 0 else len(lowered)
