"""Records as JSON lines: in one file, or in files of so many records each."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from ..models.stored import LINES


class LineFiles:
    """Writes `records.jsonl`; or, with `size`, `records-00001.jsonl`, `records-00002.jsonl` ... of `size` records each.

    `names` are those of the files so far. A run without records has one empty file.
    """

    def __init__(self, folder: Path, size: int | None = None) -> None:
        """The first file in `folder`, which must exist."""
        self._folder, self._size = folder, size
        self.names: list[str] = []
        self._count = 0
        self._file = self._next()

    def write(self, line: str) -> None:
        """Append a record's line; a full file is closed first."""
        if self._size is not None and self._count == self._size:
            self._file.close()
            self._file, self._count = self._next(), 0
        self._file.write(line)
        self._count += 1

    def flush(self) -> None:
        """Make what was written readable by others."""
        self._file.flush()

    def close(self) -> None:
        """Close the last file."""
        self._file.close()

    def _next(self) -> TextIO:
        self.names.append(LINES if self._size is None else f"records-{len(self.names) + 1:05d}.jsonl")
        return (self._folder / self.names[-1]).open("w", encoding="utf-8", newline="")
