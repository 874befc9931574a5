"""A set of gold: a folder of annotated articles.

Either the gold files (`<id>.yaml`) stand beside their articles (`<id>.txt`, `<id>.html`), or the folder holds
`articles/` and `gold/`. `metadata.csv` beside the articles, if there, says what `--metadata` says in a run:
publication day, issuer. Gold of a page that is not plain text refers to the text that the reader extracts from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..models import Document, InputError, Problem
from .gold.models import Gold
from .gold.plain import Fault, GoldError
from .readers import read_file
from .sidecar import MetadataError, Sidecar, load_metadata
from .standoff import parse_gold

METADATA = "metadata.csv"
_NO_ARTICLES = frozenset({".yaml", ".yml", ".csv", ".jsonl", ".md"})
"""Endings of what lies in a gold folder and is no article."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article as a run would take it, and its gold."""

    document: Document
    gold: Gold
    file: Path


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The articles of a set by id, in order. `fingerprint` changes with any byte of articles, gold or metadata."""

    root: Path
    articles: tuple[GoldArticle, ...]
    fingerprint: str
    without_gold: tuple[str, ...] = ()


class GoldSetError(InputError):
    """A set is refused; the words say file, line and reason, a line each."""


def load_gold_set(root: Path, *, drafts: bool = False) -> GoldSet:
    """The set in the folder `root`, every file of it checked.

    Refused, as `GoldSetError` with all that is wrong: a folder without gold, gold without article or with two, what
    `load_gold` refuses, drafts that nobody has corrected (unless `drafts`), metadata rows that cannot be used.
    """
    articles_dir, gold_dir = set_folders(root)
    files = sorted(gold_dir.glob("*.yaml"))
    articles = article_files(articles_dir)
    # The gate keeps its floors with the gold; they are no gold.
    files = [file for file in files if file.stem in articles or file.name != "floors.yaml"]
    if not files:
        raise GoldSetError(f"{root}: holds no gold (<id>.yaml beside <id>.txt, or articles/ and gold/)")
    wrong: list[str] = []
    sidecar = _sidecar(articles_dir, wrong)
    loaded = [article for file in files if (article := _load(file, articles, sidecar, wrong)) is not None]
    for article in loaded:
        if article.gold.draft and not drafts:
            wrong.append(f"{article.file.name}:1: draft: is a draft; correct it and take the line `draft: true` out")
    if wrong:
        raise GoldSetError("\n".join(wrong))
    left = sorted(set(articles) - {file.stem for file in files})
    return GoldSet(root, tuple(loaded), _fingerprint(loaded, articles_dir), tuple(left))


def gold_article(file: Path, article: Path, sidecar: Sidecar | None = None) -> GoldArticle:
    """The gold in `file` with the article in the other file. Refused as by `load_gold`, as `GoldError`."""
    document = read_article(article, file.name, record_id=file.stem)
    gold = parse_gold(file.name, file.read_bytes(), document.text)
    return GoldArticle(sidecar.apply(document, article) if sidecar else document, gold, file)


def read_article(article: Path, name: str, *, record_id: str) -> Document:
    """The article as the reader gives it; what cannot be read is a fault of the gold file called `name`."""
    document, problems = read_file(article, root=article.parent, record_id=record_id)
    if document is None or problems:
        words = "; ".join(problem.words for problem in problems) or "cannot be read"
        raise GoldError(name, [Fault(1, "(article)", f"{article.name}: {words}")])
    return document


def find_article(gold_file: Path) -> Path | None:
    """The article of a gold file: the file of the same stem beside it, or in the folder `articles` next door."""
    for home in (gold_file.parent, gold_file.parent.parent / "articles"):
        found = article_files(home).get(gold_file.stem, [])
        if len(found) == 1:
            return found[0]
    return None


def set_folders(root: Path) -> tuple[Path, Path]:
    """Where the articles of the set in `root` are, and where the gold. Refused: what is no folder."""
    if not root.is_dir():
        raise GoldSetError(f"{root}: is no folder")
    inner = root / "articles", root / "gold"
    return inner if all(folder.is_dir() for folder in inner) else (root, root)


def article_files(home: Path) -> dict[str, list[Path]]:
    """Files that may be articles, by stem."""
    found: dict[str, list[Path]] = {}
    if home.is_dir():
        for path in sorted(home.iterdir()):
            if path.suffix.lower() not in _NO_ARTICLES and not path.name.startswith(".") and path.is_file():
                found.setdefault(path.stem, []).append(path)
    return found


def _load(file: Path, articles: dict[str, list[Path]], sidecar: Sidecar, wrong: list[str]) -> GoldArticle | None:
    own = articles.get(file.stem, [])
    if len(own) != 1:
        names = " and ".join(path.name for path in own) or "none"
        wrong.append(f"{file.name}:1: (article): one article called {file.stem!r} is needed; there is {names}")
        return None
    try:
        return gold_article(file, own[0], sidecar)
    except GoldError as error:
        wrong.append(str(error))
        return None


def _sidecar(home: Path, wrong: list[str]) -> Sidecar:
    file = home / METADATA
    if not file.is_file():
        return Sidecar()
    try:
        sidecar = load_metadata(file, roots=[home])
    except MetadataError as error:
        wrong.append(str(error))
        return Sidecar()
    wrong.extend(_metadata_words(file, sidecar.problems))
    return sidecar


def _metadata_words(file: Path, problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        yield f"{file.name}: {problem.path}: {problem.words}"


def _fingerprint(articles: Sequence[GoldArticle], home: Path) -> str:
    whole = hashlib.sha256()
    for article in articles:
        for part in (article.gold.id, article.document.text, article.file.read_text(encoding="utf-8")):
            whole.update(hashlib.sha256(part.encode()).digest())
    metadata = home / METADATA
    if metadata.is_file():
        whole.update(hashlib.sha256(metadata.read_bytes()).digest())
    return whole.hexdigest()[:16]
