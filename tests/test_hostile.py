"""Files that mean harm, through the whole of `extract`: bombs, endless lines, odd characters, formulas. Each costs itself."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from communique.cli import app
from communique.corpus.readers import Limits, read_articles
from communique.models import Problem
from typer.testing import CliRunner

TEXT = "Talks\n\nThe ministers met in Accra on 5 May 2031.\n"
ZEROS = bytes(40_000_000)


def fatal(path: Path, limits: Limits | None = None) -> list[Problem]:
    found = read_articles(path, root=path.parent, limits=limits or Limits())
    return [p for reading in found for p in reading.problems if p.fatal]


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("packed", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_a_packed_bomb_is_cut_off_at_its_ratio(tmp_path: Path, packed: object) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(packed(ZEROS))  # type: ignore[operator]
    (problem,) = fatal(path, Limits(max_bytes=10**9))
    assert (problem.code, "200 times its packed size" in problem.words) == ("too_large", True)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.docx", "a.odt"])
def test_a_bomb_in_a_container(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    inner = {"a.docx": "word/document.xml", "a.odt": "content.xml"}.get(name, "x.txt")
    path.write_bytes(gzip.compress(tarred(inner, ZEROS)) if name == "a.tar.gz" else zipped(inner, ZEROS))
    problems = fatal(path, Limits(max_bytes=10**9))
    assert problems
    assert {p.code for p in problems} <= {"too_large", "unreadable"}


def test_bombs_within_bombs_stop_at_the_limit_of_the_whole(tmp_path: Path) -> None:
    data = zipped("x.txt", b"word " * 400_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(50):
            archive.writestr(zipfile.ZipInfo(f"{number}.zip"), data, zipfile.ZIP_DEFLATED)
    path = tmp_path / "many.zip"
    path.write_bytes(out.getvalue())
    problems = fatal(path, Limits(max_expanded=5_000_000))
    assert [p.code for p in problems] == ["too_large"]
    assert "5000000 bytes unpacked" in problems[0].words


def test_a_zip_member_without_a_name(tmp_path: Path) -> None:
    data = zipped("x", TEXT.encode())
    at = data.rindex(b"PK\x01\x02")
    head = bytearray(data)
    head[at + 28 : at + 30] = b"\x00\x00"  # the length of its name in the list
    del head[at + 46]
    end = head.rindex(b"PK\x05\x06")
    head[end + 12 : end + 16] = (len(head[at:end])).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(head))
    problems = fatal(path)
    assert [p.code for p in problems] == ["unreadable"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.eml", "a.html", "a.md"])
def test_a_hundred_megabytes_on_one_line(tmp_path: Path, name: str) -> None:
    heads = {
        "a.jsonl": b'{"text": "They met in Accra."}\n{"text": "', "a.csv": b"title,text\na,They met in Accra.\nb,",
        "a.eml": b"MIME-Version: 1.0\nSubject: x\n\n", "a.html": b"<html><p>",
    }  # fmt: skip
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(heads.get(name, b""))
        file.write(b"x" * 100_000_000)
    readings = list(read_articles(path, root=tmp_path))
    whole = [r.document for r in readings if r.document]
    assert len(whole) == (1 if name in ("a.jsonl", "a.csv") else 0), "what stands before it is read"
    assert "too_large" in {p.code for r in readings for p in r.problems if p.fatal}


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Path]:
    """A folder of texts with what breaks programs."""
    folder = tmp_path / "in"
    folder.mkdir()
    signs = {
        "bidi": "\u202eThe \u2066ministers\u2069 met on 5 May 2031.", "control": "Talks\x07\x1b[2J\n\nThey met on 5 May 2031." + " And so on." * 20,
        "joined": "They me\u200bt in Acc\u00adra on 5\u00a0May\u00a02031.", "lines": "Talks\u2028\x85\x0bThey met on 5 May 2031.",
        "wide": "\U0001f30d\U0001d54b They met on 5 May 2031. \U0010ffff", "marks": "T\u0301\u0302\u0303" * 50 + " met on 5 May 2031.",
        "formula": '=HYPERLINK("http://x";"y") met on 5 May 2031.\n\n+1 @x -2 met in 2030.',
    }  # fmt: skip
    for name, text in signs.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "nul.txt").write_bytes(b"The ministers\x00met on 5 May 2031.")
    (folder / "half.txt").write_bytes(b"The ministers met \xed\xa0\x80 in Accra on 5 May 2031, \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9.")  # fmt: skip
    (folder / "half.jsonl").write_text('{"text": "They met \\ud83d on 5 May 2031."}\n')
    yield folder


def test_odd_characters_stay_where_they_are_and_harm_nothing(odd: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("stages: [dates]\n")
    out = tmp_path / "out"
    args = ["extract", str(odd), "--out", str(out), "--config", str(settings), "--workers", "0", "--quiet"]
    result = CliRunner().invoke(app, [*args, "--format", "json,jsonl,csv,sqlite"], catch_exceptions=False)
    assert result.exit_code == 1, "the file with a NUL is no text"
    records = [json.loads(line) for line in (out / "records.jsonl").read_bytes().decode("utf-8").splitlines()]
    assert len(records) == 9
    assert all(r["dates"] for r in records)
    fatal_rows = [json.loads(line) for line in (out / "problems.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(r["path"], r["code"]) for r in fatal_rows if r["fatal"]] == [("nul.txt", "binary")]
    for table in out.glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r", "\n")]
