"""A worker: reads chunks of files, one after another, into parcels, until it is told to stop.

It runs in a process of its own, so that a file that hangs it or kills it costs that file and nothing else. What it says
to its parent is small: which file it begins (in careful mode), that it is alive, that a parcel is there.
"""

from __future__ import annotations

import hashlib
import signal
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import tee
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from ..corpus.readers import read_articles
from ..corpus.readers.member_ids import member_of
from ..models import Document, Problem
from ..outputs.rendering import render
from ..pipeline import Pipeline
from .parcel import Delivered, ParcelWriter
from .sketch import sketch_of
from .task import Chunk, Item, Plan

_HEAD, _LARGE = 65_536, 64_000_000
"""Bytes at the head of a large file that stand for it, and from which size on."""

BUILT: dict[str, Pipeline] = {}
"""Pipelines that a process was given when it was forked, by their configuration."""


@dataclass(frozen=True, slots=True)
class Job:
    """A chunk to read. `careful`: one file at a time, naming each; `excluded` are files to leave alone, and why."""

    chunk: Chunk
    parcel: Path
    careful: bool = False
    excluded: Mapping[int, Problem] | None = None


class Beginning(NamedTuple):
    """The worker begins a file of its chunk."""

    position: int


class Alive(NamedTuple):
    """Some articles more are done."""

    articles: int


class Done(NamedTuple):
    """The parcel is there."""

    chunk: int


def serve(connection: Connection, plan: Plan, memory: int | None) -> None:
    """Take jobs from `connection` until it gives None or ends. `memory`: most address space in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    if memory is not None:
        _limit_memory(memory)
    pipeline = BUILT.get(plan.config.model_dump_json()) or Pipeline(plan.config)
    connection.send(Alive(0))
    while True:
        try:
            job: Job | None = connection.recv()
        except EOFError:
            return
        if job is None:
            return
        try:
            read_chunk(job, plan, pipeline, connection)
            connection.send(Done(job.chunk.number))
        except (BrokenPipeError, ConnectionResetError):  # the parent was killed; nobody waits for the parcel
            return


def read_chunk(job: Job, plan: Plan, pipeline: Pipeline, connection: Connection | None = None) -> None:
    """Write the parcel of `job`; say to `connection`, if there is one, how it goes."""
    parcel = ParcelWriter(job.parcel)
    try:
        _ChunkReader(job, plan, pipeline, parcel, connection).read()
        parcel.close()
    except BaseException:
        parcel.abandon()
        raise


def fingerprint(item: Item, digest: str | None = None) -> str:
    """Changes with the file's bytes and its row of metadata; of a file larger than 64 MB, with its size and head.

    `digest`: the SHA-256 of the bytes that were read, where it is known; else the file is read.
    """
    whole = hashlib.sha256((digest or _digest(item)).encode())
    for row in (item.metadata, *(item.members[name] for name in sorted(item.members))):
        if row is not None:
            whole.update(row.model_dump_json().encode())
    return whole.hexdigest()[:32]


def _digest(item: Item) -> str:
    try:
        with item.path.open("rb") as file:
            if item.size > _LARGE:
                return hashlib.sha256(b"%d" % item.size + file.read(_HEAD)).hexdigest()
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        return type(error).__name__


class _ChunkReader:
    def __init__(
        self, job: Job, plan: Plan, pipeline: Pipeline, parcel: ParcelWriter, connection: Connection | None
    ) -> None:
        self._job, self._plan, self._pipeline, self._parcel = job, plan, pipeline, parcel
        self._connection = connection
        self._owners: deque[int] = deque()
        self._problems: dict[int, list[Problem]] = {}
        self._skipped: dict[int, int] = {}
        self._digests: dict[int, str | None] = {}
        self._open = 0  # the file whose stretch is being written

    def read(self) -> None:
        """Read all files of the chunk."""
        items = self._job.chunk.items
        if self._job.careful:
            for position in range(len(items)):
                self._say(Beginning(position))
                self._run(self._documents(position, position + 1))
        else:
            self._run(self._documents(0, len(items)))
        self._close_until(len(items))

    def _run(self, documents: Iterator[Document]) -> None:
        for_pipe, for_us = tee(documents)
        for number, result in enumerate(self._pipeline.pipe(for_pipe), 1):
            document = next(for_us)
            position = self._owners.popleft()
            self._close_until(position)
            if isinstance(result, Problem):
                self._problems.setdefault(position, []).append(result)
            else:
                digest = hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest()[:32]
                rendered = render(result, self._plan.formats)
                self._parcel.record(Delivered(rendered, digest, sketch_of(document.text)))
            if number % 16 == 0:
                self._say(Alive(16))

    def _documents(self, first: int, last: int) -> Iterator[Document]:
        """The articles of the files from `first` up to `last`, as they are asked for."""
        for position in range(first, last):
            item = self._job.chunk.items[position]
            excluded = (self._job.excluded or {}).get(position)
            if excluded is not None:
                self._problems.setdefault(position, []).append(excluded)
                continue
            readings = read_articles(
                item.path,
                root=item.root,
                record_id=item.record_id,
                relative=item.relative,
                limits=self._plan.limits,
                others=item.others,
            )
            for reading in readings:
                self._problems.setdefault(position, []).extend(reading.problems)
                if reading.document is not None and _is_whole(item, reading.document):
                    self._digests[position] = reading.document.source.sha256
                if reading.document is not None and (document := self._wanted(item, position, reading.document)):
                    self._owners.append(position)
                    yield document

    def _wanted(self, item: Item, position: int, document: Document) -> Document | None:
        """The article with its metadata; None if it is too old for the run."""
        member = member_of(document.source.path or "", item.relative)
        row = (item.members.get(member) if member else None) or item.metadata
        published = self._plan.published
        if published is not None and (row is None or row.published is None):
            document = document.model_copy(update={"published": published, "published_basis": "argument"})
        document = row.apply(document) if row is not None else document
        since = self._plan.since
        if since is not None and document.published is not None and document.published < since:
            self._skipped[position] = self._skipped.get(position, 0) + 1
            return None
        return document

    def _close_until(self, position: int) -> None:
        while self._open < position:
            item = self._job.chunk.items[self._open]
            problems = self._problems.pop(self._open, [])
            print_ = fingerprint(item, self._digests.pop(self._open, None))
            self._parcel.end(item.relative, print_, problems, self._skipped.pop(self._open, 0))
            self._open += 1

    def _say(self, message: Beginning | Alive) -> None:
        if self._connection is not None:
            self._connection.send(message)


def _is_whole(item: Item, document: Document) -> bool:
    """Whether the bytes that the document was read from are those of the file: it is no member of it, nor packed."""
    return document.source.path == item.relative and document.source.bytes == item.size <= _LARGE


def _limit_memory(most: int) -> None:
    """Cap the address space of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
