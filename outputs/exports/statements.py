"""Entities that are put together from statements, outside memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

Entity = tuple[str, str, dict[str, list[str]]]
"""Id, schema, and the values of each property."""


class Statements:
    """Says of entities what their properties are, and gives each entity once, with all that was said of it.

    What is said lies in a SQLite file, so that the number of entities does not matter. An entity that was called by
    two schemata has the one of the higher rank. Use it as a context manager.
    """

    def __init__(self, path: Path) -> None:
        """A new file at `path`."""
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute("CREATE TABLE entity (id TEXT PRIMARY KEY, schema TEXT, rank INTEGER) WITHOUT ROWID")
        self._base.execute(
            "CREATE TABLE said (id TEXT, property TEXT, value TEXT, PRIMARY KEY (id, property, value)) WITHOUT ROWID"
        )
        self._base.execute("BEGIN")

    def say(self, entity: str, schema: str, properties: dict[str, Iterable[str | None]], *, rank: int = 0) -> str:
        """Add values; null and blank ones are none. Returns the id."""
        self._base.execute(
            "INSERT INTO entity VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET schema = excluded.schema,"
            " rank = excluded.rank WHERE excluded.rank > rank",
            (entity, schema, rank),
        )
        rows = [(entity, name, value) for name, values in properties.items() for value in values if value]
        self._base.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", rows)
        return entity

    def entities(self) -> Iterator[Entity]:
        """All entities by id, their properties and values in order."""
        query = (
            "SELECT e.id, e.schema, s.property, s.value FROM entity e LEFT JOIN said s USING (id)"
            " ORDER BY e.id, s.property, s.value"
        )
        for (entity, schema), rows in groupby(self._base.execute(query), key=lambda row: (row[0], row[1])):
            properties: dict[str, list[str]] = {}
            for _, _, name, value in rows:
                if name is not None:
                    properties.setdefault(name, []).append(value)
            yield entity, schema, properties

    def __enter__(self) -> Self:
        """The statements themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._base.close()
