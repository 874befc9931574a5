"""Marked text: whatever the characters and however mentions overlap, the text that a page shows is the article's."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from communique.models import InstrumentEntry, Mention, ProducedBy, Record, Source
from communique.outputs.report import ArticleText, ZoneSpan
from communique.outputs.report.entries import groups_of
from communique.outputs.report.marking import cuts_of, mark_text, marks_of, safe_html, text_html
from hypothesis import given
from hypothesis import strategies as st

ODD = "\x00\r\x1b\x85\u00ad\u200b\u202e\u2066\u2069\u2028\ufeff\ud800\U000e0041<>&\"'\n\t é中ش"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters()), min_size=1, max_size=120)


@st.composite
def articles(draw: st.DrawFn) -> tuple[ArticleText, Record]:
    """A text of any characters, with mentions, zones and pages anywhere in it."""
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    ends = draw(st.lists(st.tuples(offsets, offsets).filter(lambda p: p[0] != p[1]), max_size=30))
    starts = sorted(draw(st.sets(offsets, max_size=5)))
    zones = tuple(ZoneSpan(a, b, "body") for a, b in pairwise([*starts, len(text)]) if a < b)
    pages = tuple(sorted(draw(st.sets(st.integers(0, len(text) - 1), max_size=3))))
    return ArticleText(text, zones, pages), record_of(text, [(min(pair), max(pair)) for pair in ends])


def record_of(text: str, spans: list[tuple[int, int]], *, id: str = "a") -> Record:
    mentions = [Mention(start=a, end=b, text=text[a:b], zone="body", rule="test.rule") for a, b in spans]
    entries = [InstrumentEntry(id=f"i{n}", name="Pact", kind="pact", mentions=(m,)) for n, m in enumerate(mentions)]
    made = ProducedBy(communique="0", resources="0")
    return Record(id=id, produced_by=made, source=Source(path=f"{id}.txt"), instruments=tuple(entries))


class Page(HTMLParser):
    """The text content of some HTML, which tags it has, and the words of each mention by number."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.ids = "", set[str](), list[str]()
        self.words: dict[int, str] = {}
        self._open: list[list[int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert not any(name.startswith("on") or name == "style" for name in values)
        self.tags.add(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self._open.append([int(n) for n in (values.get("data-m") or "").split()])

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for number in {n for numbers in self._open for n in numbers}:
            self.words[number] = self.words.get(number, "") + data


def shown(text: str) -> str:
    """What HTML can hold of a text."""
    return "".join("␀" if c == "\x00" else "\ufffd" if "\ud800" <= c < "\ue000" else c for c in text)


def html_of(article: ArticleText, record: Record) -> str:
    return text_html(article, mark_text(marks_of(record), len(article.text), cuts_of(article)))


@given(articles())
def test_the_text_content_is_the_article_and_each_mention_has_its_words(given: tuple[ArticleText, Record]) -> None:
    article, record = given
    page = Page(html_of(article, record))
    assert page.text == shown(article.text)
    assert page.tags <= {"div", "a", "span", "bdi"}
    assert len(page.ids) == len(set(page.ids))
    for mark in marks_of(record):
        if mark.number in page.words:
            assert page.words[mark.number] == shown(article.text[mark.start : mark.end])


@given(articles())
def test_mentions_in_one_lane_do_not_overlap_and_pieces_leave_no_gap(given: tuple[ArticleText, Record]) -> None:
    article, record = given
    marks = marks_of(record)
    marking = mark_text(marks, len(article.text))
    assert [p.start for p in marking.pieces] == [0, *(p.end for p in marking.pieces)][:-1]
    lanes: dict[int, set[int]] = {}
    for piece in marking.pieces:
        assert len(set(piece.lanes)) == len(piece.lanes)
        for mark, lane in zip(piece.marks, piece.lanes, strict=True):
            lanes.setdefault(mark, set()).add(lane)
            assert marks[mark].start <= piece.start and piece.end <= marks[mark].end
    assert all(len(own) == 1 for own in lanes.values())
    assert all(marking.pieces[first].start <= marks[n].start for n, first in marking.first_piece.items())


def test_the_shorter_of_two_mentions_lies_nearer_to_the_words() -> None:
    text = "Minister of Labour of Benin"
    marking = mark_text(marks_of(record_of(text, [(0, 27), (22, 27)])), len(text))
    assert [(text[p.start : p.end], p.marks, p.lanes) for p in marking.pieces] == [
        ("Minister of Labour of ", (0,), (1,)),
        ("Benin", (1, 0), (0, 1)),
    ]


def test_a_mention_too_many_keeps_its_place_in_the_record() -> None:
    text = "Benin and Togo"
    record = record_of(text, [(0, 5)] * 20)
    marks = marks_of(record)
    marking = mark_text(marks, len(text))
    assert len(marking.pieces[0].marks) == 12
    article = ArticleText(text)
    evidence = [e.evidence[0] for e in groups_of(record, text=article, marking=marking)[0].entries]
    assert [e.piece for e in evidence] == [0] * 20


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>", "&lt;script&gt;"),
        ("a\u202eb", 'a<bdi class="c" data-c="202E">\u202e</bdi>b'),
        ("\x00", '<bdi class="c" data-c="0000">␀</bdi>'),
        ("\r\n", '<span class="cr">&#13;</span>\n'),
        ("'\"&", "&#39;&quot;&amp;"),
    ],
)
def test_special_characters_stand_for_themselves(text: str, html: str) -> None:
    assert safe_html(text) == html


def test_zones_and_pages_are_shown() -> None:
    text = "A title\n\nThe body, at length.\nMore."
    zones = (ZoneSpan(0, 7, "title"), ZoneSpan(9, 29, "body"), ZoneSpan(30, 35, "body"))
    html = html_of(ArticleText(text, zones, (0, 30)), record_of(text, [(2, 7)]))
    assert html.count('data-z="title"') == html.count('data-z="body"') == 1
    assert 'aria-label="Page 1"' in html and html.index('aria-label="Page 2"') > html.index("length")
    assert '<a class="s instruments-0 b" id="s1" href="#m0" data-m="0">title</a>' in html


def test_many_mentions_are_marked_in_time() -> None:
    """Work grows with the number of mentions, not with its square."""
    text = "Benin and Togo met. " * 10_000
    spans = [(n * 10, n * 10 + 300) for n in range(19_000)] + [(0, len(text))] * 1_000
    marking = mark_text(marks_of(record_of(text, spans)), len(text))
    assert len(marking.first_piece) == 20_000
    assert max(len(p.marks) for p in marking.pieces) <= 12
