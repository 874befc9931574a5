"""Files in: each kind of file has its reader; `read_file` finds the right one by content."""

from .base import Limits, ReadResult
from .registry import read_file

__all__ = ["Limits", "ReadResult", "read_file"]
