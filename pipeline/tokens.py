"""The spaCy tokenizer, built once a process and only if a stage asks for tokens."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@cache
def tokenizer() -> Callable[[str], Doc]:
    """spaCy's English tokenizer, without any model."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 2**31
    return nlp.make_doc
