"""The readers, in the order in which they are asked, and `read_file`, which asks them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ...models import Document, Problem, Source
from ..folder import printable, relative_name
from .base import Extraction, Limits, RawFile, Reader, ReadResult, RefusedError
from .html import HtmlReader
from .kinds import unread_kind
from .text import TextReader

READERS: tuple[Reader, ...] = (
    HtmlReader(),
    TextReader(),
)
_DEFAULT = Limits()


def read_file(
    path: Path,
    *,
    root: Path,
    record_id: str | None = None,
    relative: str | None = None,
    limits: Limits = _DEFAULT,
) -> ReadResult:
    """The document in the file `path`, or why there is none; and problems that did not stop the reading.

    `root` is the input folder; `relative` (default: `path` relative to it, with '/') becomes the source's
    path, and `record_id` (default: the file's stem) the document's id. The kind of file is told by its
    content. Nothing is raised for a file that cannot be read: that is a fatal problem with one of the codes
    empty, binary, too_large, unreadable, undecodable, unsupported, not_found.
    """
    name = printable(relative if relative is not None else relative_name(path, root))
    try:
        raw = RawFile(name, _bytes_of(path, limits))
        found = _extract(raw)
        if not found.text.strip():
            raise RefusedError("empty", "holds no text")
    except RefusedError as refusal:
        problem = Problem(path=name, stage="read", code=refusal.code, words=refusal.words, fatal=True)
        return ReadResult(None, (problem,))
    notes = [Problem(path=name, stage="read", code=n.code, words=n.words, fatal=False) for n in found.notes]
    return ReadResult(_document(raw, found, record_id or printable(path.stem)), tuple(notes))


def _extract(raw: RawFile) -> Extraction:
    if not raw.data:
        raise RefusedError("empty", "is empty")
    if (kind := unread_kind(raw.head)) is not None:
        raise RefusedError("unsupported", f"is {kind}; this version reads text and HTML")
    return next(reader for reader in READERS if reader.reads(raw)).extract(raw)


def _document(raw: RawFile, found: Extraction, record_id: str) -> Document:
    source = Source(
        path=raw.path,
        media_type=found.media_type,
        sha256=raw.sha256,
        bytes=len(raw.data),
        encoding=found.encoding,
        extractor=found.extractor,
        language=found.language,
        url=found.url,
    )
    basis = "metadata" if found.published is not None else "argument"
    return Document(
        id=record_id,
        text=found.text,
        published=found.published,
        published_basis=basis,
        title=found.title,
        issuer=found.issuer,
        source=source,
    )


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """The file's bytes. A pipe or device is refused without waiting on it, a file that grows is cut off."""
    try:
        # Opening without blocking, then looking at what was opened, leaves no moment to
        # swap it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise RefusedError("not_found", "there is no such file") from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise RefusedError("unsupported", "is a folder" if path.is_dir() else "is no regular file")
        with os.fdopen(handle, "rb") as file:
            if (size := os.fstat(handle).st_size) > limits.max_bytes:
                raise _too_large(size, limits)
            data = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > limits.max_bytes:
        raise _too_large(len(data), limits)
    return data


def _unreadable(path: Path, error: Exception) -> RefusedError:
    # Opening a socket or a device without a driver fails before its kind can be looked at.
    if path.exists() and not (path.is_file() or path.is_dir()):
        return RefusedError("unsupported", "is no regular file")
    reason = getattr(error, "strerror", None) or str(error)
    return RefusedError("unreadable", f"cannot be opened: {reason}")


def _too_large(size: int, limits: Limits) -> RefusedError:
    return RefusedError("too_large", f"holds {size} bytes; the limit is {limits.max_bytes}")
