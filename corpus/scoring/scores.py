"""Precision, recall and F1 from verdicts, with what chance leaves open.

Intervals are percentile bootstraps (Efron 1979) over articles: articles are drawn again with replacement, as many as
there are, and the score is taken anew. Draws come from Python's own generator with a fixed seed, so that a run gives
the same figures each time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...models import Frozen
from .verdicts import LEVELS, MENTIONED, Level, Verdict

if TYPE_CHECKING:
    import numpy as np

Column = tuple[Level, str]
MICRO, MACRO = "micro", "macro"
DRAWS = 1000
_SEED = 20180710  # the day on which the Compact's text was agreed


class Counts(NamedTuple):
    """How many were found, reported without being asked for, and missed."""

    tp: int
    fp: int
    fn: int


class Score(Frozen):
    """Scores of a field at a level. What has nothing to be measured by is None, never 0 or 1.

    support: how many the gold asks for. recall and f1 are None without support, precision without anything found.
    low, high: bounds of the 95 % interval of f1; None below two articles that have anything to judge.
    """

    tp: int
    fp: int
    fn: int
    support: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = None
    high: float | None = None


def score(counts: Counts, interval: tuple[float, float] | None = None) -> Score:
    """The score that `counts` come to."""
    tp, fp, fn = counts
    support = tp + fn
    return Score(
        tp=tp,
        fp=fp,
        fn=fn,
        support=support,
        precision=tp / (tp + fp) if tp + fp else None,
        recall=tp / support if support else None,
        f1=2 * tp / (2 * tp + fp + fn) if support else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
    )


def count(verdicts: Iterable[Verdict]) -> dict[Column, Counts]:
    """Counts by level and field, in the order of tables."""
    raw: dict[Column, list[int]] = {}
    at = {"hit": 0, "false": 1, "miss": 2}
    for verdict in verdicts:
        raw.setdefault((verdict.level, verdict.field), [0, 0, 0])[at[verdict.outcome]] += 1
    return {column: Counts(*raw[column]) for column in sorted(raw, key=_in_order)}


def score_articles(articles: Mapping[str, Sequence[Verdict]], *, draws: int = DRAWS) -> dict[Column, Score]:
    """Scores by level and field, and for each level `micro` (counts summed) and `macro` (mean of the fields' F1).

    `articles` holds the verdicts of each. Attributes have no micro and macro: they differ too much in kind. `draws` is
    the number of bootstrap draws; 0 leaves the intervals out.
    """
    by_article = [count(verdicts) for verdicts in articles.values()]
    columns = sorted({column for counts in by_article for column in counts}, key=_in_order)
    totals = {c: Counts(*(sum(a[c][k] for a in by_article if c in a) for k in range(3))) for c in columns}
    intervals = _intervals(by_article, columns, draws)
    scores = {column: score(totals[column], intervals.get(column)) for column in columns}
    for level in LEVELS[:-1]:
        fields = [c for c in columns if c[0] == level]
        if fields:
            summed = Counts(*(sum(totals[c][k] for c in fields) for k in range(3)))
            scores[level, MICRO] = score(summed, intervals.get((level, MICRO)))
            scores[level, MACRO] = _macro([scores[c] for c in fields], summed, intervals.get((level, MACRO)))
    return {column: scores[column] for column in sorted(scores, key=_in_order)}


def _macro(fields: Sequence[Score], summed: Counts, interval: tuple[float, float] | None) -> Score:
    means = [_mean([getattr(s, name) for s in fields]) for name in ("precision", "recall", "f1")]
    tp, fp, fn = summed
    low, high = interval or (None, None)
    return Score(
        tp=tp, fp=fp, fn=fn, support=tp + fn, precision=means[0], recall=means[1], f1=means[2], low=low, high=high
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _in_order(column: Column) -> tuple[int, int, str]:
    level, field = column
    order = (*MENTIONED, MICRO, MACRO)
    base = field.split(".")[0]
    by_number = re.sub(r"\d+", lambda m: m[0].zfill(3), field)
    return LEVELS.index(level), order.index(base) if base in order else len(order), by_number


def _intervals(
    by_article: Sequence[Mapping[Column, Counts]], columns: Sequence[Column], draws: int
) -> dict[Column, tuple[float, float]]:
    """The middle 95 % of F1 over the draws, where at least two articles have something to judge."""
    import numpy as np

    n = len(by_article)
    if n < 2 or not columns or not draws:
        return {}
    table = np.array([[a.get(column, (0, 0, 0)) for column in columns] for a in by_article], dtype=float)
    drawn = np.einsum("dn,nck->dck", _weights(n, draws), table, optimize=True)
    samples = {column: _f1(drawn[:, k]) for k, column in enumerate(columns)}
    several = (table.sum(axis=2) > 0).sum(axis=0) > 1
    kept = {column for k, column in enumerate(columns) if several[k]}
    for level in LEVELS[:-1]:
        mine = [k for k, column in enumerate(columns) if column[0] == level]
        if mine:
            kept |= {(level, MICRO), (level, MACRO)}
            samples[level, MICRO] = _f1(drawn[:, mine].sum(axis=1))
            samples[level, MACRO] = _mean_of_known(np.stack([samples[columns[k]] for k in mine]))
    bounds = {column: values[~np.isnan(values)] for column, values in samples.items() if column in kept}
    cuts = {column: np.percentile(values, (2.5, 97.5)) for column, values in bounds.items() if len(values)}
    return {column: (float(low), float(high)) for column, (low, high) in cuts.items()}


def _weights(n: int, draws: int) -> np.ndarray:
    """How often each of `n` articles is in each draw."""
    import numpy as np

    generator = random.Random(_SEED)  # noqa: S311 - nothing secret
    return np.stack([np.bincount(generator.choices(range(n), k=n), minlength=n) for _ in range(draws)]).astype(float)


def _mean_of_known(rows: np.ndarray) -> np.ndarray:
    """The mean of each column, of what is not NaN in it."""
    import numpy as np

    known = (~np.isnan(rows)).sum(axis=0)
    return np.where(known > 0, np.nansum(rows, axis=0) / np.maximum(known, 1), np.nan)


def _f1(counts: np.ndarray) -> np.ndarray:
    """F1 of rows of (tp, fp, fn); NaN where nothing was asked for."""
    import numpy as np

    tp, fp, fn = counts[:, 0], counts[:, 1], counts[:, 2]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(tp + fn > 0, 2 * tp / (2 * tp + fp + fn), np.nan)
