"""Measures the pipeline by gold: where the stages, the gold and the scorer meet.

`communique.evaluate("gold/")` in a program, `communique evaluate` and `communique gate` on the command line, the
fixture of `pytest_plugin` in tests: all of them come here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus.goldset import GoldSet, load_gold_set
from .corpus.scoring.evaluation import Evaluation, evaluate_records
from .corpus.scoring.gate import (
    BASELINE,
    FLOORS,
    Breach,
    Change,
    Floors,
    FloorsError,
    baseline_jsonl,
    baseline_of,
    breaches,
    changes,
    floors_from,
    floors_yaml,
    in_order,
    load_baseline,
    load_floors,
    lowered,
)
from .corpus.scoring.records import load_records
from .corpus.scoring.verdicts import Claim

if TYPE_CHECKING:
    from .models import Record
    from .pipeline import Finding, Pipeline


def evaluate(
    gold: Path | str | GoldSet,
    *,
    pipeline: Pipeline | None = None,
    records: Path | str | Mapping[str, Record] | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Scores and verdicts on a set of gold: of `records` (by gold id, or files of a run), or else of a run made here.

    `advance` is called after each article that is read. Refused: what `load_gold_set` and `load_records` refuse.
    Example: `evaluate("gold/").scores["value", "dates"].f1`.
    """
    gold_set = gold if isinstance(gold, GoldSet) else load_gold_set(Path(gold))
    if records is not None:
        found = load_records(Path(records), gold_set.articles) if isinstance(records, Path | str) else records
        return evaluate_records(gold_set.articles, found)
    from .pipeline import Pipeline

    reader = pipeline or Pipeline()
    read: dict[str, Record] = {}
    refused: dict[str, list[Claim]] = {}
    for article in gold_set.articles:
        record, left = reader.trace(article.document)
        read[article.gold.id] = record
        refused[article.gold.id] = [_claim(finding) for finding in left]
        advance()
    return evaluate_records(gold_set.articles, read, refused)


@dataclass(frozen=True)
class GateResult:
    """What the gate found. `stale` says that the gold is not the one that the floors were set with."""

    evaluation: Evaluation
    floors: Floors
    present: Floors
    breaches: tuple[Breach, ...]
    changes: tuple[Change, ...]

    @property
    def stale(self) -> bool:
        """Whether articles or gold have changed since the floors were set."""
        return self.floors.gold != self.present.gold

    @property
    def passed(self) -> bool:
        """Whether every floor is met by the very gold that it was set with."""
        return not self.breaches and not self.stale


def run_gate(
    gold: Path | str,
    *,
    pipeline: Pipeline | None = None,
    records: Path | str | None = None,
    advance: Callable[[], None] = lambda: None,
) -> GateResult:
    """Holds a set of gold to its floors.

    Refused besides what `evaluate` refuses, as `FloorsError`: a set without floors.
    """
    home = Path(gold)
    if not (home / FLOORS).is_file():
        raise FloorsError(f"{home / FLOORS}: there are no floors yet; `communique gate {home} --update` sets them")
    floors, baseline = load_floors(home / FLOORS), load_baseline(home / BASELINE)
    evaluation, present = _present(home, pipeline, records, advance)
    found = in_order(changes(baseline, evaluation))
    return GateResult(evaluation, floors, present, tuple(breaches(floors, evaluation.scores)), tuple(found))


@dataclass(frozen=True)
class GateUpdate:
    """New floors and baseline as the texts of their files, and the floors that they would lower."""

    floors: Floors
    files: Mapping[Path, str]
    lowered: tuple[Breach, ...]
    evaluation: Evaluation


def new_floors(
    gold: Path | str,
    *,
    pipeline: Pipeline | None = None,
    records: Path | str | None = None,
    margin: float = 0.0,
    advance: Callable[[], None] = lambda: None,
) -> GateUpdate:
    """Floors at what is scored now, less `margin`, and the baseline of this run. Nothing is written."""
    home = Path(gold)
    evaluation, present = _present(home, pipeline, records, advance, margin)
    old = load_floors(home / FLOORS) if (home / FLOORS).is_file() else None
    files = {home / FLOORS: floors_yaml(present), home / BASELINE: baseline_jsonl(baseline_of(evaluation))}
    return GateUpdate(present, files, tuple(lowered(old, present.floors)) if old else (), evaluation)


def _present(
    home: Path,
    pipeline: Pipeline | None,
    records: Path | str | None,
    advance: Callable[[], None],
    margin: float = 0.0,
) -> tuple[Evaluation, Floors]:
    from .pipeline import Pipeline

    reader = pipeline or Pipeline()
    gold_set = load_gold_set(home)
    evaluation = evaluate(gold_set, pipeline=reader, records=records, advance=advance)
    floors = floors_from(evaluation.scores, margin=margin)
    return evaluation, Floors(gold=gold_set.fingerprint, resources=reader.fingerprint, floors=floors)


def _claim(finding: Finding) -> Claim:
    """A finding that did not get into the record, in words."""
    if finding.reject:
        words = f"refused by {finding.rule}"
    else:
        words = f"found as {finding.label} by {finding.rule}, and dropped for what overlaps it"
    return Claim(finding.start, finding.end, finding.rule, words)
