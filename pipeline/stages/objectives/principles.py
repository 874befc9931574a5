"""Mentions of the Compact's guiding principles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...draft import Draft
from ...finding import Finding
from ...values import PrincipleValue
from .belonging import Contexts
from .lexicon import ObjectiveLexicon

_CALLED_BEFORE = re.compile(
    r"\bprinciples?(?:,? (?:of|such as|including|namely|are|on|as|like)|:| [-–—])[^.;]{0,160}$", re.I
)
_CALLED_BEHIND = re.compile(r"[\s”\"'’»]{1,3}(?:guiding |cross-cutting )?principles?\b", re.I)
_LETTER = re.compile(r"(?:principles?\s)?\(?([a-j])\)[\s,:–-]{1,3}[\"“«]?$")
_NEAR = 220
"""Characters around 'principle' within which its names are looked for."""


def find_principles(draft: Draft, contexts: Contexts, lexicon: ObjectiveLexicon) -> Iterator[Finding]:
    """Principles by name, where the words around call them principles of the Compact."""
    lower = draft.lower
    if not contexts.about_compact or "principle" not in lower:
        return
    for match in lexicon.principle_pattern.finditer(draft.text):
        letter = lexicon.letter_of(match.group())
        if letter is None or draft.layout.zone_at(match.start()) == "furniture":
            continue
        start = match.start()
        if lettered := _LETTER.search(draft.text, max(0, start - 18), start):
            start = lettered.start() if lettered.group(1) == letter else start
        own = letter in lexicon.distinct or start < match.start()
        if not _is_called(draft, match, own) or not (own or _of_compact_here(draft, match, lexicon)):
            continue
        if contexts.owns(match.start()) or _names_compact_behind(draft, match.end(), lexicon):
            yield Finding("principle", start, match.end(), "objectives.principle_title", PrincipleValue(letter))


def _of_compact_here(draft: Draft, match: re.Match[str], lexicon: ObjectiveLexicon) -> bool:
    """Whether the sentence calls its principles 'guiding' ones or names the Compact: anybody's are human rights."""
    start, end = draft.layout.sentence_at(match.start())
    low, high = max(start, match.start() - 2 * _NEAR), min(max(end, match.end()), match.end() + _NEAR)
    return "guiding principle" in draft.lower[low:high] or any(
        m["compact"] or m["short"] for m in lexicon.contexts.finditer(draft.text, low, high)
    )


def _is_called(draft: Draft, match: re.Match[str], own: bool) -> bool:
    """Whether the words around call it a principle."""
    text = draft.text
    if _CALLED_BEFORE.search(text, max(0, match.start() - 200), match.start()):
        return True
    if _CALLED_BEHIND.match(text, match.end()):
        return True
    if not own:
        return False
    start, end = draft.layout.sentence_at(match.start())
    near = draft.lower[max(start, match.start() - _NEAR) : min(max(end, match.end()), match.end() + _NEAR)]
    return "principle" in near


def _names_compact_behind(draft: Draft, end: int, lexicon: ObjectiveLexicon) -> bool:
    stop = max(draft.layout.sentence_at(end)[1], end)
    named = lexicon.contexts.search(draft.text, end, min(stop, end + _NEAR))
    return named is not None and bool(named["compact"] or named["short"])
