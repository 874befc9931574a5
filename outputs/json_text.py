"""Models as JSON text: UTF-8 as it is, fields in the order of the model, the same bytes every time."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(model: BaseModel) -> str:
    """`model` as indented JSON that ends in a newline; what `<out>/records/<id>.json` holds."""
    return f"{_dump(model, indent=2)}\n"


def json_line(model: BaseModel) -> str:
    """`model` as one line of JSON that ends in a newline; what `records.jsonl` holds."""
    return f"{_dump(model, indent=None)}\n"


def without_surrogates(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, which UTF-8 cannot hold; the length stays the same."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _dump(model: BaseModel, *, indent: int | None) -> str:
    try:
        return model.model_dump_json(indent=indent)
    except PydanticSerializationError:
        # Lone surrogates: a file name that is no UTF-8, or a text that a caller made up.
        return to_json(_clean(model.model_dump()), indent=indent, inf_nan_mode="null").decode()


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
