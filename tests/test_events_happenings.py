"""Names in small letters that a sentence tells as a happening, and editions told short."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document
from communique.pipeline import Pipeline

_HEAD = "News of the day\n\n"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def _names(pipeline: Pipeline, text: str) -> list[str]:
    document = Document(id="t", text=f"{_HEAD}{text}\n", published=date(2024, 5, 20))
    return [event.name for event in pipeline.read(document).events]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A workshop on fair ferry fares for port clerks was held in Kathmandu from 14 to 16 May.",
            "workshop on fair ferry fares for port clerks",
        ),
        (
            "The office convened a consultative meeting of county harbour clerks in Nakuru on Thursday.",
            "consultative meeting of county harbour clerks",
        ),
        (
            "The seminar on the rescue of trawler crews, which opened in Oslo on Monday, goes on.",
            "seminar on the rescue of trawler crews",
        ),
        (
            "The sides spoke of the eighth meeting of the joint working group on ferries, planned for December 6.",
            "eighth meeting of the joint working group on ferries",
        ),
        (
            "A hearing with ferry crews and owners will be held in Gothenburg on 6 June.",
            "hearing with ferry crews and owners",
        ),
        ("The sides agreed to hold the V round of negotiations in Lima in August 2024.", "V round of negotiations"),
        (
            "The Workshop on Women Pilots in the Ferry Industry was held in Skopje on 14 May.",
            "Workshop on Women Pilots in the Ferry Industry",
        ),
        (
            "Guests closed the Second North and Bay of Lune Harbour Forum in Nairobi today.",
            "Second North and Bay of Lune Harbour Forum",
        ),
    ],
)
def test_told_as_a_happening(pipeline: Pipeline, text: str, name: str) -> None:
    assert _names(pipeline, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Minister held a meeting with the Ambassador of Norway in Oslo on 14 May.",
        "The President held a meeting on the harvest of kelp in Bergen on 14 May.",
        "She attended a meeting of the two ministers in Vienna on 3 May.",
        "A meeting of the Cabinet was held in Colombo on 14 May.",
        "The office is holding a public consultation on ferry fares until 3 June in Valletta.",
        "A workshop on fair ferry fares was praised by all.",
        "The committee held its first meeting in Oslo on 3 May.",
    ],
)
def test_no_happening(pipeline: Pipeline, text: str) -> None:
    assert _names(pipeline, text) == []


def test_other_editions_are_told_short(pipeline: Pipeline) -> None:
    text = (
        "The Third Regional Forum on Ferry Work opened in Tbilisi on Monday. The second Forum was held in Yerevan in "
        "October 2022. The next Forum will be held in Baku in May 2026."
    )
    assert _names(pipeline, text) == ["Third Regional Forum on Ferry Work", "second Forum", "next Forum"]


def test_short_form_behind_its_length(pipeline: Pipeline) -> None:
    text = "The Harbour Ports Conclave opened in Kigali on Monday. The two-day Conclave ended with a song."
    document = Document(id="t", text=f"{_HEAD}{text}\n", published=date(2024, 5, 20))
    (event,) = pipeline.read(document).events
    assert [m.text for m in event.mentions] == ["Harbour Ports Conclave", "Conclave"]
