"""Tokens of titles and names: cut piece by piece they are those that the whole text gives."""

from __future__ import annotations

import pytest
from communique.pipeline.stages.officials.scan import Irregular, Scan, Vocabulary, _by_pieces, _by_words
from hypothesis import example, given, settings
from hypothesis import strategies as st


def _vocabulary() -> Vocabulary:
    return Vocabulary(lambda key, up: len(key), 1)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aAsS bÂé.,'’-–\n\t_|1(", max_size=30))
@example("the Council' Annual review")
@example("the Ministers' Annual review")
@example("ends in the middle' \n\n Next")
@example("one\n\n\ntwo\n\n")
def test_pieces_have_the_tokens_of_the_text(text: str) -> None:
    """Words and where they start, whichever way the text is cut; nothing but blanks and refused letters is left over."""
    scan = Scan(text, _vocabulary())
    tokens, starts = _by_words(text, _vocabulary())
    assert [scan.word(i) for i in range(scan.size)] == [token[0] for token in tokens]
    assert scan.starts[: scan.size] == starts
    assert all(text[scan.starts[i] : scan.end(i)] == scan.word(i) for i in range(scan.size))


@pytest.mark.parametrize("text", ["two  blanks", "a tab\there", "a\n b", "an _ alone", "the book' Annual"])
def test_a_text_that_pieces_do_not_tell_is_cut_as_a_whole(text: str) -> None:
    """What hangs on the next piece, or is no token, sends the whole text the other way."""
    with pytest.raises(Irregular):
        _by_pieces(text, _vocabulary())


def test_words_are_kept_from_text_to_text_and_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory stays bounded, within one long text too, and the tokens do not depend on it."""
    monkeypatch.setattr(Vocabulary, "most", 10)
    vocabulary = _vocabulary()
    text = " ".join(f"w{n}x," for n in range(100))
    sizes = []
    for _ in range(3):
        scan = Scan(text, vocabulary)
        sizes.append((len(vocabulary), len(vocabulary.pieces)))
        assert [scan.word(i) for i in range(scan.size)] == [w for n in range(100) for w in (f"w{n}x", ",")]
    assert all(max(pair) <= 2 * Vocabulary.most + 2 for pair in sizes)
