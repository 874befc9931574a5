"""From settled findings to the record."""

from .assembler import Assembler

__all__ = ["Assembler"]
