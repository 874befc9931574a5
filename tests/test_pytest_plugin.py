"""The fixture that a team uses: five lines, red when a floor is missed."""

from __future__ import annotations

import pytest
from communique.evaluation import new_floors

pytest_plugins = ["pytester"]

TEXT = "Talks on fisheries\n\nExperts met in Lisbon from 7 to 9 June 2030 and agreed.\n"
AT = TEXT.index("from 7")
END = TEXT.index(" and agreed")
GOLD = f"""\
id: talks
unjudged: [title, warnings, locations]
dates:
  - {{id: days, start: 2030-06-07, end: 2030-06-09, precision: day, role: event, mentions: [{{start: {AT}, end: {END}, text: from 7 to 9 June 2030}}]}}
"""
TEAM_TEST = """
def test_releases_are_read_as_well_as_before(communique_gate):
    result = communique_gate("gold/")
    assert result.evaluation.scores["value", "dates"].f1 == 1.0
"""


@pytest.fixture(scope="module")
def gold_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A folder of gold with its floors, made before pytester puts the modules of this process aside."""
    folder = tmp_path_factory.mktemp("gold")
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    (folder / "talks.yaml").write_text(GOLD, encoding="utf-8")
    for path, text in new_floors(folder).files.items():
        path.write_text(text, encoding="utf-8")
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.fixture
def team(gold_files: dict[str, str], pytester: pytest.Pytester) -> pytest.Pytester:
    folder = pytester.mkdir("gold")
    for name, text in gold_files.items():
        (folder / name).write_text(text, encoding="utf-8")
    pytester.makepyfile(TEAM_TEST)
    return pytester


def run(team: pytest.Pytester) -> pytest.RunResult:
    return team.runpytest_subprocess("-p", "communique.pytest_plugin", "-p", "no:cacheprovider")


def test_green(team: pytest.Pytester) -> None:
    run(team).assert_outcomes(passed=1)


def test_red_with_what_was_lost(team: pytest.Pytester) -> None:
    floors = team.path / "gold" / "floors.yaml"
    gold = team.path / "gold" / "talks.yaml"
    moved = gold.read_text(encoding="utf-8").replace("2030-06-09", "2030-06-08")
    gold.write_text(moved, encoding="utf-8")
    result = run(team)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*below its floor: value dates: 0.000, floor 1.000*", "*gold has changed*"])
    floors.unlink()
    result = run(team)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there are no floors yet*"])
