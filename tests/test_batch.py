"""Runs with workers: the same bytes at any number, killed and resumed, with files that hang or kill a worker."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from communique.batch.parcel import ParcelWriter, read_index, read_stretch
from communique.batch.seen import Seen
from communique.batch.sketch import SIZE, alike, sketch_of
from communique.batch.task import Item, chunks
from communique.models import Problem, Record
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
PLACES = ("Oslo", "Bergen", "Lisbon", "Accra", "Lomé", "Dakar", "Quito", "Astana")


def release(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    lines = [
        f"Forum no. {number} on harbours closes in {place}",
        "",
        f"The {number}th Harbour Forum met in {place} from 3 to {4 + number % 20} May 2031 with {number + 3} delegations.",
        f"Minister Ida Vik{number} of Norway thanked the hosts of meeting {number} for what they had done in the town.",
        f"The report of session {number} will be laid before the next conference of the parties in the coming year.",
        f"Delegates of group {number} then visited the new quay number {number} that was built for large container ships.",
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(150):
        (folder / f"release-{number:03d}.txt").write_text(release(number), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "page.html").write_text(f"<html><body><p>{release(7)}</p></body></html>", encoding="utf-8")
    return folder


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "communique", *map(str, args)]


def run(*args: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*args), capture_output=True, text=True, env=env, timeout=300)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_bytes_are_the_same_at_any_number_of_workers(articles: Path, tmp_path: Path) -> None:
    for workers in (0, 1, 3):
        done = run("extract", articles, "--out", tmp_path / f"run{workers}", "--workers", workers, "--quiet")
        assert done.returncode == 1, done.stderr  # empty.txt
    assert contents(tmp_path / "run0") == contents(tmp_path / "run1") == contents(tmp_path / "run3")
    assert len((tmp_path / "run0/records.jsonl").read_text(encoding="utf-8").splitlines()) == 151
    printed = run("extract", articles, "--workers", 2, "--quiet").stdout
    assert printed == (tmp_path / "run0/records.jsonl").read_text(encoding="utf-8")


def test_killed_again_and_again_and_resumed_the_bytes_are_the_same(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "--out", tmp_path / "whole", "--quiet")
    out = tmp_path / "killed"
    generator = random.Random(7)
    journals = 0
    for _ in range(5):
        process = subprocess.Popen(
            command("extract", articles, "--out", out, "--workers", 2, "--quiet", "--resume"), start_new_session=True
        )
        time.sleep(generator.uniform(0.3, 2.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        journals += bool(list(out.glob(".communique-journal/*/*.parcel"))) if out.exists() else 0
    done = run("extract", articles, "--out", out, "--workers", 2, "--quiet", "--resume")
    assert done.returncode == 1, done.stderr
    assert contents(out) == contents(tmp_path / "whole")


def test_what_the_journal_has_is_not_read_again(articles: Path, tmp_path: Path) -> None:
    run("extract", articles, "--out", tmp_path / "whole", "--quiet")
    out = tmp_path / "out"
    journal = out / ".communique-journal"
    # A run that is complete but for its last step: all parcels are there.
    code = (
        "import sys\n"
        "from communique.batch import run as batch\n"
        "def stop(self): raise SystemExit(9)\n"
        "batch.Journal.close = stop\n"
        "from communique.cli import main\n"
        "main()\n"
    )
    args = ["extract", str(articles), "--out", str(out), "--workers", "0", "--quiet"]
    assert subprocess.run([sys.executable, "-c", code, *args], capture_output=True).returncode == 9
    assert journal.is_dir()
    refused = run("extract", articles, "--out", out)
    assert refused.returncode == 2
    assert "--resume goes on with it" in refused.stderr
    changed = articles / "release-004.txt"
    changed.write_text(release(999), encoding="utf-8")
    blind = code.replace("def stop(self)", "seen = []\ndef stop(self)").replace(
        "from communique.cli",
        "import communique.batch.worker as w\nreal = w.read_articles\n"
        "w.read_articles = lambda path, **k: (print(path.name, file=sys.stderr), real(path, **k))[1]\nfrom communique.cli",
    )
    again = subprocess.run([sys.executable, "-c", blind, *args, "--resume"], capture_output=True, text=True)
    assert again.stderr.split() == ["release-004.txt"]
    assert run("extract", articles, "--out", out, "--resume", "--quiet").returncode == 1
    run("extract", articles, "--out", tmp_path / "fresh", "--quiet")
    assert contents(out) == contents(tmp_path / "fresh") != contents(tmp_path / "whole")


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        command("extract", articles, articles, "--out", out, "--workers", 1), stderr=subprocess.PIPE, text=True
    )
    time.sleep(0.9)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode == 130 and "stopped" in errors:
        assert "--resume goes on from there" in errors
        assert not (out / ".communique-part").exists()
    resumed = run("extract", articles, "--out", out, "--resume", "--quiet")
    assert resumed.returncode == 1
    run("extract", articles, "--out", tmp_path / "whole", "--quiet")
    assert contents(out) == contents(tmp_path / "whole")


@pytest.fixture
def hostile(tmp_path: Path, articles: Path) -> dict[str, str]:
    """A stage that hangs on one file and kills its process on another, as a bug in a parser's C code would."""
    package = tmp_path / "package"
    info = package / "fragile-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[communique.stages]\nfragile = fragile:create\n")
    (package / "fragile.py").write_text(
        "import os, time\n"
        "from communique.pipeline import Stage\n"
        "class Fragile(Stage):\n"
        "    name = 'fragile'\n"
        "    writes = frozenset({'x'})\n"
        "    def find(self, draft):\n"
        "        if 'HANG' in draft.text: time.sleep(600)\n"
        "        if 'DIE' in draft.text: os._exit(11)\n"
        "        return []\n"
        "def create(resources, config):\n"
        "    return Fragile()\n"
    )
    (articles / "release-020.txt").write_text("HANG\n\nForums hang.\n")
    (articles / "release-021.txt").write_text("DIE\n\nForums die.\n")
    (articles / "release-120.txt").write_text("DIE\n\nForums die again.\n")
    paths = os.pathsep.join((str(package), os.environ.get("PYTHONPATH", "")))
    return dict(os.environ) | {"PYTHONPATH": paths}


def test_a_file_that_hangs_or_kills_costs_that_file_alone(
    articles: Path, tmp_path: Path, hostile: dict[str, str]
) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("stages: [dates, events, fragile]\n")
    out = tmp_path / "out"
    args = ("extract", articles, "--config", settings, "--workers", 2, "--timeout", 3, "--quiet")
    done = run(*args, "--out", out, env=hostile)
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["path"], row["code"]) for row in rows] == [
        ("empty.txt", "empty"),
        ("release-020.txt", "timeout"),
        ("release-021.txt", "worker_died"),
        ("release-120.txt", "worker_died"),
    ]
    assert "exit code 11" in rows[2]["words"]
    ids = [json.loads(line)["id"] for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(ids) == 148
    assert ids == sorted(ids, key=lambda i: i.replace("page", "aaa"))


def test_twins_are_linked_to_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(release(1), encoding="utf-8")
    (folder / "b.txt").write_text(release(2), encoding="utf-8")
    (folder / "c.txt").write_text(release(1), encoding="utf-8")
    (folder / "d.txt").write_text(f"Home | News\n{release(2)}Share this page\n", encoding="utf-8")
    done = run("extract", folder, "--quiet")
    records = [Record.model_validate_json(line) for line in done.stdout.splitlines()]
    links = {r.id: (r.source.duplicate_of, r.source.near_duplicate_of) for r in records}
    assert links == {"a": (None, None), "b": (None, None), "c": ("a", None), "d": (None, "b")}


def test_limit_sample_and_since(articles: Path, tmp_path: Path) -> None:
    def ids(*args: object) -> list[str]:
        out = run("extract", articles, "--quiet", "--workers", 0, *args).stdout
        return [json.loads(line)["id"] for line in out.splitlines()]

    assert ids("--limit", 3) == ["page", "release-000"]
    sample = ids("--sample", 12)
    assert 11 <= len(sample) <= 12
    assert sample == ids("--sample", 12)
    assert set(ids("--sample", 5)) <= set(sample)
    table = tmp_path / "metadata.csv"
    table.write_text("path,published\nrelease-001.txt,2030-01-01\nrelease-002.txt,2032-01-01\n")
    late = ids("--metadata", table, "--since", "2031-06-01", "--limit", 6)
    assert late == ["page", "release-000", "release-002", "release-003"], "what nobody dated stays"


def test_resuming_needs_a_folder(articles: Path) -> None:
    assert run("extract", articles, "--resume").returncode == 2


SIZES = st.lists(st.integers(0, 2_000_000), max_size=40)


@given(SIZES)
def test_chunks_keep_order_and_stay_small(sizes: list[int]) -> None:
    items = [Item(Path(f"{n}"), Path(), f"{n}", f"{n}", None, size) for n, size in enumerate(sizes)]
    cut = list(chunks(items))
    assert [item for chunk in cut for item in chunk.items] == items
    assert [chunk.number for chunk in cut] == list(range(len(cut)))
    assert all(len(c.items) == 1 or sum(i.size for i in c.items) <= 1_000_000 for c in cut)


TEXTS = st.text(max_size=30)


@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3)), max_size=5))
def test_a_parcel_gives_back_what_was_put_in(rows: list[tuple[str, list[str]]]) -> None:
    import tempfile

    from communique.batch.parcel import Delivered
    from communique.outputs.rendering import Rendered

    def clean(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parcel"
        parcel = ParcelWriter(path)
        expected = []
        for n, (line, tables) in enumerate(rows):
            rendered = Rendered(f"id{n}", "", clean(line), tuple(map(clean, tables)), (1, 2, 3, 4, 5))
            problem = Problem(path=clean(line) or "x", stage="read", code="empty", words="is empty", fatal=True)
            parcel.record(Delivered(rendered, "d", (1, 2)))
            parcel.end(f"f{n}", "print", [problem], n)
            expected.append([Delivered(rendered, "d", (1, 2)), problem, n])
        assert not path.exists(), "it appears when it is whole"
        parcel.close()
        index = read_index(path)
        assert [s.relative for s in index] == [f"f{n}" for n in range(len(rows))]
        assert [list(read_stretch(path, s)) for s in index] == expected


def test_sketches_know_a_text_again_inside_another_page() -> None:
    ours, framed, other = sketch_of(release(1)), sketch_of(f"Menu\n{release(1)}\nFooter"), sketch_of(release(2))
    assert alike(ours, framed)
    assert not alike(ours, other)
    assert not alike((), ())
    assert (
        len(sketch_of("\n".join(f"line number {n} that is long enough to be counted here" for n in range(500)))) == SIZE
    )


def test_seen_links_to_the_first_of_a_family(tmp_path: Path) -> None:
    with Seen(tmp_path / "seen.sqlite") as seen:
        sketch = sketch_of(release(1))
        assert seen.add("a", "1", sketch) is None
        assert seen.add("b", "2", sketch_of(release(2))) is None
        assert seen.add("c", "1", sketch) == ("a", True)
        assert seen.add("d", "3", sketch) == ("a", False)
        assert seen.add("e", "3", sketch) == ("d", True)
    assert not (tmp_path / "seen.sqlite").exists()
