"""The parser of marked sentences is strict: a slip in a test sentence is an error, not a test of nothing."""

from __future__ import annotations

import pytest


def test_marks_and_attributes_are_read(marked) -> None:
    m = marked('in <event kind=summit><location country="CH">Geneva</location> Forum</event> now')
    assert m.text == "in Geneva Forum now"
    assert [(x.label, m.words(x), x.attrs) for x in m.marks] == [
        ("event", "Geneva Forum", {"kind": "summit"}),
        ("location", "Geneva", {"country": "CH"}),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "nothing marked",
        "a <date>stray",
        "a stray</date>",
        "<date>crossed <event>tags</date></event>",
        "<date></date> empty",
        "<date>a</date> < b",
        "<Date>wrong letters</Date>",
        "<date start = 1>wrong blanks</date>",
        "<date>closing attributes</date start=1>",
    ],
)
def test_slips_are_errors(sentence: str, marked) -> None:
    with pytest.raises(ValueError):
        marked(sentence)
