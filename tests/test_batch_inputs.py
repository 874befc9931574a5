"""What `extract` takes: standard input, patterns, several inputs at once; and what it says where there is nothing."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from communique.cli import app
from communique.corpus.folder import find_inputs, input_roots
from communique.corpus.patterns import base_of, is_pattern, matches
from communique.models import Problem
from typer.testing import CliRunner, Result

TEXT = "Talks\n\nThe ministers met in Accra on 5 May 2031.\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with articles and a configuration that is quick to load."""
    for number, name in enumerate(("in/a.txt", "in/2030/b.txt", "in/2030/c.html", "in/2031/q3/d.txt", "other/a.txt")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.replace("5 May", f"{number + 6} May"), encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("stages: [dates]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: object, stdin: bytes = b"") -> Result:
    full = ["extract", *map(str, args), "--workers", "0", "--config", "settings.yaml", "--quiet"]
    return CliRunner().invoke(app, full, input=stdin, catch_exceptions=False)


def paths_of(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("place")
def test_standard_input_is_an_article() -> None:
    result = run("-", stdin=TEXT.encode())
    record = json.loads(result.stdout)
    assert (record["id"], record["source"]["path"]) == ("stdin", "stdin")
    assert record["dates"][0]["start"] == "2031-05-05"


@pytest.mark.usefixtures("place")
def test_standard_input_may_be_of_any_kind() -> None:
    lines = b"".join(json.dumps({"text": TEXT.replace("Accra", city)}).encode() + b"\n" for city in ("Lima", "Oslo"))
    assert paths_of(run("-", stdin=gzip.compress(lines))) == ["stdin!1", "stdin!2"]


@pytest.mark.usefixtures("place")
def test_several_inputs_are_read_in_their_order_and_each_file_once() -> None:
    found = paths_of(run("other", "-", "in/**/*.txt", "in/a.txt", stdin=TEXT.encode()))
    assert found == ["other/a.txt", "stdin", "in/2030/b.txt", "in/2031/q3/d.txt", "in/a.txt"]


@pytest.mark.usefixtures("place")
def test_patterns_name_files_below_what_stands_before_them() -> None:
    assert paths_of(run("in/20*/*.txt")) == ["2030/b.txt"]
    assert paths_of(run("in/20*")) == ["2030/b.txt", "2030/c.html", "2031/q3/d.txt"]
    assert paths_of(run("in/?.txt")) == ["a.txt"]
    assert paths_of(run("*/a.txt")) == ["in/a.txt", "other/a.txt"]


@pytest.mark.usefixtures("place")
def test_metadata_rows_reach_files_of_a_pattern() -> None:
    Path("table.csv").write_text("path,published\n2030/b.txt,2031-06-01\n")
    record = json.loads(run("in/*/b.*", "--metadata", "table.csv").stdout)
    assert record["published"]["date"] == "2031-06-01"


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(place: Path) -> None:
    (place / "in/x[1].txt").write_text(TEXT)
    assert not is_pattern("in/x[1].txt")
    assert paths_of(run("in/x[1].txt")) == ["x[1].txt"]
    assert is_pattern("in/x[12].txt")
    assert base_of("in/*/q?/d.txt") == Path("in")
    assert base_of("*.txt") == Path()
    assert input_roots(["in/*/b.*", "other", "in/a.txt"]) == (Path("in"), Path("other"))


@pytest.mark.usefixtures("place")
def test_what_lies_in_a_folder_that_matches_is_met_with_it() -> None:
    assert matches("in/**") == [Path("in")]
    (problem,) = find_inputs(["in/*.pdf"])
    assert isinstance(problem, Problem)
    assert problem.code == "not_found"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["in/*.pdf"], "in/*.pdf: no file has a name like that"),
        (["in/a.tx"], "in/a.tx does not exist; is in/a.txt meant?"),
        (["nowhere/at/all.txt"], "nowhere/at/all.txt does not exist"),
        (["-", "--cluster", "tcp://127.0.0.1:1"], "cannot see standard input"),
        (["in", "--shard-size", "0"], "'--shard-size'"),
    ],
)
@pytest.mark.usefixtures("place")
def test_what_is_not_there_is_said_in_one_line(args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


@pytest.mark.usefixtures("place")
def test_empty_standard_input_is_a_problem_row() -> None:
    result = run("-", "--out", "run")
    assert result.exit_code == 1
    assert json.loads(Path("run/problems.jsonl").read_text())["words"] == "is empty"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_with_line_ends_and_control_characters(place: Path) -> None:
    for name in ("in/two\nlines.txt", "in/bell\x07.txt", "in/\u202egnp.txt"):
        (place / name).write_text(TEXT)
    (place / "in/empty\n.txt").write_bytes(b"")
    result = run("in", "--out", "run", "--format", "json,jsonl,csv")
    assert result.exit_code == 1
    lines = Path("run/records.jsonl").read_bytes().splitlines()
    assert len(lines) == 7
    assert {"two\nlines.txt", "bell\x07.txt"} <= {json.loads(line)["source"]["path"] for line in lines}
    assert len(Path("run/problems.jsonl").read_bytes().splitlines()) == 1
    written = [p.name for p in Path("run/records").iterdir()]
    assert len(written) == 7
    assert not any(ord(c) < 32 for name in written for c in name)
