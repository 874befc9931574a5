"""Names in small letters that their sentence tells as a happening: 'a workshop on X will be held in Oslo on 3 May'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from ...draft import Draft
from ...editions import ORDINALS, edition_of
from ...finding import Finding
from ...values import EventValue, Span
from .lexicon import EventLexicon
from .surroundings import Surroundings, told

_ADVERBS = r"(?:also |now |then |jointly |successfully |officially |recently |today |again |due to be |first ){0,2}"
_CALENDAR = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DONE = (
    r"(?:held|organi[sz]ed|convened|carried out|conducted|scheduled|planned|set|hosted|opened|closed|launched"
    r"|inaugurated|postponed|concluded|taking place)"
)
_TOLD_BEHIND = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?,?\s+(?:(?:which|that)\s+)?(?:"
    r"(?:was|were|is|are|will be|would be|to be|has been|had been|being)\s+"
    + _ADVERBS
    + _DONE
    + r"|"
    + _ADVERBS
    + r"(?:held|organi[sz]ed by|convened by|hosted by|scheduled for|planned for|set for|opened|closed|ended|began"
    r"|begins|concluded|kicked off|started|took place|takes place|taking place|will take place|to take place|will open"
    r"|will begin|will start|would take place))\b(?:(?<=\bby)|(?<=\bfor)|(?!\s(?!" + _CALENDAR + r")[A-Z]))"
)
_TOLD_BEFORE = re.compile(
    r"\b(?:hold|holds|held|holding|conven(?:e|es|ed|ing)|organi[sz](?:e|es|ed|ing)|host(?:s|ed|ing)?|opened|closed"
    r"|inaugurat(?:e|es|ed|ing)|conduct(?:s|ed|ing)?|carr(?:y|ies|ied|ying) out|attended|addressed"
    r"|follow(?:s|ed) (?:up )?|participated in|took part in)\s+(?:(?:the|a|an|its|their|another)\s+)?$"
)
_ENDS = re.compile(
    r"[,.;:()\[\]\n\"“”«»!?]|\s[–—-]\s|\s(?:which|that|who|whom|whose|where|when|while|and (?:was|is|will|has|had|said"
    r"|then|met|held|also|to)|will|was|were|is|are|has|have|had|would|being|to be|held|took|takes|taking|organi[sz]ed"
    r"|hosted|scheduled|planned|set|opened|closed|ended|began|begins|concluded|kicked|started|today|yesterday|tomorrow"
    r"|this|last|next|during|under|attended|chaired|said|gathered|brought|aimed|aims|as|before|after|together|recently"
    r"|here|there|convened|conducted|led|focused|focusing|following|with the (?:aim|participation|support))\b"
)
_TRAILING = re.compile(
    r"(?:\s+(?:in|at|on|from|for|of|to|by|with|and|the|a|between|within|since|until|early|late|mid|about|"
    r"around|near|into|its|their))+$"
)
_VAGUE = re.compile(
    r"(?:the|its|their|a|an|all|both)?\s*(?:this|that|these|those|such|his|her|him|them|us|what|how|why|sides|parties"
    r"|two|both|leaders|delegations|heads|kind|issues?|matters?|same|various|other|situation|\d+)\b",
    re.I,
)
_WORDS_BEFORE = re.compile(
    r"(?<![\w-])(?P<article>(?i:a|an|the|its|their|another))\s+(?P<words>(?:(?!(?:an?|the|its|their)\s)[^\W\d_][\w'’-]*\s+|\d{1,2}(?:st|nd|rd|th)\s+)"
    r"{0,4})$"
)
_EDITION = re.compile(
    r"(?<![\w-])(?P<article>(?i:the|its|their))\s+(?P<name>(?P<nth>\d{1,3}(?:st|nd|rd|th)|[IVX]{1,6}|[a-z]+(?:-[a-z]+)?)\s+"
    r"(?P<head>(?:meeting|session|edition|round(?: of (?:consultations|talks|negotiations))?|conference|forum|summit"
    r"|dialogue|workshop|seminar|symposium|congress|conclave|plenary)"
    r"|[A-Z][a-z]{3,12}))(?=[\s,])(?!\s+of\b)"
)
_LETTERS = {"I": 1, "V": 5, "X": 10}
"""Numerals of one letter, which say a number only where a head follows."""
_MET = re.compile(r"\s+(?:met|meets|will meet|gathered|convened|is due)\b")
_EMPTY = re.compile(
    r"(?:[\w-]+-(?:day|hour|week|month)|recent|important|major|successful|latest|last|next|new|further|separate|similar"
    r"|large|broad|recently|same|concluded|said|fruitful|productive|historic|planned|ongoing|day[- ]long|upcoming"
    r"|forthcoming|also|two|three|four|five|day|days?')\s+",
    re.I,
)
_NOT_IN_NAME = re.compile(
    r"\b(?:of|in|on|at|for|with|to|by|from|and|or|was|is|be|held|after|before|that|which|series|bilateral|working|press"
    r"|news|cabinet|video|telephone|board|business|court|face-to-face|brief|short|courtesy|photo|parliamentary|during|public)\b",
    re.I,
)
_FEWEST_TOPIC = 2
_MOST_TOPIC = 18
_REACH = 160
_NEAR = 130
_PLACES = frozenset({"city", "venue"})


class Happenings:
    """Finds such names. Refused: what is told without a day or a town; talks of two; a head without a topic."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _heads(self) -> re.Pattern[str]:
        rows = self._lexicon.data.told_heads
        choices = "|".join(
            rf"{re.escape(head)}\s+(?:{'|'.join(sorted(links))})" for head, links in sorted(rows.items(), reverse=True)
        )
        return re.compile(rf"(?<![\w-])(?:{choices})\s+(?=\w)")

    def find(self, draft: Draft, around: Surroundings, taken: list[Span]) -> Iterator[Finding]:
        """The names; none that overlaps one in `taken` (sorted)."""
        pins = _pins(draft)
        if not pins:
            return
        for match in self._heads.finditer(draft.text):
            if not told(draft, match.start()) or draft.layout.zone_at(match.start()) == "title":
                continue
            low, high = draft.layout.sentence_at(match.start())
            if not low <= match.start() < high:
                continue
            span = self._name(draft, match, max(low, match.start() - _REACH), min(high, match.end() + _REACH), pins)
            if span is None or overlaps(taken, span) or around.has_person(*span):
                continue
            head = " ".join(match.group().split()[:-1])
            name = " ".join(draft.text[slice(*span)].split())
            kind = self._lexicon.kind_of.get(head) or self._lexicon.kind(head.split()[-1])
            value = EventValue(-1, kind, name, None, edition_of(name), self._lexicon.series(name, None))
            yield Finding("event", *span, "events.told", value, rank=1)

    def editions(self, draft: Draft) -> Iterator[Finding]:
        """Other editions of an event, told short: 'The 13th meeting was held in Oslo', 'the next Forum will be ...'."""
        pins = _pins(draft)
        for match in _EDITION.finditer(draft.text) if pins else ():
            edition, following = (
                edition_of(match["nth"]) or _LETTERS.get(match["nth"]),
                match["nth"] in ("next", "previous"),
            )
            kind = self._lexicon.kind_of.get(match["head"].casefold(), "")
            if match["head"].startswith(("round", "edition")):
                kind = "consultation" if match["head"].startswith("round") else "meeting"
            if not kind or (edition is None and not (following and match["head"][0].isupper())):
                continue
            low, high = draft.layout.sentence_at(match.start())
            if not (low <= match.start() < match.end() <= high and told(draft, match.start())):
                continue
            start, end = match.span("name")
            behind = _TOLD_BEHIND.match(draft.text, end, high) or _MET.match(draft.text, end, high)
            before = _TOLD_BEFORE.search(draft.text, max(low, start - 40), start)
            if (behind is None and before is None) or not _is_pinned(
                pins, start, behind.end() if behind else end, start, high
            ):
                continue
            name = " ".join(match["name"].split())
            value = EventValue(-1, kind, name, None, edition, None, False)
            rule = "events.next_told" if following else "events.numbered_told"
            if match["article"].casefold() != "the" or match["head"] == "round":
                rule = "events.numbered_form"  # a body's own: an event where the text numbers others of its kind
            yield Finding("event", start, end, rule, value, rank=1)

    def _name(self, draft: Draft, head: re.Match[str], low: int, high: int, pins: list[Span]) -> Span | None:
        start = _start(draft.text, low, head.start())
        if start is None:
            return None
        end = _topic_end(draft.text, head.end(), high, pins)
        topic = draft.text[head.end() : end].split()
        if not _FEWEST_TOPIC <= len(topic) <= _MOST_TOPIC or _VAGUE.match(draft.text, head.end(), end):
            return None
        if self._is_routine(head.group().split()[-2:], start == head.start(), topic):
            return None
        behind = _TOLD_BEHIND.match(draft.text, end, high)
        if behind is None and not _TOLD_BEFORE.search(draft.text, low, start):
            return None
        return (start, end) if _is_pinned(pins, start, behind.end() if behind else end, low, high) else None

    def _is_routine(self, head: list[str], bare: bool, topic: list[str]) -> bool:
        """'A meeting on the harvest' is the business of a day, as is the meeting of a cabinet or board."""
        if head[0] != "meeting":
            return False
        body = " ".join(w.casefold() for w in topic if w.casefold() != "the")
        return (bare and head[1] == "on") or body in self._lexicon.data.bodies


def _pins(draft: Draft) -> list[Span]:
    """Days, weeks and months, and towns, in text order; a year or a period does not tell a gathering."""
    near = (f for f in draft.get("date") if not f.value.period and f.value.precision != "year")
    dates = ((f.start, f.end) for f in near)
    return sorted([*dates, *((f.start, f.end) for f in draft.get("location") if f.value.type in _PLACES)])


def _start(text: str, low: int, head: int) -> int | None:
    """Where the name begins: behind an article, or at a number; None where something else owns the head."""
    match = _WORDS_BEFORE.search(text, low, head)
    if match is None:
        before = re.search(r"([\w-]+)\s+$", text[low:head])
        ordinal = before is not None and (before[1].casefold() in ORDINALS or edition_of(before[1]) is not None)
        if before is not None and ordinal:
            return low + before.start(1)
        return head if head == low or not text[low:head].strip() else None
    start = match.start("words")
    while empty := _EMPTY.match(text, start, head):
        start = empty.end()
    return None if _NOT_IN_NAME.search(text, start, head) else start


def _topic_end(text: str, begin: int, high: int, pins: list[Span]) -> int:
    """Where the topic ends: at a stop, a verb, a day or a town."""
    stop = _ENDS.search(text, begin, high)
    end = stop.start() if stop else high
    at = bisect_left(pins, (begin, 0))
    if at < len(pins) and pins[at][0] < end:
        before = re.search(r"\b(?:in|at|on|from|between|since|until|for|by)\s+(?:the\s+)?$", text[begin : pins[at][0]])
        end = begin + before.start() if before else pins[at][0]
    trimmed = text[begin:end].rstrip()
    if trailing := _TRAILING.search(trimmed):
        trimmed = trimmed[: trailing.start()]
    return begin + len(trimmed)


def _is_pinned(pins: list[Span], start: int, end: int, low: int, high: int) -> bool:
    """Whether a day or a town stands behind the name, near it, or right before it."""
    at = bisect_left(pins, (end, 0))
    if at < len(pins) and pins[at][0] < min(high, end + _NEAR):
        return True
    return at > 0 and max(low, start - _NEAR // 2) <= pins[at - 1][0] < start


def overlaps(taken: list[Span], span: Span) -> bool:
    """Whether one of `taken` (sorted) reaches into a stretch."""
    at = bisect_left(taken, (span[1], 0))
    return any(start < span[1] and span[0] < end for start, end in taken[max(0, at - 4) : at])
