"""`communique annotate` and `communique gold`: an article becomes gold by way of a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from communique.cli import app
from communique.corpus.goldset import load_gold_set
from typer.testing import CliRunner, Result

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Ministers close the Ports Summit\n\nThe Ports Summit was held in Oslo on 3 May. Zembla came too.\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ports.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_an_article_becomes_gold_in_the_steps_that_the_guide_shows(article: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    first = run("annotate", article, "--published", "2031-05-06", "--out", gold)
    assert first.exit_code == 0
    assert "take out the line `draft: true`" in first.stderr
    assert (gold / "ports.txt").read_bytes() == article.read_bytes()
    draft = (gold / "ports.yaml").read_text(encoding="utf-8")
    assert "draft: true\n" in draft
    assert "start: 2031-05-03" in draft
    assert "draft" in run("evaluate", gold).stderr
    missed = "  - {id: zembla, name: Zembla, type: country, role: mentioned, mentions: [Zembla]}\n"
    corrected = draft.replace("draft: true\n", "").replace("locations:\n", "locations:\n" + missed)
    (gold / "ports.yaml").write_text(corrected, encoding="utf-8")
    filled = run("gold", "fill", gold / "ports.yaml")
    assert (filled.exit_code, "ports.yaml: sound\n" in filled.stderr) == (0, True), filled.stderr
    at = TEXT.index("Zembla")
    assert f'{{start: {at}, end: {at + 6}, text: "Zembla"}}' in (gold / "ports.yaml").read_text(encoding="utf-8")
    checked = run("gold", "check", gold)
    assert (checked.exit_code, "1 articles" in checked.stdout, "All sound" in checked.stdout) == (0, True, True)
    (gold / "metadata.csv").write_text("path,published\nports.txt,2031-05-06\n", encoding="utf-8")
    result = run("evaluate", gold, "--errors")
    wrong = [line for line in result.stdout.splitlines() if line.startswith("ports  ")]
    assert wrong == ["ports  locations  missed  Zembla = Zembla [-]"], (
        "all but Zembla is what the program itself has drafted"
    )


def test_a_draft_goes_to_stdout_without_a_folder(article: Path) -> None:
    result = run("annotate", article)
    assert result.stdout.startswith("# Gold of ports.")


def test_a_draft_does_not_take_the_place_of_corrected_gold(article: Path, tmp_path: Path) -> None:
    assert run("annotate", article, "--out", tmp_path / "gold").exit_code == 0
    corrected = tmp_path / "gold" / "ports.yaml"
    corrected.write_text(corrected.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")
    refused = run("annotate", article, "--out", tmp_path / "gold")
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run("annotate", article, "--out", tmp_path / "gold", "--force").exit_code == 0


def test_filling_reports_every_file_and_leaves_wrong_ones_alone(article: Path, tmp_path: Path) -> None:
    article.with_name("other.txt").write_text(TEXT, encoding="utf-8")
    good, bad = tmp_path / "ports.yaml", tmp_path / "other.yaml"
    good.write_text(
        "id: ports\nunjudged: [locations.type, locations.role]\nlocations: [{id: a, name: x, mentions: [Oslo]}]\n"
    )
    bad.write_text("id: other\nlocations: [{id: a, name: x, type: city, role: event, mentions: [Bergen]}]\n")
    before = bad.read_bytes()
    result = run("gold", "fill", bad, good)
    assert result.exit_code == 1
    assert "other.yaml:2: locations.0.mentions.0: 'Bergen' is not in the article" in result.stderr
    assert "ports.yaml: sound" in result.stderr
    assert bad.read_bytes() == before
    assert run("gold", "fill", good).exit_code == 0, "what is filled may be filled again"


def test_gold_without_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alone.yaml").write_text("id: alone\n")
    result = run("gold", "fill", tmp_path / "alone.yaml")
    assert (result.exit_code, "there is no article alone.txt" in result.stderr) == (2, True)


def test_an_article_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert run("annotate", tmp_path / "a.txt").exit_code == 2


@pytest.mark.parametrize("tool", ["label-studio", "doccano", "brat", "docbin"])
def test_gold_goes_to_a_tool_and_comes_back_the_same(tool: str, tmp_path: Path) -> None:
    exported = run("gold", "export", CORPUS, "--to", tool, "--out", tmp_path / "there")
    assert (exported.exit_code, "wrote 2 articles" in exported.stderr) == (0, True), exported.stderr
    back = tmp_path / "back"
    assert run("gold", "import", tmp_path / "there", "--from", tool, "--out", back).exit_code == 0
    ours = {a.gold.id: a.gold for a in load_gold_set(CORPUS).articles}
    assert {a.gold.id: a.gold for a in load_gold_set(back).articles} == ours
    again = run("gold", "import", tmp_path / "there", "--from", tool, "--out", back)
    assert again.exit_code == 0, "the same bytes may be written again"


def test_what_a_format_cannot_hold_is_said(tmp_path: Path) -> None:
    result = run("gold", "export", CORPUS, "--to", "conll", "--out", tmp_path / "gold.conll")
    assert result.exit_code == 0
    assert "imrf-2022: " in result.stderr


def test_a_file_of_another_kind_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{]")
    result = run("gold", "import", tmp_path / "x.json", "--from", "label-studio", "--out", tmp_path / "back")
    assert (result.exit_code, "x.json" in result.stderr) == (2, True)
