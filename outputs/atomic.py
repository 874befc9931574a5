"""Files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def atomic_text(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the place of `path` when the block ends well, in one step.

    The text goes to a file beside `path` first, so that a reader never sees half of it; if the block raises,
    `path` is as it was. Line ends are written as given. Two writers of one path at a time are not supported.

    Example: `with atomic_text(Path("run.json")) as file: file.write("{}\\n")`.
    """
    with _part_of(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all."""
    with _part_of(path) as part:
        part.write_bytes(data)


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when the block ends well, and goes when it does not."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all."""
    with atomic_text(path) as file:
        file.write(text)
