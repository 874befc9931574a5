"""Damages articles, makes texts of nothing but the words that rules wait for, and has them read until time is up:

    python scripts/fuzz_pipeline.py [--seconds 60] [--seed 1] [--keep FOLDER]

Of each record it is checked that every mention is the text at its place, that it reads back from its JSON as it was,
and that a second reading gives the same. Exit code 1: there was a crash, a hang, a broken promise, or a text that took
many times as long as others of its length. A text that did harm is kept.
"""

from __future__ import annotations

import argparse
import multiprocessing
import queue
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from communique.models import Document, Problem, Record
from communique.outputs import json_line
from communique.pipeline import Pipeline

BATCH = 40
HARM = ("crash", "hang", "died", "broken", "slow")
HANG = 120.0  # seconds for a batch
SLOW = 0.5, 60e-6  # CPU seconds that a text may take, and for each character
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
ODD = (
    "\x00", "\ud800", "\udfff\ud83d", "\u202e", "\u2066\u2069", "\x1b[2J", "\r", "\r\n", "\u2028", "\x85",
    "\ufeff", "ß", "İ", "ﬀ", "e\u0301", "\U0001f30d", "\u00a0", "\u200b", "\t", "\n\n", "'", "”", "“", "((", "))",
    ", ", " and ", " of the ", ": ", "—", "...",
)  # fmt: skip
CUES = (
    "May", "March", "2031", "3", "3-5", "12 to 14", "Minister", "Minister of", "Deputy", "President", "H.E.",
    "Mr.", "Dr", "Forum", "Conference", "Third", "held in", "on", "in", "the", "of", "and", "said", "told",
    "Oslo", "Geneva, Switzerland", "Hall", "Ann Lee", "O'Neil-Smith", "United Nations", "Ministry of Labour",
    "Resolution", "A/RES/73/195", "GCM", "Objective 23", "objectives 4, 5 and 6", "Location:", "Contact:",
    "yesterday", "last week", "Q3", "his", "delegation", "chaired by", "postponed", "(IMRF)", "10:30", "GMT",
    "from", "to", "-", "/", ",",
)  # fmt: skip


def articles() -> list[str]:
    """The shipped articles and the composed ones that rules were written with."""
    folders = (CORPUS / "articles", CORPUS / "composed" / "train" / "articles")
    return [p.read_text(encoding="utf-8") for folder in folders for p in sorted(folder.glob("*.txt"))]


def damaged(text: str, other: str, chance: random.Random) -> str:
    """The article with one to ten places changed: cut, doubled, swapped, spliced with odd signs or another one."""
    for _ in range(chance.randint(1, 10)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 2, 5, 20, 80, 400)))
        piece = text[at:end]
        match chance.randrange(8):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + piece * chance.choice((1, 2, 30)) + text[at:]
            case 2:
                text = text[:at] + chance.choice(ODD) * chance.choice((1, 1, 3, 500)) + text[at:]
            case 3:
                start = chance.randrange(len(other) + 1)
                text = text[:at] + other[start : start + 200] + text[at:]
            case 4:
                text = text[:at] + piece.swapcase() + text[end:]
            case 5:
                text = text[:at] + piece.replace(" ", chance.choice(("\n", "  ", "\u00a0", "", "-"))) + text[end:]
            case 6:
                text = text[:at] + f" {chance.choice(CUES)} " + text[at:]
            case _:
                text = text[:at] if chance.random() < 0.2 else text[:at] + piece[::-1] + text[end:]
    return text[:60_000]


def of_cues(chance: random.Random) -> str:
    """A text of words that rules wait for: mixed, or a few of them over and over."""
    words = [chance.choice(CUES) for _ in range(chance.choice((1, 2, 3, 6)))]
    if chance.random() < 0.5:
        unit = chance.choice((" ", " ", "\n", "")).join(words) + chance.choice((" ", "\n", ", ", ""))
        return unit * (chance.choice((300, 3_000, 30_000)) // len(unit) + 1) + chance.choice(CUES)
    return chance.choice((" ", " ", ", ", "\n")).join(
        chance.choice((*CUES, *ODD)) for _ in range(chance.randint(1, 800))
    )


def cases(seed: int) -> Iterator[Document]:
    """The documents of a batch: the same for the same seed."""
    known = articles()
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for number in range(BATCH):
        one, other = chance.choice(known), chance.choice(known)
        text = of_cues(chance) if chance.random() < 0.3 else damaged(one, other, chance)
        day = date(1990, 1, 1) + timedelta(days=chance.randrange(20_000)) if chance.random() < 0.5 else None
        pages = (
            tuple(sorted({0, *(chance.randrange(len(text) + 1) for _ in range(3))})) if chance.random() < 0.2 else ()
        )
        yield Document(id=f"{seed}-{number}", text=text or " ", published=day, pages=pages)


def judged(pipeline: Pipeline, document: Document) -> tuple[str, str]:
    """What became of a document, and in which words."""
    begin = time.process_time()
    (result,) = pipeline.pipe([document])
    seconds = time.process_time() - begin
    if isinstance(result, Problem):
        return "crash", f"{result.stage}: {result.words}"
    for mention in result.mentions():
        if document.text[mention.start : mention.end] != mention.text:
            return "broken", f"{mention.rule}: the text at {mention.start} is not {mention.text!r}"
    line = json_line(result)
    line.encode("utf-8")
    back = Record.model_validate_json(line)
    if json_line(back) != line:
        return "broken", "the record does not read back as it was"
    begin = time.process_time()
    if json_line(pipeline.read(document)) != line:
        return "broken", "a second reading gives another record"
    seconds = min(seconds, time.process_time() - begin)  # the first may have loaded something
    if seconds > SLOW[0] + SLOW[1] * len(document.text):
        return "slow", f"{seconds:.1f} s for {len(document.text)} characters"
    return ("read", "") if any(result.mentions()) else ("nothing found", "")


def read_batches(seeds: multiprocessing.Queue[int | None], answers: multiprocessing.Queue[tuple[str, str]]) -> None:
    """Reads a batch for each seed, and reports each document before and after."""
    pipeline = Pipeline()
    while (seed := seeds.get()) is not None:
        for document in cases(seed):
            answers.put(("begin", document.id))
            try:
                answers.put(judged(pipeline, document))
            except Exception as error:  # noqa: BLE001 - what is looked for
                answers.put(("crash", f"{type(error).__name__}: {error}"))
        answers.put(("end", ""))


class Reader:
    """A process that reads, replaced when it hangs or dies."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._seeds: multiprocessing.Queue[int | None] = multiprocessing.Queue()
        self._answers: multiprocessing.Queue[tuple[str, str]] = multiprocessing.Queue()
        self._process = multiprocessing.Process(target=read_batches, args=(self._seeds, self._answers), daemon=True)
        self._process.start()

    def batch(self, seed: int) -> Iterator[tuple[str, str, str]]:
        """Each document of a batch: its id, what became of it, and the words."""
        self._seeds.put(seed)
        at, ends = "", time.monotonic() + HANG
        while True:
            try:
                what, words = self._answers.get(timeout=1.0)
            except queue.Empty:
                if self._process.is_alive() and time.monotonic() < ends:
                    continue
                yield at, "hang" if self._process.is_alive() else "died", ""
                self.stop()
                self._start()
                return
            if what == "end":
                return
            if what == "begin":
                at = words
            else:
                yield at, what, words

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def keep_text(folder: Path | None, name: str) -> None:
    """Writes a text that did harm, to be looked at; lone surrogates as they are."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (text,) = (d.text for d in cases(int(name.split("-")[0])) if d.id == name)
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))


def main() -> int:
    """Goes on until the time is up."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    results: Counter[str] = Counter()
    reader, seed, ends = Reader(), chosen.seed, time.monotonic() + chosen.seconds
    while time.monotonic() < ends:
        for name, what, words in reader.batch(seed):
            results[what] += 1
            if what in HARM:
                print(f"{name}: {what}: {words}", flush=True)
                keep_text(chosen.keep, name)
        seed += 1
    reader.stop()
    harm = sum(results[what] for what in HARM)
    print(", ".join(f"{count} {what}" for what, count in sorted(results.items())))
    print(f"{results.total()} texts in {seed - chosen.seed} batches, {harm} of which did harm")
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
