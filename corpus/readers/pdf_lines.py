"""Lines of a paged document as paragraphs: what is page furniture, which lines belong together.

The measures are those of ordinary typesetting: a paragraph's lines reach the right margin, and the next line
begins with a word that would not have fitted.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_MARGIN_LINES = 4  # how many lines at the top and at the bottom of a page may be furniture
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\s|–—-]*(?:page\s*|pg\.?\s*|p\.\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|\|)\s*\d{1,4})?\s*(?:\|\s*page|page)?[\s|–—-]*\Z",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(?:[•●▪■◦‣·*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s")
_GAP = 1.45  # a line this many usual line pitches below the last begins a paragraph
_CLOSE = 0.55  # lines nearer than this many pitches stand beside each other
_SLACK = 1.25  # in average characters: how far short of the margin a full line may end
_RAGGED = 15.0  # points by which full lines differ that are set without justification
LINE_END_HYPHEN = "\ufffe"
_ENDS_OF_ROWS = "0123456789-–—"  # a number under a number: rows of a table
_BROKEN = re.compile(r"([^\W\d_]{2,40})" + LINE_END_HYPHEN + r"([^\W\d_]{2,40})")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and its box in points, `bottom` and `top` counted from the page's foot."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Height of the line's middle."""
        return (self.bottom + self.top) / 2


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages' lines without page numbers, and without lines that stand at the head or foot of most pages.

    A head that is repeated stays where it stands first: it is the letterhead. Digits count as equal, so that
    'Page 2 of 9' is a repetition of 'Page 1 of 9'. A sole page gives up only its page number.
    """
    heads = _repeated(pages, top=True)
    feet = _repeated(pages, top=False)
    seen: set[str] = set()
    kept = []
    for page in pages:
        top, bottom = _edge(page, top=True), _edge(page, top=False)
        ends = _outermost(page, 1, top=True) + _outermost(page, 1, top=False)
        lines = []
        for line in page:
            form = _form(line)
            is_head, is_foot = line in top and form in heads, line in bottom and form in feet
            if line in ends and _PAGE_NUMBER.match(line.text):
                continue
            if is_foot or (is_head and form in seen):
                continue
            if is_head:
                seen.add(form)
            lines.append(line)
        kept.append(lines)
    return kept


def paragraphs(lines: Sequence[Line]) -> str:
    """The lines of a page as text: a line a paragraph where lines are seen to run on, a blank line at gaps."""
    if not lines:
        return ""
    pitch = _pitch(lines)
    margin = _margin(lines)
    parts = [lines[0].text.strip()]
    for last, line in itertools.pairwise(lines):
        parts.append(_between(last, line, pitch, margin))
        parts.append(line.text.strip())
    return "".join(parts)


def settle_hyphens(text: str) -> str:
    """The text with line-end hyphens (U+FFFE) as '-' or nothing, by what the text itself writes elsewhere.

    A word that also stands unbroken in the text was broken by typesetting. Where two such words are found, or
    line ends are broken all over, the typesetting breaks words, and those that stand nowhere else are
    joined too; else the hyphen was the author's ('Attorney-General') and stays.
    """
    if LINE_END_HYPHEN not in text:
        return text
    words = set(re.findall(r"[^\W\d_]{4,80}", text.casefold()))
    broken = _BROKEN.findall(text)
    proven = sum(1 for a, b in broken if (a + b).casefold() in words)
    breaks_words = proven >= 2 or (proven >= 1 and 2 * proven >= len(broken))
    hyphenated = set(re.findall(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}", text.casefold()))

    def settled(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        joined, apart = (first + second).casefold(), f"{first}-{second}".casefold()
        soft = joined in words or (breaks_words and apart not in hyphenated and second.islower())
        return first + second if soft else f"{first}-{second}"

    return _BROKEN.sub(settled, text).replace(LINE_END_HYPHEN, "-")


def _between(last: Line, line: Line, pitch: float, margin: float) -> str:
    """What goes between two lines: a space where the second runs on, a line end, or a blank line."""
    step = last.middle - line.middle
    if step > _GAP * pitch or step < -_CLOSE * pitch:
        return "\n\n"
    if abs(step) < _CLOSE * pitch:
        return "\n"
    wider = max(last.top - last.bottom, line.top - line.bottom)
    width = (last.right - last.left) / max(1, len(last.text.strip()))
    first_word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    fits = last.right + (len(first_word) + _SLACK) * width < margin
    indented = line.left > last.left + 4 * width and not _LIST_ITEM.match(last.text)
    row = first_word[:1].isdigit() and last.text.rstrip()[-1:] in _ENDS_OF_ROWS
    if fits or indented or row or _LIST_ITEM.match(line.text) or wider > 2.5 * pitch:
        return "\n"
    return "\n" if last.text.rstrip().endswith(LINE_END_HYPHEN) else " "


def _margin(lines: Sequence[Line]) -> float:
    """Where full lines end: the outermost place that an eighth of the lines reach. A table or a page number
    may stand farther out.
    """
    rights = sorted((line.right for line in lines), reverse=True)
    least = max(2, len(rights) // 8)
    outer = (a for a, b in zip(rights, rights[least - 1 :], strict=False) if a - b <= _RAGGED)
    return next(outer, rights[0])


def _pitch(lines: Sequence[Line]) -> float:
    steps = [a.middle - b.middle for a, b in itertools.pairwise(lines)]
    usual = sorted(s for s in steps if 6 < s < 60)
    return usual[len(usual) // 3] if usual else 14.0  # of short paragraphs, most steps are gaps


def _repeated(pages: Sequence[Sequence[Line]], *, top: bool) -> frozenset[str]:
    if len(pages) < 2:
        return frozenset()
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_form(line) for line in _edge(page, top=top)})
    least = max(2, (len(pages) + 1) // 2)
    return frozenset(form for form, count in counts.items() if count >= least and form)


def _edge(page: Sequence[Line], *, top: bool) -> list[Line]:
    """The lines of a page that may be its head or foot: no more than a third of it."""
    return _outermost(page, min(_MARGIN_LINES, len(page) // 3), top=top)


def _outermost(page: Sequence[Line], count: int, *, top: bool) -> list[Line]:
    """Lines by where they stand and not by when they were printed."""
    return sorted(page, key=lambda line: -line.top if top else line.bottom)[:count]


def _form(line: Line) -> str:
    return _DIGITS.sub("0", " ".join(line.text.casefold().split()))
