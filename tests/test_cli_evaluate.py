"""`communique evaluate`: what it prints, in which form, with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from communique.cli import app
from typer.testing import CliRunner, Result

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Talks on fisheries\n\nExperts met in Lisbon from 7 to 9 June 2030 and in Zembla on 3 May 2031.\n"
GOLD = """\
id: talks
unjudged: [title, warnings, dates.role, locations.type, locations.role]
dates:
  - {id: days, start: 2030-06-07, end: 2030-06-10, precision: day, mentions: [from 7 to 9 June 2030]}
  - {id: later, start: 2031-05-03, end: 2031-05-03, precision: day, mentions: [3 May 2031]}
locations:
  - {id: lisbon, name: Lisbon, country: PT, mentions: [Lisbon]}
  - {id: zembla, name: Zembla, mentions: [Zembla]}
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    (folder / "talks.yaml").write_text(GOLD, encoding="utf-8")
    assert run("gold", "fill", folder / "talks.yaml").exit_code == 0
    return folder


def test_tables_say_what_was_measured(gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["locations", "1.000", "0.500", "0.667", "-", "2", "0", "1"] in lines  # values
    assert ["dates", "0.500", "0.500", "0.500", "-", "2", "1", "1"] in lines
    assert ["dates", "1.000", "1.000", "1.000", "-", "2", "0", "0", "1.000"] in lines  # mentions
    assert "1 articles: macro F1 of values" in result.stderr
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_errors_show_the_words_around_and_the_rule(gold: Path) -> None:
    listing = run("evaluate", gold, "--errors").stdout
    start = TEXT.index("from 7")
    block = (
        "talks  dates  missed  from 7 to 9 June 2030 = 2030-06-07/2030-06-10\n"
        f"    line 3, {start}-{start + 21}: …Talks on fisheries⏎⏎Experts met in Lisbon [from 7 to 9 June 2030] "
        "and in Zembla on 3 May 2031.⏎…\n"
        "    read as dates by dates.day_range\n"
    )
    assert block in listing
    assert "talks  dates  false alarm  from 7 to 9 June 2030 = 2030-06-07/2030-06-09" in listing
    assert "talks  locations  missed  Zembla = Zembla [-]" in listing
    assert "no rule read it" in listing
    assert "read by dates.day_range" in listing


@pytest.mark.parametrize("by", ["article", "stage", "rule", "attribute"])
def test_groups(gold: Path, by: str) -> None:
    tables = run("evaluate", gold, "--by", by).stdout
    assert {"article": "talks", "stage": "dates ", "rule": "dates.day_range", "attribute": "dates.end"}[by] in tables


def test_json(gold: Path) -> None:
    data = json.loads(run("evaluate", gold, "--format", "json", "--errors").stdout)
    assert data["scores"]["value"]["dates"] == {
        "tp": 1, "fp": 1, "fn": 1, "support": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5, "low": None, "high": None,
    }  # fmt: skip
    assert {
        "article": "talks",
        "level": "value",
        "field": "locations",
        "outcome": "miss",
        "why": "no rule read it",
    }.items() <= next(
        e for e in data["errors"] if e["outcome"] == "miss" and e["field"] == "locations" and e["level"] == "value"
    ).items()


def test_markdown(gold: Path) -> None:
    text = run("evaluate", gold, "--format", "markdown").stdout
    assert "| field | P | R | F1 | 95 % | gold | false | missed |\n| --- | --: |" in text
    assert "| locations | 1.000 | 0.500 | 0.667 | - | 2 | 0 | 1 |" in text


def test_junit(gold: Path) -> None:
    suite = ElementTree.fromstring(run("evaluate", gold, "--format", "junit").stdout)
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    case = next(c for c in suite if c.get("name") == "locations")
    assert case.get("classname") == "talks"
    assert "Zembla" in (case.findtext("failure") or "")


def test_records_of_a_run_are_judged(tmp_path: Path) -> None:
    articles = CORPUS / "articles"
    assert (
        run(
            "extract", articles, "--metadata", articles / "metadata.csv", "--out", tmp_path / "run", "--quiet"
        ).exit_code
        == 0
    )
    for records in (tmp_path / "run", tmp_path / "run" / "records.jsonl", tmp_path / "run" / "records"):
        result = run("evaluate", CORPUS, "--pred", records, "--format", "json")
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout) == json.loads(run("evaluate", CORPUS, "--format", "json").stdout)
    one = run("evaluate", CORPUS, "--pred", tmp_path / "run" / "records" / "imrf-2022.json")
    assert one.exit_code == 1
    assert "marrakesh-2018: no record was given for it" in one.stderr


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"schema_version"', '"colour"', "records.jsonl:1: "),
        (
            '"text":"16 May","zone"',
            '"text":"17 May","zone"',
            "records.jsonl:1: imrf-2022: the article does not say '17 May'",
        ),
        ("}\n{", "}\n{]\n{", "records.jsonl:2: "),
    ],
)
def test_records_that_are_none_are_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    articles = CORPUS / "articles"
    run("extract", articles, "--metadata", articles / "metadata.csv", "--out", tmp_path / "run", "--quiet")
    file = tmp_path / "run" / "records.jsonl"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("evaluate", CORPUS, "--pred", file)
    assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr


def test_a_second_record_for_an_article_is_refused(tmp_path: Path) -> None:
    sample = (CORPUS.parent / "outputs" / "samples" / "imrf-2022.json").read_text(encoding="utf-8")
    line = json.dumps(json.loads(sample)) + "\n"
    (tmp_path / "two.jsonl").write_text(line + line, encoding="utf-8")
    result = run("evaluate", CORPUS, "--pred", tmp_path / "two.jsonl")
    assert (result.exit_code, "second record with the id 'imrf-2022'" in result.stderr) == (2, True)


def test_gold_that_is_wrong_is_refused_with_file_and_line(gold: Path) -> None:
    good = (gold / "talks.yaml").read_text(encoding="utf-8")
    cases = {
        good.replace("text: \"Lisbon\"", "text: \"Lisboa\""): "talks.yaml:",
        good.replace("dates:", "colours:"): "colours: unknown label",
        good.replace("id: later", "id: days"): "id 'days' is taken",
        good.replace("\n", "\r\n"): "CR found",
        good + "draft: true\n": "draft",
    }  # fmt: skip
    for text, reason in cases.items():
        (gold / "talks.yaml").write_bytes(text.encode())
        result = run("evaluate", gold)
        assert (result.exit_code, reason in result.stderr, "talks.yaml:" in result.stderr) == (2, True, True), (
            result.stderr
        )


def test_folders_that_are_no_gold_are_refused(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no gold" in run("evaluate", tmp_path / "empty").stderr
    (gold / "talks.txt").rename(gold / "other.txt")
    assert "one article called 'talks' is needed; there is none" in run("evaluate", gold).stderr
    shutil.copy(gold / "other.txt", gold / "talks.txt")
    shutil.copy(gold / "other.txt", gold / "talks.md2")
    assert "there is talks.md2 and talks.txt" in run("evaluate", gold).stderr


def test_articles_without_gold_are_counted(gold: Path) -> None:
    (gold / "unread.txt").write_text("Nothing.\n")
    assert "1 articles; 1 more without gold" in run("evaluate", gold).stderr


def test_two_evaluations_give_the_same_bytes(gold: Path) -> None:
    assert run("evaluate", CORPUS, "--errors").stdout == run("evaluate", CORPUS, "--errors").stdout
