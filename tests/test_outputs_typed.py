"""The tables in SQLite and Parquet say what the data frames say."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from communique.models import InputError, ProducedBy, Record
from communique.outputs import FORMATS, RunWriter, to_frames
from communique.outputs.tables import TABLES
from communique.outputs.typed_tables import ParquetTables

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))
RECORDS = [Record.model_validate(SAMPLE["record"] | {"id": name}) for name in ("a", "b", "=c")]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    with RunWriter(out, produced_by=ProducedBy(communique="1", resources="2"), formats=FORMATS) as writer:
        for record in RECORDS:
            writer.write(record)
    return out


def rows_of_frame(name: str) -> list[list[Any]]:
    frame = to_frames(RECORDS)[name]
    out = []
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        out.append([value.date().isoformat() if hasattr(value, "date") else value for value in row])
    return out


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_sqlite_holds_every_row(run: Path, name: str) -> None:
    base = sqlite3.connect(run / "tables.sqlite")
    cursor = base.execute(f'SELECT * FROM "{name}"')
    table = next(t for t in TABLES if t.name == name)
    assert [column[0] for column in cursor.description] == list(table.header)
    flags = [k for k, column in enumerate(table.columns) if column.kind == "bool"]
    found = [[bool(v) if k in flags and v is not None else v for k, v in enumerate(row)] for row in cursor]
    assert found == rows_of_frame(name)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_parquet_holds_every_row_with_its_types(run: Path, name: str) -> None:
    import pyarrow.parquet as pq

    found = pq.read_table(run / "parquet" / f"{name}.parquet").to_pylist()
    rows = [[v.isoformat() if hasattr(v, "isoformat") else v for v in row.values()] for row in found]
    assert rows == rows_of_frame(name)


def test_joins_work_as_documented(run: Path) -> None:
    base = sqlite3.connect(run / "tables.sqlite")
    query = "SELECT r.record_id, e.name FROM events e JOIN records r USING (record_id) ORDER BY 1"
    assert {row[0] for row in base.execute(query)} == {"a", "b", "=c"}, "no apostrophe: no spreadsheet opens this"


def test_without_pyarrow_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"communique\[parquet\]"):
        ParquetTables(tmp_path, TABLES)
