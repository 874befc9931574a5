"""What .docx and .odt have in common: parts of XML in a ZIP file, read within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from .base import RefusedError
from .html_meta import iso_day
from .html_rules import tidy

_MAX_PART = 50_000_000  # bytes of XML; a book of a thousand pages has ten million
_FREE, _MAX_RATIO = 10_000_000, 200  # a longer part may be no more than so many times its packed size
_MAX_DEPTH = 200
_MAX_DIRECTORY = 32_000_000
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_ENCRYPTED = 0x1
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """The ZIP file. Refused with `RefusedError`: one without a sound list of its members, or with one of
    more than 32 MB, which would fill the memory before the first member is seen.
    """
    try:
        size = directory_size(file)
        if size > _MAX_DIRECTORY:
            raise RefusedError("too_large", f"its list of members takes {size} bytes; the limit is {_MAX_DIRECTORY}")
        return zipfile.ZipFile(file)
    except ZIP_ERRORS as error:
        raise RefusedError("unreadable", f"is a broken ZIP file: {error}") from error


def directory_size(file: BinaryIO) -> int:
    """Bytes that the list of members takes, as the end of the file says; 0 where it says nothing."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - 66_000))
    tail = file.read(66_000)
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    size: int = struct.unpack_from("<I", tail, at + 12)[0]
    at64 = tail.rfind(_END64)
    if size == 0xFFFFFFFF and at64 >= 0 and len(tail) >= at64 + 56:
        size = struct.unpack_from("<Q", tail, at64 + 40)[0]
    return min(size, length)


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a part; None where there is none. Refused: an encrypted, broken or outsized one."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("unsupported", "is encrypted; it opens with a password only")
    if info.file_size > max(_FREE, _MAX_RATIO * info.compress_size):
        raise RefusedError("too_large", f"its part {name} unpacks to more than {_MAX_RATIO} times its packed size")
    try:
        with archive.open(info) as file:
            data = file.read(_MAX_PART + 1)
    except ZIP_ERRORS as error:
        raise RefusedError("unreadable", f"its part {name} is broken: {error}") from error
    if len(data) > _MAX_PART:
        raise RefusedError("too_large", f"its part {name} unpacks to more than {_MAX_PART} bytes")
    return data


def events(data: bytes, name: str) -> Iterator[tuple[str, Any]]:
    """('start' | 'end', element) for a part's elements. Entities are not expanded, no DTD is loaded, elements
    are emptied once they have ended. Refused: XML that is broken, or nested deeper than documents are.
    """
    from lxml import etree

    depth = 0
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        ):
            if not isinstance(element.tag, str):
                continue
            depth += 1 if event == "start" else -1
            if depth > _MAX_DEPTH:
                raise RefusedError("unreadable", f"its part {name} is nested more than {_MAX_DEPTH} deep")
            yield event, element
            if event == "end":
                element.clear(keep_tail=True)
                while (before := element.getprevious()) is not None and element.getparent() is not None:
                    element.getparent().remove(before)
    except etree.XMLSyntaxError as error:
        raise RefusedError("unreadable", f"its part {name} is broken XML: {error.msg}") from error


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def properties(data: bytes | None, name: str) -> dict[str, str]:
    """A metadata part as local name and text; nothing where there is none or it is broken."""
    said: dict[str, str] = {}
    if data is None:
        return said
    try:
        for event, element in events(data, name):
            if event == "end" and (text := tidy(element.text or "")):
                said.setdefault(local(element.tag), text[:1000])
    except RefusedError:
        return said  # what a document says of itself is a bonus; its text decides whether it can be read
    return said


def created(said: dict[str, str]) -> date | None:
    """The day on which a document was made or, where that is later, last saved: templates are older than
    what is written in them.
    """
    stamps = (said.get(key, "") for key in ("created", "modified", "creation-date", "date"))
    days = [day for stamp in stamps if (day := iso_day(stamp)) is not None]
    return max(days, default=None)
