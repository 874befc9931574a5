"""A person's name in tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...values import Span

GENERATION = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi")
)

_CAMEL = re.compile(r"[^\W\d_A-Z][A-Z]")
_MC = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Lo|Da|Del|Tee|San|Ter|Ten|St|Sha|Van|Von|Fitz|O|Al|El|D)[A-Z]")


def has_inner_capital(word: str) -> bool:
    """Whether a part of the word has a capital inside, as no name has: 'AusAID', but 'McKay-MacDonald'."""
    if word[1:].islower():
        return False
    parts = word.split("-")
    return any(_CAMEL.search(part) and not part.isupper() and not _MC.match(part) for part in parts)


@dataclass(slots=True)
class Person:
    """A name in tokens. The phrase with forms of address is [first, end), the name [start, stop)."""

    first: int
    start: int
    stop: int
    end: int
    honorific: Span | None = None
    style: bool = False
    rank: Span | None = None
    letters: tuple[Span, ...] = ()
    words: int = 1
