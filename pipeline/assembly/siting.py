"""Which place belongs to which event, by the words between them, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..finding import Finding
from .anchors import header_lines, is_bare, is_speech_at
from .attachment import Tie, own_clause
from .cues import turns_away
from .desk import Cover, Desk, within
from .journeys import journey_before

_PLACE_CUE = re.compile(
    r"(?:\b(?:in|at|to|near|(?<!held )(?<!place )outside)\s+(?:the\s+|downtown\s+|central\s+)?"
    r"(?:(?:[\w-]+\s+){0,3}(?:city|town"
    r"|port|resort|village|province"
    r"|region|district|municipality|state|island) of\s+|(?:[\w-]+\s+)?capital(?: city of|,)?\s+)?"
    r"|\b(?:in|to) (?:this|our|your)\s+(?:\w+\s+){0,3}(?:city|country|town|capital|land|island)(?: of|,)\s+(?:the\s+)?"
    r"|\bhosted by\s+(?:the\s+)?(?:(?:government|city|municipality|republic|kingdom|state|canton|province"
    r"|town)\s+of\s+(?:the\s+)?)?)$",
    re.I,
)
_GO_CUE = re.compile(r"\b(?:in|at|to|visit(?:s|ed|ing)?)\s+(?:the\s+)?(?:city of\s+|capital,?\s+)?$", re.I)
_LEAVES_FOR = re.compile(
    r"\b(?:leav(?:e|es|ing)|left|depart(?:s|ed|ing)?|head(?:s|ed|ing)?|fl(?:y|ies|ew))\b[^.;]{0,50}?\bfor\s+$"
)
_SUBJECT = re.compile(r"(?:['’]s)?\s+(?!on\b|from\b|in\b|at\b|and\b|with\b|for\b|by\b|to\b|under\b)[a-z]{3,}")
_LIST_CUE = re.compile(r"[,(]\s*$")
_WITHIN = re.compile(r"\s*[,(]\s*(?:in\s+)?$")
_BRACKET = re.compile(r"\([^()]{1,60}\)")
_FARTHEST_BEFORE = 240
_FARTHEST_AFTER = 320
_POINTED = 2
_HOST_REACH = 40
CITY_STATES = frozenset({"SG", "MC", "VA"})
"""Countries that are a city."""
_DATELINE_REACH = 90
_RESULT = re.compile(
    r"\b(?:made|reached|agreed|adopted|announced|launched|concluded|decided|signed|taken|set|given)\s+(?:at"
    r"|during|in)\s+(?:the\s+)?(?:\w+\s)?$"
)
_HOSTED_BY = re.compile(r"\bhosted by\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\bto\s+(?:the\s+)?$", re.I)
_COMES = re.compile(
    r"\b(?:br(?:ing|ought)|mov(?:e|ing)|shift|relocat|transfer|return|com(?:e|ing)|came|attract|drew|draw"
    r"|welcom)",
    re.I,
)
_OTHER_CLAUSE = re.compile(
    r"[,;]\s+(?:(?:but|and|while)\s+)?(?:he|she|they|we|its?|who"
    r"|[A-Z][\w.'’-]+)\s+(?:[\w.'’()-]+\s+){0,5}?[a-z]+(?:ed|s|es)\b"
)
_FARTHEST_COUNTRY = 160
_FARTHEST_LED = 60
_FARTHEST_UNTOLD = 60


def place_ties(desk: Desk, anchor: Finding) -> Iterator[tuple[Tie, Finding]]:
    """Places in the sentence of an event's mention, or in the lines below it, at which the event may be."""
    sentence = own_clause(desk, anchor)
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
        yield from journey_before(desk, anchor)
    for line in header_lines(desk, anchor):
        for place in within(desk.places, line):
            if desk.layout.zone_at(place.start) != "dateline" or _stands_alone(desk, anchor):
                yield Tie(2 + _coarse(place), place.start - anchor.end, place.start, "line_below_name"), place


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
    if cues.former.search(between[-80:]) or turns_away(cues, between):
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
    if (
        (cues.elsewhere.search(between) and not _HOSTED_BY.search(between))
        or _is_owner(desk, place)
        or not _leads_to(between)
    ):
        return None
    if not cued and len(between) > _HOST_REACH and cues.matters.search(between):
        return None
    near = 0 if len(between) < 12 else 1 if cued or len(between) < 60 else 3
    if near == 3 and _OTHER_CLAUSE.search(between):
        return None
    if place.value.type != "city" and len(between) > _FARTHEST_COUNTRY and (near == 3 or place.value.type == "country"):
        return None
    return Tie(near + _coarse(place), len(between), place.start, "place_behind_name")


def _is_owner(desk: Desk, place: Finding) -> bool:
    """'in Peru's legal sector'."""
    return place.value.type == "country" and desk.text.startswith(("'s ", "’s "), place.end)


def _leads_to(between: str) -> bool:
    """Whether 'to' before a place, if that is the word, is said of something that comes there."""
    return _TO.search(between) is None or len(between) < _HOST_REACH or _COMES.search(between) is not None


def _is_there(desk: Desk, anchor: Finding, place: Finding, *, cued: bool) -> bool:
    """Whether the words between name and place put the one in the other: 'in', a comma close by, nothing but an
    acronym and days."""
    between = desk.text[anchor.end : place.start]
    bare = _BRACKET.sub("", between)
    if _PLACE_CUE.search(between) or (between != " " and not bare.strip()):
        return True
    if not _LIST_CUE.search(between) or _SUBJECT.match(desk.text, place.end):
        return False  # 'At the Forum on 3 May, Peru offered ...'
    return len(bare) < 12 or (cued and len(between) < 60) or is_bare(desk, anchor.end, place.start)


def _hosts_behind(desk: Desk, between: str, place: Finding) -> bool:
    """'the Forum, which Peru will host'."""
    if place.value.type not in ("country", "city") or not desk.cues.which.fullmatch(between):
        return False
    return desk.cues.hosts.match(desk.text, place.end, place.end + _HOST_REACH) is not None


def _before(desk: Desk, anchor: Finding, others: Sequence[Finding], place: Finding) -> Tie | None:
    text, cues = desk.text, desk.cues
    between = text[place.end : anchor.start]
    led = cues.where.match(between)
    vague = led is not None and led[0].endswith(("for the", "for a"))
    journey = led is not None and not (vague and len(between) - led.end() > _FARTHEST_LED)
    if any(e.end <= place.start or (place.end <= e.start < anchor.start and not journey) for e in others):
        return None
    if len(between) > _FARTHEST_BEFORE:
        return None
    if place.value.type in ("country", "city") and cues.hosts_name.fullmatch(between):
        return Tie(2 + _coarse(place), len(between), place.start, "host_before_name")
    before = text[max(0, place.start - 24) : place.start]
    if journey and (_GO_CUE.search(before) or _LEAVES_FOR.search(text, max(0, place.start - 70), place.start)):
        return Tie(3 + _coarse(place), len(between), place.start, "journey_to_name")
    if not _GO_CUE.search(before) or cues.elsewhere.search(between) or _RESULT.search(between) or " that " in between:
        return None
    if place.value.type == "country" and not _country_before(desk, anchor, place):
        return None
    told = cues.takes_part.search(between) or cues.organizes_it.search(between)
    if (
        len(between) > _FARTHEST_UNTOLD
        and not told
        and not cues.travel.search(text, desk.sentence(anchor.start)[0], place.start)
    ):
        return None
    return Tie(4 + _coarse(place), len(between), place.start, "place_before_name")


def _country_before(desk: Desk, anchor: Finding, place: Finding) -> bool:
    """Whether a country leads to the name: 'to Peru for the Forum'; 'In Peru, she will take part in the Forum'."""
    between = desk.text[place.end : anchor.start]
    if desk.cues.journey_to.search(between) or _beside(desk, between):
        return True
    before = desk.text[desk.sentence(anchor.start)[0] : place.start].strip()
    opens = before in ("In", "In the") and len(between) < _FARTHEST_COUNTRY
    return opens and desk.cues.takes_part.search(between) is not None


def _beside(desk: Desk, between: str) -> bool:
    """'met in Peru on the margins of the Forum': where people meet beside an event, it takes place."""
    return len(between) < _HOST_REACH and desk.cues.alongside.search(between) is not None


def _coarse(place: Finding) -> int:
    """Countries give way to cities and venues a little farther off."""
    return 1 if place.value.type in ("country", "admin", "other") else 0


def _holds(outer: Finding, inner: Finding) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_city(place: Finding) -> bool:
    return place.value.type == "city" or (place.value.type == "country" and place.value.country in CITY_STATES)


def _elsewhere_named(desk: Desk, sentence: tuple[int, int], here: Finding) -> bool:
    """Whether a sentence names a city or country that the place of the dateline is not in."""
    places = within(desk.places, sentence)
    return any(p.value.type in ("city", "country") and p.value.country != here.value.country for p in places)


def dateline_tie(desk: Desk, anchors: Sequence[Finding]) -> tuple[Tie, Finding] | None:
    """The city of the dateline, for an event that the first sentence under it says took place 'here', or took place
    without saying where."""
    cities = [p for p in desk.places if _is_city(p) and desk.layout.zone_at(p.start) == "dateline"]
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
        if (
            desk.cues.happened.search(after)
            or desk.cues.happened_before.search(before)
            or (
                not _elsewhere_named(desk, body, cities[0])
                and desk.cues.happened_at.search(desk.text, body[0], anchor.start)
            )
        ):
            return Tie(9, anchor.start - cities[0].end, cities[0].start, "dateline"), cities[0]
    return None
