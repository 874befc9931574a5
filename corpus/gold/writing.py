"""Gold as YAML text, in the one form that all gold files have: a mention a line, fields in the order of the record.

The layout is written here, and only scalars that need thought are left to PyYAML: its writer is so slow that a long
article would keep a person waiting after each step of a review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel

from .models import Gold, GoldEntry, GoldSpan

_HEAD = "# Gold of {id}. How to read and write this file: docs/annotation.md\n"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*")
"""Strings that YAML takes as they stand, unless they are one of the words that mean something else."""
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_HARD = re.compile(r'[\\"\u00a0-\U0010ffff]')


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _Quoted(str):
    """A string that is written in double quotes: words of the article, whose spaces and signs must be seen."""


def gold_yaml(gold: Gold) -> str:
    """The file of `gold`: what it states, with explicit nulls, and nothing that it leaves out.

    `parse_gold(f"{gold.id}.yaml", gold_yaml(gold).encode(), text)` gives `gold` again.
    """
    data = _plain(gold)
    head = ("unjudged", "implied", "review")
    scalars = {key: value for key, value in data.items() if not isinstance(value, list | dict) or key in head}
    rest = [{key: value} for key, value in data.items() if key not in scalars]
    blocks = ["".join(f"{line}\n" for line in _mapping(block, "")) for block in (scalars, *rest) if block]
    return _HEAD.format(id=gold.id) + "\n".join(blocks)


def _plain(value: object) -> Any:
    if isinstance(value, GoldSpan):
        return _span(_stated(value))
    if isinstance(value, Gold | GoldEntry):
        data = _stated(value)
        return {"id": data.pop("id"), **_mentions_last(data)}
    if isinstance(value, BaseModel):
        return _mentions_last(_stated(value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, bool | int | float | date) or value is None:
        return value
    words = str(value)
    return words if words.isprintable() else _Quoted(words)  # a plain scalar would lose U+0085 and the like


def _span(data: dict[str, Any]) -> dict[str, Any]:
    """A mention that will be written on one line, its words in quotes."""
    span = _Flow({"start": data["start"], "end": data["end"], "text": _Quoted(data["text"])})
    span.update((key, value) for key, value in data.items() if key not in span)
    return span


def _stated(model: BaseModel) -> dict[str, Any]:
    """The fields that somebody set, in the order of the model."""
    stated = model.model_fields_set
    return {name: _plain(getattr(model, name)) for name in type(model).model_fields if name in stated}


def _mentions_last(data: dict[str, Any]) -> dict[str, Any]:
    """Names first, then values, `accept`, `note` and the mentions: the order in which a person reads an entry."""
    head, tail = ("name", "label", "number", "letter"), ("accept", "note", "mention", "mentions")
    first = {k: data[k] for k in head if k in data}
    return first | {k: v for k, v in data.items() if k not in (*head, *tail)} | {k: data[k] for k in tail if k in data}


def _mapping(data: dict[str, Any], indent: str) -> Iterator[str]:
    """The lines of a mapping, a key a line; lists stand indented under their key, as people write them."""
    for key, value in data.items():
        if isinstance(value, _Flow) or not isinstance(value, list | dict) or not value:
            yield f"{indent}{_scalar(key)}: {_inline(value)}"
        elif isinstance(value, dict):
            yield f"{indent}{_scalar(key)}:"
            yield from _mapping(value, f"{indent}  ")
        else:
            yield f"{indent}{_scalar(key)}:"
            for item in value:
                yield from _item(item, f"{indent}  ")


def _item(item: Any, indent: str) -> Iterator[str]:
    """The lines of an item of a list, behind its dash."""
    if isinstance(item, _Flow) or not isinstance(item, dict):
        yield f"{indent}- {_inline(item)}"
        return
    mark = f"{indent}- "
    for line in _mapping(item, f"{indent}  "):
        yield mark + line[len(mark) :]
        mark = f"{indent}  "


def _inline(value: Any) -> str:
    """A value on one line: a scalar, a mention, a list of mentions."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, _Quoted):
        # Of ASCII only quotes and backslashes need an escape; what lies beyond is PyYAML's to judge.
        return f'"{value}"' if value.isprintable() and not _HARD.search(value) else _dumped(str(value), '"')
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in _WORDS:
        return value
    return _dumped(value, None)


@lru_cache(maxsize=20_000)
def _dumped(value: str | float, style: str | None) -> str:
    """A scalar as PyYAML writes it; in a style, for a string that is to have one."""
    text = yaml.dump(value, Dumper=yaml.SafeDumper, default_style=style, allow_unicode=True, width=1_000_000)
    return text.removesuffix("...\n").removesuffix("\n")
