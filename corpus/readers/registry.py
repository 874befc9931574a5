"""The readers and containers, in the order in which they are asked."""

from __future__ import annotations

from .archives import TarArchive, ZipArchive
from .base import Container, Reader
from .docx import DocxReader
from .feeds import FeedFile
from .html import HtmlReader
from .json_rows import JsonFile
from .mail import MailFile, MboxFile
from .markdown import MarkdownReader
from .odt import OdtReader
from .pdf import PdfReader
from .rows import Columns
from .rtf import RtfReader
from .tables import CsvFile, ParquetFile
from .text import TextReader
from .warc import WarcFile

READERS: tuple[Reader, ...] = (
    PdfReader(),
    DocxReader(),
    OdtReader(),
    RtfReader(),
    HtmlReader(),
    MarkdownReader(),
    TextReader(),
)


def containers(columns: Columns) -> tuple[Container, ...]:
    """The containers; `columns` names the columns of tables that are not called as usual."""
    return (
        WarcFile(),
        ParquetFile(columns),
        ZipArchive(),
        TarArchive(),
        MboxFile(),
        MailFile(),
        FeedFile(),
        JsonFile(columns),
        CsvFile(columns),
    )
