"""Looks that spare a closer one: they may let too much through, never too little."""

from __future__ import annotations

import re

import pytest
from communique.models import Heading, Mention
from communique.pipeline.countries import Countries
from communique.pipeline.loading import Resources
from communique.pipeline.stages.dates.prefilter import begins_with_class
from communique.pipeline.stages.locations.buildings import Buildings
from communique.pipeline.stages.locations.gazetteer import Gazetteer
from communique.pipeline.stages.locations.resources import RULES, LocationRules
from communique.pipeline.words import is_small
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(Resources(), Countries(Resources()))


@pytest.mark.parametrize("name", ["new york", "sri lanka", "san francisco", "united states", "zug zz", "west bank"])
def test_second_words_hold_the_beginning_of_every_longer_name(gazetteer: Gazetteer, name: str) -> None:
    first, _, rest = name.partition(" ")
    assert (rest[:3] in gazetteer.seconds(first)) == (len(rest) > 2)


def test_a_word_that_begins_no_longer_name_has_no_second_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.seconds("zzzz") == frozenset()
    assert gazetteer.seconds("") == frozenset()


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["a", "b"], True),
        (["a", "?", "b"], False),
        (["a", "|", "b"], False),
        (["(", "a", "b", "?", ")", "c"], True),
        (["(", "a", ")", "?", "c"], False),
        (["(", "a", "|", "b", ")", "c"], False),
        (["(?<!", "a", ")", "b"], False),
        ([], False),
    ],
)
def test_a_pattern_begins_with_a_class_only_where_nothing_else_can(items: list[str], expected: bool) -> None:
    assert begins_with_class(items) is expected


def test_small_patterns_have_capitals_only_behind_a_backslash() -> None:
    assert is_small(r"\bto\s\S+")
    assert not is_small(r"\b[A-Z]+")


@given(st.text("abAB .", max_size=12))
def test_a_small_pattern_finds_in_small_letters_what_it_finds_in_any_case(words: str) -> None:
    pattern = r"\bab?\s?$"
    assert bool(re.search(f"(?i){pattern}", words)) == bool(re.search(pattern, words.lower()))


def test_a_mention_that_does_not_fit_is_refused_and_one_that_does_may_be_put_into_a_model() -> None:
    with pytest.raises(ValidationError, match="does not fit"):
        Mention(start=1, end=4, text="ab", zone="body", rule="x.y")
    with pytest.raises(ValidationError, match="does not fit"):
        Heading.model_validate(
            {"text": "T", "mention": {"start": 0, "end": 9, "text": "T", "zone": "title", "rule": "x.y"}}
        )
    mention = Mention(start=1, end=3, text="ab", zone="body", rule="x.y")
    assert Heading(text="T", mention=mention).mention is mention


def test_a_text_may_end_behind_the_of_of_a_settlement(gazetteer: Gazetteer) -> None:
    buildings = Buildings(gazetteer, Resources().load(RULES, LocationRules))
    assert list(buildings.find(" town of ")) == []
