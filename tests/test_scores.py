"""Precision, recall, F1, means and intervals."""

from __future__ import annotations

import pytest
from communique.corpus.scoring.scores import Counts, score, score_articles
from communique.corpus.scoring.verdicts import Verdict
from hypothesis import given
from hypothesis import strategies as st


def verdicts(**outcomes: tuple[int, int, int]) -> tuple[Verdict, ...]:
    """So many hits, false alarms and misses of values in each field."""
    out = []
    for field, numbers in outcomes.items():
        for outcome, n in zip(("hit", "false", "miss"), numbers, strict=True):
            out += [Verdict("value", field, outcome, f"{outcome}{k}", "") for k in range(n)]  # type: ignore[arg-type]
    return tuple(out)


def test_nothing_to_measure_is_none() -> None:
    nothing = score(Counts(0, 0, 0))
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    only_false = score(Counts(0, 3, 0))
    assert (only_false.precision, only_false.recall, only_false.f1) == (0.0, None, None)
    only_missed = score(Counts(0, 0, 3))
    assert (only_missed.precision, only_missed.recall, only_missed.f1) == (None, 0.0, 0.0)


def test_a_field_without_gold_does_not_move_the_mean() -> None:
    scores = score_articles({"a": verdicts(dates=(1, 0, 1), quotes=(0, 2, 0))})
    assert scores["value", "macro"].f1 == scores["value", "dates"].f1 == pytest.approx(2 / 3)
    assert scores["value", "quotes"].f1 is None
    assert scores["value", "micro"].fp == 2


def test_one_article_has_no_interval() -> None:
    assert score_articles({"a": verdicts(dates=(1, 0, 1))})["value", "dates"].low is None


def test_equal_articles_leave_nothing_to_chance() -> None:
    found = score_articles({name: verdicts(dates=(3, 1, 0)) for name in "abc"})["value", "dates"]
    assert (found.low, found.high) == (found.f1, found.f1)


def test_the_interval_of_a_coin() -> None:
    """Of 100 articles half are all right and half all wrong: F1 is about normal with deviation 0.05."""
    articles = {f"{n:03d}": verdicts(dates=(1, 0, 0) if n % 2 else (0, 1, 1)) for n in range(100)}
    found = score_articles(articles)["value", "dates"]
    assert found.f1 == 0.5
    assert found.low == pytest.approx(0.40, abs=0.02)
    assert found.high == pytest.approx(0.60, abs=0.02)


COUNTS = st.tuples(*(st.integers(0, 3),) * 3)


@given(st.lists(st.fixed_dictionaries({"dates": COUNTS, "events": COUNTS}), min_size=1, max_size=6))
def test_what_holds_of_any_scores(rows: list[dict[str, tuple[int, int, int]]]) -> None:
    articles = {str(n): verdicts(**row) for n, row in enumerate(rows)}
    scores = score_articles(articles, draws=50)
    assert scores == score_articles(articles, draws=50)
    for s in scores.values():
        assert s.support == s.tp + s.fn
        assert (s.f1 is None) == (s.support == 0)
        assert s.low is None or 0 <= s.low <= (s.high or 0) <= 1
    if ("value", "micro") in scores:
        assert scores["value", "micro"].tp == sum(s.tp for (_, f), s in scores.items() if f in ("dates", "events"))
