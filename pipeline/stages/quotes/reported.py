"""Reported speech: what officials are said to have said, in other words than their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...draft import Draft
from ...finding import Finding
from ...values import QuoteValue, Span
from .lexicon import QuoteLexicon
from .speakers import Speakers

_NOTE = re.compile(r"\.\s?\[\d+\]")
_NOT_OFFICIAL = re.compile(r"\b(?:I|[Ww]e|[Tt]hey|you|people|what|What|who|that|as)(?:['’]ve)?\s(?:[\w'’-]+\s){0,3}$")
_BROKEN = re.compile(r"[.!?”\"]\s|\b(?:I|we|they|you|people|who|that)\b")
_GLUED = re.compile(r"(?<=[a-z0-9])\.(?=[A-Z][a-z]+[ ,])")
"""A full stop that ends a sentence without a blank behind it."""
_RELATIVE = re.compile(r"^,\swho\s[^,.]{2,80},")
_OFFICE_OF = re.compile(r"\s(?:of|to|for|in|at)\s[^,\n]{2,80}(?=,\s)")
_ACCORDING = re.compile(r"(A(?<![\w-].)ccording\sto|, according\sto)\s(?:the\s((?:[A-Za-z-]+\s?){1,5})(?=[,.]))?")
_WINDOW = 90
_LEAST_WORDS = 4
_LEAD_WORDS = 4


def reported(draft: Draft, speakers: Speakers, lexicon: QuoteLexicon, direct: list[Span]) -> Iterator[Finding]:
    """All reported words; where they hold a direct quote, that is what stands in the record."""
    for start, end, speaker, verb, rule in _candidates(draft, speakers, lexicon):
        stop = _clause_end(draft, start, end, lexicon)
        if any(s < stop and start < e for s, e in direct) or len(draft.text[start:stop].split()) < _LEAST_WORDS:
            continue
        value = QuoteValue(speaker.value.entity, verb, direct=False)
        yield Finding("quote", start, stop, rule, value, rank=1)


def _candidates(
    draft: Draft, speakers: Speakers, lexicon: QuoteLexicon
) -> Iterator[tuple[int, int, Finding, str, str]]:
    yield from _with_that(draft, speakers, lexicon)
    yield from _without_that(draft, speakers, lexicon)
    yield from _in_commas(draft, speakers, lexicon)
    yield from _according(draft, speakers)


def _with_that(draft: Draft, speakers: Speakers, lexicon: QuoteLexicon) -> Iterator[tuple[int, int, Finding, str, str]]:
    """'Ms. Roe said that', 'told delegates that', 'adding that'."""
    at = draft.text.find(" that ", speakers.starts[0])
    while at >= 0:
        begin, end = draft.layout.sentence_at(at)
        low = max(begin, at - _WINDOW)
        match = lexicon.before_that.search(draft.text, low, at + 1) if end > at + 6 and _is_prose(draft, at) else None
        if match is not None:
            verb = match["hope"] or match["listen"] or match["verb"] or match["part"]
            speaker = speakers.last(match.start()) if match["part"] else speakers.before(match.start())
            if speaker is not None:
                yield at + 6, end, speaker, verb, "quotes.reported"
        at = draft.text.find(" that ", at + 5)


def _without_that(
    draft: Draft, speakers: Speakers, lexicon: QuoteLexicon
) -> Iterator[tuple[int, int, Finding, str, str]]:
    """'Ms. Roe said the card ...'; not '..., said the Minister'."""
    for match in lexicon.saying.finditer(draft.text, speakers.starts[0]):
        if not _is_prose(draft, match.start()) or draft.text[max(0, match.start() - 2)] in '”"»':
            continue
        speaker = speakers.before(match.start())
        if speaker is not None and _stands_before(draft, speaker, match.start(), lexicon):
            yield match.end(), draft.layout.sentence_at(match.start())[1], speaker, match["verb"], "quotes.said"


def _stands_before(draft: Draft, speaker: Finding, verb: int, lexicon: QuoteLexicon) -> bool:
    """Whether the verb has its subject before it: the official, with titles at most between, or a pronoun."""
    lead = draft.text[max(0, verb - 40) : verb]
    if _NOT_OFFICIAL.search(lead):
        return False
    if lexicon.pronoun.search(lead):
        return True
    end = max(speaker.end, speaker.value.extent[1])
    between = _RELATIVE.sub("", draft.text[end:verb].replace("Hon. ", ""))
    return speaker.start < verb and not _BROKEN.search(between)


def _in_commas(draft: Draft, speakers: Speakers, lexicon: QuoteLexicon) -> Iterator[tuple[int, int, Finding, str, str]]:
    """'The gates stay open, she added.', '..., said Ms. Roe, who ...', 'Since then, he noted, two had joined.'"""
    for match in lexicon.final.finditer(draft.text, speakers.starts[0]):
        begin, end = draft.layout.sentence_at(match.start())
        for glued in _GLUED.finditer(draft.text, begin, match.start()):
            begin = glued.end()
        lead = draft.text[begin : match.start()]
        if not _is_prose(draft, match.start()) or any(c in lead for c in '“”"«»'):
            continue
        if match["said"]:
            speaker = speakers.behind(match.end(), 90)
            if speaker is None or draft.text[match.end() : speaker.value.extent[0]].strip():
                continue
        else:
            speaker = speakers.last(begin) or speakers.last(match.start())
        if speaker is None:
            continue
        verb = match["verb"] or match["said"]
        rest = draft.text[match.end() : end]
        if len(lead.split()) <= _LEAD_WORDS and rest.startswith(", ") and not match["said"]:
            yield match.end() + 2, end, speaker, verb, "quotes.in_commas"
        elif len(lead.split()) > _LEAD_WORDS and (
            match["said"] or not rest.strip(" .") or rest.startswith((", ", " on "))
        ):
            yield begin, match.start(), speaker, verb, "quotes.in_commas"


def _according(draft: Draft, speakers: Speakers) -> Iterator[tuple[int, int, Finding, str, str]]:
    """'According to Ms. Roe, the card ...', 'The card ..., according to the Minister.'"""
    if "ccording to " not in draft.text:
        return
    for match in _ACCORDING.finditer(draft.text, max(0, speakers.starts[0] - _WINDOW)):
        if not _is_prose(draft, match.start()):
            continue
        begin, end = draft.layout.sentence_at(match.start(1) + 2)
        if match[2]:
            speaker, stop = speakers.by_title(match[2], match.start()), match.end()
        else:
            speaker = speakers.behind(match.end(), _WINDOW)
            if speaker is None or draft.text[match.end() : speaker.value.extent[0]].strip():
                continue
            stop = _behind_office(draft.text, speaker)
        if speaker is None:
            continue
        if match[1][0] == "A":
            if match[2] or draft.text.startswith(", ", stop):
                yield stop + 2, end, speaker, match[1], "quotes.according"
        elif not draft.text[stop:end].strip(" .") and not any(c in draft.text[begin : match.start()] for c in '“”"«»'):
            yield begin, match.start(), speaker, match[1][2:], "quotes.according"


def _behind_office(text: str, speaker: Finding) -> int:
    """Where the name ends with the office behind it: ', Director of Placement', ', State Secretary to Ms. Roe'."""
    stop: int = max(speaker.end, speaker.value.extent[1])
    behind = [b for a, b in speaker.value.titles if stop <= a <= stop + 6]
    if not behind:
        return stop
    office = _OFFICE_OF.match(text, behind[-1])
    return office.end() if office else behind[-1]


def _clause_end(draft: Draft, start: int, end: int, lexicon: QuoteLexicon) -> int:
    """Where the reported words end: at the sentence's end, or where another verb of saying goes on."""
    if further := lexicon.goes_on.search(draft.text, start, end):
        end = further.start()
    if glued := _GLUED.search(draft.text, start, end):
        end = glued.start()
    if note := _NOTE.search(draft.text, start, end):
        end = note.start()
    while end > start and draft.text[end - 1] in ".:;, \n":
        end -= 1
    return end


def _is_prose(draft: Draft, offset: int) -> bool:
    return draft.layout.zone_at(offset) == "body"
