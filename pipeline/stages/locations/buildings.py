"""Places of which the head is written small: 'the conference hall of the Ministry of Labour', 'the Osh airport'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .features import Feature, alternatives
from .gazetteer import Gazetteer
from .keys import fold_key
from .resources import GenericKind, LocationRules
from .scan import CAPITALISED

_NAME = CAPITALISED.pattern
_NAMES = rf"{_NAME}(?:[ -](?:& )?{_NAME}){{0,6}}"
_PREPOSITION = "[Aa]t|[Ii]n|[Ii]nside|[Oo]utside|near|visited|toured|[Vv]enue:"
_LED = re.compile(rf"\b(?:{_PREPOSITION}|to|from)(?: the| its| their| our)? \Z")
_ROOM = re.compile(rf"\b(?:{_PREPOSITION})(?: the| its| their| our)? ((?:[a-z]+ ){{0,2}})\Z")
_AND = f"(?:, and |, | and )(?:the )?{_NAMES}"
_BODY = re.compile(rf" of (?:the )?({_NAMES}(?: (?:of|for|on) (?:the )?{_NAMES}(?:{_AND}){{0,3}}){{0,2}})")
_BASE = re.compile(rf"(?:{_NAME}(?:['’]s)?[ -](?:(?:de|la|el|al) )?){{1,4}}\Z")
_OF_NAME = re.compile(rf" of ({_NAME}(?:[ -](?:(?:de|la|el|al|of) )?{_NAME}){{0,3}})")
_ITEM = re.compile(rf"{_NAME}(?:[ -]{_NAME}){{0,2}}")
_ITEMS = re.compile(rf"(?:\b[a-z]+ |\n|\. )((?:{_ITEM.pattern}(?:, and |, | and )){{1,8}}{_ITEM.pattern})\Z")
_PLURAL = ("posts", "crossings", "points", "gates", "checkpoints", "camps", "settlements", "entry")
_LONGEST_LIST = 140
_LOOK_BACK = 80
_TO_PREPOSITION = 30


class Buildings:
    """Finds such names. Compiled once from `location_rules.yaml`."""

    def __init__(
        self, gazetteer: Gazetteer, rules: LocationRules, demonym: Callable[[str], str | None] = lambda _: None
    ) -> None:
        """Take the tables; `demonym` gives the country of words for its people and things."""
        self._gazetteer = gazetteer
        self._rules = rules
        self._demonym = demonym
        self._heads = {word: kind for kind, words in rules.plain_heads_of.items() for word in words}
        self._settlements = {word: kind for kind, words in rules.settlements.items() for word in words}
        self._no_names = rules.generic_refused | rules.directions | rules.name_heads
        self._posts = {word: kind for kind, words in rules.posts.items() for word in words}
        words = {*self._heads, *self._settlements, *rules.parts_of_buildings, *self._posts}
        # A blank stands first, as the engine then looks at what is behind blanks alone.
        self._word = re.compile(rf" ({alternatives(sorted(words, key=lambda w: (-len(w), w)))})(?![^\W_]|-)( of )?")

    def find(self, text: str) -> Iterator[Feature]:
        """Names of places in `text`; they may overlap each other and the gazetteer's."""
        for m in self._word.finditer(text):
            word = m[1]
            if m[2] is None:
                if word in self._posts and word.endswith(_PLURAL):
                    yield from self._listed(text, m.start(), self._posts[word])
                elif word in self._heads:
                    yield from self._headed(text, *m.span(1), self._heads[word])
            elif text[m.end() : m.end() + 1].isupper() or text.startswith("the ", m.end()):
                part = word.rpartition(" ")[2]
                if part in self._rules.parts_of_buildings:
                    yield from self._part(text, m.end(1) - len(part), m.end(1))
                if word in self._settlements:
                    yield from self._settlement(text, m.end(1), self._settlements[word])

    def _part(self, text: str, start: int, end: int) -> Iterator[Feature]:
        """'at the conference hall of the Ministry of Labour'; words before that tell which hall belong to it."""
        body = _BODY.match(text, end)
        led = _ROOM.search(text, max(0, start - _LOOK_BACK), start) if body is not None else None
        if body is None or led is None or not all(w in self._rules.room_words for w in led[1].split()):
            return
        if not self._joins(body[1].split(" ")[0]):
            yield Feature(led.start(1), body.end(), "venue", "locations.venue_of_body")

    def _headed(self, text: str, start: int, end: int, kind: GenericKind) -> Iterator[Feature]:
        """'in the Kutupalong refugee camp': only names that are no places by themselves."""
        if not text[text.rfind(" ", max(0, start - _LOOK_BACK), start - 1) + 1].isupper():
            return
        base = _BASE.search(text, max(0, start - _LOOK_BACK), start)
        if base is None or not _LED.search(text, max(0, base.start() - _TO_PREPOSITION), base.start()):
            return
        name = base.group().strip(" -")
        words = fold_key(name).split(" ")
        if (
            name.isupper()
            or fold_key(name) in self._gazetteer
            or self._joins(name.split(" ")[0])
            or self._demonym(name.split(" ")[-1])
        ):
            return
        if words[0] not in self._no_names and words[-1] not in self._no_names:
            yield Feature(base.start(), end if kind in ("venue", "other") else start - 1, kind, "locations.plain_head")

    def _listed(self, text: str, end: int, kind: GenericKind) -> Iterator[Feature]:
        """'the Ngwenya, Lavumisa and Mahamba border posts': each that is no name of the gazetteer's."""
        items = _ITEMS.search(text, max(0, end - _LONGEST_LIST), end)
        if items is None:
            return
        for m in _ITEM.finditer(text, items.start(1), end):
            words = fold_key(m.group()).split(" ")
            refused = m.group().isupper() or fold_key(m.group()) in self._gazetteer or self._demonym(m.group())
            if not refused and not any(self._joins(w) or w in self._no_names for w in words):
                yield Feature(*m.span(), kind, "locations.listed")

    def _settlement(self, text: str, end: int, kind: GenericKind) -> Iterator[Feature]:
        """'the village of Teknaf': a name that the gazetteer may lack."""
        m = _OF_NAME.match(text, end)
        if m is None or m[1].isupper() or fold_key(m[1]) in self._gazetteer or self._demonym(m[1]):
            return
        if not self._joins(m[1].split(" ")[0]):
            yield Feature(*m.span(1), kind, "locations.settlement")

    def _joins(self, word: str) -> bool:
        """Whether a word is no part of a name: it joins, or addresses a person."""
        key = fold_key(word)
        return key in self._rules.function_words or (key in self._rules.honorifics and key not in ("st", "saint"))
