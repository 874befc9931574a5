"""The command line. What the commands do lives in pipeline, corpus, outputs; what they take, in `commands`.

Results go to stdout, everything else to stderr. Heavy imports are made inside the commands, so that
`communique --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .commands import exporting, extracting, golding, measuring, reporting, reviewing, showing

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for _command in (
    extracting.extract,
    showing.show,
    reporting.report,
    reviewing.review,
    exporting.export,
    measuring.evaluate,
    measuring.gate,
    golding.annotate,
    showing.schema,
    showing.check,
):
    app.command()(_command)
app.add_typer(golding.app, name="gold")


def _version(on: bool) -> None:
    if on:
        from .pipeline.assembly.assembler import code_version

        typer.echo(f"communique {code_version()}")
        raise typer.Exit


_VERSION = typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")


@app.callback()
def _root(version: Annotated[bool, _VERSION] = False) -> None:
    """Reads press releases into records: which event, when, where, who, which Compact objectives."""


def main() -> None:
    """Entry point of the `communique` command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app(prog_name="communique")
