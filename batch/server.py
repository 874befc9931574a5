"""The process that workers are forked from, where the system has such: it loads modules and pipeline once for all.

It is started before the parent builds a pipeline of its own, so that both load side by side.
"""

from __future__ import annotations

import multiprocessing
from typing import Any


def start_server(*, usual: bool) -> None:
    """Begin to load what workers need. `usual`: with the pipeline of a run without settings. Does nothing the second
    time, nor where workers are spawned.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        module = "communique.batch.warm" if usual else "communique.batch.worker"
        multiprocessing.get_context("forkserver").set_forkserver_preload([module])
        forkserver.ensure_running()


def server_context() -> Any:
    """How workers begin: forked from the server process, or spawned."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    start_server(usual=False)
    return multiprocessing.get_context("forkserver")
