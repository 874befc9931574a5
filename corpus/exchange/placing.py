"""Regions that somebody added: which entry they belong to, or the entry that they make."""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .base import ENTRIES, LABELS, NAMING, PARTIES, SINGLE, Data, Losses, Region

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEYED_ID = re.compile(r"(?:objective-|principle-)?([1-9]|1\d|2[0-3]|[a-j])")
_NUMBER = re.compile(r"(?<!\d)(?:[1-9]|1\d|2[0-3])(?!\d)")
_LETTER = re.compile(r"(?:\A|[^A-Za-z])([a-jA-J])\Z")
_ALONE = frozenset({"quotes", "fields"})
"""Fields in which the same words twice are two entries."""


class Placer:
    """Puts new regions into the gold in `data`. `fresh` are the entries it made, with whether anyone described them."""

    def __init__(self, data: Data, losses: Losses) -> None:
        self.data, self.losses = data, losses
        self.fresh: dict[tuple[str, str], bool] = {}
        self._entries = {(field, e["id"]): e for field in ENTRIES for e in data.get(field) or ()}
        self._taken = {entry for _, entry in self._entries}
        self._bounds: dict[tuple[str, str], tuple[set[tuple[int, int]], bool]] = {}
        self._names: dict[str, Iterator[str]] = {}
        self._said: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for (field, entry), owner in self._entries.items():
            for mention in owner["mentions"]:
                self._said[field, mention["text"]][entry] = None

    def place(self, regions: Sequence[tuple[int, Region]]) -> dict[int, str]:
        """Put `regions`, given with their indices, where they belong; the id of the entry that each went to."""
        placed: dict[int, str] = {}
        ranks = {label: (label not in ENTRIES, i) for i, label in enumerate(LABELS)}
        for i, region in sorted(regions, key=lambda pair: (ranks[pair[1].label], pair[1].start, pair[1].end)):
            if region.label in SINGLE:
                self._single(region)
            elif (entry := self._mention(region) if region.label in ENTRIES else self._part(region)) is not None:
                placed[i] = entry
        return placed

    def _mention(self, region: Region) -> str | None:
        field = region.label
        entry = self._known(region) or self._numbered(region)
        if entry is None:
            entry = self._make(region)
        if entry is None:
            return None
        mentions = self._entries[field, entry]["mentions"]
        spans, in_order = self._spans(field, entry)
        if (region.start, region.end) in spans:
            self._lose(region, f"{_shown(region)} is a mention of {entry!r} twice")
            return entry
        spans.add((region.start, region.end))
        if in_order:
            insort(mentions, mention_of(region), key=lambda m: m["start"])
        else:
            mentions.append(mention_of(region))
        self._said[field, region.text][entry] = None
        return entry

    def _spans(self, field: str, entry: str) -> tuple[set[tuple[int, int]], bool]:
        """The bounds of an entry's mentions, and whether they stand in the order of the text."""
        if (field, entry) not in self._bounds:
            bounds = [(m["start"], m["end"]) for m in self._entries[field, entry]["mentions"]]
            self._bounds[field, entry] = set(bounds), all(a <= b for a, b in pairwise(bounds))
        return self._bounds[field, entry]

    def _known(self, region: Region) -> str | None:
        """The entry that the region names, or else the only one of its field that is called by the same words."""
        if region.entry is not None and (region.label, region.entry) in self._entries:
            return region.entry
        named = region.entry is not None and _ID.fullmatch(region.entry) and region.entry not in self._taken
        if named or region.states or region.label in _ALONE:
            return None
        same = self._said.get((region.label, region.text), {})
        return next(iter(same)) if len(same) == 1 else None

    def _numbered(self, region: Region) -> str | None:
        """Of objectives and principles there is one entry a number or letter."""
        key = {"objectives": "number", "principles": "letter"}.get(region.label)
        if key is None or (value := _number(region, key)) is None:
            return None
        return next((e["id"] for e in self.data.get(region.label) or () if str(e.get(key)) == value), None)

    def _make(self, region: Region) -> str | None:
        field = region.label
        entry: Data = {"id": self._new_id(region)}
        if (naming := NAMING.get(field)) is not None:
            entry[naming] = " ".join(region.text.split())
        entry |= region.states or {}
        key = {"objectives": "number", "principles": "letter"}.get(field)
        if key is not None and key not in entry:
            if (value := _number(region, key)) is None:
                self._lose(region, f"{_shown(region)} does not tell the {key}; state it in the note, {{{key}: ...}}")
                return None
            entry[key] = value
        entry["mentions"] = []
        self.data.setdefault(field, []).append(entry)
        self._entries[field, entry["id"]] = entry
        self._taken.add(entry["id"])
        self.fresh[field, entry["id"]] = region.states is not None
        return str(entry["id"])

    def _new_id(self, region: Region) -> str:
        """The id that the region asks for, if it is free; else one made from its words."""
        if region.entry is not None and _ID.fullmatch(region.entry) and region.entry not in self._taken:
            return region.entry
        plain = unicodedata.normalize("NFKD", region.text).encode("ascii", "ignore").decode().lower()
        stem = "-".join(re.findall("[a-z0-9]+", plain[:60])) or f"{region.label}-{region.start}"
        names = self._names.setdefault(stem, _numbered_names(stem))
        return next(name for name in names if name not in self._taken)

    def _part(self, region: Region) -> str | None:
        """A title, value, organizer, chair or outcome, which belongs to an entry."""
        label, (field, attribute) = region.label, LABELS[region.label]
        owner = self._entries.get((field, region.entry or ""))
        if owner is None:
            self._lose(region, f"{_shown(region)} names no entry of {field} that it belongs to")
            return None
        mention = mention_of(region)
        if label in PARTIES:
            part: Data = {"name": " ".join(region.text.split())} | (region.states or {}) | {"mention": mention}
        else:
            part = mention
        owner.setdefault(attribute, []).append(part)
        return str(owner["id"])

    def _single(self, region: Region) -> None:
        """The title, day of publication or issuer, of which there is one."""
        label, owner = region.label, self.data.get(region.label)
        if owner is not None and owner.get("mention"):
            self._lose(region, f"{_shown(region)} is a second {label}")
        elif owner is not None:
            owner["mention"] = mention_of(region)
        elif label == "published" and "date" not in (region.states or {}):
            self._lose(region, f"{_shown(region)} does not tell the day; state it in the note, {{date: ...}}")
        else:
            named = {"title": "text", "issuer": "name"}.get(label)
            words = {named: region.text if label == "title" else " ".join(region.text.split())} if named else {}
            self.data[label] = words | (region.states or {}) | {"mention": mention_of(region)}
            if label in self.data.get("unjudged", ()):
                self.data["unjudged"].remove(label)

    def _lose(self, region: Region, words: str) -> None:
        self.losses.add(str(self.data["id"]), region.label, words)


def mention_of(region: Region) -> Data:
    """A mention of gold with the region's bounds and flags."""
    mention: Data = {"start": region.start, "end": region.end, "text": region.text}
    if region.zone is not None:
        mention["zone"] = region.zone
    if not region.required:
        mention["required"] = False
    return mention


def _number(region: Region, key: str) -> str | None:
    """The number or letter that the note, the id or the words of a region tell beyond doubt."""
    states = region.states or {}
    if key in states:
        return str(states[key])
    if (form := _KEYED_ID.fullmatch(region.entry or "")) and form[1].isdecimal() is (key == "number"):
        found = [form[1]]
    else:
        found = _NUMBER.findall(region.text) if key == "number" else _LETTER.findall(region.text.strip(" ()"))
    if len(found) != 1:
        return None
    return str(int(found[0])) if key == "number" else found[0].lower()


def _numbered_names(stem: str) -> Iterator[str]:
    yield stem
    n = 2
    while True:
        yield f"{stem}-{n}"
        n += 1


def _shown(region: Region) -> str:
    return f"{region.text[:60]!r} at {region.start}"
