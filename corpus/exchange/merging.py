"""Brings what somebody did in another tool into the gold that went there, or makes gold of what came from nowhere.

What was not touched stays as it was, to the letter. Edits win: a region that was moved, deleted, added, given to
another entry or other attributes, a link that was drawn or taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import get_args

from ..gold.models import LINKS, FieldName
from .base import (
    ENDS,
    ENTRIES,
    LABELS,
    MENTION_OF,
    PARTIES,
    PARTS,
    RELATION_TYPES,
    SINGLE,
    Data,
    Link,
    Losses,
    Marked,
    Region,
)
from .matching import follow_mention_links, match
from .placing import Placer
from .settling import settle
from .slots import Slot, attributes_of, heads, links_of, rewrite, slots_of, unwritable, written


def merge(marked: Marked, judged: Sequence[str], losses: Losses) -> Data:
    """The gold of an article as a tool has it. `judged` are the fields that one without gold was searched for."""
    foreign = marked.known is None
    data: Data = {"id": marked.article} if marked.known is None else deepcopy(marked.known)
    if foreign:
        data["unjudged"] = [field for field in get_args(FieldName) if field not in judged]
        data |= {field: [] for field in ENTRIES if field in judged}
    slots, regions, links = slots_of(data), marked.regions, marked.links
    _forget_old_notes(regions, heads(slots))
    _check_notes(regions, marked.article, losses)
    found = match(slots, regions)
    if any(link.kind == MENTION_OF for link in links or ()):
        follow_mention_links(regions, links or (), found)
        found = match(slots, regions)  # again, as two entries may share a stretch
    kept = {i: slot for i, slot in found.items() if regions[i].entry in (None, slot.entry)}
    old_heads, old_links = heads(slots), links_of(data)
    added = [(i, _inheriting(regions[i], found.get(i))) for i in range(len(regions)) if i not in kept]
    for i, slot in kept.items():
        _edit_mention(slot, regions[i], marked.article, losses)
    _edit_attributes([(slot, regions[i]) for i, slot in kept.items()], marked.article, losses)
    _take_out(data, {id(slot.mention) for slot in slots} - {id(slot.mention) for slot in kept.values()})
    placer = Placer(data, losses)
    entries = {i: slot.entry for i, slot in kept.items() if slot.entry is not None} | placer.place(added)
    if links is not None:
        still = {id(slot) for slot in kept.values()}
        there = {entry for entry, slot in old_heads.items() if id(slot) in still}
        drawn = _drawn(links, regions, entries, marked.article, losses)
        _edit_links(data, old_links, drawn, there)
    settle(data, placer.fresh, losses)
    return data


def _forget_old_notes(regions: Sequence[Region], first: dict[str, Slot]) -> None:
    """A region whose label was changed does not belong to its entry any more, though its note still says so."""
    for region in regions:
        head = first.get(region.entry or "")
        if head is not None and LABELS[region.label].field != head.label:
            if region.states == attributes_of(head):
                region.states = None
            region.entry = None


def _check_notes(regions: Sequence[Region], article: str, losses: Losses) -> None:
    """Report and forget what a note states and cannot: links are drawn, and other fields have other attributes."""
    for region in regions:
        for name in unwritable(region.states or {}, region.label):
            losses.add(article, region.label, f"a note states {name[:60]!r}, which is no attribute of {region.label}")
            del (region.states or {})[name]


def _inheriting(region: Region, slot: Slot | None) -> Region:
    """A region that went over to another entry keeps the flags that the tool has no place for."""
    if slot is not None and not region.flags:
        region.required, region.zone = slot.required, slot.zone
    return region


def _edit_mention(slot: Slot, region: Region, article: str, losses: Losses) -> None:
    mention = slot.mention
    if slot.span != (region.start, region.end):
        mention |= {"start": region.start, "end": region.end, "text": region.text}
        if slot.label == "title":
            slot.owner["text"] = region.text
        others = mention.get("also") or []
        fitting = [o for o in others if o["start"] < region.end and o["end"] > region.start]
        losses.add(
            article,
            "also",
            "other bounds of a mention that was moved away from them",
            len(others) - len(fitting),
        )
        if others:
            mention["also"] = fitting
    if region.flags and region.required != slot.required:
        mention["required"] = region.required
    if region.flags and region.zone != slot.zone:
        mention["zone"] = region.zone


def _edit_attributes(pairs: Sequence[tuple[Slot, Region]], article: str, losses: Losses) -> None:
    """Give entries the attributes that somebody wrote beside one of their mentions; the first change counts."""
    changed: dict[int, Data] = {}
    before: dict[int, Data] = {}
    for slot, region in pairs:
        if region.states is None or slot.label in ("titles", "values"):
            continue
        owner = before.setdefault(id(slot.owner), written(slot.owner, slot.label))
        if region.states == owner:
            continue
        if id(slot.owner) not in changed:
            changed[id(slot.owner)] = region.states
            rewrite(slot.owner, slot.label, region.states)
        elif changed[id(slot.owner)] != region.states:
            losses.add(article, slot.label, f"{slot.entry!r} is given attributes twice, and not the same")


def _take_out(data: Data, gone: set[int]) -> None:
    """Remove the mentions whose regions were deleted; what cannot stand without its mention goes with it."""
    for label in SINGLE:
        owner = data.get(label)
        if owner and id(owner.get("mention")) in gone:
            if label == "title":
                del data[label]
            else:
                del owner["mention"]
    for field in ENTRIES:
        for entry in data.get(field) or ():
            for label in (field, *PARTS):
                attribute = LABELS[label].attribute
                if LABELS[label].field == field and entry.get(attribute):
                    inner = label in PARTIES
                    entry[attribute] = [p for p in entry[attribute] if id(p["mention"] if inner else p) not in gone]


def _drawn(
    links: Sequence[Link], regions: Sequence[Region], entries: dict[int, str], article: str, losses: Losses
) -> dict[tuple[str, str, str], None]:
    """The links between entries that a tool has, each in the direction of its kind."""
    drawn: dict[tuple[str, str, str], None] = {}
    for kind, source, target in links:
        if kind == MENTION_OF or source not in entries or target not in entries:
            continue
        fields = LABELS[regions[source].label].field, LABELS[regions[target].label].field
        ends = ENDS.get(kind, ())
        if fields in ends and entries[source] != entries[target]:
            drawn[kind, entries[source], entries[target]] = None
        elif fields[::-1] in ends and kind not in RELATION_TYPES:
            drawn[kind, entries[target], entries[source]] = None
        else:
            losses.add(article, "links", f"there is no link {kind!r} from {fields[0]} to {fields[1]}")
    return drawn


def _edit_links(
    data: Data,
    old: dict[tuple[str, str, str], None],
    drawn: dict[tuple[str, str, str], None],
    there: set[str],
) -> None:
    """Take out links that are no longer drawn though both first mentions are there; put in new ones."""
    by_id = {entry["id"]: entry for field in ("events", "quotes") for entry in data.get(field) or ()}
    for kind, source, target in old:
        if (kind, source, target) not in drawn and source in there and target in there:
            _unlink(by_id[source], kind, target)
    for kind, source, target in drawn:
        if (kind, source, target) not in old and source in by_id:
            _link(by_id[source], kind, target)


def _unlink(entry: Data, kind: str, target: str) -> None:
    if kind in RELATION_TYPES:
        entry["relations"] = [r for r in entry["relations"] if (r["type"], r["event_id"]) != (kind, target)]
    elif isinstance(entry[kind], str):
        entry[kind] = None
    else:
        entry[kind] = [item for item in entry[kind] if item != target]


def _link(entry: Data, kind: str, target: str) -> None:
    if kind in RELATION_TYPES:
        entry["relations"] = [*(entry.get("relations") or ()), {"type": kind, "event_id": target}]
    elif kind == "official_id":
        entry[kind] = target
    else:
        entry[kind] = [*(entry.get(kind) or ()), target]


assert set(LINKS) - {"event_id"} <= set(ENDS)
