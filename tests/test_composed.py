"""The composed corpus: sound, rich, and apart from what the rules were written on."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from communique.corpus.goldset import GoldSet, load_gold_set

COMPOSED = Path(__file__).parents[1] / "corpus" / "composed"


@pytest.fixture(scope="module")
def sets() -> dict[str, GoldSet]:
    return {name: load_gold_set(COMPOSED / name) for name in ("train", "test")}


def test_every_article_is_annotated_and_has_a_row_of_metadata(sets: dict[str, GoldSet]) -> None:
    for name, gold_set in sets.items():
        assert not gold_set.without_gold
        with (COMPOSED / name / "articles" / "metadata.csv").open(encoding="utf-8", newline="") as file:
            rows = [Path(row["path"]).stem for row in csv.DictReader(file)]
        assert sorted(rows) == sorted(a.gold.id for a in gold_set.articles)


def test_it_is_large_and_from_many_places(sets: dict[str, GoldSet]) -> None:
    ids = {name: {a.gold.id for a in s.articles} for name, s in sets.items()}
    assert len(ids["train"]) >= 40
    assert len(ids["test"]) >= 20
    countries = {name: {i.split("-")[0] for i in found} for name, found in ids.items()}
    assert len(countries["train"] | countries["test"]) >= 60
    assert not countries["train"] & countries["test"], "the test set is of other ministries"


def test_every_objective_is_named(sets: dict[str, GoldSet]) -> None:
    named = Counter(o.number for s in sets.values() for a in s.articles for o in a.gold.objectives if o.explicit)
    assert set(named) == set(range(1, 24))
    in_test = {o.number for a in sets["test"].articles for o in a.gold.objectives if o.explicit}
    assert in_test == set(range(1, 24))


def test_it_holds_what_releases_hold(sets: dict[str, GoldSet]) -> None:
    assert any(not a.gold.events for s in sets.values() for a in s.articles), "a release without an event"
    for gold_set in sets.values():
        golds = [a.gold for a in gold_set.articles]
        assert {e.status for g in golds for e in g.events} >= {"held", "planned", "postponed", "cancelled"}
        assert {d.precision for g in golds for d in g.dates} == {"day", "month", "quarter", "year", "other"}
        assert any(a.document.source.media_type == "text/html" for a in gold_set.articles)
        assert any(a.document.published is None for a in gold_set.articles)
        assert max(len(g.officials) for g in golds) >= 6


def test_nothing_but_articles_gold_and_the_gate_lies_there() -> None:
    for name in ("train", "test"):
        top = {p.name for p in (COMPOSED / name).iterdir()}
        assert top <= {"articles", "gold", "floors.yaml", "baseline.jsonl"}
