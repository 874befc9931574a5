"""Ties a place to the one that the text puts behind it: 'Almaty, Kazakhstan', 'Rabat (Morocco)', 'Rochester, Minn.'"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .context import Surroundings
from .gazetteer import Place
from .meaning import is_minor, is_strong, lies_in
from .neighbours import Neighbours
from .resources import LocationRules
from .scan import Hit

if TYPE_CHECKING:
    from .judge import Judged, Traits

_COMMA = re.compile(r"(?:['’]s)?(?:,\s|\s?\()(?:in\s)?(?:the\s)?")
_LIST = re.compile(r", (?:and )?| and ")
_LONGEST_COMMA = len("'s, in the ")
_STATE_CODE = re.compile(r",\s([A-Z]{2}|[A-Z][a-z]{1,4}\.|[A-Z]\.\s?[A-Z][a-z]?\.?)(?![^\W_])")
_TYING = ",('’"
_WIDE = ("country", "region")


class Containers:
    """What lies in a place that the text names behind it is certain, whatever its size."""

    def __init__(self, rules: LocationRules, neighbours: Neighbours, traits: Callable[[Hit], Traits]) -> None:
        """Take the tables; state codes are turned round to look up."""
        self._rules = rules
        self._neighbours = neighbours
        self._traits = traits
        shorts = {s.rstrip("."): code for code, forms in rules.divisions_short.items() for s in (code, *forms)}
        self._codes = {s.replace(" ", ""): code for s, code in shorts.items()}

    def link(self, around: Surroundings, judged: Sequence[Judged]) -> None:
        """Tie what can be tied, and accept it."""
        text = around.text
        for j, nxt, third in zip(judged, [*judged[1:], None], [*judged[2:], None, None], strict=False):
            if not _may_be_tied(text, j.hit.end):
                continue
            near = nxt is not None and nxt.hit.start - j.hit.end <= _LONGEST_COMMA
            if not near and not text.startswith(",", j.hit.end):
                continue
            inside = [p for p in j.hit.places if p.type not in _WIDE]
            if not inside or (j.verdict == "rejected" and self._neighbours.closed_left(around, j.hit, cased=False)):
                continue
            if nxt is not None and _COMMA.fullmatch(text, j.hit.end, nxt.hit.start):
                self._tie(around, j, nxt, inside)
                listed = third is not None and _LIST.fullmatch(text, nxt.hit.end, third.hit.start) is not None
                nxt.outer = j.within is not None and not listed
            if j.within is None:
                self._tie_to_code(text, j, inside)
                if j.within is not None and nxt is not None and nxt.hit.start == j.within[0]:
                    nxt.verdict = "rejected"  # 'Minn' in 'Rochester, Minn.' is no town of that name

    def _tie(self, around: Surroundings, j: Judged, nxt: Judged, inside: list[Place]) -> None:
        span = (nxt.hit.start, nxt.hit.end)
        if nxt.inside == "no" and nxt.verdict != "rejected" and nxt.hit.key != j.hit.key:
            for outer in nxt.hit.places:
                fits = [p for p in inside if lies_in(p, outer)]
                if fits and self._may_lie(j.hit, fits[0], nxt.hit, outer):
                    j.verdict, j.place, j.within, j.inside = "accepted", fits[0], span, "no"
                    nxt.place, nxt.verdict = outer, "accepted"
                    return
        if self._is_elsewhere(around, j, nxt):
            surface = around.text[j.hit.start : j.hit.end]
            j.place = Place(surface, "other", nxt.hit.best.country)
            j.verdict, j.within, j.inside = "accepted", span, "no"

    def _may_lie(self, hit: Hit, fit: Place, container: Hit, outer: Place) -> bool:
        """Whether it is no list of equals ('Nevada, Texas'), and the place no small one of a name that means more."""
        if outer.district and not (container.best is outer and outer.primary):
            return False
        if hit.best is not fit and hit.best.type == "admin" and not hit.best.district and outer.type == "admin":
            return hit.best.country != outer.country
        if outer.type == "city" and self._traits(container).plain:
            return False
        if outer.type == "country" and is_minor(fit):
            return not self._traits(hit).word and not is_strong(hit.best, self._rules)
        return True

    def _tie_to_code(self, text: str, j: Judged, inside: list[Place]) -> None:
        m = _STATE_CODE.match(text, j.hit.end)
        code = self._codes.get(m[1].rstrip(".").replace(" ", "")) if m is not None else None
        fits = [p for p in inside if p.country == "US" and p.division == code]
        if m is not None and code and fits:
            j.verdict, j.place, j.within, j.inside = "accepted", fits[0], m.span(1), "no"

    def _is_elsewhere(self, around: Surroundings, j: Judged, outer: Judged) -> bool:
        """'in Cornwall, United Kingdom', where the gazetteer has only another Cornwall."""
        traits = self._traits(j.hit)
        located = around.preposition(j.hit) in self._rules.locative
        return located and not traits.known and not traits.plain and outer.free and outer.hit.best.type == "country"


def _may_be_tied(text: str, end: int) -> bool:
    """Whether a comma or bracket may follow a name that ends at `end`, by a look at its first letters."""
    behind = text[end : end + 1]
    return behind in _TYING if behind and not behind.isspace() else text.startswith("(", end + 1)
