"""What holds for dates in any text: no crash, spans inside it, offsets that move with it, linear time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from communique.pipeline.loading import Resources
from communique.pipeline.stages.dates import DateStage
from hypothesis import given, settings
from hypothesis import strategies as st

STAGE = DateStage(Resources())
LINES = [
    "from to 12 14th March May 2024 2021/22 - \u2013 , ( ) and the of last next this week year",
    "Monday today early end first quarter since until 31/12/2021 2021-02-30 ago three years",
    "1990s century 20th . 0 99 winter noon 10:30 a.m. FY Q3 in between past following day",
]
WORDS = [*" ".join(LINES).split(), "\n", "\n\n"]
date_like = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
days = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))


def check(text: str, published: date | None) -> None:
    last = 0
    for f in STAGE.read(text, published):
        assert last <= f.start < f.end <= len(text)
        last = f.end
        value = f.value
        assert (value.start is None) == (value.end is None)
        assert value.start is None or value.start <= value.end
        assert value.precision in ("day", "month", "quarter", "year", "other")
        assert set(value.borrowed) <= {"year", "month", "day"}
        assert text[f.start : f.end].strip() == text[f.start : f.end]


@settings(deadline=None)
@given(st.text(max_size=400), days)
def test_any_text_is_read(text: str, published: date | None) -> None:
    check(text, published)


@settings(max_examples=400, deadline=None)
@given(date_like, days)
def test_any_row_of_date_words_is_read(text: str, published: date | None) -> None:
    check(text, published)


@settings(deadline=None)
@given(date_like, st.sampled_from(["\u00e9\u4e2d\U0001f600 x. \n\n", "z" * 300 + "\n\n"]))
def test_offsets_move_with_the_text(text: str, lead: str) -> None:
    alone = STAGE.read(text, date(2022, 6, 15))
    moved = STAGE.read(lead + text, date(2022, 6, 15))
    assert [(f.start + len(lead), f.end + len(lead), f.value) for f in alone] == [
        (f.start, f.end, f.value) for f in moved
    ]


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    found = STAGE.read(f"It was held on {day.strftime(form)} in Rome.", None)
    assert [(f.value.start, f.value.end, f.value.borrowed) for f in found] == [(day, day, ())]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(1, 27))
def test_every_range_of_days_is_read_back(day: date, length: int) -> None:
    end = date.fromordinal(day.toordinal() + length)
    text = f"It runs from {day.day} {day:%B} {day.year} to {end.day} {end:%B} {end.year}."
    assert [(f.value.start, f.value.end) for f in STAGE.read(text, None)] == [(day, end)]


@pytest.mark.parametrize(
    "unit",
    ["1", "-", "1-", "12 ", "May ", "Monday, 12 May 2021 to ", "5, ", "2020-", "\n", " ", "last week ", "( "],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Four times the text in at most ten times the time: a square would take sixteen."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = 1e9
        for _ in range(3):
            started = time.process_time()
            STAGE.read(text, date(2022, 6, 15))
            best = min(best, time.process_time() - started)
        return best

    small = seconds(20_000)
    assert seconds(80_000) <= 10 * max(small, 0.005)
