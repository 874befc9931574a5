"""Words of a sentence, and which of them may stand in a name."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from ..models import Frozen

_TOKEN = re.compile(
    r"(?:St|Sts|Mt)\.(?=\s?[A-Z])|(?:\w{1,20}[-–])?(?:[A-Z]\.){2,6}(?:[-–](?:(?:[A-Z]\.){2,6}|\w+)){0,3}|[^\W_](?:[\w.'’&/+-]*\w(?:(?<=[sSxzXZ])['’])?)?|&"
)


class NameGrammar(Frozen):
    """The file phrases.yaml: words that may stand in a name, and words at which it ends."""

    lower_modifiers: frozenset[str]
    connectors: frozenset[str]
    stop_left: frozenset[str]
    bodies: frozenset[str]
    joins_of: frozenset[str]
    joins_to: frozenset[str]
    joins_in: frozenset[str]
    joins_on: frozenset[str]
    named_pronouns: frozenset[str]
    tail_prepositions: frozenset[str]
    topic_stop: frozenset[str]
    to_nouns: frozenset[str]
    to_verbs: frozenset[str]
    tail_bridges: tuple[str, ...]
    tail_ends: frozenset[str]
    tail_fields: frozenset[str]
    tail_stops: frozenset[str]

    @cached_property
    def bridges(self) -> frozenset[tuple[str, ...]]:
        """The words of `tail_bridges`."""
        return frozenset(tuple(phrase.split()) for phrase in self.tail_bridges)


class Token(NamedTuple):
    """A word of a sentence, with offsets into the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Begins like a name: a capital, a figure, an ordinal."""
        return self.text[0].isupper() or self.text[0].isdigit()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words of `text[start:end]`."""
    return [
        Token(*m.span(), word := m[0], word.casefold().replace("’", "'")) for m in _TOKEN.finditer(text, start, end)
    ]
