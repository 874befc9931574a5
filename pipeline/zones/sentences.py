"""Where sentences end, without a model: punctuation, abbreviations, and line ends within a paragraph."""

from __future__ import annotations

import re

_STOP = re.compile(
    # It begins with one of a few characters, so that the engine can skip to the next of them.
    r"[.!?…\n](?:(?<=\n)"
    r"|[.!?…]*[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÖØ-Þ])"  # 'end. Next'
    r"|(?<=[a-z)][a-z)][.!?])(?=[A-Z][a-z]))"  # 'end.Next', the space lost
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'/–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Hon|Rt|St|Sr|Jr|Gen|Lt|Col|Maj|Capt|Cdr|Adm|Sgt|Brig|Rev|Ven|Fr|Amb|Sen|Rep"
    r"|Gov|Pres|No|Nos|Art|Sec|para|paras|pp?|vol|ed|approx|Dept|Univ|vs|cf|al|Rs|Ksh|KSh|Tsh|Ush|Tk|Messrs|Mmes|Mme|H\.E|H\.R\.H|H\.M|e\.g|i\.e"
    r"|(?:[A-Z]\.)*[A-Z])\.$"
)
_SHORT_LINE = 45
"""Characters under which a line is taken for a heading or list item rather than a wrapped one."""


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, without white space around them."""
    begin = start
    found: list[tuple[int, int]] = []
    for match in _STOP.finditer(text, start, end):
        if _ends(text, begin, match):
            _add_trimmed(found, text, begin, match.end())
            begin = match.end()
    _add_trimmed(found, text, begin, end)
    return found


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    end = match.end()
    if text[end - 1] == "\n":
        return _line_ends_sentence(text, begin, end - 1)
    if text[end - 1] != ".":
        return True
    return _ABBREVIATION.search(text[max(begin, end - 12) : end]) is None


def _line_ends_sentence(text: str, begin: int, newline: int) -> bool:
    line = text[max(begin, text.rfind("\n", begin, newline) + 1) : newline].strip()
    following = text[newline + 1 : newline + 4].lstrip()
    if not line or not following or line[-1] in ".!?:;":
        return True
    if not following[0].isalnum():
        return following[0] not in "(\"“‘'&"
    return len(line) < _SHORT_LINE and not following[0].islower() and line[-1] not in ",-&"


def _add_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    inner = text[start:end]
    if stripped := inner.strip():
        start += len(inner) - len(inner.lstrip())
        found.append((start, start + len(stripped)))
