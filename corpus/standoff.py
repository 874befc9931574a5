"""Loads gold annotations and refuses those that do not fit their article.

A gold file is YAML, one an article. It stands apart from the text: every mention is `{start, end, text}`, and
loading compares `text` with the article, so that gold and article cannot drift apart unseen. Scalars are
taken as written: `NO` is Norway and not false; only an unquoted `null` is null.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from .gold.models import LINKS, Gold, GoldEntry, GoldMention, GoldSpan, Judged

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a gold file: line (from 1), key ('events.0.mentions.2') and reason."""

    line: int
    key: str
    reason: str


class GoldError(ValueError):
    """A gold file is refused; `faults` holds all that is wrong with it, in order of line."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = tuple(sorted(faults, key=lambda f: (f.line, f.key)))
        super().__init__("\n".join(f"{file}:{f.line}: {f.key}: {f.reason}" for f in self.faults))


def load_gold(path: Path, text: str) -> Gold:
    """The gold of `path`, checked against its article's `text`.

    Refused, as `GoldError` with file, line and key: bytes that are no UTF-8, CR in either file, invalid YAML,
    a key that stands twice, unknown labels and attributes, wrong types, an `id` that is not the file's stem,
    spans out of range or whose `text` is not what the article says there, ids used twice, links to nothing.

    Example: `load_gold(Path("gold/a.yaml"), Path("articles/a.txt").read_bytes().decode())`.
    """
    return parse_gold(path.name, path.read_bytes(), text)


def parse_gold(name: str, raw: bytes, text: str) -> Gold:
    """As `load_gold`, from the bytes of a file called `name`."""
    source = _decoded(name, raw)
    if (at := text.find("\r")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise GoldError(name, [Fault(1, "(article)", f"CR in line {line} of the article; lines must end in LF")])
    lines: dict[Loc, int] = {}
    data = _plain_data(name, source, lines)
    try:
        gold = Gold.model_validate(data)
    except ValidationError as error:
        raise GoldError(name, _validation_faults(error, lines)) from error
    found = chain(_span_faults(gold, text), _entry_faults(gold), _link_faults(gold), _file_faults(gold, name))
    if faults := [Fault(_line(loc, lines), _dotted(loc), reason) for loc, reason in found]:
        raise GoldError(name, faults)
    return gold


def locate(text: str, surface: str) -> tuple[GoldSpan, ...]:
    """Every place where `surface` stands in `text`, in order; what an annotator copies into a gold file."""
    spans = []
    at = text.find(surface) if surface else -1
    while at >= 0:
        spans.append(GoldSpan(start=at, end=at + len(surface), text=surface))
        at = text.find(surface, at + 1)
    return tuple(spans)


def _decoded(name: str, raw: bytes) -> str:
    try:
        source = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise GoldError(name, [Fault(line, "(file)", f"is no UTF-8: {error.reason}")]) from error
    if (at := source.find("\r")) >= 0:
        raise GoldError(name, [Fault(source.count("\n", 0, at) + 1, "(file)", "CR found; lines must end in LF")])
    return source


def _plain_data(name: str, source: str, lines: dict[Loc, int]) -> Any:
    """The YAML as dicts, lists, strings and None; `lines` is filled with the line of every key."""
    try:
        for event in yaml.parse(source, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise GoldError(name, [Fault(_marked(event.start_mark), "(file)", "an alias; write the value out")])
        root = yaml.compose(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise GoldError(name, [Fault(_marked(mark), "(file)", f"is no YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise GoldError(name, [Fault(1, "(file)", f"is no YAML: {error}")]) from error
    faults: list[Fault] = []
    data = _plain(root, (), lines, faults) if root is not None else None
    if faults:
        raise GoldError(name, faults)
    return data


def _plain(node: yaml.Node, loc: Loc, lines: dict[Loc, int], faults: list[Fault]) -> Any:
    lines.setdefault(loc, _marked(node.start_mark))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*loc, i), lines, faults) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            lines[(*loc, key)] = _marked(key_node.start_mark)
            if key in data:
                faults.append(Fault(_marked(key_node.start_mark), _dotted((*loc, key)), "stands here twice"))
            data[key] = _plain(child, (*loc, key), lines, faults)
        return data
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if plain and node.value in ("null", "") else node.value


def _marked(mark: Any) -> int:
    """Line of a YAML mark, counted from 1; 1 where there is no mark."""
    return 1 if mark is None else int(mark.line) + 1


def _validation_faults(error: ValidationError, lines: dict[Loc, int]) -> list[Fault]:
    """Faults in the words of the validator; a list is not called too short where its elements are refused."""
    found = [(tuple(e["loc"]), e["type"], e["msg"]) for e in error.errors()]
    faults = []
    for loc, kind, message in found:
        if kind == "too_short" and any(other[: len(loc)] == loc and other != loc for other, _, _ in found):
            continue
        if kind == "extra_forbidden":
            message = "unknown label" if len(loc) == 1 else "unknown attribute"
        faults.append(Fault(_line(loc, lines), _dotted(loc), message))
    return faults


def _line(loc: Loc, lines: dict[Loc, int]) -> int:
    """Line of `loc`, or of what it stands in where it is not in the file itself."""
    while loc not in lines and loc:
        loc = loc[:-1]
    return lines.get(loc, 1)


def _dotted(loc: Loc) -> str:
    return ".".join(str(part) for part in loc) or "(file)"


def _spans_in(value: object, loc: Loc) -> Iterator[tuple[Loc, GoldSpan]]:
    if isinstance(value, GoldSpan):
        yield loc, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _spans_in(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _spans_in(item, (*loc, i))


def _judged_in(gold: Gold) -> Iterator[tuple[Loc, Judged]]:
    for name in type(gold).model_fields:
        value = getattr(gold, name)
        if isinstance(value, Judged):
            yield (name,), value
        elif isinstance(value, tuple):
            yield from (((name, i), item) for i, item in enumerate(value) if isinstance(item, Judged))


def _span_faults(gold: Gold, text: str) -> Iterator[tuple[Loc, str]]:
    for loc, span in _spans_in(gold, ()):
        if span.start >= span.end or span.end > len(text):
            yield loc, f"[{span.start}, {span.end}) is out of range: the article has {len(text)} characters"
        elif (there := text[span.start : span.end]) != span.text:
            places = ", ".join(str(s.start) for s in locate(text, span.text)[:5]) or "nowhere"
            yield loc, f"the article says {there!r} there, not {span.text!r}, which starts at: {places}"
        elif span.text != span.text.strip():
            yield loc, f"{span.text!r} begins or ends in white space"
        if isinstance(span, GoldMention):
            for i, other in enumerate(span.also):
                if other.start >= span.end or other.end <= span.start:
                    yield (*loc, "also", i), "does not overlap the mention that it is an alternative of"


def _entry_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    seen: dict[str, Loc] = {}
    for loc, entry in _judged_in(gold):
        for attribute in sorted(set(entry.accept) - set(entry.attributes())):
            yield (*loc, "accept", attribute), "unknown attribute"
        if not isinstance(entry, GoldEntry):
            continue
        if entry.id in seen:
            yield (*loc, "id"), f"id {entry.id!r} is taken by {_dotted(seen[entry.id])}"
        seen.setdefault(entry.id, loc)
        spans = [(m.start, m.end) for m in entry.mentions]
        if len(set(spans)) < len(spans):
            yield (*loc, "mentions"), "a mention stands here twice"
        if entry.required and not any(m.required for m in entry.mentions):
            yield (*loc, "mentions"), "a required entry needs a required mention"


def _link_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    ids = {field: {entry.id for entry in getattr(gold, field)} for field in set(LINKS.values())}
    for loc, entry in _judged_in(gold):
        for attribute in entry.attributes():
            field = LINKS.get("event_id" if attribute == "relations" else attribute)
            if field is None:
                continue
            for at, target in _targets(entry, attribute):
                if target not in ids[field]:
                    yield (*loc, *at), f"there is no {target!r} in {field}"
                elif field == "events" and isinstance(entry, GoldEntry) and target == entry.id:
                    yield (*loc, *at), "links to itself"


def _targets(entry: Judged, attribute: str) -> Iterator[tuple[Loc, str]]:
    """Where `attribute` of `entry`, and what it accepts besides, link to.

    A relation is accepted as 'type event_id'.
    """
    value = getattr(entry, attribute)
    if isinstance(value, str):
        yield (attribute,), value
    else:
        for i, item in enumerate(value):
            yield (attribute, i), item if isinstance(item, str) else item.event_id
    for i, text in enumerate(entry.accept.get(attribute, ())):
        yield ("accept", attribute, i), (text or "").rpartition(" ")[2]


def _file_faults(gold: Gold, name: str) -> Iterator[tuple[Loc, str]]:
    if gold.id != Path(name).stem:
        yield ("id",), f"is {gold.id!r}, but the file is called {name!r}"
    for field in gold.unjudged:
        if getattr(gold, field):
            yield (field,), "is listed as unjudged and has entries"
    for field, attribute in (("objectives", "number"), ("principles", "letter"), ("warnings", "code")):
        values = [getattr(entry, attribute) for entry in getattr(gold, field)]
        for i, value in enumerate(values):
            if value in values[:i]:
                yield (field, i, attribute), f"{value!r} stands here twice"
    principal = [i for i, event in enumerate(gold.events) if event.principal]
    for i in principal[1:]:
        yield ("events", i, "principal"), "there can be but one principal event"
    if gold.title is not None and gold.title.text != gold.title.mention.text:
        yield ("title", "text"), "differs from the text of its mention"
