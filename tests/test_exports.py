"""Exports: records are read one by one, nothing is overwritten unasked, the same records make the same bytes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from communique.commands.exporting import Target, export
from communique.models import ProducedBy, Record
from communique.models.stored import RecordsError, stored_records
from communique.outputs import RunWriter
from communique.outputs.exports import ExportError, ExportFormat, export_run
from communique.outputs.exports.occasions import Skipped, calendar_days, event_key, occasions, web_address
from typer.testing import CliRunner, Result

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))["record"]
NEEDS = {"xlsx": "xlsxwriter", "ics": "icalendar", "parquet": "pyarrow"}
FORMATS = list(ExportFormat)


def record(
    record_id: str, *, published: str | None = "2031-03-14", duplicate_of: str | None = None, **event: Any
) -> Record:
    """The sample under another id, its event with other values."""
    changes: dict[str, Any] = {"id": record_id, "events": [SAMPLE["events"][0] | event]}
    changes["source"] = SAMPLE["source"] | {"duplicate_of": duplicate_of}
    changes["published"] = SAMPLE["published"] | {"date": published} if published else None
    return Record.model_validate(SAMPLE | changes)


def write_run(out: Path, *records: Record, formats: tuple[Any, ...] = ("jsonl",)) -> Path:
    with RunWriter(out, produced_by=ProducedBy(communique="1", resources="2"), formats=formats) as writer:
        for item in records:
            writer.write(item)
    return out


def files(path: Path) -> dict[str, bytes]:
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return {file.name: file.read_bytes() for file in found}


def call(*args: object) -> Result:
    app = typer.Typer()
    app.command()(export)
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tmp_path / "run", record("a"), record("b", status="planned"))


@pytest.mark.parametrize("formats", [("jsonl",), ("json",)])
def test_records_come_from_lines_or_files(tmp_path: Path, formats: tuple[str, ...]) -> None:
    out = write_run(tmp_path / "run", record("a"), record("b"), formats=formats)
    assert [r.id for _, r in stored_records(out)] == ["a", "b"]
    inner = out / ("records.jsonl" if formats == ("jsonl",) else "records")
    assert [r.id for _, r in stored_records(inner)] == ["a", "b"]


def test_records_are_read_as_they_are_asked_for(run: Path) -> None:
    lines = run / "records.jsonl"
    lines.write_bytes(lines.read_bytes() + b'{"id": "broken"}\n')
    found: Iterator[Record] = (record for _, record in stored_records(run))
    assert [next(found).id, next(found).id] == ["a", "b"], "what is behind was not looked at"
    with pytest.raises(RecordsError, match=r"records\.jsonl:3: is no record: produced_by: Field required"):
        next(found)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{not json", r"records\.jsonl:2: is no record: \(the whole\): Invalid JSON"),
        ("[]", r"records\.jsonl:2: is no record"),
        (record("a").model_dump_json(), r"records\.jsonl:2: is a second record with the id 'a'"),
        (record("c").model_dump_json().replace('"1"', '"2"', 1), r"records\.jsonl:2: is no record: schema_version"),
    ],
)
@pytest.mark.parametrize("to", FORMATS)
def test_what_is_no_record_is_refused_and_nothing_is_left(
    tmp_path: Path, to: ExportFormat, line: str, words: str
) -> None:
    if to in NEEDS:
        pytest.importorskip(NEEDS[to])
    (tmp_path / "records.jsonl").write_text(record("a").model_dump_json() + f"\n{line}\n", encoding="utf-8")
    before = files(tmp_path)
    with pytest.raises(RecordsError, match=words):
        export_run(tmp_path, to, tmp_path / "out")
    assert files(tmp_path) == before


def test_a_file_that_is_no_record_is_named(tmp_path: Path) -> None:
    out = write_run(tmp_path / "run", record("a"), formats=("json",))
    (out / "records" / "b.json").write_text("{}")
    with pytest.raises(RecordsError, match=r"records/b\.json: is no record: id: Field required"):
        list(stored_records(out))


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="holds no records"):
        export_run(tmp_path, ExportFormat.geojson, tmp_path / "map.json")


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_records_make_the_same_bytes(run: Path, tmp_path: Path, to: ExportFormat) -> None:
    if to in NEEDS:
        pytest.importorskip(NEEDS[to])
    code = "import sys; from pathlib import Path; from communique.outputs.exports import *;" + (
        "export_run(Path(sys.argv[1]), ExportFormat(sys.argv[2]), Path(sys.argv[3]))"
    )
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
        subprocess.run(
            [sys.executable, "-c", code, str(run), to, str(tmp_path / f"out{seed}")], env=environment, check=True
        )
    one, other = files(tmp_path / "out1"), files(tmp_path / "out2")
    assert list(one.values()) == list(other.values()) and one


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_is_overwritten_unless_asked(run: Path, tmp_path: Path, to: ExportFormat) -> None:
    if to in NEEDS:
        pytest.importorskip(NEEDS[to])
    out = tmp_path / "there"
    if to is ExportFormat.parquet:
        out.mkdir()
        (out / "mine.txt").write_text("mine")
    else:
        out.write_text("mine")
    with pytest.raises(ExportError, match="is there already; --force overwrites it"):
        export_run(run, to, out)
    assert b"mine" in files(out).values()
    export_run(run, to, out, force=True)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert (b"mine" in files(out).values()) == (to is ExportFormat.parquet), "other files in a folder stay"


def test_the_run_itself_is_never_overwritten(run: Path) -> None:
    before = (run / "records.jsonl").read_bytes()
    for out, to in ((run / "records.jsonl", ExportFormat.ftm), (run, ExportFormat.parquet)):
        with pytest.raises(ExportError, match="is what the records are read from"):
            export_run(run, to, out, force=True)
    assert (run / "records.jsonl").read_bytes() == before


def test_a_folder_is_no_file_and_a_file_no_folder(run: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="is no folder"):
        export_run(run, ExportFormat.parquet, tmp_path / "file", force=True)
    with pytest.raises(ExportError, match="is a folder"):
        export_run(run, ExportFormat.geojson, tmp_path, force=True)


@pytest.mark.parametrize(("to", "library"), [("xlsx", "xlsxwriter"), ("ics", "icalendar")])
def test_a_missing_library_is_named(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExportError, match=r"pip install 'communique\[exports\]'"):
        export_run(run, ExportFormat(to), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_importing_exports_loads_no_library() -> None:
    heavy = "{'xlsxwriter', 'openpyxl', 'icalendar', 'pyarrow', 'followthemoney', 'pandas', 'spacy'}"
    code = f"import sys, communique.outputs.exports, communique.commands.exporting; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_parquet_is_what_extract_writes(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = write_run(tmp_path / "run", record("a"), record("b"), formats=("jsonl", "parquet"))
    done = export_run(out, ExportFormat.parquet, tmp_path / "tables")
    assert files(tmp_path / "tables") == files(out / "parquet")
    assert done.written > 0


def test_the_command_says_what_it_wrote_and_what_it_left_out(tmp_path: Path) -> None:
    pytest.importorskip("icalendar")
    out = write_run(tmp_path / "run", record("a"), record("b", start=None, end=None))
    result = call(out, "--to", "ics", "--out", tmp_path / "new" / "events.ics")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "events left out, as no day is stated: 1",
        f"wrote {tmp_path / 'new' / 'events.ics'}; entries: 1",
    ]
    assert result.stdout == ""
    again = call(out, "--to", "ics", "--out", tmp_path / "new" / "events.ics")
    assert (again.exit_code, again.stderr) == (2, f"communique: {tmp_path}/new/events.ics is there already; --force overwrites it\n")  # fmt: skip
    assert call(out, "--to", "ics", "--out", tmp_path / "new" / "events.ics", "--force", "--quiet").stderr == ""


def test_the_command_refuses_a_revision_of_anything_but_calendars(run: Path, tmp_path: Path) -> None:
    result = call(run, "--to", "geojson", "--out", tmp_path / "map.json", "--revision", "1")
    assert (result.exit_code, result.stderr) == (2, "communique: --revision goes with --to ics\n")
    with pytest.raises(ExportError, match="goes with ics alone"):
        export_run(run, ExportFormat.geojson, tmp_path / "map.json", revision=1)


def test_the_command_offers_every_format() -> None:
    assert [t.value for t in Target] == [f.value for f in ExportFormat]


# Which event is which


def keys(*records: Record) -> list[str]:
    return [o.key for o in occasions(records, Skipped())]


def test_an_event_is_called_by_its_edition_then_series_then_record() -> None:
    for event, key in (
        ({"known_as": "lab-2", "series": "lab", "edition": 2}, "edition/lab-2"),
        ({"series": "lab", "edition": 2}, "series/lab/2"),
        ({"series": "lab", "edition": None}, "record/a/e1"),
        ({"series": None, "edition": 2}, "record/a/e1"),
    ):
        told = record("a", **event)
        assert event_key(told, told.events[0]) == key


def test_releases_of_a_known_event_make_one_entry_and_others_do_not() -> None:
    known = {"series": "lab", "edition": 2}
    assert keys(record("a", **known), record("b"), record("c", **known), record("d")) == [
        "record/b/e1", "record/d/e1", "series/lab/2",
    ]  # fmt: skip


def test_duplicates_are_left_out_and_counted() -> None:
    skipped = Skipped()
    assert [o.told_by for o in occasions([record("a"), record("b", duplicate_of="a")], skipped)] == ["a"]
    assert skipped.duplicates == 1


def test_an_event_of_several_releases_has_the_days_of_most_and_the_status_told_last() -> None:
    known = {"series": "lab", "edition": 2}
    told = [
        record("a", published="2031-03-05", status="unknown", start="2031-03-10", end="2031-03-11", **known),
        record("b", published="2031-03-01", status="postponed", start="2031-03-01", end="2031-03-31", precision="month", **known),
        record("c", published="2031-03-02", status="unknown", place_ids=[], city=None, country=None, venue=None, **known),
        record("d", published="2031-02-01", status="planned", **known),
        record("e", published="2031-04-01", status="unknown", start=None, end=None, precision=None, **known),
    ]  # fmt: skip
    for order in (told, told[::-1]):
        [found] = occasions(order, Skipped())
        assert (found.event.start, found.event.end) == (date(2031, 3, 12), date(2031, 3, 13)), "two releases say so"
        assert found.event.status == "postponed", "what the last release that knows says"
        assert (found.event.city, found.place and found.place.name) == ("Lomé", "Lomé")
        assert [r.record_id for r in found.releases] == ["d", "b", "c", "a", "e"]
        assert found.days == ((date(2031, 3, 10), date(2031, 3, 11)), (date(2031, 3, 12), date(2031, 3, 13)))
        assert found.newest == date(2031, 4, 1)


def test_an_identifier_depends_on_the_key_alone() -> None:
    [one] = occasions([record("a", status="planned")], Skipped())
    [other] = occasions([record("a", status="held", name="Forum of Lomé", published=None)], Skipped())
    assert str(one.uuid) == str(other.uuid) == "d54c225e-cb71-5a4a-974e-38c9c59c8328"


@pytest.mark.parametrize(
    ("start", "end", "precision", "days"),
    [
        ("2031-03-12", "2031-03-13", "day", ("2031-03-12", "2031-03-13")),
        ("2031-03-12", None, "day", ("2031-03-12", None)),
        ("2031-03-01", "2031-03-31", "month", ("2031-03", "2031-03")),
        ("2031-01-01", "2031-03-31", "quarter", ("2031-01", "2031-03")),
        ("2031-01-01", "2031-12-31", "year", ("2031", "2031")),
        ("2031-10-21", "2031-10-31", "other", ("2031-10", "2031-10")),
        (None, None, None, (None, None)),
    ],
)
def test_days_are_no_finer_than_they_are_known(
    start: str | None, end: str | None, precision: str | None, days: tuple[str | None, str | None]
) -> None:
    assert calendar_days(record("a", start=start, end=end, precision=precision).events[0]) == days


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?x=1&y=%20#z", "https://example.org/a?x=1&y=%20#z"),
        (" http://example.org/two words\n", "http://example.org/two%20words"),
        ("https://example.org/Lomé", "https://example.org/Lom%C3%A9"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/\ud800", "https://example.org/?"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/a", None),
        ("https:///a", None),
        ("https://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_are_given_out(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


# The documentation


DOCS = (Path(__file__).resolve().parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")


def test_the_example_runs(run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(run.parent)
    [code] = re.findall(r"```python\n(.*?)```", DOCS, re.S)
    exec(compile(code, "exports.md", "exec"), {"__name__": "exports"})
    assert capsys.readouterr().out == "2 features\n"
    assert (run.parent / "events.geojson").exists()


def test_every_format_is_described() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS, re.M) == [f.value for f in ExportFormat]
