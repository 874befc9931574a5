"""Direct words that no verb in a sentence of its own leads to: those signed in the line below, those between dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...draft import Draft
from ...finding import Finding
from ...values import QuoteValue, Span
from .lexicon import QuoteLexicon
from .speakers import Speakers

_LINE_BELOW = re.compile(r"[ \t]*\n{1,2}[ \t]*([–—―-]{0,2})[ \t]*(?=[A-Z])")
_LONGEST_LINE = 240
_TO_NAME = 48
"""Characters of titles that may stand before the name in a line of attribution."""
_HONORIFIC = re.compile(r"(?:The )?(?:(?:Rt\.? )?Hon(?:ourable|orable|\.)? |H\.E\. |(?:Dr|Mr|Mrs|Ms|Prof)\.? )*")
_DASH = re.compile(r"[–—](?<![^\s“\"].)[ \u00a0](?=[A-Z“\"])", re.S)
_TO_DASH = re.compile(r"[^\n–—]{12,900}?[,.!?]?[ \u00a0][–—][ \u00a0]")
_OPENS = ("\n", ".", "!", "?", ":", "…")


def signed_below(draft: Draft, end: int, speakers: Speakers) -> Finding | None:
    """Whose name and office stand in the line under a quote that ends at `end`.

    Without a dash before it, the line must be a name with its office, and no sentence.
    """
    m = _LINE_BELOW.match(draft.text, end)
    if m is None:
        return None
    stop = draft.text.find("\n", m.end())
    line = draft.text[m.end() : stop if stop >= 0 else len(draft.text)].rstrip()
    if len(line) > _LONGEST_LINE or '"' in line or "“" in line:
        return None
    named = speakers.behind(m.end(), _TO_NAME, lines=True)
    if named is None or named.start > m.end() + len(line):
        return None
    if m[1]:
        return named
    before = draft.text[m.end() : min(named.start, named.value.extent[0])]
    sentence = draft.text[end - 2] in ".!?" or draft.text[end - 1] in ".!?"
    ends = line.endswith((".", ":")) or speakers.lexicon.verb.search(line)
    plain = sentence and not ends and draft.text.startswith(",", named.end)
    return named if plain and _HONORIFIC.fullmatch(before) else None


def between_dashes(draft: Draft, speakers: Speakers, lexicon: QuoteLexicon, direct: list[Span]) -> Iterator[Finding]:
    """'– The gate stays open – said Ms. Roe.': words that a dash opens and another closes before a verb of saying."""
    done = 0
    for dash in _DASH.finditer(draft.text):
        start = dash.end()
        if start < done or not _opens(draft.text, dash.start()):
            continue
        m = _TO_DASH.match(draft.text, start)
        if m is None or draft.layout.zone_at(start) != "body":
            continue
        verb = lexicon.at_start.match(draft.text, m.end(), m.end() + 60)
        if verb is None or any(s < m.end() and start < e for s, e in direct):
            continue
        speaker = speakers.said_by(verb.end())
        if speaker is None:
            continue
        end = m.end() - 3
        while draft.text[end - 1] in " ,.\u00a0":
            end -= 1
        done = verb.end()
        value = QuoteValue(speaker.value.entity, verb["verb"], direct=True)
        yield Finding("quote", start, end, "quotes.dashes", value)


def _opens(text: str, at: int) -> bool:
    """Whether the dash at `at` opens a line or a sentence."""
    before = text[max(0, at - 3) : at].rstrip(" \u00a0")
    return at == 0 or before[-1:] in _OPENS
