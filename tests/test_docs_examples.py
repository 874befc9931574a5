"""The pages of `docs/` that tell what to do, done: files written, commands and programs run, what they give compared.

In a page's order: a block with a file name as its title is that file; the lines of `sh` blocks are run; a block that
is titled `output` is what the command before it prints, one with any other title holds lines of it; a table below
`<!-- table: FILE -->` holds columns of that file; comments in `python` blocks are what is printed.
"""

from __future__ import annotations

import csv
import re
import runpy
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from communique.cli import app
from communique.commands.reviewing import StoredRun
from communique.commands.run_texts import zone_reader
from communique.outputs.report import RunFolder
from communique.review import Desk, GoldStore
from communique.review.edits import Edit
from pydantic import TypeAdapter
from typer.testing import CliRunner

DOCS = Path(__file__).resolve().parent.parent / "docs"
PARTS = re.compile(
    r"^( *)```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^\1```$"
    r"|^<!-- table: (?P<file>\S+) -->\n(?P<table>(?:\|[^\n]*\n)+)",
    re.M | re.S,
)
NOT_RUN = re.compile(r"python3 -m venv |\. \.venv/|pip install |dask (?:scheduler|worker) ")
"""Lines that set up an environment or a cluster: the tests have theirs."""


class Walk:
    """One page after another in one folder, as a reader would go through them."""

    def __init__(self, folder: Path, review: Callable[[], None]) -> None:
        self.folder, self.review = folder, review
        self.printed = ""
        self.ran: list[str] = []

    def page(self, name: str, scheduler: str = "") -> None:
        names: dict[str, object] = {"__name__": "page"}
        for part in PARTS.finditer((DOCS / name).read_text(encoding="utf-8")):
            body, title, language = part["body"], part["title"], part["language"]
            if part["file"]:
                self.compare_table(part["file"], part["table"])
            elif title and "." in title and " " not in title:
                Path(title).parent.mkdir(exist_ok=True)
                Path(title).write_text(body, encoding="utf-8")
            elif language == "sh":
                for line in body.splitlines():
                    self.command(line.strip().replace("tcp://127.0.0.1:8786", scheduler or "tcp://127.0.0.1:8786"))
            elif language == "python":
                with redirect_stdout(StringIO()) as out:
                    exec(compile(body, name, "exec"), names)
                assert out.getvalue().splitlines() == re.findall(r"^ *# (.*)$", body, re.M)
            elif title == "output":
                assert self.printed.strip() == body.strip()
            elif title:
                printed = squeezed(self.printed)
                assert [line for line in squeezed(body) if line not in printed] == []
            else:
                assert language == "bat", f"{name}: nothing says what this block is: {body}"

    def command(self, line: str) -> None:
        if NOT_RUN.match(line):
            return
        words = shlex.split(line, comments=True)
        self.ran.append(" ".join(words[:2]))
        if words[:2] == ["communique", "review"]:
            self.review()
        elif words[0] == "communique":
            target = words[words.index(">") + 1] if ">" in words else None
            words = words[1 : words.index(">")] if target else words[1:]
            if words[0] == "extract" and "--cluster" not in words:
                words += ["--workers", "0"]  # the same bytes, sooner
            result = CliRunner().invoke(app, words)
            assert result.exit_code == 0, f"{line}: {result.output}{result.exception!r}"
            self.printed = result.stdout
            if target:
                Path(target).write_text(result.stdout, encoding="utf-8")
        else:
            assert words[0] == "python" and len(words) == 2, f"what is {line}?"
            runpy.run_path(words[1])

    def compare_table(self, file: str, table: str) -> None:
        shown = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in table.splitlines()]
        header = shown.pop(0)
        with Path(file).open(encoding="utf-8-sig", newline="") as rows:
            assert [[row[column] for column in header] for row in csv.DictReader(rows)] == shown[1:]


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def review_as_told() -> None:
    """What the tutorial has its reader do in the browser, by the same edits that the page sends."""
    desk = Desk(StoredRun(RunFolder(Path("run")), [Path("releases")], zone_reader(None, None)), GoldStore(Path("gold")))

    def do(record_id: str, **edit: object) -> None:
        material = desk.material(record_id)
        desk.save(material, desk.state(material).version, [TypeAdapter(Edit).validate_python(edit)])

    material = desk.material("quito")
    ids = {event.name: event.id for event in desk.state(material).gold.events}
    assert material.text is not None
    start = material.text.text.index("Bogotá Talks")
    do("quito", do="delete", entry=ids["Bogotá Talks"])
    dialogue = desk.state(material).gold.events[0].id
    do("quito", do="add_mention", entry=dialogue, span={"start": start, "end": start + len("Bogotá Talks")})
    do("quito", do="change", entry=dialogue, values={"aliases": ["Bogotá Talks"]})
    for card in desk.cards:
        do(card.record_id, do="finish")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """Somebody who has gone through the tutorial."""
    folder = tmp_path_factory.mktemp("reader")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        walk = Walk(folder, review_as_told)
        walk.page("tutorial.md")
    yield walk


@pytest.fixture
def reader(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.chdir(walk.folder)
    walk.ran.clear()
    return walk


def test_the_tutorial_is_true(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(walk.folder)
    assert Path("pages/index.html").is_file()
    assert Path("run/problems.jsonl").read_bytes() == b""
    with Path("run/officials.csv").open(encoding="utf-8", newline="") as rows:
        assert [row["country_basis"] for row in csv.DictReader(rows)][2] == "issuer"
    [events] = re.findall(r"^events +0\.750 +1\.000 .* 3 +1 +0$", walk.printed.split("Values, normalised")[1], re.M)[:1]
    assert events


@pytest.mark.parametrize(
    ("page", "commands"),
    [
        ("index.md", ["communique check", "communique show"]),
        ("howto/event.md", ["communique check", "communique check", "communique extract"]),
        ("howto/ci.md", ["communique gate", "communique gate", "communique gate", "communique evaluate", "communique extract"]),
        ("howto/spacy.md", []),
    ],
)  # fmt: skip
def test_the_page_is_true(reader: Walk, page: str, commands: list[str]) -> None:
    import communique.pipeline.spacy_component  # noqa: F401  # an installed package is found by its entry point

    reader.page(page)
    assert reader.ran == commands


def test_the_page_on_clusters_is_true(reader: Walk) -> None:
    pytest.importorskip("distributed")
    pytest.importorskip("pyarrow")
    from distributed import LocalCluster

    before = Path("run/records.jsonl").read_bytes()
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        reader.page("howto/cluster.md", cluster.scheduler_address)
    assert reader.ran == ["communique extract"] * 2
    assert Path("run/records.jsonl").read_bytes() == before


def test_the_page_on_accuracy_names_commands_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    [block] = re.findall(r"^```sh\n(.*?)^```$", (DOCS / "accuracy.md").read_text(encoding="utf-8"), re.M | re.S)
    for line in block.splitlines():
        command, verb, gold = line.split()
        assert (command, verb) == ("communique", "evaluate") and Path(gold).is_dir()
