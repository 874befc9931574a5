"""Label Studio: a JSON list of tasks, as the tool imports them and as its JSON export gives them back.

Offsets are code points, as the tool has counted since late 2021. Before, it counted UTF-16 code units; of a text
where that makes a difference, the words that stand in the file tell which it was.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from .base import ENDS, LABELS, ZONES, Link, Losses, Marked, Region, Sample, as_data, write_file
from .notes import note_text, parse_note
from .reading import Source, Units, packed
from .slots import Slot, attributes_of, heads, links_of, slots_of

_COLOURS = ("#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#e377c2", "#17becf", "#bcbd22")
_FIELD = "communique"


def write(samples: Sequence[Sample], out: Path, losses: Losses) -> None:
    """Write `out`, and beside it `<stem>.config.xml`, the labelling configuration of the project."""
    tasks = [_task(sample) for sample in samples]
    write_file(out.with_name(f"{out.stem}.config.xml"), config_xml().encode())
    write_file(out, (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode())


def config_xml() -> str:
    """The labelling configuration: a label each, the links, and what is said of a region."""
    labels = "\n".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(_COLOURS[i % len(_COLOURS)])}/>"
        for i, label in enumerate(LABELS)
    )
    relations = "\n".join(f"    <Relation value={quoteattr(kind)}/>" for kind in ENDS)
    zones = "\n".join(f"    <Choice value={quoteattr(zone)}/>" for zone in ZONES)
    return f"""<View>
  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text"/>
  <Relations>
{relations}
  </Relations>
  <TextArea name="note" toName="text" perRegion="true" editable="true" maxSubmissions="1" rows="2"
    placeholder="id of the entry, or {{id: ..., attribute: value}}"/>
  <Choices name="neutral" toName="text" perRegion="true" choice="multiple">
    <Choice value="neutral"/>
  </Choices>
  <Choices name="zone" toName="text" perRegion="true" choice="single">
{zones}
  </Choices>
</View>
"""


def read(path: Path, source: Source) -> list[Marked]:
    """The articles of a JSON export, or of tasks that wait to be imported."""
    tasks = source.sequence(source.json(source.text_of(path), "(file)"), "(file)")
    return [_Task(source, source.mapping(task, str(i)), i).marked() for i, task in enumerate(tasks)]


def _task(sample: Sample) -> dict[str, Any]:
    data = as_data(sample.gold)
    slots = slots_of(data)
    result = [item for slot in slots for item in _results(slot)]
    first = heads(slots)
    result += [
        {
            "from_id": first[source].key,
            "to_id": first[target].key,
            "type": "relation",
            "direction": "right",
            "labels": [kind],
        }
        for kind, source, target in links_of(data)
    ]
    task = {"text": sample.text, "article": sample.gold.id, _FIELD: packed(sample.gold)}
    return {"data": task, "annotations": [{"result": result}]}


def _results(slot: Slot) -> list[dict[str, Any]]:
    """A region and what is said of it, which is a result each with the region's id."""
    span = {"start": slot.span[0], "end": slot.span[1], "text": slot.mention["text"]}
    found = [_result(slot, "label", "labels", span | {"labels": [slot.label]})]
    bare = {"start": span["start"], "end": span["end"]}
    if note := note_text(slot.entry, attributes_of(slot)):
        found.append(_result(slot, "note", "textarea", bare | {"text": [note]}))
    if not slot.required:
        found.append(_result(slot, "neutral", "choices", bare | {"choices": ["neutral"]}))
    if slot.zone is not None:
        found.append(_result(slot, "zone", "choices", bare | {"choices": [slot.zone]}))
    return found


def _result(slot: Slot, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": slot.key, "from_name": name, "to_name": "text", "type": kind, "value": value}


class _Task:
    """One task of a file, as it is read."""

    def __init__(self, source: Source, task: dict[str, Any], index: int) -> None:
        self.source, self.task, self.at = source, task, str(index)
        data = source.mapping(task.get("data"), f"{self.at}.data")
        self.text = source.string(data.get("text"), f"{self.at}.data.text")
        self.known = source.known(data[_FIELD], self.text, f"{self.at}.data.{_FIELD}") if _FIELD in data else None
        named = data.get("article") or task.get("id") or index
        article = source.string(named, f"{self.at}.data.article") if isinstance(named, str) else f"task-{named}"
        self.article = self.known["id"] if self.known is not None else article
        self.key = f"{self.at}.annotations"

    def marked(self) -> Marked:
        """The regions and links of the annotation that counts."""
        result = self._result()
        spans: list[tuple[str, dict[str, Any], str]] = []
        said: dict[str, dict[str, Any]] = {}
        ties: list[tuple[dict[str, Any], str]] = []
        for i, raw in enumerate(result):
            key = f"{self.key}.result.{i}"
            item = self.source.mapping(raw, key)
            kind = self.source.string(item.get("type"), f"{key}.type")
            if kind == "relation":
                ties.append((item, key))
                continue
            region = self.source.string(item.get("id"), f"{key}.id")
            value = self.source.mapping(item.get("value"), f"{key}.value")
            if kind == "labels":
                spans.append((region, value, f"{key}.value"))
            elif item.get("from_name") in ("note", "neutral", "zone"):
                said.setdefault(region, {})[item["from_name"]] = value.get("text", value.get("choices"))
            else:
                self.source.losses.add(self.article, "results", f"results of type {kind[:60]!r} are not read")
        regions = self._regions(spans)
        for found in regions:
            self._describe(found, said.get(found.key or "", {}))
        return Marked(self.article, self.text, self.at, self.known, regions, self._links(ties, regions))

    def _result(self) -> list[Any]:
        """The results of one annotation: of several, one that is called ground truth, else the last that was saved."""
        source = self.source
        drafts = [
            (f"{name}.{i}", source.mapping(item, f"{self.at}.{name}.{i}"))
            for name in ("annotations", "predictions")
            for i, item in enumerate(source.sequence(self.task.get(name, []), f"{self.at}.{name}"))
        ]
        done = [(key, item) for key, item in drafts if not item.get("was_cancelled")]
        done = [pair for pair in done if pair[0].startswith("annotations")] or done
        if not done:
            return []
        saved = [(bool(item.get("ground_truth")), str(item.get("updated_at") or "")) for _, item in done]
        best = max(range(len(done)), key=lambda i: (saved[i], i))
        source.losses.add(self.article, "annotations", "one annotation of an article is read", len(done) - 1)
        self.key = f"{self.at}.{done[best][0]}"
        return source.sequence(done[best][1].get("result"), f"{self.key}.result")

    def _regions(self, spans: Sequence[tuple[str, dict[str, Any], str]]) -> list[Region]:
        source = self.source
        bounds = [self._bounds(value, key) for _, value, key in spans]
        if (units := Units(self.text)).differ and not self._fit(spans, bounds):
            changed = [(units.to_points(start), units.to_points(end)) for start, end in bounds]
            bounds = changed if self._fit(spans, changed) else bounds
        regions = []
        for (name, value, key), (start, end) in zip(spans, bounds, strict=True):
            found = source.bounds(self.text, start, end, self.article, key)
            if not self._fit([(name, value, key)], [(start, end)]):
                raise source.refuse(key, f"the text says {self.text[start:end][:60]!r} there, not what the region says")
            for i, word in enumerate(source.sequence(value.get("labels"), f"{key}.labels")):
                label = source.label(source.string(word, f"{key}.labels.{i}"), self.article)
                if label is not None and found is not None:
                    regions.append(Region(label, *found, self.text[slice(*found)], key=name))
        return regions

    def _bounds(self, value: dict[str, Any], key: str) -> tuple[int, int]:
        source = self.source
        return source.integer(value.get("start"), f"{key}.start"), source.integer(value.get("end"), f"{key}.end")

    def _fit(self, spans: Sequence[tuple[str, dict[str, Any], str]], bounds: Sequence[tuple[int, int]]) -> bool:
        """Whether all words in the file are those of the text; the tool writes a line end as `\\n` of two signs."""
        for (_, value, key), (start, end) in zip(spans, bounds, strict=True):
            words = value.get("text")
            if words is not None:
                there = self.text[start:end].split()
                said = self.source.string(words, f"{key}.text")
                if said.split() != there and said.replace("\\n", "\n").split() != there:
                    return False
        return True

    def _describe(self, region: Region, said: dict[str, Any]) -> None:
        """Give a region what was said of it."""
        source, key = self.source, f"{self.key} region {region.key}"
        note = said.get("note") or []
        lines = [source.string(line, key) for line in (note if isinstance(note, list) else [note])]
        region.entry, region.states = parse_note("\n".join(lines), source.name, key)
        region.flags, region.required = True, not said.get("neutral")
        zones = source.sequence(said.get("zone") or [], key)
        region.zone = source.string(zones[0], key) if zones else None

    def _links(self, ties: Sequence[tuple[dict[str, Any], str]], regions: Sequence[Region]) -> list[Link]:
        source = self.source
        index = {region.key: i for i, region in reversed(list(enumerate(regions)))}
        links = []
        for item, key in ties:
            ends = [source.string(item.get(name), f"{key}.{name}") for name in ("from_id", "to_id")]
            kinds = source.sequence(item.get("labels") or [], f"{key}.labels")
            if not kinds or any(end not in index for end in ends):
                source.losses.add(self.article, "links", "a relation without label, or of a region that was not read")
                continue
            first, second = ends[::-1] if item.get("direction") == "left" else ends
            links += [Link(source.string(kind, f"{key}.labels"), index[first], index[second]) for kind in kinds]
        return links
