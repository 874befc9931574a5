"""Records that are to be judged, from the files of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ...models import Record
from ...models.stored import RecordsError, stored_records
from ..goldset import GoldArticle


def load_records(path: Path, articles: Sequence[GoldArticle]) -> dict[str, Record]:
    """The records in `path` that belong to `articles`, by the id of the gold.

    `path` is whatever `stored_records` reads. A record belongs to the article of its id, or else to that of the stem of
    its source path. Refused, as `RecordsError`: what `stored_records` refuses, two records for one article, and a
    mention that says other words than the article does.
    """
    wanted = {article.gold.id: article.document.text for article in articles}
    found: dict[str, Record] = {}
    for where, record in stored_records(path):
        name = record.id
        if name not in wanted and record.source.path:
            name = PurePosixPath(record.source.path).stem
        if name not in wanted:
            continue
        if name in found:
            raise RecordsError(f"{where}: is a second record for {name!r}")
        for mention in record.mentions():
            if wanted[name][mention.start : mention.end] != mention.text:
                words = f"{name}: the article does not say {mention.text!r} at {mention.start}; another text was read"
                raise RecordsError(f"{where}: {words}")
        found[name] = record.model_copy(update={"id": name})
    return found
