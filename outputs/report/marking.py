"""The text of an article as HTML, with its mentions marked where they stand, however they overlap.

The text is cut where a mention begins or ends. Each piece says which mentions cover it, and is underlined once for each
of them, in the colour of its field: every mention keeps one lane below the line from its first piece to its last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from html import escape
from itertools import pairwise

from ...models import Record
from ...models.mention import Zone
from ..flatten import mention_rows

SHOWN_LANES = 4
"""Lanes that are drawn below a line; what lies in a deeper one is named when the text is pointed at."""
_LANES = 12
_LONGEST = 20_000  # characters of a paragraph that a browser lays out as one
_SPECIAL = re.compile(
    "[&<>\"'\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": '<span class="cr">&#13;</span>'}


@dataclass(frozen=True)
class ZoneSpan:
    """A run of the text that lies in one zone of the page."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True)
class ArticleText:
    """An article's text as its reader gave it. `zones` and `pages` (offsets of page beginnings) may be empty."""

    text: str
    zones: tuple[ZoneSpan, ...] = ()
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Number of the page, from 1, that `offset` lies on; None for a text without pages."""
        return bisect_right(self.pages, offset) or None

    def zone_at(self, offset: int) -> Zone | None:
        """The zone that `offset` lies in; None where there are no zones."""
        at = bisect_right(self.zones, offset, key=lambda zone: zone.start)
        return self.zones[at - 1].zone if at else None

    def fits(self, record: Record) -> bool:
        """Whether every mention of the record has its words where it says: the text is the one that was read."""
        return all(self.text[m.start : m.end] == m.text for m in record.mentions())


@dataclass(frozen=True)
class Mark:
    """A stretch of the text to be marked. `number` counts from 0 in the record's order; `field` gives the colour."""

    number: int
    start: int
    end: int
    field: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the text that the same mentions cover. `marks`: numbers, the lowest lane first.

    `lanes` pairs each of these with its lane; `opens` are the lanes whose mention begins here.
    """

    start: int
    end: int
    marks: tuple[int, ...]
    lanes: tuple[int, ...]
    opens: frozenset[int]


@dataclass
class Marking:
    """The pieces of a text, and the piece in which each mention begins."""

    marks: tuple[Mark, ...]
    pieces: tuple[Piece, ...]
    first_piece: dict[int, int] = field(default_factory=dict)


def marks_of(record: Record) -> tuple[Mark, ...]:
    """All mentions of the record, numbered in its order."""
    rows = enumerate(mention_rows(record))
    return tuple(Mark(number, row.mention.start, row.mention.end, row.table) for number, row in rows)


def mark_text(marks: Sequence[Mark], length: int, cuts: Sequence[int] = ()) -> Marking:
    """Pieces that cover `[0, length)` without gaps, cut at the ends of mentions and at `cuts`.

    A mention for which there is no lane left (more than twelve lie over each other) cuts nothing; the piece in which it
    begins is still known.
    """
    lanes = _lanes(marks)
    edges = {0, length, *(c for c in cuts if 0 < c < length)}
    for mark in marks:
        if mark.number in lanes:
            edges |= {mark.start, mark.end}
    bounds = sorted(edges)
    pieces = tuple(_pieces(bounds, [m for m in marks if m.number in lanes], lanes))
    starts = [piece.start for piece in pieces]
    first = {m.number: max(0, bisect_right(starts, m.start) - 1) for m in marks}
    return Marking(tuple(marks), pieces, first)


def _lanes(marks: Sequence[Mark]) -> dict[int, int]:
    """A lane for each mention, so that no two in one lane overlap; the shorter lie nearer to the words."""
    taken: list[tuple[list[int], list[int]]] = [([], []) for _ in range(_LANES)]
    lanes = {}
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, m.number)):
        for lane, (starts, ends) in enumerate(taken):
            at = bisect_left(starts, mark.end)  # those before begin before this one ends
            if at == 0 or ends[at - 1] <= mark.start:
                starts.insert(at, mark.start)
                ends.insert(at, mark.end)
                lanes[mark.number] = lane
                break
    return lanes


def _pieces(bounds: Sequence[int], marks: Sequence[Mark], lanes: dict[int, int]) -> Iterator[Piece]:
    waiting = sorted(marks, key=lambda m: m.start, reverse=True)
    ending: list[tuple[int, int]] = []  # (end, lane)
    inside: dict[int, int] = {}  # lane to number
    for start, end in pairwise(bounds):
        while ending and ending[0][0] <= start:
            inside.pop(heappop(ending)[1])
        opens = set()
        while waiting and waiting[-1].start <= start:
            mark = waiting.pop()
            lane = lanes[mark.number]
            inside[lane] = mark.number
            opens.add(lane)
            heappush(ending, (mark.end, lane))
        order = sorted(inside)
        yield Piece(start, end, tuple(inside[lane] for lane in order), tuple(order), frozenset(opens))


def text_html(article: ArticleText, marking: Marking, *, prefix: str = "", titles: Sequence[str] = ()) -> str:
    """The text as `<div>` paragraphs; its text content is the article's text.

    Exceptions are NUL and lone surrogates, which HTML cannot hold: they are shown as U+2400 and U+FFFD. `prefix` goes
    before every id. `titles` are what to show when a mention is pointed at, by number; without them that is the
    page's script's to do. Each piece links to the record's entry `<prefix>m<number>`.
    """
    return "".join(_paragraphs(article, marking, prefix, titles))


def cuts_of(article: ArticleText) -> list[int]:
    """Where paragraphs and pages begin: what `mark_text` must cut at for `text_html`."""
    return sorted({start for start, _, _ in _blocks(article)} | set(article.pages))


def _paragraphs(article: ArticleText, marking: Marking, prefix: str, titles: Sequence[str]) -> Iterator[str]:
    pages = {offset: number for number, offset in enumerate(article.pages, 1)}
    fields = [mark.field for mark in marking.marks]
    number, pieces = 0, marking.pieces
    last: str | None = None
    for _, end, zone in _blocks(article):
        fresh = zone is not None and zone != last
        kind = f"z z-{zone}{' new' if fresh else ''}" if zone else "z"
        label = f' data-z="{zone}"' if fresh else ""
        yield f'<div class="{kind}"{label} dir="auto">'
        while number < len(pieces) and pieces[number].end <= end:
            piece = pieces[number]
            if piece.start in pages:
                yield _page_break(pages[piece.start], prefix)
            yield _piece_html(number, piece, article.text, fields, prefix, titles, closes=piece.end == end)
            number += 1
        yield "</div>"
        last = zone or last


def _page_break(number: int, prefix: str) -> str:
    return (
        f'<span class="pg" id="{prefix}p{number}" role="doc-pagebreak" aria-label="Page {number}" data-p="{number}">'
        "</span>"
    )


def _piece_html(
    number: int, piece: Piece, text: str, fields: Sequence[str], prefix: str, titles: Sequence[str], *, closes: bool
) -> str:
    raw = text[piece.start : piece.end]
    if not piece.marks:
        return _closing_html(raw) if closes else safe_html(raw)
    words = safe_html(raw)
    lanes = list(zip(piece.lanes, piece.marks, strict=True))[:SHOWN_LANES]
    kinds = [f"{fields[mark]}-{lane}" for lane, mark in lanes if lane < SHOWN_LANES]
    if 0 in piece.opens:
        kinds.append("b")
    numbers = " ".join(map(str, piece.marks))
    title = f' title="{escape(chr(10).join(titles[m] for m in piece.marks))}"' if titles else ""
    return (
        f'<a class="s {" ".join(kinds)}" id="{prefix}s{number}" href="#{prefix}m{piece.marks[0]}"'
        f' data-m="{numbers}"{title}>{words}</a>'
    )


def _closing_html(words: str) -> str:
    """What closes a paragraph; of the blank lines behind it, which the paragraphs stand for, little is shown."""
    kept = words.rstrip("\n")
    blank = words[len(kept) + 1 :]
    return f'{safe_html(kept)}\n<span class="gap">{blank}</span>' if blank else safe_html(words)


def safe_html(text: str) -> str:
    """`text` escaped; characters that are not seen, or turn the writing direction, stand alone in a frame that shows
    their code and holds in what they do."""
    return _SPECIAL.sub(_safe, text)


def _safe(match: re.Match[str]) -> str:
    char = match[0]
    if char in _ENTITIES:
        return _ENTITIES[char]
    code = ord(char)
    shown = "\u2400" if code == 0 else "\ufffd" if 0xD800 <= code < 0xE000 else char
    return f'<bdi class="c" data-c="{code:04X}">{shown}</bdi>'


def _blocks(article: ArticleText) -> Iterator[tuple[int, int, Zone | None]]:
    """Paragraphs that cover the text, each with its zone. A very long one is cut, if it can be at a line's end."""
    text = article.text
    for start, end, zone in _uncut_blocks(article):
        while end - start > _LONGEST:
            cut = text.rfind("\n", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut, zone
            start = cut
        yield start, end, zone


def _uncut_blocks(article: ArticleText) -> Iterator[tuple[int, int, Zone | None]]:
    """The zones; without zones, what blank lines part."""
    text = article.text
    spans: list[tuple[int, Zone | None]] = []
    if article.zones:
        # A zone that begins within a line (a dateline that opens a paragraph) does not break the line.
        spans = [(z.start, z.zone) for z in article.zones if z.start == 0 or text[z.start - 1] in "\n\r"]
    else:
        spans = [(match.end(), None) for match in re.finditer(r"\n[ \t\r]*\n\s*", text)]
    if not spans or spans[0][0] > 0:
        spans.insert(0, (0, spans[0][1] if spans else None))
    ends = [start for start, _ in spans[1:]] + [len(text)]
    for (start, zone), end in zip(spans, ends, strict=True):
        if start < end:
            yield start, end, zone
