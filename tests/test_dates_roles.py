"""What a date of the record is there for, read from zone and words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from communique.models import Document
from communique.pipeline import Config, Pipeline
from communique.pipeline.loading import ResourceError

PIPELINE = Pipeline()


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("The panel sat in Oslo on 3 May 2022.", "3 May 2022", "event"),
        ("Comments are due by 30 June 2022.", "30 June 2022", "period"),
        ("The pilot runs from 1 July 2021 until 30 June 2022.", "from 1 July 2021 until 30 June 2022", "period"),
        ("It has grown since 2016.", "2016", "period"),
        ("The plan covers 2021-2027.", "2021-2027", "period"),
        ("The council adopted the plan on 4 May 2021.", "4 May 2021", "reference"),
        ("On 4 May 2021, the council adopted the plan.", "4 May 2021", "reference"),
        ("Some 900 arrived in 2021.", "2021", "event"),
        ("Prices stood at 100 in 2021.", "2021", "reference"),
        ("A workshop was held in Bern in May 2021.", "May 2021", "event"),
        ("The index is based on May 2021.", "May 2021", "reference"),
        ("In May 2021 ministers met in Bern.", "May 2021", "event"),
    ],
)
def test_role(text: str, words: str, role: str) -> None:
    record = PIPELINE.read(Document(id="a", text=f"A title of the page\n\n{text}\n", published=date(2022, 6, 15)))
    assert [(d.text, d.role) for d in record.dates] == [(words, role)]


def test_the_day_in_the_dateline_is_of_publication() -> None:
    text = "Ports stay open\n\nOslo, 15 June 2022 - The ports stay open.\n"
    record = PIPELINE.read(Document(id="a", text=text, published=date(2022, 6, 15)))
    assert [(d.text, d.role) for d in record.dates] == [("15 June 2022", "publication")]


def test_a_broken_pattern_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dates_roles.yaml").write_text("due: ['(']", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"dates_roles\.yaml"):
        Pipeline(Config(resources=tmp_path))
