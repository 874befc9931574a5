"""Worker processes under supervision: started once, fed chunk by chunk, replaced when one hangs or dies.

A worker that says nothing for longer than the limit, or is gone, takes its chunk back to the queue. The chunk is read
again in careful mode, file by file; the file at which that ends too becomes a problem, and the others go on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from ..models import Problem
from .server import server_context
from .task import Chunk, Plan
from .worker import Alive, Beginning, Done, Job, serve

_TICK = 0.5
"""Seconds between two looks at the clock while nobody says anything."""
_STARTS = 3
"""How often a worker may fail before its first word, in a row, until the run gives up."""


class WorkersError(RuntimeError):
    """Workers cannot be started: they fail before they read anything."""


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    heard: float
    job: Job | None = None
    position: int | None = None
    ready: bool = False
    gone: bool = False


@dataclass
class Pool:
    """`count` workers for a plan. Parcels are written to `folder`; `seconds` is the limit for a file.

    `memory` caps the address space of each worker, in bytes. A context manager: all workers are gone at its end.
    """

    plan: Plan
    count: int
    folder: Path
    seconds: float
    memory: int | None = None
    _workers: list[_Worker] = field(default_factory=list)
    _again: deque[Job] = field(default_factory=deque)
    _failed_starts: int = 0

    def __enter__(self) -> Pool:
        """Start the workers."""
        self._context = server_context()
        self._workers = [self._start() for _ in range(self.count)]
        return self

    def __exit__(self, *_: object) -> None:
        """Stop them, at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def read(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Path]]:
        """Each chunk with its parcel, as they are done."""
        exhausted = False
        while True:
            for worker in self._workers:
                if worker.ready and worker.job is None:
                    job = self._next_job(chunks) if not exhausted or self._again else None
                    exhausted = exhausted or (job is None)
                    if job is not None:
                        self._send(worker, job)
            if exhausted and not self._again and all(w.job is None for w in self._workers):
                return
            yield from self._listen()

    def _next_job(self, chunks: Iterator[Chunk]) -> Job | None:
        if self._again:
            return self._again.popleft()
        chunk = next(chunks, None)
        return Job(chunk, self.folder / f"{chunk.number:08d}.parcel") if chunk is not None else None

    def _send(self, worker: _Worker, job: Job) -> None:
        worker.job, worker.position, worker.heard = job, None, time.monotonic()
        try:
            worker.connection.send(job)
        except OSError:  # it died a moment ago; its sentinel tells
            return

    def _listen(self) -> Iterator[tuple[Chunk, Path]]:
        """Hear what the workers say for a while; replace those that are gone or silent for too long."""
        sources: dict[Any, _Worker] = {w.connection: w for w in self._workers}
        sources |= {w.process.sentinel: w for w in self._workers}
        heard = {id(w): w for source in wait(list(sources), _TICK) for w in (sources[source],)}
        for worker in heard.values():
            yield from self._hear(worker)
        now = time.monotonic()
        for worker in self._workers[:]:
            late = (worker.job is not None or not worker.ready) and now - worker.heard > self.seconds
            if late:
                self._replace(worker, "timeout", f"was not read within {self.seconds:g} seconds")
            elif worker.gone:
                code = worker.process.exitcode
                self._replace(worker, "worker_died", f"ended the process that read it (exit code {code})")

    def _hear(self, worker: _Worker) -> Iterator[tuple[Chunk, Path]]:
        try:
            while worker.connection.poll():
                message = worker.connection.recv()
                worker.heard, worker.ready = time.monotonic(), True
                self._failed_starts = 0
                if isinstance(message, Beginning):
                    worker.position = message.position
                elif isinstance(message, Done) and worker.job is not None:
                    job, worker.job = worker.job, None
                    yield job.chunk, job.parcel
                elif not isinstance(message, Alive):
                    raise WorkersError(f"a worker said {message!r}")
        except (EOFError, OSError):  # all that it said was heard
            worker.gone = True
            worker.process.join(_TICK)

    def _replace(self, worker: _Worker, code: Any, words: str) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise WorkersError(f"a worker could not be started (exit code {worker.process.exitcode})")
        if worker.job is not None:
            self._again.append(_retried(worker.job, worker.position, code, words))
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self.plan, self.memory), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic())


def _retried(job: Job, position: int | None, code: Any, words: str) -> Job:
    """The job once more: file by file, or without the file at which it ended."""
    if not job.careful or position is None:
        return replace(job, careful=True)
    path = job.chunk.items[position].relative
    problem = Problem(path=path, stage="read", code=code, words=words, fatal=True)
    return replace(job, excluded={**(job.excluded or {}), position: problem})
