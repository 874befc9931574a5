"""A run: files in, one folder of results out, whatever happens in between.

Workers put finished chunks into a journal in the output folder, as parcels. As soon as everything before a file is
there, its records go to the run's files, in the order of the run; so the bytes are the same at any number of workers.
The journal goes when the run is complete. Killed at any point before, a run goes on from it: what the journal has, and
what has not changed since, is not read again.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..models import InputError, Problem, Record
from ..outputs import RunWriter
from ..outputs.atomic import write_text
from ..outputs.digest import Digest
from ..outputs.rendering import Rendered, render
from ..pipeline import Pipeline
from .cluster import read_on_cluster
from .parcel import Delivered, Stretch, read_index, read_stretch
from .pool import Pool
from .seen import Seen, Twin
from .task import Chunk, Item, Plan, chunks
from .worker import Job, fingerprint, read_chunk

JOURNAL = ".communique-journal"
_KEY = "key"


class _Place(NamedTuple):
    """Where the records of a file are; `last`: nothing stands behind them in the parcel."""

    parcel: Path
    stretch: Stretch
    last: bool


class JournalError(InputError):
    """The output folder holds an unfinished run, and nobody said what to do with it."""


@dataclass
class Journal:
    """The parcels of a run and of its earlier attempts, in a hidden folder of `out`; none of another key."""

    out: Path
    key: str
    known: dict[str, _Place] = field(default_factory=dict)
    kept: bool = True
    """False: nobody will go on from it, and a parcel goes as soon as its records are passed on."""

    @classmethod
    def open(cls, out: Path, key: str, *, resume: bool, force: bool) -> Journal:
        """The journal for a run with `key`.

        Refused, as `JournalError`: an unfinished run in `out`, unless it is to be gone on with or thrown away.
        """
        home = out / JOURNAL
        if home.is_dir() and not resume and not force:
            raise JournalError(f"{out} holds an unfinished run: --resume goes on with it, --force begins anew")
        if home.is_dir() and (not resume or _key_of(home) != key):
            _thrown_away(home)
        journal = cls(out, key)
        for parcel in sorted(home.glob("*/*.parcel")):
            journal.known.update({place.stretch.relative: place for place in _places(parcel)})
        return journal

    def begin(self) -> Path:
        """The folder for the parcels of this attempt."""
        home = self.out / JOURNAL
        attempt = home / f"{len(list(home.glob('*/'))):04d}"
        attempt.mkdir(parents=True)
        if _key_of(home) != self.key:
            write_text(home / _KEY, self.key)
        return attempt

    def place_of(self, item: Item) -> _Place | None:
        """Where the records of a file are, if it has been read before and is as it was."""
        place = self.known.get(item.relative)
        return place if place is not None and place.stretch.fingerprint == fingerprint(item) else None

    def close(self) -> None:
        """Throw the journal away: the run is complete."""
        _thrown_away(self.out / JOURNAL)


def _key_of(home: Path) -> str | None:
    """The key of the journal in `home`; None where a run was killed before it had written one."""
    path = home / _KEY
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _thrown_away(home: Path) -> None:
    """Remove a journal. It loses its key first, so that what a kill leaves of it is nobody's."""
    (home / _KEY).unlink(missing_ok=True)
    shutil.rmtree(home, ignore_errors=True)


def _places(parcel: Path) -> list[_Place]:
    """The files in a parcel."""
    index = read_index(parcel)
    return [_Place(parcel, stretch, number == len(index)) for number, stretch in enumerate(index, 1)]


@dataclass
class Outcome:
    """Where finished records and problems go: the run's files, the digest, or a function of the caller's."""

    plan: Plan
    digest: Digest
    writer: RunWriter | None
    seen: Seen
    emit: Callable[[Rendered], None] | None = None
    skipped: int = 0

    def take(self, found: Delivered | Problem | int) -> None:
        """Pass on what a parcel holds."""
        if isinstance(found, int):
            self.skipped += found
        elif isinstance(found, Problem):
            self.problem(found)
        else:
            twin = self.seen.add(found.rendered.id, found.text_digest, found.sketch)
            self._record(_linked(found.rendered, twin, self.plan) if twin else found.rendered)

    def problem(self, problem: Problem) -> None:
        """A row for problems.jsonl."""
        self.digest.problem(problem)
        if self.writer is not None:
            self.writer.problem(problem)

    def flush(self) -> None:
        """Make what was written so far readable by others."""
        if self.writer is not None:
            self.writer.flush()

    def _record(self, rendered: Rendered) -> None:
        if self.digest.is_full:
            self.digest.count(rendered.counts[0])
        else:
            self.digest.add(Record.model_validate_json(rendered.line))
        if self.writer is not None:
            self.writer.add(rendered)
        if self.emit is not None:
            self.emit(rendered)


def run_batch(
    items: Sequence[Item],
    plan: Plan,
    outcome: Outcome,
    journal: Journal,
    *,
    workers: int,
    seconds: float,
    memory: int | None = None,
    cluster: str | None = None,
    advance: Callable[[int], None] = lambda files: None,
) -> None:
    """Read `items` and pass what comes of them to `outcome`, in their order; `workers` 0 reads in this process.

    With `cluster`, the address of a Dask scheduler, its workers read; `workers`, `seconds`, `memory` do not count.

    `seconds` is the limit for one file, which holds only with workers; `advance` is called with the number of files
    that are done.
    """
    places: dict[int, _Place] = {}
    missing: deque[int] = deque()
    for position, item in enumerate(items):
        place = journal.place_of(item)
        if place is None:
            missing.append(position)
        else:
            places[position] = place
    advance(len(places))
    merger = _Merger(len(items), places, outcome, kept=journal.kept)
    merger.merge()
    if not missing:
        return
    number_of = {items[position].relative: position for position in missing}
    work = chunks(items[position] for position in missing)
    folder = journal.begin()
    with ExitStack() as stack:
        if cluster:
            done = read_on_cluster(cluster, plan, folder, work)
        elif workers:
            pool = stack.enter_context(Pool(plan, workers, folder, seconds, memory))
            done = pool.read(work)
        else:
            done = _read_here(plan, folder, work)
        for _, parcel in done:
            found = _places(parcel)
            places.update({number_of[place.stretch.relative]: place for place in found})
            advance(len(found))
            merger.merge()
            outcome.flush()


class _Merger:
    """Passes on the records of files in the order of the run, as far as they are there without a gap."""

    def __init__(self, count: int, places: dict[int, _Place], outcome: Outcome, *, kept: bool) -> None:
        self._count, self._places, self._outcome, self._kept = count, places, outcome, kept
        self._next = 0

    def merge(self) -> None:
        while self._next < self._count and (place := self._places.pop(self._next, None)) is not None:
            for found in read_stretch(place.parcel, place.stretch):
                self._outcome.take(found)
            self._next += 1
            if place.last and not self._kept:
                place.parcel.unlink()


def _read_here(plan: Plan, folder: Path, work: Iterator[Chunk]) -> Iterator[tuple[Chunk, Path]]:
    pipeline = Pipeline(plan.config)
    for chunk in work:
        parcel = folder / f"{chunk.number:08d}.parcel"
        read_chunk(Job(chunk, parcel), plan, pipeline)
        yield chunk, parcel


def _linked(rendered: Rendered, twin: Twin, plan: Plan) -> Rendered:
    """The record with a link to the earlier one of the same or nearly the same text."""
    record = Record.model_validate_json(rendered.line)
    attribute = "duplicate_of" if twin.exact else "near_duplicate_of"
    source = record.source.model_copy(update={attribute: twin.record_id})
    return render(record.model_copy(update={"source": source}), plan.formats)
