"""Objectives and principles that a text is about without naming them."""

from .stage import ImpliedStage

__all__ = ["ImpliedStage"]
