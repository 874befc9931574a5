"""Records out: JSON, JSON lines, CSV tables, data frames, a terminal. Imports only the models."""

from .frames import to_frames
from .json_text import json_line, json_text
from .run import FORMATS, Format, Manifest, OutputError, RunWriter, parse_formats
from .tables import TABLES

__all__ = [
    "FORMATS",
    "TABLES",
    "Format",
    "Manifest",
    "OutputError",
    "RunWriter",
    "json_line",
    "json_text",
    "parse_formats",
    "to_frames",
]
