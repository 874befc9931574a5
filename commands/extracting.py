"""`communique extract`: articles in, records out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import PROBLEMS, QUIET, Resources, Settings, build_pipeline, dated, fail, plain_errors

if TYPE_CHECKING:
    from ..corpus.folder import Input
    from ..corpus.sidecar import Sidecar
    from ..models import Document, Problem
    from ..outputs import Format, RunWriter
    from ..pipeline import Pipeline

_PATHS = typer.Argument(
    metavar="PATH", exists=True, readable=False, help="Articles (text or HTML), or folders of them."
)
_OUT = typer.Option("--out", "-o", metavar="DIR", help="Folder to write to; without it, stdout.")
_METADATA = typer.Option(metavar="FILE", help="CSV or JSON lines: path, and published, title, issuer, url.")
_FORMATS = typer.Option("--format", metavar="LIST", help="Any of json, jsonl, csv, joined by commas.")
_DAY = typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Publication day where --metadata has none.")
_MAX_BYTES = typer.Option(metavar="N", min=1, help="Largest file to read, in bytes.")
_FORCE = typer.Option("--force", help="Overwrite files in DIR that no run has written.")
_DRY_RUN = typer.Option("--dry-run", help="Read everything, write nothing.")


def extract(
    paths: Annotated[list[Path], _PATHS],
    out: Annotated[Path | None, _OUT] = None,
    metadata: Annotated[Path | None, _METADATA] = None,
    formats: Annotated[str, _FORMATS] = "json,jsonl,csv",
    published: Annotated[datetime | None, _DAY] = None,
    resources: Resources = None,
    config: Settings = None,
    max_bytes: Annotated[int, _MAX_BYTES] = 20_000_000,
    force: Annotated[bool, _FORCE] = False,
    dry_run: Annotated[bool, _DRY_RUN] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Read articles and write a record for each.

    Exit code 0: all well. 1: done, but something could not be read; see problems.jsonl. 2: nothing done; the
    command line, the configuration or the output folder is wrong.
    """
    started = time.perf_counter()
    target = None if dry_run else out
    with plain_errors(), ExitStack() as stack:
        from ..corpus.folder import find_inputs, input_roots
        from ..corpus.sidecar import Sidecar, load_metadata
        from ..models import Problem
        from ..outputs import json_line, parse_formats
        from ..outputs.digest import Digest
        from ..outputs.screen import console, progress, say

        wanted = parse_formats(formats)
        pipeline = build_pipeline(config, resources)
        sidecar = load_metadata(metadata, roots=input_roots(paths)) if metadata else Sidecar()
        found = list(find_inputs(paths))
        inputs = [i for i in found if not isinstance(i, Problem) and not _is_ours(i.path, out, metadata)]
        early = [*(p for p in found if isinstance(p, Problem)), *sidecar.problems]
        if not inputs and not early:
            fail(f"there is no file in {', '.join(map(str, paths))}")
        digest = Digest()
        writer = stack.enter_context(_writer(target, pipeline, wanted, force)) if target else None
        advance = stack.enter_context(progress(len(inputs), quiet=quiet))

        def report(problem: Problem) -> None:
            digest.problem(problem)
            if writer is not None:
                writer.problem(problem)

        for row in early:
            report(row)
        day = published.date() if published else None
        for item in pipeline.pipe(_documents(inputs, sidecar, max_bytes, day, report, advance)):
            if isinstance(item, Problem):
                report(item)
                continue
            digest.add(item)
            if writer is not None:
                writer.write(item)
            elif not dry_run:
                typer.echo(json_line(item), nl=False)
    if not quiet:
        if digest.events and (dry_run or out):
            console().print(digest.event_table())
        if digest.problems:
            console(stderr=True).print(digest.problem_table())
        where = f"; written to {target}" if target else ""
        say(f"{digest.summary(len(inputs), time.perf_counter() - started)}{where}")
    raise typer.Exit(PROBLEMS if digest.problems else 0)


def _writer(out: Path, pipeline: Pipeline, formats: Sequence[Format], force: bool) -> RunWriter:
    from ..models import ProducedBy
    from ..outputs import RunWriter
    from ..pipeline.assembly.assembler import code_version

    made = ProducedBy(communique=code_version(), resources=pipeline.fingerprint)
    return RunWriter(out, produced_by=made, formats=formats, force=force)


def _is_ours(path: Path, out: Path | None, metadata: Path | None) -> bool:
    """Whether a file found among the articles is the metadata file, or lies in the output folder."""
    real = path.resolve()
    inside = out is not None and out.resolve() in real.parents
    return inside or (metadata is not None and real == metadata.resolve())


def _documents(
    inputs: Sequence[Input],
    sidecar: Sidecar,
    max_bytes: int,
    published: date | None,
    report: Callable[[Problem], None],
    advance: Callable[[], None],
) -> Iterator[Document]:
    """The articles one by one, as they are asked for; what cannot be read is reported."""
    from ..corpus.folder import assign_ids
    from ..corpus.readers import Limits, read_file

    ids = assign_ids(item.relative for item in inputs)
    limits = Limits(max_bytes=max_bytes)
    first_with: dict[bytes, str] = {}
    for item in inputs:
        name = item.relative
        document, problems = read_file(item.path, root=item.root, record_id=ids[name], relative=name, limits=limits)
        advance()
        for problem in problems:
            report(problem)
        if document is None:
            continue
        row = sidecar.row_for(item.path)
        if published is not None and (row is None or row.published is None):
            document = dated(document, published)
        first = first_with.setdefault(sha256(document.text.encode()).digest(), document.id)
        if first != document.id:
            source = document.source.model_copy(update={"duplicate_of": first})
            document = document.model_copy(update={"source": source})
        yield sidecar.apply(document, item.path)
