"""Imported by the server process: builds the pipeline of a run without settings, which its workers then have at once.

Workers share its memory, as the collector leaves alone what was there before they began.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from ..pipeline import Config, Pipeline
from . import worker

with suppress(Exception):  # the parent builds the same one and says what is wrong; the server must live
    worker.BUILT[Config().model_dump_json()] = Pipeline()
gc.freeze()
