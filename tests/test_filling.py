"""Mentions that are given by their words get their offsets."""

from __future__ import annotations

import pytest
from communique.corpus.filling import fill_offsets, word_places
from communique.corpus.gold.models import Gold
from communique.corpus.gold.plain import GoldError
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import parse_gold
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Somalia and Mali met in Oslo. Oslo, said Mali's envoy #2, was cold: Oslo!\n"


def filled(mentions: str) -> Gold:
    head = "id: a\nunjudged: [locations.type, locations.role]\nlocations:\n  - id: p\n    name: x\n    mentions: "
    return fill_offsets("a.yaml", (head + mentions + "\n").encode(), TEXT)


def starts(mentions: str) -> list[int]:
    return [m.start for m in filled(mentions).locations[0].mentions]


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ("[Somalia]", [0]),
        ("[Oslo#2]", [30]),
        ("[Oslo#all]", [24, 30, 68]),
        ("['envoy #2']", [TEXT.index("envoy")]),  # '#2' is in the text: it is taken as it stands
        ("[{text: Oslo, nth: 3}]", [68]),
        ("[{text: Oslo, in: 'cold: Oslo'}]", [68]),
        ("[{text: Mali, in: Mali's envoy}]", [41]),
        ("[{start: 24, end: 28, text: Oslo}, Oslo#2]", [24, 30]),
    ],
)
def test_words_become_offsets(mentions: str, expected: list[int]) -> None:
    assert starts(mentions) == expected


def test_flags_and_other_bounds_are_kept() -> None:
    gold = filled(
        "[{text: Oslo, nth: 1, required: true, zone: body, also: [met in Oslo]}, {text: Oslo, nth: 2, required: false}]"
    )
    first, second = gold.locations[0].mentions
    assert (first.zone, [a.text for a in first.also], second.required) == ("body", ["met in Oslo"], False)


@pytest.mark.parametrize(
    ("mentions", "line", "key", "reason"),
    [
        ("[Oslo]", 6, "locations.0.mentions.0", "stands in the article 3 times: #1 …"),
        ("[Bergen]", 6, "locations.0.mentions.0", "is not in the article"),
        ("[Oslo#4]", 6, "locations.0.mentions.0", "there is no no. 4"),
        ("[{text: Oslo, nth: second}]", 6, "locations.0.mentions.0", "there is no no. second"),
        ("[{text: Oslo, in: Oslo}]", 6, "locations.0.mentions.0", "stands in the article 3 times, not once"),
        ("[{text: Oslo, in: Mali's envoy}]", 6, "locations.0.mentions.0", 'stands in "Mali\'s envoy" 0 times'),
        ("[{text: Oslo, nth: 1, colour: red}]", 6, "locations.0.mentions.0", "unknown attribute 'colour'"),
        ("[{text: Oslo, nth: 1, also: [Somalia]}]", 6, "locations.0.mentions.0.also.0", "0 times, not once"),
        ("[[Oslo]]", 6, "locations.0.mentions.0", "a mention is its words"),
        ("[Mali#all, Mali#1]", 6, "locations.0.mentions", "twice"),
    ],
)
def test_what_is_not_told_apart_is_refused(mentions: str, line: int, key: str, reason: str) -> None:
    with pytest.raises(GoldError) as error:
        filled(mentions)
    [fault] = error.value.faults
    assert (fault.line, fault.key) == (line, key)
    assert reason in fault.reason


def test_no_words_within_words() -> None:
    assert word_places(TEXT, "Mali") == [12, 41]
    assert word_places(TEXT, "") == []


WORDS = st.sampled_from(["Oslo", "Mali", "in Oslo", "it's", "(x)", "ü", "e\u0301", "3-5"])


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_what_is_filled_is_gold_and_reads_back(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    words = data.draw(st.sampled_from(parts))
    places = word_places(text, words)
    raw = f'id: a\nunjudged: [locations.type, locations.role]\nlocations:\n  - {{id: p, name: x, mentions: ["{words}#all"]}}\n'
    gold = fill_offsets("a.yaml", raw.encode(), text)
    assert [text[m.start : m.end] for m in gold.locations[0].mentions] == [words] * len(places)
    assert parse_gold("a.yaml", gold_yaml(gold).encode(), text) == gold


@pytest.mark.parametrize(
    "name", ["a\x85b", "no\u2028line", "tab\there", "null", "true", "2031-05-03", "", " edge ", "# x", "é"]
)
def test_any_words_of_a_value_come_back(name: str) -> None:
    gold = filled("[Somalia]")
    place = gold.locations[0].model_copy(update={"name": name})
    changed = gold.model_copy(update={"locations": (place,)})
    assert parse_gold("a.yaml", gold_yaml(changed).encode(), TEXT) == changed
