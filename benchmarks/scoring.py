"""How long scoring takes beside reading: `python benchmarks/scoring.py [--documents 1000]`.

The composed articles, repeated under new ids until there are enough, are read by the pipeline and judged by their gold.
Both are timed in one run; the figure to look at is their ratio.
"""

from __future__ import annotations

import argparse
import time
from itertools import cycle, islice
from pathlib import Path

from communique import Pipeline
from communique.corpus.goldset import GoldArticle, load_gold_set
from communique.corpus.scoring.evaluation import evaluate_records

COMPOSED = Path(__file__).resolve().parents[1] / "corpus" / "composed"


def articles(number: int) -> list[GoldArticle]:
    """So many articles with gold, each with an id of its own."""
    known = [article for name in ("train", "test") for article in load_gold_set(COMPOSED / name).articles]
    out = []
    for n, article in enumerate(islice(cycle(known), number)):
        name = f"{article.gold.id}-{n}"
        document = article.document.model_copy(update={"id": name})
        out.append(GoldArticle(document, article.gold.model_copy(update={"id": name}), article.file))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    made = articles(parser.parse_args().documents)
    pipeline = Pipeline()
    start = time.perf_counter()
    records = {article.gold.id: pipeline.read(article.document) for article in made}
    read = time.perf_counter()
    evaluation = evaluate_records(made, records)
    judged = time.perf_counter()
    scores = evaluation.scores
    scored = time.perf_counter()
    verdicts = sum(len(v) for v in evaluation.articles.values())
    print(f"{len(made)} documents, {verdicts} verdicts, {len(scores)} scores with intervals")
    print(f"reading {read - start:.1f} s, judging {judged - read:.1f} s, scores {scored - judged:.1f} s")
    print(f"scoring takes {(scored - read) / (read - start):.2f} of reading")


if __name__ == "__main__":
    main()
