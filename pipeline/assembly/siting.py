"""Which place belongs to which event, by the words between them, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..finding import Finding
from .anchors import header_lines, is_bare, is_speech_at
from .attachment import Tie
from .desk import Cover, Desk, within

_PLACE_CUE = re.compile(
    r"(?:\b(?:in|at|to|near|outside)\s+(?:the\s+|downtown\s+|central\s+)?(?:city of\s+|capital(?: city of|,)?\s+)?"
    r"|\bhosted by\s+(?:the\s+)?)$",
    re.I,
)
_GO_CUE = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?(?:city of\s+|capital,?\s+)?$", re.I)
_LIST_CUE = re.compile(r"[,(]\s*$")
_WITHIN = re.compile(r"\s*[,(]\s*(?:in\s+)?$")
_BRACKET = re.compile(r"\([^()]{1,60}\)")
_FARTHEST_BEFORE = 240
_FARTHEST_AFTER = 320
_POINTED = 2
_HOST_REACH = 40
_DATELINE_REACH = 90
_FARTHEST_COUNTRY = 160
_FARTHEST_UNTOLD = 60


def place_ties(desk: Desk, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Places in the sentence of an event's mention, or in the lines below it, at which the event may be."""
    sentence = desk.sentence(anchor.start)
    events = within(desk.events, sentence)
    others = [e for e in events if e.value.entity != anchor.value.entity]
    named = Cover((e.start, e.end) for e in events)
    places = [p for p in within(desk.places, sentence) if p.value.type != "region" and not named.holds(p.start, p.end)]
    tied: list[tuple[Tie, Finding]] = []
    for place in places:
        if not _holds(anchor, place) and (tie := _place_tie(desk, anchor, others, place, tied)):
            tied.append((tie, place))
    shift = _POINTED if anchor.rule == "events.pointer" else 0
    for tie, place in tied:
        yield Tie(tie.rank + shift, tie.distance, tie.start, tie.rule), place
    if desk.cues.online.search(desk.text, *sentence):
        return
    if not tied and anchor.rule != "events.pointer":
        yield from _journey_before(desk, anchor)
    for line in header_lines(desk, anchor):
        for place in within(desk.places, line):
            if desk.layout.zone_at(place.start) != "dateline" or _stands_alone(desk, anchor):
                yield Tie(2 + _coarse(place), place.start - anchor.end, place.start, "line_below_name"), place


def _journey_before(desk: Desk, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Where the sentence before, in the same paragraph, says that somebody travels, who takes part here."""
    index = desk.layout.sentence_index(anchor.start)
    if index < 1 or not desk.cues.takes_part.search(desk.text, desk.sentence(anchor.start)[0], anchor.start):
        return
    start, end = desk.layout.sentences[index - 1]
    start = max(start, end - _FARTHEST_AFTER)
    if desk.layout.block_index(start) != desk.layout.block_index(anchor.start) or within(desk.events, (start, end)):
        return
    if match := desk.cues.travel.search(desk.text, start, end):
        for place in within(desk.places, (match.end(), end)):
            if place.value.type == "city":
                yield Tie(8, anchor.start - place.end, place.start, "journey_before_name"), place


def _stands_alone(desk: Desk, anchor: Finding) -> bool:
    """Whether a page names nothing but the event, or a speech given there, above its dateline: then that line is
    the event's."""
    start = desk.text.rfind("\n", max(0, anchor.start - 60), anchor.start) + 1
    end = desk.text.find("\n", anchor.end, anchor.end + 60)
    if end < 0 or (start == 0 and anchor.start > 60):
        return is_speech_at(desk, anchor, lasting=True)
    left = (desk.text[start : anchor.start] + desk.text[anchor.end : end]).strip()
    return len(left) < 12 or is_speech_at(desk, anchor, lasting=True)


def _place_tie(
    desk: Desk, anchor: Finding, others: Sequence[Finding], place: Finding, tied: Sequence[tuple[Tie, Finding]]
) -> Tie | None:
    if place.start >= anchor.end:
        return _behind(desk, anchor, others, place, tied)
    return _before(desk, anchor, others, place)


def _behind(
    desk: Desk, anchor: Finding, others: Sequence[Finding], place: Finding, tied: Sequence[tuple[Tie, Finding]]
) -> Tie | None:
    text, cues = desk.text, desk.cues
    between = text[anchor.end : place.start]
    if any(anchor.end <= e.start < place.start for e in others) or len(between) > _FARTHEST_AFTER:
        return None
    if cues.former.search(between[-80:]) or cues.turns.search(between):
        return None
    apart = cues.apart.search(between)
    if apart and not cues.held.search(between, apart.end()):
        return None
    joined = _WITHIN.fullmatch(text[tied[-1][1].end : place.start]) if tied and tied[-1][1].end <= place.start else None
    if joined:
        last = tied[-1][0]
        return Tie(last.rank + _coarse(place), len(between), place.start, last.rule)
    if _hosts_behind(desk, between, place):
        return Tie(1 + _coarse(place), len(between), place.start, "host_behind_name")
    cued = bool(cues.held.search(between))
    if not _is_there(desk, anchor, place, cued=cued):
        return None
    if cues.elsewhere.search(between):
        return None
    near = 0 if len(between) < 12 else 1 if cued or len(between) < 60 else 3
    if place.value.type != "city" and len(between) > _FARTHEST_COUNTRY and (near == 3 or place.value.type == "country"):
        return None
    return Tie(near + _coarse(place), len(between), place.start, "place_behind_name")


def _is_there(desk: Desk, anchor: Finding, place: Finding, *, cued: bool) -> bool:
    """Whether the words between name and place put the one in the other: 'in', a comma close by, nothing but an
    acronym and days."""
    between = desk.text[anchor.end : place.start]
    bare = _BRACKET.sub("", between)
    if _PLACE_CUE.search(between) or (between != " " and not bare.strip()):
        return True
    if not _LIST_CUE.search(between):
        return False
    return len(bare) < 12 or (cued and len(between) < 60) or is_bare(desk, anchor.end, place.start)


def _hosts_behind(desk: Desk, between: str, place: Finding) -> bool:
    """'the Forum, which Peru will host'."""
    if place.value.type not in ("country", "city") or not desk.cues.which.fullmatch(between):
        return False
    return desk.cues.hosts.match(desk.text, place.end, place.end + _HOST_REACH) is not None


def _before(desk: Desk, anchor: Finding, others: Sequence[Finding], place: Finding) -> Tie | None:
    text, cues = desk.text, desk.cues
    between = text[place.end : anchor.start]
    journey = cues.where.match(between) is not None
    if any(e.end <= place.start or (place.end <= e.start < anchor.start and not journey) for e in others):
        return None
    if len(between) > _FARTHEST_BEFORE:
        return None
    if place.value.type in ("country", "city") and cues.hosts_name.fullmatch(between):
        return Tie(2 + _coarse(place), len(between), place.start, "host_before_name")
    before = text[max(0, place.start - 24) : place.start]
    if journey and _GO_CUE.search(before):
        return Tie(3 + _coarse(place), len(between), place.start, "journey_to_name")
    if not _GO_CUE.search(before) or cues.elsewhere.search(between):
        return None
    if place.value.type == "country" and not cues.journey_to.search(between):
        return None
    told = cues.takes_part.search(between) or cues.organizes_it.search(between)
    if (
        len(between) > _FARTHEST_UNTOLD
        and not told
        and not cues.travel.search(text, desk.sentence(anchor.start)[0], place.start)
    ):
        return None
    return Tie(4 + _coarse(place), len(between), place.start, "place_before_name")


def _coarse(place: Finding) -> int:
    """Countries give way to cities and venues a little farther off."""
    return 1 if place.value.type in ("country", "admin", "other") else 0


def _holds(outer: Finding, inner: Finding) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def dateline_tie(desk: Desk, anchors: Sequence[Finding]) -> tuple[Tie, Finding] | None:
    """The city of the dateline, for an event that the first sentence under it says took place 'here', or took place
    without saying where."""
    cities = [p for p in desk.places if p.value.type == "city" and desk.layout.zone_at(p.start) == "dateline"]
    if not cities:
        return None
    bodies = (s for s in desk.layout.sentences if desk.layout.zone_at(s[0]) == "body" and s[0] > cities[0].start)
    body = next(bodies, None)
    if body is None:
        return None
    for anchor in anchors:
        if not body[0] <= anchor.start < body[1] or desk.cues.online.search(desk.text, *body):
            continue
        after = desk.text[anchor.end : min(body[1], anchor.end + _DATELINE_REACH)]
        before = desk.text[max(body[0], anchor.start - _DATELINE_REACH) : anchor.start]
        if desk.cues.happened.search(after) or desk.cues.happened_before.search(before):
            return Tie(9, anchor.start - cities[0].end, cities[0].start, "dateline"), cities[0]
    return None
