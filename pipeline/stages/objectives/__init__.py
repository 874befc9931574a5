"""Mentions of the Global Compact's objectives and guiding principles."""

from .stage import ObjectiveStage

__all__ = ["ObjectiveStage"]
