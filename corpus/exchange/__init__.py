"""Gold to and from the formats of other annotation tools. `docs/exchange.md` tells what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType

from .base import (
    DEFAULT_LABELS,
    LABELS,
    ExchangeError,
    ExchangeFormat,
    Loss,
    Losses,
    Sample,
    checked,
    distinct,
)
from .reading import Source

__all__ = [
    "DEFAULT_LABELS",
    "ExchangeError",
    "ExchangeFormat",
    "Loss",
    "Sample",
    "export_gold",
    "import_gold",
]


def export_gold(samples: Iterable[Sample], to: ExchangeFormat, out: Path) -> tuple[Loss, ...]:
    """Write articles and their gold to `out`, a file, or for brat a folder; returns what the format cannot hold.

    Refused, as `ExchangeError`: gold that does not fit its text, an id that stands twice or can name no file.
    Same samples, same bytes.

    Example: `export_gold([Sample(text, gold)], ExchangeFormat.doccano, Path("gold.jsonl"))`.
    """
    name = out.name
    found = distinct((checked(sample, name) for sample in samples), name)
    losses = Losses()
    _module(to).write(found, out, losses)
    return losses.found()


def import_gold(
    source: Path, form: ExchangeFormat, *, labels: Mapping[str, str] | None = None
) -> tuple[tuple[Sample, ...], tuple[Loss, ...]]:
    """The articles in `source` with the gold that they bear after edits, and what could not be read.

    `labels` says what labels of other schemes mean here, beside `DEFAULT_LABELS` and before them. Refused, as
    `ExchangeError` with file and place: what is malformed, offsets out of range, words that are not the text's.

    Example: `samples, losses = import_gold(Path("gold.jsonl"), ExchangeFormat.doccano, labels={"WHEN": "dates"})`.
    """
    for word, label in (labels or {}).items():
        if label not in LABELS:
            raise ExchangeError(source.name, f"labels.{word}", f"{label!r} is no label of gold")
    losses = Losses()
    reader = Source(source.name, {**DEFAULT_LABELS, **(labels or {})}, losses)
    samples = reader.samples(_module(form).read(source, reader))
    return samples, losses.found()


def _module(form: ExchangeFormat) -> ModuleType:
    from . import brat, conll, docbin, doccano, label_studio

    modules = {
        ExchangeFormat.label_studio: label_studio,
        ExchangeFormat.doccano: doccano,
        ExchangeFormat.brat: brat,
        ExchangeFormat.conll: conll,
        ExchangeFormat.docbin: docbin,
    }
    return modules[form]
