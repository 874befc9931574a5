"""What each single kind of file gives: order, furniture, tables, encodings, and why a file is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from communique.corpus.readers import read_file
from communique.corpus.readers.dates import day_of
from communique.corpus.readers.pdf_lines import LINE_END_HYPHEN, settle_hyphens
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


def document(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    found = read_file(folder / name, root=folder)
    assert found.document is not None, found.problems
    return found.document


def refusal(folder: Path, data: bytes, name: str = "a.bin") -> tuple[str, str]:
    (folder / name).write_bytes(data)
    found = read_file(folder / name, root=folder)
    assert found.document is None
    problem = next(p for p in found.problems if p.fatal)
    return problem.code, problem.words


# PDF


@pytest.fixture
def pdfium() -> None:
    pytest.importorskip("pypdfium2")


def wrapped(words: str, y: int, width: int = 70) -> list[tuple[int, int, str]]:
    import textwrap

    return [(72, y - 14 * n, line) for n, line in enumerate(textwrap.wrap(words, width))]


@pytest.mark.usefixtures("pdfium")
def test_pdf_lines_become_paragraphs_and_pages_are_known(tmp_path: Path) -> None:
    first, second = f"{made.BODY} {made.NEXT} {made.BODY}", f"{made.NEXT} {made.BODY} {made.NEXT}"
    third = f"Later, {first}"
    data = made.pdf([wrapped(first, 700) + wrapped(second, 600), wrapped(third, 700)])
    found = document(tmp_path, "a.pdf", data)
    assert found.text == f"{first}\n\n{second}\n\n{third}"
    assert found.pages == (0, len(first) + len(second) + 4)
    assert [found.page_at(offset) for offset in (0, len(first), found.pages[1] - 1, found.pages[1])] == [1, 1, 1, 2]


@pytest.mark.usefixtures("pdfium")
def test_pdf_heads_and_feet_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    pages = []
    for number in (1, 2, 3):
        head, foot = (
            [(72, 800, "MINISTRY OF PORTS")],
            [(72, 50, "Quay Road 1, Harbourtown"), (280, 30, f"Page {number} of 3")],
        )
        pages.append(head + wrapped(f"Part {'abc'[number - 1]}. {made.BODY} {made.NEXT}", 700, 40) + foot)
    text = document(tmp_path, "a.pdf", made.pdf(pages)).text
    assert text.count("MINISTRY OF PORTS") == 1
    assert text.startswith("MINISTRY OF PORTS")
    assert "Quay Road" not in text
    assert "Page" not in text
    assert all(f"Part {letter}." in text for letter in "abc")


@pytest.mark.usefixtures("pdfium")
def test_pages_that_say_the_same_are_not_all_furniture(tmp_path: Path) -> None:
    text = document(tmp_path, "a.pdf", made.pdf([[(72, 700, f"Annex {n}")] for n in range(4)])).text
    assert text.count("Annex") == 4


@pytest.mark.usefixtures("pdfium")
def test_pdf_list_items_and_short_lines_stay_lines(tmp_path: Path) -> None:
    lines = wrapped(made.BODY + " " + made.NEXT, 700)
    items = [(72, 600, "Present were:"), (72, 586, "(a) the Minister of Ports;"), (72, 572, "(b) the Harbour Master.")]
    text = document(tmp_path, "a.pdf", made.pdf([lines + items])).text
    assert text.endswith("Present were:\n(a) the Minister of Ports;\n(b) the Harbour Master.")


@pytest.mark.usefixtures("pdfium")
@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Harbour talks end", "Harbour talks end"),
        ("Microsoft Word - release.doc", None),
        ("final_v2.docx", None),
        ("Untitled", None),
    ],
)
def test_pdf_titles_that_are_file_names_are_none(tmp_path: Path, title: str, kept: str | None) -> None:
    found = document(tmp_path, "a.pdf", made.pdf([[(72, 700, made.BODY)]], info=f"/Title ({title})".encode()))
    assert (found.title, found.published, found.published_basis) == (kept, None, "argument")


@pytest.mark.usefixtures("pdfium")
def test_pdfs_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    lock = (
        b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )
    page = [(72, 700, "x")]
    assert refusal(tmp_path, made.pdf([page], extra=lock)) == (
        "unsupported",
        "is encrypted; it opens with a password only",
    )
    code, words = refusal(tmp_path, made.pdf([[], []]))
    assert (code, "no OCR" in words) == ("empty", True)
    assert refusal(tmp_path, b"%PDF-1.7\nnothing more")[0] == "unreadable"
    assert refusal(tmp_path, made.pdf([page]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"))[0] == "unreadable"


@pytest.mark.usefixtures("pdfium")
def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made.pdf([[(72, 700, made.BODY)], []]))
    found = read_file(tmp_path / "a.pdf", root=tmp_path)
    assert found.document is not None
    assert [(p.code, p.fatal, "page(s) 2 of 2" in p.words) for p in found.problems] == [("lossy_decoding", False, True)]


def test_a_missing_library_is_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    code, words = refusal(tmp_path, made.simple_pdf())
    assert (code, words) == ("unsupported", "reading PDF needs pypdfium2: pip install 'communique[pdf]'")


H = LINE_END_HYPHEN


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        (f"the Attorney{H}General spoke", "the Attorney-General spoke"),
        (f"a govern{H}ment; the government", "a government; the government"),
        (f"co{H}operation and long{H}term; co-operation", "co-operation and long-term; co-operation"),
        (
            f"govern{H}ment and depart{H}ment, hori{H}zon; government, department",
            "government and department, horizon; government, department",
        ),
        (f"in 2019{H}20", "in 2019-20"),
    ],
)
def test_hyphens_at_line_ends(text: str, settled: str) -> None:
    assert settle_hyphens(text) == settled


# Word and OpenDocument


def test_docx_runs_tables_and_what_is_not_text(tmp_path: Path) -> None:
    runs = "<w:p><w:r><w:t>The </w:t></w:r><w:r><w:t>Minis</w:t></w:r><w:r><w:t>ter</w:t><w:tab/><w:t>spoke.</w:t></w:r></w:p>"
    gone = "<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>Seen</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{made.w('Venue')}</w:tc><w:tc>{made.w('City Hall')}</w:tc></w:tr></w:tbl>"
    box = "<w:p><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>"
    text = document(tmp_path, "a.docx", made.docx(made.w("Head", "Heading2") + runs + gone + table + box)).text
    assert text == "Head\n\nThe Minister spoke.\nSeen\n\nVenue: City Hall\n\nBox"


def test_docx_dates_are_those_of_the_last_change(tmp_path: Path) -> None:
    core = "<dcterms:created>2008-01-01T00:00:00Z</dcterms:created><dcterms:modified>2031-03-05T00:00:00Z</dcterms:modified>"
    found = document(tmp_path, "a.docx", made.docx(made.w(made.BODY), core))
    assert (found.published, found.published_basis) == (made.DAY, "created")


def test_odt_spans_notes_and_tables(tmp_path: Path) -> None:
    body = (
        "<text:p>The <text:span>Minister</text:span><text:s/>spoke<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note><office:annotation><text:p>no</text:p></office:annotation> twice.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Venue</text:p></table:table-cell><table:table-cell><text:p>City Hall</text:p>"
        "</table:table-cell></table:table-row></table:table><text:p>End</text:p>"
    )
    assert (
        document(tmp_path, "a.odt", made.odt(body)).text
        == "The Minister spoke twice.\n\nVenue: City Hall\n\nEnd\n\nA note."
    )


def test_other_office_documents_are_named(tmp_path: Path) -> None:
    assert "Excel" in refusal(tmp_path, made.zipped({"xl/workbook.xml": b"<x/>"}))[1]
    sheet = made.zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, stored=("mimetype",)
    )
    assert "OpenDocument" in refusal(tmp_path, sheet)[1]


def test_office_xml_neither_expands_entities_nor_loads_files(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = (
        f'{laughs}<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>A&a;&f;B</w:t></w:r></w:p></w:body></w:document>'
    )
    text = document(tmp_path, "a.docx", made.zipped({"word/document.xml": body.encode()})).text
    assert "haha" not in text
    assert set(text) <= set("AB&af;")


# RTF, Markdown, mail


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \u1055?\u1086? \ldblquote x\rdblquote\par", "café По “x”"),
        (r"\uc2\u8364??5\par", "€5"),
        (r"One\par\par Two\line Three", "One\n\nTwo\nThree"),
        (r"{\header Ministry}{\footer 7}{\*\unknown no}{\pict ffd8}Seen{\v hidden}", "Seen"),
        (r"\trowd Venue\cell City Hall\cell\row After", "Venue: City Hall\nAfter"),
        (r"Before\par\trowd A\cell B\cell C\cell\row", "Before\nA | B | C"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", "shown"),
        (r"{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}\f1\'cf\'f0\'e8", "При"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\{b\}\\c\~d", "a{b}\\c d"),
    ],
)  # fmt: skip
def test_rtf(tmp_path: Path, body: str, text: str) -> None:
    assert document(tmp_path, "a.rtf", rb"{\rtf1\ansi\ansicpg1252 " + body.encode() + b"}").text == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Head\n\nThe **Minister** _spoke_ in [Oslo](http://x.example).", "Head\n\nThe Minister spoke in Oslo."),
        ("![logo](a.png)\n> Quoted *words*.", "\nQuoted words."),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a [note][1]\n\n[1]: http://x.example", "a note\n\n"),
        ("- item **one**\n- item two", "- item one\n- item two"),
    ],
)
def test_markdown(tmp_path: Path, markdown: str, text: str) -> None:
    found = document(tmp_path, "a.md", markdown.encode())
    assert (found.text, found.source.media_type) == (text, "text/markdown")
    assert document(tmp_path, "a.txt", markdown.encode()).text == markdown


def test_mail_headers_that_are_encoded_and_bodies_in_two_forms(tmp_path: Path) -> None:
    data = (
        "From: =?utf-8?q?Pressestelle_M=C3=BCnchen?= <p@x.example>\nSubject: =?iso-8859-1?b?R2VzcHLkY2hl?=\nDate: Fri, 7 Mar 2031 23:50:00 -0800\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=q\n\n--q\nContent-Type: text/plain\n\nshort form\n--q\n"
        f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>{made.BODY}</p><p>{made.NEXT} {made.BODY}</p>\n--q--\n"
    )
    found = document(tmp_path, "a", data.encode())
    assert found.text.splitlines()[0] == "Gespräche"
    assert made.NEXT in found.text
    assert "short form" not in found.text
    assert (found.title, found.issuer, str(found.published)) == ("Gespräche", "Pressestelle München", "2031-03-07")


def test_a_release_that_looks_like_a_mail_is_text(tmp_path: Path) -> None:
    release = f"From: Ministry of Ports\nDate: 4 March 2031\n\n{made.BODY}\n"
    assert document(tmp_path, "a.txt", release.encode()).text == release


def test_a_saved_page_without_a_date_has_the_day_it_was_saved_as_a_hint(tmp_path: Path) -> None:
    data = made.mht().replace(b"article:published_time", b"other")
    found = document(tmp_path, "a.mht", data)
    assert (str(found.published), found.published_basis) == ("2031-03-06", "captured")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2031-03-05", "2031-03-05"), ("2031-03-05T23:59:59-11:00", "2031-03-05"), ("20310305", "2031-03-05"), ("2031/03/05", "2031-03-05"),
        ("Wed, 05 Mar 2031 09:15:00 +0100", "2031-03-05"), ("5 March 2031", "2031-03-05"), ("March 5, 2031", "2031-03-05"), (1930467600, "2031-03-05"),
        (1930467600000, "2031-03-05"), ("05/03/2031", None), ("1970-01-01", None), ("", None), ("soon", None), (True, None), (None, None),
        (float("nan"), None), (float("inf"), None), ("9" * 100, None), (10**30, None), ("31 February 2031", None),
    ],
)  # fmt: skip
def test_days(value: object, day: str | None) -> None:
    found = day_of(value)
    assert (str(found) if found else None) == day
