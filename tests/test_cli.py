"""The command line: what it prints where, exit codes, one-line errors, help for everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from communique.cli import app
from communique.models import Problem, Record
from rich.text import Text
from typer.testing import CliRunner, Result

ARTICLE = "Sahel Labour Forum opens\n\nThe Third Sahel Labour Forum was held in Geneva on 12-13 March 2031.\n"
_TOP = typer.main.get_command(app).commands  # type: ignore[attr-defined]
COMMANDS = {(name,): command for name, command in _TOP.items() if name != "gold"}
COMMANDS |= {("gold", name): command for name, command in _TOP["gold"].commands.items()}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "forum.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "relative.txt").write_text("Talks\n\nMinisters met on 5 May in Accra.\n", encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """A configuration that is quick to load."""
    path = tmp_path / "settings.yaml"
    path.write_text("stages: [dates, events]\n")
    return path


def run(*args: object) -> Result:
    """A command in this process; `extract` reads in it too, as tests put things in its way. Workers: test_batch.py."""
    if args[0] == "extract" and "--help" not in args:
        args = (*args, "--workers", "0")
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_extract_writes_a_run_and_shows_its_events(articles: Path, settings: Path, tmp_path: Path) -> None:
    result = run("extract", articles, "--out", tmp_path / "run", "--config", settings)
    assert result.exit_code == 0
    assert "Sahel Labour Forum" in " ".join(result.stdout.split())
    assert "12–13 Mar 2031" in result.stdout
    assert "2 articles, 2 records" in result.stderr
    record = Record.model_validate_json((tmp_path / "run/records/forum.json").read_bytes())
    assert record.source.path == "forum.txt"
    assert len((tmp_path / "run/records.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_two_runs_give_the_same_bytes(articles: Path, settings: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("extract", articles, "--out", tmp_path / name, "--config", settings).exit_code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_without_out_records_go_to_stdout_as_lines(articles: Path, settings: Path) -> None:
    result = run("extract", articles / "forum.txt", articles, "--config", settings)
    assert result.exit_code == 0
    assert [Record.model_validate_json(line).id for line in result.stdout.splitlines()] == [
        "forum",
        "relative",
    ]
    assert "2 articles" in result.stderr


def test_quiet_says_nothing(articles: Path, settings: Path, tmp_path: Path) -> None:
    result = run("extract", articles, "--out", tmp_path / "run", "--config", settings, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_a_dry_run_writes_nothing(articles: Path, settings: Path, tmp_path: Path) -> None:
    result = run("extract", articles, "--out", tmp_path / "run", "--config", settings, "--dry-run")
    assert result.exit_code == 0
    assert "12–13 Mar 2031" in result.stdout
    assert not (tmp_path / "run").exists()


def test_an_odd_document_is_a_row_and_exit_code_1(articles: Path, settings: Path, tmp_path: Path) -> None:
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (articles / "empty.txt").write_bytes(b"")
    result = run("extract", articles, "--out", tmp_path / "run", "--config", settings)
    assert result.exit_code == 1
    rows = (tmp_path / "run/problems.jsonl").read_text(encoding="utf-8").splitlines()
    problems = [Problem.model_validate_json(row) for row in rows]
    assert [(p.path, p.code, p.fatal) for p in problems] == [
        ("broken.txt", "binary", True),
        ("empty.txt", "empty", True),
    ]
    assert "2 records" in result.stderr
    assert "binary" in result.stderr
    assert sorted(p.name for p in (tmp_path / "run/records").iterdir()) == ["forum.json", "relative.json"]


@pytest.fixture
def crashing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage of another package that fails on one document."""
    (tmp_path / "fragile.py").write_text(
        "from communique.pipeline import Finding, Stage\n"
        "class Fragile(Stage):\n"
        "    name = 'fragile'\n"
        "    writes = frozenset({'x'})\n"
        "    def find(self, draft):\n"
        "        if 'Accra' in draft.text:\n"
        "            raise RuntimeError('lost my way')\n"
        "        return []\n"
        "def create(resources, config):\n"
        "    return Fragile()\n"
    )
    info = tmp_path / "fragile-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[communique.stages]\nfragile = fragile:create\n")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("crashing")
def test_a_crash_is_a_row_with_its_traceback_and_the_rest_is_written(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("stages: [dates, fragile]\n")
    result = run("extract", articles, "--out", tmp_path / "run", "--config", tmp_path / "settings.yaml")
    assert result.exit_code == 1
    [row] = (tmp_path / "run/problems.jsonl").read_text(encoding="utf-8").splitlines()
    problem = Problem.model_validate_json(row)
    assert (problem.path, problem.stage, problem.code) == ("relative.txt", "fragile", "crash")
    assert "lost my way" in (problem.traceback or "")
    assert [p.name for p in (tmp_path / "run/records").iterdir()] == ["forum.json"]
    shown = run("show", articles / "relative.txt", "--config", tmp_path / "settings.yaml")
    assert shown.exit_code == 1
    assert "stage fragile: RuntimeError: lost my way" in shown.stderr


def starts(result: Result) -> dict[str, str | None]:
    records = [Record.model_validate_json(line) for line in result.stdout.splitlines()]
    return {r.id: str(r.dates[0].start) if r.dates else None for r in records}


def test_published_is_used_where_metadata_has_none(articles: Path, settings: Path) -> None:
    (articles / "other.txt").write_text("Talks\n\nMinisters met on 5 May in Accra.\n", encoding="utf-8")
    table = articles / "table.csv"
    table.write_text("path,published\nrelative.txt,2029-05-20\nother.txt,\n")
    args = ("--config", settings, "--metadata", table, "--published", "2027-06-01")
    result = run("extract", articles, *args)
    assert result.exit_code == 0
    assert starts(result) == {"forum": "2031-03-12", "other": "2027-05-05", "relative": "2029-05-05"}


def test_an_article_met_again_under_another_name_says_so(articles: Path, settings: Path) -> None:
    (articles / "same.txt").write_text(ARTICLE, encoding="utf-8")
    lines = run("extract", articles, "--config", settings).stdout.splitlines()
    records = [Record.model_validate_json(line) for line in lines]
    duplicates = {record.id: record.source.duplicate_of for record in records}
    assert duplicates == {"forum": None, "relative": None, "same": "forum"}


def test_a_metadata_row_without_a_file_is_a_problem(articles: Path, settings: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("path,published\nmissing.txt,2029-05-20\n")
    result = run("extract", articles, "--config", settings, "--metadata", table, "--out", tmp_path / "run")
    assert result.exit_code == 1
    assert "metadata_unmatched" in (tmp_path / "run/problems.jsonl").read_text()


def test_the_output_folder_is_not_read_as_articles(articles: Path, settings: Path) -> None:
    for _ in range(2):
        result = run("extract", articles, "--config", settings, "--out", articles / "run")
        assert result.exit_code == 0
        assert "2 articles, 2 records" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["extract", "nowhere.txt"], "does not exist"),
        (["extract"], "Missing argument"),
        (["extract", "{articles}", "--format", "xml"], "no format 'xml'"),
        (["extract", "{articles}", "--published", "5 May"], "'--published'"),
        (["extract", "{articles}", "--max-bytes", "0"], "'--max-bytes'"),
        (["extract", "{articles}", "--metadata", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["extract", "{articles}", "--config", "nowhere.yaml"], "nowhere.yaml"),
        (["extract", "{articles}", "--config", "{tmp}/wrong.yaml"], "no stage 'wizards'"),
        (["extract", "{articles}", "--config", "{tmp}/typo.yaml"], "stagez"),
        (["extract", "{articles}", "--resources", "{tmp}/typo.yaml"], "is no folder"),
        (["extract", "{articles}", "--config", "{settings}", "--out", "{settings}"], "is no folder"),
        (["extract", "{empty}", "--config", "{settings}"], "there is no file in"),
        (["check", "--config", "{tmp}/wrong.yaml"], "no stage 'wizards'"),
        (["show", "{articles}"], "is a directory"),
        (["schema", "--what", "wizard"], "wizard"),
        (["fly"], "No such command"),
    ],
)
def test_a_wrong_call_is_one_clear_line_and_exit_code_2(
    articles: Path, settings: Path, tmp_path: Path, args: list[str], words: str
) -> None:
    (tmp_path / "wrong.yaml").write_text("stages: [wizards]\n")
    (tmp_path / "typo.yaml").write_text("stagez: [dates]\n")
    (tmp_path / "empty").mkdir()
    places = {"articles": articles, "settings": settings, "tmp": tmp_path, "empty": tmp_path / "empty"}
    result = run(*(arg.format(**places) for arg in args))
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_files_in_the_way_are_kept_unless_forced(articles: Path, settings: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    (out / "events.csv").write_text("mine")
    result = run("extract", articles, "--config", settings, "--out", out)
    assert result.exit_code == 2
    assert "was not written by a run" in result.stderr
    assert (out / "events.csv").read_text() == "mine"
    assert run("extract", articles, "--config", settings, "--out", out, "--force").exit_code == 0


def test_show_prints_the_text_and_its_record(articles: Path, settings: Path) -> None:
    result = run("show", articles / "forum.txt", "--config", settings)
    assert result.exit_code == 0
    assert "Third Sahel Labour Forum was held" in " ".join(result.stdout.split())
    assert "Dates" in result.stdout
    day = run("show", articles / "relative.txt", "--config", settings, "--published", "2026-07-01", "--json")
    assert Record.model_validate_json(day.stdout).dates[0].model_dump(mode="json")["start"] == "2026-05-05"


def test_show_says_why_a_file_cannot_be_read(articles: Path, settings: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    result = run("show", articles / "empty.txt", "--config", settings)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "empty.txt: is empty" in result.stderr


def test_schema_prints_the_json_schema() -> None:
    record, problem = (json.loads(run("schema", *args).stdout) for args in ((), ("--what", "problem")))
    assert {"events", "dates", "officials"} <= set(record["properties"])
    assert "words" in problem["properties"]


def test_check_lists_stages_and_resources(settings: Path) -> None:
    result = run("check", "--config", settings)
    assert result.exit_code == 0
    for words in ("dates", "events", "dates.yaml", "All sound"):
        assert words in result.stdout


def test_version() -> None:
    assert run("--version").stdout.startswith("communique ")


def parameters() -> list[tuple[tuple[str, ...], Any]]:
    return [(name, param) for name, command in sorted(COMMANDS.items()) for param in command.params]


def test_every_command_and_option_has_help() -> None:
    assert {name[-1] for name in COMMANDS} == {
        "annotate", "check", "evaluate", "export", "extract", "fill", "gate", "import", "report", "review", "schema",
        "show",
    }  # fmt: skip
    for name, command in COMMANDS.items():
        assert len(command.help) > 20, name
    for name, param in parameters():
        assert len(param.help) > 10, (name, param.name)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_names_every_option(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    text = Text.from_ansi(result.stdout).plain
    for name, param in parameters():
        if name == command and param.opts[0].startswith("--"):
            assert param.opts[0] in text


@pytest.mark.parametrize("args", [["--help"], ["extract", "--help"], ["--version"]])
def test_help_loads_neither_spacy_nor_pandas(args: list[str]) -> None:
    code = (
        "import sys\n"
        "from communique.cli import app\n"
        "try:\n"
        f"    app({args!r})\n"
        "finally:\n"
        "    heavy = {'spacy', 'pandas', 'numpy', 'dateparser', 'lxml', 'trafilatura'} & set(sys.modules)\n"
        "    print('heavy:', sorted(heavy), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "heavy: []"


def test_the_module_runs_as_the_command_does() -> None:
    command = [sys.executable, "-m", "communique", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("communique ")


def test_a_named_file_that_may_not_be_read_is_a_problem_not_a_wrong_call(
    articles: Path, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions are refused here by hand, since they do not bind the superuser that tests may run as."""
    closed = articles / "forum.txt"
    real_open = os.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *args, **kwargs)

    real_access = os.access
    monkeypatch.setattr(
        "os.access", lambda path, *args, **kw: str(path) != str(closed) and real_access(path, *args, **kw)
    )
    monkeypatch.setattr("os.open", refuse)
    result = run("extract", closed, articles / "relative.txt", "--out", tmp_path / "run", "--config", settings)
    assert result.exit_code == 1
    rows = [Problem.model_validate_json(row) for row in (tmp_path / "run/problems.jsonl").read_bytes().splitlines()]
    assert [(row.path, row.code) for row in rows] == [("forum.txt", "unreadable")]
