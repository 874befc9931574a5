"""The spaCy tokenizer, built only if a stage asks for tokens, and anew when it remembers too many words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_STRINGS = 500_000
"""Words that a tokenizer may come to know before it is replaced: some hundred megabytes."""
_kept: dict[str, Language] = {}


def tokenizer() -> Callable[[str], Doc]:
    """spaCy's English tokenizer, without any model.

    Its vocabulary keeps every word that it ever met, so that a run over many texts would fill the memory. It is
    replaced rather than emptied (as a memory zone does): Docs that are still in use keep the vocabulary that they were
    made with, in whichever thread they are. How a text is cut into tokens does not depend on what was read before.
    """
    nlp = _kept.get("en")
    if nlp is None or len(nlp.vocab.strings) > MOST_STRINGS:
        import spacy

        nlp = _kept["en"] = spacy.blank("en")
        nlp.max_length = 2**31
    return nlp.make_doc
