"""Decides which names of the gazetteer are places in this text, and which of their meanings is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ...values import Span
from .confirmed import confirm
from .containers import Containers
from .context import Surroundings
from .counties import mark_counties
from .evidence import Evidence, Vote
from .gazetteer import Gazetteer, Place
from .meaning import DIVISIONS, LARGE, LARGEST_BONUS, NAMESAKE, is_minor, is_strong, ranked
from .neighbours import Inside, Neighbours
from .resources import LocationRules
from .scan import Hit
from .support import Supports

Verdict = Literal["accepted", "rejected", "open"]

_LIST = re.compile(r"(?:['’]s)?(?:,? (?:and|or|&) |, ?(?:and |or )?|/|; )(?:the |in |to |then )?(?:from |in |to )?")
_STATES = frozenset({"CA", "AU"})
_MONEY = re.compile(r"\s?\$")
_WIDE = ("country", "region")
_SURE_INSIDE = ("country", "admin")
_ROUNDS = 2
_CLEARLY = 1.0  # so much likelier than the next, as a power of ten, is the place that is clearly meant
_MOST_MEANINGS = 30


@dataclass(slots=True)
class Judged:
    """A hit with what was decided: accepted or not, the meaning, and the span that it lies within.

    `inside` tells what it is a part of; one inside another name is accepted as a place all the same, for those who
    ask for such.
    """

    hit: Hit
    verdict: Verdict
    place: Place
    inside: Inside = "no"
    within: Span | None = None
    by_model: bool = False  # accepted because a model takes it for a place
    outer: bool = False  # its meaning is settled, as something else is said to lie in it
    runner_up: Place | None = None

    @property
    def free(self) -> bool:
        """Whether it is a place that stands on its own."""
        return self.verdict == "accepted" and self.inside == "no"


@dataclass(slots=True)
class Traits:
    """What the tables say of a name, wherever it stands."""

    refused: bool
    needs_article: bool
    adjectival: bool
    word: bool  # rather a word than a place, nothing else known
    person: bool  # rather a person's name
    strong: bool  # known well enough to be meant without more
    usual: bool  # under this name, that is, and not under one that is seldom used

    @property
    def plain(self) -> bool:
        """Rather something else than a place."""
        return self.word or self.person

    @property
    def known(self) -> bool:
        """A place for certain, so that it does not make its neighbour's name longer."""
        return self.strong and not self.plain


class Judge:
    """Judges the hits of one text at a time; keeps nothing of a text, only what the tables say of its names."""

    def __init__(self, rules: LocationRules, demonyms: frozenset[str], gazetteer: Gazetteer) -> None:
        """Take the tables. `demonyms` are folded, and no places."""
        self._rules = rules
        self._refused = demonyms
        self._gazetteer = gazetteer
        self._traits: dict[str, Traits] = {}
        self._neighbours = Neighbours(rules, self._is_known, lambda h: self.traits(h).plain)
        self._containers = Containers(rules, self._neighbours, self.traits)
        self._supports = Supports(rules, self.traits)

    def judge(
        self,
        around: Surroundings,
        hits: list[Hit],
        issuer: str | None,
        demonyms: Counter[str],
        named: frozenset[Span] = frozenset(),
    ) -> list[Judged]:
        """All hits, judged: first each by itself, then with the help of the others; last, of a model, which takes the
        spans in `named` for places."""
        judged = [self._alone(around, h) for h in hits]
        mark_counties(around.text, judged)
        self._containers.link(around, judged)
        evidence = self._evidence(judged, demonyms, issuer)
        for _ in range(_ROUNDS):
            if not self._supports.accept(around, judged, evidence):
                break
            evidence = self._evidence(judged, demonyms, issuer)
        if self._join_lists(around, judged):
            evidence = self._evidence(judged, demonyms, issuer)
        if named and confirm(judged, named, self.traits):
            evidence = self._evidence(judged, demonyms, issuer)
        self._choose(around, judged, evidence)
        return judged

    def _choose(self, around: Surroundings, judged: list[Judged], evidence: Evidence) -> None:
        """Settle which place each accepted name means: the same for all mentions of a name."""
        chosen: dict[int, list[Place]] = {}
        for j in judged:
            places = j.hit.places
            if j.within is None and not j.outer and j.verdict == "accepted" and len(places) > 1:
                if places[0].weight - places[1].weight > LARGEST_BONUS:
                    j.place, j.runner_up = places[0], places[1]
                    continue
                order = chosen.get(id(places))
                if order is None:
                    order = chosen[id(places)] = ranked(j.hit, evidence, around, self._rules)
                j.place, j.runner_up = order[0], order[1]

    def traits(self, hit: Hit) -> Traits:
        """What the tables say of the name, looked up once for all its mentions."""
        return self._traits.get(hit.key) or self._learn(hit)

    def _alone(self, around: Surroundings, hit: Hit) -> Judged:
        traits = self.traits(hit)
        surface = around.text[hit.start : hit.end]
        other = around.is_people(hit) or around.is_agency(hit)
        if other or traits.refused or (surface.isupper() and _is_acronym(surface, hit, around)):
            return Judged(hit, "rejected", hit.best)
        if traits.needs_article and (not around.has_article(hit) or around.next_word(hit) == "of"):
            return Judged(hit, "rejected", hit.best)
        if traits.adjectival and not self._is_noun(around, hit):
            verdict: Verdict = "rejected" if hit.key == "us" and not _is_us(around, hit) else "accepted"
            return Judged(hit, verdict, hit.best, "name")
        inside = self._neighbours.inside(around, hit)
        if inside == "other":
            return Judged(hit, "rejected", hit.best, inside)
        return Judged(hit, self._standing(around, hit, surface, traits), hit.best, inside)

    def _learn(self, hit: Hit) -> Traits:
        rules, key, best = self._rules, hit.key, hit.best
        clear = best.type == "admin" and self._says_kind(key) and len({p.country for p in hit.places}) == 1
        usual = best.primary or key in rules.known_alternates
        strong = clear or is_strong(best, rules) or (usual and best.population >= LARGE)
        of_known = best.type == "admin" and not best.district and best.country in rules.known_divisions
        told = best.type in ("city", "admin") and not best.listed
        word, person = told and key in rules.common_words, told and key in rules.personal_names and not of_known
        if told and not (word or person or key in rules.well_known or key in rules.known_alternates):
            known = self._gazetteer.known(key)
            small = is_minor(best) or (best.type == "city" and best.population < NAMESAKE and not best.capital)
            word = (known.word and (best.type == "admin" or not strong)) or (known.wordlike and small)
            person = known.person and not word and not strong and small
        traits = self._traits[key] = Traits(
            refused=key in rules.refused_names
            or (not best.listed and all(w in rules.directions for w in key.split(" ")))
            or (key in self._refused and best.type != "country" and not best.listed),
            needs_article=key in rules.article_names,
            adjectival=key in rules.adjectival,
            word=word,
            person=person,
            strong=strong,
            usual=usual or clear or (strong and best.type == "admin" and not self._gazetteer.known(key).person),
        )
        return traits

    def _says_kind(self, key: str) -> bool:
        """Whether a name says itself that it is of a division: 'Canton of Aargau', 'Hambantota District'."""
        first, *rest = key.split(" ")
        if rest[:1] == ["of"]:
            return first in DIVISIONS
        return (
            bool(rest)
            and rest[-1] in DIVISIONS
            and (rest[-1] == "province" or any(w not in self._rules.directions for w in (first, *rest[:-1])))
        )

    def _is_known(self, hit: Hit) -> bool:
        """Whether a neighbour is a place for certain, so that it does not make a longer name."""
        return self.traits(hit).known

    def _is_noun(self, around: Surroundings, hit: Hit) -> bool:
        if hit.key == "us" and (not _is_us(around, hit) or _MONEY.match(around.text, hit.end)):
            return False
        word = around.next_word(hit)
        return word is None or word.casefold() in self._rules.predicate_words or word[0].isupper()

    def _standing(self, around: Surroundings, hit: Hit, surface: str, traits: Traits) -> Verdict:
        """Accepted by its size alone, or open until something supports it."""
        rules, best = self._rules, hit.best
        if best.type in _WIDE or best.listed:
            return "accepted"
        # An accent shows that 'Malé' is not the word that it is without.
        plain = surface.isascii() and traits.plain
        states = [p for p in hit.places if p.type == "admin" and not p.district]
        if any(p.country == "US" or (p.country in _STATES and not plain) for p in states):
            return "accepted"
        if best.district and hit.key.endswith(" county"):
            return "accepted"
        if plain:
            return "open"
        if hit.key in rules.well_known:
            return "accepted"
        if not traits.usual:
            return "open"
        if around.in_heading(hit) and not best.capital and best.population < 1_000_000:
            return "open"
        return "accepted" if traits.strong else "open"

    def _evidence(self, judged: list[Judged], demonyms: Counter[str], issuer: str | None) -> Evidence:
        return Evidence(_votes(judged), demonyms, issuer, self._rules.wide_countries)

    def _join_lists(self, around: Surroundings, judged: list[Judged]) -> bool:
        """'Geneva, Nairobi and Gigiri': what stands in a list with places is one, if it could be at all.

        Whether anything was joined.
        """
        changed = False
        if all(j.verdict != "open" for j in judged):
            return changed
        for items in (judged, judged[::-1]):
            for a, b in pairwise(items):
                if not a.free or b.verdict != "open" or b.inside != "no":
                    continue
                first, second = (a.hit, b.hit) if a.hit.start < b.hit.start else (b.hit, a.hit)
                traits, best = self.traits(b.hit), b.hit.best
                possible = not traits.word and not is_minor(best) and best.population >= 15_000
                if not possible or not _LIST.fullmatch(around.text, first.end, second.start):
                    continue
                right = around.right(b.hit)
                if right is None or right.key in self._rules.areas:
                    b.verdict = "accepted"
                    changed = True
        return changed


def _votes(judged: list[Judged]) -> Iterator[Vote]:
    """Names that tell where the text is. Inside other names, only countries, divisions and districts do."""
    firsts: dict[tuple[int, int], Judged] = {}
    times: Counter[tuple[int, int]] = Counter()
    for j in judged:
        if j.verdict == "accepted" and (j.inside == "no" or j.place.type in _SURE_INSIDE):
            meant = (id(j.hit.places), id(j.place))
            times[meant] += 1
            if meant not in firsts:
                firsts[meant] = j
    for meant, first in firsts.items():
        yield from _votes_of(first, times[meant])


def _votes_of(j: Judged, times: int) -> Iterator[Vote]:
    """The place that is meant, if that is clear; or all that may be, if they lie in one country."""
    places = j.hit.places
    clear = len(places) < 2 or places[0].weight - places[1].weight >= _CLEARLY or j.place.type in _WIDE
    if clear or j.within or _is_state(j.place):
        yield Vote(j.hit.key, j.place, times)
    elif len(places) <= _MOST_MEANINGS and len({p.country for p in places}) == 1:
        for p in places:
            yield Vote(j.hit.key, p, times / len(places))


def _is_state(place: Place) -> bool:
    return place.type == "admin" and not place.district


def _is_us(around: Surroundings, hit: Hit) -> bool:
    """'US' or 'U.S.', and no heading in capitals in which 'US' is the pronoun."""
    surface = around.text[hit.start : hit.end]
    return surface.isupper() and not ("." not in surface and around.in_heading(hit) and _shouting(around, hit))


def _shouting(around: Surroundings, hit: Hit) -> bool:
    nearby = around.text[max(0, hit.start - 20) : hit.end + 20]
    return nearby.isupper() and len(nearby) > 12


def _is_acronym(surface: str, hit: Hit, around: Surroundings) -> bool:
    """Whether a name in capitals is none: 'MALI' may be, 'LIMA' in running text is not."""
    if hit.best.type == "country":
        return False
    if not hit.best.primary and len(surface) < 6:
        return True
    if around.opens_line(hit) or _shouting(around, hit) or around.in_brackets(hit):
        return len(surface) < 4 and not hit.best.listed
    return not hit.best.listed and (len(surface) < 6 or not hit.best.capital)
