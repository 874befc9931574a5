"""Mentions of a paged file carry the page that they begin on; those of all others say nothing of pages."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from communique import Pipeline
from communique.corpus.readers import read_file
from communique.models import Document, Mention, Record
from communique.outputs.csv_tables import csv_rows
from communique.outputs.report.entries import groups_of
from communique.outputs.tables import MENTIONS, TABLES
from communique.outputs.typed_tables import table_cells
from communique.pipeline import Config
from pydantic import ValidationError

TEXT = "Talks end in Lima\n\nThe 3rd Harbour Forum met on 3 May 2031.\n\nThe next one will meet on 4 June 2032 in Oslo."
SECOND = TEXT.index("The next")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Config(stages=("dates", "locations")))


@pytest.fixture(scope="module")
def paged(pipeline: Pipeline) -> Record:
    return pipeline.read(Document(id="a", text=TEXT, pages=(0, SECOND)))


def test_each_mention_has_the_page_that_it_begins_on(paged: Record) -> None:
    pages = {m.text: m.page for m in paged.mentions()}
    assert (pages["Lima"], pages["3 May 2031"], pages["4 June 2032"], pages["Oslo"]) == (1, 1, 2, 2)
    assert all(m.page == (2 if m.start >= SECOND else 1) for m in paged.mentions())


def test_the_page_is_in_the_json_and_reads_back(paged: Record) -> None:
    line = paged.model_dump_json()
    assert '"page":2' in line
    assert Record.model_validate_json(line) == paged


def test_a_text_without_pages_says_nothing_of_them(pipeline: Pipeline) -> None:
    record = pipeline.read(Document(id="a", text=TEXT))
    assert '"page"' not in record.model_dump_json()
    assert "page" not in record.dates[0].mentions[0].model_dump()
    assert {m.page for m in record.mentions()} == {None}


def test_tables_carry_the_page(paged: Record) -> None:
    assert MENTIONS.header[-1] == "page"
    at = [table.name for table in TABLES].index("mentions")
    assert {row[-1] for row in table_cells(TABLES, paged)[at]} == {1, 2}
    assert csv_rows(MENTIONS, paged).splitlines()[-1].endswith(",2")


def test_the_report_shows_it_without_the_text(paged: Record) -> None:
    groups = groups_of(paged)
    shown = {e.words: e.page for group in groups for entry in group.entries for e in entry.evidence}
    assert shown["Oslo"] == 2


def test_a_page_counts_from_one() -> None:
    for page in (0, -1):
        with pytest.raises(ValidationError):
            Mention(start=0, end=1, text="x", zone="body", rule="a.b", page=page)


def test_the_schema_names_it() -> None:
    schema = Record.model_json_schema()["$defs"]["Mention"]
    assert "page" in schema["properties"]
    assert "page" not in schema["required"]


def _samples() -> ModuleType:
    spec = spec_from_file_location("reader_samples", Path(__file__).with_name("test_readers_samples.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_from_a_pdf_to_the_record(pipeline: Pipeline, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = (
        "The Forum met in Lima on 3 May 2031 and agreed.",
        "It will meet again in Oslo on 4 June 2032 for two days.",
    )
    (tmp_path / "a.pdf").write_bytes(_samples().pdf([[(72, 700, line)] for line in lines]))
    document = read_file(tmp_path / "a.pdf", root=tmp_path).document
    assert document is not None
    record = json.loads(pipeline.read(document).model_dump_json())
    assert [(d["text"], d["mentions"][0]["page"]) for d in record["dates"]] == [("3 May 2031", 1), ("4 June 2032", 2)]
