"""The article told from the page around it."""

from .reader import ZoneReader

__all__ = ["ZoneReader"]
