"""Tables with a column of texts: CSV and its like, and Parquet; read row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .base import Member, Note, RefusedError
from .decoding import decode
from .extras import needed
from .rows import Columns, article_of, fold, shown, text_key
from .streams import Stream

_DELIMITERS = (",", ";", "\t", "|")
_NAME = re.compile(r"[\"']?[^\W\d][\w .:/()-]{0,60}[\"']?\Z")
_SUFFIXES = (".csv", ".tsv", ".tab")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 65_536
_BATCH = 64


@dataclass(frozen=True)
class CsvFile:
    """Takes CSV with a header (comma, semicolon, tab or bar), RFC 4180 quotes. Members are named by their row,
    counted from 1 below the header.
    """

    columns: Columns
    name = "a CSV table"

    def reads(self, stream: Stream) -> bool:
        """Whether the first line is a header with a column of texts, or the name says that it is a table."""
        if stream.name.lower().endswith(_SUFFIXES):
            return True
        head = stream.peek(4096)
        if head.startswith(_WIDE) or b"\n" not in head:
            return False
        first, _, rest = head.partition(b"\n")
        header = _header_of(first.decode("utf-8-sig", "replace"))
        if header is None or not all(_NAME.match(cell) for cell in header):
            return False
        if _delimiter(first.decode("latin-1")).encode() not in rest:
            return False  # a title with a comma in it
        folded = {fold(cell.strip("\"'")) for cell in header}
        return any(text_key([name], self.columns) for name in folded) and len(folded) == len(header)

    def members(self, stream: Stream) -> Iterator[Member]:
        """The rows. Refused: a table without a header that names a column of texts."""
        lines = _Lines(stream)
        first = next(lines, "")
        header = _header_of(first.rstrip("\r\n"))
        names = [cell.strip().strip("\"'") for cell in header] if header else []
        if text_key(names, self.columns) is None:
            raise RefusedError(
                "unsupported", f"is a table without a column of texts: {shown(names or [first.strip()])}"
            )
        delimiter = _delimiter(first)
        number = 0
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            number += 1
            try:
                with _wide_fields(stream.limits.max_bytes):
                    cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, RefusedError) as error:
                refused = error if isinstance(error, RefusedError) else None
                yield Member(str(number), refused or RefusedError("unreadable", f"is no row of a table: {error}"))
                reader = csv.reader(lines, delimiter=delimiter)
                continue
            if any(cell.strip() for cell in cells):
                yield self._member(number, names, cells, lines.take_notes())

    def _member(self, number: int, names: list[str], cells: list[str], notes: tuple[Note, ...]) -> Member:
        if len(cells) != len(names):
            words = f"has {len(cells)} cells under {len(names)} columns"
            return Member(str(number), RefusedError("unreadable", words))
        return _row_member(number, dict(zip(names, cells, strict=True)), self.columns, notes)


@dataclass(frozen=True)
class ParquetFile:
    """Takes Apache Parquet. Members are named by their row, counted from 1. Only the columns that are used are
    read, a few rows at a time.
    """

    columns: Columns
    name = "a Parquet table"

    def reads(self, stream: Stream) -> bool:
        """Whether the bytes begin as Parquet does."""
        return stream.peek(4) in (b"PAR1", b"PARE")

    def members(self, stream: Stream) -> Iterator[Member]:
        """The rows. Refused: a broken or encrypted table, one without a column of texts."""
        parquet = needed("pyarrow.parquet", "parquet", "Parquet")
        errors = (needed("pyarrow", "parquet", "Parquet").ArrowException, OSError, ValueError)
        if stream.peek(4) == b"PARE":
            raise RefusedError("unsupported", "is encrypted")
        number = 0
        try:
            table = parquet.ParquetFile(stream.seekable(), memory_map=False, pre_buffer=False)
            names = [f.name for f in table.schema_arrow]
            if text_key(names, self.columns) is None:
                raise RefusedError("unsupported", f"is a table without a column of texts: {shown(names)}")
            for batch in table.iter_batches(batch_size=_BATCH, columns=_used(table.schema_arrow), use_threads=False):
                stream.meter.take(batch.nbytes)
                for row in batch.to_pylist():
                    number += 1
                    yield _row_member(number, row, self.columns, (), stream.limits.max_bytes)
        except errors as error:
            raise RefusedError("unreadable", f"is a broken Parquet table: {str(error)[:200]}") from error


def _row_member(
    number: int, row: dict[str, Any], columns: Columns, notes: tuple[Note, ...], most: int | None = None
) -> Member:
    try:
        if most is not None and any(isinstance(v, str) and len(v) > most for v in row.values()):
            raise RefusedError("too_large", f"holds a text of more than {most} characters, which is the limit")
        found = article_of(row, columns)
    except RefusedError as refusal:
        return Member(str(number), refusal)
    return Member(str(number), _noted(found, notes))


def _noted(found: Any, notes: tuple[Note, ...]) -> Any:
    from dataclasses import replace

    return replace(found, notes=(*found.notes, *notes)) if notes else found


def _used(schema: Any) -> list[str]:
    """Columns of text, numbers and times; lists, structs and bytes are nothing that a row is read for."""
    kinds = needed("pyarrow.types", "parquet", "Parquet")
    plain = (
        kinds.is_string,
        kinds.is_large_string,
        kinds.is_integer,
        kinds.is_floating,
        kinds.is_temporal,
        kinds.is_dictionary,
    )
    return [f.name for f in schema if any(is_kind(f.type) for is_kind in plain) and not kinds.is_duration(f.type)]


class _Lines:
    """A table's lines as text, one after the other; each is decoded by itself, in the head's encoding."""

    def __init__(self, stream: Stream) -> None:
        self._most = stream.limits.max_bytes
        self._notes: list[Note] = []
        head = stream.peek(_SAMPLE)
        if head.startswith(_WIDE):
            import io

            self._read = io.TextIOWrapper(stream.file(), "utf-16", errors="replace", newline="").readline
            self._codec: str | None = None
        else:
            self._read = stream.readline  # type: ignore[assignment]
            self._codec = decode((head[: head.rfind(b"\n") + 1] or head).replace(b"\x00", b"")).encoding

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line: Any = self._read(self._most)
        if not line:
            raise StopIteration
        if len(line) >= self._most:
            while line and line[-1:] not in ("\n", b"\n"):
                line = self._read(self._most)
            raise RefusedError("too_large", f"is a line of more than {self._most} bytes, which is the limit")
        return line if isinstance(line, str) else self._text(line)

    def take_notes(self) -> tuple[Note, ...]:
        """What was decoded with losses since this was last asked."""
        notes, self._notes = tuple(self._notes), []
        return notes

    def _text(self, line: bytes) -> str:
        for codec in ("utf-8-sig", self._codec or "utf-8"):
            try:
                return line.decode(codec)
            except UnicodeDecodeError:
                continue
        self._notes.append(Note("lossy_decoding", f"is no valid {self._codec}; what is not reads U+FFFD"))
        return line.decode(self._codec or "utf-8", "replace")


@contextmanager
def _wide_fields(most: int) -> Iterator[None]:
    """The csv module's limit on a field's length, which is the process's own, raised for one row."""
    before = csv.field_size_limit(most)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _header_of(line: str) -> list[str] | None:
    """The cells of a header; None for a line that is none."""
    if len(line) > 20_000:
        return None
    try:
        cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return None
    return cells if len(cells) >= 2 and all(cell.strip() for cell in cells) else None
