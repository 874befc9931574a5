"""communique reads ministry and UN press releases into grounded records.

Example: `communique.extract("Astana, 12 May 2023 - ...").events`. Names are loaded when they are first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from .batch.partitions import read_frame, read_frames
    from .evaluation import evaluate
    from .models import Document, Mention, Problem, Record
    from .outputs.notebook import render
    from .pipeline import Config, Finding, Pipeline, Stage

__all__ = [
    "Config",
    "Document",
    "Finding",
    "Mention",
    "Pipeline",
    "Problem",
    "Record",
    "Stage",
    "evaluate",
    "extract",
    "read_frame",
    "read_frames",
    "render",
    "to_frames",
]

_HOMES = {
    "Config": ".pipeline",
    "Finding": ".pipeline",
    "Pipeline": ".pipeline",
    "Stage": ".pipeline",
    "evaluate": ".evaluation",
    "read_frame": ".batch.partitions",
    "read_frames": ".batch.partitions",
    "render": ".outputs.notebook",
    "Document": ".models",
    "Mention": ".models",
    "Problem": ".models",
    "Record": ".models",
}
_default: Pipeline | None = None


def extract(
    text: str,
    published: date | str | None = None,
    *,
    title: str | None = None,
    issuer: str | None = None,
    issuer_country: str | None = None,
    id: str = "text",
    pipeline: Pipeline | None = None,
) -> Record:
    """The record of one text.

    `published` is the day of publication (a date, or ISO 'YYYY-MM-DD'), against which 'today' and '16 May' are
    resolved; without it, what needs it stays partial. `issuer_country` is an ISO 3166-1 alpha-2 code. The default
    pipeline is built at the first call and kept. Refused, as ValueError: a `published` that is no ISO day, an unknown
    country code. Example: `extract("The forum opened on 16 May.", published="2022-05-20").dates[0].start`.
    """
    from .models import Document

    day = date.fromisoformat(published) if isinstance(published, str) else published
    document = Document(id=id, text=text, published=day, title=title, issuer=issuer, issuer_country=issuer_country)
    return (pipeline or _default_pipeline()).read(document)


def to_frames(records: Iterable[Record]) -> dict[str, pandas.DataFrame]:
    """The records as one pandas data frame a table, joined by `record_id`; the tables of the CSV output."""
    from .outputs.frames import to_frames as build

    return build(records)


def _default_pipeline() -> Pipeline:
    global _default
    if _default is None:
        from .pipeline import Pipeline

        _default = Pipeline()
    return _default


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
