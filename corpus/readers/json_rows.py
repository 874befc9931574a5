"""JSON and JSON Lines: one article, an array of them, or a line for each; in time linear in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .base import Extraction, Member, RefusedError
from .decoding import decode
from .rows import Columns, article_of, fold, text_key
from .streams import Stream

_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:\{\s*(?:\"|\})|\]\s*\Z)")
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"(?:[^\"\\]|\\.){0,300}\"\s*:")
_STRUCTURE = re.compile(rb"[\"\[\]{},]")
_BRACKETS = re.compile(rb"[\"\[\]{}]")
_QUOTE, _COMMA, _OPENING = 0x22, 0x2C, b"[{"
_IN_STRING = re.compile(rb"(?:[^\"\\]++|\\.)*+", re.DOTALL)
_BARREN = 100  # rows without a text, from the first on, after which a file is no collection of articles
_LISTS = (
    "articles",
    "items",
    "results",
    "documents",
    "docs",
    "data",
    "records",
    "entries",
    "rows",
    "hits",
    "posts",
    "releases",
)


@dataclass(frozen=True)
class JsonFile:
    """Takes JSON. An object with a text is an article; an object with a list of such objects is a collection.

    Members are named by their number in the list (from 1), in JSON Lines by their line. A file with one
    object is that article and has no members.
    """

    columns: Columns
    name = "a JSON file"

    def reads(self, stream: Stream) -> bool:
        """Whether the bytes begin as an object or an array of objects does; a bracket alone is no sign."""
        head = stream.peek(4096)
        return _ARRAY.match(head) is not None or _OBJECT.match(head) is not None

    def members(self, stream: Stream) -> Iterator[Member]:
        """The articles. Refused: what is no JSON, and a file whose objects hold no text."""
        if _ARRAY.match(stream.peek(4096)):
            yield from self._rows(enumerate(elements(stream), start=1))
            return
        first = stream.readline(stream.limits.max_bytes + 1)
        alone = not stream.peek(1)
        if len(first) > stream.limits.max_bytes:
            yield from self._rows(_lines(first, stream))
        elif (item := _object(first)) is None:
            yield from self._of_object(_value(_rest(first, stream)))
        elif alone:
            yield from self._of_object(item)
        else:
            yield from self._rows(_lines(first, stream))

    def _of_object(self, item: Any) -> Iterator[Member]:
        if not isinstance(item, dict):
            raise RefusedError("unsupported", "is JSON, but neither an object nor a list of objects")
        if text_key(item, self.columns) is not None and not _list_in(item):
            yield Member("", article_of(item, self.columns))
            return
        rows = _list_in(item)
        if rows is None:
            yield Member("", article_of(item, self.columns))
            return
        yield from self._rows((n, row) for n, row in enumerate(rows, start=1))

    def _rows(self, rows: Any) -> Iterator[Member]:
        barren = 0
        met = False
        for number, row in rows:
            content = self._content(row)
            if isinstance(content, RefusedError) and content.code == "unsupported" and not met:
                barren += 1
                if barren > _BARREN:
                    raise content
            met = met or isinstance(content, Extraction)
            yield Member(str(number), content)

    def _content(self, row: Any) -> Extraction | RefusedError:
        try:
            value = _value(row) if isinstance(row, bytes) else row
            if isinstance(value, RefusedError):
                return value
            if not isinstance(value, dict):
                return RefusedError("unsupported", "is JSON, but no object")
            return article_of(_flat(value, self.columns), self.columns)
        except RefusedError as refusal:
            return refusal


def elements(stream: Stream) -> Iterator[bytes | RefusedError]:
    """The elements of the array that the stream begins with, each as its bytes. One that is longer than an
    article may be is passed over. Raises `RefusedError` where the array does not end.
    """
    most = stream.limits.max_bytes
    buffer, position, start, depth = bytearray(), 0, -1, 0
    in_string = skipping = False
    while True:
        if in_string:
            position = _string_end(buffer, position)
            in_string = buffer[position : position + 1] != b'"'
            position += not in_string
        mark = None if in_string else (_STRUCTURE if depth < 2 else _BRACKETS).search(buffer, position)
        if mark is not None:
            position = mark.end()
            sign = buffer[position - 1]
            if sign == _QUOTE:
                in_string = True
                continue
            if sign in _OPENING:
                depth += 1
                start = position if depth == 1 else start
                continue
            depth -= sign != _COMMA
            if depth == 0 or (depth == 1 and sign == _COMMA):
                piece = bytes(buffer[start : position - 1]).strip() if position - 1 > start else b""
                if skipping:
                    yield RefusedError("too_large", f"holds more than {most} bytes, which is the limit")
                elif piece:
                    yield piece
                start, skipping = position, False
                if depth <= 0:
                    return
            continue
        position = position if in_string else len(buffer)
        if start > 0:
            del buffer[:start]
            position, start = position - start, 0
        if len(buffer) > most:
            unread = len(buffer) - position  # a backslash whose partner has not come yet, or nothing
            del buffer[: len(buffer) - 1]
            skipping, position, start = True, 1 - unread, 0
        chunk = stream.read(65_536)
        if not chunk:
            raise RefusedError("unreadable", "is a JSON array that does not end")
        buffer += chunk


def _string_end(buffer: bytearray, position: int) -> int:
    """Where a string's closing quote stands, or else what is left to be read on with more bytes."""
    found = _IN_STRING.match(buffer, position)
    return found.end() if found else position


def _lines(first: bytes, stream: Stream) -> Iterator[tuple[int, bytes | RefusedError]]:
    """JSON Lines with their numbers; one that is longer than an article may be is passed over."""
    most = stream.limits.max_bytes
    number, line = 1, first
    while line:
        if len(line) > most and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(65_536)
            yield number, RefusedError("too_large", f"is a line of more than {most} bytes, which is the limit")
        elif line.strip():
            yield number, line
        number, line = number + 1, stream.readline(most + 1)


def _rest(first: bytes, stream: Stream) -> bytes:
    """All of a file whose first line is `first`. Refused: one object that is longer than an article may be."""
    most = stream.limits.max_bytes
    data = first if len(first) > most else first + stream.read(most + 1 - len(first))
    if len(data) > most:
        raise RefusedError("too_large", f"is one JSON object of more than {most} bytes, which is the limit")
    return data


def _object(line: bytes) -> dict[str, Any] | None:
    """The object that a line holds as a whole; None for a line that is no JSON of its own."""
    if not line.rstrip().endswith(b"}"):
        return None
    try:
        value = _value(line)
    except RefusedError:
        return None
    return value if isinstance(value, dict) else None


def _value(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(data).text
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise RefusedError("unreadable", "is JSON nested deeper than data is") from None
    except ValueError as error:
        raise RefusedError("unreadable", f"is no JSON: {str(error)[:200]}") from None


def _list_in(item: dict[str, Any]) -> list[Any] | None:
    """The list of objects that an object is there to carry, at most two levels down."""
    for holder in (item, *(v for v in item.values() if isinstance(v, dict))):
        lists = {fold(k): v for k, v in holder.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        for key in _LISTS:
            if key in lists and any(
                text_key(_flat(row, Columns()), Columns()) for row in lists[key][:5] if isinstance(row, dict)
            ):
                return lists[key]
    return None


def _flat(row: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """A row whose fields lie one level down ('_source', 'attributes', 'fields') as if they lay on top."""
    if text_key(row, columns) is None:
        for key in ("_source", "attributes", "fields", "article", "node", "document"):
            inner = row.get(key)
            if isinstance(inner, dict) and text_key(inner, columns) is not None:
                return {**row, **inner}
    return row
