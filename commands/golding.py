"""`communique annotate` and `communique gold`: writing gold, checking it, moving it to other tools and back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import DAY_OF_ONE, FILE, PROBLEMS, Resources, Settings, build_pipeline, dated, fail, plain_errors

if TYPE_CHECKING:
    from ..corpus.exchange import Loss
    from ..models import Document


class ToolFormat(StrEnum):
    """Formats of other annotation tools."""

    label_studio = "label-studio"
    doccano = "doccano"
    brat = "brat"
    conll = "conll"
    docbin = "docbin"


app = typer.Typer(no_args_is_help=True, help="Write gold: fill in offsets, check, move to other tools and back.")

_OUT_DIR = typer.Option("--out", "-o", metavar="DIR", help="Folder for the draft (and the article); without, stdout.")
_FORCE = typer.Option("--force", help="Overwrite what is there.")
_GOLD_FILES = typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Gold files, <id>.yaml.")
_GOLD = typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="Folder of gold.")
_SOURCE = typer.Argument(metavar="SOURCE", exists=True, help="File or folder that the tool has written.")
_TO = typer.Option("--to", help="The format to write.")
_FROM = typer.Option("--from", help="The format that SOURCE is in.")
_OUT = typer.Option("--out", "-o", metavar="PATH", help="File to write; for brat a folder.")
_INTO = typer.Option("--out", "-o", metavar="DIR", help="Folder for the gold and its articles.")


def annotate(
    file: Annotated[Path, FILE],
    out: Annotated[Path | None, _OUT_DIR] = None,
    published: Annotated[datetime | None, DAY_OF_ONE] = None,
    force: Annotated[bool, _FORCE] = False,
    resources: Resources = None,
    config: Settings = None,
) -> None:
    """Write a first draft of the gold of an article, as the pipeline reads it, for a person to correct.

    The draft says `draft: true`, and nothing is measured by it until that line is gone. Mentions may be added by
    their words alone; `communique gold fill` finds the offsets.
    """
    with plain_errors():
        from ..corpus.gold.drafting import draft_gold
        from ..corpus.gold.writing import gold_yaml
        from ..outputs.screen import say

        document = _read(file)
        if published is not None:
            document = dated(document, published.date())
        text = gold_yaml(draft_gold(build_pipeline(config, resources).read(document)))
        if out is None:
            typer.echo(text, nl=False)
            return
        out.mkdir(parents=True, exist_ok=True)
        target, article = out / f"{document.id}.yaml", out / file.name
        _write(target, text.encode(), force)
        if article.resolve() != file.resolve():
            _write(article, file.read_bytes(), force)
        say(f"wrote {target}; correct it, take out the line `draft: true`, then `communique gold fill {target}`")


@app.command()
def fill(files: Annotated[list[Path], _GOLD_FILES]) -> None:
    """Fill in the offsets of mentions that are given by their words, check the files, and write them anew.

    A mention may be written `Oslo` (stands in the article once), `Oslo#2` (second place), `Oslo#all`, or
    `{text: Oslo, in: met in Oslo on}`. Comments in the file are not kept; `note:` is.
    """
    with plain_errors():
        from ..corpus.filling import fill_offsets
        from ..corpus.gold.plain import GoldError
        from ..corpus.gold.writing import gold_yaml
        from ..corpus.goldset import find_article, read_article
        from ..outputs.atomic import write_text
        from ..outputs.screen import say

        wrong = 0
        for file in files:
            article = find_article(file)
            try:
                if article is None:
                    fail(f"{file}: there is no article {file.stem}.txt beside it or in articles/ next door")
                document = read_article(article, file.name, record_id=file.stem)
                gold = fill_offsets(file.name, file.read_bytes(), document.text)
            except GoldError as error:
                say(str(error))
                wrong += 1
                continue
            write_text(file, gold_yaml(gold))
            still = "; still a draft" if gold.draft else ""
            say(f"{file}: sound{still}")
    raise typer.Exit(PROBLEMS if wrong else 0)


@app.command()
def check(gold: Annotated[Path, _GOLD]) -> None:
    """Check a folder of gold, and count what it holds. Exit code 2 if anything in it is wrong."""
    with plain_errors():
        from ..corpus.goldset import load_gold_set
        from ..outputs.screen import console
        from ..outputs.terminal import figure_table

        gold_set = load_gold_set(gold)
        rows = []
        for name in type(gold_set.articles[0].gold).model_fields:
            lists = [value for a in gold_set.articles if isinstance(value := getattr(a.gold, name), tuple)]
            entries = [entry for value in lists for entry in value if hasattr(entry, "mentions")]
            if entries:
                rows.append((name, str(len(entries)), str(sum(len(e.mentions) for e in entries))))
        console().print(figure_table(f"{len(gold_set.articles)} articles", ("field", "entries", "mentions"), rows))
        typer.echo(f"All sound. Fingerprint: {gold_set.fingerprint}")


@app.command("export")
def export_(gold: Annotated[Path, _GOLD], to: Annotated[ToolFormat, _TO], out: Annotated[Path, _OUT]) -> None:
    """Write gold, drafts included, for another annotation tool; say what its format has no place for."""
    with plain_errors():
        from ..corpus.exchange import ExchangeFormat, Sample, export_gold
        from ..corpus.goldset import load_gold_set
        from ..outputs.screen import say

        gold_set = load_gold_set(gold, drafts=True)
        _say_losses(export_gold((Sample(a.document.text, a.gold) for a in gold_set.articles), ExchangeFormat(to), out))
        say(f"wrote {len(gold_set.articles)} articles to {out}")


@app.command("import")
def import_(
    source: Annotated[Path, _SOURCE],
    form: Annotated[ToolFormat, _FROM],
    out: Annotated[Path, _INTO],
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """Read annotations of another tool as gold: <id>.yaml and <id>.txt for each article."""
    with plain_errors():
        from ..corpus.exchange import ExchangeFormat, import_gold
        from ..corpus.gold.writing import gold_yaml
        from ..outputs.screen import say

        samples, losses = import_gold(source, ExchangeFormat(form))
        _say_losses(losses)
        out.mkdir(parents=True, exist_ok=True)
        for sample in samples:
            _write(out / f"{sample.gold.id}.txt", sample.text.encode(), force)
            _write(out / f"{sample.gold.id}.yaml", gold_yaml(sample.gold).encode(), force)
        say(f"wrote {len(samples)} articles to {out}")


def _read(file: Path) -> Document:
    from ..corpus.folder import assign_ids
    from ..corpus.readers import read_file

    document, problems = read_file(file, root=file.parent, record_id=assign_ids([file.name])[file.name])
    if document is None or problems:
        fail(f"{file}: {'; '.join(problem.words for problem in problems)}")
    return document


def _write(path: Path, data: bytes, force: bool) -> None:
    from ..outputs.atomic import write_bytes

    if path.exists() and not force and path.read_bytes() != data:
        fail(f"{path} is there already and says something else; --force overwrites it")
    write_bytes(path, data)


def _say_losses(losses: tuple[Loss, ...]) -> None:
    from ..outputs.screen import say

    for loss in losses:
        say(f"{loss.article}: {loss.what}: {loss.count}: {loss.words}")
