"""The workbook, read back by openpyxl: tables are there row by row, days are days, nothing is a formula."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from communique.models import Record
from communique.outputs.exports.target import Exported
from communique.outputs.tables import TABLES

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from communique.outputs.exports.excel import write_workbook  # noqa: E402

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))["record"]
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"https://example.org\")", "{=1+1}", "'=1", "https://example.org",
    "<r><t>a</t></r>", "<r></is></c></row><row r=\"9\"><c t=\"str\"><f>1+1</f></c></row></r>", "a<b>&\"c'", "12.5", "TRUE",
    "#REF!", "  leading and trailing  ", "two\nlines", "mailto:a@example.org", "internal:records!A1", "\u202eabc", "😀" * 3,
]  # fmt: skip


def record(record_id: str, **changes: Any) -> Record:
    return Record.model_validate(SAMPLE | {"id": record_id} | changes)


def titled(name: str, words: str) -> Record:
    return record(name, title={"text": words, "mention": None})


def book(tmp_path: Path, *records: Record, **options: Any) -> tuple[Any, Exported]:
    path = tmp_path / "book.xlsx"
    exported = write_workbook(records, path, **options)
    return openpyxl.load_workbook(path), exported


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def expected(table: Any, *records: Record) -> list[list[Any]]:
    def seen(value: Any) -> Any:
        return datetime(value.year, value.month, value.day) if isinstance(value, date) else value or (value if value in (0, False) else None)  # fmt: skip

    return [[seen(column.get(row)) for column in table.columns] for r in records for row in table.rows(r)]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_a_sheet_holds_its_table(tmp_path: Path, table: Any) -> None:
    records = [record("a"), record("b")]
    workbook, _ = book(tmp_path, *records)
    sheet = workbook[table.name]
    assert [cell.value for cell in sheet[1]] == list(table.header)
    assert rows(sheet) == expected(table, *records)
    assert sheet.freeze_panes == "A2"
    last = f"{openpyxl.utils.get_column_letter(len(table.header))}{max(1, sheet.max_row)}"
    assert sheet.auto_filter.ref == f"A1:{last}"
    assert sheet["A1"].font.b and sheet["A1"].fill.fgColor.rgb == "FF1F3864"
    assert (sheet.sheet_state == "hidden") == (not rows(sheet))


def test_days_are_real_days(tmp_path: Path) -> None:
    workbook, _ = book(tmp_path, record("a"))
    sheet = workbook["events"]
    cell = sheet.cell(2, list(TABLES[1].header).index("start") + 1)
    assert (cell.value, cell.is_date, cell.number_format) == (datetime(2031, 3, 12), True, "yyyy-mm-dd")


@pytest.mark.parametrize("day", ["1900-01-01", "1900-02-28", "1900-03-01", "2000-02-29", "9999-12-31"])
def test_days_come_back_over_the_whole_calendar_of_excel(tmp_path: Path, day: str) -> None:
    workbook, exported = book(tmp_path, record("a", published={"date": day, "basis": "metadata", "mention": None}))
    assert workbook["records"]["D2"].value == datetime.fromisoformat(day)
    assert exported.notes == ()


def test_days_before_1900_are_texts_and_the_workbook_says_so(tmp_path: Path) -> None:
    old = {"date": "1899-12-31", "basis": "metadata", "mention": None}
    workbook, exported = book(tmp_path, record("a", published=old))
    assert workbook["records"]["D2"].value == "1899-12-31"
    assert [(n.count, n.words[:16]) for n in exported.notes] == [(1, "days before 1900")]
    about = [row for row in workbook["about"].iter_rows(values_only=True) if row[0] == "note"]
    assert about == [("note", 1, exported.notes[0].words)]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_stays_the_text_that_it_is(tmp_path: Path, words: str) -> None:
    workbook, exported = book(tmp_path, titled("a", words), titled("b", "after"))
    cells = [workbook["records"].cell(row, 3) for row in (2, 3)]
    assert [(c.value, c.data_type, c.hyperlink) for c in cells] == [(words, "s", None), ("after", "s", None)]
    assert exported.notes == ()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\uff1d1"])
def test_a_cell_that_begins_like_a_formula_stays_a_text_when_it_is_edited(tmp_path: Path, words: str) -> None:
    workbook, _ = book(tmp_path, titled("a", words), titled("b", f"x{words}"))
    assert [workbook["records"].cell(row, 3).quotePrefix for row in (2, 3)] == [True, False]


def test_there_is_no_formula_anywhere(tmp_path: Path) -> None:
    book(tmp_path, *(titled(f"={n}", words) for n, words in enumerate(HOSTILE)))
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(TABLES) + 1
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_what_a_cell_cannot_hold_is_marked_and_counted(tmp_path: Path) -> None:
    workbook, exported = book(tmp_path, titled("a", "a\x0cb\x00c\ud800d\uffffe\r\nf\rg"), titled("b", "plain"))
    assert workbook["records"]["C2"].value == "a\ufffdb\ufffdc\ufffdd\ufffde\nf\ng"
    assert [(n.count, n.words[:17]) for n in exported.notes] == [(1, "cells with U+FFFD")]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("x" * 32_768, "x" * 32_767),
        ("x" + "😀" * 20_000, "x" + "😀" * 16_383),
        ("<r>" + "y" * 40_000, "<r>" + "y" * 32_764),
    ],
)
def test_long_texts_are_cut_and_counted(tmp_path: Path, words: str, kept: str) -> None:
    workbook, exported = book(tmp_path, titled("a", words))
    assert workbook["records"]["C2"].value == kept
    assert [n.words for n in exported.notes] == ["cells with the first 32,767 characters of a longer text"]


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    records = [record(f"r{n}") for n in range(7)]
    workbook, exported = book(tmp_path, *records, rows=4)
    names = ["records", "records (2)", "records (3)"]
    assert [[row[0] for row in rows(workbook[name])] for name in names] == [
        ["r0", "r1", "r2"],
        ["r3", "r4", "r5"],
        ["r6"],
    ]
    for name in names:
        assert [cell.value for cell in workbook[name][1]] == list(TABLES[0].header)
        assert workbook[name].auto_filter.ref and workbook[name].freeze_panes == "A2"
    assert "tables that go on in a further sheet" in exported.notes[-1].words
    assert exported.notes[-1].count == sum(len(expected(t, *records)) > 3 for t in TABLES)


def test_numbers_that_excel_would_round_are_texts(tmp_path: Path) -> None:
    workbook, exported = book(tmp_path, record("a", source=SAMPLE["source"] | {"bytes": 12_345_678_901_234_567}))
    column = list(TABLES[0].header).index("bytes") + 1
    assert workbook["records"].cell(2, column).value == "12345678901234567"
    assert exported.notes[0].count == 1


def test_the_first_sheet_says_what_there_is(tmp_path: Path) -> None:
    workbook, exported = book(tmp_path, record("a"))
    assert workbook.sheetnames == ["about", *(t.name for t in TABLES)]
    lines = list(workbook["about"].iter_rows(values_only=True))
    assert lines[1][0] == "communique 0.1.0, resources abcdef012345"
    counts = {row[0]: row[1] for row in lines[5:]}
    assert counts == {t.name: len(expected(t, record("a"))) for t in TABLES}
    assert exported.written == sum(counts.values())
    assert workbook["about"]["A6"].hyperlink.location == "'records'!A1"


def test_a_run_without_records_is_a_workbook_with_headers(tmp_path: Path) -> None:
    workbook, exported = book(tmp_path)
    assert exported.written == 0
    assert [cell.value for cell in workbook["events"][1]] == list(TABLES[1].header)


def test_nothing_in_the_file_is_from_a_clock(tmp_path: Path) -> None:
    workbook, _ = book(tmp_path, record("a"))
    assert workbook.properties.created == workbook.properties.modified == datetime(1980, 1, 1)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
