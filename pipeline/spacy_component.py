"""communique as a component of a spaCy pipeline: `nlp.add_pipe("communique")`.

The one module here that imports spaCy when it is imported, as registering a factory needs it. Nothing
imports it but spaCy itself, through the entry point.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..models import Document, Mention, Record
from .config import Config
from .engine import Pipeline
from .loading import ResourceError

RECORD_KEY = "communique"
PUBLISHED_KEY = "communique_published"
_LABELS = {
    "events": "event",
    "dates": "date",
    "locations": "location",
    "officials": "official",
    "organizations": "organization",
    "instruments": "instrument",
    "objectives": "objective",
    "principles": "principle",
    "quotes": "quote",
    "annotations": "annotation",
}


class Component:
    """Reads a Doc's text, keeps the record in `doc.user_data["communique"]`, and fills `doc.spans`.

    Each of events, dates, locations, officials, organizations, instruments, objectives, principles, quotes
    and annotations has a span group, `communique_events` and so on, empty where nothing was found. A span's
    label is 'event', 'date' ...; its `id_` is the entry's id in the record (an objective's number, a
    principle's letter; '' for quotes and annotations).

    Where a mention ends inside a token, its span takes the whole token; the record, a plain dict of JSON
    values, keeps the exact characters. No extension attributes are used, so that a Doc survives `to_bytes`
    and worker processes as it is.
    """

    def __init__(self, *, resources: str | None, disable: tuple[str, ...], published: str | None) -> None:
        """Build the pipeline. Refused: broken resources, unknown stages, a date that is not ISO."""
        self._settings = {"resources": resources, "disable": disable, "published": published}
        folder = Path(resources) if resources is not None else None
        self._published = _day(published)
        self._pipeline = Pipeline(Config(resources=folder, disable=disable))

    def __call__(self, doc: Doc) -> Doc:
        """Add the record and the spans; a day in `doc.user_data` goes before that of the settings."""
        published = _day(doc.user_data.get(PUBLISHED_KEY)) or self._published
        record = self._pipeline.read(Document(id="doc", text=doc.text, published=published))
        for field, label in _LABELS.items():
            doc.spans[f"communique_{field}"] = list(_spans(doc, record, field, label))
        doc.user_data[RECORD_KEY] = record.model_dump(mode="json")
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        """Workers build a pipeline of their own from the settings."""
        return _build, (self._settings,)


def _build(settings: dict[str, Any]) -> Component:
    return Component(**settings)


def _day(value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ResourceError("spaCy component", "published", f"{value!r} is no ISO date") from error


def _spans(doc: Doc, record: Record, field: str, label: str) -> Iterator[Span]:
    """Spans of a field, in text order."""
    found: list[tuple[Mention, str]] = []
    for entry in getattr(record, field):
        mentions = getattr(entry, "mentions", None) or getattr(entry, "evidence", None) or (entry.mention,)
        name = next((str(getattr(entry, key)) for key in ("id", "number", "letter") if hasattr(entry, key)), "")
        found += [(mention, name) for mention in mentions]
    for mention, name in sorted(found, key=lambda pair: (pair[0].start, pair[0].end)):
        span = doc.char_span(mention.start, mention.end, label=label, span_id=name, alignment_mode="expand")
        if span is None:  # the tokens cover the whole text, so this cannot be a matter of odd words
            raise ValueError(f"no tokens at [{mention.start}, {mention.end}) of the Doc")
        yield span


@Language.factory(
    "communique",
    default_config={"resources": None, "disable": [], "published": None},
    retokenizes=False,
)
def create_component(
    nlp: Language, name: str, resources: str | None, disable: list[str], published: str | None
) -> Component:
    """The factory behind `nlp.add_pipe("communique", config={...})`.

    `resources`: folder of YAML files that add to the built-in ones. `disable`: stages to leave out.
    `published`: ISO day that relative dates resolve against, for texts that have none of their own in
    `doc.user_data["communique_published"]`.
    """
    return Component(resources=resources, disable=tuple(disable), published=published)
