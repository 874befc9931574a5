"""Puts an article beside its gold, so that the gold folder is a whole set that scores can be made with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ..corpus.gold.plain import GoldError
from ..corpus.goldset import METADATA, article_files, read_article
from ..models import Record
from ..outputs.atomic import write_bytes, write_text
from .editing import EditError

_COLUMNS = ("path", "published", "url", "title", "issuer", "issuer_country")
_PACKED = frozenset({".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz"})


def unfit(text: str) -> str:
    """Why a text cannot have gold; '' if it can."""
    if (at := text.find("\r")) >= 0:
        line = text.count("\n", 0, at) + 1
        return f"Line {line} of the article holds a CR, and gold needs lines that end in LF alone."
    return ""


class ArticleSettler:
    """Sees to it that the folder of a gold set holds the articles that gold is written for."""

    def __init__(self, folder: Path) -> None:
        """Nothing is looked at yet."""
        self._folder = folder
        self._settled: set[str] = set()

    def settle(self, stem: str, record: Record, text: str, original: Path | None) -> None:
        """Put the article there as `<stem>.<ending>`, if it is not: its own file if that reads the same, else its text.

        What is known of it from outside (day of publication, issuer) goes into `metadata.csv`. Refused, as `EditError`:
        another article of that name, and a text that no file would give back.
        """
        if stem in self._settled:
            return
        if reason := unfit(text):
            raise EditError(reason)
        present = article_files(self._folder).get(stem, [])
        if present:
            if len(present) > 1 or _text_in(present[0], stem) != text:
                names = ", ".join(path.name for path in present)
                raise EditError(f"The gold folder holds {names}, which is not the article that the run has read.")
        else:
            self._write_metadata(self._write_article(stem, text, original), record)
        self._settled.add(stem)

    def _write_article(self, stem: str, text: str, original: Path | None) -> Path:
        for path, raw in self._ways(stem, text, original):
            write_bytes(path, raw)
            if _text_in(path, stem) == text:
                return path
            path.unlink()
        raise EditError("The text of this article cannot be kept in a file of its own, so it cannot have gold here.")

    def _ways(self, stem: str, text: str, original: Path | None) -> Iterator[tuple[Path, bytes]]:
        # A stem may hold a dot: with_suffix would cut it there.
        if original is not None and original.suffix.lower() not in _PACKED and original.is_file():
            yield self._folder / f"{stem}{original.suffix}", original.read_bytes()
        yield self._folder / f"{stem}.txt", text.encode("utf-8", "surrogatepass")

    def _write_metadata(self, article: Path, record: Record) -> None:
        row = _known_from_outside(record)
        if not row:
            return
        path = self._folder / METADATA
        known = path.read_text(encoding="utf-8") if path.is_file() else ",".join(_COLUMNS) + "\n"
        columns = next(csv.reader(io.StringIO(known)), [])
        if "path" not in columns:  # somebody else's form: better left alone
            return
        line = io.StringIO()
        writer = csv.DictWriter(line, columns, extrasaction="ignore", lineterminator="\n")
        writer.writerow({"path": article.name, **row})
        write_text(path, known + ("" if known.endswith("\n") else "\n") + line.getvalue())


def _known_from_outside(record: Record) -> dict[str, str]:
    """What the record has from metadata, not from the text: without it a program reads the article differently."""
    row = {}
    if record.published and record.published.basis in ("argument", "metadata", "created", "captured"):
        row["published"] = record.published.date.isoformat()
    if record.title and record.title.mention is None:
        row["title"] = record.title.text
    if record.issuer and record.issuer.mention is None:
        row |= {"issuer": record.issuer.name, "issuer_country": record.issuer.country or ""}
    if row and record.source.url:
        row["url"] = record.source.url
    return row


def _text_in(path: Path, stem: str) -> str | None:
    try:
        return read_article(path, path.name, record_id=stem).text
    except GoldError:
        return None
