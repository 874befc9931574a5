"""`communique extract`: articles in, records out."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import (
    PROBLEMS,
    QUIET,
    FillKnown,
    Kb,
    Model,
    Resources,
    Settings,
    Strict,
    build_pipeline,
    fail,
    plain_errors,
)
from .gathering import STDIN, chosen, gathered, items_of, located

if TYPE_CHECKING:
    from ..batch.run import Outcome
    from ..batch.task import Item, Plan
    from ..models import Problem, ProducedBy
    from ..outputs import RunWriter

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""
_BYTES_A_WORKER = 2_000_000
"""A worker more for each of these, up to the number of processors: starting one takes as long as reading half of it."""

_PATHS = typer.Argument(
    metavar="PATH", help="Files of any kind that is read, folders, quoted patterns ('in/**/*.pdf'); - for stdin."
)
_OUT = typer.Option("--out", "-o", metavar="DIR", help="Folder to write to; without it, stdout.")
_METADATA = typer.Option(metavar="FILE", help="CSV or JSON lines: path, and published, title, issuer, url.")
_FORMATS = typer.Option("--format", metavar="LIST", help="Any of json, jsonl, csv, sqlite, parquet, joined by commas.")
_DAY = typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Publication day where --metadata has none.")
_SHARD = typer.Option(metavar="N", min=1, help="Records in each file of jsonl and parquet. Default: all in one.")
_MAX_BYTES = typer.Option(metavar="N", min=1, help="Largest file to read, in bytes.")
_FORCE = typer.Option("--force", help="Overwrite files in DIR that no run has written.")
_DRY_RUN = typer.Option("--dry-run", help="Read everything, write nothing.")
_WORKERS = typer.Option(metavar="N", min=0, help="Processes that read; 0: this one (no time limit). Default: by size.")
_TIMEOUT = typer.Option(metavar="SECONDS", min=1.0, help="Longest time for one file.")
_MEMORY = typer.Option(metavar="MB", min=256, help="Most address space of each worker.")
_CLUSTER = typer.Option(metavar="ADDRESS", help="Let the workers of this Dask scheduler read (tcp://host:8786).")
_RESUME = typer.Option("--resume", help="Go on with the unfinished run in DIR.")
_LIMIT = typer.Option(metavar="N", min=1, help="Read the first N files only.")
_SAMPLE = typer.Option(metavar="N", min=1, help="Read N files, chosen by their names: the same ones each time.")
_SINCE = typer.Option(
    metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Leave out articles that are known to be published before."
)


def extract(
    paths: Annotated[list[str], _PATHS],
    out: Annotated[Path | None, _OUT] = None,
    metadata: Annotated[Path | None, _METADATA] = None,
    formats: Annotated[str, _FORMATS] = "json,jsonl,csv",
    shard_size: Annotated[int | None, _SHARD] = None,
    published: Annotated[datetime | None, _DAY] = None,
    since: Annotated[datetime | None, _SINCE] = None,
    limit: Annotated[int | None, _LIMIT] = None,
    sample: Annotated[int | None, _SAMPLE] = None,
    resources: Resources = None,
    config: Settings = None,
    kb: Kb = None,
    fill_known: FillKnown = False,
    model: Model = None,
    strict: Strict = False,
    workers: Annotated[int | None, _WORKERS] = None,
    timeout: Annotated[float, _TIMEOUT] = 120.0,
    max_bytes: Annotated[int, _MAX_BYTES] = 20_000_000,
    max_memory: Annotated[int | None, _MEMORY] = None,
    cluster: Annotated[str | None, _CLUSTER] = None,
    resume: Annotated[bool, _RESUME] = False,
    force: Annotated[bool, _FORCE] = False,
    dry_run: Annotated[bool, _DRY_RUN] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Read articles and write a record for each.

    Exit code 0: all well. 1: done, but something could not be read; see problems.jsonl. 2: nothing done; the
    command line, the configuration or the output folder is wrong. 130: stopped by Ctrl-C; --resume goes on.
    """
    started = time.perf_counter()
    target = None if dry_run else out
    if resume and target is None:
        fail("--resume goes with --out")
    if cluster and STDIN in paths:
        fail("the machines of a cluster cannot see standard input; write it to a file first")
    with plain_errors(), tempfile.TemporaryDirectory(prefix="communique-") as folder:
        scratch = Path(folder)
        if workers != 0 and not cluster:
            from ..batch.server import start_server

            start_server(usual=not (config or resources or kb or fill_known))
        from ..batch.task import Plan
        from ..corpus.folder import input_roots
        from ..corpus.readers import Limits
        from ..corpus.sidecar import Sidecar, load_metadata
        from ..outputs import parse_formats

        wanted = parse_formats(formats)
        pipeline = build_pipeline(config, resources, kb, fill_known, model, strict)
        places = located(paths, scratch)
        sidecar = load_metadata(metadata, roots=input_roots(places)) if metadata else Sidecar()
        inputs, early = gathered(places, out, metadata)
        early += sidecar.problems
        if not inputs and not early:
            fail(f"there is no file in {', '.join(paths)}")
        plan = Plan(
            config=pipeline.config,
            limits=Limits(max_bytes=max_bytes),
            formats=wanted if target else (),
            published=published.date() if published else None,
            since=since.date() if since else None,
            produced_by=pipeline.produced_by().model_dump_json(),
        )
        items = items_of(chosen(inputs, limit, sample), sidecar)
        outcome = _run(
            items, plan, early, pipeline.produced_by(), scratch, target=target, shard=shard_size, workers=workers,
            seconds=timeout,
            memory=max_memory * 1_000_000 if max_memory else None, cluster=cluster, resume=resume, force=force,
            printing=target is None and not dry_run, quiet=quiet,
        )  # fmt: skip
        _report(outcome, len(items), time.perf_counter() - started, target, printing=out is None, quiet=quiet)
    raise typer.Exit(PROBLEMS if outcome.digest.problems else 0)


def _run(
    items: Sequence[Item],
    plan: Plan,
    early: Iterable[Problem],
    produced_by: ProducedBy,
    scratch: Path,
    *,
    target: Path | None,
    shard: int | None,
    workers: int | None,
    seconds: float,
    memory: int | None,
    cluster: str | None,
    resume: bool,
    force: bool,
    printing: bool,
    quiet: bool,
) -> Outcome:
    from ..batch.run import Journal, Outcome, run_batch
    from ..batch.seen import Seen
    from ..outputs import RunWriter
    from ..outputs.digest import Digest
    from ..outputs.screen import progress, say

    count = _worker_count(items) if workers is None else workers
    with ExitStack() as stack:
        writer: RunWriter | None = None
        if target is None:
            journal = Journal(scratch, plan.key(), kept=False)
        else:
            journal = Journal.open(target, plan.key(), resume=resume, force=force)
            writer = RunWriter(target, produced_by=produced_by, formats=plan.formats, force=force, shard=shard)
            stack.enter_context(writer)
        seen = stack.enter_context(Seen(scratch / "seen.sqlite"))
        emit = (lambda rendered: typer.echo(rendered.line, nl=False)) if printing else None
        outcome = Outcome(plan, Digest(), writer, seen, emit)
        for row in early:
            outcome.problem(row)
        try:
            with progress(len(items), quiet=quiet) as advance:
                run_batch(
                    items,
                    plan,
                    outcome,
                    journal,
                    workers=count,
                    seconds=seconds,
                    memory=memory,
                    cluster=cluster,
                    advance=advance,
                )
        except KeyboardInterrupt:
            done = f"{outcome.digest.records:,} records were done"
            say(f"stopped; {done}{'; --resume goes on from there' if target else ''}")
            raise typer.Exit(INTERRUPTED) from None
    journal.close()
    return outcome


def _report(outcome: Outcome, files: int, seconds: float, target: Path | None, *, printing: bool, quiet: bool) -> None:
    from ..outputs.screen import console, say

    if quiet:
        return
    digest = outcome.digest
    if digest.events and not printing:
        console().print(digest.event_table())
    if digest.problems:
        console(stderr=True).print(digest.problem_table())
    skipped = f"; {outcome.skipped:,} left out as too old" if outcome.skipped else ""
    where = f"; written to {target}" if target else ""
    say(f"{digest.summary(files, seconds)}{skipped}{where}")


def _worker_count(items: Sequence[Item]) -> int:
    """A worker for every two megabytes, up to the number of processors that this process may use."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, sum(item.size for item in items) // _BYTES_A_WORKER))
