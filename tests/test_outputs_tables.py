"""CSV tables and data frames: the same columns from one declaration, safe cells, nothing lost."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from communique.models import PageField, Record
from communique.outputs import TABLES, to_frames
from communique.outputs.csv_tables import CsvTables, cell_text, neutral
from communique.outputs.flatten import mention_rows
from communique.outputs.rendering import render
from hypothesis import given
from hypothesis import strategies as st

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))
NAMES = {table.name for table in TABLES}


@pytest.fixture
def record() -> Record:
    return Record.model_validate(SAMPLE["record"])


def written(folder: Path, *records: Record) -> dict[str, list[dict[str, str]]]:
    with closing(CsvTables(folder, TABLES)) as tables:
        for item in records:
            tables.write(render(item, ["csv"]).rows)
    out = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            out[path.stem] = list(csv.DictReader(file))
    return out


def test_every_table_is_written_and_begins_with_the_record_id(tmp_path: Path, record: Record) -> None:
    tables = written(tmp_path, record)
    assert set(tables) == NAMES
    for table in TABLES:
        assert table.header[0] == "record_id"
        assert len(set(table.header)) == len(table.header)
        assert {row["record_id"] for row in tables[table.name]} <= {"lome-2031"}
    assert [name for name in sorted(NAMES) if not tables[name]] == ["event_relations", "organizations"]


def test_the_event_row_answers_which_when_where_who(tmp_path: Path, record: Record) -> None:
    [event] = written(tmp_path, record)["events"]
    assert (event["name"], event["aliases"], event["edition"]) == (
        "Second Sahel Labour Forum",
        "Sahel Labour Forum | Forum",
        "2",
    )
    assert (event["start"], event["end"], event["city"], event["country"]) == (
        "2031-03-12",
        "2031-03-13",
        "Lomé",
        "TG",
    )
    assert (event["officials"], event["chairs"], event["outcomes"]) == ("Ama Koffi", "Benin", "Lomé Call")
    assert event["principal"] == "true"


def test_links_join(tmp_path: Path, record: Record) -> None:
    tables = written(tmp_path, record)
    for link, column in (("event_dates", "date_id"), ("event_places", "location_id")):
        target = {row[column] for row in tables[link.removeprefix("event_").replace("places", "locations")]}
        assert tables[link]
        assert {row[column] for row in tables[link]} <= target
    assert {row["event_id"] for row in tables["event_parties"]} == {"e1"}
    assert [row["role"] for row in tables["event_parties"]] == ["chair", "outcome"]


def test_the_mentions_table_holds_every_mention_of_the_record(tmp_path: Path, record: Record) -> None:
    rows = written(tmp_path, record)["mentions"]
    assert [row.mention for row in mention_rows(record)] == list(record.mentions())
    assert len(rows) == len(list(record.mentions())) > 20
    for row in rows:
        undone = re.sub("^'(?='*[=+@-])", "", row["text"])
        assert SAMPLE["text"][int(row["start"]) : int(row["end"])] == undone
        assert row["table"] in NAMES
    assert {row["item_id"] for row in rows if row["table"] == "officials"} == {"o1"}
    assert {row["part"] for row in rows if row["table"] == "officials"} == {"titles", "mentions"}


def test_no_cell_holds_json_or_a_python_value(tmp_path: Path, record: Record) -> None:
    tables = written(tmp_path, record)
    for name, rows in tables.items():
        for row in rows:
            for column, cell in row.items():
                assert not re.match(r"[\[{(]|None$|True$|False$", cell), (name, column, cell)
    values = [(row["path"], row["value"]) for row in tables["annotation_values"]]
    assert values == [("name", "labour"), ("scores.1", "1"), ("scores.2", "2.5"), ("sure", "true")]


def test_a_field_has_a_row_for_each_value_and_one_where_it_has_none(tmp_path: Path, record: Record) -> None:
    bare = PageField(label="Date", mention=record.fields[0].mention)
    rows = written(tmp_path, record.model_copy(update={"fields": (*record.fields, bare)}))["fields"]
    assert [(row["field_no"], row["label"], row["value"]) for row in rows] == [
        ("1", "Type of Event", "Forum"),
        ("2", "Tags", "'=labour"),
        ("2", "Tags", "'+sahel"),
        ("3", "Date", ""),
    ]
    assert rows[3]["value_start"] == ""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+7 (7172) 00", "'+7 (7172) 00"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'Migration Week'", "'Migration Week'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formulas_are_neutralised(text: str, cell: str) -> None:
    assert neutral(text) == cell


@given(st.text(st.sampled_from("'=+-@\t\r\na ")))
def test_a_neutral_cell_never_begins_a_formula_and_can_be_undone(text: str) -> None:
    cell = neutral(text)
    assert not cell or cell[0] not in "=+-@\t\r\n"
    undone = cell[1:] if re.match("'+[=+\\-@\t\r\n]", cell) else cell
    assert undone == text


def test_numbers_are_not_neutralised_and_null_is_empty() -> None:
    assert [cell_text(v) for v in (-70.5, -3, None, True, False)] == ["-70.5", "-3", "", "true", "false"]


@given(st.lists(st.text(max_size=8), min_size=1, max_size=3))
def test_any_text_comes_back_from_the_file(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    sample = Record.model_validate(SAMPLE["record"])
    field = sample.fields[0].model_copy(update={"values": tuple(values), "value_mentions": ()})
    rows = written(tmp_path_factory.mktemp("csv"), sample.model_copy(update={"fields": (field,)}))["fields"]
    assert [row["value"] for row in rows] == [neutral(value) for value in values]


def test_lines_end_in_a_line_feed_alone(tmp_path: Path, record: Record) -> None:
    field = record.fields[0].model_copy(update={"values": ("one\r\ntwo", "three\rfour")})
    written(tmp_path, record.model_copy(update={"fields": (field,)}))
    raw = (tmp_path / "fields.csv").read_bytes()
    assert raw.endswith(b"\n")
    assert b'"one\r\ntwo"' in raw
    assert b'"three\rfour"' in raw
    assert raw.replace(b"one\r\ntwo", b"").count(b"\r\n") == 0
    assert b"\r" not in (tmp_path / "events.csv").read_bytes()


def test_a_lone_surrogate_does_not_stop_a_table(tmp_path: Path, record: Record) -> None:
    source = record.source.model_copy(update={"path": "bad\udce9name.txt"})
    [row] = written(tmp_path, record.model_copy(update={"source": source}))["records"]
    assert row["path"] == "bad\ufffdname.txt"


def test_frames_have_the_columns_of_the_files_with_or_without_rows(record: Record) -> None:
    for records in ([], [record], [record, record]):
        frames = to_frames(records)
        assert list(frames) == [table.name for table in TABLES]
        for table in TABLES:
            assert tuple(frames[table.name].columns) == table.header
            assert len(frames[table.name]) == len(records) * len(list(table.rows(record)))


def test_frames_have_fitting_types_even_when_empty(record: Record) -> None:
    for records in ([], [record]):
        frames = to_frames(iter(records))
        events = frames["events"].dtypes.astype(str).to_dict()
        assert events["start"] == "datetime64[s]"
        assert (events["edition"], events["principal"], events["name"]) == ("Int64", "boolean", "string")
        assert str(frames["locations"].dtypes["latitude"]) == "Float64"
    assert str(frames["events"]["start"][0].date()) == "2031-03-12"
    assert frames["fields"]["value"].tolist() == ["Forum", "=labour", "+sahel"]


def test_a_day_of_any_year_fits_a_frame(record: Record) -> None:
    old = record.dates[0].model_copy(update={"start": date(1453, 5, 29)})
    frames = to_frames([record.model_copy(update={"dates": (old,)})])
    assert frames["dates"]["start"][0].year == 1453


def test_outputs_are_imported_without_pandas_or_rich() -> None:
    code = "import sys, communique.outputs; print([m for m in ('pandas', 'rich', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
