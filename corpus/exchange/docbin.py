"""spaCy's DocBin: a Doc an article, a span group a label, named as the spaCy component names its own.

`doc.spans["communique_events"]` and so on hold the mentions, a span's `id_` the id of the entry; the gold itself
goes along in `doc.user_data`. Tokens are those of a blank pipeline, cut where a mention begins or ends, so that a
span has exactly the bounds of its mention. Of files from elsewhere all span groups and `doc.ents` are read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from .base import LABELS, Losses, Marked, Region, Sample, as_data, write_file
from .reading import Source, packed
from .slots import slots_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

PREFIX = "communique_"
GOLD_KEY = "communique_gold"
_LARGEST = 1 << 30
"""Bytes that a file may unfold to."""


def write(samples: Sequence[Sample], out: Path, losses: Losses) -> None:
    """Write all articles to one `.spacy` file."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    nlp.max_length = max([nlp.max_length, *(len(sample.text) + 1 for sample in samples)])
    bin_ = DocBin(store_user_data=True)
    for sample in samples:
        bin_.add(_doc(sample, nlp.make_doc(sample.text)))
    write_file(out, bin_.to_bytes())


def read(path: Path, source: Source) -> list[Marked]:
    """The articles of a `.spacy` file. Refused: what spaCy cannot read, or would need too much memory for."""
    import spacy
    from spacy.tokens import DocBin

    raw = path.read_bytes()
    try:
        unfolded = zlib.decompressobj().decompress(raw, _LARGEST)
    except zlib.error as error:
        raise source.refuse("(file)", f"is no DocBin: {error}") from error
    if len(unfolded) == _LARGEST:
        raise source.refuse("(file)", f"unfolds to more than {_LARGEST} bytes")
    del unfolded
    try:
        docs = list(DocBin().from_bytes(raw).get_docs(spacy.blank("en").vocab))
    except Exception as error:  # spaCy raises whatever its arithmetic on broken bytes leads to
        reason = str(error)[:200] or type(error).__name__
        raise source.refuse("(file)", f"is no DocBin that spaCy can read: {reason}") from error
    return [_marked(doc, i, source) for i, doc in enumerate(docs)]


def _doc(sample: Sample, plain: Doc) -> Doc:
    from spacy.tokens import Doc, Span

    data = as_data(sample.gold)
    slots = slots_of(data)
    cuts = {at for slot in slots for at in slot.span}
    words, spaces, starts = [], [], []
    for token in plain:
        inner = sorted(at for at in range(token.idx + 1, token.idx + len(token.text)) if at in cuts)
        bounds = [token.idx, *inner, token.idx + len(token.text)]
        for start, end in pairwise(bounds):
            words.append(sample.text[start:end])
            spaces.append(end == bounds[-1] and bool(token.whitespace_))
            starts.append(start)
    doc = Doc(plain.vocab, words=words, spaces=spaces)
    if doc.text != sample.text:
        raise ValueError(f"the tokens of {sample.gold.id} are not its text")
    first = {start: i for i, start in enumerate(starts)}
    last = {start + len(word): i + 1 for i, (start, word) in enumerate(zip(starts, words, strict=True))}
    for label in LABELS:
        doc.spans[PREFIX + label] = [
            Span(doc, first[slot.span[0]], last[slot.span[1]], label=label, span_id=slot.entry or "")
            for slot in slots
            if slot.label == label
        ]
    doc.user_data[GOLD_KEY] = packed(sample.gold)
    return doc


def _marked(doc: Doc, number: int, source: Source) -> Marked:
    key, text = str(number), doc.text
    gold = doc.user_data.get(GOLD_KEY)
    known = source.known(gold, text, f"{key}.user_data.{GOLD_KEY}") if gold is not None else None
    article = known["id"] if known is not None else f"doc-{number}"
    regions = []
    for word, start, end, entry in _spans(doc, ours=known is not None, key=key, source=source):
        label = source.label(word, article)
        found = source.bounds(text, start, end, article, key)
        if label is not None and found is not None:
            regions.append(Region(label, *found, text[slice(*found)], entry=entry or None))
    return Marked(article, text, key, known, regions)


def _spans(doc: Doc, *, ours: bool, key: str, source: Source) -> Iterator[tuple[str, int, int, str]]:
    """Label, bounds and entry of all spans; of foreign groups and entities the label is what they say."""
    for name, group in sorted(doc.spans.items()):
        at = f"{key}.spans.{name[:60]}"
        for start, end, word, entry in _safe(partial(iter, group), at, source):
            yield (name.removeprefix(PREFIX) if name.startswith(PREFIX) else word), start, end, entry
    if not ours:
        for start, end, word, _ in _safe(lambda: doc.ents, f"{key}.ents", source):
            yield word, start, end, ""


def _safe(spans: Callable[[], Iterable[Span]], key: str, source: Source) -> list[tuple[int, int, str, str]]:
    """Spans that are only looked up here. Refused: bounds that are no tokens of the Doc, ids of no string."""
    try:
        return [(span.start_char, span.end_char, span.label_, span.id_) for span in spans()]
    except (ValueError, IndexError, KeyError) as error:
        raise source.refuse(key, f"holds a span that does not fit: {str(error)[:200]}") from error
