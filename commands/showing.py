"""`communique show`, `schema`, `check`: an article, the shape of records, what a run would use."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .calls import (
    DAY_OF_ONE,
    FILE,
    PROBLEMS,
    FillKnown,
    Kb,
    Model,
    Resources,
    Settings,
    Strict,
    build_pipeline,
    dated,
    plain_errors,
)

_AS_JSON = typer.Option("--json", help="Print the record as JSON.")
_NAME = typer.Argument(metavar="NAME", help="The name of an event, as a text has it.")
_WHAT = typer.Option(help="The model to describe.")


class What(StrEnum):
    """What `communique schema` can print."""

    record = "record"
    problem = "problem"


def show(
    file: Annotated[Path, FILE],
    published: Annotated[datetime | None, DAY_OF_ONE] = None,
    as_json: Annotated[bool, _AS_JSON] = False,
    resources: Resources = None,
    config: Settings = None,
    kb: Kb = None,
    fill_known: FillKnown = False,
    model: Model = None,
    strict: Strict = False,
) -> None:
    """Show an article, with what was read in it in colour, and its record as tables."""
    with plain_errors():
        from ..corpus.readers import read_file
        from ..models import Problem
        from ..outputs import json_text
        from ..outputs.screen import console, say
        from ..outputs.terminal import record_view

        pipeline = build_pipeline(config, resources, kb, fill_known, model, strict)
        document, problems = read_file(file, root=file.parent)
        for problem in problems:
            say(f"{problem.path}: {problem.words}")
        if document is None:
            raise typer.Exit(PROBLEMS)
        if published is not None:
            document = dated(document, published.date())
        [item] = pipeline.pipe([document])
        if isinstance(item, Problem):
            say(f"{item.path}: stage {item.stage}: {item.words}\n{item.traceback}")
            raise typer.Exit(PROBLEMS)
        if as_json:
            typer.echo(json_text(item), nl=False)
        else:
            console().print(record_view(item, document.text))


def schema(what: Annotated[What, _WHAT] = What.record) -> None:
    """Print the JSON Schema of a record, or of a row in problems.jsonl."""
    from ..models import Frozen, Problem, Record

    models: dict[What, type[Frozen]] = {What.record: Record, What.problem: Problem}
    typer.echo(json.dumps(models[what].model_json_schema(), indent=2, ensure_ascii=False))


def check(
    name: Annotated[str | None, _NAME] = None,
    resources: Resources = None,
    config: Settings = None,
    kb: Kb = None,
) -> None:
    """Load the configuration and all resources; list the stages and files that a run would use.

    With NAME, say which event of the knowledge base that name stands for, and why, or why none does.
    """
    with plain_errors():
        if name is not None:
            _explain(name, resources, config, kb)
            return
        from ..outputs.screen import console
        from ..outputs.terminal import plain_table

        pipeline = build_pipeline(config, resources, kb)
        stages = [(s.name, ", ".join(sorted(s.reads)), ", ".join(sorted(s.writes))) for s in pipeline.stages]
        files = [(name, digest[:12]) for name, digest in pipeline.resources.loaded().items()]
        screen = console()
        screen.print(plain_table("Stages, in the order they run", ("stage", "reads", "writes"), stages))
        screen.print()
        screen.print(plain_table("Resources", ("file", "SHA-256, first digits"), files))
        screen.print(f"\nAll sound. Fingerprint of the resources: {pipeline.fingerprint}")


def _explain(name: str, resources: Path | None, config: Path | None, kb: list[Path] | None) -> None:
    from ..pipeline.knowledge import KnowledgeBase

    pipeline = build_pipeline(config, resources, kb)
    for sentence in KnowledgeBase(pipeline.resources, pipeline.config.kb).explain(name).words:
        typer.echo(sentence)
