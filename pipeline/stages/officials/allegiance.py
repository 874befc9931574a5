"""Which country an official represents: as the text says, else by where the mention stands, else the issuer's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ...draft import Draft
from .people import Entity

_JOURNEY = re.compile(
    r"\b(?:while in|stay in|stop in|travel|visit|trip|arriv|journey|fl(?:y|ies|ew)\b)\w*[^.;]{0,80}\Z", re.I
)
_MEETING = re.compile(r"\b(?:meet|met|talks?|hosted|welcomed|received|counterparts?|call(?:s|ed)? on)\b", re.I)
_OURS = re.compile(  # begins with what a search can skip to
    r"ur (?<=\b[Oo]ur )(?:country|nation|homeland|government|people|citizens|nationals|compatriots)\b"
)
_FROM = re.compile(r"\b(?:from|to|with|against|between|leave|left|visit)\s+(?:the\s+)?\Z")
_DELEGATION = re.compile(r"\b(?:[Dd]elegation (?:from|of)|[Rr]epresenting)\s(?:the\s)?")
_SENT = re.compile(r"\b(?:was|were|is|are) represented by\b")
_DELEGATED = ("elegation ", "epresenting", " represented by")
"""What one of the two patterns above cannot do without."""
_WINDOW = 300
_SINGLE_OFFICES = frozenset(("president", "king", "queen", "emperor", "emir", "chancellor", "premier"))
_SINGLE_PHRASES = (frozenset(("prime", "minister")), frozenset(("foreign", "minister")))


class Allegiance:
    """Answers for one text. `home` is the issuer's country: given, or that of the place in the dateline."""

    def __init__(self, draft: Draft, entities: Sequence[Entity]) -> None:
        """Look up the places of the text and which offices several people hold."""
        self._draft = draft
        self._places = [
            (f.start, f.end, f.value.country)
            for f in draft.get("location")
            if getattr(f.value, "country", None) is not None
        ]
        self._stated = any(entity.countries for entity in entities)
        self._home, self._basis = self._home_country()
        holders: dict[str, int] = {}
        for entity in entities:
            for office in _offices(entity):
                holders[office] = holders.get(office, 0) + 1
        self._shared = frozenset(office for office, n in holders.items() if n > 1)

    def of(self, entity: Entity) -> tuple[str | None, str | None]:
        """Country and how it is known ('title', 'demonym', 'organization', 'context', 'issuer', 'dateline')."""
        clues = sorted(zip(entity.positions, entity.clues, strict=True), key=lambda pc: pc[0])
        for _, clue in clues:
            if clue.country is not None:
                return clue.country, clue.basis
        if any(clue.international for _, clue in clues):
            return None, None
        for _, clue in clues:
            if clue.kind == "official" and (abroad := self._met_abroad(clue.extent[0])) is not None:
                return abroad, "context"
        for _, clue in clues:
            if clue.kind == "official" and (sent := self._in_delegation(clue.extent[0])) is not None:
                return sent, "context"
        if self._home is None or not entity.heads or _offices(entity) & self._shared:
            return None, None
        return self._home, self._basis

    def _home_country(self) -> tuple[str | None, str | None]:
        given = self._draft.doc.issuer_country
        if given is not None:
            return given, "issuer"
        letterhead = self._letterhead()
        if letterhead is not None:
            return letterhead, "issuer"
        named = [c for _, _, c in self._places]
        if not named:
            return None, None
        often = max(sorted(set(named)), key=named.count)
        for start, _, country in self._places:
            if self._draft.layout.zone_at(start) == "dateline":
                return (country, "dateline") if often == country else (None, None)
        alone = len(set(named)) == 1 and not self._stated and not self._journeys()
        if alone or (_OURS.search(self._draft.text) and named.count(often) * 2 > len(named)):
            return often, "context"
        return None, None

    def _journeys(self) -> bool:
        """Whether the text comes to its first place by a journey: 'The Secretary will travel to | Holmia'."""
        text = self._draft.text
        if _JOURNEY.search(text[max(0, self._places[0][0] - _WINDOW) : self._places[0][0]]) is not None:
            return True
        return any(_FROM.search(text, max(0, begin - 14), begin) for begin, _, _ in self._places)

    def _letterhead(self) -> str | None:
        """The country that the letterhead or the page's field for its issuer names."""
        layout = self._draft.layout
        spans = [] if layout.issuer is None else [layout.issuer]
        spans += [span for f in layout.fields if f.value.key == "issuer" for span in f.value.values]
        for low, high in spans:
            found = self._places_in(low, high)
            if found and len({c for _, _, c in found}) == 1:
                return found[0][2]
        return None

    def _met_abroad(self, start: int) -> str | None:
        """'travels to Chisinau, Moldova, to meet | President ...': the country of the journey."""
        low = max(self._draft.layout.sentence_at(start)[0], start - _WINDOW)
        text = self._draft.text
        for begin, end, country in reversed(self._places_in(low, start)):
            if country == self._home:
                return None
            if _MEETING.search(text, end, start) and _JOURNEY.search(text[low:begin]):
                return country
        return None

    def _in_delegation(self, start: int) -> str | None:
        """'The delegation from Holmia also included | Minister A B': the country that the delegation is of."""
        low = max(self._draft.layout.sentence_at(start)[0], start - _WINDOW)
        if not any(self._draft.text.find(word, low, start) >= 0 for word in _DELEGATED):
            return None
        sent = _SENT.search(self._draft.text, low, start)
        if sent is not None:
            before = [code for _, end, code in self._places_in(low, sent.start()) if sent.start() - end <= 1]
            return before[-1] if before else None
        opener = _DELEGATION.search(self._draft.text, low, start)
        codes = {c for _, _, c in self._places_in(opener.end(), start)} if opener is not None else set()
        return codes.pop() if len(codes) == 1 else None

    def _places_in(self, low: int, high: int) -> list[tuple[int, int, str]]:
        first = bisect_left(self._places, low, key=lambda place: place[0])
        last = bisect_left(self._places, high, lo=first, key=lambda place: place[0])
        return [place for place in self._places[first:last] if place[1] <= high]


def _offices(entity: Entity) -> frozenset[str]:
    """The offices that a country has one of, among those of a person."""
    found = {t.head for t in entity.titles if t.head in _SINGLE_OFFICES and "deputy" not in t.words}
    found |= {
        " ".join(sorted(p)) for t in entity.titles for p in _SINGLE_PHRASES if p <= t.words and "deputy" not in t.words
    }
    return frozenset(found)
