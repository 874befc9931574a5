"""docs/stages.md, run: its stage as a package of somebody else's, found by its entry point."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import communique
import pytest
import yaml
from communique.models import Document
from communique.pipeline import Config, Pipeline

PAGE = (Path(communique.__file__).parent / "docs" / "stages.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's file and packaging as an installed distribution."""
    (tmp_path / "pledges.py").write_text(block("python"), encoding="utf-8")
    points = tomllib.loads(block("toml"))["project"]["entry-points"]
    info = tmp_path / "pledges_for_communique-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pledges-for-communique\nVersion: 1.0\n")
    text = ""
    for group, names in points.items():
        text += "\n".join([f"[{group}]", *(f"{name} = {target}" for name, target in names.items()), ""])
    (info / "entry_points.txt").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("config", [Config.model_validate(yaml.safe_load(block("yaml"))), Config()])
def test_the_stage_on_the_page_gives_what_the_page_says(config: Config) -> None:
    pipeline = Pipeline(config)
    assert pipeline.stages[-1].name == "pledges"
    record = pipeline.read(Document(id="a", text=block("text")))
    assert json.loads(record.model_dump_json())["annotations"] == json.loads(block("json"))


@pytest.mark.usefixtures("installed")
def test_a_stage_can_be_left_out() -> None:
    pipeline = Pipeline(Config(stages=("dates", "pledges"), disable=("pledges",)))
    assert [stage.name for stage in pipeline.stages] == ["dates"]
    assert not pipeline.read(Document(id="a", text=block("text"))).annotations


def test_without_the_package_there_is_no_such_stage() -> None:
    with pytest.raises(ValueError, match="no stage 'pledges'"):
        Pipeline(Config(stages=("dates", "pledges")))
