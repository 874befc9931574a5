"""Gold as YAML text, in the one form that all gold files have: a mention a line, fields in the order of the record."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from pydantic import BaseModel

from .models import Gold, GoldEntry, GoldSpan

_HEAD = "# Gold of {id}. How to read and write this file: docs/annotation.md\n"


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _Quoted(str):
    """A string that is written in double quotes: words of the article, whose spaces and signs must be seen."""


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, as people do, and every value out."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether a value that was written before is written out again."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent block lists under their key."""
        super().increase_indent(flow, False)


_Dumper.add_representer(
    _Flow, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)
)
_Dumper.add_representer(
    _Quoted, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')
)


def gold_yaml(gold: Gold) -> str:
    """The file of `gold`: what it states, with explicit nulls, and nothing that it leaves out.

    `parse_gold(f"{gold.id}.yaml", gold_yaml(gold).encode(), text)` gives `gold` again.
    """
    data = _plain(gold)
    blocks = [_HEAD.format(id=gold.id)]
    scalars = {key: value for key, value in data.items() if not isinstance(value, list | dict) or key == "unjudged"}
    rest = [{key: value} for key, value in data.items() if key not in scalars]
    for block in (scalars, *rest):
        if block:
            blocks.append(
                yaml.dump(block, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)  # one line each
            )
    return "".join([blocks[0], blocks[1], *("\n" + block for block in blocks[2:])])


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
