"""Runs the stages over a document, checks what they find, and has the record assembled."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import ParamSpec, TypeVar

from ..models import Document, Problem, ProducedBy, Record
from .assembly import Assembler
from .assembly.assembler import code_version
from .config import Config
from .draft import Draft
from .finding import Finding
from .layout import Layout
from .loading import Resources
from .overlaps import settle
from .registry import build_stages, check_order
from .stage import Stage
from .stages.model import ModelStage
from .zones import ZoneReader

P = ParamSpec("P")
T = TypeVar("T")

_HINTS = ("created", "captured")
"""How a publication day is known that gives way to one that the page prints."""
_TOGETHER = 16
"""Documents that a pipe reads side by side."""


class StageError(RuntimeError):
    """A stage broke its contract: a bug in the stage, not in the text."""


class StageCrashError(RuntimeError):
    """A stage raised while it read a document; the cause is chained."""

    def __init__(self, stage: str, document: str) -> None:
        super().__init__(f"stage {stage} failed on {document}")
        self.stage, self.document = stage, document


class Pipeline:
    """Text to record. Built once, used for any number of documents; keeps no state between them.

    Example: `Pipeline().read(Document(id="a", text="..."))`.
    Refused at construction, as `ResourceError`: broken resources, unknown stages, reads that nothing writes before.
    """

    def __init__(self, config: Config | None = None, *, stages: Sequence[Stage] | None = None) -> None:
        self.config = config or Config()
        self.resources = Resources(self.config.resources)
        self.zones = ZoneReader(self.resources)
        self.stages = tuple(stages) if stages is not None else build_stages(self.resources, self.config)
        check_order(self.stages)
        self._assembler = Assembler(self.resources, kb=self.config.kb, fill=self.config.fill)
        self.fingerprint = self.resources.fingerprint()
        models = [s.version for s in self.stages if isinstance(s, ModelStage)]
        self._produced_by = ProducedBy(
            communique=code_version(), resources=self.fingerprint, model=", ".join(models) or None
        )

    def read(self, document: Document) -> Record:
        """The record of one document. Raises `StageCrashError` if a stage fails on it."""
        return self._read(document, None)

    def produced_by(self) -> ProducedBy:
        """What records of this pipeline say of the code, resources and model that made them."""
        return self._produced_by

    def trace(self, document: Document) -> tuple[Record, tuple[Finding, ...]]:
        """As `read`, and all that was found and did not get into the record: what rejects, and what lost to it.

        For whoever asks why a value is missing. Example: `Pipeline().trace(document)[1][0].rule`.
        """
        refused: list[Finding] = []
        return self._read(document, refused), tuple(refused)

    def pipe(self, documents: Iterable[Document]) -> Iterator[Record | Problem]:
        """A record for each document, in order; for one that a stage fails on, a problem with the traceback.

        Documents are taken a few at a time, and each stage reads all of these in turn: that keeps its code and
        tables in the processor's cache.
        """
        waiting = iter(documents)
        while batch := list(islice(waiting, _TOGETHER)):
            rows: list[Draft | Problem] = [_guarded("zones", d, self._draft, d) for d in batch]
            for stage in self.stages:
                rows = [r if isinstance(r, Problem) else _guarded(stage.name, r.doc, _run, stage, r) for r in rows]
            for row in rows:
                yield row if isinstance(row, Problem) else _guarded("assembly", row.doc, self._assemble, row)

    def _read(self, document: Document, refused: list[Finding] | None) -> Record:
        draft = _attempt("zones", document, self._draft, document)
        for stage in self.stages:
            draft = _attempt(stage.name, document, _run, stage, draft, refused)
        return _attempt("assembly", document, self._assemble, draft)

    def _draft(self, document: Document) -> Draft:
        layout = self.zones.read(document.text)
        if document.published_basis in _HINTS and (layout.stamps or any(b.zone == "dateline" for b in layout.blocks)):
            document = document.model_copy(update={"published": None})  # what the page prints of itself is better
        return Draft(document, layout, {})

    def _assemble(self, draft: Draft) -> Record:
        return self._assembler.assemble(draft, produced_by=self._produced_by)


def _attempt(stage: str, document: Document, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return work(*args, **kwargs)
    except Exception as error:
        raise StageCrashError(stage, document.id) from error


def _guarded(stage: str, document: Document, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Problem:
    try:
        return _attempt(stage, document, work, *args, **kwargs)
    except StageCrashError as crash:
        return _crash_problem(document, crash)


def _crash_problem(document: Document, crash: StageCrashError) -> Problem:
    cause = crash.__cause__ or crash
    return Problem(
        path=document.source.path or document.id,
        stage=crash.stage,
        code="crash",
        words=f"{type(cause).__name__}: {cause}",
        fatal=True,
        traceback="".join(traceback.format_exception(cause)),
    )


def _run(stage: Stage, draft: Draft, refused: list[Finding] | None = None) -> Draft:
    """The draft with what `stage` adds. The stage sees only the labels that it reads.

    `refused` takes what it found and does not add.
    """
    visible = {label: found for label, found in draft.found.items() if label in stage.reads}
    view = draft.with_found(visible)
    by_label: dict[str, list[Finding]] = defaultdict(list)
    for finding in stage.find(view):
        _check(stage, finding, draft)
        by_label[finding.label].append(finding)
    if not by_label:
        return draft
    settled = [f for label in sorted(by_label) for f in settle(by_label[label])]
    settled.sort(key=lambda f: (f.start, f.end, f.label))
    resolved = stage.resolve(view, settled)
    if refused is not None:
        kept = {(f.label, f.start, f.end, f.rule) for f in resolved}
        refused += [f for group in by_label.values() for f in group if (f.label, f.start, f.end, f.rule) not in kept]
    spans = {(f.label, f.start, f.end) for f in settled}
    found = dict(draft.found)
    fresh: dict[str, list[Finding]] = defaultdict(list)
    for finding in resolved:
        if (finding.label, finding.start, finding.end) not in spans:
            raise StageError(f"stage {stage.name} moved or made up a span in resolve: {finding}")
        fresh[finding.label].append(finding)
    for label in sorted(fresh):
        found[label] = tuple(sorted((*found.get(label, ()), *fresh[label]), key=lambda f: (f.start, f.end)))
    return draft.with_found(found, draft.published or _printed_day(draft.layout, found))


def _check(stage: Stage, finding: Finding, draft: Draft) -> None:
    if finding.label not in stage.writes:
        raise StageError(f"stage {stage.name} writes {finding.label!r}, which it does not declare")
    if not 0 <= finding.start < finding.end <= len(draft.text):
        raise StageError(f"stage {stage.name}: span outside the text: {finding}")


def _printed_day(layout: Layout, found: dict[str, tuple[Finding, ...]]) -> date | None:
    """The day in the dateline or in a date line of the page, when nobody gave a publication date."""
    for finding in found.get("date", ()):
        if layout.zone_at(finding.start) == "dateline" and finding.value.precision == "day":
            day: date | None = finding.value.start
            return day
    return None
