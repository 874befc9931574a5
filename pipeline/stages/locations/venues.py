"""Venues that are told by their first word: 'Hotel Ambassador', 'Palace of Unity', 'Hyatt Regency Trinidad'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .features import BEFORE, INTO, NAME, Feature, alternatives, begin_of, earliest, led, opens, preposition, titled
from .resources import LocationRules

_PALACES = (
    "Palace",
    "House",
    "Hall",
    "Temple",
    "Tomb",
    "Monument",
    "Museum",
    "Church",
    "Cathedral",
    "Gallery",
    "Basilica",
)
_HEADS = ("Palace", "House", "Hall", "Temple")
_ROOMS = ("Conference", "Committee", "Meeting", "Room", "Hall", "Pier", "Terminal", "Hangar", "Pavilion")
_OF_PALACE = re.compile(rf"[A-Z][a-z]+ of (?:the )?({NAME}(?:(?: and(?: the)?)? {NAME}){{0,3}})(?![^\W_])")
_NUMBERED = re.compile(
    r"(?:[A-Z][a-z]+ Room|(?<=in )(?:Hall|Room)|(?<=at )(?:Hall|Room|Pier|Terminal|Hangar|Pavilion))"
    r" [0-9]{1,3}[A-Z]?(?![^\W_])"
)
_LED_TO = INTO | {"in", "to", "along", "around", "off", "across", "on", "from", "visiting", "by", "the"}

Reader = Callable[[str, int], Iterator[Feature]]


class VenueFirst:
    """Readers of such names by their first word, for who finds these. Compiled once from `location_rules.yaml`."""

    def __init__(self, rules: LocationRules, goes_on: Callable[[str, int], bool]) -> None:
        """Compile the tables. `goes_on` tells whether a name goes on at an offset."""
        self._rules = rules
        self._goes_on = goes_on
        joined = rf"(?:(?:[ -](?:{'|'.join(rules.particles)}))*[ -]|[ ](?:d|l|dell|all)['’])"
        firsts = alternatives(sorted(map(titled, rules.venue_prefixes), key=lambda w: (-len(w), w)))
        self._venue = re.compile(rf"(?:{firsts})(?: Hotel)?{joined}{NAME}(?:{joined}{NAME}){{0,4}}(?![^\W_])")
        chains = sorted(rules.hotels, key=lambda w: (-len(w), w))
        self._hotel = re.compile(rf"(?:{alternatives(chains)})(?![^\W_])(?:[ -]{NAME}){{0,4}}")
        self.readers: dict[str, tuple[Reader, ...]] = {}
        for words, reader in (
            ((w.split(" ")[0] for w in rules.hotels), self._by_hotel),
            ((titled(w).split(" ")[0] for w in rules.venue_prefixes), self._by_venue),
            (_PALACES, self._by_palace),
            (_ROOMS, self._by_number),
        ):
            for word in dict.fromkeys(words):
                self.readers[word] = (*self.readers.get(word, ()), reader)

    def _by_venue(self, text: str, start: int) -> Iterator[Feature]:
        """'Hotel Ambassador', 'Palacio de la Moneda'."""
        m = self._venue.match(text, start)
        if m is None or led(text, start) or m.group().isupper():
            return
        if preposition(text, start) in _LED_TO or (not preposition(text, start) and opens(text, start)):
            yield Feature(start, m.end(), "venue", "locations.venue_pattern")

    def _by_palace(self, text: str, start: int) -> Iterator[Feature]:
        """'Palace of Unity', 'National Museum of Mali'."""
        m = _OF_PALACE.match(text, start)
        if m is None or self._goes_on(text, m.end()):
            return
        begin = self._begin(text, start)
        if begin < start and text.startswith(_HEADS, start):
            return  # 'Unity Hall of the Foundation': the head ends the name
        if preposition(text, begin) in INTO:
            yield Feature(begin, m.end(), "venue", "locations.venue_pattern")

    def _by_number(self, text: str, start: int) -> Iterator[Feature]:
        """'Conference Room 3', 'in Hall 4'."""
        m = _NUMBERED.match(text, start)
        if m is not None:
            yield Feature(start, m.end(), "venue", "locations.venue_pattern")

    def _by_hotel(self, text: str, start: int) -> Iterator[Feature]:
        """'Hyatt Regency Trinidad', 'the Addis Ababa Hilton'."""
        m = self._hotel.match(text, start)
        if m is None:
            return
        begin = self._begin(text, start)
        alone = begin == start and " " in m.group() and opens(text, start)
        if preposition(text, begin) in INTO or alone:
            yield Feature(begin, m.end(), "venue", "locations.hotel", m.group())

    def _begin(self, text: str, start: int) -> int:
        """Where the run of names begins of which the word at `start` is one."""
        if start < 2 or text[start - 1] != " ":
            return start
        back = BEFORE.search(text, earliest(text, start), start)
        return begin_of(text, back.start(), start, self._rules, royal=True) if back is not None else start
