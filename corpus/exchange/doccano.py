"""doccano: JSONL of a sequence labelling project with relations, and the older lines with `label` triples.

Offsets are UTF-16 code units, which is what the tool's pages count; they are code points for texts without signs
beyond U+FFFF. The ids of entities are the tool's own after an export, so nothing hangs on them. Other keys of a
line come back from the tool as they went in; one of them carries the gold.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .base import MENTION_OF, Link, Losses, Marked, Region, Sample, as_data, write_file
from .reading import Source, Units, packed
from .slots import heads, links_of, slots_of

_FIELD = "communique"


def write(samples: Sequence[Sample], out: Path, losses: Losses) -> None:
    """Write a line for each article. Ids of entities and relations count through the file."""
    lines, entity, relation = [], 1, 1
    for n, sample in enumerate(samples, 1):
        line = _line(sample, n, entity, relation)
        entity, relation = entity + len(line["entities"]), relation + len(line["relations"])
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    write_file(out, "".join(lines).encode())


def read(path: Path, source: Source) -> list[Marked]:
    """The article of every line; empty lines are passed over."""
    lines = source.text_of(path).split("\n")
    return [_marked(source, line, n) for n, line in enumerate(lines, 1) if line.strip()]


def _line(sample: Sample, number: int, entity: int, relation: int) -> dict[str, Any]:
    data = as_data(sample.gold)
    slots, units = slots_of(data), Units(sample.text)
    ids = {slot.key: entity + i for i, slot in enumerate(slots)}
    first = heads(slots)
    ties = [(MENTION_OF, s, first[s.entry]) for s in slots if s.entry is not None and s is not first[s.entry]]
    ties += [(kind, first[source], first[target]) for kind, source, target in links_of(data)]
    return {
        "id": number,
        "text": sample.text,
        "entities": [
            {
                "id": ids[slot.key],
                "label": slot.label,
                "start_offset": units.to_units(slot.span[0]),
                "end_offset": units.to_units(slot.span[1]),
            }
            for slot in slots
        ],
        "relations": [
            {"id": relation + i, "from_id": ids[a.key], "to_id": ids[b.key], "type": kind}
            for i, (kind, a, b) in enumerate(ties)
        ],
        "Comments": [],
        _FIELD: packed(sample.gold),
    }


def _marked(source: Source, raw: str, number: int) -> Marked:
    key = f"line {number}"
    line = source.mapping(source.json(raw, key), key)
    text = source.string(line.get("text", line.get("data")), f"{key}: text")
    known = source.known(line[_FIELD], text, f"{key}: {_FIELD}") if line.get(_FIELD) is not None else None
    article = known["id"] if known is not None else _article(line.get("id"), number)
    regions: list[Region] = []
    index: dict[int, int] = {}
    units = Units(text)
    for entity, (start, end, word, where) in _entities(source, line, key):
        label = source.label(word, article)
        found = source.bounds(text, units.to_points(start), units.to_points(end), article, where)
        if label is not None and found is not None:
            if entity is not None:
                index[entity] = len(regions)
            regions.append(Region(label, *found, text[slice(*found)]))
    comments = source.sequence(line.get("Comments", []), f"{key}: Comments")
    source.losses.add(article, "comments", "comments have no place in gold", len(comments))
    links = _links(source, line, key, index, article) if "relations" in line else None
    return Marked(article, text, key, known, regions, links)


def _article(named: Any, number: int) -> str:
    """The id of a line as that of an article."""
    return named if isinstance(named, str) else f"line-{named if isinstance(named, int) else number}"


def _entities(source: Source, line: dict[str, Any], key: str) -> list[tuple[int | None, tuple[int, int, str, str]]]:
    """Id, bounds, label and place of the stretches, in either form."""
    found: list[tuple[int | None, tuple[int, int, str, str]]] = []
    for i, item in enumerate(source.sequence(line.get("entities", []), f"{key}: entities")):
        where = f"{key}: entities.{i}"
        entity = source.mapping(item, where)
        start = source.integer(entity.get("start_offset"), f"{where}.start_offset")
        end = source.integer(entity.get("end_offset"), f"{where}.end_offset")
        word = source.string(entity.get("label"), f"{where}.label")
        found.append((source.integer(entity.get("id", -1), f"{where}.id"), (start, end, word, where)))
    for name in ("label", "labels"):
        for i, item in enumerate(source.sequence(line.get(name, []), f"{key}: {name}")):
            where = f"{key}: {name}.{i}"
            triple = source.sequence(item, where)
            if len(triple) != 3:
                raise source.refuse(where, "must be [start, end, label]")
            start, end = source.integer(triple[0], where), source.integer(triple[1], where)
            found.append((None, (start, end, source.string(triple[2], where), where)))
    return found


def _links(source: Source, line: dict[str, Any], key: str, index: dict[int, int], article: str) -> list[Link]:
    links = []
    for i, item in enumerate(source.sequence(line["relations"], f"{key}: relations")):
        where = f"{key}: relations.{i}"
        tie = source.mapping(item, where)
        ends = [source.integer(tie.get(name), f"{where}.{name}") for name in ("from_id", "to_id")]
        kind = source.string(tie.get("type"), f"{where}.type")
        if any(end not in index for end in ends):
            source.losses.add(article, "links", "a relation of a stretch that was not read")
        else:
            links.append(Link(kind, index[ends[0]], index[ends[1]]))
    return links
