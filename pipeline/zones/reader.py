"""Tells the article from the page around it: title, dateline, body, page fields, contact block, furniture."""

from __future__ import annotations

from dataclasses import replace

from ...models import Zone
from ..layout import Block, Layout, PageFieldSpan
from ..loading import Resources
from ..values import Span
from .fields import FieldLines, read_fields
from .lexicon import INLINE_DATELINE, ZoneLexicon
from .lines import Line, lines_of
from .masthead import Masthead, MastheadReader
from .sentences import sentences

_HEAD = 8
"""Lines below the title in which a line with a date and a place is taken for the dateline."""
_LONGEST_HEAD = 60
"""Lines above the first paragraph, menus included, in which a stamp with a label is a page field."""


class ZoneReader:
    """Reads the layout of any text. Keeps no state between texts."""

    def __init__(self, resources: Resources) -> None:
        self._lexicon = ZoneLexicon(resources)
        self._mastheads = MastheadReader(resources, self._lexicon)

    def read(self, text: str) -> Layout:
        """Zones, sentences, fields and stamps of `text`; a text without line ends is one body block."""
        lines = lines_of(text)
        zones: list[Zone] = ["body"] * len(lines)
        stamps, footers = self._mark_furniture(lines, zones)
        fields = [f for f in read_fields(lines, self._lexicon) if zones[f.lines.start] != "furniture"]
        for f in fields:
            zones[f.lines.start : f.lines.stop] = ["field"] * len(f.lines)
        head = _by_subject(self._mark_head(lines, zones), fields, zones)
        stamps += _dates_above(fields, head.title)
        self._mark_datelines(lines, zones, head.title)
        self._mark_contacts(lines, zones, footers)
        _mark_tail(lines, zones, footers)
        blocks = _blocks(text, lines, zones, head.alone)
        ends = tuple(s for b in blocks for s in _sentences_of(text, b))
        kept = tuple(self._keyed(f, text, head.title) for f in fields)
        return Layout(blocks, ends, kept, head.span, stamps, head.issuer)

    def _keyed(self, found: FieldLines, text: str, title: int | None) -> PageFieldSpan:
        """The field by what it means where it stands: a date above the headline is the page's own, and who signs
        as 'By' publishes only if it is an office."""
        value = found.field.value
        if value.key == "date" and title is not None and found.lines.start < title:
            value = replace(value, key="published")
        if value.key == "byline" and value.values:
            start, end = value.values[0]
            if (length := self._mastheads.offices.signature(text[start:end])) is not None:
                value = replace(value, key="issuer", values=((start, start + length), *value.values[1:]))
        return replace(found.field, value=value)

    def _mark_furniture(self, lines: list[Line], zones: list[Zone]) -> tuple[tuple[Span, ...], frozenset[int]]:
        """Marks furniture; returns the stamps, and the lines behind which a page's footer may begin."""
        stamps = []
        footers = set()
        head = max(_HEAD, next((i for i, line in enumerate(lines[:_LONGEST_HEAD]) if len(line.text) > 160), 0))
        for i, line in enumerate(lines):
            if self._lexicon.is_separator(line.text):
                zones[i] = "furniture"
            elif i < head and (value := self._lexicon.head_stamp(line.text)) is not None:
                stamps.append((line.start + value[0], line.start + value[1]))
            elif self._lexicon.is_stamp(line.text):
                stamps.append((line.start, line.end))
                zones[i] = "furniture"
                footers.add(i)
            elif self._lexicon.is_furniture(line.text):
                zones[i] = "furniture"
                footers.add(i)
        return tuple(stamps), frozenset(footers)

    def _mark_head(self, lines: list[Line], zones: list[Zone]) -> Masthead:
        """Marks headline and menus; a text of one line of prose has no headline."""
        if len(lines) == 1 and lines[0].is_prose:
            return Masthead()
        head = self._mastheads.read(lines, [z == "body" for z in zones])
        if head.title is not None:
            zones[head.title : head.title + head.depth] = ["title"] * head.depth
        for i, role in (head.lines or {}).items():
            if role in ("menu", "kind") and i != head.title:
                zones[i] = "furniture"
        return head

    def _mark_datelines(self, lines: list[Line], zones: list[Zone], title: int | None) -> None:
        first = 0 if title is None else max(0, title - 3)
        for i in range(first, min(len(lines), first + _HEAD + 3)):
            if zones[i] == "body" and self._lexicon.is_dateline(lines[i].text):
                zones[i] = "dateline"

    def _mark_contacts(self, lines: list[Line], zones: list[Zone], footers: frozenset[int]) -> None:
        inside = False
        for i, line in enumerate(lines):
            if zones[i] == "furniture":
                inside = inside and i not in footers
                continue
            if zones[i] in ("body", "field") and self._lexicon.opens_contacts(line.text):
                inside = i > 0
            elif inside and (zones[i] != "body" or len(line.text) > 160):
                inside = False
            if inside:
                zones[i] = "contact"


def _by_subject(head: Masthead, fields: list[FieldLines], zones: list[Zone]) -> Masthead:
    """The headline in a field: 'Subject: ...', where nothing above it is one."""
    for found in fields:
        value, at = found.field.value, found.lines.start
        if value.key != "heading" or not value.values or at > _HEAD * 2:
            continue
        if head.is_guess or (head.title is not None and at < head.title):
            if head.title is not None and zones[head.title] == "title":
                zones[head.title] = "body" if head.title > at else "furniture"
            zones[at] = "title"
            return replace(head, title=at, span=value.values[0])
    return head


def _dates_above(fields: list[FieldLines], title: int | None) -> tuple[Span, ...]:
    """Days in fields above the headline: the page's own."""
    above = (f.field.value for f in fields if title is not None and f.lines.start < title)
    return tuple(span for value in above if value.key == "date" for span in value.values)


def _mark_tail(lines: list[Line], zones: list[Zone], footers: frozenset[int]) -> None:
    """Below the last prose of a page, everything behind a stamp or a menu line is furniture too."""
    last_prose = max((i for i, line in enumerate(lines) if zones[i] == "body" and line.is_prose), default=None)
    if last_prose is None:
        return
    inside = False
    for i in range(last_prose + 1, len(lines)):
        inside = inside or i in footers
        if inside and zones[i] == "body":
            zones[i] = "furniture"


def _blocks(text: str, lines: list[Line], zones: list[Zone], alone: frozenset[int]) -> tuple[Block, ...]:
    """Lines of one zone without a blank line between them make a block, those of a letterhead none; a dateline that
    opens a paragraph is cut off it."""
    blocks: list[Block] = []
    for i, (line, zone) in enumerate(zip(lines, zones, strict=True)):
        if blocks and zone == "body" == zones[i - 1] and not line.gap and i not in alone and i - 1 not in alone:
            blocks[-1] = Block(blocks[-1].start, line.end, "body")
            continue
        if zone == "body" and (match := INLINE_DATELINE.match(text, line.start, min(line.end, line.start + 110))):
            blocks.append(Block(line.start, match.end(), "dateline"))
            if match.end() < line.end:
                blocks.append(Block(match.end(), line.end, "body"))
            continue
        blocks.append(Block(line.start, line.end, zone))
    return tuple(blocks)


def _sentences_of(text: str, block: Block) -> list[Span]:
    if block.zone == "furniture":
        return []
    if block.zone == "field":
        return [(block.start, block.end)]
    return sentences(text, block.start, block.end)
