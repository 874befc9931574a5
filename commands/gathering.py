"""What `extract` is to read: files, folders, patterns, standard input, as the items of a run."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .calls import fail

if TYPE_CHECKING:
    from ..batch.task import Item
    from ..corpus.folder import Input
    from ..corpus.sidecar import Sidecar
    from ..models import Problem

STDIN = "-"
_NAME = "stdin"
"""What a record of standard input says of its source, and its id."""


def located(paths: Sequence[str], scratch: Path) -> list[str]:
    """`paths` with standard input, named '-', as a file in `scratch`. Ends the program: a path that does not exist."""
    from ..corpus.patterns import is_pattern

    for name in paths:
        if name != STDIN and not is_pattern(name) and not os.path.lexists(name):
            fail(f"{name} does not exist{_hint(name)}")
    if STDIN in paths:
        _save_stdin(scratch / _NAME)
    return [str(scratch / _NAME) if name == STDIN else name for name in paths]


def _hint(name: str) -> str:
    """What may have been meant by a path that does not exist."""
    import difflib

    path = Path(name)
    try:
        beside = sorted(p.name for p in path.parent.iterdir())
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, beside, n=1)
    return f"; is {path.with_name(near[0])} meant?" if near else ""


def _save_stdin(path: Path) -> None:
    """Standard input, whatever it holds and however long, into a file: a run reads files, more than once if need be."""
    source = sys.stdin.buffer
    if source.isatty():
        from ..outputs.screen import say

        say("reading from the terminal; end with Ctrl-D (on Windows Ctrl-Z and Enter)")
    with path.open("wb") as file:
        shutil.copyfileobj(source, file)


def gathered(paths: Sequence[str], out: Path | None, metadata: Path | None) -> tuple[list[Input], list[Problem]]:
    """The files to read, and what is amiss with the folders; without what a run has written, and the metadata.

    Ends the program: a pattern that nothing has a name like.
    """
    from ..corpus.folder import find_inputs
    from ..corpus.patterns import is_pattern
    from ..models import Problem

    inputs, problems = [], []
    ours = _Ours(out, metadata)
    for found in find_inputs(paths):
        if isinstance(found, Problem):
            if found.code == "not_found" and found.path in paths and is_pattern(found.path):
                fail(f"{found.path}: {found.words}")
            problems.append(found)
        elif not ours.holds(found.path):
            inputs.append(found)
    return inputs, problems


class _Ours:
    """What is not to be read though it lies among the articles: the metadata file, and what is in the output folder."""

    def __init__(self, out: Path | None, metadata: Path | None) -> None:
        self._inside = os.path.join(os.path.realpath(out), "") if out is not None else None  # noqa: PTH118
        self._table = os.path.realpath(metadata) if metadata is not None else None
        self._folders: dict[Path, str] = {}

    def holds(self, path: Path) -> bool:
        """Whether `path` is ours, by whatever links it was found."""
        if self._inside is None and self._table is None:
            return False
        real = os.path.realpath(path) if path.is_symlink() else os.path.join(self._folder(path.parent), path.name)  # noqa: PTH118
        return real == self._table or (self._inside is not None and real.startswith(self._inside))

    def _folder(self, folder: Path) -> str:
        """The real path of a folder, worked out once for all files in it."""
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return self._folders[folder]


def chosen(inputs: list[Input], limit: int | None, sample: int | None) -> list[Input]:
    """The first `limit` files of a sample of `sample`, in their order; its name decides whether a file is in it."""
    if sample is not None and sample < len(inputs):
        digests = {i.relative: hashlib.sha256(i.relative.encode("utf-8", "surrogatepass")).digest() for i in inputs}
        last = sorted(digests.values())[sample - 1]
        inputs = [i for i in inputs if digests[i.relative] <= last]
    return inputs[:limit]


def items_of(inputs: Sequence[Input], sidecar: Sidecar) -> list[Item]:
    """The files as the items of a run: with their ids, rows of metadata and sizes."""
    from ..batch.task import Item
    from ..corpus.folder import assign_ids

    ids = assign_ids(found.relative for found in inputs)
    in_order = sorted(ids.values())
    return [
        Item(
            i.path,
            i.root,
            i.relative,
            ids[i.relative],
            sidecar.row_for(i.path),
            _size(i.path),
            sidecar.members_of(i.path),
            tuple(_beginning_with(ids[i.relative], in_order)),
        )
        for i in inputs
    ]


def _beginning_with(start: str, in_order: Sequence[str]) -> Iterator[str]:
    """The longer ids that begin with `start`."""
    for n in range(bisect_right(in_order, start), len(in_order)):  # not a slice: that walks there from the first
        if not in_order[n].startswith(start):
            return
        yield in_order[n]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was found; reading it says so
        return 0
