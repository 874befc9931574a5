"""Records out: JSON, JSON lines, CSV tables, data frames, a terminal. Imports only the models."""

from .frames import to_frames
from .json_text import json_line, json_text
from .rendering import Rendered, render
from .run import RunWriter
from .run_files import FORMATS, Format, Manifest, OutputError, parse_formats
from .tables import TABLES

__all__ = [
    "FORMATS",
    "TABLES",
    "Format",
    "Manifest",
    "OutputError",
    "Rendered",
    "RunWriter",
    "json_line",
    "json_text",
    "parse_formats",
    "render",
    "to_frames",
]
