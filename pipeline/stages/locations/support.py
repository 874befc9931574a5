"""What supports a name that might be a place: the preposition before it, and what else the text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .context import Surroundings
from .evidence import Evidence
from .gazetteer import Place
from .meaning import LARGE, MEDIUM, is_minor
from .resources import LocationRules
from .scan import CAPITALISED, Hit

if TYPE_CHECKING:
    from .judge import Judged, Traits

_STAYING = frozenset({"in", "at", "near", "outside", "visit", "visiting", "visited", "throughout", "based"})
_DISTRICTS = ("district", "division", "department", "canton", "municipality", "raion", "rayon")
_LARGE_AT_HOME = 100_000
_CALLED: tuple[str, ...] = (
    *(" town of ", " city of ", " village of ", " port of ", " border post of ", " suburb of ", " capital of "),
    *(" mayor of ", " Mayor of "),
)
_VENUES = tuple(
    f" {head}, "
    for head in ("Hotel", "Resort", "Lodge", "Motel", "Centre", "Center", "Hall", "Haus", "House", "Complex", "Stadium")
)
"""What ends before a town that a venue lies in: 'Sibane Hotel, Ezulwini'."""
_QUOTES = frozenset("'\"“”‘’«»„")
_IN = frozenset({"in", "near", "outside", "visit", "visiting", "visited"})


class Supports:
    """Accepts open names that something in the text speaks for."""

    def __init__(self, rules: LocationRules, traits: Callable[[Hit], Traits]) -> None:
        self._rules = rules
        self._traits = traits
        self._posts = posts_behind(rules)
        self._leading = rules.locative | _STAYING | {"of"}

    def accept(self, around: Surroundings, judged: Sequence[Judged], evidence: Evidence) -> bool:
        """Accept what is supported; whether anything was."""
        if all(j.verdict != "open" for j in judged):
            return False
        settled = {j.hit.key for j in judged if j.free and not self._traits(j.hit).plain}
        terms = {j.hit.key for j in judged if j.verdict == "open" and _is_quoted(around.text, j.hit)}
        changed = False
        for j in judged:
            if j.verdict != "open" or j.hit.key in terms:
                continue
            again = j.hit.key in settled and (around.right(j.hit) is None or around.is_shouted(j.hit))
            again = again or self._is_called(around, j)
            if again or self._is_supported(around, j, evidence) or self._is_paired(around, j.hit, evidence):
                j.verdict = "accepted"
                changed = True
        return changed

    def _is_called(self, around: Surroundings, j: Judged) -> bool:
        """'the town of Beslan', 'the mayor of Dalton': the text says itself that it is a place."""
        if j.inside != "no" or self._traits(j.hit).word:
            return False
        return around.text.endswith(_CALLED, 0, j.hit.start) or self._posts.match(around.text, j.hit.end) is not None

    def _is_supported(self, around: Surroundings, j: Judged, evidence: Evidence) -> bool:
        hit, traits = j.hit, self._traits(j.hit)
        preposition = around.preposition(hit)
        if j.inside == "no" and traits.plain and preposition not in self._leading:
            return False
        backed = [p for p in hit.places if evidence.level(hit.key, p) == 2]
        if j.inside == "name":
            return bool(backed) and not traits.word
        if hit.best.district and hit.key.rpartition(" ")[2] in self._rules.generics.strong["admin"] + _DISTRICTS:
            return any(evidence.level(hit.key, p) for p in hit.places)
        if traits.word:
            if hit.key in self._rules.function_words:
                return False
            near = any(p.population >= MEDIUM for p in backed)
            whole = hit.best.type == "admin" and not hit.best.district and evidence.level(hit.key, hit.best) > 0
            return (preposition in _IN and (near or whole)) or (hit.best.capital and preposition in _STAYING)
        if traits.person:
            return self._person_is_supported(hit, preposition, backed, evidence)
        if not hit.best.primary and hit.key not in self._rules.known_alternates:
            local = any(evidence.level(hit.key, p) for p in hit.places if not is_minor(p))
            if preposition in _STAYING and (local or hit.best.population >= LARGE):
                return True
            if preposition in self._rules.locative and self._is_certain(hit, evidence):
                return True
            if not any(p.primary for p in hit.places):
                return False
        if j.inside == "no" and self._is_large_at_home(hit, evidence) and not around.in_heading(hit):
            return True
        return self._is_located(around, hit, preposition, evidence)

    def _is_certain(self, hit: Hit, evidence: Evidence) -> bool:
        """Whether another than the usual name can hardly mean anything else: it is long, or of a division whose country
        the text names."""
        if len({p.country for p in hit.places}) != 1 or hit.best.district:
            return False
        if hit.best.type == "admin":
            return evidence.level(hit.key, hit.best) > 0
        return " " in hit.key and hit.best.population >= MEDIUM

    def _is_paired(self, around: Surroundings, hit: Hit, evidence: Evidence) -> bool:
        """'the Moyale-Isiolo road': two places of one country that the text names, with a hyphen between."""
        other = around.by_start.get(hit.end + 1) or around.by_end.get(hit.start - 1)
        at = hit.end if other is not None and other.start > hit.end else hit.start - 1
        if other is None or around.text[at] not in "-–" or self._traits(hit).plain or self._traits(other).plain:
            return False
        countries = {p.country for p in other.places if evidence.level(other.key, p)}
        return any(p.country in countries for p in hit.places)

    def _person_is_supported(self, hit: Hit, preposition: str | None, backed: list[Place], evidence: Evidence) -> bool:
        local = [p for p in hit.places if evidence.level(hit.key, p) and not p.district]
        known = max((p.population for p in local), default=0)
        size = max(p.population for p in hit.places)
        if any(p.type == "admin" for p in local) and preposition is not None:
            return preposition in self._rules.locative or preposition == "of"
        if backed and preposition in _IN:
            return True
        return preposition in _STAYING and (known >= MEDIUM or size >= 2 * LARGE)

    def _is_large_at_home(self, hit: Hit, evidence: Evidence) -> bool:
        """A city of some size in a country that the text speaks of, which nothing else has the name of."""
        best = hit.best
        known = best.type == "city" and best.primary and best.population >= _LARGE_AT_HOME
        return known and len({p.country for p in hit.places}) == 1 and evidence.level(hit.key, best) > 0

    def _is_located(self, around: Surroundings, hit: Hit, preposition: str | None, evidence: Evidence) -> bool:
        located = preposition in self._rules.locative
        if around.text.endswith(_VENUES, 0, hit.start) and any(evidence.level(hit.key, p) for p in hit.places):
            return True
        if not located and preposition != "of":
            dateline = around.opens_line(hit) or around.in_brackets(hit)
            located = dateline and not around.in_heading(hit)
            if not located:
                return False
        local = [p for p in hit.places if evidence.level(hit.key, p)]
        large = [p for p in local if not is_minor(p)]
        if any(p.population >= MEDIUM or p.type == "admin" for p in large):
            return located or preposition == "of"
        if any(evidence.backs(hit.key, p) for p in large):
            return located
        if large:
            return preposition in _IN
        if any(evidence.level(hit.key, p) == 2 for p in local):
            return located or preposition == "of"
        if any(evidence.backs(hit.key, p) for p in local):
            return preposition in _IN or (located and len({p.country for p in hit.places}) == 1)
        usual = hit.best.primary or hit.key in self._rules.known_alternates
        if not (located and usual):
            return False
        # 'held in Dubrovnik': a town that no other country has the name of needs no more than the preposition.
        single = len({p.country for p in hit.places}) == 1 and not is_minor(hit.best)
        return (single and preposition in _IN) or max(p.population for p in hit.places) >= 2 * MEDIUM


def posts_behind(rules: LocationRules) -> re.Pattern[str]:
    """What follows a name in a list of border posts or camps: ', Mahamba and Lavumisa border posts'."""
    heads = "|".join(sorted((w for words in rules.posts.values() for w in words), key=lambda w: (-len(w), w)))
    name = rf"(?:{CAPITALISED.pattern}[ -]?){{1,3}}(?<! )"
    return re.compile(rf"(?:(?:, (?:and )?| and ){name}){{0,6}} (?:{heads})(?![\w-])")


def _is_quoted(text: str, hit: Hit) -> bool:
    """Whether quotation marks stand directly around a name: rather a term that the text explains than a place."""
    return text[hit.start - 1 : hit.start] in _QUOTES and text[hit.end : hit.end + 1] in _QUOTES
