"""The journal of a run: what is read, what is hashed, what a kill at an awkward moment leaves behind."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from communique.batch import worker
from communique.batch.parcel import read_index
from communique.batch.run import JOURNAL, Journal, JournalError, _Merger, _Place, _places
from communique.batch.task import Chunk, Item, Plan
from communique.batch.worker import Job, fingerprint, read_chunk
from communique.corpus.readers import Limits
from communique.corpus.sidecar import MetadataRow
from communique.pipeline import Config, Pipeline

TEXT = "Talks\n\nThe ministers met in Accra on 5 May 2031.\n"
PLAN = Plan(Config(stages=("dates",)), Limits(), ("jsonl",))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(PLAN.config)


def item(path: Path, metadata: MetadataRow | None = None) -> Item:
    size = path.stat().st_size if path.exists() else 0
    return Item(path, path.parent, path.name, path.stem, metadata, size)


def parcel_of(folder: Path, pipeline: Pipeline, *paths: Path) -> Path:
    parcel = folder / "a.parcel"
    read_chunk(Job(Chunk(0, tuple(map(item, paths))), parcel), PLAN, pipeline)
    return parcel


def test_a_file_that_is_an_article_is_read_once(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, page = tmp_path / "a.txt", tmp_path / "b.html"
    plain.write_text(TEXT)
    page.write_text(f"<html><body><p>{TEXT}</p></body></html>")
    expected = [fingerprint(item(plain)), fingerprint(item(page))]

    def again(_: Item) -> str:
        raise AssertionError("the file is read a second time")

    monkeypatch.setattr(worker, "_digest", again)
    parcel = parcel_of(tmp_path, pipeline, plain, page)
    assert [stretch.fingerprint for stretch in read_index(parcel)] == expected


def test_members_packed_and_broken_files_have_the_fingerprint_of_the_file(tmp_path: Path, pipeline: Pipeline) -> None:
    paths = [tmp_path / name for name in ("a.txt.gz", "b.jsonl", "c.txt", "gone.txt")]
    paths[0].write_bytes(gzip.compress(TEXT.encode()))
    paths[1].write_text('{"text": "They met on 3 May 2031."}\n{"text": "They met on 4 May 2031."}\n')
    paths[2].write_bytes(b"")
    parcel = parcel_of(tmp_path, pipeline, *paths)
    assert [s.fingerprint for s in read_index(parcel)] == [fingerprint(item(path)) for path in paths]


def test_a_file_that_changes_while_it_is_read_is_read_again_at_the_next_attempt(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    real = worker.render

    def changing(*args: object) -> object:
        path.write_text(TEXT.replace("Accra", "Paris"))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "render", changing)
    (stretch,) = read_index(parcel_of(tmp_path, pipeline, path))
    assert stretch.fingerprint != fingerprint(item(path)), "its records are those of what it was"


def test_metadata_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    rows = (None, MetadataRow(title="x"), MetadataRow(title="y"))
    assert len({fingerprint(item(path, row)) for row in rows}) == 3


def journal_with(out: Path, pipeline: Pipeline, path: Path) -> Path:
    folder = Journal.open(out, "key", resume=False, force=False).begin()
    parcel_of(folder, pipeline, path)
    return folder


def test_what_the_journal_has_is_known_again(tmp_path: Path, pipeline: Pipeline) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    out = tmp_path / "out"
    folder = journal_with(out, pipeline, path)
    with pytest.raises(JournalError):
        Journal.open(out, "key", resume=False, force=False)
    again = Journal.open(out, "key", resume=True, force=False)
    assert again.place_of(item(path)) is not None
    assert again.begin() != folder
    path.write_text(TEXT + "More.\n")
    assert again.place_of(item(path)) is None
    other = Journal.open(out, "another key", resume=True, force=False)
    assert other.known == {}
    assert not list((out / JOURNAL).glob("*/*.parcel"))


def test_killed_before_the_key_was_written_a_run_begins_anew(tmp_path: Path, pipeline: Pipeline) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    out = tmp_path / "out"
    journal_with(out, pipeline, path)
    (out / JOURNAL / "key").unlink()
    journal = Journal.open(out, "key", resume=True, force=False)
    assert journal.known == {}
    journal.begin()
    assert (out / JOURNAL / "key").read_text() == "key"


def test_killed_while_the_journal_is_thrown_away_nothing_of_it_is_used(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    out = tmp_path / "out"
    journal_with(out, pipeline, path)
    journal = Journal.open(out, "key", resume=True, force=False)
    with monkeypatch.context() as patch:
        patch.setattr("communique.batch.run.shutil.rmtree", lambda *_, **__: None)  # as if killed at once
        journal.close()
    assert list((out / JOURNAL).glob("*/*.parcel"))
    assert Journal.open(out, "key", resume=True, force=False).known == {}


def test_the_key_of_a_journal_is_never_half_written(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    out = tmp_path / "out"
    journal_with(out, pipeline, path)

    def refuse(*_: object) -> None:
        raise AssertionError("the key is there already")

    monkeypatch.setattr("communique.batch.run.write_text", refuse)
    Journal.open(out, "key", resume=True, force=False).begin()


def test_a_parcel_that_nobody_keeps_goes_when_its_last_file_is_passed_on(tmp_path: Path, pipeline: Pipeline) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.write_text(TEXT)
    parcel = parcel_of(tmp_path, pipeline, *paths)
    places: dict[int, _Place] = dict(enumerate(_places(parcel)))
    assert [place.last for place in places.values()] == [False, False, True]

    class Taking:
        def __init__(self) -> None:
            self.there: list[bool] = []

        def take(self, found: object) -> None:
            self.there.append(parcel.exists())

    taking = Taking()
    _Merger(3, places, taking, kept=False).merge()  # type: ignore[arg-type]
    assert len(taking.there) == 6 and all(taking.there), "three records, three ends"
    assert not parcel.exists()
