"""Bytes that come one after the other: counted, unpacked and cut off within limits, never held as a whole."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from .base import Limits, RefusedError, SpentError

_FREE = 10_000_000  # bytes of a packed file that are not held to the ratio
_CHUNK = 65_536
_XZ_MEMORY = 128_000_000
_BUFFER = 131_072

GZIP, BZIP2, XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
PACKINGS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (GZIP, "gzip", (".gz", ".tgz")),
    (BZIP2, "bzip2", (".bz2", ".tbz2", ".tbz")),
    (XZ, "xz", (".xz", ".txz")),
)


class Meter:
    """Counts what one container gives, members within members included."""

    def __init__(self, limits: Limits) -> None:
        """Nothing counted yet."""
        self.limits = limits
        self.expanded = self.members = 0

    def take(self, count: int) -> None:
        """Counts unpacked bytes. Refused with `SpentError`: more than `max_expanded`."""
        self.expanded += count
        if self.expanded > self.limits.max_expanded:
            words = (
                f"holds more than {self.limits.max_expanded} bytes unpacked, which is the limit; the rest is not read"
            )
            raise SpentError("too_large", words)

    def member(self) -> None:
        """Counts an article. Refused with `SpentError`: more than `max_members`."""
        self.members += 1
        if self.members > self.limits.max_members:
            words = f"holds more than {self.limits.max_members} articles, which is the limit; the rest is not read"
            raise SpentError("too_large", words)


class Uncounted(Meter):
    """A meter for parts of a stream that was counted already: only articles count."""

    def __init__(self, meter: Meter) -> None:
        """`meter`: counts the whole."""
        super().__init__(meter.limits)
        self._whole = meter

    def take(self, count: int) -> None:
        """Nothing."""

    def member(self) -> None:
        """Counts an article, as the whole does."""
        self._whole.member()


class _Counted(io.RawIOBase):
    """A source whose bytes are counted; its own kinds of failure become `RefusedError`."""

    def __init__(self, read: Callable[[int], bytes], meter: Meter, packed: Callable[[], int] | None) -> None:
        super().__init__()
        self._read, self._meter, self._packed = read, meter, packed
        self._given = 0
        self._failed: RefusedError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._failed is not None:
            raise self._failed
        pieces = []
        missing = len(buffer)
        try:
            while missing and (piece := self._read(missing)):  # filled, so that a peek shows what there is
                pieces.append(piece)
                missing -= len(piece)
        except RefusedError as refusal:
            if not pieces:
                raise
            self._failed = refusal  # what came before it is good
        data = b"".join(pieces)
        self._given += len(data)
        self._meter.take(len(data))
        ratio = self._meter.limits.max_ratio
        if self._packed is not None and self._given > max(_FREE, ratio * self._packed()):
            raise RefusedError("too_large", f"unpacks to more than {ratio} times its packed size; the rest is not read")
        buffer[: len(data)] = data
        return len(data)


class Stream:
    """A file, or a part of a container, from its first byte on. `name`: what it is called where it lies.

    `read`, `readline` and `peek` are those of a binary file; `file()` is for libraries that read on from
    here.
    """

    def __init__(self, name: str, source: BinaryIO, meter: Meter, *, size: int | None = None) -> None:
        """`source`: a buffered binary file at its start. `size`: its length in bytes, where that is known."""
        self.name, self.meter, self.size = name, meter, size
        self._source: Any = source

    @classmethod
    def counted(
        cls, name: str, read: Callable[[int], bytes], meter: Meter, packed: Callable[[], int] | None = None
    ) -> Stream:
        """A stream of what `read` gives; `packed` tells how many packed bytes that took so far."""
        return cls(name, io.BufferedReader(_Counted(read, meter, packed), _BUFFER), meter)

    @classmethod
    def of_bytes(cls, name: str, data: bytes, meter: Meter) -> Stream:
        """A stream of bytes that are at hand and counted already."""
        return cls(name, io.BufferedReader(io.BytesIO(data), _BUFFER), meter, size=len(data))

    @property
    def limits(self) -> Limits:
        """The limits of the run."""
        return self.meter.limits

    def peek(self, count: int = 4096) -> bytes:
        """The next bytes, up to `count`, which stay unread; fewer only where the stream ends or is slow."""
        return bytes(self._source.peek(count)[:count])

    def read(self, count: int = _CHUNK) -> bytes:
        """Up to `count` bytes; none at the end."""
        return bytes(self._source.read(count))

    def readline(self, limit: int) -> bytes:
        """Up to and with the next line feed, or `limit` bytes of a longer line."""
        return bytes(self._source.readline(limit))

    def file(self) -> BinaryIO:
        """The stream as a binary file, for reading on."""
        return self._source  # type: ignore[no-any-return]

    def whole(self) -> bytes:
        """All bytes. Refused with `RefusedError`: more than `max_bytes`."""
        most = self.limits.max_bytes
        if self.size is not None and self.size > most:
            raise RefusedError("too_large", f"holds {self.size} bytes; the limit is {most}")
        data = self.read(most + 1)
        if len(data) > most:
            raise RefusedError("too_large", f"holds more than {most} bytes, which is the limit")
        return data

    def seekable(self) -> BinaryIO:
        """A file that can be read in any order: itself where it lies on disk, else a copy of at most
        `max_bytes` in memory.
        """
        if self.size is not None and self._source.seekable():
            return self.file()
        data = self.whole()
        self._source = io.BufferedReader(io.BytesIO(data), _BUFFER)
        self.size = len(data)
        return self.file()


def packing_of(head: bytes) -> str | None:
    """Name of the packing that a stream begins with: gzip, bzip2, xz; None for any other stream."""
    return next((name for magic, name, _ in PACKINGS if head.startswith(magic)), None)


def unpacked(stream: Stream, packing: str) -> Stream:
    """The stream within a packed one, unpacked as it is read."""
    source = _Unpacker(stream, packing)
    return Stream.counted(unpacked_name(stream.name), source.read, stream.meter, lambda: source.taken)


def unpacked_name(name: str) -> str:
    """A packed file's name without its packing: 'a.tar.gz' and 'a.tgz' give 'a.tar'."""
    lowered = name.lower()
    for _, _, suffixes in PACKINGS:
        for suffix in suffixes:
            if lowered.endswith(suffix) and len(name) > len(suffix):
                return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
    return name


class _Unpacker:
    """One or more packed pieces in a row, as gzip, bzip2 and xz allow; zeros between them are padding."""

    def __init__(self, stream: Stream, packing: str) -> None:
        self._stream, self._packing = stream, packing
        self._engine: Any = self._new()
        self._input = b""
        self._fresh = True  # nothing of the current piece was read yet
        self.taken = 0

    def read(self, count: int) -> bytes:
        """Up to `count` unpacked bytes."""
        while True:
            if self._engine.eof and not self._next_piece():
                return b""
            if not self._input and not self._holds_more() and not self._refill():
                if self._fresh:
                    return b""
                raise RefusedError("unreadable", f"its {self._packing} data ends in the middle")
            data = self._step(count)
            if data:
                return data

    def _new(self) -> Any:
        if self._packing == "gzip":
            return zlib.decompressobj(31)
        if self._packing == "bzip2":
            return bz2.BZ2Decompressor()
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def _holds_more(self) -> bool:
        return self._packing != "gzip" and not self._fresh and not self._engine.needs_input

    def _refill(self) -> bool:
        self._input = self._stream.read(_CHUNK)
        self.taken += len(self._input)
        return bool(self._input)

    def _step(self, count: int) -> bytes:
        try:
            data: bytes = self._engine.decompress(self._input, count)
        except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
            raise RefusedError("unreadable", f"its {self._packing} data is broken: {error}") from error
        self._fresh = False
        self._input = self._engine.unconsumed_tail if self._packing == "gzip" else b""
        return data

    def _next_piece(self) -> bool:
        """Goes on to the next packed piece, if the stream holds one; what else follows is ignored."""
        rest = (self._engine.unused_data or self._input).lstrip(b"\x00")
        while not rest:
            if not self._refill():
                return False
            rest = self._input.lstrip(b"\x00")
        if len(rest) < 6:
            more = self._stream.read(_CHUNK)
            self.taken += len(more)
            rest += more
        self._input = b""
        if packing_of(rest) != self._packing:
            return False
        self._input, self._engine, self._fresh = rest, self._new(), True
        return True
