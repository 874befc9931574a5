"""Titles in quotation marks beside a head word: 'the workshop "Numbers Without Borders"'."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = '“"«„‘'
_CLOSE = '”"»“’'
_BEHIND = re.compile(
    r"\s*(?P<link>,?\s*(?:entitled|titled|called|named|headed|(?:under|with) the title(?: of)?)\s*"
    r"|on\s+(?:the\s+)?|:\s*)?"
    r"(?:(?P<a>“)(?P<a_in>[^“”\n]{4,200})”|(?P<b>\")(?P<b_in>[^\"\n]{4,200})\"|(?P<c>[«„])(?P<c_in>[^«»„“”\n]{4,200})[»“”]"
    r"|(?P<d>‘)(?P<d_in>[^‘’\n]{4,120})’(?!\w))"
)
_BEFORE = re.compile(r"(?:“([^“”\n]{4,120})”|\"([^\"\n]{4,120})\"|«([^«»\n]{4,120})»|‘([^‘’\n]{4,120})’)\s$")
_SENTENCE = re.compile(r"[.?!…,;:]$|[.?!]\s+[A-Z]")
_SCHEME = re.compile(
    r"\s+(?:program(?:me)?|project|policy|initiative|campaign|act|bill|law|strategy|plan|report|platform|app|model|approach"
    r"|agreement|action plan|national \w+)\b",
    re.I,
)
_MOST_WORDS = 22


@dataclass(frozen=True)
class QuotedTitle:
    """The words in quotation marks, `[start, end)`, and the whole with its marks, `[opens, closes)`."""

    start: int
    end: int
    opens: int
    closes: int
    on: bool  # 'Seminar on "..."': a topic


def title_behind(text: str, end: int, *, one_word: bool = False) -> QuotedTitle | None:
    """The title in quotation marks right behind a head that ends at `end`; no quoted sentence, nor the name of a
    programme that the event is about ('Dialogue on the "Clean Ports" Programme')."""
    match = _BEHIND.match(text, end, end + 280)
    if match is None:
        return None
    group = next(g for g in "abcd" if match[g] is not None)
    start, stop = match.span(f"{group}_in")
    on = (match["link"] or "").startswith("on")
    if not _is_title(text[start:stop], one_word=one_word and not on) or (on and _SCHEME.match(text, match.end())):
        return None
    return QuotedTitle(start, stop, match.start(group), match.end(), on)


def title_before(text: str, start: int, *, one_word: bool = False) -> QuotedTitle | None:
    """The title in quotation marks right before a head that begins at `start`."""
    if start < 6 or text[start - 2] not in _CLOSE:
        return None
    match = _BEFORE.search(text, max(0, start - 130), start)
    if match is None or not match.lastindex:
        return None
    inner = match.span(match.lastindex)
    named = _is_title(text[slice(*inner)], one_word=one_word)
    return QuotedTitle(*inner, match.start(), match.end() - 1, False) if named else None


def _is_title(words: str, *, one_word: bool) -> bool:
    """Whether words in quotation marks are a title; a single one ('Code4Ports') only if `one_word`."""
    first = words[:1]
    return (
        (first.isupper() or first.isdigit())
        and (1 if one_word and len(words) > 4 else 2) <= len(words.split()) <= _MOST_WORDS
        and not _SENTENCE.search(words.strip())
    )
