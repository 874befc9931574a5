"""Reads what a title is of: a portfolio, a body, a unit of a body, a country, another title."""

from __future__ import annotations

from typing import NamedTuple

from .ahead import AND, ARTICLES, COMPASS, Ahead
from .lexicon import BODY, GOVERNMENT, HON_START, PORTFOLIO, SENSES, UNIT
from .page import Page
from .run import RunReader
from .scan import CAPS, POSSESSIVE, QUOTES

_NATIONAL = frozenset(("royal", "national", "central", "federal", "state", "islamic"))
"""Words before the country in the name of a body: 'Royal Holmian Police'."""
_PARTS = frozenset(("central", "horn", "middle", "near", "southeast", "southeastern"))
_PAUSES = frozenset((",", ".", ";", ")", ""))


class Noun(NamedTuple):
    """Tokens [first, end): what stands behind a preposition. `kind`: portfolio, body, unit, country, name."""

    first: int
    end: int
    kind: str
    country: str | None = None
    international: bool = False


class PhraseReader:
    """Reads noun phrases forward from a token."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._ahead = Ahead(page)
        self._runs = RunReader(page, self._ahead)

    def noun(self, i: int) -> Noun | None:
        """The phrase that begins at token i, behind its article; None where nothing is named."""
        page = self._page
        if page.key(i) in ARTICLES and (page.up(i + 1) or page.mark(i + 1) & SENSES or page.key(i + 1) in QUOTES):
            i += 1
        quoted = self._quoted(i)
        if quoted is not None:
            return quoted
        known = page.body_at(i)
        named = known is not None and (known[0] == i + 1 or not (page.key(known[0]) == "for" and page.up(known[0] + 1)))
        if known is not None and named and not self._ahead.goes_on(known[0]):
            end = self._acronym_behind(known[0])
            local = page.country_at(end) if known[1].country is None else None  # 'IOM Indonesia'
            ends = local is not None and not page.mark(local[0]) & (BODY | PORTFOLIO)
            if local is not None and ends and not page.scan.shapes[local[0]] & POSSESSIVE:
                end = local[0]
            return Noun(i, end, "body", known[1].country, known[1].country is None)
        place = page.country_at(i) or self._settled_place(i)
        if place is not None and page.scan.shapes[place[0]] & POSSESSIVE:
            return self._owned(place[0] + 1, place[1])
        listed = place is not None and page.mark(i) & PORTFOLIO and page.key(place[0]) in AND
        if listed and place is not None:
            other = page.country_at(place[0] + 1)  # 'for Asian | and Oceanic Affairs', not 'for Asia and Oceania'
            listed = other is None or self._ahead.goes_on(other[0])
        if place is not None and not self._ahead.goes_on(place[0]) and not listed:
            return Noun(i, self._more_places(place[0], bodies=True), "country", place[1])
        region = self._region(i)
        if region > i:
            return Noun(i, region, "country")
        return self._run(i)

    def _settled_place(self, i: int) -> tuple[int, str | None] | None:
        """A place of several words, or one that the text says no more of: 'Governor of | North Holm'."""
        place = self._page.place_at(i)
        if place is None or self._page.mark(i) & (GOVERNMENT | UNIT) or self._page.mark(place[0] - 1) & BODY:
            return None
        return place if not self._page.up(place[0]) or self._page.name_like(place[0]) else None

    def _region(self, i: int) -> int:
        """End of a part of a country that no list knows: 'East Nusa Tenggara'; i where there is none."""
        page = self._page
        if page.key(i) not in COMPASS or not page.up(i):
            return i
        end = i + 1
        while end < i + 4 and page.name_like(end) and page.country_at(end) is None:
            end += 1
        closed = page.key(end) in _PAUSES or bool(page.mark(end) & HON_START)
        return end if end > i + 1 and closed else self._parts_of_continent(i)

    def _parts_of_continent(self, i: int) -> int:
        """End of a list of parts: 'East, Horn and Southern Africa'; i where there is none."""
        page, k = self._page, i
        while page.up(k) and (page.key(k) in COMPASS or page.key(k) in _PARTS) and k < i + 8:
            if page.key(k + 1) not in (",", *AND):
                break
            k += 2 + (page.key(k + 2) in AND)
        place = page.country_at(k) or page.place_at(k) if k > i and page.up(k) else None
        return place[0] if place is not None and not page.up(place[0]) else i

    def _owned(self, i: int, country: str | None) -> Noun | None:
        """'Nepal's | Ministry of Labour': the body of a country."""
        noun = self._run(i) if self._page.up(i) else None
        if noun is None or noun.kind not in ("body", "unit"):
            return None
        return Noun(noun.first, noun.end, noun.kind, noun.country or country)

    def _quoted(self, i: int) -> Noun | None:
        """A body whose name begins with words in quotation marks: '"A. B." State University'."""
        page = self._page
        if page.key(i) not in QUOTES or not page.up(i + 1):
            return None
        for k in range(i + 2, i + 8):
            if page.key(k) in QUOTES:
                inside = page.mark(k - 1) & BODY and not page.up(k + 1)
                if inside:
                    return Noun(i, k + 1, "body")
                noun = self._run(k + 1) if page.up(k + 1) else None
                return Noun(i, noun.end, "body", noun.country) if noun is not None and noun.kind == "body" else None
        return None

    def _acronym_behind(self, i: int) -> int:
        page = self._page
        if page.key(i) == "(" and page.key(i + 2) == ")" and page.up(i + 1) and len(page.scan.word(i + 1)) <= 9:
            shape = page.scan.shapes[i + 1]
            if shape & CAPS or any(c.isupper() for c in page.scan.word(i + 1)[1:]):
                return i + 3
        return i

    def _run(self, first: int) -> Noun | None:
        """Words of a portfolio or a body, their lists and what they are of."""
        page = self._page
        i = self._runs.end(first)
        country: str | None = None
        if i == first:
            return None
        place = page.country_at(first + (page.key(first) in _NATIONAL))
        if place is not None:
            country = place[1]
        kind = self._ahead.kind(first, i)
        known = page.body_at(first) if kind in ("body", "unit") else None
        world = known is not None and known[1].country is None  # 'IOM Office for the South'
        end = self._acronym_behind(i) if kind in ("body", "unit") else i
        place = page.place_at(end) if kind == "body" else None
        if place is not None and place[1] is not None and not page.up(place[0]):
            return Noun(first, place[0], kind, place[1], world)
        if kind in ("body", "unit") and page.key(end) == "of":
            tail = page.country_at(end + 2 if page.key(end + 1) == "the" else end + 1)
            if tail is not None and not self._ahead.goes_on(tail[0]):
                return Noun(first, self._more_places(tail[0]), kind, tail[1], world)
        return Noun(first, end, kind, country, world)

    def _more_places(self, i: int, *, bodies: bool = False) -> int:
        """Behind 'and the Caribbean' after a place; with `bodies` also 'and the European Union'."""
        page = self._page
        while page.key(i) in AND:
            k = i + 2 if page.key(i + 1) == "the" else i + 1
            place = (page.body_at(k) if bodies else None) or page.country_at(k)
            if place is None or self._ahead.goes_on(place[0]):
                break
            i = place[0]
        return i
