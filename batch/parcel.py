"""What a worker hands over: a file with the finished texts of a chunk, in the order of the run.

A parcel is a row of frames and an index at its end. A frame is a line of JSON and, behind it, the bytes that the line
gives the sizes of. Each file of the chunk has a stretch of its own: a frame for each of its records, then one that
closes it, with its problems. The file appears under its name when it is whole, so that whatever is there is complete.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..models import Problem
from ..outputs.rendering import Rendered

_INDEX_DIGITS = 12


class Stretch(NamedTuple):
    """Where a file's frames lie in a parcel; `fingerprint` tells whether they are still those of the file."""

    relative: str
    fingerprint: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """A record from a parcel, with what tells it from others: digest of its text, sketch of its lines."""

    rendered: Rendered
    text_digest: str
    sketch: tuple[int, ...]


class ParcelWriter:
    """Writes a parcel as its files are read; nothing of it is held in memory."""

    def __init__(self, path: Path) -> None:
        """A parcel that will be called `path`."""
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._file: BinaryIO = self._part.open("wb")
        self._index: list[Stretch] = []
        self._begin = 0

    def record(self, delivered: Delivered) -> None:
        """Add a record of the current file."""
        r = delivered.rendered
        cells = json.dumps(r.cells, ensure_ascii=False) if r.cells else ""
        texts = [text.encode("utf-8") for text in (r.json, r.line, cells, *r.rows)]
        head = {
            "id": r.id,
            "counts": r.counts,
            "sizes": [len(text) for text in texts],
            "digest": delivered.text_digest,
            "sketch": delivered.sketch,
        }
        self._frame(head, texts)

    def end(self, relative: str, fingerprint: str, problems: Sequence[Problem], skipped: int) -> None:
        """Close the stretch of a file."""
        self._frame({"problems": [p.model_dump() for p in problems], "skipped": skipped, "sizes": []}, [])
        here = self._file.tell()
        self._index.append(Stretch(relative, fingerprint, self._begin, here - self._begin))
        self._begin = here

    def close(self) -> None:
        """Write the index, and let the parcel appear under its name."""
        index = json.dumps(self._index).encode()
        self._file.write(index + b"%0*d" % (_INDEX_DIGITS, len(index)))
        self._file.close()
        self._part.replace(self._path)

    def abandon(self) -> None:
        """Throw away what was written."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def _frame(self, head: dict[str, Any], texts: Sequence[bytes]) -> None:
        self._file.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
        self._file.writelines(texts)


def read_index(path: Path) -> tuple[Stretch, ...]:
    """The files in a parcel and where they lie."""
    with path.open("rb") as file:
        file.seek(-_INDEX_DIGITS, 2)
        length = int(file.read(_INDEX_DIGITS))
        file.seek(-_INDEX_DIGITS - length, 2)
        return tuple(Stretch(*row) for row in json.loads(file.read(length)))


def read_stretch(path: Path, stretch: Stretch) -> Iterator[Delivered | Problem | int]:
    """The records of a file, then its problems, then how many of its articles were left out."""
    with path.open("rb") as file:
        file.seek(stretch.offset)
        end = stretch.offset + stretch.length
        while file.tell() < end:
            head = json.loads(file.readline())
            texts = [file.read(size).decode("utf-8") for size in head["sizes"]]
            if "id" in head:
                text, line, cells, *rows = texts
                plain = tuple(json.loads(cells)) if cells else ()
                rendered = Rendered(head["id"], text, line, tuple(rows), tuple(head["counts"]), plain)
                yield Delivered(rendered, head["digest"], tuple(head["sketch"]))
            else:
                yield from (Problem.model_validate(row) for row in head["problems"])
                yield int(head["skipped"])
