"""Our reading of whole days against dateparser's, which was written by others."""

from __future__ import annotations

from datetime import date

import dateparser
import pytest
from communique.pipeline.loading import Resources
from communique.pipeline.stages.dates import DateStage
from hypothesis import given, settings
from hypothesis import strategies as st

STAGE = DateStage(Resources())
SHAPES = [
    "{d} {B} {Y}",
    "{B} {d}, {Y}",
    "{Y}-{m}-{dd}",
    "{d} {b} {Y}",
    "{A}, {d} {B} {Y}",
    "{dd}.{m}.{Y}",
    "{d} {B}, {Y}",
]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_days_are_read_as_dateparser_reads_them(shape: str, day: date) -> None:
    words = shape.format(
        d=day.day, dd=f"{day.day:02}", m=f"{day.month:02}", B=f"{day:%B}", b=f"{day:%b}", A=f"{day:%A}", Y=day.year
    )
    theirs = dateparser.parse(words, languages=["en"], settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    assert theirs is not None
    found = STAGE.read(f"It was signed on {words} in Oslo.", day)
    assert [(f.value.start, f.value.end) for f in found] == [(theirs.date(), theirs.date())]
