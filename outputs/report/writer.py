"""Writes a report: a folder with a page for each article, or one file that holds everything."""

from __future__ import annotations

import json
import shutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO
from urllib.parse import quote

from ...models import InputError, Problem, ProducedBy, Record
from ..atomic import write_text
from ..run_files import record_file_name
from .marking import ArticleText
from .overview import Overview
from .pages import Link, article_of, data_json, policy, rendered, script, style
from .world import HEIGHT, WIDTH, world

_MANIFEST = "report.json"
_PART = ".communique-part"
_PAGES = "articles"
_ASSETS = "assets"


class ReportError(InputError):
    """The report cannot be written there without harm."""


class ReportWriter(ABC):
    """Takes the records of a run twice: all of them with `add`, then each with `page`, in any order; then `close`.

    The first gives the overview, and the order of the articles; the second their pages, with the text where there
    is one. A context manager: left by an exception, what was there before is as it was.
    """

    def __init__(self, *, produced_by: ProducedBy) -> None:
        """Nothing taken yet."""
        self.overview = Overview()
        self._produced_by = produced_by
        self._numbers: dict[str, int] = {}

    def add(self, record: Record) -> None:
        """A record for the overview. Refused: an id that was there before."""
        if record.id in self._numbers:
            raise ReportError(f"two records have the id {record.id!r}")
        self._numbers[record.id] = len(self._numbers)
        self.overview.add(record, self._href(record))

    def problem(self, problem: Problem) -> None:
        """A row of the run's problems."""
        self.overview.problem(problem)

    @abstractmethod
    def page(self, record: Record, text: ArticleText | None, *, lack: str = "") -> None:
        """The article of a record; `lack` says why there is no text."""

    @abstractmethod
    def close(self) -> None:
        """Write the overview, and put everything into place."""

    @abstractmethod
    def abandon(self) -> None:
        """Throw away what was written."""

    @abstractmethod
    def _href(self, record: Record) -> str:
        """Where the page of a record is, as a link of the overview."""

    def _neighbours(self, record: Record) -> tuple[Link | None, Link | None]:
        number = self._numbers[record.id]
        rows = self.overview.articles
        before = Link(rows[number - 1][0], rows[number - 1][1]) if number else None
        after = Link(rows[number + 1][0], rows[number + 1][1]) if number + 1 < len(rows) else None
        return before, after

    def _overview(self, **values: object) -> str:
        data = self.overview.data(self._produced_by)
        return rendered(
            "index.html", data=data_json(data), overview=self.overview, world=world(), size=(WIDTH, HEIGHT), **values
        )

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close after a good end, else throw away what was written."""
        if kind is None:
            self.close()
        else:
            self.abandon()


class FolderReport(ReportWriter):
    """A folder: `index.html`, `articles/<id>.html`, `assets/`; pages are opened when they are asked for.

    Everything is written to a hidden folder inside first. What an earlier report wrote there, and its `report.json`
    lists, is replaced or removed. Refused, as `ReportError`: a folder that holds anything but a report, unless `force`.
    """

    def __init__(
        self,
        out: Path,
        *,
        produced_by: ProducedBy,
        force: bool = False,
    ) -> None:
        """Look at `out`, and begin."""
        super().__init__(produced_by=produced_by)
        self._out, self._is_new = out, not out.exists()
        self._earlier = _earlier_files(out, force=force)
        self._part = out / _PART
        shutil.rmtree(self._part, ignore_errors=True)
        for folder in (_PAGES, _ASSETS):
            (self._part / folder).mkdir(parents=True)
        self._files: list[str] = []

    def page(self, record: Record, text: ArticleText | None, *, lack: str = "") -> None:
        """Write the article's page."""
        before, after = (
            link and Link(link.href.removeprefix(f"{_PAGES}/"), link.words) for link in self._neighbours(record)
        )
        article = article_of(record, text, lack=lack)
        page = rendered("page.html", article=article, before=before, after=after, policy=policy())
        self._write(f"{_PAGES}/{_page_name(record)}", page)

    def close(self) -> None:
        """Write the overview and the assets, and put all files into place."""
        self._write(f"{_ASSETS}/report.css", style("report"))
        for name in ("article.js", "overview.js"):
            self._write(f"{_ASSETS}/{name}", script(name))
        self._write("index.html", self._overview(policy=policy(), single=False, style="", script=""))
        both = sorted({*self._files, *self._earlier})
        write_text(self._out / _MANIFEST, _manifest(both))
        for folder in (_PAGES, _ASSETS):
            (self._out / folder).mkdir(exist_ok=True)
        for name in self._files:
            (self._part / name).replace(self._out / name)
        for name in sorted(self._earlier - set(self._files)):
            (self._out / name).unlink(missing_ok=True)
        write_text(self._out / _MANIFEST, _manifest(sorted(self._files)))
        shutil.rmtree(self._part)

    def abandon(self) -> None:
        """Leave the folder as it was."""
        shutil.rmtree(self._part, ignore_errors=True)
        if self._is_new and self._out.exists() and not any(self._out.iterdir()):
            self._out.rmdir()

    def _href(self, record: Record) -> str:
        return f"{_PAGES}/{quote(_page_name(record))}"

    def _write(self, name: str, text: str) -> None:
        (self._part / name).write_text(text, encoding="utf-8", newline="")
        self._files.append(name)


class FileReport(ReportWriter):
    """One HTML file that holds the overview and all articles; it needs nothing beside it.

    Articles lie in it as inert templates until they are opened. Refused, as `ReportError`: a file that no report has
    written, unless `force`.
    """

    def __init__(
        self,
        out: Path,
        *,
        produced_by: ProducedBy,
        force: bool = False,
    ) -> None:
        """Look at `out`, and begin."""
        super().__init__(produced_by=produced_by)
        if out.is_dir():
            raise ReportError(f"{out} is a folder")
        if out.exists() and not force and _MARK.encode() not in _head(out):
            raise ReportError(f"{out} is not a report of communique and is in the way; --force overwrites it")
        self._out = out
        self._scratch = out.with_name(f".{out.name}.articles")
        out.parent.mkdir(parents=True, exist_ok=True)
        self._articles: TextIO = self._scratch.open("w", encoding="utf-8", newline="")

    def page(self, record: Record, text: ArticleText | None, *, lack: str = "") -> None:
        """Add the article."""
        before, after = self._neighbours(record)
        article = article_of(record, text, lack=lack)
        content = rendered("article.html", article=article, before=before, after=after, home="#")
        self._articles.write(f'<template id="a{self._numbers[record.id]}">{content}</template>\n')

    def close(self) -> None:
        """Write the file."""
        self._articles.close()
        scripts = script("article.js"), script("overview.js")
        allowed = policy(scripts=scripts, styles=(style("report"),))
        page = self._overview(policy=allowed, single=True, style=style("report"), scripts=scripts)
        head, tail = page.split(_ARTICLES, 1)
        part = self._out.with_name(f".{self._out.name}.part")
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(head)
            with self._scratch.open(encoding="utf-8", newline="") as articles:
                shutil.copyfileobj(articles, file)
            file.write(tail)
        part.replace(self._out)
        self._scratch.unlink()

    def abandon(self) -> None:
        """Leave the file as it was."""
        self._articles.close()
        self._scratch.unlink(missing_ok=True)

    def _href(self, record: Record) -> str:
        return f"#a{self._numbers[record.id]}"


_MARK = '<meta name="generator" content="communique report">'
_ARTICLES = "<!--articles-->"


def _page_name(record: Record) -> str:
    return f"{record_file_name(record.id).removesuffix('.json')}.html"


def _manifest(files: Sequence[str]) -> str:
    return json.dumps({"report": "communique", "files": list(files)}, ensure_ascii=False, indent=1) + "\n"


def _earlier_files(out: Path, *, force: bool) -> frozenset[str]:
    """Names that the report before wrote; empty where there was none."""
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out} is no folder")
    path = out / _MANIFEST
    if path.exists():
        try:
            names = json.loads(path.read_bytes())["files"]
            # A name that leads out of the folder was not written by a report; nothing is removed through it.
            return frozenset(n for n in names if _is_ours(n))
        except (ValueError, KeyError, TypeError) as error:
            raise ReportError(f"{path} is not a file that communique wrote") from error
    if not force and out.exists() and any(p.name != _PART for p in out.iterdir()):
        raise ReportError(f"{out} holds something that is no report; name another folder, or --force")
    return frozenset()


def _is_ours(name: object) -> bool:
    if not isinstance(name, str) or "\\" in name:
        return False
    folder, _, last = name.rpartition("/")
    return folder in ("", _PAGES, _ASSETS) and last not in ("", ".", "..")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4_000)
