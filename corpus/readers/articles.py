"""`read_articles`: a file of any kind as the articles in it, one after the other."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ...models import Document, Problem, Source
from ..folder import printable, relative_name
from .archives import unread_office
from .base import Extraction, Limits, Member, Note, RawFile, Reading, RefusedError, SpentError
from .kinds import unread_kind
from .member_ids import MemberIds, member_path
from .registry import READERS, containers
from .rows import Columns
from .streams import Meter, Stream, packing_of, unpacked

_DEFAULT = Limits()
_CUSTOMARY = Columns()


def read_articles(
    path: Path,
    *,
    root: Path,
    record_id: str | None = None,
    relative: str | None = None,
    limits: Limits = _DEFAULT,
    columns: Columns = _CUSTOMARY,
    others: Collection[str] = (),
) -> Iterator[Reading]:
    """The articles in the file `path`: one for a plain file, any number for a container, in its order.

    `root` is the input folder; `relative` (default: `path` relative to it, with '/') becomes the source's
    path, and `record_id` (default: the file's stem) the document's id. A member's path is
    `relative!member`, its id `<record_id>-<member's stem or number>`; `others` are ids that it must not clash
    with (those of the run's other files that begin with `record_id`). `columns` names the columns of tables
    that are not called as usual.

    Kinds are told by content. Files are read as streams: memory holds one article, not the container. Nothing
    is raised for what cannot be read: that is a `Reading` without a document, with a fatal problem whose path is the
    member's. A container that breaks in the middle, or passes a limit, gives the articles before that and
    then such a `Reading` of its own.
    """
    name = printable(relative if relative is not None else relative_name(path, root))
    ids = MemberIds(record_id or printable(path.stem), name, others)
    try:
        handle, size = _opened(path)
    except RefusedError as refusal:
        yield _refused(name, refusal)
        return
    with handle:
        walk = _Walk(name, ids, limits, columns)
        yield from walk.readings(Stream(name.rpartition("/")[2], handle, walk.meter, size=size))


class _Walk:
    """One file on its way through packings, containers and readers."""

    def __init__(self, relative: str, ids: MemberIds, limits: Limits, columns: Columns) -> None:
        """Nothing read yet."""
        self.meter = Meter(limits)
        self._relative, self._ids = relative, ids
        self._containers = containers(columns)

    def readings(self, stream: Stream) -> Iterator[Reading]:
        """Everything in the file's stream."""
        try:
            yield from self._read(stream, (), 0, None)
        except SpentError as refusal:
            yield _refused(self._relative, refusal)

    def _read(self, stream: Stream, chain: tuple[str, ...], depth: int, hints: Extraction | None) -> Iterator[Reading]:
        """What is in `stream`, which lies at `chain`, `depth` containers and packings down."""
        path = member_path(self._relative, chain)
        met, empty = 0, True
        try:
            while (packing := packing_of(stream.peek(16))) is not None:
                depth = self._deeper(depth)
                stream = unpacked(stream, packing)
            if not stream.peek(1):
                raise RefusedError("empty", "is empty")
            container = next((c for c in self._containers if c.reads(stream)), None)
            if container is None:
                yield self._single(stream, chain, hints)
                return
            depth = self._deeper(depth)
            for member in container.members(stream):
                empty = False
                for reading in self._member(member, chain, depth, hints):
                    met += reading.document is not None
                    yield reading
            if empty:
                raise RefusedError("empty", f"is {container.name} without articles")
        except SpentError:
            raise
        except RefusedError as refusal:
            words = f"{refusal.words} (after {met} article(s), which were read)" if met else refusal.words
            yield _refused(path, RefusedError(refusal.code, words))

    def _member(
        self, member: Member, chain: tuple[str, ...], depth: int, hints: Extraction | None
    ) -> Iterator[Reading]:
        inner = (*chain, member.name)
        content = member.content
        if isinstance(content, RefusedError):
            yield _refused(member_path(self._relative, inner), content)
        elif isinstance(content, Extraction):
            data = content.text.encode("utf-8", "replace")
            record_id = self._ids.of(inner, is_row=True)
            yield self._reading(content, inner, record_id, (sha256(data).hexdigest(), len(data)), member.hints or hints)
        else:
            yield from self._read(content, inner, depth, member.hints or hints)

    def _deeper(self, depth: int) -> int:
        most = self.meter.limits.max_depth
        if depth >= most:
            raise RefusedError("too_large", f"lies within more than {most} containers and packings, which is the limit")
        return depth + 1

    def _single(self, stream: Stream, chain: tuple[str, ...], hints: Extraction | None) -> Reading:
        kind = unread_kind(stream.peek()) or unread_office(stream)
        if kind is not None:
            raise RefusedError("unsupported", f"is {kind}, which is not read")
        raw = RawFile(stream.name, stream.whole())
        found = next(reader for reader in READERS if reader.reads(raw)).extract(raw)
        return self._reading(found, chain, self._ids.of(chain), (raw.sha256, len(raw.data)), hints)

    def _reading(
        self,
        found: Extraction,
        chain: tuple[str, ...],
        record_id: str,
        digest: tuple[str, int],
        hints: Extraction | None,
    ) -> Reading:
        path = member_path(self._relative, chain)
        if not found.text.strip():
            return _refused(path, RefusedError("empty", "holds no text"))
        self.meter.member()
        found = _hinted(found, hints)
        notes = tuple(_problem(path, note, fatal=False) for note in found.notes)
        return Reading(_document(found, path, record_id, *digest), notes)


def _hinted(found: Extraction, hints: Extraction | None) -> Extraction:
    """The article with what its container knows of it and it does not say itself."""
    if hints is None:
        return found
    if found.published is None and hints.published is not None:
        found = replace(found, published=hints.published, basis=hints.basis)
    return replace(found, url=found.url or hints.url)


def _document(found: Extraction, path: str, record_id: str, digest: str, size: int) -> Document:
    source = Source(
        path=path,
        media_type=found.media_type,
        sha256=digest,
        bytes=size,
        encoding=found.encoding,
        extractor=found.extractor,
        language=found.language,
        url=found.url,
    )
    return Document(
        id=record_id,
        text=found.text,
        published=found.published,
        published_basis=found.basis if found.published is not None else "argument",
        title=found.title,
        issuer=found.issuer,
        source=source,
        pages=found.pages,
    )


def _refused(path: str, refusal: RefusedError) -> Reading:
    return Reading(None, (_problem(path, Note(refusal.code, refusal.words), fatal=True),))


def _problem(path: str, note: Note, *, fatal: bool) -> Problem:
    return Problem(path=path, stage="read", code=note.code, words=note.words, fatal=fatal)


def _opened(path: Path) -> tuple[BinaryIO, int]:
    """The file, open, and its size. A pipe or device is refused without waiting on it."""
    try:
        # Opening without blocking, then looking at what was opened, leaves no moment to
        # swap it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise RefusedError("not_found", "there is no such file") from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise RefusedError("unsupported", "is a folder" if path.is_dir() else "is no regular file")
    return os.fdopen(handle, "rb", buffering=131_072), status.st_size


def _unreadable(path: Path, error: Exception) -> RefusedError:
    # Opening a socket or a device without a driver fails before its kind can be looked at.
    if path.exists() and not (path.is_file() or path.is_dir()):
        return RefusedError("unsupported", "is no regular file")
    reason = getattr(error, "strerror", None) or str(error)
    return RefusedError("unreadable", f"cannot be opened: {reason}")
