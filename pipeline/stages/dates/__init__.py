"""Dates: a grammar of word classes kept as data, and an engine that finds and resolves them."""

from .stage import DateStage, read_dates

__all__ = ["DateStage", "read_dates"]
