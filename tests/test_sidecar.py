"""Sidecar metadata: forms of the table, joining to files, and what is reported."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from communique.corpus.readers import read_file
from communique.corpus.sidecar import MetadataError, Sidecar, load_metadata
from communique.models import Document
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (folder / name).write_text("Some words.")
    return folder


def load(texts: Path, content: str | bytes, place: Path | None = None) -> Sidecar:
    file = (place or texts.parent) / "table"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_metadata(file, roots=[texts])


def read(texts: Path, name: str, sidecar: Sidecar) -> Document:
    document = read_file(texts / name, root=texts).document
    assert document is not None
    return sidecar.apply(document, texts / name)


def codes(sidecar: Sidecar) -> list[tuple[str, str]]:
    assert all(p.stage == "metadata" and not p.fatal for p in sidecar.problems)
    return [(p.path, p.code) for p in sidecar.problems]


FULL = """path,published,url,title,issuer,issuer_country,licence
a.txt,2019-05-06,https://x.example/a,"Talks, held",Ministry of Trade,no,free
sub/c.txt,,,,,,
"""


def test_a_row_says_what_its_file_is(texts: Path) -> None:
    sidecar = load(texts, FULL)
    assert codes(sidecar) == []
    document = read(texts, "a.txt", sidecar)
    assert (document.published, document.published_basis) == (date(2019, 5, 6), "metadata")
    assert (document.title, document.issuer, document.issuer_country) == (
        "Talks, held",
        "Ministry of Trade",
        "NO",
    )
    assert document.source.url == "https://x.example/a"
    assert document.source.path == "a.txt"
    untouched = read(texts, "sub/c.txt", sidecar)
    assert (untouched.published, untouched.title, untouched.published_basis) == (None, None, "argument")
    assert sidecar.row_for(texts / "b.txt") is None
    assert Document.model_validate(document.model_dump()) == document


def test_it_goes_before_what_the_page_says(texts: Path) -> None:
    head = "<meta name='date' content='2001-01-01'><title>Old</title>"
    (texts / "a.txt").write_text(f"<html><head>{head}</head><body>Text</body></html>")
    document = read(texts, "a.txt", load(texts, "path,published\na.txt,2002-02-02\n"))
    assert (document.published, document.title) == (date(2002, 2, 2), "Old")


@pytest.mark.parametrize(
    "content",
    [
        "path,published\na.txt,2019-05-06\n",
        "\ufeffpath,published\r\na.txt,2019-05-06\r\n",
        " Published ; PATH \n2019-05-06;a.txt\n",
        "path\tpublished\n\na.txt\t2019-05-06\n",
        "path,published\n./a.txt,2019-05-06T23:00:00Z\n",
        '{"path": "a.txt", "published": "2019-05-06", "n": [1]}\n\n{"path": "b.txt", "published": null}\n',
    ],
)
def test_forms(texts: Path, content: str) -> None:
    sidecar = load(texts, content)
    assert codes(sidecar) == []
    assert read(texts, "a.txt", sidecar).published == date(2019, 5, 6)


def test_rows_may_be_relative_to_the_table_itself(texts: Path) -> None:
    sidecar = load(texts, "path,published\ntexts/sub/c.txt,2019-05-06\ntexts\\b.txt,2018-01-01\n")
    assert codes(sidecar) == []
    assert read(texts, "sub/c.txt", sidecar).published == date(2019, 5, 6)
    assert read(texts, "b.txt", sidecar).published == date(2018, 1, 1)


def test_rows_that_match_nothing_or_a_file_twice(texts: Path) -> None:
    (texts.parent / "unselected.txt").write_text("x")
    rows = [
        "a.txt,2019-01-01",
        "gone.txt,2019-01-01",
        "texts/a.txt,2020-02-02",
        "unselected.txt,2019-01-01",
        ",2019-01-01",
    ]
    sidecar = load(texts, "path,published\n" + "\n".join(rows))
    assert codes(sidecar) == [
        ("gone.txt", "metadata_unmatched"),
        ("texts/a.txt", "metadata_duplicate"),
        ("line 6", "metadata_invalid"),
    ]
    assert read(texts, "a.txt", sidecar).published == date(2019, 1, 1)


@pytest.mark.parametrize("day", ["2021-02-29", "06/05/2019", "May 2019", "2019-05", "20190506", "0000-00-00"])
def test_a_date_that_is_none_is_left_out_and_the_rest_used(texts: Path, day: str) -> None:
    sidecar = load(texts, f"path,published,title\na.txt,{day},Talks\n")
    assert codes(sidecar) == [("a.txt", "metadata_invalid")]
    document = read(texts, "a.txt", sidecar)
    assert (document.published, document.title) == (None, "Talks")


def test_other_values_that_are_none(texts: Path) -> None:
    lines = [
        {"path": "a.txt", "issuer_country": "XX", "title": "Talks"},
        {"path": "b.txt", "title": 5, "issuer": "half \ud800"},
        {"published": "2019-01-01"},
        {"path": "bad\ud800.txt"},
    ]
    sidecar = load(texts, "\n".join(json.dumps(line) for line in lines))
    assert codes(sidecar) == [
        ("a.txt", "metadata_invalid"),
        ("b.txt", "metadata_invalid"),
        ("b.txt", "metadata_invalid"),
        ("line 3", "metadata_invalid"),
        ("bad\\ud800.txt", "metadata_unmatched"),
    ]
    assert read(texts, "a.txt", sidecar).title == "Talks"


def test_a_row_with_too_many_cells_is_not_guessed_at(texts: Path) -> None:
    sidecar = load(texts, "path,title,published\na.txt,Talks, held,2019-01-01\nb.txt,Talks,2019-01-01,,\n")
    assert codes(sidecar) == [("a.txt", "metadata_invalid")]
    assert "unquoted" in sidecar.problems[0].words
    assert read(texts, "b.txt", sidecar).published == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("file,published\na.txt,2019-01-01\n", "no column 'path'"),
        ("path,path\na,b\n", "two columns"),
        ('path\n"a.txt" x\n', "no CSV"),
        ('path\n"a.txt\n', "no CSV"),
        ('{"path": "a.txt"}\nnot json\n', "line 2"),
        ('{"path": "a.txt"}\n[1]\n', "no object"),
        ('{"file": "a.txt"}\n', "no line has a key 'path'"),
        ('[{"path": "a.txt"}]', "JSON array"),
        (b"PK\x03\x04\x00\x00xl/workbook.xml", "CSV or JSON Lines"),
        ('{"path": ' + "[" * 100_000 + "\n", "line 1"),
    ],
)
def test_a_file_that_is_no_table_stops_the_program(texts: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(MetadataError, match="table.*" + words.replace("(", "\\(")):
        load(texts, content)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MetadataError, match="cannot be read"):
        load_metadata(tmp_path / "gone.csv", roots=[tmp_path])
    with pytest.raises(MetadataError, match="cannot be read"):
        load_metadata(tmp_path, roots=[tmp_path])


@given(st.binary(max_size=200) | st.text(alphabet='path,;\t"\n{}:é1-', max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table"
        for start in (b"", b"path,published\n", b'{"path": "a"}\n'):
            file.write_bytes(start + data)
            try:
                sidecar = load_metadata(file, roots=[Path(folder)])
            except MetadataError:
                continue
            for problem in sidecar.problems:
                problem.model_dump_json()
