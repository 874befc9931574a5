"""Names of offices, told from headlines: 'Ministry of Labour', 'Press Office, Ministry of Labour - Peru'."""

from __future__ import annotations

import re

from ...models import Frozen
from ..values import Span

WORD = re.compile(r"[^\W_][\w.'’&-]*|&")
"""A word of a letterhead or headline."""

_PARTS = re.compile(r"\s*[|,;•]\s*|\s+[-–—]\s+")
_LOWER = frozenset({"of", "the", "for", "and", "on", "in", "to", "with", "at", "against", "&", "by", "de", "du", "da",
                    "do", "del", "la", "le", "des", "e", "y", "et", "under"})  # fmt: skip
_TAILS = frozenset({"of", "for", "on", "to", "against", "de", "du", "da", "do", "del", "della"})
_AND_HEAD = re.compile(r",?\s+and\s+(?:the\s+)?(?:(?:rt|right)\.?\s+)?hon(?:ou?rable)?\b", re.I)
_MOST_WORDS = 16


class MastheadResource(Frozen):
    """The file masthead.yaml: words of letterheads."""

    offices: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]
    states: frozenset[str]
    kinds: tuple[str, ...]
    verbs: frozenset[str]
    nouns: frozenset[str]
    home: frozenset[str]
    menus: frozenset[str]


class OfficeNames:
    """Tells whether a line names an office and says nothing more. Built once."""

    def __init__(self, data: MastheadResource) -> None:
        self._offices, self._states = data.offices, data.states
        self._names = data.names
        self._with_tail = data.offices | data.states | data.bodies
        self._others = data.verbs | data.nouns

    def span(self, text: str) -> Span | None:
        """The span of the office that a line consists of, as offsets into it, or None where it says more.

        Several parts ('Press Office, Ministry of Labour', 'Ministry of Labour - Republic of Peru') all have to be
        offices, places or tails of either, and one of them an office.
        """
        words = WORD.findall(text)
        if not 1 < len(words) <= _MOST_WORDS or text[-1] in ".!?:;," or len(text) > 130 or re.search(r"\d", text):
            return None
        if not text[0].isalpha():
            return None
        if self._is_name(text):
            return 0, len(text)
        parts = [p for p in _PARTS.split(text) if p]
        if len(parts) > 1 and self._is_name(parts[0]) and all(self._may_follow(p) for p in parts[1:]):
            return 0, len(text)
        return None

    def says_nothing(self, part: str) -> bool:
        """Whether a short part of a line is a mere label, without a verb ('Special Procedures', 'Labour migration')."""
        words = [w.casefold() for w in WORD.findall(part)]
        return len(words) <= 3 and part[:1].isupper() and not any(w in self._others for w in words)

    def _may_follow(self, part: str) -> bool:
        return self._is_name(part) or (len(part.split()) <= 3 and _all_names(part, self._offices) and len(part) < 40)

    def _is_name(self, part: str) -> bool:
        words = [w.casefold().rstrip(".") for w in WORD.findall(part)]
        if words and words[0] == "the":
            words = words[1:]
        words = [w for k, w in enumerate(words) if w != "to" or words[k + 1 : k + 2] != ["the"]]  # 'Mission to the UN'
        if len(words) < 2 or not _all_names(part, self._offices) or any(w in self._others for w in words):
            return False
        if " ".join(words) in self._names:
            return True
        head = next((k for k, w in enumerate(words[:6]) if w in _LOWER), len(words))
        front = words[:head]
        if head < len(words) and front and len(front) <= 5 and front[-1] in self._with_tail:
            return words[head] in _TAILS and words[-1] not in _LOWER and "," not in part[: len(" ".join(front))]
        ends = words[-1] in self._offices or (words[-1] in self._states and len(words) < 4)  # 'Kyrgyz Republic'
        return "," not in part and ends and all(w in ("and", "&") for w in words if w in _LOWER)

    def signature(self, text: str) -> int | None:
        """Length of the office behind 'From:', None where it is none: named as one, or of several words that 'and' or
        'of' ties, as in no person's name ('Refugees and Citizenship Canada'). Whoever heads it is left out."""
        text = _AND_HEAD.split(text, maxsplit=1)[0]
        return len(text) if self._signs(text) else None

    def _signs(self, text: str) -> bool:
        words = WORD.findall(text)
        if not words or self.span(text) is not None:
            return bool(words)
        tied = any(w in ("and", "&", "of", "for") for w in words[1:-1])
        return tied and 3 <= len(words) <= 8 and _all_names(text, self._offices)

    def is_state(self, name: str) -> bool:
        """Whether an office's name is a state's or a government's: 'Republic of Peru'."""
        words = [w.casefold() for w in WORD.findall(name)]
        front = words[: next((k for k, w in enumerate(words) if w in ("of", "de", "du", "da")), len(words))]
        return bool(front) and front[-1] in self._states


def _all_names(part: str, offices: frozenset[str]) -> bool:
    """Whether nothing but names and small connecting words stands here."""
    if any(c in part for c in ':"“>'):
        return False
    return all(
        w[0].isupper() or w.casefold() in _LOWER or (k and w in offices) for k, w in enumerate(WORD.findall(part))
    )
