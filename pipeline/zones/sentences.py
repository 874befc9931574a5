"""Where sentences end, without a model: punctuation, abbreviations, and line ends within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(
    # Every branch begins with one of a few characters, so that the engine can skip to the next of them.
    r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÖØ-Þ])"  # 'end. Next'
    r"|[.!?](?<=[a-z)][a-z)].)(?=[A-Z][a-z])"  # 'end.Next', the space lost
    r"|\n"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'/–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Hon|Rt|St|Sr|Jr|Gen|Lt|Col|Maj|Capt|Cdr|Adm|Sgt|Brig|Rev|Ven|Fr|Amb|Sen|Rep"
    r"|Gov|Pres|No|Nos|Art|Sec|para|paras|pp?|vol|ed|approx|Dept|Univ|vs|cf|al|Rs|Ksh|KSh|Tsh|Ush|Tk|Messrs|Mmes|Mme|H\.E|H\.R\.H|H\.M|e\.g|i\.e"
    r"|(?:[A-Z]\.)*[A-Z])\.$"
)
_SHORT_LINE = 45
"""Characters under which a line is taken for a heading or list item rather than a wrapped one."""


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, without white space around them."""
    begin = start
    for match in _STOP.finditer(text, start, end):
        if not _ends(text, begin, match):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    if match.group() == "\n":
        return _line_ends_sentence(text, begin, match.start())
    tail = text[max(begin, match.end() - 12) : match.end()]
    return not (tail.endswith(".") and _ABBREVIATION.search(tail))


def _line_ends_sentence(text: str, begin: int, newline: int) -> bool:
    line = text[max(begin, text.rfind("\n", begin, newline) + 1) : newline].strip()
    following = text[newline + 1 : newline + 4].lstrip()
    if not line or not following or line[-1] in ".!?:;":
        return True
    if not following[0].isalnum():
        return following[0] not in "(\"“‘'&"
    return len(line) < _SHORT_LINE and not following[0].islower() and line[-1] not in ",-&"


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
