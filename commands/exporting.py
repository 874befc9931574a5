"""`communique export`: the records of a run for other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .calls import QUIET, fail, plain_errors


class Target(StrEnum):
    """What `communique export --to` writes."""

    xlsx = "xlsx"
    ics = "ics"
    jsonld = "jsonld"
    geojson = "geojson"
    ftm = "ftm"
    parquet = "parquet"


_RUN = typer.Argument(
    metavar="RUN", exists=True, help="A run's folder with records.jsonl or records/, or a file of records."
)
_TO = typer.Option(
    "--to",
    help="xlsx: workbook; ics: calendar; jsonld: schema.org Events; geojson: map; ftm: FollowTheMoney entities; "
    "parquet: a folder of tables.",
)
_OUT = typer.Option("--out", "-o", metavar="PATH", help="File to write; for parquet a folder.")
_REVISION = typer.Option(
    metavar="N", min=0, max=20_000, help="For ics: raise it after corrections, so that calendars take the new entries."
)
_FORCE = typer.Option("--force", help="Overwrite PATH.")


def export(
    run: Annotated[Path, _RUN],
    to: Annotated[Target, _TO],
    out: Annotated[Path, _OUT],
    revision: Annotated[int, _REVISION] = 0,
    force: Annotated[bool, _FORCE] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Write the records of RUN for another tool; say what its format has no place for.

    Exit code 0: written. 2: nothing written; the call, a record or the output is wrong.
    """
    if revision and to is not Target.ics:
        fail("--revision goes with --to ics")
    with plain_errors():
        from ..outputs.exports import ExportFormat, export_run
        from ..outputs.screen import progress, say

        total = _record_count(run)
        with progress(total or 0, quiet=quiet or total is None) as advance:
            done = export_run(run, ExportFormat(to), out, revision=revision, force=force, advance=advance)
        if not quiet:
            for note in done.notes:
                say(f"{note.words}: {note.count:,}")
            say(f"wrote {out}; {done.noun}: {done.written:,}")


def _record_count(run: Path) -> int | None:
    """How many records a run says that it holds; None where there is nothing that says it."""
    from pydantic import ValidationError

    from ..outputs.run_files import MANIFEST, Manifest

    try:
        return Manifest.model_validate_json((run / MANIFEST).read_bytes()).counts.records
    except (OSError, ValidationError):
        return None
