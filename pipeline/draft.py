"""A document while it is read: its text, its layout, and what the stages so far have found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..models import Document
from .finding import Finding
from .layout import Layout
from .words import lowered

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Draft:
    """What a stage sees. `found[label]` holds settled findings in text order.

    `published` is the day that relative expressions resolve against: the document's, or what a stage before found
    on the page; None where nothing says.
    """

    __slots__ = ("_views", "doc", "found", "layout", "published", "text")

    def __init__(
        self,
        doc: Document,
        layout: Layout,
        found: Mapping[str, tuple[Finding, ...]],
        published: date | None = None,
        *,
        views: dict[str, Any] | None = None,
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self.layout = layout
        self.found = found
        self.published = published if published is not None else doc.published
        self._views: dict[str, Any] = {} if views is None else views

    def with_found(self, found: Mapping[str, tuple[Finding, ...]], published: date | None = None) -> Draft:
        """The same document with other findings; what was worked out of its text is shared."""
        return Draft(self.doc, self.layout, found, published or self.published, views=self._views)

    @property
    def lower(self) -> str:
        """The text in small letters, with the same offsets."""
        if "lower" not in self._views:
            self._views["lower"] = lowered(self.text)
        lower: str = self._views["lower"]
        return lower

    def get(self, label: str) -> tuple[Finding, ...]:
        """Settled findings of `label` in text order; empty where there are none."""
        return self.found.get(label, ())

    @property
    def tokens(self) -> Doc:
        """The text as a spaCy Doc, tokenised when first asked for."""
        if "tokens" not in self._views:
            from .tokens import tokenizer

            self._views["tokens"] = tokenizer()(self.text)
        tokens: Doc = self._views["tokens"]
        return tokens
