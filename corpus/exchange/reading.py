"""Reads what other tools wrote, which may be anything: types, offsets and words are checked one by one."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..gold.models import Gold
from .base import LABELS, Data, ExchangeError, Losses, Marked, Sample, as_data, distinct, gold_of
from .merging import merge


class Source:
    """A file that is read: its name for refusals, the meaning of its labels, and what was lost on the way."""

    def __init__(self, name: str, labels: Mapping[str, str], losses: Losses) -> None:
        self.name, self.losses = name, losses
        self._labels = labels

    def named(self, name: str) -> Source:
        """The same for another file that is read along."""
        return Source(name, self._labels, self.losses)

    def refuse(self, key: str, reason: str) -> ExchangeError:
        """The error that says what is wrong at `key`."""
        return ExchangeError(self.name, key, reason)

    def label(self, word: str, article: str) -> str | None:
        """Our label for one of the tool's; None, and a loss, for one that means nothing here."""
        label = word if word in LABELS else self._labels.get(word)
        if label is None:
            self.losses.add(article, "labels", f"nothing is known by the label {word[:60]!r}")
        return label

    def bounds(self, text: str, start: int, end: int, article: str, key: str) -> tuple[int, int] | None:
        """The bounds of a stretch without white space at its ends; None, and a loss, if it is nothing else.

        Refused: a stretch that is empty, or that the text is too short for.
        """
        if not 0 <= start < end <= len(text):
            raise self.refuse(key, f"[{start}, {end}) is out of range: the text has {len(text)} characters")
        words = text[start:end]
        if not words.strip():
            self.losses.add(article, "regions", "a stretch of white space")
            return None
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def json(self, raw: str, key: str) -> Any:
        """The JSON in `raw`. Refused: nesting that is too deep, a key that stands twice, NaN and the like."""
        try:
            return json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
        except RecursionError as error:
            raise self.refuse(key, "is nested too deeply") from error
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}" if key == "(file)" else key
            raise self.refuse(where, f"is no JSON: {error.msg}") from error
        except ValueError as error:  # numbers of too many digits, and what the hooks refuse
            raise self.refuse(key, f"is no JSON that can be read: {error}") from error

    def text_of(self, path: Path) -> str:
        """The UTF-8 in a file."""
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise self.refuse(f"byte {error.start}", f"is no UTF-8: {error.reason}") from error

    def mapping(self, value: Any, key: str) -> dict[str, Any]:
        """`value`, which must be a mapping."""
        if not isinstance(value, dict):
            raise self.refuse(key, "must be a mapping")
        return value

    def sequence(self, value: Any, key: str) -> list[Any]:
        """`value`, which must be a list."""
        if not isinstance(value, list):
            raise self.refuse(key, "must be a list")
        return value

    def string(self, value: Any, key: str) -> str:
        """`value`, which must be a string."""
        if not isinstance(value, str):
            raise self.refuse(key, "must be a string")
        return value

    def integer(self, value: Any, key: str) -> int:
        """`value`, which must be a whole number, or a string of up to 12 digits."""
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 12:
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse(key, "must be a whole number")
        return value

    def known(self, packed: Any, text: str, key: str) -> Data:
        """The gold that went along with an article, checked against its text."""
        data = self.mapping(self.json(self.string(packed, key), key), key)
        article = self.string(data.get("id"), f"{key}.id")
        return as_data(gold_of(data, text, article, self.name, key))

    def samples(self, marked: Sequence[Marked]) -> tuple[Sample, ...]:
        """The gold of all articles. Articles that came without gold are judged in the fields that occur in any."""
        labels = {region.label for item in marked if item.known is None for region in item.regions}
        judged = [place.field for label, place in LABELS.items() if label in labels]
        found = []
        for item in marked:
            data = merge(item, judged, self.losses)
            found.append(Sample(item.text, gold_of(data, item.text, item.article, self.name, item.key)))
        return distinct(found, self.name)


def packed(gold: Gold) -> str:
    """All of the gold in one string, for tools that carry extra values along."""
    return json.dumps(as_data(gold), ensure_ascii=False, separators=(",", ":"))


class Units:
    """Offsets of a text in UTF-16 code units, which is how JavaScript counts, against code points."""

    def __init__(self, text: str) -> None:
        self._astral = [i for i, sign in enumerate(text) if sign > "\uffff"] if not _is_bmp(text) else []
        self._starts = [at + n for n, at in enumerate(self._astral)]

    @property
    def differ(self) -> bool:
        """Whether the two ways of counting differ in this text."""
        return bool(self._astral)

    def to_units(self, offset: int) -> int:
        """The offset of a code point, in code units."""
        return offset + bisect_left(self._astral, offset)

    def to_points(self, offset: int) -> int:
        """The offset of a code unit, in code points; inside a pair, that of the pair."""
        n = bisect_left(self._starts, offset)
        if n and offset == self._starts[n - 1] + 1:
            return self._astral[n - 1]
        return offset - n


def _is_bmp(text: str) -> bool:
    return text.isascii() or max(text, default="") <= "\uffff"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for i, key in enumerate(keys) if key in keys[:i])
        raise ValueError(f"the key {twice[:60]!r} stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")
