"""The stage that finds dates and says which days they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from ...draft import Draft
from ...finding import Finding
from ...layout import Layout
from ...loading import Resources
from ...overlaps import settle
from ...stage import Stage
from .anchors import Placed, anchors_of, day_of_page, day_of_writing
from .context import Context, Tense
from .finder import Finder
from .numeric import with_numeric_read, with_value
from .resolve import resolve_all


class DateStage(Stage):
    """Writes label 'date', value `DateValue`. Refused: durations, sets, years inside names of documents."""

    name: ClassVar[str] = "dates"
    writes: ClassVar[frozenset[str]] = frozenset({"date"})

    def __init__(self, resources: Resources) -> None:
        self._finder = Finder(resources)
        self._tense = Tense(self._finder.lexicon.tense)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Candidates whose value is what the words say; rejects for what only looks like a date."""
        return self._finder.find(draft.text, draft.doc.source.language)

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Findings with their `DateValue`; those that turn out to be no date are left out."""
        return self._resolved(draft.text, findings, draft.published, draft.layout)

    def read(self, text: str, published: date | None = None) -> list[Finding]:
        """Dates of a text without a draft, in text order."""
        return self._resolved(text, settle(self._finder.find(text)), published, Layout((), ()))

    def _resolved(
        self, text: str, findings: Sequence[Finding], published: date | None, layout: Layout
    ) -> list[Finding]:
        read = with_numeric_read(findings, published)
        placed: list[Placed] = [(f.start, f.end, f.value) for f in read]
        anchors = [a for a in anchors_of(placed) if layout.zone_at(a.at) not in ("furniture", "contact")]
        if published is None:
            published = day_of_page(text, read, layout)
        context = Context(text, day_of_writing(text, placed, published), anchors, self._tense)
        values = resolve_all(placed, context)
        return [with_value(f, v) for f, v in zip(read, values, strict=True) if v is not None]


def read_dates(text: str, published: date | None = None, resources: Resources | None = None) -> list[Finding]:
    """Dates in `text` with their `DateValue`, in text order; `published` is what relative ones count from.

    Builds a stage at each call; keep a `DateStage` and call its `read` for many texts.
    """
    return DateStage(resources or Resources()).read(text, published)
