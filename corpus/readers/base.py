"""What every reader takes and gives. A new format is one module with a `Reader` and one line in the
registry.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from ...models import Document, Problem
from ...models.problem import ProblemCode

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Limits:
    """What a reader may be asked to take.

    `max_bytes`: largest file in bytes (default 20 MB); a larger one becomes the problem `too_large`.
    """

    max_bytes: int = 20_000_000

    def __post_init__(self) -> None:
        """Refused: a limit below one byte."""
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes must be at least 1, not {self.max_bytes}")


@dataclass(frozen=True)
class RawFile:
    """A file's bytes and its printable path relative to the input folder, with '/'."""

    path: str
    data: bytes

    @property
    def head(self) -> bytes:
        """The first bytes, enough to tell the kind of file."""
        return self.data[:HEAD_BYTES]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


class Note(NamedTuple):
    """Something that a reader could do only in part; it becomes a problem row that is not fatal."""

    code: ProblemCode
    words: str


class RefusedError(Exception):
    """A file that a reader cannot turn into text; it becomes a fatal problem row."""

    def __init__(self, code: ProblemCode, words: str) -> None:
        """`code` and `words` become those of the problem row."""
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True)
class Extraction:
    """A file's text, and what the file says of itself. `text` is final: it is what all offsets refer to."""

    text: str
    media_type: str
    encoding: str | None = None
    extractor: str | None = None
    title: str | None = None
    published: date | None = None
    issuer: str | None = None
    language: str | None = None
    url: str | None = None
    notes: tuple[Note, ...] = field(default=())


class Reader(Protocol):
    """One kind of file. `reads` looks at content, never at the file's name."""

    @property
    def name(self) -> str:
        """Short name of the format, for messages: 'HTML'."""
        ...

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes are of this kind."""
        ...

    def extract(self, raw: RawFile) -> Extraction:
        """The file's text. Refused with `RefusedError`: bytes of this kind that cannot be read."""
        ...


class ReadResult(NamedTuple):
    """`document` is None where a file could not be read; then one of `problems` is fatal."""

    document: Document | None
    problems: tuple[Problem, ...] = ()
