"""A run as HTML pages that work from a file: an overview, and each article with its mentions marked."""

from .marking import ArticleText, ZoneSpan
from .runs import RunError, RunFolder
from .writer import FileReport, FolderReport, ReportError, ReportWriter

__all__ = [
    "ArticleText",
    "FileReport",
    "FolderReport",
    "ReportError",
    "ReportWriter",
    "RunError",
    "RunFolder",
    "ZoneSpan",
]
