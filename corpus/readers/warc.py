"""WARC (ISO 28500), as web archives and Common Crawl keep pages: each answer that a page was, as an article.

The format is read here and not by a library, since headers of hostile archives must not cost more time than
their length: with warcio 1.8, four megabytes of folded header lines took 22 seconds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from .base import Extraction, Member, RefusedError
from .html_meta import iso_day
from .streams import Stream

_KINDS = ("response", "resource", "conversion")
_PAGES = (
    "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/pdf",
    "application/rtf", "application/rss", "application/atom", "application/json", "message/rfc822",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
)  # fmt: skip
_SUFFIXES = {"application/pdf": ".pdf", "text/plain": ".txt", "application/json": ".json"}
_MAX_LINE = 65_536
_MAX_LINES = 500
_BLOCK = 65_536
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_CHUNK = re.compile(rb"[ \t]{0,10}([0-9a-fA-F]{1,8})[ \t]{0,10}(?:;[^\r\n]{0,200})?\r?\n")


class WarcFile:
    """Takes WARC. Members are named by their number among all records, from 1. Records that are no answers, or
    answers of another kind than pages and documents, are passed over; so are failures and redirections.
    """

    name = "a web archive (WARC)"

    def reads(self, stream: Stream) -> bool:
        """Whether the bytes begin with a WARC record's version."""
        return stream.peek(6) in (b"WARC/1", b"WARC/0")

    def members(self, stream: Stream) -> Iterator[Member]:
        """The pages. `hints` give the address, and the day of the visit as a last resort for a date."""
        number = 0
        while (line := _first_line(stream)) is not None:
            number += 1
            if not line.startswith(b"WARC/"):
                raise _broken(number, "no record begins where one should")
            headers = _headers(_Block(stream, _MAX_LINE * 4), number)
            length = headers.get("content-length", "")
            if not (length.isascii() and length.isdigit() and len(length) < 16):
                raise _broken(number, "it does not say how long it is")
            block = _Block(stream, int(length))
            if headers.get("warc-type") in _KINDS:
                member = _member(block, headers, stream, number)
                if member is not None:
                    yield member
            if not block.drain():
                raise _broken(number, "the file ends in the middle of it")


class _Block:
    """The next `length` bytes of a stream."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream, self.left = stream, length

    def read(self, count: int) -> bytes:
        """Up to `count` bytes of the block."""
        data = self._stream.read(min(count, self.left))
        self.left -= len(data)
        return data

    def readline(self) -> bytes:
        """A line of the block; one that is longer than header lines are comes in pieces."""
        line = self._stream.readline(min(_MAX_LINE, self.left))
        self.left -= len(line)
        return line

    def drain(self) -> bool:
        """Passes over what is left; False where the stream ends before the block does."""
        while self.left > 0:
            if not self.read(_BLOCK):
                return False
        return True


def _first_line(stream: Stream) -> bytes | None:
    """The next line that holds something; None at the end."""
    while line := stream.readline(_MAX_LINE):
        if line.strip():
            return line
    return None


def _headers(block: _Block, number: int) -> dict[str, str]:
    """Header lines up to the blank line, names in small letters. A folded line belongs to the one before."""
    found: dict[str, str] = {}
    for _ in range(_MAX_LINES):
        line = block.readline()
        if not line.strip():
            return found
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon and line[:1] not in b" \t":
            found.setdefault(name.strip().lower(), value.strip())
    raise _broken(number, f"it has more than {_MAX_LINES} header lines")


def _broken(number: int, words: str) -> RefusedError:
    return RefusedError("unreadable", f"is a broken web archive, at record {number}: {words}")


def _member(block: _Block, headers: dict[str, str], stream: Stream, number: int) -> Member | None:
    http: dict[str, str] = {}
    kind = headers.get("content-type", "")
    if kind.startswith("application/http"):
        status = _STATUS.match(block.readline())
        http = _headers(block, number)
        if status is None or status[1][:1] != b"2":
            return None
        kind = http.get("content-type", "text/html")
    kind = kind.partition(";")[0].strip().lower()
    if not kind.startswith(_PAGES):
        return None
    name, most = f"{number}{_SUFFIXES.get(kind, '')}", stream.limits.max_bytes
    if block.left > most:
        words = f"holds {block.left} bytes; the limit is {most}"
        return Member(str(number), RefusedError("too_large", words))
    try:
        body = _unpacked(_dechunked(block.read(block.left), http), http, most)
    except RefusedError as refusal:
        return Member(str(number), refusal)
    stream.meter.take(len(body))
    return Member(str(number), Stream.of_bytes(name, body, stream.meter), _hints(headers))


def _dechunked(body: bytes, http: dict[str, str]) -> bytes:
    """The body without the transfer's chunks; crawlers often leave the header and take the chunks out."""
    if http.get("transfer-encoding", "").lower() != "chunked":
        return body
    parts = []
    position = 0
    while (size := _CHUNK.match(body, position)) is not None:
        count = int(size[1], 16)
        parts.append(body[size.end() : size.end() + count])
        position = size.end() + count
        position += 2 if body[position : position + 2] == b"\r\n" else body[position : position + 1] == b"\n"
        if not count:
            break
    return b"".join(parts) if parts else body


def _unpacked(body: bytes, http: dict[str, str], most: int) -> bytes:
    """The body without the transfer's packing. Refused: a packing that the standard library does not know."""
    packing = http.get("content-encoding", "").lower().strip()
    if packing in ("", "identity", "none", "utf-8") or (packing in ("gzip", "x-gzip") and body[:2] != b"\x1f\x8b"):
        return body
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise RefusedError("unsupported", f"was transferred packed with {packing[:20]!r}, which is not read")
    window = 31 if "gzip" in packing else 15 if body[:1] == b"\x78" else -15
    engine = zlib.decompressobj(window)
    try:
        data = engine.decompress(body, most + 1)
    except zlib.error as error:
        raise RefusedError("unreadable", f"its {packing} data is broken: {error}") from error
    if len(data) > most:
        raise RefusedError("too_large", f"unpacks to more than {most} bytes, which is the limit")
    return data


def _hints(headers: dict[str, str]) -> Extraction:
    address = headers.get("warc-target-uri", "").strip("<> ")
    good = address.lower().startswith(("http://", "https://")) and len(address) <= 2048 and address.isprintable()
    day = iso_day(headers.get("warc-date", ""))
    return Extraction("", "", url=address if good and " " not in address else None, published=day, basis="captured")
