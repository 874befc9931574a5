"""Dates in marked sentences: every mark is found with its days, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document
from communique.pipeline.draft import Draft
from communique.pipeline.finding import Finding
from communique.pipeline.layout import Block, Layout
from communique.pipeline.loading import Resources
from communique.pipeline.overlaps import settle
from communique.pipeline.stages.dates import DateStage, read_dates
from communique.pipeline.values import DateValue

PUBLISHED = date(2022, 6, 15)  # a Wednesday

DAYS = [
    "The talks opened on <date start=2024-03-12>12 March 2024</date> in Geneva.",
    "It was signed on <date start=2016-09-23>September 23, 2016</date>, and then ratified.",
    "Done at Lima on <date start=2019-05-09>the 9th of May, 2019</date>.",
    "Done at Bern on <date start=2015-12-12>the twelfth day of December two thousand and fifteen</date>.",
    "The panel sat on <date start=2021-10-14>Thursday, 14 October 2021</date>.",
    "The panel sat on <date start=2021-10-14>Thurs 14 Oct. 2021</date>.",
    "Oslo, <date start=2018-09-27>2018-09-27</date>",
    "Dated <date start=2021-03-29>2021/03/29</date> by the clerk.",
    "Dated <date start=2024-01-02>2024\u201101\u201102</date> by the clerk.",
    "Last updated: <date start=2022-11-23>23 NOV 2022</date>",
    "It lapses on <date start=2024-12-31>31 Dec 2024</date>.",
    "The note of <date start=2021-04-03>3rdApril 2021</date> was filed.",
    "Posted on<date start=2016-03-23>March 23, 2016</date><date start=2016-03-24>March 24, 2016</date>",
    "Posted on<date start=2021-07-15>15 July 2021</date>",
    "It opens on <date start=2019-08-07>7 August , 2019</date>.",
    "It opens on <date start=2022-09-12>12 Septmber 2022</date>.",
    "It opens on <date start=2022-02-11>11 Feburary 2022</date>.",
    "It opens on <date start=2022-11-02>Wendesday, 2 November 2022</date>.",
    "The bill of <date start=2011-09-22>22-Sep-2011</date> passed.",
    "A meeting on <date start=2020-02-29>29 February 2020</date> was held.",
    "The office shut on <date start=2022-05-16>16 May</date>.",
    "Minutes of <date start=2021-03-12>12.03.2021</date> and <date start=2021-03-25>25.3.2021</date>.",
]

RANGES = [
    "held <date start=2024-03-12 end=2024-03-14>from 12 to 14 March 2024</date> in Geneva",
    "They met on <date start=2018-12-04 end=2018-12-07>December 4-7, 2018</date>.",
    "They met on <date start=2018-12-04 end=2018-12-07>4\u20137 December 2018</date>.",
    "They met on <date start=2018-12-04 end=2018-12-07>4 \u2014 7 December 2018</date>.",
    "It ran <date start=2021-11-30 end=2021-12-02>30 November \u2013 2 December 2021</date>.",
    "It ran <date start=2021-11-30 end=2021-12-02>Nov. 30-Dec. 2, 2021</date>.",
    "It ran <date start=2021-12-28 end=2022-01-03>28 December to 3 January 2022</date>.",
    "It ran <date start=2021-12-28 end=2022-01-03>from December 28, 2021 until January 3, 2022</date>.",
    "A visit is set for <date start=2022-05-17 end=2022-05-20>May 17th through the 20th, 2022</date>.",
    "The body meets on <date start=2022-05-17 end=2022-05-20>the 17th to 20th of May</date>.",
    "Held <date start=2024-06-03 end=2024-06-05>between 3 and 5 June 2024</date> at expert level.",
    "Held <date start=2022-07-12 end=2022-07-14>from Tuesday 12 July until Thursday 14 July 2022</date>.",
    "Held <date start=2021-03-08 end=2021-03-12>8 through 12 March 2021</date> online.",
    "Held <date start=2021-03-01 end=2021-03-05>from the first to the fifth of March 2021</date>.",
    "In Kyiv <date start=2022-10-20 end=2022-10-21>20/21 October 2022</date>.",
    "The term (<date start=2021-03-29 end=2021-04-01>2021-03-29/2021-04-01</date>) was short.",
    "It is planned for <date start=2022-12-08 end=2022-12-09>8 to 9 December this year</date>.",
    "A retreat (<date start=2022-06-02 end=2022-06-04>2-4 June</date>) was held.",
    "Seen <date start=2024-02-07 end=2024-02-11>between 7 February and 11 February 2024</date>.",
]

LISTS = [
    "<date start=2021-05-02>2</date>, <date start=2021-05-05>5</date> and <date start=2021-05-06>6 May 2021</date>",
    "<date start=2021-05-02>May 2</date>, <date start=2021-05-05>5</date> and <date start=2021-05-06>6</date>, 2021",
    "<date start=2022-05-02>May 2</date>, <date start=2022-05-05>5</date> & <date start=2022-05-06>6</date>",
    "on <date start=2021-05-05>Wednesday 5th</date> and <date start=2021-05-06>Thursday 6th May 2021</date>",
    "on <date start=2021-07-12>July, 12 2021</date> and (<date start=2014-01-30>2014, January 30</date>)",
    "by <date start=2025-01-01 end=2025-12-31>end-2025</date>",
    "on <date start=2022-03-03>3</date> and <date start=2022-03-04>4 March</date> in Rome",
    "on <date start=2021-05-19 end=2021-05-20>19-20</date> and <date start=2021-05-25>25 May 2021</date>",
    "on <date start=2019-04-30>30 April</date> and <date start=2019-05-02>2 May 2019</date>",
    "held <date start=2022-06-15>today</date> (<date start=2022-06-15>15</date>) in Colombo",
    "held <date start=2022-06-14>yesterday</date> (<date start=2022-06-14>14th</date>) in Colombo",
    "held <date start=2022-06-15>this morning</date> (<date start=2022-06-15>15 June</date>) in Colombo",
    "held on <date start=2022-06-14>Tuesday</date> (<date start=2022-06-14>14/06</date>) in Lima",
]

PERIODS = [
    "Talks resume in <date start=2022-09-01 end=2022-09-30>September</date>.",
    "In <date start=2019-05-01 end=2019-05-31>May 2019</date> the office moved.",
    "In <date start=2022-05-01 end=2022-05-31>May</date> the office moved.",
    "It chairs <date start=2022-10-01 end=2023-03-31>between October 2022 and March 2023</date>.",
    "The pilot (<date start=2024-01-01 end=2024-03-31>Jan-Mar 2024</date>) is funded.",
    "Growth in <date start=2023-01-01 end=2023-06-30>the first half of 2023</date> was low.",
    "Exports fell in <date start=2022-07-01 end=2022-09-30>Q3 2022</date>.",
    "Arrears rose in <date start=2021-10-01 end=2021-12-31>the last quarter of last year</date>.",
    "In <date start=2019-03-01 end=2019-05-31>spring 2019</date> the river rose.",
    "In <date start=2021-12-01 end=2022-02-28>winter 2021/2022</date> it froze.",
    "Foreseen for <date start=2019-10-21 end=2019-10-31>late October 2019</date>.",
    "Foreseen for <date start=2022-06-11 end=2022-06-20>mid-June</date>.",
    "Since <date start=2016-01-01 end=2016-12-31>2016</date> it has grown.",
    "It will end by <date start=2025-01-01 end=2025-12-31>the end of 2025</date>.",
    "The plan for <date start=2021-01-01 end=2027-12-31>2021\u20132027</date> is out.",
    "The plan for <date start=2021-01-01 end=2022-12-31>2021/22</date> is out.",
    "The budget for <date start=2021-01-01 end=2022-12-31>FY2021-22</date> is out.",
    "Trade doubled <date start=2015-01-01 end=2019-12-31>between 2015 and 2019</date>.",
    "It was so in <date start=2010-01-01 end=2019-12-31>the 2010s</date>.",
    "It was so in <date start=1801-01-01 end=1900-12-31>the nineteenth century</date>.",
    "Held in <date start=2021-05-01 end=2021-05-07>the first week of May 2021</date>.",
    "Held in <date start=2022-05-16 end=2022-05-22>the week of 16 May 2022</date>.",
]

RELATIVE = [
    "He arrived <date start=2022-06-14>yesterday</date> and leaves <date start=2022-06-16>tomorrow</date>.",
    "They met <date start=2022-06-14>last Tuesday</date>.",
    "They met on <date start=2022-06-13>Monday</date>.",
    "They will meet on <date start=2022-06-20>Monday</date>.",
    "They will meet <date start=2022-06-17>this Friday</date>.",
    "They will meet <date start=2022-06-20 end=2022-06-26>next week</date>.",
    "They met <date start=2022-06-13 end=2022-06-19>earlier this week</date>.",
    "<date start=2022-01-01 end=2022-12-31>This year</date> it turns ten.",
    "It closed <date start=2021-01-01 end=2021-12-31>last year</date>.",
    "It opens <date start=2022-07-01 end=2022-07-31>next month</date>.",
    "It opened <date start=2022-05-25>three weeks ago</date>.",
    "It opened <date start=2021-01-01 end=2021-12-31>a year ago</date>.",
    "Trade grew in <date start=2020-06-15 end=2022-06-15>the past two years</date>.",
    "On <date start=2021-03-04>4 March 2021</date> and <date start=2021-03-05>the following day</date>.",
    "They left on <date start=2021-12-20>20 December</date> as planned.",
    "It is due in <date start=2022-12-01 end=2022-12-31>December this year</date>.",
    "They met over <date start=2022-06-11 end=2022-06-12>the weekend</date> in Oslo.",
    "They will meet over <date start=2022-06-18 end=2022-06-19>the weekend</date> in Oslo.",
    "They met <date start=2021-09-01 end=2021-11-30>last fall</date> in Oslo.",
    "The vote was held <date start=2021-11-01 end=2021-11-30>last November</date>.",
    "It was announced <date start=2022-06-14>yesterday evening</date>.",
]

NOTHING = {
    "duration": "A two-day meeting after four years of talks.",
    "set": "The forum is held every year and every Monday.",
    "programme": "The 2030 Agenda for Sustainable Development is a guide.",
    "resolution": "It recalls resolution 1244 (1999) of the Council.",
    "report": "The World Migration Report 2022 says so.",
    "law": "Under the Foreign Trade Act 2011 this is allowed.",
    "law number": "Under Ordinance No. 16 of 1865 this is allowed.",
    "symbol": "See document A/RES/73/195 and S/2019/12.",
    "phone": "Call +41 22 730 2020 or (06) 277 2062 for details.",
    "age": "The 45-year-old minister spoke.",
    "clock": "The briefing starts at 10:30 a.m. in room 5.",
    "verb": "The Council may march on 5 roads.",
    "person": "Theresa May said that April Smith would come.",
    "count": "Some 2000 people came, and 1500 participants stayed.",
    "money": "It costs $2019 and EUR 2020.",
    "newspaper": "The Sunday Times wrote about Good Friday.",
    "impossible": "On 45.13.2020 and 31/02/2021 nothing took place.",
    "general rule": "As a rule it applies from 1 January of the calendar year following the date of entry.",
    "speech": "We live in today's globalised world.",
    "second": "The second meeting was short.",
    "address": "See https://example.org/news/2019/06/x.html for more.",
    "version": "Use release 10.12.13.4 of the tool.",
    "act": "Under the Harbour Dues Act of 1974 it is due.",
    "day and age": "In this day and age it is rare.",
    "any such day": "When a boat sinks on a Sunday, nobody hears of it.",
    "half": "It was half a century ago.",
    "far back": "It was built 2600 years ago.",
    "hotline": "Call the 1547 hotline.",
}


@pytest.fixture(scope="module")
def stage() -> DateStage:
    return DateStage(Resources())


def days_of(text: str, found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(text[f.start : f.end], str(f.value.start), str(f.value.end)) for f in found]


@pytest.mark.parametrize("sentence", [*DAYS, *RANGES, *LISTS, *PERIODS, *RELATIVE])
def test_marked_dates_are_found_with_their_days(sentence: str, marked, stage: DateStage) -> None:
    m = marked(sentence)
    expected = [(m.words(d), d.attrs["start"], d.attrs.get("end", d.attrs["start"])) for d in m.of("date")]
    assert days_of(m.text, stage.read(m.text, PUBLISHED)) == expected


@pytest.mark.parametrize("name", list(NOTHING))
def test_what_only_looks_like_a_date_is_none(name: str, stage: DateStage) -> None:
    assert days_of(NOTHING[name], stage.read(NOTHING[name], PUBLISHED)) == []


def one(stage: DateStage, text: str, published: date | None = PUBLISHED) -> DateValue:
    found = stage.read(text, published)
    assert len(found) == 1, days_of(text, found)
    value = found[0].value
    assert isinstance(value, DateValue)
    return value


@pytest.mark.parametrize(
    ("text", "precision", "edtf"),
    [
        ("on 12 March 2024", "day", "2024-03-12"),
        ("from 12 to 14 March 2024", "day", "2024-03-12/2024-03-14"),
        ("in March 2024", "month", "2024-03"),
        ("from January to December 2024", "month", "2024-01/2024-12"),
        ("in the third quarter of 2024", "quarter", "2024-35"),
        ("in the second half of 2024", "other", "2024-41"),
        ("in summer 2024", "other", "2024-22"),
        ("in 2024", "year", "2024"),
        ("in 2021-2027", "year", "2021/2027"),
        ("in the 1990s", "other", "199X"),
        ("since 2016", "year", "2016/.."),
        ("until 30 June 2023", "day", "../2023-06-30"),
        ("from 1 January 2021 onwards", "day", "2021-01-01/.."),
        ("at 10:30 a.m. on 4 March 2022", "day", "2022-03-04T10:30"),
        ("on 5 May 2021 from 09:00 to 12:30", "day", "2021-05-05T09:00/2021-05-05T12:30"),
        ("at noon on Wednesday 8 March 2023", "day", "2023-03-08T12:00"),
    ],
)
def test_precision_and_edtf(text: str, precision: str, edtf: str, stage: DateStage) -> None:
    value = one(stage, text)
    assert (value.precision, value.edtf) == (precision, edtf)


def test_what_is_borrowed_is_recorded(stage: DateStage) -> None:
    assert one(stage, "on 16 May 2021").borrowed == ()
    assert one(stage, "on 16 May").borrowed == ("year",)
    assert one(stage, "on Tuesday").borrowed == ()
    assert one(stage, "on 16 May").relative
    assert not one(stage, "on 16 May 2021").relative


def test_spans_of_years_and_open_ones_are_periods(stage: DateStage) -> None:
    assert one(stage, "from 2017 to 2021").period
    assert one(stage, "since 2016").period
    assert not one(stage, "in 2016").period
    assert not one(stage, "from 3 to 5 May 2016").period


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 16 May", "XXXX-05-16"),
        ("from 16 to 18 May", "XXXX-05-16/XXXX-05-18"),
        ("in September", "XXXX-09"),
    ],
)
def test_without_any_year_none_is_invented(text: str, edtf: str, stage: DateStage) -> None:
    value = one(stage, text, None)
    assert (value.start, value.end, value.edtf) == (None, None, edtf)
    assert value.borrowed == ("year",)


@pytest.mark.parametrize("text", ["It opens today.", "It opened last week.", "It opens on Monday."])
def test_relative_dates_without_publication_have_no_days(text: str, stage: DateStage) -> None:
    value = one(stage, text, None)
    assert (value.start, value.end, value.relative) == (None, None, True)


@pytest.mark.parametrize(
    ("text", "published", "year"),
    [
        ("The pact took force on 11 September.", date(2002, 1, 20), 2001),
        ("The pact will take force on 3 January.", date(2021, 12, 20), 2022),
        ("The 2014 round took place in Vienna; on 24 November it was extended.", date(2016, 5, 3), 2014),
        ("They met on 12 March 2019. On 14 March they left.", date(2023, 6, 1), 2019),
        ("Signed on 5 May 1992. The next round will be held on 3 June.", date(2023, 5, 20), 2023),
        ("The session opens on Friday, 4 November.", date(2022, 5, 20), 2022),
        ("They were received on Friday, 29 November.", date(2020, 1, 10), 2019),
    ],
)
def test_the_year_that_makes_sense_is_borrowed(text: str, published: date, year: int, stage: DateStage) -> None:
    assert stage.read(text, published)[-1].value.start.year == year


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("on 3/4/2021 and 25/4/2021", date(2021, 4, 3)),
        ("on 3/4/2021 and 4/25/2021", date(2021, 3, 4)),
        ("on 3/4/2021; talks of March 3, May 4 and June 5, 2021", date(2021, 3, 4)),
        ("on 3/4/2021; talks of 3 March, 4 May and 5 June 2021", date(2021, 4, 3)),
    ],
)
def test_the_document_decides_the_order_of_digits(text: str, start: date, stage: DateStage) -> None:
    assert stage.read(text, None)[0].value.start == start


def test_publication_decides_the_order_of_digits(stage: DateStage) -> None:
    assert one(stage, "on 3/4/2021", date(2021, 3, 4)).start == date(2021, 3, 4)
    assert one(stage, "on 3/4/21", date(2021, 4, 3)).start == date(2021, 4, 3)
    assert one(stage, "on 19/2/80", date(1980, 2, 19)).start == date(1980, 2, 19)


def test_the_stage_keeps_the_contract(stage: DateStage) -> None:
    text = "The 2030 Agenda: talks on 16 May 2021 and tomorrow."
    layout = Layout(blocks=(Block(0, len(text), "body"),), sentences=())
    draft = Draft(Document(id="a", text=text, published=PUBLISHED), layout, {})
    found = list(stage.find(draft))
    assert {f.label for f in found} == stage.writes == {"date"}
    assert any(f.reject and text[f.start : f.end] == "2030" for f in found)
    settled = settle(found)
    resolved = stage.resolve(draft, settled)
    assert [(f.start, f.end) for f in resolved] == [(f.start, f.end) for f in settled]
    assert all(isinstance(f.value, DateValue) for f in resolved)
    assert list(resolved) == stage.read(text, PUBLISHED)


def test_a_text_can_be_read_without_a_draft() -> None:
    found = read_dates("on 12 March 2024")
    assert [(f.rule, f.value.start) for f in found] == [("dates.day", date(2024, 3, 12))]


def test_the_dateline_is_the_day_of_writing_where_nothing_else_says_it(stage: DateStage) -> None:
    text = "Bern, 27 September 2018\nThe talks open today.\nLast updated on 5 May 2021"
    a, b = text.index("The"), text.index("Last")
    layout = Layout(
        blocks=(Block(0, a - 1, "dateline"), Block(a, b - 1, "body"), Block(b, len(text), "furniture")),
        sentences=(),
    )
    draft = Draft(Document(id="a", text=text), layout, {})
    starts = [f.value.start for f in stage.resolve(draft, settle(stage.find(draft)))]
    assert starts == [date(2018, 9, 27), date(2018, 9, 27), date(2021, 5, 5)]


def test_furniture_lends_no_year(stage: DateStage) -> None:
    text = "Last updated on 5 March 2013.\nThe talks open on 6 March."
    b = text.index("The")
    layout = Layout(blocks=(Block(0, b - 1, "furniture"), Block(b, len(text), "body")), sentences=())
    draft = Draft(Document(id="a", text=text, published=PUBLISHED), layout, {})
    starts = [f.value.start for f in stage.resolve(draft, settle(stage.find(draft)))]
    assert starts == [date(2013, 3, 5), date(2022, 3, 6)]


def test_today_with_a_number_says_which_day_it_was_written(stage: DateStage) -> None:
    text = "They met this morning (14). He arrived yesterday and leaves today."
    found = stage.read(text, PUBLISHED)
    assert [f.value.start.day for f in found] == [14, 14, 13, 14]


def test_a_number_far_from_publication_does_not_move_today(stage: DateStage) -> None:
    found = stage.read("They met today (annex 25) in Oslo; he spoke today (25).", PUBLISHED)
    assert found[0].value.start == PUBLISHED


def test_the_page_s_own_day_is_the_day_of_writing(stage: DateStage) -> None:
    def first_day(text: str, *blocks: Block, stamps: tuple[tuple[int, int], ...] = ()) -> date | None:
        draft = Draft(Document(id="a", text=text), Layout(blocks=blocks, sentences=(), stamps=stamps), {})
        found = stage.resolve(draft, settle(stage.find(draft)))
        return next(f.value.start for f in found if text[f.start : f.end].lower() in ("today", "last month"))

    head = "Remarks at the Ports Forum\nHotel Azul, Port Lobo, 14 June 2023\n\nWe meet today.\n"
    assert first_day(head, Block(0, len(head), "body")) == date(2023, 6, 14)
    digits = "Port Lobo, 14.06.2023\nWe met last month.\n"
    assert first_day(digits, Block(0, 21, "dateline"), Block(22, len(digits), "body")) == date(2023, 5, 1)
    for words, day in (("Posted on", date(2023, 6, 14)), ("Last updated on", None)):
        text = f"We meet today.\n{words} 14 June 2023 | Print\n"
        at = text.index(words)
        layout = (Block(0, at - 1, "body"), Block(at, len(text), "furniture"))
        assert first_day(text, *layout, stamps=((at, len(text)),)) == day


NEW_FORMS = [
    "Sales in <date start=2021-07-01 end=2021-09-30>the third quarter of 2021</date> rose from <date start=2020-07-01 end=2020-09-30>a year earlier</date>.",
    "From <date start=2021-01-01 end=2021-07-31>January to July 2021</date> more came than <date start=2020-01-01 end=2020-07-31>a year earlier</date>.",
    "It began <date start=2012-01-01 end=2012-12-31>a decade ago</date>.",
    "So it was in <date start=2010-01-01 end=2019-12-31>the decade of 2010</date>.",
    "It fell in <date start=2010-01-01 end=2014-12-31>the first half of the 2010s</date>.",
    "It pays by <date start=2022-06-01 end=2022-06-30>month-end</date>.",
    "<date start=2021-04-16>16 Apri 2021</date> | Press Office",
    "They met in <date start=2022-02-01 end=2022-02-28>February of the current year</date>.",
    "In <date start=2022-10-01 end=2022-10-31>October</date> the first rain falls.",
    "On <date start=2022-06-10>Friday</date> in a ceremony at the port he was thanked.",
    "The port is open (<date start=2022-03-12>12 March</date>) in a new form.",
    "Thirty states had replied by <date start=2022-06-13>Monday</date>.",
    "Replies are due no later than <date start=2022-06-17>Friday</date>.",
    "<date start=2022-04-01 end=2022-06-30>The second quarter</date> (<date start=2022-04-01 end=2022-06-30>April to June</date>) will be reported on.",
    "Similar talks were held in Ostrava (<date start=2017-01-01 end=2017-12-31>2017</date>) and in Brno.",
    "It was shut from <date start=2021-04-01 end=2021-04-30>April 2021</date> - <date start=2021-05-09>May 9, 2021</date>.",
    "The port bought it in <date start=2021-09-01 end=2021-09-30>September</date>.",
    "The office will close <date start=2022-09-01 end=2022-09-30>this September</date>.",
]


@pytest.mark.parametrize("sentence", NEW_FORMS)
def test_more_forms_are_found_with_their_days(sentence: str, marked, stage: DateStage) -> None:
    m = marked(sentence)
    found = {(text, start, end) for text, start, end in days_of(m.text, stage.read(m.text, PUBLISHED))}
    for d in m.of("date"):
        options = [f for f in found if m.words(d) in f[0]]
        assert options, found
        assert options[0][1:] == (d.attrs["start"], d.attrs.get("end", d.attrs["start"]))
    assert len(found) == len(m.of("date"))


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("He said he will begin on Friday.", date(2022, 6, 15), date(2022, 6, 17)),
        ("The draft was approved Friday.", date(2022, 6, 15), date(2022, 6, 10)),
        ("The team might come on Friday.", date(2022, 6, 15), date(2022, 6, 17)),
        ("They will succeed him Feb. 1.", date(2021, 10, 26), date(2022, 2, 1)),
        ("The sum will be paid in January.", date(2021, 10, 20), date(2022, 1, 1)),
        ("Since the group bought it in February, it has grown.", date(2021, 10, 30), date(2021, 2, 1)),
        ("It reported on the year ended Jan. 31.", date(2021, 10, 31), date(2021, 1, 31)),
        ("The talks were a success. The next round is on 3 July.", date(2022, 6, 15), date(2022, 7, 3)),
    ],
)
def test_verbs_tell_on_which_side_a_day_lies(text: str, published: date, day: date, stage: DateStage) -> None:
    assert stage.read(text, published)[-1].value.start == day


def test_bare_days_of_a_list_borrow_month_and_year(stage: DateStage) -> None:
    bare, full = stage.read("on 2 and 5 May 2021", None)
    assert (bare.value.relative, bare.value.borrowed) == (True, ("year", "month"))
    assert (full.value.relative, full.value.borrowed) == (False, ())
