"""The README's examples run, and what it says of the command line is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_python_examples_print_what_they_say(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    expected = re.findall(r"^# (.*)$", code, re.M)
    assert capsys.readouterr().out.splitlines() == expected


def test_there_are_examples() -> None:
    assert len(BLOCKS) == 3


def test_the_table_of_scores_is_what_a_run_gives() -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("readme_scores", ROOT / "scripts" / "readme_scores.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.with_table(README, script.table()) == README


def test_every_dependency_earns_a_line() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", project, re.S | re.M)
    assert block is not None
    names = re.findall(r'"([A-Za-z-]+)>=', block.group(1))
    table = README.split("## Dependencies", 1)[1].casefold()
    assert names and [n for n in names if n.casefold() not in table] == []


def test_every_field_of_the_record_is_described() -> None:
    from communique.models import Record

    table = README.split("## What a record holds", 1)[1].split("## ", 1)[0]
    plain = {"schema_version", "id", "produced_by", "source", "warnings"}
    assert [f for f in Record.model_fields if f not in plain and f"`{f}`" not in table] == []


def test_every_command_is_named() -> None:
    from communique.cli import app

    names = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
    names += [group.name or "" for group in app.registered_groups]
    assert names and [n for n in names if f"communique {n}" not in README] == []


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
