"""The shape of a text: zones, paragraphs, sentences and page fields, found once and looked up by offset."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..models import Zone
from .values import FieldValue, Span


class Block(NamedTuple):
    """A run of the text in one zone: a line, a paragraph, the label or value of a field."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True)
class PageFieldSpan:
    """A labelled page field: where its label stands and what it says."""

    start: int
    end: int
    value: FieldValue


@dataclass(frozen=True)
class Layout:
    """`blocks` are in text order and do not overlap; sentences lie within blocks. Offsets are code points.

    Looking up an offset between blocks (blank lines) gives the block before it.
    """

    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    fields: tuple[PageFieldSpan, ...] = ()
    title: Span | None = None
    stamps: tuple[Span, ...] = ()  # lines of furniture that date the page
    issuer: Span | None = None  # the office in the letterhead or byline

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.blocks]

    @cached_property
    def _zones(self) -> list[Zone]:
        """The zone before the first block, then that of each."""
        return ["body", *(b.zone for b in self.blocks)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s for s, _ in self.sentences]

    def block_index(self, offset: int) -> int:
        """Index of the block that holds `offset`; -1 before the first."""
        return bisect_right(self._block_starts, offset) - 1

    def zone_at(self, offset: int) -> Zone:
        """Zone of `offset`."""
        return self._zones[bisect_right(self._block_starts, offset)]

    def sentence_index(self, offset: int) -> int:
        """Index of the sentence that holds `offset`; -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds `offset`, or an empty span where there is none."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 else (offset, offset)
