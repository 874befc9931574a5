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
        if self._home is None or not entity.heads or _offices(entity) & self._shared:
            return None, None
        return self._home, self._basis

    def _home_country(self) -> tuple[str | None, str | None]:
        given = self._draft.doc.issuer_country
        if given is not None:
            return given, "issuer"
        for start, _, country in self._places:
            if self._draft.layout.zone_at(start) == "dateline":
                named = [c for _, _, c in self._places]
                often = max(sorted(set(named)), key=named.count)
                return (country, "dateline") if often == country else (None, None)
        return None, None

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
