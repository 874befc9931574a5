"""Records that are to be judged, from the files of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from ...models import InputError, Record
from ..goldset import GoldArticle


class RecordsError(InputError):
    """Records cannot be read, or are none of these articles; the words say file, line and reason."""


def load_records(path: Path, articles: Sequence[GoldArticle]) -> dict[str, Record]:
    """The records in `path` that belong to `articles`, by the id of the gold.

    `path` is a run's folder, a JSON Lines file, a record's JSON file or a folder of these. A record belongs to the
    article of its id, or else to that of the stem of its source path. Refused, as `RecordsError`: what is no record
    of this schema, two records for one article, and a mention that says other words than the article does.
    """
    wanted = {article.gold.id: article.document.text for article in articles}
    found: dict[str, Record] = {}
    for where, raw in _raw_records(path):
        try:
            record = Record.model_validate_json(raw)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"])) or "(line)"
            raise RecordsError(f"{where}: {key}: {first['msg']}") from error
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


def _raw_records(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each record's JSON with the place it was found in."""
    file = path / "records.jsonl" if path.is_dir() else path
    try:
        if path.is_dir() and not file.is_file():
            files = sorted(path.glob("*.json"))
            if not files:
                raise RecordsError(f"{path}: holds neither records.jsonl nor *.json")
            yield from ((str(f), f.read_bytes()) for f in files)
        elif file.suffix == ".json":
            yield str(file), file.read_bytes()
        else:
            for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
                if line.strip():
                    yield f"{file}:{number}", line
    except OSError as error:
        raise RecordsError(f"{error.filename or path}: {error.strerror or error}") from error
