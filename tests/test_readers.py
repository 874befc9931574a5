"""Reading files: kinds told by content, encodings, limits, and that no bytes crash a reader."""

from __future__ import annotations

import hashlib
import os
import socket
import time
from pathlib import Path

import pytest
from communique.corpus.readers import Limits, Reading, read_file
from hypothesis import example, given
from hypothesis import strategies as st

ENGLISH = "The Minister opened the Forum in Lisbon on 4 March 2021."


def read(folder: Path, data: bytes, name: str = "item.txt", limits: Limits | None = None) -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_file(path, root=folder, limits=limits or Limits())


def codes(result: Reading) -> list[tuple[str, bool]]:
    return [(p.code, p.fatal) for p in result.problems]


def test_plain_text_is_kept_to_the_letter_and_its_source_is_filled(tmp_path: Path) -> None:
    data = "\r\n Title \r\n\r\nA line.\r\tEnd\u00a0\r\n".encode()
    (tmp_path / "a").mkdir()
    result = read(tmp_path, data, "a/item.txt")
    assert result.problems == ()
    assert result.document is not None
    assert result.document.text == data.decode()
    assert result.document.id == "item"
    source = result.document.source
    assert (source.path, source.media_type, source.encoding) == ("a/item.txt", "text/plain", "utf-8")
    assert (source.bytes, source.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert result.document.published is None


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        ("Été à Genève", "utf-8-sig", "utf-8-sig"),
        ("Été à Genève", "utf-16", "utf-16"),
        ("Встреча в Минске", "utf-32", "utf-32"),
        ("“It’s agreed” – the Minister", "cp1252", "cp1252"),
        ("Mr. José Muñoz", "cp1252", "cp1252"),
        ("It costs £5 or €6 – not more…", "cp1252", "cp1252"),
        (
            "Der Außenminister nahm an der Konferenz in Köln teil; das Gespräch über Migration war für alle.",
            "cp1252",
            "cp1252",
        ),
        (
            "Министр принял участие во встрече в Москве, стороны обсудили вопросы миграции.",
            "cp1251",
            "cp1251",
        ),
        ("Ο Υπουργός συμμετείχε στη συνάντηση που πραγματοποιήθηκε στην Αθήνα.", "cp1253", "cp1253"),
        ("外務大臣は東京で開催された会合に出席し、移住に関する問題について協議しました。", "shift_jis", None),
    ],
)
def test_encodings(tmp_path: Path, text: str, codec: str, named: str | None) -> None:
    document = read(tmp_path, text.encode(codec)).document
    assert document is not None
    assert document.text == text
    if named is not None:
        assert document.source.encoding == named


def test_utf16_without_a_mark_is_read_and_said_to_be_doubtful(tmp_path: Path) -> None:
    result = read(tmp_path, ENGLISH.encode("utf-16-be"))
    assert result.document is not None
    assert result.document.text == ENGLISH
    assert codes(result) == [("lossy_decoding", False)]


def test_damaged_utf8_is_read_with_a_problem_beside_it(tmp_path: Path) -> None:
    data = "Größe, Übung, Ärger, Öl, Fähre: ".encode() + b"\xff" + " é è à".encode()
    result = read(tmp_path, data)
    assert result.document is not None
    assert result.document.text.count("\ufffd") == 1
    assert result.document.source.encoding == "utf-8"
    assert codes(result) == [("lossy_decoding", False)]


def test_utf16_cut_in_half_is_lossy(tmp_path: Path) -> None:
    result = read(tmp_path, ENGLISH.encode("utf-16")[:-1])
    assert codes(result) == [("lossy_decoding", False)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\xc2\xa0\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"<html><body><script>x()</script></body></html>", "empty"),
        (b"text with a \x00 in it", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"%!PS-Adobe-3.0\n", "unsupported"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unsupported"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"PK\x03\x04\x14\x00word/document.xml", "unreadable"),
        (b"{\\rtf1\\ansi }", "empty"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "empty"),
        (b"<?xml version='1.0'?><newsml><item/></newsml>", "unsupported"),
        (b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    result = read(tmp_path, data)
    assert result.document is None
    assert codes(result) == [(code, True)]
    assert result.problems[0].path == "item.txt"
    assert result.problems[0].stage == "read"


def test_the_kind_is_named_whatever_the_file_is_called(tmp_path: Path) -> None:
    assert "PDF" in read(tmp_path, b"%PDF-1.4\n", "release.html").problems[0].words
    assert "ZIP" in read(tmp_path, b"PK\x03\x04\x00\x00word/x", "release.txt").problems[0].words
    assert "PNG" in read(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00", "release.txt").problems[0].words
    page = read(tmp_path, b"<p>Hello</p>", "release.pdf").document
    assert page is not None
    assert page.source.media_type == "text/html"
    assert page.text == "Hello"


def test_a_text_that_only_quotes_tags_is_text(tmp_path: Path) -> None:
    document = read(tmp_path, b"Use <p> for paragraphs.", "note.html").document
    assert document is not None
    assert (document.source.media_type, document.text) == ("text/plain", "Use <p> for paragraphs.")


def test_size_limit(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * 11, limits=Limits(max_bytes=10)).problems[0].code == "too_large"
    assert read(tmp_path, b"x" * 10, limits=Limits(max_bytes=10)).document is not None
    with pytest.raises(ValueError, match="max_bytes"):
        Limits(max_bytes=0)


def test_files_that_are_gone_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_file(tmp_path / "gone.txt", root=tmp_path).problems[0].code == "not_found"
    assert read_file(tmp_path, root=tmp_path).problems[0].code == "unsupported"
    assert read_file(tmp_path / "a\x00b", root=tmp_path).problems[0].code == "unreadable"
    os.mkfifo(tmp_path / "pipe")
    assert read_file(tmp_path / "pipe", root=tmp_path).problems[0].code == "unsupported"
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # a socket's path is limited in length
        server.bind("sock")
        assert read_file(tmp_path / "sock", root=tmp_path).problems[0].code == "unsupported"
    assert read_file(Path("/dev/zero"), root=tmp_path).problems[0].code == "unsupported"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    problem = read_file(tmp_path / "secret.txt", root=tmp_path).problems[0]
    assert (problem.code, problem.fatal) == ("unreadable", True)
    assert "Permission denied" in problem.words


def test_descriptors_are_closed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        read_file(tmp_path, root=tmp_path)
        read_file(tmp_path / "a.txt", root=tmp_path, limits=Limits(max_bytes=3))
        read_file(tmp_path / "a.txt", root=tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text(ENGLISH)
    document = read_file(tmp_path / name, root=tmp_path).document
    assert document is not None
    assert document.source.path == "caf\\xe9.txt"
    document.model_dump_json()


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    start = time.perf_counter()
    for unit in (b"x", b"\xe9 ", "é".encode(), b"<"):
        assert read(tmp_path, unit * (10_000_000 // len(unit))).document is not None
    assert time.perf_counter() - start < 20


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00\xd8")
@example(b"\x2b\x2f\x76\x38-")
@example(b"<p>&#xD800;&#0;</p>")
@example(b"<html lang='\xff'><title>\xed\xa0\x80")
@example("<meta charset='undefined'>é".encode("cp1252"))
@example("<meta charset='rot13'>é".encode("cp1252"))
def test_no_bytes_crash_a_reader(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for start in (b"", b"<html>", b"<?xml version='1.0'?><p>"):
            result = read(Path(folder), start + data)
            assert (result.document is None) == any(p.fatal for p in result.problems)
            if result.document is not None:
                assert result.document.text.strip()
                result.document.model_dump_json().encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200))
def test_valid_utf8_text_comes_back(text: str) -> None:
    from communique.corpus.readers.base import RefusedError
    from communique.corpus.readers.decoding import decode

    data = text.encode()
    try:
        decoded = decode(data)
    except RefusedError as refusal:
        assert refusal.code == "binary"
    else:
        if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            assert decoded.text == text
