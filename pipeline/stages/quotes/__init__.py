"""Quoted and reported speech of officials."""

from .stage import QuoteStage

__all__ = ["QuoteStage"]
