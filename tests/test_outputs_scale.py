"""Outputs for very many records: files of so many records each, readable in the middle of a run, the same bytes at last."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from communique.models import ProducedBy, Record
from communique.models.stored import record_files, stored_records
from communique.outputs import FORMATS, Format, OutputError, RunWriter
from communique.outputs.line_files import LineFiles

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))
BY = ProducedBy(communique="1", resources="2")
PART = ".communique-part"
IDS = ("a", "b", "c", "d", "e")


def record(name: str) -> Record:
    return Record.model_validate(SAMPLE["record"] | {"id": name})


def write(out: Path, *names: str, shard: int | None = 2, formats: tuple[Format, ...] = FORMATS) -> None:
    with RunWriter(out, produced_by=BY, formats=formats, shard=shard) as run:
        for name in names:
            run.write(record(name))


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def ids_in(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_lines_go_to_files_of_so_many_records(tmp_path: Path) -> None:
    write(tmp_path, *IDS)
    files = sorted(p.name for p in tmp_path.glob("*.jsonl"))
    assert files == ["problems.jsonl", "records-00001.jsonl", "records-00002.jsonl", "records-00003.jsonl"]
    assert [ids_in(tmp_path / name) for name in files[1:]] == [["a", "b"], ["c", "d"], ["e"]]
    assert [r.id for _, r in stored_records(tmp_path)] == list(IDS)
    manifest = json.loads((tmp_path / "run.json").read_text())
    assert {*manifest["files"], "run.json"} == set(contents(tmp_path))


def test_files_are_in_order_beyond_five_digits(tmp_path: Path) -> None:
    for name in ("records-100000.jsonl", "records-99999.jsonl"):
        (tmp_path / name).write_text("")
    assert [p.name for p in record_files(tmp_path)] == ["records-99999.jsonl", "records-100000.jsonl"]


def test_a_run_without_records_has_one_empty_file(tmp_path: Path) -> None:
    lines = LineFiles(tmp_path, 3)
    lines.close()
    assert contents(tmp_path) == {"records-00001.jsonl": b""}


def test_parquet_becomes_a_dataset_a_table(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write(tmp_path / "parts", *IDS)
    write(tmp_path / "whole", *IDS, shard=None)
    assert sorted(p.name for p in (tmp_path / "parts/parquet/events").iterdir()) == [
        "00001.parquet", "00002.parquet", "00003.parquet",
    ]  # fmt: skip
    for table in ("records", "events", "mentions", "warnings"):
        parts = pq.read_table(tmp_path / "parts/parquet" / table)
        assert parts.equals(pq.read_table(tmp_path / f"whole/parquet/{table}.parquet"))


def test_a_later_run_replaces_parts_by_a_whole_and_back(tmp_path: Path) -> None:
    write(tmp_path, *IDS)
    write(tmp_path, "a", shard=None)
    names = set(contents(tmp_path))
    assert "records.jsonl" in names and "parquet/events.parquet" in names
    assert not [n for n in names if "0000" in n]
    assert not (tmp_path / "parquet/events").exists()
    write(tmp_path, *IDS)
    assert "records.jsonl" not in contents(tmp_path)
    write(tmp_path, "a", formats=("json",))
    assert set(contents(tmp_path)) == {"records/a.json", "problems.jsonl", "run.json"}
    assert not (tmp_path / "parquet").exists()


@pytest.mark.parametrize("name", ["records-00007.jsonl", "parquet/events/00009.parquet", "parquet"])
def test_parts_of_others_are_in_the_way(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(OutputError, match="was not written by a run"):
        write(tmp_path, "a")
    assert contents(tmp_path) == {name: b"mine"}


def test_a_run_can_be_read_in_its_middle(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    part = tmp_path / PART
    with RunWriter(tmp_path, produced_by=BY, formats=FORMATS, shard=2) as run:
        for name in ("a", "b", "c"):
            run.write(record(name))
        run.flush()
        reader = sqlite3.connect(f"file:{part}/tables.sqlite?mode=ro", uri=True)
        query = "SELECT DISTINCT r.record_id FROM records r JOIN mentions m USING (record_id) ORDER BY 1"
        assert [row[0] for row in reader.execute(query)] == ["a", "b", "c"]
        assert ids_in(part / "records-00001.jsonl") == ["a", "b"]
        assert ids_in(part / "records-00002.jsonl") == ["c"]
        assert len((part / "records.csv").read_text(encoding="utf-8").splitlines()) == 4
        assert pq.read_table(part / "parquet/records/00001.parquet")["record_id"].to_pylist() == ["a", "b"]
        # One that reads on for long neither stops the run nor sees half of a record.
        open_read = reader.execute("SELECT record_id FROM mentions")
        next(open_read)
        run.write(record("d"))
        assert reader.execute("SELECT count(*) FROM records").fetchone() == (3,)
        run.flush()
        run.write(record("e"))
    base = sqlite3.connect(tmp_path / "tables.sqlite")
    assert [row[0] for row in base.execute("SELECT record_id FROM records ORDER BY rowid")] == list(IDS)
    assert not part.exists()


def test_the_bytes_do_not_depend_on_when_somebody_looked(tmp_path: Path) -> None:
    write(tmp_path / "one", *IDS)
    with RunWriter(tmp_path / "two", produced_by=BY, formats=FORMATS, shard=2) as run:
        for name in IDS:
            run.write(record(name))
            run.flush()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert not [n for n in contents(tmp_path / "one") if n.endswith(("-wal", "-shm"))]


def test_an_exception_leaves_no_part_behind(tmp_path: Path) -> None:
    out = tmp_path / "new"
    with pytest.raises(ZeroDivisionError), RunWriter(out, produced_by=BY, formats=FORMATS, shard=2) as run:
        run.write(record("a"))
        raise ZeroDivisionError
    assert not out.exists()


def queries() -> list[str]:
    page = (Path(__file__).parents[1] / "docs/batch.md").read_text(encoding="utf-8")
    return [q.strip() for block in re.findall(r"```sql\n(.*?)```", page, re.S) for q in block.split(";") if q.strip()]


def test_the_joins_of_the_docs_run(tmp_path: Path) -> None:
    write(tmp_path / "parts", *IDS)
    base = sqlite3.connect(tmp_path / "parts/tables.sqlite")
    plain = [q for q in queries() if "parquet" not in q]
    assert len(plain) >= 4
    for query in plain:
        assert base.execute(query).description


def test_duckdb_reads_the_parts_in_place(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write(tmp_path / "runs/june", *IDS)
    asked = [q for q in queries() if "parquet" in q]
    assert asked
    for query in asked:
        rows = duckdb.sql(query.replace("'runs/june/", f"'{tmp_path}/runs/june/")).fetchall()
        assert len(rows) == len(IDS) * len(SAMPLE["record"]["events"])
