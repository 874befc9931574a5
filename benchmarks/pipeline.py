"""What a run costs, in the cost of a bare spaCy tokenizer on the same texts in the same process.

    python benchmarks/pipeline.py [FOLDER] [--limit N] [--rounds N]

Reads every .txt below FOLDER (default: the shipped articles, repeated), and prints for the tokenizer, for the whole
pipeline with its records as JSON, and for each stage, millions of characters a second and the ratio to the tokenizer.
Both sides are built anew for each round, outside the stopwatch, and read every text once, as a run does; rounds
alternate, and the best of each counts. CPU seconds, one thread.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from communique.models import Document
from communique.pipeline import Draft, Finding, Pipeline, Stage


class Timed(Stage):
    """A stage with a stopwatch around both of its steps."""

    def __init__(self, stage: Stage, seconds: dict[str, float]) -> None:
        self.name, self.reads, self.writes = stage.name, stage.reads, stage.writes  # type: ignore[misc]
        self._stage, self._seconds = stage, seconds

    def find(self, draft: Draft) -> list[Finding]:
        begin = time.process_time()
        found = list(self._stage.find(draft))
        self._seconds[self.name] += time.process_time() - begin
        return found

    def resolve(self, draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
        begin = time.process_time()
        resolved = list(self._stage.resolve(draft, list(findings)))
        self._seconds[self.name] += time.process_time() - begin
        return resolved


def texts(folder: Path | None, limit: int) -> list[str]:
    if folder is None:
        here = Path(__file__).resolve().parent.parent / "corpus" / "articles"
        return [p.read_text(encoding="utf-8") for p in sorted(here.glob("*.txt"))] * 200
    paths = sorted(folder.rglob("*.txt"))
    step = max(1, len(paths) // limit)
    return [p.read_text(encoding="utf-8", errors="replace") for p in paths[::step][:limit]]


def seconds(work: Callable[[str], object], corpus: list[str]) -> float:
    begin = time.process_time()
    for text in corpus:
        work(text)
    return time.process_time() - begin


def tokenizing(corpus: list[str]) -> float:
    nlp = spacy.blank("en")
    nlp.max_length = max(map(len, corpus)) + 1
    return seconds(nlp.make_doc, corpus)


def extracting(corpus: list[str]) -> float:
    pipeline = Pipeline()
    begin = time.process_time()
    for item in pipeline.pipe(Document(id="text", text=text) for text in corpus):
        item.model_dump_json()
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="texts at the most, spread over the folder")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    corpus = texts(args.folder, args.limit)
    size = sum(map(len, corpus))
    rounds = [(tokenizing(corpus), extracting(corpus)) for _ in range(args.rounds)]
    floor, whole = (min(column) for column in zip(*rounds, strict=True))
    split: dict[str, float] = defaultdict(float)
    timed = Pipeline(stages=[Timed(s, split) for s in Pipeline().stages])
    staged = seconds(lambda text: timed.read(Document(id="text", text=text)), corpus)
    print(f"{len(corpus)} texts, {size / 1e6:.1f} M characters")
    print(f"{'':22}{'M chars/s':>10}{'ratio':>8}")
    rows = [("bare spaCy tokenizer", floor), ("pipeline and JSON", whole)]
    rows += [(f"  {name}", cost) for name, cost in split.items()]
    rows.append(("  zones and assembly", staged - sum(split.values())))
    for name, cost in rows:
        print(f"{name:22}{size / cost / 1e6:>10.2f}{cost / floor:>8.2f}")


if __name__ == "__main__":
    main()
