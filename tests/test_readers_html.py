"""Pages: what stays, what goes, how it reads as text, what the metadata gives, and hostile markup."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from communique.corpus.readers import Reading, read_file
from communique.models import Document

PORTAL = """<!DOCTYPE html><html lang="en-GB"><head>
<title>National dialogue on mobility | Partnership Portal</title>
<meta property="og:site_name" content="Partnership Portal"><link rel="canonical" href="https://portal.example/d/7">
<style>.x{}</style></head><body>
<a href="#main-content" class="visually-hidden focusable">Skip to main content</a>
<header role="banner"><nav><ul><li><a href="/">Home</a></li>
<li><a href="/a">About</a></li></ul></nav></header>
<main role="main"><h1>National dialogue on mobility</h1>
<p>The dialogue brought ministries and civil society
together in the <b>capital</b>.</p><p>It ended with a plan of work.</p>
<div class="field"><div class="field__label">Date</div>
<div><time datetime="2021-03-04">4 March 2021</time></div></div>
<div class="field"><span class="field__label">Location: </span><span>Lisbon, Portugal</span></div>
<div class="field"><div class="field__label">Type of Event</div><div><a href="/e">Conference</a></div></div>
<div class="field"><div class="field__label">GCM Objectives</div><div><div><a href="/1">Objective 1</a></div>
<div><a href="/2">Objective 2</a></div><div><a href="/3">Objective 3</a></div></div></div>
<aside><h3>The Minister</h3><p><a href="/m">Ana Prado</a></p><p>Minister of Labour and Mobility</p></aside>
</main><footer><p>Contact us</p><a href="/x">Terms</a></footer></body></html>"""

PORTAL_TEXT = """National dialogue on mobility

The dialogue brought ministries and civil society together in the capital.

It ended with a plan of work.

Date
4 March 2021
Location: Lisbon, Portugal
Type of Event
Conference
GCM Objectives
Objective 1
Objective 2
Objective 3

The Minister

Ana Prado

Minister of Labour and Mobility"""


def result_of(folder: Path, markup: str | bytes) -> Reading:
    path = folder / "page.txt"
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read_file(path, root=folder)


def page(folder: Path, markup: str | bytes) -> Document:
    document = result_of(folder, markup).document
    assert document is not None
    return document


def body(folder: Path, markup: str) -> str:
    return page(folder, f"<html><body>{markup}</body></html>").text


def test_labelled_fields_and_the_officials_box_stay_and_menus_go(tmp_path: Path) -> None:
    document = page(tmp_path, PORTAL)
    assert document.text == PORTAL_TEXT
    assert document.title == "National dialogue on mobility"
    assert document.issuer == "Partnership Portal"
    assert document.source.language == "en-GB"
    assert document.source.url == "https://portal.example/d/7"
    assert document.source.media_type == "text/html"
    assert document.source.extractor is not None
    assert document.source.extractor.startswith("lxml ")
    assert document.published is None, "the time on the page is the event's"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree"),
        ("<ul><li>First</li><li>Second <b>part</b></li></ul><p>After</p>", "First\nSecond part\n\nAfter"),
        ("<div>A</div><div>B<span>C</span></div>", "A\nBC"),
        ("<dl><dt>Organizer</dt><dd>Office</dd></dl>", "Organizer\nOffice"),
        ("<table><tr><th>Venue</th><td>City Hall</td></tr></table>", "Venue: City Hall"),
        ("<table><tr><td>Language:</td><td>English</td></tr></table>", "Language: English"),
        ("<table><tr><td>Contact</td><td>Press Office</td></tr></table>", "Contact: Press Office"),
        ("<table><tr><th>Name</th><th>Office</th></tr></table>", "Name | Office"),
        ("<table><tr><td>1</td><td>2</td><td></td><td>4</td></tr></table>", "1 | 2 | 4"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td>Side</td></tr></table>", "One.\n\nTwo.\n\nSide"),
        ("<table><tr><td>A<table><tr><td>x</td><td>y</td><td>z</td></tr></table></td><td>B</td></tr></table>",
         "A\n\nx | y | z\n\nB"),
        ("<p>12&nbsp;March&#160;20, caf&eacute; &#150; soft&shy;ly</p>", "12 March 20, café – softly"),
        ("<pre>Line one\n  Line two</pre>", "Line one\nLine two"),
        ("<p>Seen<span hidden>no</span><span style='display: none'>no</span><!-- no --></p>", "Seen"),
        ("<p>Seen</p><noscript>no</noscript><template>no</template><svg>no</svg>", "Seen"),
        ("<p>Seen</p><select><option>no</option></select><button>no</button><textarea>no</textarea>", "Seen"),
        ("<form><p>All of a page may stand in a form.</p></form>", "All of a page may stand in a form."),
        ("<p>Said twice</p><div>Said twice</div>", "Said twice"),
        ("<p>the nation\xe2\x80\x99s</p>", "the nation’s"),
    ],
)  # fmt: skip
def test_blocks(tmp_path: Path, markup: str, text: str) -> None:
    assert body(tmp_path, markup) == text


def test_long_lines_are_paragraphs_whatever_their_markup(tmp_path: Path) -> None:
    long = "The delegations spoke about safe ways for people who move to work. " * 2
    assert body(tmp_path, f"<div>Short</div><div>{long}</div><div>End</div>") == f"Short\n\n{long.strip()}\n\nEnd"


def test_menus_outside_a_declared_main_part_go_by_their_links(tmp_path: Path) -> None:
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a><ul><li><a href='/s'>Sub</a></li></ul></li>" for n in range(6))
    text = "<p>The Deputy Minister received the delegation and thanked it for the exchange of views.</p>"
    article = text + "<p>See <a href='/r'>the report</a> for more on the talks that were held in the morning.</p>"
    extracted = body(tmp_path, f"<div><ul>{menu}</ul></div><div>{article}</div><div><ul>{menu}</ul></div>")
    assert "Section" not in extracted
    assert extracted.startswith("The Deputy Minister")
    assert "See the report for more" in extracted


def test_a_page_that_is_a_list_of_links_keeps_them(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{n}'>Statement number {n} by the spokesperson</a></li>" for n in range(9))
    assert "Statement number 8" in body(tmp_path, f"<ul>{links}</ul>")


def test_an_empty_main_part_does_not_hide_the_text(tmp_path: Path) -> None:
    words = "The Ministry announced the results of the consultation on Friday. " * 4
    assert words.strip() in body(tmp_path, f"<main></main><main>Menu</main><div><p>{words}</p></div>")


def test_a_heading_outside_the_main_part_comes_first(tmp_path: Path) -> None:
    words = "The Ministry announced the results of the consultation on Friday. " * 4
    text = body(tmp_path, f"<header><h1>Results are out</h1></header><main><p>{words}</p></main>")
    assert text == f"Results are out\n\n{words.strip()}"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Talks held in Oslo | Ministry of Trade</title>", "Talks held in Oslo"),
        ("<title>Ministry of Trade - Talks held in Oslo</title>", "Talks held in Oslo"),
        ('<meta property="og:title" content="Talks &amp; more"><title>x</title>', "Talks & more"),
        ("<title>Press releases</title>", "Talks held in Oslo"),
        ('<script type="application/ld+json">{"headline": "Oslo talks"}</script>', "Talks held in Oslo"),
    ],
)
def test_titles(tmp_path: Path, head: str, title: str) -> None:
    assert page(tmp_path, f"<html><head>{head}</head><body><h1>Talks held in Oslo</h1>End").title == title


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2019-05-06T23:30:00+05:00">', date(2019, 5, 6)),
        ('<meta name="DC.date.issued" content="2018-01-02">', date(2018, 1, 2)),
        ('<meta itemprop="datePublished" content="2017-12-31 10:00">', date(2017, 12, 31)),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2020-02-29"}]}</script>',
         date(2020, 2, 29)),
        ('<time pubdate datetime="2016-03-04">4 March</time>', date(2016, 3, 4)),
        ('<time class="published" datetime="2016-03-04T00:00Z">4 March</time>', date(2016, 3, 4)),
        ('<time datetime="2016-03-04">4 March</time>', None),
        ('<meta name="date" content="2021-02-29">', None),
        ('<meta name="date" content="06/05/2019">', None),
        ('<meta name="date" content="2019-05">', None),
        ('<meta name="date" content="1970-01-01">', None),
        ('<meta name="date" content="now"><meta name="pubdate" content="2019-05-07">', date(2019, 5, 7)),
        ('<script type="application/ld+json">{"datePublished": [[[</script>', None),
        (f'<script type="application/ld+json">{"[" * 50_000}</script>', None),
    ],
)  # fmt: skip
def test_publication_dates(tmp_path: Path, head: str, day: date | None) -> None:
    document = page(tmp_path, f"<html><head>{head}</head><body><p>Text</p>")
    assert document.published == day
    assert document.published_basis == ("metadata" if day else "argument")


def test_metadata_that_is_of_no_use_is_ignored(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="/relative"><meta property="og:url" content="javascript:alert(1)">'
    document = page(tmp_path, f'<html lang="not a language"><head>{head}</head><body>Text')
    assert (document.source.url, document.source.language) == (None, None)


def test_a_publisher_in_json_ld_is_the_issuer(tmp_path: Path) -> None:
    script = '{"@type": "NewsArticle", "publisher": {"name": "Ministry of\\u00a0Trade \\ud800"}}'
    document = page(tmp_path, f'<html><script type="application/ld+json">{script}</script><p>Text')
    assert document.issuer == "Ministry of Trade"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (
            "<meta charset='windows-1251'><p>Привет из Минска</p>".encode("cp1251"),
            "Привет из Минска",
            "cp1251",
        ),
        ("<meta charset='windows-1251'><p>Привет</p>".encode(), "Привет", "utf-8"),
        ("<meta charset='utf-8'><p>It’s – “agreed”</p>".encode("cp1252"), "It’s – “agreed”", "cp1252"),
        ("<meta charset='iso-8859-1'><p>It’s</p>".encode("cp1252"), "It’s", "cp1252"),
        ("<meta charset='no-such-code'><p>Été</p>".encode("cp1252"), "Été", "cp1252"),
        ("<meta charset='iso-2022-jp'><p>東京</p>".encode("iso2022_jp"), "東京", "iso2022_jp"),
        (b"<meta charset='utf-16'><p>Plain</p>", "Plain", "utf-8"),
        ("<html><p>Été</p>".encode("utf-16"), "Été", "utf-16"),
        (
            "<?xml version='1.0' encoding='latin-1'?><html><p>Été</p></html>".encode("latin-1"),
            "Été",
            "cp1252",
        ),
    ],
)
def test_declared_encodings_are_believed_only_where_they_fit(
    tmp_path: Path, data: bytes, text: str, encoding: str
) -> None:
    document = page(tmp_path, data)
    assert (document.text, document.source.encoding) == (text, encoding)


def test_xhtml_and_pages_that_start_with_long_comments(tmp_path: Path) -> None:
    xhtml = '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text</p></body></html>'
    assert page(tmp_path, xhtml).source.media_type == "application/xhtml+xml"
    commented = page(tmp_path, f"<!-- {'licence ' * 2000} --><!--> <!doctype html><p>Text</p>")
    assert (commented.text, commented.source.media_type) == ("Text", "text/html")


def test_entities_of_a_document_type_are_not_expanded(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    outside = '<!ENTITY file SYSTEM "file:///etc/hostname">'
    doctype = f'<!DOCTYPE html [<!ENTITY e0 "ha">{lines}{outside}]>'
    laughs = f'<?xml version="1.0"?>{doctype}<html><p>A &e11; &file; B</p></html>'
    document = page(tmp_path, laughs)
    assert document.text == "A &e11; &file; B"


def test_deep_nesting_keeps_the_text_and_says_so(tmp_path: Path) -> None:
    deep = "<div>" * 100_000 + "the bottom &amp; more" + "</div>" * 100_000
    result = result_of(tmp_path, f"<html><head><title>no</title></head><script>no</script><p>Top</p>{deep}<p>End</p>")
    assert result.document is not None
    assert result.document.text == "Top\nthe bottom & more\nEnd"
    assert [(p.code, p.fatal) for p in result.problems] == [("lossy_decoding", False)]


@pytest.mark.parametrize(
    "unit",
    ["<p>x", "<b>x", "<a href='#'>x</a> ", "<table><tr><td>x", "<!-- ", "<![CDATA[", "&amp", "<x ",
     "<ul><li>x</ul>", "<main>x</main>", "<script>", "<div>x</b></i>", "<title>", "<time datetime=x>",
     "<meta name=a content=b>x"],
)  # fmt: skip
def test_a_megabyte_of_any_markup_is_read_in_seconds(tmp_path: Path, unit: str) -> None:
    start = time.perf_counter()
    result = result_of(tmp_path, "<html><body>start " + unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - start < 10
    assert result.document is not None or result.problems
