"""JSON that is written item by item: a head, a list with one item a line, a tail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..json_text import without_surrogates
from .target import whole_file

Json = dict[str, Any]
_IN_PAGES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def write_json_list(out: Path, head: str, items: Iterable[Json], tail: str, *, in_pages: bool = False) -> int:
    """Write `head`, the items with commas between them, and `tail`; returns how many items there were.

    With `in_pages` the text may stand in a `<script>` of a page: '<', '>' and '&' are escaped.
    """
    count = 0
    with whole_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        for item in items:
            file.write(",\n" if count else "\n")
            line = json_of(item)
            file.write(line.translate(_IN_PAGES) if in_pages else line)
            count += 1
        file.write(tail)
    return count


def json_of(value: Json) -> str:
    """`value` on one line, without what is null or empty, and with U+FFFD for lone surrogates."""
    return without_surrogates(json.dumps(present(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def present(value: Any) -> Any:
    """`value` without null, empty texts, empty lists and objects."""
    if isinstance(value, dict):
        kept = {key: present(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    return [present(item) for item in value] if isinstance(value, list | tuple) else value
