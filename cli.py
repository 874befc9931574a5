"""The command line: parsing, progress, exit codes. What the commands do lives in pipeline, corpus, outputs.

Results go to stdout, everything else to stderr. Heavy imports are made inside the commands, so that
`communique --help` answers at once.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from .corpus.folder import Input
    from .corpus.sidecar import Sidecar
    from .models import Document, Problem
    from .outputs import Format, RunWriter
    from .pipeline import Pipeline

PROBLEMS, WRONG = 1, 2
"""Exit codes: done, but not everything could be read; nothing done, as something about the call is wrong."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


class What(StrEnum):
    """What `communique schema` can print."""

    record = "record"
    problem = "problem"


def _version(on: bool) -> None:
    if on:
        from .pipeline.assembly.assembler import code_version

        typer.echo(f"communique {code_version()}")
        raise typer.Exit


_PATHS = typer.Argument(
    metavar="PATH", exists=True, readable=False, help="Articles (text or HTML), or folders of them."
)
_FILE = typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An article: text or HTML.")
_VERSION = typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
_OUT = typer.Option("--out", "-o", metavar="DIR", help="Folder to write to; without it, stdout.")
_METADATA = typer.Option(metavar="FILE", help="CSV or JSON lines: path, and published, title, issuer, url.")
_FORMATS = typer.Option("--format", metavar="LIST", help="Any of json, jsonl, csv, joined by commas.")
_DAY = typer.Option(metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Publication day where --metadata has none.")
_DAY_OF_ONE = typer.Option("--published", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Publication day.")
_RESOURCES = typer.Option(metavar="DIR", help="Folder of YAML files that add to the built-in resources.")
_CONFIG = typer.Option(metavar="FILE", help="YAML file with any of: stages, disable, resources.")
_MAX_BYTES = typer.Option(metavar="N", min=1, help="Largest file to read, in bytes.")
_FORCE = typer.Option("--force", help="Overwrite files in DIR that no run has written.")
_DRY_RUN = typer.Option("--dry-run", help="Read everything, write nothing.")
_QUIET = typer.Option("--quiet", "-q", help="No progress bar, no tables, no summary.")
_AS_JSON = typer.Option("--json", help="Print the record as JSON.")
_WHAT = typer.Option(help="The model to describe.")

Folder = Annotated[Path | None, _RESOURCES]
Settings = Annotated[Path | None, _CONFIG]


@app.callback()
def _root(version: Annotated[bool, _VERSION] = False) -> None:
    """Reads press releases into records: which event, when, where, who, which Compact objectives."""


@app.command()
def extract(
    paths: Annotated[list[Path], _PATHS],
    out: Annotated[Path | None, _OUT] = None,
    metadata: Annotated[Path | None, _METADATA] = None,
    formats: Annotated[str, _FORMATS] = "json,jsonl,csv",
    published: Annotated[datetime | None, _DAY] = None,
    resources: Folder = None,
    config: Settings = None,
    max_bytes: Annotated[int, _MAX_BYTES] = 20_000_000,
    force: Annotated[bool, _FORCE] = False,
    dry_run: Annotated[bool, _DRY_RUN] = False,
    quiet: Annotated[bool, _QUIET] = False,
) -> None:
    """Read articles and write a record for each.

    Exit code 0: all well. 1: done, but something could not be read; see problems.jsonl. 2: nothing done; the
    command line, the configuration or the output folder is wrong.
    """
    started = time.perf_counter()
    target = None if dry_run else out
    with _one_line_errors(), ExitStack() as stack:
        from .corpus.folder import find_inputs, input_roots
        from .corpus.sidecar import Sidecar, load_metadata
        from .models import Problem
        from .outputs import json_line, parse_formats
        from .outputs.digest import Digest
        from .outputs.screen import console, progress, say

        wanted = parse_formats(formats)
        pipeline = _pipeline(config, resources)
        sidecar = load_metadata(metadata, roots=input_roots(paths)) if metadata else Sidecar()
        found = list(find_inputs(paths))
        inputs = [i for i in found if not isinstance(i, Problem) and not _is_ours(i.path, out, metadata)]
        early = [*(p for p in found if isinstance(p, Problem)), *sidecar.problems]
        if not inputs and not early:
            _fail(f"there is no file in {', '.join(map(str, paths))}")
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


@app.command()
def show(
    file: Annotated[Path, _FILE],
    published: Annotated[datetime | None, _DAY_OF_ONE] = None,
    as_json: Annotated[bool, _AS_JSON] = False,
    resources: Folder = None,
    config: Settings = None,
) -> None:
    """Show an article, with what was read in it in colour, and its record as tables."""
    with _one_line_errors():
        from .corpus.readers import read_file
        from .models import Problem
        from .outputs import json_text
        from .outputs.screen import console, say
        from .outputs.terminal import record_view

        pipeline = _pipeline(config, resources)
        document, problems = read_file(file, root=file.parent)
        for problem in problems:
            say(f"{problem.path}: {problem.words}")
        if document is None:
            raise typer.Exit(PROBLEMS)
        if published is not None:
            document = _dated(document, published.date())
        [item] = pipeline.pipe([document])
        if isinstance(item, Problem):
            say(f"{item.path}: stage {item.stage}: {item.words}\n{item.traceback}")
            raise typer.Exit(PROBLEMS)
        if as_json:
            typer.echo(json_text(item), nl=False)
        else:
            console().print(record_view(item, document.text))


@app.command()
def schema(what: Annotated[What, _WHAT] = What.record) -> None:
    """Print the JSON Schema of a record, or of a row in problems.jsonl."""
    from .models import Frozen, Problem, Record

    models: dict[What, type[Frozen]] = {What.record: Record, What.problem: Problem}
    typer.echo(json.dumps(models[what].model_json_schema(), indent=2, ensure_ascii=False))


@app.command()
def check(resources: Folder = None, config: Settings = None) -> None:
    """Load the configuration and all resources; list the stages and files that a run would use."""
    with _one_line_errors():
        from .outputs.screen import console
        from .outputs.terminal import plain_table

        pipeline = _pipeline(config, resources)
        stages = [(s.name, ", ".join(sorted(s.reads)), ", ".join(sorted(s.writes))) for s in pipeline.stages]
        files = [(name, digest[:12]) for name, digest in pipeline.resources.loaded().items()]
        screen = console()
        screen.print(plain_table("Stages, in the order they run", ("stage", "reads", "writes"), stages))
        screen.print()
        screen.print(plain_table("Resources", ("file", "SHA-256, first digits"), files))
        screen.print(f"\nAll sound. Fingerprint of the resources: {pipeline.fingerprint}")


def main() -> None:
    """Entry point of the `communique` command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app(prog_name="communique")


def _pipeline(config: Path | None, resources: Path | None) -> Pipeline:
    from .pipeline import Config, Pipeline, load_config

    settings = load_config(config) if config is not None else Config()
    if resources is not None:
        settings = settings.model_copy(update={"resources": resources})
    return Pipeline(settings)


def _writer(out: Path, pipeline: Pipeline, formats: Sequence[Format], force: bool) -> RunWriter:
    from .models import ProducedBy
    from .outputs import RunWriter
    from .pipeline.assembly.assembler import code_version

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
    from .corpus.folder import assign_ids
    from .corpus.readers import Limits, read_file

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
            document = _dated(document, published)
        first = first_with.setdefault(sha256(document.text.encode()).digest(), document.id)
        if first != document.id:
            source = document.source.model_copy(update={"duplicate_of": first})
            document = document.model_copy(update={"source": source})
        yield sidecar.apply(document, item.path)


def _dated(document: Document, published: date) -> Document:
    return document.model_copy(update={"published": published, "published_basis": "argument"})


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """What a user can put right ends the program with one line; everything else is a bug and shows itself."""
    from .corpus.sidecar import MetadataError
    from .outputs import OutputError
    from .pipeline import ResourceError

    try:
        yield
    except (ResourceError, MetadataError, OutputError) as error:
        _fail(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}")


def _fail(words: str) -> NoReturn:
    from .outputs.screen import say

    say(f"communique: {words}")
    raise typer.Exit(WRONG)
