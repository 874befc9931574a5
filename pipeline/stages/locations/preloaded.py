"""Unpacks the gazetteer when it is imported: by the server process that workers are forked from, and by nobody else."""

from __future__ import annotations

from importlib.resources import files

from .resources import GAZETTEER
from .shared import shared_table

shared_table(files("communique.pipeline.resources").joinpath(GAZETTEER).read_bytes())
