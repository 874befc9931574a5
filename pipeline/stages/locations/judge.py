"""Decides which names of the gazetteer are places in this text, and which of their meanings is meant."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ...values import Span
from .context import Surroundings
from .gazetteer import Place
from .meaning import LARGE, MEDIUM, is_strong, lies_in, likeliest
from .resources import LocationRules
from .scan import Hit

Verdict = Literal["accepted", "rejected", "open"]

_COMMA = re.compile(r"(?:['’]s)?(?:,\s|\s?\()(?:the\s)?")
_LONGEST_COMMA = len("'s, the ")
_LIST = re.compile(r"(?:['’]s)?(?:,? (?:and|or|&) |, ?(?:and |or )?|/|; )(?:the |in |to |then )?(?:from |in |to )?")
_STATE_CODE = re.compile(r",\s([A-Z]{2}|[A-Z][a-z]{1,4}\.|[A-Z]\.[A-Z]\.?)(?![^\W_])")
_STATES = frozenset({"CA", "AU"})
_STAYING = frozenset({"in", "at", "near", "outside", "visit", "visiting", "visited", "throughout", "based"})
_PARTNER = re.compile(r" & (?=[A-Z])")
_MONEY = re.compile(r"\s?\$")
_WIDE = ("country", "region")


@dataclass(slots=True)
class Judged:
    """A hit with what was decided: accepted or not, the meaning, and the span that it lies within."""

    hit: Hit
    verdict: Verdict
    place: Place
    within: Span | None = None


@dataclass(slots=True)
class Traits:
    """What the tables say of a name, wherever it stands."""

    refused: bool
    needs_article: bool
    adjectival: bool
    plain: bool  # rather a word or a person's name than a place, nothing else known
    known: bool  # a place for certain, so that it does not make its neighbour's name longer


class Judge:
    """Judges the hits of one text at a time; keeps nothing of a text, only what the tables say of its names."""

    def __init__(self, rules: LocationRules, demonyms: frozenset[str]) -> None:
        """Take the tables; state codes are turned round to look up. `demonyms` are folded, and no places."""
        self._rules = rules
        self._refused = demonyms
        self._traits: dict[str, Traits] = {}
        self._codes = {s.rstrip("."): code for code, forms in rules.divisions_short.items() for s in (code, *forms)}

    def judge(self, around: Surroundings, hits: list[Hit], issuer: str | None) -> list[Judged]:
        """All hits, judged: first each by itself, then with the help of the others."""
        judged = [Judged(h, self._alone(around, h), h.best) for h in hits]
        self._link_containers(around, judged)
        countries = _countries(judged, issuer)
        for j in judged:
            if j.verdict == "open" and self._supported(around, j, countries):
                j.verdict = "accepted"
        self._join_lists(around.text, judged)
        countries = _countries(judged, issuer)
        divisions = Counter(j.place.division for j in judged if _is_us_state(j))
        for j in judged:
            if j.within is None and j.verdict == "accepted" and len(j.hit.places) > 1:
                j.place = likeliest(j.hit, countries, divisions, around)
        return judged

    def _alone(self, around: Surroundings, hit: Hit) -> Verdict:
        traits = self._traits.get(hit.key) or self._learn(hit)
        if traits.refused:
            return "rejected"
        surface = around.text[hit.start : hit.end]
        if surface.isupper() and _is_acronym(surface, hit, around):
            return "rejected"
        if traits.needs_article and not around.has_article(hit):
            return "rejected"
        if traits.adjectival and not self._is_noun(around, hit):
            return "rejected"
        return "rejected" if self._inside_name(around, hit) else self._standing(around, hit, surface)

    def _learn(self, hit: Hit) -> Traits:
        """Look the name up in the tables, once for all its mentions."""
        rules, key, best = self._rules, hit.key, hit.best
        plain = best.type == "city" and (key in rules.common_words or key in rules.personal_names)
        traits = self._traits[key] = Traits(
            refused=key in rules.refused_names or (key in self._refused and best.type != "country" and not best.listed),
            needs_article=key in rules.article_names,
            adjectival=key in rules.adjectival,
            plain=plain,
            known=is_strong(best, rules) and not plain,
        )
        return traits

    def _is_known(self, hit: Hit) -> bool:
        """Whether a neighbour is a place for certain, so that it does not make a longer name."""
        return (self._traits.get(hit.key) or self._learn(hit)).known

    def _is_noun(self, around: Surroundings, hit: Hit) -> bool:
        if hit.key == "us" and (not _is_us(around, hit) or _MONEY.match(around.text, hit.end)):
            return False
        word = around.next_word(hit)
        return word is None or word.casefold() in self._rules.predicate_words or word[0].isupper()

    def _inside_name(self, around: Surroundings, hit: Hit) -> bool:
        """Whether the name is a part of the name of a person, body, document or event."""
        if hit.best.type == "venue" and " " in hit.key:
            return False
        return (
            self._closed_right(around, hit, 2) or self._closed_left(around, hit, cased=True) or around.body_before(hit)
        )

    def _closed_right(self, around: Surroundings, hit: Hit, depth: int) -> bool:
        word = around.next_word(hit)
        if word is None:
            joined = _PARTNER.match(around.text, hit.end)
            return joined is not None and joined.end() not in around.by_start
        if hit.best.type == "city" and around.text[hit.end - 1] == ".":
            return False  # 'in Washington, D.C. Secretary N went on': the full stop may end the sentence
        right = around.right(hit) if word[0].isupper() else None
        if right is None:
            return word in self._rules.plain_heads and hit.best.type != "country"
        partner = around.by_start.get(right.start)
        if partner is not None and depth and self._is_known(partner):
            return right.hyphen and self._closed_right(around, partner, depth - 1)
        if around.in_heading(hit):
            return around.heads_behind(hit) and not (right.hyphen and right.key not in self._rules.name_heads)
        if right.key in self._rules.offices:
            return hit.best.type not in ("country", "admin")
        return True

    def _closed_left(self, around: Surroundings, hit: Hit, *, cased: bool) -> bool:
        """Whether the word before belongs to the name; `cased`: whether a heading's capitals are looked through."""
        left = around.left(hit)
        if left is None or left.key in self._rules.directions:
            return False
        before = around.by_end.get(hit.start - 1)
        if (
            before is not None
            and self._is_known(before)
            and (left.hyphen or before.best.type != "city" or hit.best.type == "country")
        ):
            return False
        heading = cased and around.in_heading(hit)
        if left.key in self._rules.honorifics:
            return not (heading and hit.best.type == "country")
        if heading:
            return hit.best.type not in ("country", "region") and not is_strong(hit.best, self._rules)
        return True

    def _standing(self, around: Surroundings, hit: Hit, surface: str) -> Verdict:
        """Accepted by its size alone, or open until something supports it."""
        rules, best = self._rules, hit.best
        if best.type in _WIDE or best.listed:
            return "accepted"
        # An accent shows that 'Malé' is not the word that it is without.
        plain = surface.isascii() and (hit.key in rules.common_words or hit.key in rules.personal_names)
        if any(p.type == "admin" and (p.country == "US" or (p.country in _STATES and not plain)) for p in hit.places):
            return "accepted"
        if plain:
            return "open"
        if hit.key in rules.well_known:
            return "accepted"
        if not best.primary and hit.key not in rules.known_alternates:
            return "open"
        if around.in_heading(hit) and not best.capital and best.population < 1_000_000:
            return "open"
        return "accepted" if is_strong(best, rules) else "open"

    def _link_containers(self, around: Surroundings, judged: list[Judged]) -> None:
        """Tie 'Almaty, Kazakhstan' and 'Marrakesh (Morocco)' together; what lies in what is then certain."""
        text = around.text
        for j, nxt in zip(judged, [*judged[1:], None], strict=False):
            near = nxt is not None and nxt.hit.start - j.hit.end <= _LONGEST_COMMA
            if not near and not text.startswith(",", j.hit.end):
                continue
            inside = [p for p in j.hit.places if p.type not in _WIDE]
            if not inside or (j.verdict == "rejected" and self._closed_left(around, j.hit, cased=False)):
                continue
            if nxt is not None and _COMMA.fullmatch(around.text, j.hit.end, nxt.hit.start):
                for outer in nxt.hit.places:
                    fits = [p for p in inside if lies_in(p, outer)]
                    if fits and nxt.verdict != "rejected":
                        j.verdict, j.place, j.within = "accepted", fits[0], (nxt.hit.start, nxt.hit.end)
                        nxt.place, nxt.verdict = outer, "accepted"
                        break
                if j.within is None and self._is_elsewhere(around, j, nxt):
                    surface = around.text[j.hit.start : j.hit.end]
                    j.place = Place(surface, "other", nxt.hit.best.country)
                    j.verdict, j.within = "accepted", (nxt.hit.start, nxt.hit.end)
            if j.within is None and (m := _STATE_CODE.match(around.text, j.hit.end)) is not None:
                code = self._codes.get(m.group(1).rstrip("."))
                fits = [p for p in inside if p.country == "US" and p.division == code]
                if code and fits:
                    j.verdict, j.place, j.within = "accepted", fits[0], m.span(1)

    def _is_elsewhere(self, around: Surroundings, j: Judged, outer: Judged) -> bool:
        """'in Cornwall, United Kingdom', where the gazetteer has only another Cornwall."""
        traits = self._traits[j.hit.key]
        known = traits.known or traits.plain
        located = around.preposition(j.hit) in self._rules.locative
        return located and not known and outer.verdict == "accepted" and outer.hit.best.type == "country"

    def _supported(self, around: Surroundings, j: Judged, countries: Counter[str]) -> bool:
        hit, rules = j.hit, self._rules
        preposition = around.preposition(hit)
        if hit.key in rules.common_words:
            return hit.best.capital and preposition in _STAYING
        local = [p for p in hit.places if p.country in countries]
        size = max(p.population for p in hit.places)
        if hit.key in rules.personal_names:
            known = max((p.population for p in local), default=0)
            if any(p.type == "admin" for p in local) and preposition is not None:
                return preposition in rules.locative or preposition == "of"
            return preposition in _STAYING and (known >= MEDIUM or size >= 2 * LARGE)
        if not any(p.primary for p in hit.places) and hit.key not in rules.known_alternates:
            return preposition in _STAYING and (bool(local) or size >= LARGE)
        dateline = around.opens_line(hit) or around.in_brackets(hit)
        located = preposition in rules.locative or (dateline and not around.in_heading(hit))
        if local and any(p.population >= MEDIUM or p.type == "admin" for p in local):
            return located or preposition == "of"
        if local:
            return located
        return located and size >= 2 * MEDIUM and hit.best.primary

    def _join_lists(self, text: str, judged: list[Judged]) -> None:
        """'Geneva, Nairobi and Gigiri': what stands in a list with places is one, if it could be at all."""
        if all(j.verdict != "open" for j in judged):
            return
        for items in (judged, judged[::-1]):
            for a, b in pairwise(items):
                if a.verdict != "accepted" or b.verdict != "open":
                    continue
                first, second = (a.hit, b.hit) if a.hit.start < b.hit.start else (b.hit, a.hit)
                possible = b.hit.key not in self._rules.common_words and b.hit.best.population >= MEDIUM
                if possible and _LIST.fullmatch(text, first.end, second.start):
                    b.verdict = "accepted"


def _is_us_state(j: Judged) -> bool:
    return j.verdict == "accepted" and j.place.type == "admin" and j.place.country == "US"


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


def _countries(judged: list[Judged], issuer: str | None) -> Counter[str]:
    """How often the text speaks of each country, by name or by clear places in it; the issuer counts too."""
    out: Counter[str] = Counter()
    for j in judged:
        clear = j.place.type in _WIDE or len(j.hit.places) < 3
        if j.verdict == "accepted" and j.place.country is not None and clear:
            out[j.place.country] += 1
    if issuer:
        out[issuer] += 1
    return out
