"""`communique review`: a run in the browser, for a person to correct; what is corrected becomes gold."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .calls import QUIET, Resources, Settings, fail, plain_errors
from .run_texts import CHANGED, NOT_FOUND, NOT_GIVEN, ArticlePlace, document_at, find_again, text_of, zone_reader

if TYPE_CHECKING:
    from ..models import Document, Record, Source
    from ..models.stored import Place
    from ..outputs.report import RunFolder
    from ..pipeline.zones import ZoneReader
    from ..review import Material, Run


class ReviewOrder(StrEnum):
    """In which order articles are reviewed."""

    run = "run"
    certainty = "certainty"


_RUN = typer.Argument(metavar="RUN", exists=True, file_okay=False, help="Folder that `communique extract --out` wrote.")
_GOLD = typer.Option("--gold", metavar="DIR", file_okay=False, help="Folder for the gold and its articles.")
_ARTICLES = typer.Option("--articles", metavar="PATH", exists=True, help="The articles of the run (repeatable).")
_SAMPLE = typer.Option("--sample", help="Review the two articles that come with the package, instead of a run.")
_ORDER = typer.Option("--order", help="As in the run, or the least certain articles first.")
_WHO = typer.Option("--who", metavar="NAME", help="Who reviews; written into the gold.")
_DATE = typer.Option("--date", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Day to write beside the name.")
_PORT = typer.Option("--port", min=0, max=65_535, help="Port on this machine; 0 takes a free one.")


def review(
    gold: Annotated[Path, _GOLD],
    run: Annotated[Path | None, _RUN] = None,
    articles: Annotated[list[Path] | None, _ARTICLES] = None,
    sample: Annotated[bool, _SAMPLE] = False,
    order: Annotated[ReviewOrder, _ORDER] = ReviewOrder.run,
    who: Annotated[str | None, _WHO] = None,
    date: Annotated[datetime | None, _DATE] = None,
    port: Annotated[int, _PORT] = 0,
    resources: Resources = None,
    config: Settings = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Correct a run in the browser: each article with its values, to confirm, change, add and delete.

    Every step is saved at once as a gold file. The page is served on this machine alone, under the address that is
    printed; Ctrl-C ends it, and nothing is lost.
    """
    with plain_errors():
        from ..outputs.report import RunFolder
        from ..outputs.screen import say
        from ..review import Desk, GoldStore, Guard, ReviewApp, serve

        if sample == (run is not None):
            fail("name a RUN, or say --sample for the articles that come with the package")
        zones = zone_reader(config, resources)
        source: Run = SampleRun.read(zones) if run is None else StoredRun(RunFolder(run), articles or [], zones)
        store = GoldStore(gold, who=who, day=f"{date:%Y-%m-%d}" if date else None)
        desk = Desk(source, store, order=order.value)
        token = secrets.token_urlsafe(24)
        # The server warns of every request that waits for a moment; nobody at this terminal can do anything about it.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)

        def ready(bound: int) -> None:
            if not quiet:
                say(f"{len(desk.cards):,} articles, {desk.done():,} of them done; gold goes to {gold}")
                say("open this address in a browser on this machine (Ctrl-C ends):")
            typer.echo(f"http://127.0.0.1:{bound}/{token}/")

        serve(lambda bound: ReviewApp(desk, Guard(token, bound)), port=port, ready=ready)


class StoredRun:
    """A run's folder, and the articles that it was made from."""

    def __init__(self, folder: RunFolder, articles: list[Path], zones: ZoneReader) -> None:
        """Looks at all records and articles once, and keeps where they lie."""
        self._folder, self._given, self._zones = folder, bool(articles), zones
        self._records: dict[str, Place] = {}
        sources: dict[str, Source] = {}
        for place, record in folder.placed():
            self._records[record.id] = place
            sources[record.id] = record.source
        self._largest = max((s.bytes or 0 for s in sources.values()), default=0)
        self._articles: dict[str, ArticlePlace] = {}
        self._changed: set[str] = set()
        for found in find_again(sources, articles):
            if found.same:
                self._articles.setdefault(found.record_id, found.place)
            else:
                self._changed.add(found.record_id)

    def records(self) -> Iterator[Record]:
        """All records, in the order of the run."""
        return self._folder.records()

    def material(self, record_id: str) -> Material:
        """One record with its text, or with why there is none."""
        from ..models.stored import record_at
        from ..review import Material

        record, place = record_at(self._records[record_id]), self._articles.get(record_id)
        document = document_at(place, self._largest) if place else None
        if document is not None and place is not None:
            text = text_of(document, self._zones)
            if text.fits(record):
                plain = record.source.path is None or "!" not in record.source.path
                return Material(record, text, original=place.file.path if plain else None)
        changed = record_id in self._changed or place is not None
        return Material(record, None, lack=CHANGED if changed else NOT_FOUND if self._given else NOT_GIVEN)


@dataclass(frozen=True)
class SampleRun:
    """The articles that come with the package, read when they are asked for."""

    documents: Mapping[str, Document]
    found: Mapping[str, Record]
    zones: ZoneReader

    @classmethod
    def read(cls, zones: ZoneReader) -> SampleRun:
        """Read them."""
        from importlib.resources import as_file, files

        from ..corpus.goldset import load_gold_set
        from ..pipeline import Pipeline

        with as_file(files(__package__.rpartition(".")[0]) / "corpus") as home:
            documents = {a.document.id: a.document for a in load_gold_set(home).articles}
        pipeline = Pipeline()
        return cls(documents, {name: pipeline.read(document) for name, document in documents.items()}, zones)

    def records(self) -> Iterator[Record]:
        """Both records."""
        return iter(self.found.values())

    def material(self, record_id: str) -> Material:
        """One of them with its text."""
        from ..review import Material

        return Material(self.found[record_id], text_of(self.documents[record_id], self.zones))
