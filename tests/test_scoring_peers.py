"""The scorer beside two others, where they measure the same thing; where they do not, the difference is shown.

spaCy's `Scorer.score_spans` counts exact spans with labels. nervaluate's `strict` counts the same, its `ent_type` counts
a label right where spans overlap at all. Ours differs in three ways, each with a test: optional gold is neutral; one
reported mention can stand for one of the gold only; which one is chosen so that the most are found.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
import spacy
from communique.corpus.gold.models import Gold
from communique.corpus.scoring.mentions import judge_mentions
from communique.models import ProducedBy, Record, Source
from nervaluate import Evaluator
from spacy.scorer import Scorer
from spacy.tokens import Span
from spacy.training import Example

Place = tuple[int, int]
WORDS = 60
TEXT = " ".join(f"w{n:02d}" for n in range(WORDS))


def chars(span: Place) -> tuple[int, int]:
    """Offsets of words [start, end)."""
    return span[0] * 4, span[1] * 4 - 1


def gold_of(spans: list[Place], optional: frozenset[Place] = frozenset()) -> Gold:
    places = []
    for n, span in enumerate(spans):
        start, end = chars(span)
        mention = {"start": start, "end": end, "text": TEXT[start:end]}
        places.append({"id": f"p{n}", "name": "x", "required": span not in optional, "mentions": [mention]})
    return Gold.model_validate({"id": "a", "locations": places})


def record_of(spans: list[Place]) -> Record:
    places = []
    for n, span in enumerate(spans):
        start, end = chars(span)
        mention = {"start": start, "end": end, "text": TEXT[start:end], "zone": "body", "rule": "r"}
        places.append({"id": f"p{n}", "name": "x", "type": "city", "role": "mentioned", "mentions": [mention]})
    made = ProducedBy(communique="", resources="")
    return Record.model_validate({"id": "a", "produced_by": made, "source": Source(), "locations": places})


def ours(
    gold: list[Place], found: list[Place], optional: frozenset[Place] = frozenset()
) -> dict[str, tuple[int, int, int]]:
    verdicts, _ = judge_mentions(record_of(found), gold_of(gold, optional), ())
    out = {}
    for level in ("exact", "overlap"):
        mine = [v.outcome for v in verdicts if v.level == level]
        out[level] = (mine.count("hit"), mine.count("false"), mine.count("miss"))
    return out


def by_spacy(gold: list[Place], found: list[Place]) -> tuple[float, float, float]:
    nlp = spacy.blank("en")
    reference, predicted = nlp(TEXT), nlp(TEXT)
    reference.spans["sc"] = [Span(reference, s, e, label="P") for s, e in gold]
    predicted.spans["sc"] = [Span(predicted, s, e, label="P") for s, e in found]
    scores = Scorer.score_spans(
        [Example(predicted, reference)], "spans_sc", getter=lambda d, k: d.spans["sc"], allow_overlap=True
    )
    return scores["spans_sc_p"], scores["spans_sc_r"], scores["spans_sc_f"]


def by_nervaluate(gold: list[Place], found: list[Place]) -> dict[str, Any]:
    def rows(spans: list[Place]) -> list[dict[str, Any]]:
        return [{"label": "P", "start": s, "end": e - 1} for s, e in sorted(spans)]

    results: dict[str, Any] = Evaluator([rows(gold)], [rows(found)], tags=["P"], loader="dict").evaluate()["overall"]
    return results


def apart(generator: random.Random, n: int) -> list[Place]:
    """Spans of words that do not overlap."""
    cuts = sorted(generator.sample(range(WORDS), 2 * n))
    return [(cuts[k], cuts[k + 1]) for k in range(0, 2 * n, 2)]


@pytest.mark.parametrize("seed", range(40))
def test_exact_scores_equal_those_of_spacy_and_nervaluate(seed: int) -> None:
    generator = random.Random(seed)
    gold = apart(generator, generator.randint(1, 10))
    noise = [s for s in apart(generator, 6) if not any(s[0] < e and b < s[1] for b, e in gold)]
    found = sorted({*generator.sample(gold, generator.randint(1, len(gold))), *noise})
    tp, fp, fn = ours(gold, found)["exact"]
    precision, recall, f1 = by_spacy(gold, found)
    assert (tp / (tp + fp), tp / (tp + fn)) == (pytest.approx(precision), pytest.approx(recall))
    assert 2 * tp / (2 * tp + fp + fn) == pytest.approx(f1)
    strict = by_nervaluate(gold, found)["strict"]
    assert (strict.correct, strict.spurious + strict.incorrect, strict.missed + strict.incorrect) == (tp, fp, fn)


@pytest.mark.parametrize("seed", range(40))
def test_overlap_scores_equal_those_of_nervaluate_where_no_span_meets_two(seed: int) -> None:
    generator = random.Random(seed)
    slots = [(k, k + 6) for k in range(0, WORDS, 6)]
    gold, found = [], []
    for start, end in slots:
        here = generator.choice(("gold", "found", "both", "neither"))
        if here in ("gold", "both"):
            gold.append((start, generator.randint(start + 2, end)))
        if here in ("found", "both"):
            found.append((start + 1, generator.randint(start + 2, end)))
    if not gold or not found:
        gold, found = [(0, 2)], [(1, 3)]
    tp, fp, fn = ours(gold, found)["overlap"]
    lenient = by_nervaluate(gold, found)["ent_type"]
    assert (lenient.correct, lenient.spurious, lenient.missed) == (tp, fp, fn)


def test_one_reported_mention_stands_for_one_of_the_gold() -> None:
    """A mention over two of the gold finds one of them; the other is missed."""
    assert ours([(0, 2), (3, 5)], [(0, 5)])["overlap"] == (1, 0, 1)


def test_matching_is_the_best_there_is() -> None:
    """(2, 6) meets both, (0, 3) only the first: taken in order of the text or by closeness, one would be lost."""
    assert ours([(0, 4), (5, 9)], [(0, 3), (2, 6)])["overlap"] == (2, 0, 0)


def test_optional_gold_is_neither_found_nor_missed() -> None:
    gold = [(0, 2), (5, 7)]
    assert ours(gold, [(0, 2)], frozenset({(5, 7)}))["exact"] == (1, 0, 0)
    assert ours(gold, [(0, 2), (5, 6)], frozenset({(5, 7)}))["exact"] == (1, 0, 0)
