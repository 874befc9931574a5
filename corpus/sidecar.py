"""Sidecar metadata: what a table says of the files (publication date, address, title, issuer)."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from ..models import Document, Frozen, InputError, Problem, country_codes
from ..models.problem import ProblemCode
from .folder import printable
from .readers.base import RefusedError
from .readers.decoding import decode
from .readers.member_ids import SEPARATOR

_COLUMNS = ("published", "url", "title", "issuer", "issuer_country")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\S.{0,40})?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DELIMITERS = (",", ";", "\t")


class MetadataError(InputError):
    """The metadata file as a whole cannot be used: unreadable, neither CSV nor JSON Lines, no `path`
    column.
    """


class MetadataRow(Frozen):
    """What the table says of one file; None where it says nothing."""

    published: date | None = None
    url: str | None = None
    title: str | None = None
    issuer: str | None = None
    issuer_country: str | None = None

    def apply(self, document: Document) -> Document:
        """`document` with what the row says; that goes before what the file says of itself."""
        said = {name: getattr(self, name) for name in ("title", "issuer", "issuer_country") if getattr(self, name)}
        changes: dict[str, Any] = dict(said)
        if self.published is not None:
            changes |= {"published": self.published, "published_basis": "metadata"}
        if self.url:
            changes["source"] = document.source.model_copy(update={"url": self.url})
        return document.model_copy(update=changes)


class _Line(NamedTuple):
    number: int
    cells: Mapping[str, Any]
    reason: str = ""  # why the line cannot be used, where it cannot


@dataclass(frozen=True)
class Sidecar:
    """Rows by the real path of the file that they name. `problems` are the rows that could not be used, or
    in part.
    """

    rows: Mapping[str, MetadataRow] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def row_for(self, path: Path, member: str | None = None) -> MetadataRow | None:
        """The row that names the file `path`, or its `member` if it is a container; else the container's row."""
        if not self.rows:
            return None
        real = os.path.realpath(path)
        row = self.rows.get(f"{real}{SEPARATOR}{member}") if member else None
        return row or self.rows.get(real)

    def members_of(self, path: Path) -> dict[str, MetadataRow]:
        """The rows that name members of the container `path`, by the member's name."""
        if not self._by_container:
            return {}
        start = f"{os.path.realpath(path)}{SEPARATOR}"
        return {name.removeprefix(start): self.rows[name] for name in self._by_container.get(start, ())}

    @cached_property
    def _by_container(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.rows:
            container, bar, _ = name.partition(SEPARATOR)
            if bar:
                found.setdefault(f"{container}{bar}", []).append(name)
        return found

    def apply(self, document: Document, path: Path) -> Document:
        """`document` with what the row of its file `path` says; that goes before what the file says of
        itself.
        """
        row = self.row_for(path)
        return row.apply(document) if row is not None else document


def load_metadata(file: Path, *, roots: Sequence[Path]) -> Sidecar:
    """The table in `file`: CSV with a header (comma, semicolon or tab) or JSON Lines, told apart by
    content.

    Columns: `path`, and any of published (ISO day), url, title, issuer, issuer_country (ISO 3166-1
    alpha-2). Other columns are ignored. A row's path is relative to one of the input folders `roots`, or
    else to the metadata file's own folder; the first place that holds such a file counts.

    Problem rows, none of them fatal: `metadata_unmatched` where no such file exists in any of these places
    (a row for a file that exists but is not among the inputs is simply unused); `metadata_duplicate` for a
    second row for one file, which is not used; `metadata_invalid` for a value that is not what its column
    takes, which is left out, and for a row that cannot be used at all. Refused with `MetadataError`: a file
    that is no such table.
    """
    text = _text_of(file)
    is_json = text.lstrip().startswith("{")
    rows: dict[str, MetadataRow] = {}
    problems: list[Problem] = []
    places = [*roots, file.parent]
    for line in _json_lines(text, file) if is_json else _csv_lines(text, file):
        found = _Row(line, places)
        problems += found.problems
        if found.target is None:
            continue
        if found.target in rows:
            problems.append(_problem(line, found.path, "metadata_duplicate", "is a second row for this file; not used"))
        else:
            rows[found.target] = found.row
    return Sidecar(rows, tuple(problems))


class _Row:
    """One line, read: which file it names, what it says, what is wrong with it."""

    def __init__(self, line: _Line, places: Sequence[Path]) -> None:
        self.problems: list[Problem] = []
        self.row = MetadataRow()
        self.target: str | None = None
        name = line.cells.get("path")
        self.path = name.strip() if isinstance(name, str) else ""
        if line.reason or not self.path:
            reason = line.reason or "names no file in its column 'path'"
            self.problems.append(_problem(line, self.path, "metadata_invalid", f"{reason}; not used"))
            return
        self.target = _target(self.path, places)
        if self.target is None:
            words = "names no file in the input folder or in the metadata file's folder"
            self.problems.append(_problem(line, self.path, "metadata_unmatched", words))
            return
        values = {}
        for column in _COLUMNS:
            try:
                values[column] = _value(column, line.cells.get(column))
            except ValueError as error:
                words = f"column '{column}' {error}; left out"
                self.problems.append(_problem(line, self.path, "metadata_invalid", words))
        self.row = MetadataRow.model_validate(values)


def _value(column: str, cell: object) -> object:
    if cell is None or cell == "":
        return None
    if not isinstance(cell, str):
        raise ValueError(f"holds {cell!r}, which is no text")
    if _SURROGATE.search(cell):
        raise ValueError("holds half a surrogate pair")
    cell = " ".join(cell.split())
    if not cell:
        return None
    if column == "published":
        return _day(cell)
    if column == "issuer_country" and (cell := cell.upper()) not in country_codes():
        raise ValueError(f"holds {cell!r}, which is no ISO 3166-1 alpha-2 country code")
    return cell


def _day(cell: str) -> date:
    form = _DAY.match(cell)
    try:
        return date.fromisoformat(form[1] if form else "")
    except ValueError:
        raise ValueError(f"holds {cell[:60]!r}, which is no ISO date (YYYY-MM-DD)") from None


def _target(name: str, places: Sequence[Path]) -> str | None:
    """The real path of the first file that `name` leads to; Windows separators are taken as '/' where need
    be.
    """
    for form in dict.fromkeys((name, name.replace("\\", "/"))):
        for place in places:
            path = os.path.join(place, form)  # noqa: PTH118 - os.path never raises on an impossible name
            if os.path.isfile(path):  # noqa: PTH113
                return os.path.realpath(path)
    file, bar, member = name.partition(SEPARATOR)
    container = _target(file, places) if bar and member else None
    return f"{container}{SEPARATOR}{member}" if container else None


def _text_of(file: Path) -> str:
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        raise MetadataError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    try:
        text = decode(data).text
    except RefusedError as error:
        raise MetadataError(f"{file}: {error.words}; metadata is CSV or JSON Lines") from error
    if text.lstrip().startswith("["):
        raise MetadataError(f"{file}: is a JSON array; metadata is CSV or JSON Lines, an object a line")
    if not text.strip():
        raise MetadataError(f"{file}: is empty; a header or a JSON object a line is needed")
    return text


def _csv_lines(text: str, file: Path) -> Iterator[_Line]:
    header_line = next(line for line in text.splitlines() if line.strip())
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, file)
            elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                reason = f"has {len(cells)} cells under {len(header)} columns (an unquoted '{delimiter}'?)"
                yield _Line(reader.line_num, dict(zip(header, cells, strict=False)), reason)
            else:
                yield _Line(reader.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise MetadataError(f"{file}: line {reader.line_num}: is no CSV: {error}") from error


def _header(cells: list[str], file: Path) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if "path" not in header:
        raise MetadataError(f"{file}: has no column 'path' (its columns: {', '.join(header)[:200]})")
    for name in ("path", *_COLUMNS):
        if header.count(name) > 1:
            raise MetadataError(f"{file}: has two columns '{name}'")
    return header


def _json_lines(text: str, file: Path) -> Iterator[_Line]:
    named = False
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for number, line in lines:
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise MetadataError(f"{file}: line {number}: is no JSON object on a line of its own: {error}") from error
        if not isinstance(item, dict):
            raise MetadataError(f"{file}: line {number}: is JSON, but no object")
        named = named or "path" in item
        yield _Line(number, item)
    if not named:
        raise MetadataError(f"{file}: no line has a key 'path'")


def _problem(line: _Line, path: str, code: ProblemCode, words: str) -> Problem:
    shown = printable(path) or f"line {line.number}"
    return Problem(path=shown, stage="metadata", code=code, words=f"line {line.number}: {words}", fatal=False)
