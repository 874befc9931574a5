"""A page as a list of text blocks, built from the parser's events in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .html_rules import (
    BLOCKS,
    MAIN_TAGS,
    PARAGRAPHS,
    PREFORMATTED,
    PRUNED,
    furniture_rule,
    is_field,
    is_main,
    is_menu,
    is_small,
    is_unread,
    join_cells,
    tidy,
)

MAX_DEPTH = 512
_CHUNK = 262_144
_MAX_CELL = 300
_MAX_NOTES = 1_000


class TooDeepError(Exception):
    """A page nested deeper than pages are; the parser's time would grow with depth times length."""

    def __init__(self, depth: int) -> None:
        """`depth`: the limit that was passed."""
        super().__init__(f"nested more than {depth} deep")
        self.depth = depth


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One line of the text to be. `gap`: a blank line goes before it. `heading`: its rank, 1 to 6, or 0."""

    text: str
    gap: bool
    heading: int = 0


class Region(NamedTuple):
    """Blocks `[start, end)` of a page, and the rule that marked them."""

    start: int
    end: int
    rule: str


@dataclass
class Page:
    """What the parser saw. `dropped`: page furniture. `mains`: where the page itself says that its content
    is.

    `metas` are (name or property, content) pairs, `times` the attributes of `time` elements, `json_ld` raw
    scripts.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    dropped: list[Region] = field(default_factory=list)
    mains: list[Region] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    times: list[dict[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""
    canonical: str = ""


def parse(markup: str) -> Page:
    """The page in `markup`. Refused with `TooDeepError`: tags nested more than `MAX_DEPTH` deep."""
    from lxml import etree

    builder = _PageBuilder()
    # huge_tree lifts the parser's limit on the length of one text; there is no tree here that could grow
    # huge.
    target: Any = builder  # the stubs ask for bytes and comments too, which HTML targets are not given
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True)
    data = markup.encode("utf-8")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    parser.close()
    return builder.page


@dataclass(slots=True)
class _Frame:
    """An open element, and the running counts when it was opened."""

    tag: str
    unread: bool
    drop: str
    main: bool
    safe: bool  # what is in it is not pruned for being made of links
    first: int
    chars: int
    link_chars: int
    links: int


@dataclass(slots=True)
class _Row:
    """An open table row: its cells as (tag, first block, end)."""

    first: int
    marks: int
    cells: list[tuple[str, int, int]] = field(default_factory=list)
    nested: bool = False


class _PageBuilder:
    """The parser's target: `start`, `end`, `data` and `close` are its calls."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.page = Page()
        self._stack: list[_Frame] = []
        self._rows: list[_Row] = []
        self._line: list[str] = []
        self._note: list[str] | None = None  # text of the page's title or of a JSON-LD script
        self._gap = False
        self._fresh = False  # nothing since the last line break
        self._heading = self._unread = self._links_open = self._pre = self._safe = self._content = 0
        self._chars = self._link_chars = self._links = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if len(self._stack) >= MAX_DEPTH:
            raise TooDeepError(MAX_DEPTH)
        attributes = dict(attributes) if attributes else _NONE  # lxml's own mapping is slow to ask
        self._take_note(tag, attributes)
        unread = is_unread(tag, attributes)
        self._unread += unread
        if self._unread:
            self._stack.append(_Frame(tag, unread, "", False, False, 0, 0, 0, 0))
            return
        if tag in BLOCKS:
            self._flush()
            self._gap = self._gap or tag in PARAGRAPHS or (tag == "br" and self._fresh)
        self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        if not self._stack:
            return
        frame = self._stack.pop()
        if self._note is not None:
            self._store_note(frame.tag)
        if self._unread:
            self._unread -= frame.unread
            return
        if frame.tag in BLOCKS:
            self._flush()
            self._gap = self._gap or frame.tag in PARAGRAPHS
            self._fresh = frame.tag == "br"
        self._close(frame)

    def data(self, text: str) -> None:
        """Text within the innermost open element."""
        if self._note is not None:
            self._note.append(text)
        if self._unread or not text:
            return
        count = len(text.strip())
        self._chars += count
        if self._links_open:
            self._link_chars += count
        if self._pre and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._line.append(line)
                self._flush()
        self._line.append(text)

    def close(self) -> Page:
        """The page ends."""
        self._flush()
        while self._stack:
            self.end(self._stack[-1].tag)
        return self.page

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        main = tag == "main" or (bool(attributes) and tag in MAIN_TAGS and is_main(attributes))
        content = main or tag == "article"
        safe = content or is_field(attributes)
        drop = furniture_rule(tag, attributes, in_content=self._content > 0)
        counts = (len(self.page.blocks), self._chars, self._link_chars, self._links)
        self._stack.append(_Frame(tag, False, drop, main, safe, *counts))
        self._content += content
        self._safe += safe
        self._links_open += tag == "a"
        self._links += tag == "a"
        self._pre += tag in PREFORMATTED
        if tag in _HEADINGS:
            self._heading = int(tag[1])
        elif tag == "tr":
            self._rows.append(_Row(len(self.page.blocks), self._marks()))
        elif tag == "table" and self._rows:
            self._rows[-1].nested = True

    def _close(self, frame: _Frame) -> None:
        tag, count = frame.tag, len(self.page.blocks)
        self._content -= frame.main or tag == "article"
        self._safe -= frame.safe
        self._links_open -= tag == "a"
        self._pre -= tag in PREFORMATTED
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append((tag, frame.first, count))
        elif tag == "tr" and self._rows:
            self._join(self._rows.pop())
        if frame.first == len(self.page.blocks):
            return
        if frame.main:
            self.page.mains.append(Region(frame.first, len(self.page.blocks), "main" if tag == "main" else "id"))
        elif rule := self._furniture(frame):
            self.page.dropped.append(Region(frame.first, len(self.page.blocks), rule))
            # What is dropped does not count for the elements around it; its links do: menus hold menus.
            self._chars, self._link_chars = frame.chars, frame.link_chars

    def _furniture(self, frame: _Frame) -> str:
        chars, link_chars = self._chars - frame.chars, self._link_chars - frame.link_chars
        if frame.drop in ("header", "footer") or (frame.drop == "class" and is_small(chars)):
            return frame.drop
        if frame.tag not in PRUNED or (self._safe and frame.tag != "aside") or frame.safe:
            return ""
        return "menu" if is_menu(self._links - frame.links, link_chars, chars) else ""

    def _join(self, row: _Row) -> None:
        """A row of short cells becomes one line; a row that holds more is layout, and its blocks stay."""
        blocks = self.page.blocks
        if row.nested or len(row.cells) < 2 or self._marks() != row.marks:
            return
        if any(end - first > 1 for _, first, end in row.cells) or len(blocks) - row.first > len(row.cells):
            return
        cells = [(tag, blocks[first].text) for tag, first, end in row.cells if end > first]
        if len(cells) < 2 or any(len(text) > _MAX_CELL for _, text in cells):
            return
        joined = TextBlock(join_cells(cells), blocks[row.first].gap, blocks[row.first].heading)
        blocks[row.first :] = [joined]

    def _marks(self) -> int:
        return len(self.page.dropped) + len(self.page.mains)

    def _flush(self) -> None:
        if not self._line:
            return
        text = tidy("".join(self._line))
        self._line.clear()
        if text:
            self.page.blocks.append(TextBlock(text, self._gap, self._heading))
            self._gap = self._fresh = False

    def _take_note(self, tag: str, attributes: Mapping[str, str]) -> None:
        page = self.page
        if tag == "meta" and len(page.metas) < _MAX_NOTES:
            names = (attributes.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
            page.metas += [(name.strip().lower(), attributes.get("content", "")) for name in names if name]
        elif tag == "html":
            page.language = page.language or attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            page.canonical = page.canonical or attributes.get("href", "")
        elif tag == "time" and len(page.times) < _MAX_NOTES:
            page.times.append(dict(attributes))
        elif (tag == "title" and not page.title) or (
            tag == "script" and attributes.get("type", "").strip().lower() == "application/ld+json"
        ):
            self._note = []

    def _store_note(self, tag: str) -> None:
        text = "".join(self._note or ())
        if tag == "title":
            self.page.title = tidy(text)
        elif tag == "script" and len(self.page.json_ld) < _MAX_NOTES:
            self.page.json_ld.append(text)
        self._note = None


_NONE: Mapping[str, str] = {}
_HEADINGS = frozenset(f"h{rank}" for rank in range(1, 7))
