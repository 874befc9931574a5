"""Event names."""

from .stage import EventStage

__all__ = ["EventStage"]
