"""Files of every kind, damaged: a reading is a document or a reason, never a crash."""

from __future__ import annotations

import os
import tempfile
import time
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from communique.corpus.readers import Limits, read_articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LIMITS = Limits(max_bytes=2_000_000, max_expanded=20_000_000, max_members=2_000)
EXAMPLES = int(os.environ.get("COMMUNIQUE_FUZZ_EXAMPLES", "25"))


def _samples() -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("reader_samples", Path(__file__).with_name("test_readers_samples.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _samples()


@cache
def sample(kind: str) -> bytes:
    return made.SAMPLES[kind][1]()  # type: ignore[no-any-return]


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        ids = []
        for reading in read_articles(path, root=Path(folder), limits=LIMITS):
            document = reading.document
            assert (document is None) == any(p.fatal for p in reading.problems)
            assert all(p.path.startswith(name) and p.words for p in reading.problems)
            if document is not None:
                assert document.text.strip()
                document.model_dump_json().encode("utf-8")
                assert all(0 <= page <= len(document.text) for page in document.pages)
                assert list(document.pages) == sorted(document.pages)
                ids.append(document.id)
        assert len(set(ids)) == len(ids)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with some bytes changed, a piece cut out, doubled or moved, or its end cut off."""
    out = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        length = draw(st.integers(0, 60))
        match draw(st.sampled_from(("flip", "cut", "double", "put", "end", "sign"))):
            case "flip":
                out[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "cut":
                del out[at : at + length]
            case "double":
                out[at:at] = out[at : at + length] * draw(st.integers(1, 40))
            case "put":
                out[at:at] = draw(st.binary(max_size=12))
            case "end":
                del out[at:]
            case _:
                out[at:at] = draw(
                    st.sampled_from(
                        (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"{" * 50, b"<a " * 9, b'"', b"\r\n\r\n", b"\\")
                    )
                )
    return bytes(out)


@pytest.mark.parametrize("kind", made.SAMPLES)
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_damaged_files_never_crash(kind: str, data: st.DataObject) -> None:
    made.needs(kind)
    name = made.SAMPLES[kind][0]
    check(name, data.draw(damaged(sample(kind))))


UNITS = {
    "a.md": ["*", "*a ", "[", "[a](", "<!--", "_a ", "`a", "> ", "\\", "<b "],
    "a.rtf": ["{\\rtf1 {", "{\\rtf1 }", "{\\rtf1 \\'", "{\\rtf1 \\u1 ", "{\\rtf1 \\cell ", "{\\rtf1 \\row "],
    "a.eml": ["MIME-Version: 1.0\n", "MIME-Version: 1.0\nSubject: =?", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"],
    "a.json": ['[{"text":"', '[{"a":', "[{}, ", '{"text":[', '[{"text": "a"}, "\\\\'],
    "a.csv": ['title,text\n"', "title,text\n,", "title,text\na,b\n", 'title,text\n"",'],
    "a.xml": ["<rss><item>", "<rss>&amp;", "<feed><entry><title>a</title></entry>", "<rss><![CDATA["],
    "a.warc": ["WARC/1.0\r\n", "WARC/1.0\r\nContent-Length: 0\r\n\r\n", "WARC/1.0\r\nA: b\r\n b\r\n"],
    "a.mbox": ["From a@b Wed Mar  5 09:15:00 2031\n", "From a@b Wed Mar  5 09:15:00 2031\nA: b\n\n"],
    "a.pdf": ["%PDF-1.4\n1 0 obj\n", "%PDF-1.4\n<<", "%PDF-1.4\nxref\n"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "unit"), [(name, unit) for name, units in UNITS.items() for unit in units])
def test_time_grows_no_faster_than_length(name: str, unit: str) -> None:
    """A megabyte of the same: the head once, its last part over and over. A quadratic reader takes minutes."""
    if name == "a.pdf":
        pytest.importorskip("pypdfium2")
    tail = unit.rpartition("\n\n")[2] or unit[-6:]
    start = time.perf_counter()
    check(name, (unit + tail * (1_000_000 // len(tail))).encode())
    assert time.perf_counter() - start < 10
