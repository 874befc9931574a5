"""What every reader takes and gives. A new format is one module with a `Reader` or a `Container`, and one
line in the registry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ...models import Document, Problem
from ...models.document import PublishedBasis
from ...models.problem import ProblemCode

if TYPE_CHECKING:
    from .streams import Stream

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Limits:
    """What a reader may be asked to take. Time is not among it: whoever runs the readers ends one that
    hangs.

    `max_bytes`: largest single article in bytes (default 20 MB), as a file, as a member of a container or as a
    row of one; a larger one becomes the problem `too_large`. A container itself may be of any size, since it
    is read as a stream. `max_expanded`: bytes that all members of one container may come to, unpacked (20 GB).
    `max_members`: articles in one container (a million). `max_depth`: containers within containers, where each
    packing counts (a .tar.gz in a .zip is three deep; default 4). `max_ratio`: how many times its packed size
    anything may unpack to (200); the first 10 MB of it are not held to that.
    """

    max_bytes: int = 20_000_000
    max_expanded: int = 20_000_000_000
    max_members: int = 1_000_000
    max_depth: int = 4
    max_ratio: int = 200

    def __post_init__(self) -> None:
        """Refused: a limit below one."""
        for name, value in vars(self).items():
            if value < 1:
                raise ValueError(f"{name} must be at least 1, not {value}")


@dataclass(frozen=True)
class RawFile:
    """An article's bytes, and the printable path that it is reported under, with '/'."""

    path: str
    data: bytes

    @property
    def head(self) -> bytes:
        """The first bytes, enough to tell the kind of file."""
        return self.data[:HEAD_BYTES]

    @property
    def suffix(self) -> str:
        """The name's ending in small letters ('.md'), for kinds that content cannot tell."""
        return PurePosixPath(self.path).suffix.lower()

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


class SpentError(RefusedError):
    """A container has used up what `Limits` grants it as a whole; nothing more of it is read."""


@dataclass(frozen=True)
class Extraction:
    """A file's text, and what the file says of itself. `text` is final: it is what all offsets refer to.

    `basis` says how `published` is known. `pages`: offsets at which the pages of a paged file begin.
    """

    text: str
    media_type: str
    encoding: str | None = None
    extractor: str | None = None
    title: str | None = None
    published: date | None = None
    basis: PublishedBasis = "metadata"
    issuer: str | None = None
    language: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()
    notes: tuple[Note, ...] = field(default=())


class Reader(Protocol):
    """One kind of file that holds one article."""

    @property
    def name(self) -> str:
        """Short name of the format, for messages: 'HTML'."""
        ...

    def reads(self, raw: RawFile) -> bool:
        """Whether the bytes are of this kind; the file's name counts only where bytes cannot tell."""
        ...

    def extract(self, raw: RawFile) -> Extraction:
        """The file's text. Refused with `RefusedError`: bytes of this kind that cannot be read."""
        ...


@dataclass(frozen=True)
class Member:
    """What a container holds at one place. `name` is unique within it: a path, a file name, a row's number;
    '' for what is no member but the file's own article (a mail's body).

    `content`: a stream, to be read by its own kind; or an article that the container has already taken apart;
    or why there is none. `hints`: what the container knows of a stream that the stream may not say itself.
    """

    name: str
    content: Stream | Extraction | RefusedError
    hints: Extraction | None = None


class Container(Protocol):
    """One kind of file that holds several articles, read as a stream, in the order in which they stand."""

    @property
    def name(self) -> str:
        """What the file is, in words, for messages: 'a ZIP archive'."""
        ...

    def reads(self, stream: Stream) -> bool:
        """Whether the stream is of this kind; nothing is consumed."""
        ...

    def members(self, stream: Stream) -> Iterator[Member]:
        """The articles. A member's stream is good until the next is asked for. Raises `RefusedError` where
        the container cannot be read on.
        """
        ...


class Reading(NamedTuple):
    """`document` is None where a file or member could not be read; then one of `problems` is fatal."""

    document: Document | None
    problems: tuple[Problem, ...] = ()
