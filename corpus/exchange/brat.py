"""brat: a folder of `<id>.txt` and `<id>.ann`, with `annotation.conf`, and `<id>.json`, the gold that went along.

brat cannot mark a stretch across a line end; it makes one of fragments, one a line. Fragments with nothing but
white space between them are read as one stretch; others are reported, as a mention of gold has no holes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from .base import ENDS, LABELS, ZONES, Link, Losses, Marked, Region, Sample, as_data, write_file
from .notes import note_text, parse_note
from .reading import Source, packed
from .slots import Slot, attributes_of, heads, links_of, slots_of

_NOTE = "AnnotatorNotes"
_BOUNDS = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")
_RELATION = re.compile(r"(\S+) [^\s:]+:(T\d+) [^\s:]+:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"(\S+) (\S+)(?: (\S+))?\s*")


def write(samples: Sequence[Sample], out: Path, losses: Losses) -> None:
    """Write the files of each article into the folder `out`, which is made if need be."""
    out.mkdir(parents=True, exist_ok=True)
    write_file(out / "annotation.conf", annotation_conf().encode())
    for sample in samples:
        write_file(out / f"{sample.gold.id}.txt", sample.text.encode())
        write_file(out / f"{sample.gold.id}.ann", "".join(_lines(sample)).encode())
        write_file(out / f"{sample.gold.id}.json", f"{packed(sample.gold)}\n".encode())


def annotation_conf() -> str:
    """The configuration of the folder: labels, links, and what is said of a stretch."""
    relations = [f"{kind}\tArg1:{a}, Arg2:{b}" for kind, ends in ENDS.items() for a, b in ends]
    return "\n".join(
        (
            "[entities]", *LABELS,
            "[relations]", *relations, "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "[events]",
            "[attributes]", "Neutral\tArg:<ENTITY>", f"Zone\tArg:<ENTITY>, Value:{'|'.join(ZONES)}", "",
        )
    )  # fmt: skip


def read(path: Path, source: Source) -> list[Marked]:
    """The articles of a folder, in order of their names."""
    if not path.is_dir():
        raise source.refuse("(folder)", "is no folder of .txt and .ann files")
    for text in sorted(path.glob("*.txt")):
        if not text.with_suffix(".ann").is_file():
            source.losses.add(text.stem, "articles", "there is no .ann file beside the .txt")
    return [_Annotations(source, ann).marked() for ann in sorted(path.glob("*.ann"))]


def _lines(sample: Sample) -> Iterator[str]:
    slots = slots_of(as_data(sample.gold))
    names = {slot.key: f"T{n}" for n, slot in enumerate(slots, 1)}
    for slot in slots:
        yield _text_bound(sample.text, slot, names[slot.key])
    n = 1
    for slot in slots:
        for said in (
            *([] if slot.required else ["Neutral {}"]),
            *([f"Zone {{}} {slot.zone}"] if slot.zone else []),
        ):
            yield f"A{n}\t{said.format(names[slot.key])}\n"
            n += 1
    first = heads(slots)
    for n, (kind, source, target) in enumerate(links_of(as_data(sample.gold)), 1):
        yield f"R{n}\t{kind} Arg1:{names[first[source].key]} Arg2:{names[first[target].key]}\t\n"
    n = 1
    for slot in slots:
        if note := note_text(slot.entry, attributes_of(slot)):
            yield f"#{n}\t{_NOTE} {names[slot.key]}\t{note}\n"
            n += 1


def _text_bound(text: str, slot: Slot, name: str) -> str:
    start, end = slot.span
    fragments, at = [], start
    for line in text[start:end].split("\n"):
        if line:
            fragments.append((at, at + len(line)))
        at += len(line) + 1
    bounds = ";".join(f"{a} {b}" for a, b in fragments)
    return f"{name}\t{slot.label} {bounds}\t{' '.join(text[a:b] for a, b in fragments)}\n"


class _Annotations:
    """One `.ann` file with its text, as it is read."""

    def __init__(self, source: Source, path: Path) -> None:
        self.article = path.stem
        self.source = source.named(path.name)
        if not path.with_suffix(".txt").is_file():
            raise self.source.refuse("(file)", "there is no .txt file beside it")
        self.text = source.named(f"{self.article}.txt").text_of(path.with_suffix(".txt"))
        gold = source.named(f"{self.article}.json")
        beside = path.with_suffix(".json")
        self.known = gold.known(gold.text_of(beside), self.text, "(file)") if beside.is_file() else None
        self.lines = self.source.text_of(path).split("\n")
        self.regions: dict[str, Region] = {}

    def marked(self) -> Marked:
        """The regions and links of the file."""
        rows = [(f"line {n}", line.rstrip("\r")) for n, line in enumerate(self.lines, 1) if line.strip()]
        split = [(where, *self._columns(where, line)) for where, line in rows]
        for where, name, body, rest in split:
            if name.startswith("T"):
                self._stretch(where, name, body, rest)
        index = {name: i for i, name in enumerate(self.regions)}
        links = []
        for where, name, body, rest in split:
            if name.startswith("R"):
                links += self._link(where, body, index)
            elif name.startswith("A"):
                self._attribute(where, body)
            elif name.startswith("#"):
                self._note(where, body, rest)
            elif not name.startswith("T"):
                self._lose("lines", f"lines of kind {name[:1]!r} (events, normalizations and the like)")
        return Marked(self.article, self.text, "(file)", self.known, list(self.regions.values()), links)

    def _columns(self, where: str, line: str) -> tuple[str, str, str]:
        name, tab, rest = line.partition("\t")
        if not tab or not name or name[0] not in "TRAMEN#*":
            raise self.source.refuse(where, "is no line of brat: an id, a tab, what it says")
        body, _, rest = rest.partition("\t")
        return name, body, rest

    def _stretch(self, where: str, name: str, body: str, words: str) -> None:
        form = _BOUNDS.fullmatch(body)
        if form is None:
            raise self.source.refuse(where, "must be 'T1<tab>label start end<tab>words'")
        if name in self.regions:
            raise self.source.refuse(where, f"{name} stands twice")
        fragments = [(int(a), int(b)) for a, b in (part.split(" ") for part in form[2].split(";"))]
        found = [self.source.bounds(self.text, a, b, self.article, where) for a, b in fragments]
        there = " ".join(self.text[a:b] for a, b in fragments)
        if words.strip() and words.split() != there.split():
            raise self.source.refuse(where, f"the text says {there[:60]!r} there, not {words[:60]!r}")
        gaps = [self.text[b:a] for (_, b), (a, _) in pairwise(fragments)]
        in_order = all(b <= a for (_, b), (a, _) in pairwise(fragments))
        label = self.source.label(form[1], self.article)
        if not in_order or any(gap.strip() for gap in gaps):
            self._lose(form[1], f"{there[:60]!r} has holes, which a mention of gold has not")
        elif label is not None and (bounds := [pair for pair in found if pair is not None]):
            start, end = bounds[0][0], bounds[-1][1]
            self.regions[name] = Region(label, start, end, self.text[start:end], flags=True)

    def _link(self, where: str, body: str, index: dict[str, int]) -> list[Link]:
        form = _RELATION.fullmatch(body)
        if form is None:
            raise self.source.refuse(where, "must be 'R1<tab>kind Arg1:T1 Arg2:T2'")
        if form[2] not in index or form[3] not in index:
            self._lose("links", "a relation of a stretch that was not read")
            return []
        return [Link(form[1], index[form[2]], index[form[3]])]

    def _attribute(self, where: str, body: str) -> None:
        form = _ATTRIBUTE.fullmatch(body)
        if form is None:
            raise self.source.refuse(where, "must be 'A1<tab>name T1' or 'A1<tab>name T1 value'")
        region = self.regions.get(form[2])
        if region is not None and form[1] == "Neutral":
            region.required = False
        elif region is not None and form[1] == "Zone" and form[3]:
            region.zone = form[3]
        else:
            self._lose("attributes", f"the attribute {form[1][:60]!r}")

    def _note(self, where: str, body: str, words: str) -> None:
        kind, _, target = body.partition(" ")
        region = self.regions.get(target.strip())
        if region is None or kind != _NOTE:
            self._lose("notes", f"notes of kind {kind[:60]!r}, or of what was not read")
        else:
            region.entry, region.states = parse_note(words, self.source.name, where)

    def _lose(self, what: str, words: str) -> None:
        self.source.losses.add(self.article, what, words)
