"""The gate, as a team uses it on gold of its own: red when a rule breaks, green when it is mended."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from communique.cli import app
from communique.evaluation import run_gate
from typer.testing import CliRunner, Result

ROOT = Path(__file__).parents[1]
ARTICLES = {
    "ports": (
        "Ministers close the Arctic Ports Summit\n\nThe Arctic Ports Summit was held in Oslo from 3 to 5 May 2031.\n",
        "events:\n  - {id: summit, name: Arctic Ports Summit, kind: summit, start: 2031-05-03, end: 2031-05-05, precision: day, city: Oslo,"
        " country: 'NO', status: held, date_ids: [days], place_ids: [oslo], principal: true, mentions: [Arctic Ports Summit#all]}\n"
        "dates:\n  - {id: days, start: 2031-05-03, end: 2031-05-05, precision: day, role: event, mentions: [from 3 to 5 May 2031]}\n"
        "locations:\n  - {id: oslo, name: Oslo, type: city, country: 'NO', role: event, mentions: [Oslo]}\n",
    ),
    "talks": (
        "Talks on fisheries\n\nExperts met in Lisbon from 7 to 9 June 2030 and agreed.\n",
        "dates:\n  - {id: days, start: 2030-06-07, end: 2030-06-09, precision: day, role: event, mentions: [from 7 to 9 June 2030]}\n"
        "locations:\n  - {id: lisbon, name: Lisbon, type: city, country: PT, role: event, accept: {role: [mentioned]}, mentions: [Lisbon]}\n",
    ),
}
BROKEN = "rejects:\n  - {id: broken, rules: [day_range], before: ['(?i)june|in (?:Oslo|Lisbon) $|$']}\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A team's folder: two articles with gold, floors set."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, (text, entries) in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        head = f"id: {name}\nunjudged: [title, warnings, organizations, quotes]\n"
        (folder / f"{name}.yaml").write_text(head + entries, encoding="utf-8")
        assert run("gold", "fill", folder / f"{name}.yaml").exit_code == 0
    assert run("gate", folder, "--update").exit_code == 0
    return folder


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Resources with a rule that refuses every range of days."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "dates_rejects.yaml").write_text(BROKEN, encoding="utf-8")
    return folder


def test_a_broken_rule_is_red_with_its_name_and_what_was_lost_and_mended_it_is_green(gold: Path, broken: Path) -> None:
    before = run("gate", gold)
    assert before.exit_code == 0
    assert before.stdout.startswith("passed: macro F1 of values 1.000")
    red = run("gate", gold, "--resources", broken)
    assert red.exit_code == 1
    assert "below its floor: exact dates: 0.000, floor 1.000" in red.stdout
    lost = [line for line in red.stdout.splitlines() if line.startswith("lost: talks  exact dates")]
    assert lost == ["lost: talks  exact dates  from 7 to 9 June 2030  [dates.day_range]"]
    assert "…⏎⏎Experts met in Lisbon [from 7 to 9 June 2030] and agreed.⏎…" in red.stdout.replace("fisheries", "…")
    assert "was read by dates.day_range; now: refused by dates.reject.broken" in red.stdout
    assert "FAILED" in red.stdout.splitlines()[-1]
    assert "resources have changed" in red.stdout
    assert run("gate", gold).stdout == before.stdout


def test_what_is_gained_is_told_too(gold: Path, broken: Path) -> None:
    assert run("gate", gold, "--update", "--allow-lower", "--resources", broken).exit_code == 0
    result = run("gate", gold)
    assert result.exit_code == 0
    assert "gained: talks  exact dates  from 7 to 9 June 2030  [dates.day_range]" in result.stdout


def test_floors_are_not_lowered_by_accident(gold: Path, broken: Path) -> None:
    files = {name: (gold / name).read_bytes() for name in ("floors.yaml", "baseline.jsonl")}
    refused = run("gate", gold, "--update", "--resources", broken)
    assert refused.exit_code == 2
    assert "would be lowered: exact dates: 0.000, floor 1.000" in refused.stderr
    assert "only lowered with --allow-lower" in refused.stderr
    dry = run("gate", gold, "--update", "--allow-lower", "--dry-run", "--resources", broken)
    assert (dry.exit_code, "would write" in dry.stderr) == (0, True)
    assert {name: (gold / name).read_bytes() for name in files} == files
    assert run("gate", gold, "--update", "--allow-lower", "--resources", broken).exit_code == 0
    assert {name: (gold / name).read_bytes() for name in files} != files


def test_changed_gold_needs_new_floors(gold: Path) -> None:
    with (gold / "metadata.csv").open("w") as file:
        file.write("path,published\ntalks.txt,2030-06-10\n")
    stale = run("gate", gold)
    assert stale.exit_code == 1
    assert "the gold has changed since the floors were set" in stale.stdout
    fresh = run("gate", gold, "--update")
    assert fresh.exit_code == 0, fresh.stderr
    assert run("gate", gold).exit_code == 0


def test_an_update_writes_the_same_bytes_again(gold: Path) -> None:
    files = {name: (gold / name).read_bytes() for name in ("floors.yaml", "baseline.jsonl")}
    assert run("gate", gold, "--update").exit_code == 0
    assert {name: (gold / name).read_bytes() for name in files} == files


def test_a_margin_leaves_room(gold: Path) -> None:
    assert run("gate", gold, "--update", "--allow-lower", "--margin", "0.1").exit_code == 0
    floors = yaml.safe_load((gold / "floors.yaml").read_text(encoding="utf-8"))["floors"]
    assert floors["value"]["dates"] == 0.9


def test_baseline_rows_are_json_a_line(gold: Path) -> None:
    rows = [json.loads(line) for line in (gold / "baseline.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"article": "talks", "level": "exact", "field": "dates"}.items() <= rows[-5].items() or any(
        (r["article"], r["level"], r["field"]) == ("talks", "exact", "dates") for r in rows
    )
    assert all(set(r) == {"article", "level", "field", "hits", "false"} for r in rows)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("floors.yaml", "gold: a\nresources: b\nfloors: {colour: {dates: 1}}\n", "floors.colour"),
        ("floors.yaml", "gold: a\nresources: b\nfloors: {value: {dates: 2}}\n", "F1 between 0 and 1"),
        ("floors.yaml", "gold: [\n", "floors.yaml"),
        ("baseline.jsonl", "{}\n", "baseline.jsonl:1"),
    ],
)
def test_broken_files_of_the_gate_are_refused(gold: Path, name: str, content: str, reason: str) -> None:
    (gold / name).write_text(content, encoding="utf-8")
    result = run("gate", gold)
    assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr


def test_without_floors_it_says_how_to_set_them(gold: Path) -> None:
    (gold / "floors.yaml").unlink()
    result = run("gate", gold)
    assert result.exit_code == 2
    assert "--update" in result.stderr


def test_options_of_an_update_alone_are_refused(gold: Path) -> None:
    assert run("gate", gold, "--allow-lower").exit_code == 2


def test_the_library_gives_the_same_answer(gold: Path) -> None:
    result = run_gate(gold)
    assert result.passed
    assert not result.changes
    assert result.evaluation.scores["value", "dates"].f1 == 1.0


def test_the_shown_workflow_runs(gold: Path, broken: Path, tmp_path: Path) -> None:
    """Its own steps, in a shell; only the installation is left out."""
    workflow = yaml.safe_load((ROOT / "docs" / "ci" / "communique.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["gate"]["steps"] if "run" in step]
    assert steps[0] == "pip install communique"
    shim = tmp_path / "bin" / "communique"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m communique "$@"\n')
    shim.chmod(0o755)
    summary = tmp_path / "summary.md"
    env = os.environ | {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(summary)}

    def shell(command: str) -> int:
        return subprocess.run(["sh", "-ec", command], cwd=gold.parent, env=env, capture_output=True).returncode

    assert [shell(step) for step in steps[1:]] == [0, 0]
    assert "| dates | 1.000 | 1.000 | 1.000 |" in summary.read_text(encoding="utf-8")
    text = (gold / "talks.txt").read_text(encoding="utf-8")
    (gold / "talks.txt").write_text(text.replace("Lisbon from 7", "Lisbon, vom 7"), encoding="utf-8")
    assert shell(steps[1]) == 2, "gold that no longer fits its article is refused"
    shutil.rmtree(gold)
    assert shell(steps[1]) == 2
