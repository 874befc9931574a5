"""A run on a Dask cluster: chunks go out as tasks, parcels come back.

The cluster's machines must see the input files under the same paths, and have this package installed. A task whose
worker dies is given to another one by Dask; one that takes several workers with it is read again file by file, and the
file at which that ends too becomes a problem.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..models import InputError, Problem
from ..pipeline import Pipeline
from .task import Chunk, Item, Plan
from .worker import Job, read_chunk

_AHEAD = 4
"""Chunks that are out at a time, for each thread of the cluster."""
PATIENCE = "10s"
"""How long a scheduler may take to answer."""
_pipelines: dict[str, Pipeline] = {}


class ClusterError(InputError):
    """There is no such cluster, or Dask is not installed."""


def read_on_cluster(address: str, plan: Plan, folder: Path, work: Iterator[Chunk]) -> Iterator[tuple[Chunk, Path]]:
    """Each chunk with its parcel in `folder`, as they are done by the Dask scheduler at `address`.

    Refused, as `ClusterError`: an address at which nobody answers; an environment without dask.distributed.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise ClusterError("a cluster needs Dask: pip install 'communique[cluster]'") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers: {error}") from error
    with client:
        threads = sum(client.nthreads().values()) or 1
        pending: dict[Any, tuple[Chunk, tuple[int, ...]]] = {}

        def submit(chunk: Chunk, positions: tuple[int, ...]) -> Any:
            part = Chunk(chunk.number, tuple(chunk.items[p] for p in positions))
            future = client.submit(read_remotely, part, plan, pure=False, retries=1)
            pending[future] = (chunk, positions)
            return future

        queue = as_completed([], loop=client.loop, raise_errors=False)
        parcels = _Parcels(folder)
        exhausted = False
        while True:
            while not exhausted and len(pending) < _AHEAD * threads:
                chunk = next(work, None)
                if chunk is None:
                    exhausted = True
                else:
                    queue.add(submit(chunk, tuple(range(len(chunk.items)))))
            if not pending:
                return
            future = next(queue)
            chunk, positions = pending.pop(future)
            if future.status == "finished":
                yield chunk, parcels.add(future.result())
            elif len(positions) > 1:
                for position in positions:
                    queue.add(submit(chunk, (position,)))
            else:
                yield chunk, parcels.lost(chunk.items[positions[0]], plan, future.exception())


class _Parcels:
    """Numbers and writes the parcels that come back; a chunk that was read file by file gives several."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0

    def _next(self) -> Path:
        self._count += 1
        return self._folder / f"{self._count:08d}.parcel"

    def add(self, data: bytes) -> Path:
        """The file of a parcel that a task gave."""
        path = self._next()
        part = path.with_suffix(".part")
        part.write_bytes(data)
        part.replace(path)
        return path

    def lost(self, item: Item, plan: Plan, error: BaseException | None) -> Path:
        """A parcel that says of one file that no worker survived it."""
        words = f"ended the workers that read it ({type(error).__name__})"
        problem = Problem(path=item.relative, stage="read", code="worker_died", words=words, fatal=True)
        path = self._next()
        read_chunk(Job(Chunk(0, (item,)), path, excluded={0: problem}), plan, _pipeline(plan))
        return path


def read_remotely(chunk: Chunk, plan: Plan) -> bytes:
    """The parcel of a chunk as bytes; what runs on the cluster's workers."""
    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        path = Path(folder) / "chunk.parcel"
        read_chunk(Job(chunk, path), plan, _pipeline(plan))
        return path.read_bytes()


def _pipeline(plan: Plan) -> Pipeline:
    """The pipeline of a plan, built once in each process."""
    key = plan.key()
    if key not in _pipelines:
        _pipelines[key] = Pipeline(plan.config)
    return _pipelines[key]
