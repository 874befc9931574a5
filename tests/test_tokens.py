"""The tokenizer of `draft.tokens` does not remember every word of a run, and cuts the same tokens at any time."""

from __future__ import annotations

import pytest
from communique.pipeline import tokens


def test_it_is_kept_while_it_is_small() -> None:
    assert tokens.tokenizer().__self__ is tokens.tokenizer().__self__  # type: ignore[attr-defined]


def test_it_is_replaced_when_it_knows_too_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_kept", {})
    first = tokens.tokenizer()("Mr. O'Neil doesn't speak on 3 May.")
    known = len(first.vocab.strings)
    monkeypatch.setattr(tokens, "MOST_STRINGS", known + 500)
    for number in range(0, 2_000, 100):
        doc = tokens.tokenizer()(" ".join(f"word{n}" for n in range(number, number + 100)))
        assert len(doc.vocab.strings) <= known + 700
    again = tokens.tokenizer()("Mr. O'Neil doesn't speak on 3 May.")
    assert again.vocab is not first.vocab
    assert [t.text for t in again] == [t.text for t in first], "a Doc outlives its tokenizer"
