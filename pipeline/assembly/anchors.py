"""Where a text speaks of an event without naming it, and lines that say where and when what they stand under was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..finding import Finding
from ..values import Span
from .desk import Desk, within

_LONGEST_HEADER = 90
_LONGEST_HEADING = 260
_LONGEST_REST = 160
_ONLINE_REACH = 200
_MOST_LINES = 5
_FILLER = re.compile(
    r"[\W\d_]+|\b(?:at|on|in|of|the|and|to|am|pm|a\.m|p\.m|hrs|venue|date|place|as delivered"
    r"|check against delivery)\b",
    re.I,
)

_AT_THE = re.compile(r"\s*(?:at|in|to|during|on)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?", re.I)
_TOWN = re.compile(
    r"[\s(]*(?!(?:Posted|Published|Updated|Modified|Released?|Issued|Date|Delivered|Last)\b)"
    r"[A-Z][a-z'’-]{2,30}(?: [A-Z][a-z'’-]{2,30})?,\s"
)
_ADDRESS = re.compile(
    r"(?:(?:Your |My )?Excellenc|Ladies|Distinguished|Dear|Hono[u]?rable|Madam|Mr\.? (?:President|Chair)"
    r"|Colleagues|Friends|Good (?:morning|afternoon|evening))"
)
"""A line with which a speech begins: the lines below it name who is there."""


def pointers(desk: Desk) -> dict[int, list[Finding]]:
    """By event: words that begin a sentence and stand for the event that the sentence before speaks of ('The event',
    'It was held'), as findings of that event's last mention."""
    found: dict[int, list[Finding]] = {}
    sentences = desk.layout.sentences
    by_sentence: dict[int, list[Finding]] = {}
    for mention in desk.events:
        by_sentence.setdefault(desk.layout.sentence_index(mention.start), []).append(mention)
    for index in sorted(by_sentence):
        about = by_sentence[index][0]
        for step in (1, 2):
            at = index + step
            if at >= len(sentences) or any(f.value.entity == about.value.entity for f in by_sentence.get(at, ())):
                break
            start, end = sentences[at]
            match = desk.cues.points.match(desk.text, start, min(end, start + 120))
            if match is None and step == 1 and _is_broken(desk.text, start):
                pointer = replace(about, start=start, end=start, rule="events.pointer")
                found.setdefault(about.value.entity, []).append(pointer)
            if match is not None:
                pointer = replace(about, start=start, end=match.end("what"), rule="events.pointer")
                found.setdefault(about.value.entity, []).append(pointer)
            if at in by_sentence:
                break
    return found


def _is_broken(text: str, start: int) -> bool:
    """Whether what begins here goes on with a sentence that a blank line broke."""
    before = text[max(0, start - 40) : start].rstrip()
    return text[start : start + 1].islower() and not before.endswith((".", "!", "?", ":", ";"))


def header_lines(desk: Desk, mention: Finding) -> Iterator[Span]:
    """Short lines right below the heading that names the event, which hold nothing but places and days."""
    end = _heading_end(desk, mention)
    if end is not None and _names_something(desk, mention.end, end):
        yield mention.end, end
    for _ in range(_MOST_LINES if end is not None else 0):
        start, end = _next_line(desk.text, end or 0)
        if start >= end or end - start > _LONGEST_HEADER:
            return
        if _ADDRESS.match(desk.text, start, end):
            return
        if desk.in_furniture(start) or desk.cues.online.search(desk.text, start, end + _ONLINE_REACH):
            continue
        if _names_something(desk, start, end):
            yield start, end


def is_whole_line(desk: Desk, mention: Finding) -> bool:
    """Whether nothing but the event's name stands in its line."""
    text = desk.text
    start = text.rfind("\n", max(0, mention.start - 40), mention.start) + 1
    end = text.find("\n", mention.end, mention.end + 40)
    before, after = text[start : mention.start], text[mention.end : end] if end >= 0 else "?"
    return len(before.strip()) < 5 and not re.sub(r"\([^()]*\)", "", after).strip()


def _heading_end(desk: Desk, mention: Finding) -> int | None:
    """The end of the line that names the event, if that line is a heading."""
    start = desk.text.rfind("\n", max(0, mention.start - _LONGEST_HEADING), mention.start) + 1
    end = desk.text.find("\n", mention.end, mention.end + _LONGEST_REST)
    if end < 0 or end - start > _LONGEST_HEADING or (start == 0 and mention.start > _LONGEST_HEADING):
        return None
    return None if desk.text[start:end].rstrip(" ”\"’'").endswith((".", "!", "?", ":", ";")) else end


def _next_line(text: str, at: int) -> Span:
    """The next line with words in it."""
    while at < len(text) and text[at].isspace():
        at += 1
    end = text.find("\n", at, at + _LONGEST_HEADER + 2)
    return at, end if end >= 0 else min(len(text), at + _LONGEST_HEADER + 2)


def _names_something(desk: Desk, start: int, end: int) -> bool:
    named = bool(within(desk.dates, (start, end)) or within(desk.places, (start, end)))
    line = desk.text[start:end].strip()
    bracketed = line.startswith("(") and line.endswith(")") and line[1:5].strip()[:1].isdigit()
    return named and (bracketed or is_bare(desk, start, end) or names_town(desk, start, end))


def names_town(desk: Desk, start: int, end: int) -> bool:
    """Whether a line is a town that no list has and a day: 'Harbourville, 3 May 2021'."""
    town = _TOWN.match(desk.text, start, end)
    return town is not None and bool(within(desk.dates, (town.end(), end))) and is_bare(desk, town.end(), end)


def is_bare(desk: Desk, start: int, end: int) -> bool:
    """Whether a stretch holds only places, days and what joins them."""
    left = []
    at = start
    inside = [(f.start, f.end) for f in (*within(desk.dates, (start, end)), *within(desk.places, (start, end)))]
    for low, high in sorted(inside):
        left.append(desk.text[at:low] if low > at else "")
        at = max(at, high)
    left.append(desk.text[at:end])
    return not _FILLER.sub("", "".join(left))


def is_speech_at(desk: Desk, mention: Finding, *, lasting: bool = False) -> bool:
    """Whether the line that names the event is the heading of a speech that was given there; of a session, which
    lasts for weeks, only if `lasting`."""
    part = mention.value.kind == "segment"  # '... of the 8th session of the Council': a day or two
    long = mention.value.kind == "assembly" or ("session of" in mention.value.name.casefold() and not part)
    if long and not lasting:
        return False
    start = desk.text.rfind("\n", max(0, mention.start - _LONGEST_HEADING), mention.start) + 1
    if _AT_THE.fullmatch(desk.text, start, mention.start):  # the heading goes over lines
        start = desk.text.rfind("\n", max(0, start - _LONGEST_HEADING), max(0, start - 1)) + 1
    if desk.cues.speech.search(" ".join(desk.text[start : mention.start].split("\n"))) is not None:
        return True
    return desk.cues.speech_by.match(desk.text, mention.end) is not None


def all_anchors(
    groups: Mapping[int, Sequence[Finding]], found: Mapping[int, Sequence[Finding]], most: int
) -> dict[int, list[Finding]]:
    """The mentions of each event, at the most `most`, and the words that stand for it."""
    return {
        entity: sorted([*group[:most], *found.get(entity, ())[:most]], key=lambda f: f.start)
        for entity, group in groups.items()
    }
