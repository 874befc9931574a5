"""A Pydantic model as a section of a page: its words, and a table of its fields from its JSON Schema."""

from __future__ import annotations

import inspect
from typing import Any

from communique.models import Frozen

_PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "object": "map"}


def model_section(model: type[Frozen], described: frozenset[str]) -> str:
    """Heading, docstring and fields of a model; the names of models in `described` become links to their sections."""
    schema = model.model_json_schema()
    required = set(schema.get("required", ()))
    lines = [
        f"[](){{#{model.__module__.rpartition('.')[0]}.{model.__name__}}}",  # where links from signatures lead
        f"### {model.__name__}",
        "",
        inspect.cleandoc(model.__doc__ or ""),
        "",
        "| field | holds | |",
        "|---|---|---|",
    ]
    for name, field in schema["properties"].items():
        words = [field.get("description", "")]
        if name not in required and field.get("default") not in (None, [], {}, ""):
            words.append(f"Default: {field['default']}")
        holds = _holds(field, schema.get("$defs", {}), described)
        lines.append(f"| `{name}` | {holds} | {_cell('. '.join(filter(None, words)))} |")
    return "\n".join(lines) + "\n"


def _holds(field: dict[str, Any], models: dict[str, Any], described: frozenset[str]) -> str:
    """What a field holds, in words."""
    if "$ref" in field:
        name = field["$ref"].rsplit("/", 1)[-1]
        if name in described:
            return f"[{name}](#{name.lower()})"
        inner = models[name]
        return _holds(inner, models, described) if "properties" not in inner else name
    if "anyOf" in field:
        return " or ".join(_holds(each, models, described) for each in field["anyOf"])
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_holds(field.get('items', {}), models, described)}"
    if field.get("type") == "null":
        return "null"
    return {"date": "day", "path": "path"}.get(field.get("format", "")) or _PLAIN.get(field.get("type", ""), "any JSON")


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())
