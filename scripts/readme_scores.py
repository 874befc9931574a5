"""Writes the table of scores in README.md from a run over the composed corpus: `python scripts/readme_scores.py`.

A test runs the same and compares, so that the README cannot say what the program does not do.
"""

from __future__ import annotations

from pathlib import Path

from communique.corpus.scoring.report import figure
from communique.corpus.scoring.scores import MACRO, MICRO, Score
from communique.evaluation import evaluate

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- scores: scripts/readme_scores.py -->\n", "<!-- end of scores -->\n"
_ROWS = (
    "events", "dates", "locations", "officials", "titles", "organizations", "objectives", "principles", "instruments",
    "quotes",
)  # fmt: skip


def table() -> str:
    """The scores of the test set by value, with those of the training set beside them, in Markdown."""
    test, train = (evaluate(ROOT / "corpus" / "composed" / name) for name in ("test", "train"))
    lines = [
        f"| test ({len(test.articles)}) | precision | recall | F1 | 95 % | gold | F1, train ({len(train.articles)}) |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    rows = [("value", field, field) for field in _ROWS]
    rows += [("record", "events", "events, whole"), ("record", "officials", "officials, whole")]
    rows += [("exact", MICRO, "all mentions, exact bounds"), ("value", MACRO, "all values, mean of the fields")]
    for level, field, name in rows:
        column = (level, field)
        own, other = test.scores[column], train.scores[column]  # type: ignore[index]  # levels by construction
        lines.append(f"| {name} | {' | '.join(_cells(own))} | {figure(other.f1)} |")
    return "\n".join(lines) + "\n"


def _cells(score: Score) -> tuple[str, ...]:
    interval = "-" if score.low is None else f"{figure(score.low)}–{figure(score.high)}"
    return (figure(score.precision), figure(score.recall), figure(score.f1), interval, str(score.support))


def with_table(readme: str, scores: str) -> str:
    """`readme` with `scores` between its two marks."""
    before, rest = readme.split(BEGIN)
    return before + BEGIN + scores + END + rest.split(END)[1]


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_table(path.read_text(encoding="utf-8"), table()), encoding="utf-8")
