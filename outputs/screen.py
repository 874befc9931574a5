"""Where words for a person go: consoles that read no markup, a progress bar, single lines on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from .wording import visible


def console(*, stderr: bool = False) -> Console:
    """A console that prints text as it is: no markup, no emoji codes, no guessed colours."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def say(words: str) -> None:
    """Write a line to stderr, with nothing in it that a terminal would obey."""
    sys.stderr.write(f"{visible(words)}\n")


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar on stderr where that is a terminal, elsewhere nothing; gives the function that takes so many steps."""
    err = console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda steps: bar.advance(task, steps)


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s", style="dim")
