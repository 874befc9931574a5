"""How a flat table is declared: its columns, and how a cell is read from a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from ..models import Mention, Record

Cell = str | int | float | bool | date | None
Kind = Literal["text", "int", "float", "bool", "date"]
RowT = TypeVar("RowT")
ItemT = TypeVar("ItemT")

JOIN = " | "
"""What stands between the items of a short list in one cell."""


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """A column: its name, the kind of its values, and the function that reads a cell from a row."""

    name: str
    kind: Kind
    get: Callable[[RowT], Cell]


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """A table: its name, which is the file's stem, the rows that a record has in it, and its columns."""

    name: str
    rows: Callable[[Record], Iterable[RowT]]
    columns: tuple[Column[RowT], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Row(Generic[ItemT]):
    """An item of a record; `number` counts from 1 in its list, `owner` is the id of the entry that has it."""

    record_id: str
    item: ItemT
    number: int
    owner: str = ""


def rows_of(record: Record, items: Iterable[ItemT], owner: str = "") -> list[Row[ItemT]]:
    """The items as rows, numbered from 1."""
    return [Row(record.id, item, number, owner) for number, item in enumerate(items, 1)]


def text(name: str, get: Callable[[RowT], str | None]) -> Column[RowT]:
    """A column of strings."""
    return Column(name, "text", get)


def joined(name: str, get: Callable[[RowT], Iterable[str]]) -> Column[RowT]:
    """A column of short lists of strings, with ' | ' between the items; an empty list is an empty cell."""
    return Column(name, "text", lambda row: JOIN.join(get(row)) or None)


def integer(name: str, get: Callable[[RowT], int | None]) -> Column[RowT]:
    """A column of whole numbers."""
    return Column(name, "int", get)


def number(name: str, get: Callable[[RowT], float | None]) -> Column[RowT]:
    """A column of decimal numbers."""
    return Column(name, "float", get)


def flag(name: str, get: Callable[[RowT], bool | None]) -> Column[RowT]:
    """A column of true and false."""
    return Column(name, "bool", get)


def day(name: str, get: Callable[[RowT], date | None]) -> Column[RowT]:
    """A column of ISO days."""
    return Column(name, "date", get)


def record_id() -> Column[Row[ItemT]]:
    """The column that every table but `records` begins with, and is joined by."""
    return text("record_id", lambda row: row.record_id)


def mention_columns(get: Callable[[RowT], Mention | None], prefix: str = "mention") -> tuple[Column[RowT], ...]:
    """Five columns for a mention: its span in code points, its text, zone and rule."""

    def part(read: Callable[[Mention], Cell]) -> Callable[[RowT], Cell]:
        return lambda row: None if (mention := get(row)) is None else read(mention)

    return (
        Column(f"{prefix}_start", "int", part(lambda m: m.start)),
        Column(f"{prefix}_end", "int", part(lambda m: m.end)),
        Column(f"{prefix}_text", "text", part(lambda m: m.text)),
        Column(f"{prefix}_zone", "text", part(lambda m: m.zone)),
        Column(f"{prefix}_rule", "text", part(lambda m: m.rule)),
    )
