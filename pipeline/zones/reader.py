"""Tells the article from the page around it: title, dateline, body, page fields, contact block, furniture."""

from __future__ import annotations

import re

from ...models import Zone
from ..layout import Block, Layout
from ..loading import Resources
from ..values import Span
from .fields import read_fields
from .lexicon import DATE, ZoneLexicon
from .lines import Line, lines_of
from .sentences import sentences

_INLINE_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w.'’ ,/()-]{1,60}?[ ,(/]\s*(?:" + DATE.pattern + r")[^\n.]{0,25}?(?:\s[-–—]+\s|[–—]|:\s|\)\s*[-–—])",
    re.I,
)
_TITLE_LONGEST = 400
_HEAD = 8
"""Lines below the title in which a line with a date and a place is taken for the dateline."""


class ZoneReader:
    """Reads the layout of any text. Keeps no state between texts."""

    def __init__(self, resources: Resources) -> None:
        self._lexicon = ZoneLexicon(resources)

    def read(self, text: str) -> Layout:
        """Zones, sentences, fields and stamps of `text`; a text without line ends is one body block."""
        lines = lines_of(text)
        zones: list[Zone] = ["body"] * len(lines)
        stamps, footers = self._mark_furniture(lines, zones)
        fields = [f for f in read_fields(lines, self._lexicon) if zones[f.lines.start] != "furniture"]
        for f in fields:
            zones[f.lines.start : f.lines.stop] = ["field"] * len(f.lines)
        title = self._mark_title(lines, zones)
        self._mark_datelines(lines, zones, title)
        self._mark_contacts(lines, zones, footers)
        _mark_tail(lines, zones, footers)
        blocks = _blocks(text, lines, zones)
        ends = tuple(s for b in blocks for s in _sentences_of(text, b))
        kept = tuple(f.field for f in fields)
        heading = (lines[title].start, lines[title].end) if title is not None else None
        return Layout(blocks, ends, kept, heading, stamps)

    def _mark_furniture(self, lines: list[Line], zones: list[Zone]) -> tuple[tuple[Span, ...], frozenset[int]]:
        """Marks furniture; returns the stamps, and the lines behind which a page's footer may begin."""
        stamps = []
        footers = set()
        for i, line in enumerate(lines):
            if self._lexicon.is_separator(line.text):
                zones[i] = "furniture"
            elif self._lexicon.is_stamp(line.text):
                stamps.append((line.start, line.end))
                zones[i] = "furniture"
                footers.add(i)
            elif self._lexicon.is_furniture(line.text):
                zones[i] = "furniture"
                footers.add(i)
        return tuple(stamps), frozenset(footers)

    def _mark_title(self, lines: list[Line], zones: list[Zone]) -> int | None:
        for i, line in enumerate(lines):
            if zones[i] != "body" or self._lexicon.is_dateline(line.text):
                continue
            if len(line.text) > _TITLE_LONGEST or (len(lines) == 1 and line.is_prose):
                return None
            zones[i] = "title"
            return i
        return None

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


def _blocks(text: str, lines: list[Line], zones: list[Zone]) -> tuple[Block, ...]:
    """Lines of one zone without a blank line between them make a block; a dateline that opens a paragraph is
    cut off it."""
    blocks: list[Block] = []
    for i, (line, zone) in enumerate(zip(lines, zones, strict=True)):
        if blocks and zone == "body" == zones[i - 1] and not line.gap:
            blocks[-1] = Block(blocks[-1].start, line.end, "body")
            continue
        if zone == "body" and (match := _INLINE_DATELINE.match(text, line.start, min(line.end, line.start + 110))):
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
    return list(sentences(text, block.start, block.end))
