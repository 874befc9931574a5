"""The compiled gazetteer: lines sorted by name in one run of bytes, looked up without being taken apart."""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_right
from dataclasses import dataclass

HEADER = "# gazetteer 2"
_BLOCK = 2048
_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the file."""

    kind: str
    country: str
    division: str
    geonames_id: int
    latitude: float
    longitude: float
    population: int
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the file knows of a name, apart from its places. `longest`: words of the longest name that begins so."""

    longest: int = 0
    word: bool = False  # more often an ordinary word
    wordlike: bool = False  # an ordinary word, or often written like one
    person: bool = False  # also a name of people


class BrokenTableError(ValueError):
    """The file is no gazetteer of this form."""


class NameTable:
    """Finds the line of a name. The bytes are never split, so that they cost no more than their length.

    Processes that fork share them: no object in them is counted. Load: unpacking, and a look at every 2048th byte.
    """

    def __init__(self, packed: bytes) -> None:
        """Unpack. Raises `BrokenTableError` for a file of another form, or one that is not sorted."""
        try:
            self._raw = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error) as error:
            raise BrokenTableError(f"cannot be unpacked: {error}") from error
        if not self._raw.startswith(HEADER.encode() + b"\n") or not self._raw.endswith(b"\n"):
            raise BrokenTableError("has another form")
        self._starts, self._firsts = self._blocks()

    def _blocks(self) -> tuple[list[int], list[bytes]]:
        raw = self._raw
        starts: list[int] = []
        firsts: list[bytes] = []
        at = len(HEADER)
        while 0 <= at < len(raw) - 1:
            key, tab, _ = raw[at + 1 : at + 401].partition(b"\t")
            if not tab or (firsts and key + tab < firsts[-1]):
                raise BrokenTableError(f"is not sorted near {key[:40]!r}")
            starts.append(at)
            firsts.append(key + tab)
            at = raw.find(b"\n", at + _BLOCK)
        return starts, firsts

    def __contains__(self, key: str) -> bool:
        """Whether a folded name has a line, perhaps only as the beginning of longer names."""
        return self._line(key) is not None

    def known(self, key: str) -> tuple[Known, bool]:
        """What is known of a name, and whether any place has it."""
        line = self._line(key)
        if line is None:
            return _NOTHING, False
        marks, _, places = line.partition("\t")
        depth = marks.rstrip("wvn")
        return Known(int(depth or 0), "w" in marks, "w" in marks or "v" in marks, "n" in marks), places != ""

    def seconds(self, key: str) -> frozenset[str]:
        """The first three letters of what follows `key` and a space in longer names, where all are of a to z."""
        opening = b"\n" + key.encode() + b" "
        i = max(0, bisect_right(self._firsts, opening[1:]) - 1)
        end = self._starts[i + 1] + len(opening) if i + 1 < len(self._starts) else len(self._raw)
        at = self._raw.find(opening, self._starts[i], end)
        found: set[str] = set()
        while at >= 0 and self._raw.startswith(opening, at):
            letters = self._raw[at + len(opening) : at + len(opening) + 3]
            if letters.isalpha() and letters.isascii():
                found.add(letters.decode())
            at = self._raw.find(b"\n", at + 1)
        return frozenset(found)

    def rows(self, key: str) -> list[Row]:
        """The places that have the name, in the order of the file."""
        line = self._line(key)
        entries = line.partition("\t")[2] if line else ""
        return [self._row(e) for e in entries.split(";")] if entries else []

    def country(self, code: str) -> Row | None:
        """The row of a country, which has no name of its own."""
        rows = self.rows(":" + code.lower())
        return rows[0] if rows else None

    def _row(self, entry: str) -> Row:
        if entry[0] == "~":
            rank, _, usual = entry[1:].partition(":")
            line = self._line(usual)
            entry = line.partition("\t")[2].split(";")[int(rank)] if line else ""
        fields = entry.split(",", _FIELDS - 1)
        if len(fields) != _FIELDS:
            raise BrokenTableError(f"has a broken place {entry!r}")
        kind, country, division, gid, latitude, longitude, population, name = fields
        return Row(kind, country, division, int(gid), float(latitude), float(longitude), int(population), name)

    def _line(self, key: str) -> str | None:
        """The line of a name behind the name and its tab."""
        wanted = key.encode() + b"\t"
        i = bisect_right(self._firsts, wanted) - 1
        if i < 0:
            return None
        end = self._starts[i + 1] + 1 if i + 1 < len(self._starts) else len(self._raw)
        at = self._raw.find(b"\n" + wanted, self._starts[i], end)
        if at < 0:
            return None
        start = at + len(wanted) + 1
        return self._raw[start : self._raw.index(b"\n", start)].decode()


_NOTHING = Known()
