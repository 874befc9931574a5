"""`communique evaluate` and `gate`: how well articles are read, by gold, and whether it got worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import PROBLEMS, QUIET, Model, Resources, Settings, build_pipeline, fail, plain_errors

if TYPE_CHECKING:
    from ..corpus.goldset import GoldSet
    from ..corpus.scoring.evaluation import Evaluation
    from ..corpus.scoring.gate import Breach, Change
    from ..corpus.scoring.report import Table
    from ..evaluation import GateResult, GateUpdate


class ReportFormat(StrEnum):
    """How `communique evaluate` prints its figures."""

    text = "text"
    json = "json"
    markdown = "markdown"
    junit = "junit"


class By(StrEnum):
    """What `communique evaluate --by` puts together."""

    article = "article"
    stage = "stage"
    rule = "rule"
    attribute = "attribute"


_GOLD = typer.Argument(
    metavar="GOLD", exists=True, file_okay=False,
    help="Folder of gold: <id>.yaml beside <id>.txt, or articles/ and gold/; metadata.csv with the articles.",
)  # fmt: skip
_PRED = typer.Option(metavar="RECORDS", exists=True, help="Judge these records (a run's folder, .jsonl or .json).")
_FORMAT = typer.Option("--format", help="How to print it.")
_ERRORS = typer.Option("--errors", help="List every miss and false alarm, with the words around it and the rule.")
_BY = typer.Option(help="Add a table by article, stage or rule, or of every attribute.")
_UPDATE = typer.Option("--update", help="Set the floors to what is scored now, and take the baseline anew.")
_ALLOW = typer.Option("--allow-lower", help="With --update: lower floors too.")
_MARGIN = typer.Option(metavar="N", min=0.0, max=1.0, help="With --update: set the floors this much below the scores.")
_DRY = typer.Option("--dry-run", help="With --update: say what would be written, write nothing.")

Gold = Annotated[Path, _GOLD]
Pred = Annotated[Path | None, _PRED]


def evaluate(
    gold: Gold,
    pred: Pred = None,
    output: Annotated[ReportFormat, _FORMAT] = ReportFormat.text,
    errors: Annotated[bool, _ERRORS] = False,
    by: Annotated[By | None, _BY] = None,
    resources: Resources = None,
    config: Settings = None,
    model: Model = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Measure how well the articles of GOLD are read: precision, recall, F1 of mentions, values, whole entries.

    Exit code 0: measured. 1: measured, but with --pred an article had no record. 2: nothing measured; gold, records or
    the call are wrong.
    """
    with plain_errors():
        from ..corpus.goldset import load_gold_set
        from ..corpus.scoring import report
        from ..evaluation import evaluate as measure
        from ..outputs.screen import say

        pipeline = build_pipeline(config, resources, model=model)
        gold_set = load_gold_set(gold)
        with _progress(gold_set, quiet or pred is not None) as advance:
            found = measure(gold_set, pipeline=pipeline, records=pred, advance=advance)
        if output is ReportFormat.json:
            typer.echo(report.as_json(found, errors=errors), nl=False)
        elif output is ReportFormat.junit:
            typer.echo(report.as_junit(found), nl=False)
        else:
            _print_tables(found, output, by, errors)
        if not quiet:
            _say_rest(gold_set, found)
        for name in found.absent:
            say(f"{name}: no record was given for it; it counts as missed")
    raise typer.Exit(PROBLEMS if found.absent else 0)


def gate(
    gold: Gold,
    pred: Pred = None,
    update: Annotated[bool, _UPDATE] = False,
    allow_lower: Annotated[bool, _ALLOW] = False,
    margin: Annotated[float, _MARGIN] = 0.0,
    dry_run: Annotated[bool, _DRY] = False,
    resources: Resources = None,
    config: Settings = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Hold the scores on GOLD to the floors in GOLD/floors.yaml; show what was gained and lost since they were set.

    Exit code 0: every floor is met. 1: one is missed, or the gold has changed since the floors were set. 2: the call,
    the gold or the floors are wrong, or --update would lower a floor without --allow-lower.
    """
    if not update and (allow_lower or margin or dry_run):
        fail("--allow-lower, --margin and --dry-run go with --update")
    with plain_errors():
        from ..corpus.goldset import load_gold_set
        from ..evaluation import new_floors, run_gate

        pipeline = build_pipeline(config, resources)
        with _progress(load_gold_set(gold), quiet or pred is not None) as advance:
            if update:
                fresh = new_floors(gold, pipeline=pipeline, records=pred, margin=margin, advance=advance)
            else:
                result = run_gate(gold, pipeline=pipeline, records=pred, advance=advance)
        if update:
            _write_floors(fresh, allow_lower=allow_lower, dry_run=dry_run)
            raise typer.Exit
        typer.echo(gate_report(result), nl=False)
    raise typer.Exit(0 if result.passed else PROBLEMS)


def gate_report(result: GateResult) -> str:
    """What the gate has to say, as lines for a person: floors missed, what was lost and gained, the verdict."""
    from ..corpus.scoring.report import headline

    lines = [line for breach in result.breaches for line in [_breach_line("below its floor", breach)]]
    if result.stale:
        old, new = result.floors.gold, result.present.gold
        lines.append(f"the gold has changed since the floors were set ({old}, now {new}); set them with --update")
    if result.floors.resources != result.present.resources:
        old, new = result.floors.resources[:12], result.present.resources[:12]
        lines.append(f"resources have changed since the floors were set ({old}, now {new})")
    lines += [line for change in result.changes for line in _change_lines(change, result.evaluation)]
    kinds = [change.kind for change in result.changes]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)) or "nothing gained or lost"
    lines.append(f"{'passed' if result.passed else 'FAILED'}: {headline(result.evaluation.scores)}; {counted}")
    return "\n".join(lines) + "\n"


def _change_lines(change: Change, evaluation: Evaluation) -> Iterator[str]:
    from ..corpus.scoring.context import around

    rule = change.rule or "no rule"
    verdict = change.verdict
    shown = " ".join((verdict.shown if verdict else change.key).split())
    yield f"{change.kind}: {change.article}  {change.level} {change.field}  {shown}  [{rule}]"
    if verdict is not None and change.kind in ("lost", "new false alarm"):
        if verdict.start is not None and verdict.end is not None:
            yield f"    {around(evaluation.texts[change.article], verdict.start, verdict.end)}"
        if change.kind == "lost":
            yield f"    was read by {rule}; now: {verdict.why}"


def _breach_line(words: str, breach: Breach) -> str:
    value = "nothing to measure" if breach.value is None else f"{breach.value:.3f}"
    return f"{words}: {breach.level} {breach.field}: {value}, floor {breach.floor:.3f}"


def _write_floors(fresh: GateUpdate, *, allow_lower: bool, dry_run: bool) -> None:
    from ..corpus.scoring.report import headline
    from ..outputs.atomic import write_text
    from ..outputs.screen import say

    for breach in fresh.lowered:
        say(_breach_line("would be lowered" if not allow_lower or dry_run else "lowered", breach))
    if fresh.lowered and not allow_lower:
        fail("nothing was written: floors are only lowered with --allow-lower")
    for file, text in fresh.files.items():
        if not dry_run:
            write_text(file, text)
        say(f"{'would write' if dry_run else 'wrote'} {file}")
    say(headline(fresh.evaluation.scores))


def _print_tables(found: Evaluation, output: ReportFormat, by: By | None, errors: bool) -> None:
    from ..corpus.scoring import report

    tables: list[Table] = list(report.score_tables(found, attributes=by is By.attribute))
    if (confused := report.confusion_table(found)) is not None:
        tables.append(confused)
    if by is By.article:
        tables.append(report.group_table(found, "article"))
    elif by is By.stage or by is By.rule:
        tables.append(report.group_table(found, "stage" if by is By.stage else "rule"))
    if output is ReportFormat.markdown:
        typer.echo(report.as_markdown(tables), nl=False)
    else:
        _print_text(tables)
    if errors:
        from ..outputs.wording import visible

        for block in report.error_blocks(found):
            typer.echo(visible(block))


def _print_text(tables: Sequence[Table]) -> None:
    from ..outputs.screen import console
    from ..outputs.terminal import figure_table

    screen = console()
    for table in tables:
        screen.print(figure_table(table.title, table.headers, table.rows))
        screen.print()


def _say_rest(gold_set: GoldSet, found: Evaluation) -> None:
    from ..corpus.scoring.report import headline
    from ..outputs.screen import say

    left = len(gold_set.without_gold)
    rest = f"; {left} more without gold" if left else ""
    say(f"{len(found.articles)} articles{rest}: {headline(found.scores)}")


@contextmanager
def _progress(gold_set: GoldSet, quiet: bool) -> Iterator[Callable[[], None]]:
    from ..outputs.screen import progress

    with progress(len(gold_set.articles), quiet=quiet) as advance:
        yield lambda: advance(1)
