"""ZIP and tar archives. Nothing is written to disk, so that no member's name can lead anywhere."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from ..folder import printable
from .base import Member, RefusedError
from .office_zip import ZIP_ERRORS, open_zip
from .streams import Stream, Uncounted

_ENCRYPTED = 0x1
_PACKED_OFFICE = (
    ("word/document.xml", "docx"), ("xl/workbook.xml", "an Excel workbook (.xlsx)"),
    ("xl/workbook.bin", "an Excel workbook (.xlsb)"), ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)"),
    ("META-INF/container.xml", "an EPUB book"),
)  # fmt: skip
_ODT = b"application/vnd.oasis.opendocument.text"
_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_HEADER_BYTES = 1_000_000  # what the headers between two members may take


class ZipArchive:
    """Takes ZIP archives, but not the documents that are ZIP files inside. Links and folders are passed over."""

    name = "a ZIP archive"

    def reads(self, stream: Stream) -> bool:
        """Whether the bytes begin as a ZIP file does, and its members are not those of a document."""
        head = stream.peek(128)
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return False
        kind = "docx" if _DOCUMENT in head else _office_kind(stream)
        return kind is None

    def members(self, stream: Stream) -> Iterator[Member]:
        """The files in the order of the archive's list."""
        with open_zip(stream.seekable()) as archive:
            taken: set[str] = set()
            for number, info in enumerate(archive.infolist(), start=1):
                if info.filename.endswith("/") or _is_link(info) or _is_hidden(info.filename):
                    continue
                name = _unique(info.filename, number, taken)
                if info.flag_bits & _ENCRYPTED:
                    yield Member(name, RefusedError("unsupported", "is encrypted; it opens with a password only"))
                    continue
                try:
                    file = archive.open(info)
                except ZIP_ERRORS as error:
                    yield Member(name, RefusedError("unreadable", f"cannot be unpacked: {error}"))
                    continue
                with file:
                    packed = info.compress_size
                    yield Member(name, Stream.counted(name, _reading(file), stream.meter, lambda p=packed: p))  # type: ignore[misc]


class TarArchive:
    """Takes tar archives, from the first byte to the last and never back. Links and folders are passed over."""

    name = "a tar archive"

    def reads(self, stream: Stream) -> bool:
        """Whether a tar header stands first: by its signature, or for older ones by its check sum."""
        head = stream.peek(512)
        if len(head) < 512 or not head[0]:
            return False
        return head[257:262] == b"ustar" or _sums_up(head)

    def members(self, stream: Stream) -> Iterator[Member]:
        """The files in the order of the archive."""
        source = _Guarded(stream)
        taken: set[str] = set()
        try:
            with tarfile.open(fileobj=source, mode="r|", errorlevel=1, bufsize=65_536) as archive:  # type: ignore[call-overload]
                source.opened()
                number = 0
                while (info := source.headers(archive)) is not None:
                    archive.members = []  # else every header stays in memory
                    number += 1
                    if info.isdir() or info.issym() or info.islnk() or _is_hidden(info.name):
                        continue
                    name = _unique(info.name, number, taken)
                    file = archive.extractfile(info) if info.isfile() and not info.issparse() else None
                    if file is None:
                        yield Member(name, RefusedError("unsupported", "is no regular file"))
                        continue
                    yield Member(name, Stream.counted(name, _reading(file), source.free))
        except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError, IndexError) as error:
            raise RefusedError("unreadable", f"is a broken tar archive: {error}") from error


class _Guarded:
    """The archive's stream for `tarfile`: headers, which it reads as a whole, are kept from filling memory."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._left: int | None = _HEADER_BYTES  # the first header is read when the archive is opened
        self.free = Uncounted(stream.meter)

    def read(self, count: int) -> bytes:
        """Up to `count` bytes."""
        data = self._stream.read(count)
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise RefusedError("unreadable", f"is a tar archive with headers of more than {_HEADER_BYTES} bytes")
        return data

    def opened(self) -> None:
        """The first header was read; what follows is its member."""
        self._left = None

    def headers(self, archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        """The next member's header; what is left of the last member is passed over first."""
        first, archive.firstmember = archive.firstmember, None  # type: ignore[attr-defined]
        if first is not None:
            return first  # type: ignore[no-any-return]
        if archive.fileobj is not None:
            archive.fileobj.seek(archive.offset)
        self._left = _HEADER_BYTES
        try:
            # Not `archive.next()`, which takes a damaged header for the end of the archive.
            return tarfile.TarInfo.fromtarfile(archive)
        except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
            return None
        finally:
            self._left = None


def unread_office(stream: Stream) -> str | None:
    """What a ZIP file is, in words, if it is a document of a kind that is not read; None for all else."""
    head = stream.peek(128)
    if not head.startswith(b"PK\x03\x04"):
        return None
    if _DOCUMENT in head:
        return None if _ODT in head else "an OpenDocument file that is no text (a table, slides, a drawing)"
    kind = _office_kind(stream)
    return None if kind == "docx" else kind


def _office_kind(stream: Stream) -> str | None:
    try:
        with zipfile.ZipFile(stream.seekable()) as archive:
            names = archive.NameToInfo
            kind = next((kind for name, kind in _PACKED_OFFICE if name in names), None)
    except ZIP_ERRORS:
        kind = None
    stream.file().seek(0)
    return kind


def _reading(file: IO[bytes]) -> Callable[[int], bytes]:
    def read(count: int) -> bytes:
        try:
            return file.read(count)
        except (*ZIP_ERRORS, tarfile.TarError) as error:
            raise RefusedError("unreadable", f"cannot be unpacked: {error}") from error

    return read


def _unique(name: str, number: int, taken: set[str]) -> str:
    """A member's name as a printable path; a second member of that name is told by its number."""
    shown = printable(name.replace("\\", "/")).strip("/") or str(number)
    shown = "/".join(p for p in shown.split("/") if p not in ("", ".", "..")) or str(number)
    if shown in taken:
        shown = f"{shown}#{number}"
    taken.add(shown)
    return shown


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _is_hidden(name: str) -> bool:
    """Whether a member is what file managers leave behind, or hidden as such files are in folders."""
    return name.startswith("__MACOSX/") or any(p.startswith(".") and p not in (".", "..") for p in name.split("/"))


def _sums_up(head: bytes) -> bool:
    try:
        written = int(head[148:156].strip(b" \x00") or b"x", 8)
    except ValueError:
        return False
    return written == sum(head[:148]) + 256 + sum(head[156:512])
