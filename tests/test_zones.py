from __future__ import annotations

import pytest
from communique.pipeline.layout import Layout
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.zones import ZoneReader
from hypothesis import given
from hypothesis import strategies as st

READER = ZoneReader(Resources())

PAGE = """Skip to main content
Home > News > 2031
Ministers agree on seasonal work

Tallinn, 4 March 2031

The ministers met for the first time since the agreement entered into force. They
will meet again in autumn.

Location: Tallinn, Estonia
Date:
Type of Event
Workshop
Main organizer/s
Ministry of Labour
Office of the Ombudsman

Media contact:
Jane Roe, +372 555 0101

Last updated on 6 March 2031
Popular services
Vacancies
"""


def zones(text: str) -> list[tuple[str, str]]:
    return [(b.zone, text[b.start : b.end]) for b in READER.read(text).blocks]


def zone_of(text: str, words: str, layout: Layout | None = None) -> str:
    return (layout or READER.read(text)).zone_at(text.index(words))


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Skip to main", "furniture"),
        ("Home > News", "furniture"),
        ("Ministers agree", "title"),
        ("Tallinn, 4 March", "dateline"),
        ("The ministers met", "body"),
        ("meet again in autumn", "body"),
        ("Tallinn, Estonia", "field"),
        ("Workshop", "field"),
        ("Office of the Ombudsman", "field"),
        ("Jane Roe", "contact"),
        ("Last updated", "furniture"),
        ("Popular services", "furniture"),
        ("Vacancies", "furniture"),
    ],
)
def test_parts_of_a_page(words: str, zone: str) -> None:
    assert zone_of(PAGE, words) == zone


def test_fields_hold_label_and_values() -> None:
    fields = [(f.value.key, f.value.label, [PAGE[s:e] for s, e in f.value.values]) for f in READER.read(PAGE).fields]
    assert fields == [
        ("location", "Location", ["Tallinn, Estonia"]),
        ("date", "Date", []),
        ("type", "Type of Event", ["Workshop"]),
        ("organizer", "Main organizer/s", ["Ministry of Labour", "Office of the Ombudsman"]),
    ]


def test_stamps_are_kept() -> None:
    layout = READER.read(PAGE)
    assert [PAGE[s:e] for s, e in layout.stamps] == ["Last updated on 6 March 2031"]


@pytest.mark.parametrize(
    "line",
    [
        "Riga, 2031-05-02",
        "3 May 2031",
        "14 Feb 2031 Posted in Speeches",
        "FOR IMMEDIATE RELEASE 12 January 2031",
    ],
)
def test_datelines(line: str) -> None:
    assert zone_of(f"A title of some length\n\n{line}\n\nThe body of the article is here.", line) == "dateline"


def test_a_dateline_at_the_head_of_a_paragraph_is_cut_off_it() -> None:
    text = "A title\n\nLIMA, 3 May 2031 - The two sides met yesterday and agreed on a plan."
    assert zones(text)[1:] == [
        ("dateline", "LIMA, 3 May 2031 - "),
        ("body", "The two sides met yesterday and agreed on a plan."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The minister arrived on 3 May 2031 and left on the next day.",
        "Share of renewables reaches a third",
        "Location is everything, the minister said.",
        "Status: The talks went on. Nobody left the room. A vote was taken at the end of the day.",
        "Read more books, the President urges pupils across the country",
        "2031",
    ],
)
def test_prose_and_figures_stay_in_the_article(line: str) -> None:
    text = (
        f"A title\n\nThe first paragraph is about something else altogether.\n\n{line}\n\nThe last paragraph ends it."
    )
    assert zone_of(text, line) == "body"


def test_what_follows_a_page_number_or_rule_is_still_the_article() -> None:
    text = "A title\n\nThe body of the article goes on over the page.\n\n2\n\n---\n\nPeter Roe\nMinister of Works\n"
    assert zone_of(text, "2\n") == "furniture"
    assert zone_of(text, "Peter Roe") == "body"


def test_a_notice_about_names_is_no_part_of_the_article() -> None:
    text = (
        "A title\n\nThe article itself is here and it is short.\n\n*All references to Kosovo are to be read as agreed."
    )
    assert zone_of(text, "Kosovo") == "furniture"


def sentences(text: str) -> list[str]:
    return [text[s:e] for s, e in READER.read(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Mr. Roe left. So did H.E. Dr. A. B. Doe.", ["It rained.", "Mr. Roe left.", "So did H.E. Dr. A. B. Doe."]),
        ("The upcoming EU-U.S. Summit is near. It opens soon.", ["The upcoming EU-U.S. Summit is near.", "It opens soon."]),
        ("Is it? Yes! “Good.” They left.", ["Is it?", "Yes!", "“Good.”", "They left."]),
        ("The space is lost.Next it goes on.", ["The space is lost.", "Next it goes on."]),
        ("It cost 2.5 million, No. 7 of the list, in this year. about 70 came.", ["It cost 2.5 million, No. 7 of the list, in this year. about 70 came."]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences("A title\n\n" + text)[1:] == expected


def test_a_wrapped_line_does_not_end_a_sentence_but_a_list_item_does() -> None:
    wrapped = "The ministers of the four countries of the northern\nregion met. They left."
    assert sentences("A title\n\n" + wrapped)[1:] == [wrapped[: wrapped.index("met.") + 4], "They left."]
    listed = "Items:\n- seasonal work\n- skills\nPermits"
    assert sentences("A title\n\n" + listed)[1:] == ["Items:", "- seasonal work", "- skills", "Permits"]


@given(st.text(alphabet=st.sampled_from("aA1 .:\n\r-–(\u2028ß*"), max_size=200))
def test_layout_covers_every_line_once(text: str) -> None:
    layout = READER.read(text)
    assert all(a.end <= b.start for a, b in zip(layout.blocks, layout.blocks[1:], strict=False))
    covered = "".join(text[b.start : b.end] for b in layout.blocks)
    assert "".join(covered.split()) == "".join(text.split())
    for start, end in layout.sentences:
        assert layout.block_index(start) == layout.block_index(end - 1)


def test_a_broken_resource_stops_with_file_key_and_reason(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "zones.yaml").write_text("furniture: ['(']\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"zones\.yaml: furniture: .*no regular expression"):
        ZoneReader(Resources(tmp_path))


def test_a_user_adds_labels(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "zones.yaml").write_text("fields:\n  location: [treffpunkt]\n", encoding="utf-8")
    text = "Titel\n\nDer Text.\n\nTreffpunkt: Bern"
    fields = ZoneReader(Resources(tmp_path)).read(text).fields
    assert [(f.value.key, f.value.label) for f in fields] == [("location", "Treffpunkt")]
