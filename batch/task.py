"""What a run does, and its files put into chunks that one worker reads at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..corpus.readers import Limits
from ..corpus.sidecar import MetadataRow
from ..outputs import Format
from ..pipeline import Config

CHUNK_BYTES, CHUNK_FILES = 1_000_000, 64
"""Where a chunk ends: large enough that hand-overs cost nothing, small enough that little is lost and all are busy."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read: where it lies, its name within the run, the id of its record, its row of metadata."""

    path: Path
    root: Path
    relative: str
    record_id: str
    metadata: MetadataRow | None
    size: int
    members: Mapping[str, MetadataRow] = field(default_factory=dict)
    """Rows of metadata for articles inside a container, by their names in it."""
    others: tuple[str, ...] = ()
    """Ids of other files that begin like this one's: those of its articles must differ from them."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files that one worker reads in a row. Chunks are numbered in the order of the run."""

    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Plan:
    """How every file of a run is read. What changes a record's bytes is in `key`; worker counts are not."""

    config: Config
    limits: Limits
    formats: tuple[Format, ...]
    published: date | None = None
    since: date | None = None
    produced_by: str = field(default="")

    def key(self) -> str:
        """Sixteen hexadecimal digits that change with code, resources, limits, formats and dates."""
        parts = (self.produced_by, self.config.model_dump_json(), self.limits, self.formats, self.published, self.since)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def chunks(items: Iterable[Item], *, most_bytes: int = CHUNK_BYTES, most_files: int = CHUNK_FILES) -> Iterator[Chunk]:
    """`items` in order, cut where a chunk is full; a file larger than a chunk is one of its own."""
    number, size = 0, 0
    waiting: list[Item] = []
    for item in items:
        if waiting and (size + item.size > most_bytes or len(waiting) >= most_files):
            yield Chunk(number, tuple(waiting))
            number, size, waiting = number + 1, 0, []
        waiting.append(item)
        size += item.size
    if waiting:
        yield Chunk(number, tuple(waiting))
