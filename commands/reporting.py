"""`communique report`: a run as pages that a person reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import QUIET, Resources, Settings, plain_errors

if TYPE_CHECKING:
    from ..models import Document, Record, Source
    from ..outputs.report import ArticleText, ReportWriter, RunFolder
    from ..pipeline.zones import ZoneReader

_LARGE = 1_500
"""Articles from which on one file opens noticeably slower than a folder."""
_RUN = typer.Argument(metavar="RUN", exists=True, file_okay=False, help="Folder that `communique extract --out` wrote.")
_OUT = typer.Option("--out", "-o", metavar="DIR|FILE.html", help="A folder of pages, or one file that holds all.")
_ARTICLES = typer.Option(
    "--articles", metavar="PATH", exists=True, help="The articles of the run (repeat as `extract` had them)."
)
_FORCE = typer.Option("--force", help="Write over what is no report.")
_NOT_GIVEN = "The text is not shown, as no --articles were given: a record holds the words of its mentions alone."
_NOT_FOUND = "The text is not shown, as the article is not among those that were given with --articles."
_CHANGED = "The text is not shown, as the article is no longer the one that the record was made from."


def report(
    run: Annotated[Path, _RUN],
    out: Annotated[Path, _OUT],
    articles: Annotated[list[Path] | None, _ARTICLES] = None,
    resources: Resources = None,
    config: Settings = None,
    force: Annotated[bool, _FORCE] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Make pages of a run, to read and filter in a browser: events, map, timeline, each article with its record.

    The pages load nothing from elsewhere. Texts are not in a run, and are read again from --articles.
    """
    with plain_errors():
        from ..outputs.report import FileReport, FolderReport, RunFolder
        from ..outputs.screen import progress, say

        source = RunFolder(run)
        kind = FileReport if out.suffix.lower() in (".html", ".htm") else FolderReport
        zones = _zone_reader(config, resources)
        manifest = source.manifest
        with kind(out, produced_by=manifest.produced_by, force=force) as writer:
            keys = _collect(source, writer)
            with progress(manifest.counts.records, quiet=quiet) as advance:
                shown = 0
                for record, text, lack in _texts(source, keys, articles or (), zones):
                    writer.page(record, text, lack=lack)
                    shown += text is not None
                    advance(1)
        if not quiet:
            records = len(keys)
            say(f"{records:,} articles, {shown:,} with their text; written to {out}")
            if kind is FileReport and records > _LARGE:
                say("a browser opens a folder of so many articles faster than one file: --out DIR")


def _zone_reader(config: Path | None, resources: Path | None) -> ZoneReader:
    """What reads the zones of a text, which a record does not hold."""
    from ..pipeline import Config, load_config
    from ..pipeline.loading import Resources as Folder
    from ..pipeline.zones import ZoneReader

    settings = load_config(config) if config is not None else Config()
    return ZoneReader(Folder(resources or settings.resources))


def _collect(source: RunFolder, writer: ReportWriter) -> dict[str, Source]:
    """Everything for the overview; gives what each record says of its source, by id."""
    sources = {}
    for record in source.records():
        writer.add(record)
        sources[record.id] = record.source
    for problem in source.problems():
        writer.problem(problem)
    return sources


def _texts(
    source: RunFolder, sources: dict[str, Source], articles: Sequence[Path], zones: ZoneReader
) -> Iterator[tuple[Record, ArticleText | None, str]]:
    """Each record once, with its text or with why there is none: those whose article is found first."""
    waiting = dict.fromkeys(sources)
    by_path = {s.path: record_id for record_id, s in sources.items() if s.path}
    by_digest: dict[str, list[str]] = defaultdict(list)
    for record_id, s in sources.items():
        if s.sha256:
            by_digest[s.sha256].append(record_id)
    changed: set[str] = set()
    largest = max((s.bytes or 0 for s in sources.values()), default=0)
    for document in _documents(articles, largest):
        named = by_path.get(document.source.path or "")
        same = by_digest.get(document.source.sha256 or "", ())
        # The same bytes elsewhere are the same article: a run's folder may have been moved or renamed.
        for record_id in [*same, *([named] if named is not None and named not in same else [])]:
            if record_id not in waiting:
                continue
            record, text = source.record(record_id), _text(document, zones)
            if record_id in same and text.fits(record):
                del waiting[record_id]
                yield record, text, ""
            else:
                changed.add(record_id)
    for record_id in waiting:
        lack = _CHANGED if record_id in changed else _NOT_FOUND if articles else _NOT_GIVEN
        yield source.record(record_id), None, lack


def _documents(paths: Sequence[Path], largest: int) -> Iterator[Document]:
    """The articles that can be read, up to the size of the `largest` of the run; what cannot be is no article of it."""
    from ..corpus.folder import find_inputs
    from ..corpus.readers import Limits, read_articles
    from ..models import Problem

    limits = Limits(max_bytes=max(largest, 1))
    for found in find_inputs(paths) if paths else ():
        if isinstance(found, Problem):
            continue
        for reading in read_articles(found.path, root=found.root, relative=found.relative, limits=limits):
            if reading.document is not None:
                yield reading.document


def _text(document: Document, zones: ZoneReader) -> ArticleText:
    from ..outputs.report import ArticleText, ZoneSpan

    blocks = zones.read(document.text).blocks
    return ArticleText(document.text, tuple(ZoneSpan(b.start, b.end, b.zone) for b in blocks), document.pages)
