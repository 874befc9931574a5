"""Which texts a run has met before: the same ones, and nearly the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from .sketch import PROBES, alike

_LIKELY = (
    "SELECT id, sketch FROM texts WHERE number IN"
    " (SELECT DISTINCT number FROM probes WHERE hash IN (?,?,?,?,?,?) ORDER BY number LIMIT 50) ORDER BY number"
)
"""Records that share one of six hashes: as many marks as `PROBES`."""


class Twin(NamedTuple):
    """An earlier record of the same text, or (`exact` false) of nearly the same."""

    record_id: str
    exact: bool


class Seen:
    """Texts by digest and sketch, in a file, so that memory does not grow with the run. The file is made anew."""

    def __init__(self, path: Path) -> None:
        """An empty table in `path`."""
        path.unlink(missing_ok=True)
        self._path = path
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE texts (number INTEGER PRIMARY KEY, id TEXT, digest TEXT, sketch BLOB);"
            "CREATE INDEX by_digest ON texts (digest);"
            "CREATE TABLE probes (hash INTEGER, number INTEGER); CREATE INDEX by_hash ON probes (hash);"
            "BEGIN;"
        )
        self._number = 0

    def add(self, record_id: str, digest: str, sketch: tuple[int, ...]) -> Twin | None:
        """The first record of this text, or else of one nearly like it; and remember this one."""
        twin = self._same(digest) or self._alike(sketch)
        self._number += 1
        packed = b"".join(value.to_bytes(7) for value in sketch)
        self._base.execute("INSERT INTO texts VALUES (?,?,?,?)", (self._number, record_id, digest, packed))
        if twin is None:  # later ones are linked to the first of a family
            rows = [(value, self._number) for value in sketch[:PROBES]]
            self._base.executemany("INSERT INTO probes VALUES (?,?)", rows)
        return twin

    def close(self) -> None:
        """Throw the file away."""
        self._base.close()
        self._path.unlink(missing_ok=True)

    def _same(self, digest: str) -> Twin | None:
        row = self._base.execute("SELECT id FROM texts WHERE digest=? ORDER BY number LIMIT 1", (digest,)).fetchone()
        return Twin(row[0], exact=True) if row else None

    def _alike(self, sketch: tuple[int, ...]) -> Twin | None:
        if not sketch:
            return None
        probes = (*sketch[:PROBES], *([-1] * PROBES))[:PROBES]  # a hash is never negative
        for record_id, packed in self._base.execute(_LIKELY, probes):
            other = tuple(int.from_bytes(packed[k : k + 7]) for k in range(0, len(packed), 7))
            if alike(sketch, other):
                return Twin(record_id, exact=False)
        return None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
