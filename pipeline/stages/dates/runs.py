"""Words that mean nothing in a date, as one pattern: a run of them is one token."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .lexicon import Lexicon

_GLUE = ("the", "of", "in", "on", "at", "and", "to", "from", "by", "a", "that")
"""Classes without which a rule always needs another: between two unknown words they say nothing."""


def run_of_unknown(lexicon: Lexicon) -> str:
    """A pattern of unknown words in small letters, and words of `_GLUE` between them, parted by single blanks."""
    known = {part for word in lexicon.table if word.islower() for part in word.split("-")}
    glue = {word for name in _GLUE for word in lexicon.words[name].entries}
    unknown = rf"(?!{_tree(known)}(?![a-z]))[a-z]++"
    return rf"{unknown}(?:\ (?:{_tree(glue)}\ )*+{unknown})*+"


def _tree(words: Iterable[str]) -> str:
    """A pattern of exactly these words that looks at each letter once."""
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], set()).add(word[1:])
    optional = by_first.pop("", None) is not None
    branches = [re.escape(first) + _tree(rest) for first, rest in sorted(by_first.items())]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"
