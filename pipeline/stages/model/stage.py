"""The stage that asks a spaCy pipeline for names. It runs first, and only where a model is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, ClassVar

from ...draft import Draft
from ...entities import ENTITY, EntityValue
from ...finding import Finding
from ...layout import Layout
from ...loading import Resources
from ...stage import Stage
from ...values import Span
from .loading import check, load_model, version_of
from .resources import MODEL, ModelTable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_PIECE = 8_000
"""Characters, at the most, that the model reads at a time: its memory grows with them."""
_ARTICLES = ("the ", "The ", "THE ")
_POSSESSIVES = ("'s", "’s")


class ModelStage(Stage):
    """Label 'entity': what an installed spaCy pipeline takes for people, places, bodies and buildings.

    The text is read in pieces of whole paragraphs, each by itself, so that the same text gives the same names however
    many are read, and memory does not grow with it.
    """

    name: ClassVar[str] = "model"
    writes: ClassVar[frozenset[str]] = frozenset({ENTITY})

    def __init__(self, resources: Resources, model: str, *, nlp: Language | None = None) -> None:
        """Load the pipeline `model`, or take `nlp` for it. Raises `ResourceError` if it cannot be used."""
        table = resources.load(MODEL, ModelTable)
        if nlp is None:
            nlp = load_model(model, table)
        else:
            check(nlp, model, table)
        self._nlp = nlp
        self._kinds = table.by_label()
        self.version = version_of(nlp, model)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """The model's names, without articles and possessives; none that runs over the end of a line."""
        pieces = list(_pieces(draft.text, draft.layout))
        found: list[Finding] = []
        with self._memory():
            docs = self._nlp.pipe(draft.text[start:end] for start, end in pieces)
            for (start, _), doc in zip(pieces, docs, strict=True):
                found += self._entities(draft.text, doc, start)
        return found

    def _memory(self) -> AbstractContextManager[object]:
        """What the model learns of a text's words is forgotten behind it."""
        zone = getattr(self._nlp, "memory_zone", None)
        return zone() if zone is not None else nullcontext()

    def _entities(self, text: str, doc: Doc, offset: int) -> Iterator[Finding]:
        for entity in doc.ents:
            kind = self._kinds.get(entity.label_)
            if kind is None:
                continue
            start, end = _trimmed(text, offset + entity.start_char, offset + entity.end_char)
            if start < end and "\n" not in text[start:end]:
                yield Finding(ENTITY, start, end, f"model.{kind}", EntityValue(kind, entity.label_))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    if text.startswith(_ARTICLES, start, end):
        start += 4
    while start < end and text[end - 1].isspace():
        end -= 1
    if text.endswith(_POSSESSIVES, start, end):
        end -= 2
    return start, end


def _pieces(text: str, layout: Layout) -> Iterator[Span]:
    """Neighbouring blocks together, up to `_PIECE` characters; a longer one is cut at blanks. Furniture is left out."""
    start = end = -1
    for block in layout.blocks:
        if block.zone == "furniture":
            continue
        if start >= 0 and block.end - start > _PIECE:
            yield from _cut(text, start, end)
            start = -1
        start, end = (block.start if start < 0 else start), block.end
    if start >= 0:
        yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _PIECE:
        at = max(text.rfind(" ", start + 1, start + _PIECE), text.rfind("\n", start + 1, start + _PIECE))
        at = at if at > start else start + _PIECE
        yield start, at
        start = at
    yield start, end
