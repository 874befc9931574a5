"""Expressions of time on their own: `communique.dates`, TIMEX3 values, TimeML, narratives."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from communique import dates
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.dates.extension import Extension, Feast
from communique.pipeline.stages.dates.timex import Expression
from communique.pipeline.stages.dates.timex_values import easter, nth_weekday
from hypothesis import given, settings
from hypothesis import strategies as st

PUBLISHED = date(2022, 6, 15)  # a Wednesday


def marked_up(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(e.text, e.type, e.value) for e in dates.find(text, published, split=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on 3 May 2024.", [("3 May 2024", "DATE", "2024-05-03")]),
        ("It fell in the third quarter of 2021.", [("the third quarter of 2021", "DATE", "2021-Q3")]),
        ("It rose in the first half of 2021.", [("the first half of 2021", "DATE", "2021-H1")]),
        ("It was dry in summer 2019.", [("summer 2019", "DATE", "2019-SU")]),
        ("Rents rose in the 1990s.", [("the 1990s", "DATE", "199")]),
        ("So it was in the 19th century.", [("the 19th century", "DATE", "18")]),
        ("They met last week.", [("last week", "DATE", "2022-W23")]),
        ("They met over the weekend.", [("the weekend", "DATE", "2022-W23-WE")]),
        ("He left two weeks ago.", [("two weeks ago", "DATE", "2022-W22")]),
        ("Early 2021 was quiet.", [("Early 2021", "DATE", "2021")]),
        ("It stayed open from 3 to 7 May 2021.", [("3", "DATE", "2021-05-03"), ("7 May 2021", "DATE", "2021-05-07")]),
        ("Between 1985 and 1987 it shrank.", [("1985", "DATE", "1985"), ("1987", "DATE", "1987")]),
        ("He came on Monday morning.", [("Monday morning", "TIME", "2022-06-13TMO")]),
        ("Doors open at 9 a.m. on 3 May 2024.", [("9 a.m. on 3 May 2024", "TIME", "2024-05-03T09:00")]),
        ("Call at 5 o'clock.", [("5 o'clock", "TIME", "2022-06-15T05:00")]),
        ("The two-day talks took three months.", [("two-day", "DURATION", "P2D"), ("three months", "DURATION", "P3M")]),
        (
            "It lasted several years and 20 minutes.",
            [("several years", "DURATION", "PXY"), ("20 minutes", "DURATION", "PT20M")],
        ),
        ("Sales fell over the past two years.", [("the past two years", "DURATION", "P2Y")]),
        (
            "It meets every Monday, and reports annually.",
            [("every Monday", "SET", "XXXX-WXX-1"), ("annually", "SET", "P1Y")],
        ),
        ("The office is now shut.", [("now", "DATE", "PRESENT_REF")]),
        ("The office has recently moved.", [("recently", "DATE", "PAST_REF")]),
        ("That is for the future.", [("the future", "DATE", "FUTURE_REF")]),
        ("It was nineteen ninety-six.", [("nineteen ninety-six", "DATE", "1996")]),
        ("The shop shut on Christmas Day.", [("Christmas Day", "DATE", "2021-12-25")]),
        ("They will vote on Easter Monday 2024.", [("Easter Monday 2024", "DATE", "2024-04-01")]),
        ("He resigned nearly two years ago.", [("nearly two years ago", "DATE", "2020")]),
        ("The January 2021 flood did it.", [("January 2021", "DATE", "2021-01")]),
    ],
)
def test_type_and_value(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert marked_up(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Come as soon as you can.",
        "The 45-year-old driver spoke.",
        "This town may march on.",
        "Section 12 of the code.",
    ],
)
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert marked_up(text) == []


def test_reports_on_a_quarter_point_back_to_it() -> None:
    text = (
        "Profit in the third quarter rose to 5 million from 4 million a year earlier. In the year-earlier quarter a fire "
        "had cost 1 million. In the latest quarter there was none."
    )
    assert marked_up(text, date(2021, 11, 2)) == [
        ("the third quarter", "DATE", "2021-Q3"),
        ("a year earlier", "DATE", "2020-Q3"),
        ("the year-earlier quarter", "DATE", "2020-Q3"),
        ("the latest quarter", "DATE", "2021-Q3"),
    ]


NARRATIVE = (
    "The Grey River War lasted from 14 March 1911 to 2 June 1913. On 14 March 1911 ships shelled the harbour. Three days "
    "later the Duchy declared war. In April the League struck back. In October the first snow stopped all movement. In "
    "January the Duchy asked for a truce, but on 4 February 1912 its guns fired again. The next month a second fleet "
    "sailed. On 11 November 1912 an armistice was signed. By mid-1913 both sides were worn out. The treaty of 2 June "
    "ended it."
)


def test_a_narrative_leans_on_its_own_dates() -> None:
    found = [value for _, _, value in marked_up(NARRATIVE, date(2015, 5, 4))]
    assert found == [
        "1911-03-14", "1913-06-02", "1911-03-14", "1911-03-17", "1911-04", "1911-10", "1912-01", "1912-02-04", "1912-03",
        "1912-11-11", "1913", "1913-06-02",
    ]  # fmt: skip


def test_news_with_some_history_is_no_narrative() -> None:
    text = "It was founded on 3 May 1950 and moved on 4 June 1960. In 2021 it closed. It reopens on 20 June."
    assert marked_up(text)[-1][2] == "2022-06-20"


def test_a_range_is_one_expression_unless_split() -> None:
    found = dates.find("held from 28 December to 3 January", "2022-01-10")
    assert [(e.text, e.first, e.last) for e in found] == [
        ("from 28 December to 3 January", date(2021, 12, 28), date(2022, 1, 3))
    ]
    assert found[0].in_record


def test_open_ends_have_no_day() -> None:
    since, until = dates.find("since 2016 and until 30 June 2023")
    assert (since.first, since.last) == (date(2016, 1, 1), None)
    assert (until.first, until.last) == (None, date(2023, 6, 30))


def test_without_publication_nothing_is_invented() -> None:
    found = dates.find("They met on 16 May, on Tuesday and yesterday.")
    assert [(e.text, e.first, e.value) for e in found] == [
        ("16 May", None, "XXXX-05-16"),
        ("Tuesday", None, "XXXX-WXX-2"),
    ]


def test_digits_of_no_certain_order_say_so() -> None:
    assert dates.find("on 3/4/2021")[0].edtf == "2021-04-03?"
    assert dates.find("on 3.4.2021")[0].edtf == "2021-04-03"
    assert dates.find("on 3/4/2021 and 25/4/2021")[0].edtf == "2021-04-03"


def test_only_what_a_record_lists_counts_as_its_date() -> None:
    found = dates.find("Recently, on 3 May 2021, the three-day talks ended.")
    assert [(e.text, e.in_record) for e in found] == [("Recently", False), ("3 May 2021", True), ("three-day", False)]


def test_types_can_be_chosen_and_unknown_ones_are_refused() -> None:
    assert [e.text for e in dates.find("three days in May 2021", types=["DURATION"])] == ["three days"]
    with pytest.raises(ValueError, match="MOMENT"):
        dates.find("now", types=["MOMENT"])
    with pytest.raises(ValueError, match="Invalid isoformat"):
        dates.find("now", published="yesterday")


def test_timeml_is_xml_with_the_text_in_it() -> None:
    text = "Talks <b> & more ran from 3 to 5 May 2024,\x0btwo years later than \u201cplanned\u201d."
    root = ET.fromstring(dates.to_timeml(text, "2024-06-01", id="a&b"))
    assert "".join(root.find("TEXT").itertext()) == text.replace("\x0b", " ")
    marks = [(t.get("tid"), t.get("type"), t.get("value"), t.text) for t in root.iter("TIMEX3")]
    assert marks == [
        ("t0", "DATE", "2024-06-01", "2024-06-01"),
        ("t1", "DATE", "2024-05-03", "3"),
        ("t2", "DATE", "2024-05-05", "5 May 2024"),
        ("t3", "DATE", "2026", "two years later"),
    ]


WORDS = (
    "from to 12 14th March May 2024 the quarter year-earlier now recently twice a week 5 p.m. Christmas Easter 2020 every "
    "Monday several months ago nineteen ninety-six last year's ( ) , - that day previous soon future o'clock \u2019s"
).split()


def check(found: list[Expression], text: str) -> None:
    last = 0
    for e in found:
        assert last <= e.start < e.end <= len(text)
        assert text[e.start : e.end] == e.text
        assert e.value
        assert e.first is None or e.last is None or e.first <= e.last
        last = e.end


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.none() | st.dates(), st.booleans())
def test_any_row_of_words_is_read(text: str, published: date | None, split: bool) -> None:
    check(dates.find(text, published, split=split), text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_becomes_timeml(text: str) -> None:
    check(dates.find(text, PUBLISHED), text)
    ET.fromstring(dates.to_timeml(text, PUBLISHED))


@pytest.mark.parametrize(
    "unit", ["now ", "a year earlier ", "Easter ", "Easter 2020 ", "5 p.m. ", "the quarter ", "from 3 to 5 May ", "-"]
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Four times the text in at most ten times the time: a square would take sixteen."""
    import time

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = 1e9
        for _ in range(3):
            started = time.process_time()
            dates.find(text, PUBLISHED)
            best = min(best, time.process_time() - started)
        return best

    small = seconds(20_000)
    assert seconds(80_000) <= 10 * max(small, 0.005)


def test_easter_and_nth_weekdays() -> None:
    assert [easter(y) for y in (1999, 2000, 2019, 2024)] == [
        date(1999, 4, 4), date(2000, 4, 23), date(2019, 4, 21), date(2024, 3, 31)
    ]  # fmt: skip
    assert nth_weekday(2021, 11, 3, 4) == date(2021, 11, 25)
    assert nth_weekday(2021, 5, 0, -1) == date(2021, 5, 31)


def test_a_feast_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a month"):
        Feast(names=("No Day",))
    assert Resources().load("dates_timex.yaml", Extension).feasts


def test_a_users_words_are_added(tmp_path) -> None:
    (tmp_path / "dates_timex.yaml").write_text("words: {recently: {entries: {today: 0}}}", encoding="utf-8")
    with pytest.raises((ResourceError, ValueError), match="today"):
        dates.TimexReader(Resources(tmp_path))
    (tmp_path / "dates_timex.yaml").write_text(
        "seeds: [latterly]\nwords: {recently: {entries: {latterly: 0}}}", encoding="utf-8"
    )
    found = dates.TimexReader(Resources(tmp_path)).read("It has latterly moved.")
    assert [(e.text, e.value) for e in found] == [("latterly", "PAST_REF")]
