"""The articles of a run, read again: a run holds records, and a record the words of its mentions, not the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..corpus.folder import Input
    from ..models import Document, Source
    from ..outputs.report import ArticleText
    from ..pipeline.zones import ZoneReader

NOT_GIVEN = "The text is not shown, as no --articles were given: a record holds the words of its mentions alone."
NOT_FOUND = "The text is not shown, as the article is not among those that were given with --articles."
CHANGED = "The text is not shown, as the article is no longer the one that the record was made from."


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """Where an article lies: its file, and which of the file's articles it is, counted from 0."""

    file: Input
    number: int


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """An article that a record may have been made from; `same` where its bytes are those that the record names."""

    record_id: str
    same: bool
    document: Document
    place: ArticlePlace


def find_again(sources: Mapping[str, Source], paths: Sequence[Path]) -> Iterator[FoundAgain]:
    """The articles under `paths` that records were made from; `sources` is what each record says of its own, by id.

    An article is known by its path or by its bytes: a run's folder may have been moved or renamed.
    """
    by_path = {s.path: record_id for record_id, s in sources.items() if s.path}
    by_digest: dict[str, list[str]] = defaultdict(list)
    for record_id, s in sources.items():
        if s.sha256:
            by_digest[s.sha256].append(record_id)
    largest = max((s.bytes or 0 for s in sources.values()), default=0)
    for place, document in _documents(paths, largest):
        same = by_digest.get(document.source.sha256 or "", [])
        yield from (FoundAgain(record_id, True, document, place) for record_id in same)
        named = by_path.get(document.source.path or "")
        if named is not None and named not in same:
            yield FoundAgain(named, False, document, place)


def document_at(place: ArticlePlace, largest: int) -> Document | None:
    """The article that `find_again` gave with this place, read again; None if it is there no more."""
    for number, document in enumerate(_readings(place.file, largest)):
        if number == place.number:
            return document
    return None


def zone_reader(config: Path | None, resources: Path | None) -> ZoneReader:
    """What reads the zones of a text, which a record does not hold."""
    from ..pipeline import Config, load_config
    from ..pipeline.loading import Resources as Folder
    from ..pipeline.zones import ZoneReader

    settings = load_config(config) if config is not None else Config()
    return ZoneReader(Folder(resources or settings.resources))


def text_of(document: Document, zones: ZoneReader) -> ArticleText:
    """The text of an article with its zones, as a page shows it."""
    from ..outputs.report import ArticleText, ZoneSpan

    blocks = zones.read(document.text).blocks
    return ArticleText(document.text, tuple(ZoneSpan(b.start, b.end, b.zone) for b in blocks), document.pages)


def _documents(paths: Sequence[Path], largest: int) -> Iterator[tuple[ArticlePlace, Document]]:
    """The articles that can be read, up to the size of the `largest` of the run; what cannot be is no article of it."""
    from ..corpus.folder import find_inputs
    from ..models import Problem

    for found in find_inputs(paths) if paths else ():
        if not isinstance(found, Problem):
            for number, document in enumerate(_readings(found, largest)):
                if document is not None:
                    yield ArticlePlace(found, number), document


def _readings(file: Input, largest: int) -> Iterator[Document | None]:
    from ..corpus.readers import Limits, read_articles

    limits = Limits(max_bytes=max(largest, 1))
    for reading in read_articles(file.path, root=file.root, relative=file.relative, limits=limits):
        yield reading.document
