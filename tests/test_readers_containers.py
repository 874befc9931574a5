"""Files that hold several articles: names and ids of members, what is passed over, what breaks off."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from communique.corpus.readers import Columns, Limits, Reading, member_of, read_articles, read_file
from communique.models import Document


def _samples() -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("reader_samples", Path(__file__).with_name("test_readers_samples.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _samples()
TEXT: bytes = made.TEXT.encode()


def read(folder: Path, name: str, data: bytes, **options: object) -> list[Reading]:
    (folder / name).write_bytes(data)
    return list(read_articles(folder / name, root=folder, **options))  # type: ignore[arg-type]


def documents(readings: list[Reading]) -> list[Document]:
    return [r.document for r in readings if r.document is not None]


def fatal(readings: list[Reading]) -> list[tuple[str, str]]:
    assert all((r.document is None) == any(p.fatal for p in r.problems) for r in readings)
    return [(p.path, p.code) for r in readings for p in r.problems if p.fatal]


def test_members_have_paths_and_ids(tmp_path: Path) -> None:
    inner = made.zipped({"d/x.txt": TEXT})
    data = made.zipped(
        {
            "a/x.txt": TEXT,
            "b/x.txt": TEXT,
            "y.jsonl": made.json_lines(),
            "in.zip": inner,
            "z.txt.gz": gzip.compress(TEXT),
        }
    )
    found = documents(read(tmp_path, "news.zip", data))
    paths = [d.source.path for d in found]
    assert paths == [
        f"news.zip!{m}" for m in ("a/x.txt", "b/x.txt", "y.jsonl!1", "y.jsonl!2", "in.zip!d/x.txt", "z.txt.gz")
    ]
    ids = [d.id for d in found]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "news-x"
    assert ids[1].startswith("news-") and ids[1].endswith("-x")
    assert ids[2:] == ["news-y-1", "news-y-2", "news-in-x", "news-z"]
    assert [member_of(p or "", "news.zip") for p in paths[:1]] == ["a/x.txt"]
    assert member_of("news.zip", "news.zip") is None


def test_ids_do_not_clash_with_those_of_other_files(tmp_path: Path) -> None:
    data = made.zipped({"b.txt": TEXT, "b-c.txt": TEXT, "d.txt": TEXT})
    plain = [d.id for d in documents(read(tmp_path, "a.zip", data))]
    assert plain == ["a-b", "a-b-c", "a-d"]
    beside = [d.id for d in documents(read(tmp_path, "a.zip", data, others=("a", "A-B")))]
    assert beside[2] == "a-d"
    assert not {"a-b", "a-b-c"} & set(beside)
    assert beside == [d.id for d in documents(read(tmp_path, "a.zip", data, others=("a-b",)))]


def test_names_that_would_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    outside = tmp_path / "in" / "x"
    outside.mkdir(parents=True)
    data = made.zipped(
        {
            "../../evil.txt": TEXT,
            "/abs.txt": TEXT,
            "C:\\w.txt": TEXT,
            "a\nb.txt": TEXT,
            "con.txt": TEXT,
            "é/" * 200 + "l.txt": TEXT,
        }
    )
    found = documents(read(outside, "a.zip", data))
    assert [d.source.path for d in found][:3] == ["a.zip!evil.txt", "a.zip!abs.txt", "a.zip!C:/w.txt"]
    assert all(len(d.id.encode()) <= 180 and not set(d.id) & set('/\\:*?"<>|\n') for d in found)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "in", "x"]


def test_folders_links_and_hidden_members_are_passed_over(tmp_path: Path) -> None:
    assert (
        len(read(tmp_path, "a.zip", made.zipped({"d/": b"", "__MACOSX/._x": b"x", ".git/y": b"y", "z.txt": TEXT}))) == 1
    )
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("dir", tarfile.DIRTYPE),
            ("fifo", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("z.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    readings = read(tmp_path, "a.tar", out.getvalue())
    assert [d.source.path for d in documents(readings)] == ["a.tar!z.txt"]
    assert fatal(readings) == [("a.tar!fifo", "unsupported")]


def test_a_bad_member_does_not_stop_the_others(tmp_path: Path) -> None:
    data = made.zipped(
        {"1.txt": TEXT, "2.png": b"\x89PNG\r\n\x1a\n\0\0", "3.txt": b"", "4.txt": b"\0\1\2", "5.txt": TEXT}
    )
    readings = read(tmp_path, "a.zip", data)
    assert [r.document is not None for r in readings] == [True, False, False, False, True]
    assert fatal(readings) == [("a.zip!2.png", "unsupported"), ("a.zip!3.txt", "empty"), ("a.zip!4.txt", "binary")]


def test_a_broken_member_of_a_zip(tmp_path: Path) -> None:
    data = bytearray(made.zipped({"1.txt": TEXT * 50, "2.txt": TEXT}))
    data[60:70] = b"\xff" * 10
    readings = read(tmp_path, "a.zip", bytes(data))
    assert fatal(readings) == [("a.zip!1.txt", "unreadable")]
    assert len(documents(readings)) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar", made.tarred({"1.txt": TEXT, "2.txt": TEXT})[:1300]),
        ("a.tar.gz", gzip.compress(made.tarred({"1.txt": TEXT, "2.txt": bytes(range(256)) * 400}), 0, mtime=0)[:-3000]),
        ("a.warc", made.warc() + made.warc()[:-300]),
        ("a.json", json.dumps([made.row(1), made.row(2)]).encode()[:-30]),
        ("a.xml", made.rss()[:-40] + b"<item><descr"),
    ],
)
def test_what_breaks_off_gives_what_came_before_and_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    readings = read(tmp_path, name, data)
    assert documents(readings)
    last = readings[-1].problems[-1]
    assert (last.code, last.fatal, last.path) == ("unreadable", True, name)
    assert "after" in last.words


def test_a_damaged_tar_header_is_no_end(tmp_path: Path) -> None:
    data = bytearray(made.tarred({"1.txt": TEXT, "2.txt": TEXT, "3.txt": TEXT}))
    data[1024 + 5] ^= 0x55
    readings = read(tmp_path, "a.tar", bytes(data))
    assert len(documents(readings)) == 1
    assert fatal(readings) == [("a.tar", "unreadable")]


# Mail, feeds, web archives


def test_attachments_are_articles_beside_the_body(tmp_path: Path) -> None:
    found = documents(read(tmp_path, "a.eml", made.mail(TEXT)))
    assert [(d.id, d.source.path) for d in found] == [("a", "a.eml"), ("a-annex", "a.eml!annex.txt")]
    assert [(d.published, d.published_basis) for d in found] == [(made.DAY, "metadata")] * 2
    single = read_file(tmp_path / "a.eml", root=tmp_path)
    assert single.document is not None
    assert single.document.source.path == "a.eml"
    assert [(p.code, p.fatal) for p in single.problems] == [("unsupported", False)]


def test_a_mail_that_is_only_its_attachment(tmp_path: Path) -> None:
    found = documents(read(tmp_path, "a.eml", made.mail(TEXT, body="")))
    assert [d.source.path for d in found] == ["a.eml!annex.txt"]


def test_web_archives_keep_pages_only(tmp_path: Path) -> None:
    ok = made.warc()
    gone = made.warc(http=b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n")
    image = made.warc(http=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
    packed = made.warc(
        [("response", gzip.compress(made.page()))],
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n",
    )
    size = len(made.page())
    chunks = (
        b"%x\r\n" % (size - 10)
        + made.page()[: size - 10]
        + b"\r\na;x=y\r\n"
        + made.page()[size - 10 :]
        + b"\r\n0\r\n\r\n"
    )
    chunked = made.warc(
        [("response", chunks)], b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    )
    odd = made.warc([("response", b"xx")], b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n")
    readings = read(tmp_path, "a.warc", ok + gone + image + packed + chunked + odd)
    found = documents(readings)
    assert len(found) == 3
    assert len({d.text for d in found}) == 1
    assert [d.source.path for d in found] == ["a.warc!2", "a.warc!7", "a.warc!8"]
    assert fatal(readings) == [("a.warc!9", "unsupported")]


def test_the_day_of_a_visit_is_the_last_resort(tmp_path: Path) -> None:
    undated = made.page().replace(b"article:published_time", b"other")
    (found,) = documents(read(tmp_path, "a.warc", made.warc([("response", undated)])))
    assert (str(found.published), found.published_basis) == ("2031-04-01", "captured")
    (dated,) = documents(read(tmp_path, "a.warc", made.warc()))
    assert (dated.published, dated.published_basis) == (made.DAY, "metadata")


def test_feeds_take_the_full_text_and_survive_bad_markup(tmp_path: Path) -> None:
    feed = made.rss().replace(
        b"<item>", b"<item><description>Fish & chips &nbsp; for all delegates</description></item><item>"
    )
    found = documents(read(tmp_path, "a.xml", feed))
    assert len(found) == 2
    assert found[1].text.startswith(made.TITLE)
    assert "Short." not in found[1].text
    assert found[1].issuer == "Ministry of Ports"


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    entities = b'<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    feed = entities + b"<rss><channel><item><description>Start &a; &f; end</description></item></channel></rss>"
    (found,) = documents(read(tmp_path, "a.xml", feed))
    assert found.text.split() == ["Start", "end"]


# Tables and JSON


def test_rows_are_named_by_their_number_and_empty_ones_are_problems(tmp_path: Path) -> None:
    rows = [made.row(), {"headline": "x", "body": " "}, {"headline": "y"}, 7, made.row()]
    readings = read(tmp_path, "a.jsonl", b"\n".join(json.dumps(r).encode() for r in rows))
    assert [d.id for d in documents(readings)] == ["a-1", "a-5"]
    assert fatal(readings) == [("a.jsonl!2", "empty"), ("a.jsonl!3", "unsupported"), ("a.jsonl!4", "unsupported")]


def test_columns_can_be_named(tmp_path: Path) -> None:
    data = b"Nummer;Inhalt;Tag\n1;Die Konferenz fand statt.;2031-03-05\n"
    assert fatal(read(tmp_path, "a.csv", data)) == [("a.csv", "unsupported")]
    (found,) = documents(read(tmp_path, "a.csv", data, columns=Columns(text="Inhalt", published="Tag")))
    assert (found.text, found.published) == ("Die Konferenz fand statt.", made.DAY)


def test_tables_with_odd_rows_and_encodings(tmp_path: Path) -> None:
    readings = read(tmp_path, "a.csv", b'title,text\nA,one\nB,two,three\nC,"caf\xe9 ""x"""\n=1+1,four\n')
    assert [d.text for d in documents(readings)] == ["A\n\none", 'C\n\ncafé "x"', "=1+1\n\nfour"]
    assert fatal(readings) == [("a.csv!2", "unreadable")]
    wide = "title\ttext\nÉté\tNous étions là.\n".encode("utf-16")
    assert documents(read(tmp_path, "a.tsv", wide))[0].text == "Été\n\nNous étions là."


@pytest.mark.parametrize("text", ["[Unofficial translation]\nThe Minister spoke.", "{Draft} The text, body of it", "Title, text\nand so the body goes on",
                                  "From here, text\nthe lines have no commas", "WARC/ is a format", "From Oslo with joy 2031\nThe Minister spoke."])  # fmt: skip
def test_plain_text_is_taken_for_nothing_else(tmp_path: Path, text: str) -> None:
    (found,) = documents(read(tmp_path, "a.txt", text.encode()))
    assert (found.text, found.source.media_type) == (text, "text/plain")


def test_fields_that_are_pages_are_read_as_pages(tmp_path: Path) -> None:
    row = {"title": made.TITLE, "content_html": f"<div><p>{made.BODY}</p><p>{made.NEXT}</p></div>"}
    (found,) = documents(read(tmp_path, "a.json", json.dumps([row]).encode()))
    assert found.text == f"{made.TITLE}\n\n{made.BODY}\n{made.NEXT}".replace(f"{made.BODY}\n", f"{made.BODY}\n\n")


def test_characters_that_are_no_text_are_replaced(tmp_path: Path) -> None:
    (reading,) = read(tmp_path, "a.json", b'{"text": "a \\ud83d b \\u0000 c \\u202e d"}')
    assert reading.document is not None
    assert reading.document.text == "a \ufffd b \ufffd c \u202e d"
    assert [(p.code, p.fatal) for p in reading.problems] == [("lossy_decoding", False)]
    reading.document.model_dump_json().encode()


def test_json_that_holds_no_articles_is_one_problem(tmp_path: Path) -> None:
    assert fatal(read(tmp_path, "a.json", b'{"name": "x", "version": "1"}')) == [("a.json", "unsupported")]
    many = json.dumps([{"n": n} for n in range(5_000)]).encode()
    readings = read(tmp_path, "a.json", many)
    assert len(readings) <= 102
    assert fatal(readings)[-1] == ("a.json", "unsupported")


# Limits


def test_limits_cut_and_say_so(tmp_path: Path) -> None:
    table = made.csv_table(50)
    readings = read(tmp_path, "a.csv", table, limits=Limits(max_members=20))
    assert (len(documents(readings)), fatal(readings)) == (20, [("a.csv", "too_large")])
    archive = made.zipped({f"{n}.txt": b"word " * 2_000 for n in range(30)})
    readings = read(tmp_path, "a.zip", archive, limits=Limits(max_expanded=100_000))
    assert fatal(readings) == [("a.zip", "too_large")]
    assert 5 <= len(documents(readings)) <= 10
    long = made.zipped({"long.txt": TEXT * 100, "short.txt": TEXT})
    readings = read(tmp_path, "a.zip", long, limits=Limits(max_bytes=1_000))
    assert (fatal(readings), len(documents(readings))) == ([("a.zip!long.txt", "too_large")], 1)


def test_containers_may_be_larger_than_an_article(tmp_path: Path) -> None:
    readings = read(tmp_path, "a.jsonl", made.json_lines(50), limits=Limits(max_bytes=1_000))
    assert len(documents(readings)) == 50


def test_nesting_is_limited(tmp_path: Path) -> None:
    data = TEXT
    for _ in range(4):
        data = made.zipped({"i": data})
    assert len(documents(read(tmp_path, "a.zip", data))) == 1
    assert fatal(read(tmp_path, "a.zip", made.zipped({"i": data}))) == [("a.zip!i!i!i!i", "too_large")]


def test_read_file_takes_one_article(tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(made.zipped({"x.txt": TEXT}))
    (tmp_path / "two.zip").write_bytes(made.zipped({"x.txt": TEXT, "y.txt": TEXT}))
    one = read_file(tmp_path / "one.zip", root=tmp_path).document
    assert one is not None
    assert one.source.path == "one.zip!x.txt"
    two = read_file(tmp_path / "two.zip", root=tmp_path)
    assert two.document is None
    assert [(p.code, p.fatal) for p in two.problems] == [("unsupported", True)]
    assert "several articles" in two.problems[0].words


def test_memory_holds_an_article_and_not_the_container(tmp_path: Path) -> None:
    import tracemalloc

    row = json.dumps({"headline": made.TITLE, "body": made.BODY * 500}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(row * 400)
    size = (tmp_path / "a.jsonl").stat().st_size
    tracemalloc.start()
    count = sum(1 for _ in read_articles(tmp_path / "a.jsonl", root=tmp_path))
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 400
    assert top < size / 4
