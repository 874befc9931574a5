"""Gold files as plain data: YAML in which every scalar is what stands there, with the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ...models import InputError

Loc = tuple[str | int, ...]

# libyaml reads the same events an order of magnitude faster; wheels of PyYAML have it, a source build may not.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a gold file: line (from 1), key ('events.0.mentions.2') and reason."""

    line: int
    key: str
    reason: str


class GoldError(InputError):
    """A gold file is refused; `faults` holds all that is wrong with it, in order of line."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = tuple(sorted(faults, key=lambda f: (f.line, f.key)))
        super().__init__("\n".join(f"{file}:{f.line}: {f.key}: {f.reason}" for f in self.faults))


def plain_data(name: str, raw: bytes, lines: dict[Loc, int]) -> Any:
    """The YAML in `raw` as dicts, lists, strings and None; `lines` is filled with the line of every key.

    Only an unquoted `null`, or nothing at all, is None. Refused, as `GoldError`: bytes that are no UTF-8, CR,
    invalid YAML, aliases, keys that are no plain words, a key that stands twice.
    """
    source = _decoded(name, raw)
    loader = _Loader(source)
    faults: list[Fault] = []
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = _marked(error.problem_mark)
        raise GoldError(name, [Fault(line, "(file)", f"is no YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise GoldError(name, [Fault(1, "(file)", f"is no YAML: {error}")]) from error
    except RecursionError as error:
        raise GoldError(name, [Fault(1, "(file)", "is nested too deeply")]) from error
    finally:
        loader.dispose()
    data = _plain(root, (), lines, faults, set()) if root is not None else None
    if faults:
        raise GoldError(name, faults)
    return data


def line_of(loc: Loc, lines: Mapping[Loc, int]) -> int:
    """Line of `loc`, or of what it stands in where it is not in the file itself."""
    while loc not in lines and loc:
        loc = loc[:-1]
    return lines.get(loc, 1)


def dotted(loc: Loc) -> str:
    """A place in a file in words: 'events.0.mentions.2'."""
    return ".".join(str(part) for part in loc) or "(file)"


def _decoded(name: str, raw: bytes) -> str:
    try:
        source = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise GoldError(name, [Fault(line, "(file)", f"is no UTF-8: {error.reason}")]) from error
    if (at := source.find("\r")) >= 0:
        raise GoldError(name, [Fault(source.count("\n", 0, at) + 1, "(file)", "CR found; lines must end in LF")])
    return source


def _plain(node: yaml.Node, loc: Loc, lines: dict[Loc, int], faults: list[Fault], seen: set[int]) -> Any:
    lines.setdefault(loc, _marked(node.start_mark))
    if id(node) in seen:  # an alias leads to a node that was met before
        faults.append(Fault(lines[loc], dotted(loc), "is an alias, or stands under an anchor; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*loc, i), lines, faults, seen) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            lines[(*loc, key)] = _marked(key_node.start_mark)
            if key in data:
                faults.append(Fault(_marked(key_node.start_mark), dotted((*loc, key)), "stands here twice"))
            data[key] = _plain(child, (*loc, key), lines, faults, seen)
        return data
    return None if not getattr(node, "style", None) and node.value in ("null", "") else node.value


def _marked(mark: Any) -> int:
    """Line of a YAML mark, counted from 1; 1 where there is no mark."""
    return 1 if mark is None else int(mark.line) + 1
