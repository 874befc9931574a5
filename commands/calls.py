"""What all commands share: options, exit codes, the words for what a user can put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from ..models import Document
    from ..pipeline import Pipeline

PROBLEMS, WRONG = 1, 2
"""Exit codes: done, but not all is well; nothing done, as something about the call is wrong."""

FILE = typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="An article: text or HTML.")
DAY_OF_ONE = typer.Option("--published", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Publication day.")
QUIET = typer.Option("--quiet", "-q", help="No progress bar, no tables, no summary.")
_RESOURCES = typer.Option(metavar="DIR", help="Folder of YAML files that add to the built-in resources.")
_CONFIG = typer.Option(metavar="FILE", help="YAML file of settings: stages, disable, resources, kb, model, strict ...")

_KB = typer.Option("--kb", metavar="FILE", help="YAML file of events, series and editions of your own; repeatable.")
_FILL = typer.Option("--fill-known", help="Fill what the text leaves open from the knowledge base, marked as such.")
_MODEL = typer.Option(
    "--model", metavar="NAME", help="Installed spaCy pipeline; its names of people and places are further evidence."
)
_STRICT = typer.Option("--strict", help="Only what the text names: no objectives or principles by subject.")

Kb = Annotated[list[Path] | None, _KB]
FillKnown = Annotated[bool, _FILL]
Model = Annotated[str | None, _MODEL]
Strict = Annotated[bool, _STRICT]
Resources = Annotated[Path | None, _RESOURCES]
Settings = Annotated[Path | None, _CONFIG]


def build_pipeline(
    config: Path | None,
    resources: Path | None,
    kb: Sequence[Path] | None = None,
    fill_known: bool = False,
    model: str | None = None,
    strict: bool = False,
) -> Pipeline:
    """The pipeline that `--config`, `--resources`, `--kb`, `--fill-known`, `--model` and `--strict` ask for."""
    from ..pipeline import Config, Pipeline, load_config

    settings = load_config(config) if config is not None else Config()
    if resources is not None:
        settings = settings.model_copy(update={"resources": resources})
    if kb:
        settings = settings.model_copy(update={"kb": (*settings.kb, *kb)})
    if fill_known:
        settings = settings.model_copy(update={"fill": True})
    if model is not None:
        settings = settings.model_copy(update={"model": model})
    if strict:
        settings = settings.model_copy(update={"strict": True})
    return Pipeline(settings)


def dated(document: Document, published: date) -> Document:
    """`document` with the publication day that the command line gives."""
    return document.model_copy(update={"published": published, "published_basis": "argument"})


@contextmanager
def plain_errors() -> Iterator[None]:
    """What a user can put right ends the program with its words; everything else is a bug and shows itself."""
    from ..models import InputError

    try:
        yield
    except InputError as error:
        fail(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(f"{error.filename or 'output'}: {error.strerror or error}")


def fail(words: str) -> NoReturn:
    """Say on stderr what is wrong with the call, and end with exit code 2."""
    from ..outputs.screen import say

    say(f"communique: {words}")
    raise typer.Exit(WRONG)
