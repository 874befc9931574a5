"""Names of documents."""

from .stage import InstrumentStage

__all__ = ["InstrumentStage"]
