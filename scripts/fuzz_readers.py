"""Damages valid files of every kind and has them read, until the time is up:

    python scripts/fuzz_readers.py [--seconds 60] [--seed 1] [--kind pdf] [--keep FOLDER]

Prints, for each kind, how many files were read, in whole or in part, how many were refused and for which reasons. Every
file is read in a process of its own group of files, so that one which ends the process or keeps it busy is
found out and kept. Exit code 1: there was a crash, a hang or a broken promise.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import importlib.util
import io
import lzma
import multiprocessing
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

BATCH = 50
HARM = ("crash", "hang", "died")
HANG = 30.0  # seconds for a batch
TESTS = Path(__file__).resolve().parents[1] / "tests"
SPLICES = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"{" * 80, b"[" * 80, b"<a " * 20, b"</", b"]]>", b'"', b"\r\n\r\n",
    b"\\", b"\\u-10179?", b"&#xD800;", b"&x;", b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"4294967295", b"-1",
    b"99999999999999999999", b"=?utf-8?b?", b"PK\x05\x06", b"\x1f\x8b\x08", b"endobj", b"<< /Kids [2 0 R] >>",
    b"Content-Length: 0\r\n", b"\xe2\x80\xae",
)  # fmt: skip


def loaded(name: str) -> ModuleType:
    """A test module, by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location(name, TESTS / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no {TESTS / name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The file with one to eight places changed; sometimes with a piece of another kind of file."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 2, 4, 16, 64, 512))
        what = chance.randrange(7)
        if what == 0 and at < len(out):
            out[at] = chance.randrange(256)
        elif what == 1:
            del out[at : at + length]
        elif what == 2:
            out[at:at] = out[at : at + length] * chance.choice((1, 3, 200))
        elif what == 3:
            out[at:at] = chance.choice(SPLICES)
        elif what == 4 and chance.random() < 0.3:
            del out[at:]
        elif what == 5:
            start = chance.randrange(len(other) + 1)
            out[at:at] = other[start : start + length]
        elif what == 6 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
    return bytes(out)


def cases(kind: str, seed: int) -> Iterator[tuple[str, bytes]]:
    """The files of a batch: the same for the same kind and seed."""
    samples = loaded("test_readers_samples").SAMPLES
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - repeatable on purpose
    name, make, _ = samples[kind]
    data = make()
    for _ in range(BATCH):
        other = samples[chance.choice(list(samples))][1]()
        inside = chance.random() < 0.7
        yield name, damaged_inside(data, other, chance) if inside else damaged(data, other, chance)


def damaged_inside(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A packed file, packed anew with damage to what is in it; any other file damaged as it is."""
    for opened, packed in (
        (gzip.decompress, gzip.compress),
        (bz2.decompress, bz2.compress),
        (lzma.decompress, lzma.compress),
    ):
        try:
            inner = opened(data)
        except (OSError, lzma.LZMAError):
            continue
        return packed(damaged(inner, other, chance))
    if not data.startswith(b"PK"):
        return damaged(data, other, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as rebuilt:
        hit = chance.choice(archive.namelist())
        for name in archive.namelist():
            member = archive.read(name)
            rebuilt.writestr(zipfile.ZipInfo(name), damaged(member, other, chance) if name == hit else member)
    return out.getvalue()


def read_batch(kind: str, seed: int, place: str, answers: multiprocessing.Queue[tuple[str, str]]) -> None:
    """Reads a batch and reports each file: what became of it, and in which words."""
    from communique.corpus.readers import Limits, read_articles

    limits = Limits(max_bytes=2_000_000, max_expanded=20_000_000, max_members=2_000)
    for number, (name, data) in enumerate(cases(kind, seed)):
        path = Path(place) / name
        path.write_bytes(data)
        answers.put(("begin", str(number)))
        try:
            documents, codes, ids = 0, set(), []
            for reading in read_articles(path, root=path.parent, limits=limits):
                codes |= {problem.code for problem in reading.problems}
                if (reading.document is None) != any(problem.fatal for problem in reading.problems):
                    raise AssertionError("a reading without a document or a reason")
                if reading.document is not None:
                    reading.document.model_dump_json().encode("utf-8")
                    documents += 1
                    ids.append(reading.document.id)
            if len(set(ids)) != len(ids):
                raise AssertionError("an id was given twice")
            kept = "read" if documents and not codes else "in part" if documents else "refused"
            answers.put((kept, ", ".join(sorted(codes))))
        except Exception as error:  # noqa: BLE001 - what is looked for
            answers.put(("crash", f"{type(error).__name__}: {error}"))


def run_batch(kind: str, seed: int, keep: Path | None) -> list[tuple[str, str]]:
    """A batch in a process of its own; a process that dies or hangs is an answer as well."""
    answers: multiprocessing.Queue[tuple[str, str]] = multiprocessing.Queue()
    said: list[tuple[str, str]] = []
    at = 0
    with tempfile.TemporaryDirectory() as place:
        process = multiprocessing.Process(target=read_batch, args=(kind, seed, place, answers))
        process.start()
        ends = time.monotonic() + HANG
        while sum(1 for what, _ in said) < BATCH:
            try:
                what, words = answers.get(timeout=0.5)
            except Exception:  # noqa: BLE001 - an empty queue
                if process.is_alive() and time.monotonic() < ends:
                    continue
                said.append(("hang" if process.is_alive() else "died", f"file {at} of batch {seed}"))
                break
            if what == "begin":
                at = int(words)
                continue
            said.append((what, words))
            if what == "crash":
                save(kind, seed, at, keep)
        if said[-1][0] in ("hang", "died"):
            save(kind, seed, at, keep)
        if process.is_alive():
            process.join(2)
            process.kill()
        process.join()
    return said


def save(kind: str, seed: int, number: int, keep: Path | None) -> None:
    """Writes a file that did harm, to be looked at."""
    if keep is None:
        return
    keep.mkdir(parents=True, exist_ok=True)
    name, data = list(cases(kind, seed))[number]
    (keep / f"{kind.replace(' ', '_')}-{seed}-{number}-{name}").write_bytes(data)


def main() -> int:
    """Goes round the kinds until the time is up."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kind", action="append")
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    kinds = chosen.kind or list(loaded("test_readers_samples").SAMPLES)
    results: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    harms: dict[str, set[str]] = {kind: set() for kind in kinds}
    ends = time.monotonic() + chosen.seconds
    seed = chosen.seed
    while time.monotonic() < ends:
        for kind in kinds:
            if time.monotonic() >= ends:
                break
            for what, words in run_batch(kind, seed, chosen.keep):
                results[kind][what] += 1
                if what in HARM:
                    harms[kind].add(f"{what}: {words}")
                elif words:
                    reasons[kind][words] += 1
        seed += 1
    print(f"{'kind':12}{'files':>7}{'read':>7}{'in part':>9}{'refused':>9}{'harm':>6}  reasons")
    harm = 0
    for kind in kinds:
        r = results[kind]
        bad = sum(r[what] for what in HARM)
        harm += bad
        shown = "; ".join(f"{words} {count}" for words, count in reasons[kind].most_common(4))
        print(f"{kind:12}{r.total():7}{r['read']:7}{r['in part']:9}{r['refused']:9}{bad:6}  {shown}")
    for kind in kinds:
        for words in sorted(harms[kind]):
            print(f"{kind}: {words}")
    print(f"{sum(r.total() for r in results.values())} files, {harm} of which did harm")
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
