"""`communique report`: a run as pages that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .calls import QUIET, Resources, Settings, plain_errors
from .run_texts import CHANGED, NOT_FOUND, NOT_GIVEN, find_again, text_of, zone_reader

if TYPE_CHECKING:
    from ..models import Record, Source
    from ..models.stored import Place
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


class _Kept(NamedTuple):
    """Where a record lies, and what it was read from."""

    place: Place
    source: Source


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
        zones = zone_reader(config, resources)
        manifest = source.manifest
        with kind(out, produced_by=manifest.produced_by, force=force) as writer:
            kept = _collect(source, writer)
            with progress(manifest.counts.records, quiet=quiet) as advance:
                shown = 0
                for record, text, lack in _texts(kept, articles or (), zones):
                    writer.page(record, text, lack=lack)
                    shown += text is not None
                    advance(1)
        if not quiet:
            records = len(kept)
            say(f"{records:,} articles, {shown:,} with their text; written to {out}")
            if kind is FileReport and records > _LARGE:
                say("a browser opens a folder of so many articles faster than one file: --out DIR")


def _collect(source: RunFolder, writer: ReportWriter) -> dict[str, _Kept]:
    """Everything for the overview; gives where each record lies and what it says of its source, by id."""
    kept = {}
    for place, record in source.placed():
        writer.add(record)
        kept[record.id] = _Kept(place, record.source)
    for problem in source.problems():
        writer.problem(problem)
    return kept


def _texts(
    kept: dict[str, _Kept], articles: Sequence[Path], zones: ZoneReader
) -> Iterator[tuple[Record, ArticleText | None, str]]:
    """Each record once, with its text or with why there is none: those whose article is found first."""
    from ..models.stored import record_at

    waiting = dict.fromkeys(kept)
    changed: set[str] = set()
    for found in find_again({record_id: k.source for record_id, k in kept.items()}, articles):
        if found.record_id not in waiting:
            continue
        record, text = record_at(kept[found.record_id].place), text_of(found.document, zones)
        if found.same and text.fits(record):
            del waiting[found.record_id]
            yield record, text, ""
        else:
            changed.add(found.record_id)
    for record_id in waiting:
        lack = CHANGED if record_id in changed else NOT_FOUND if articles else NOT_GIVEN
        yield record_at(kept[record_id].place), None, lack
