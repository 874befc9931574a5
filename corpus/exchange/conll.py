"""CoNLL: a token a line. What is written has the columns TOKEN START END and then one of IOB2 tags a label.

A column for each label lets stretches of different labels overlap. Comment lines before an article hold its id,
its text as a JSON string, and the names of the columns. Files without them are read too: the token stands first,
the tag last; `-DOCSTART-` begins an article; offsets are those of the text in `<stem>.txt` beside the file, if
there is one, or of the tokens joined by blanks and line ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..gold.models import LINKS
from .base import LABELS, PARTS, Losses, Marked, Region, Sample, as_data, write_file
from .reading import Source
from .slots import Slot, slots_of

_TOKEN = re.compile(r"\w+|[^\w\s]")
_HEAD = re.compile(r"# (id|text|columns) = (.*)")
_SENTENCE = re.compile(r"[.!?]$|\n")
_TAG = re.compile(r"([BIESUL])-(\S+)")
_Row = tuple[int, list[str]]


def write(samples: Sequence[Sample], out: Path, losses: Losses) -> None:
    """Write all articles to one file; what has no column is reported."""
    blocks = []
    for sample in samples:
        slots = slots_of(as_data(sample.gold))
        blocks.append("".join(_lines(sample, _without_overlaps(sample, slots, losses))))
        for what, count, words in _lost(as_data(sample.gold), slots):
            losses.add(sample.gold.id, what, words, count)
    write_file(out, "\n".join(blocks).encode())


def read(path: Path, source: Source) -> list[Marked]:
    """The articles of a file, in either form."""
    raw = source.text_of(path)
    rows = [(n, line.removesuffix("\r")) for n, line in enumerate(raw.split("\n"), 1)]
    if any(line.startswith("# columns = ") for _, line in rows):
        return list(_ours(rows, source))
    return list(_plain(rows, path, source))


def _lines(sample: Sample, slots: Sequence[Slot]) -> Iterator[str]:
    text = sample.text
    yield f"# id = {sample.gold.id}\n# text = {json.dumps(text, ensure_ascii=True)}\n"
    yield f"# columns = {' '.join(('token', 'start', 'end', *LABELS))}\n"
    tags = {(label, i): f"I-{label}" for label, i in _inside(text, slots)}
    tags |= {(slot.label, slot.span[0]): f"B-{slot.label}" for slot in slots}
    last = 0
    for start, end in _tokens(text, slots):
        if "\n" in text[last:start] and last:
            yield "\n"
        last = end
        yield "\t".join((text[start:end], str(start), str(end), *(tags.get((name, start), "O") for name in LABELS)))
        yield "\n"


def _inside(text: str, slots: Sequence[Slot]) -> Iterator[tuple[str, int]]:
    for slot in slots:
        for start in range(slot.span[0] + 1, slot.span[1]):
            if not text[start].isspace():
                yield slot.label, start


def _tokens(text: str, slots: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """Words and signs, cut where a mention begins or ends."""
    cuts = sorted({at for slot in slots for at in slot.span})
    n = 0
    for m in _TOKEN.finditer(text):
        start = m.start()
        while n < len(cuts) and cuts[n] <= start:
            n += 1
        while n < len(cuts) and cuts[n] < m.end():
            yield start, cuts[n]
            start, n = cuts[n], n + 1
        yield start, m.end()


def _without_overlaps(sample: Sample, slots: Sequence[Slot], losses: Losses) -> list[Slot]:
    """Of stretches of one label that overlap, the longest, then the first."""
    kept: list[Slot] = []
    covered: dict[str, set[int]] = {}
    for slot in sorted(slots, key=lambda s: (s.span[0] - s.span[1], s.span[0])):
        cover = covered.setdefault(slot.label, set())
        if cover.isdisjoint(range(*slot.span)):
            cover.update(range(*slot.span))
            kept.append(slot)
        else:
            losses.add(sample.gold.id, slot.label, "a column holds no stretches that overlap")
    return kept


def _lost(data: dict[str, Any], slots: Sequence[Slot]) -> Iterator[tuple[str, int, str]]:
    """What gold states and no column holds: kind, how often, why."""
    owners = list({id(slot.owner): slot.owner for slot in slots}.values())
    plain = {"id", "mention", "mentions", "note", "accept", "titles", "values", "relations", *LINKS}
    ties = [
        len(o[a]) if isinstance(o.get(a), list) else o.get(a) is not None for o in owners for a in (*LINKS, "relations")
    ]
    yield "parts", sum(s.label in PARTS for s in slots), "CoNLL does not tell the entry that they belong to"
    yield "attributes", sum(len(set(o) - plain) for o in owners), "CoNLL has no place for attributes"
    yield (
        "ids",
        sum("id" in o for o in owners),
        "CoNLL has no place for entries; the same words make one again",
    )
    yield "links", sum(ties), "CoNLL has no place for links"
    yield "accept", sum("accept" in o for o in owners), "CoNLL has no place for other values that are right"
    yield "notes", sum("note" in o for o in owners), "CoNLL has no place for notes"
    yield (
        "flags",
        sum("zone" in s.mention or "required" in s.mention for s in slots),
        "CoNLL has no place for flags",
    )
    yield "also", sum("also" in s.mention for s in slots), "CoNLL has no place for other bounds of a mention"
    silent = [name for name in ("published", "issuer") if data.get(name) and not data[name].get("mention")]
    yield "values", len(silent), "CoNLL has no place for what stands nowhere in the text"
    yield "warnings", len(data.get("warnings") or ()), "CoNLL has no place for warnings"
    yield "unjudged", len(data.get("unjudged") or ()), "CoNLL does not tell what nobody judged"


def _ours(rows: Sequence[tuple[int, str]], source: Source) -> Iterator[Marked]:
    head: dict[str, str] = {}
    body: list[_Row] = []
    began = 1
    for n, line in (*rows, (len(rows) + 1, "# id = ")):
        if (form := _HEAD.fullmatch(line)) is not None:
            if form[1] == "id" and head:
                yield _our_article(head, body, began, source)
                head, body = {}, []
            if form[1] == "id":
                began = n
            head[form[1]] = form[2]
        elif line.strip():
            body.append((n, line.split("\t")))


def _our_article(head: dict[str, str], body: Sequence[_Row], began: int, source: Source) -> Marked:
    key = f"line {began}"
    article = head.get("id", "")
    text = source.string(source.json(head.get("text", "null"), f"{key}: text"), f"{key}: text")
    columns = head.get("columns", "").split(" ")
    if columns[:3] != ["token", "start", "end"] or "\r" in text:
        raise source.refuse(key, "the columns must be: token start end and the labels")
    spans: list[tuple[int, int, int]] = []
    for n, row in body:
        where = f"line {n}"
        if len(row) != len(columns):
            raise source.refuse(where, f"has {len(row)} columns, not {len(columns)}")
        start, end = source.integer(row[1], where), source.integer(row[2], where)
        source.bounds(text, start, end, article, where)
        if text[start:end] != row[0]:
            raise source.refuse(where, f"the text says {text[start:end][:60]!r} there, not {row[0][:60]!r}")
        spans.append((n, start, end))
    regions = []
    for i, _ in enumerate(columns[3:], 3):
        regions += _regions(text, spans, [row[i] for _, row in body], article, source)
    return Marked(article, text, key, None, regions)


def _plain(rows: Sequence[tuple[int, str]], path: Path, source: Source) -> Iterator[Marked]:
    """Articles of a file of tokens and tags."""
    articles: list[list[list[_Row]]] = [[[]]]
    for n, line in rows:
        row = line.split()
        if row and row[0] == "-DOCSTART-":
            articles.append([[]])
        elif row and not (line.startswith("# ") and len(row) != 2):
            if len(row) < 2:
                raise source.refuse(f"line {n}", "must be a token and a tag")
            articles[-1][-1].append((n, row))
        elif articles[-1][-1]:
            articles[-1].append([])
    full = [[sentence for sentence in article if sentence] for article in articles]
    full = [article for article in full if article]
    beside = path.with_suffix(".txt")
    if beside.is_file() and len(full) > 1:
        raise source.refuse("(file)", f"has {len(full)} articles, and {beside.name} is the text of one")
    for n, sentences in enumerate(full, 1):
        article = path.stem if len(full) == 1 else f"{path.stem}-{n}"
        tokens = [row for sentence in sentences for row in sentence]
        text = (
            source.text_of(beside)
            if beside.is_file()
            else "\n".join(" ".join(row[0] for _, row in sentence) for sentence in sentences)
        )
        tags = [row[-1] for _, row in tokens]
        yield Marked(article, text, "(file)", None, _regions(text, _found(text, tokens, source), tags, article, source))


def _found(text: str, tokens: Sequence[_Row], source: Source) -> list[tuple[int, int, int]]:
    """Line and bounds of each token, looked for in order."""
    spans, at = [], 0
    for n, row in tokens:
        start = text.find(row[0], at)
        if start < 0 or text[at:start].strip():
            raise source.refuse(f"line {n}", f"the text does not go on with {row[0][:60]!r} at {at}")
        at = start + len(row[0])
        spans.append((n, start, at))
    return spans


def _regions(
    text: str, spans: Sequence[tuple[int, int, int]], tags: Sequence[str], article: str, source: Source
) -> list[Region]:
    """Stretches of one column: IOB1, IOB2, IOBES and BILOU are read alike."""
    open_ones: list[tuple[str, int, int]] = []
    goes_on = ""
    for (n, start, end), tag in zip(spans, tags, strict=True):
        form = _TAG.fullmatch(tag)
        if form is None:
            if tag not in ("O", "_", "-"):
                raise source.refuse(f"line {n}", f"{tag[:60]!r} is no tag")
            goes_on = ""
        elif form[1] in "IEL" and form[2] == goes_on:
            open_ones[-1] = (form[2], open_ones[-1][1], end)
            goes_on = form[2] if form[1] == "I" else ""
        else:
            open_ones.append((form[2], start, end))
            goes_on = form[2] if form[1] in "BI" else ""
    found = [(source.label(word, article), start, end) for word, start, end in open_ones]
    return [Region(label, start, end, text[start:end]) for label, start, end in found if label is not None]
