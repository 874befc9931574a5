"""Reads what stands before a title: article, country, the body that it belongs to."""

from __future__ import annotations

from .ahead import COMPASS
from .lexicon import BODY, BODY_START, GOVERNMENT, MODIFIER, PASSING, PORTFOLIO, STOP, UNIT
from .page import Page
from .phrases import PhraseReader
from .scan import BREAK, INITIAL, POSSESSIVE, WORD
from .title import Title

_DEFINITE = frozenset(("the", "its", "their", "our", "his", "her"))
_GENERIC = frozenset(("party", "house", "cabinet", "board", "police", "union", "group"))
_LONGEST_LEFT = 8
_LONGEST_BUILT = 12


class OwnerReader:
    """Extends titles to the left."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._phrases = PhraseReader(page)

    def read(self, title: Title, floor: int) -> None:
        """Country, body and article before the title."""
        page = self._page
        k = title.start
        if page.key(k - 1) == ")" and page.key(k - 3) == "(" and k - 3 > floor and page.up(k - 2) and page.up(k - 4):
            k -= 3
        while k > floor and page.mark(k - 1) & PASSING and page.scan.shapes[k - 1] & WORD:
            k -= 1
        if k > floor and page.scan.shapes[k - 1] & POSSESSIVE:
            place = self._place(k - 1, floor)
            first = place[0] if place else self._body_before(k - 1, floor)
            if first is None and (unknown := self._unknown_before(k - 1, floor)) < k - 1 and page.up(title.head):
                title.definite, k = True, unknown
            if first is not None:
                title.definite = True
                self._set_owner(title, first, k - 1, place[1] if place else None)
                k = first
        elif k > floor and page.scan.shapes[k - 1] & WORD:
            place = self._place(k, floor) or self._place_of_lower(k, floor)
            first = place[0] if place else self._body_before(k, floor)
            if first is not None and place is None and self._generic(first, k) and k == title.start:
                title.start = k = first
            elif first is not None:
                known = self._body_before(first, floor) if place is not None else None
                if known is not None:
                    self._set_owner(title, known, first, None)
                if self._national(first, title.head):
                    title.start = first
                self._set_owner(title, first, k, place[1] if place else None)
                k = first
                owned = page.scan.shapes[k - 1] & POSSESSIVE != 0
                before = page.place_before(k - owned, floor) if place is None else None
                inside = page.country_at(first) if place is None and title.country is None else None
                if inside is not None and not title.international:
                    title.country, title.basis = inside[1], "organization" if inside[1] else None
                if before is not None and title.country is None:
                    k, title.country, title.basis = before[0], before[1], "demonym"
        if title.counterpart and title.plural and title.country is not None and page.key(k - 1) == "and":
            other = page.place_before(k - 1, floor)
            if other is not None and other[1] is not None:
                title.countries, k = (other[1], title.country), other[0]
        if k > floor and page.key(k - 1) in _DEFINITE:
            title.definite = True
        if k > floor and page.key(k - 1) in ("a", "an", "another", "any", "every", "each", "no"):
            title.indefinite = True
        title.first = k

    def _unknown_before(self, end: int, floor: int) -> int:
        """First of the capitalised words behind a pause that own the office: ', | North Tamara's Minister of X'."""
        page, k = self._page, end
        while k > max(floor, end - 3) and page.name_like(k - 1):
            k -= 1
        compass = k > floor and page.key(k - 1) in COMPASS and page.up(k - 1)
        k -= compass
        return k if page.key(k - 1) in (",", ";", "and", "by", "with", "between", "from") else end

    def _place(self, end: int, floor: int) -> tuple[int, str | None] | None:
        """A place that ends before token `end`, unless it is a body known by name: 'White House'."""
        place = self._page.place_before(end, floor)
        return None if place is not None and self._page.body_at(place[0]) is not None else place

    def _place_of_lower(self, k: int, floor: int) -> tuple[int, str | None] | None:
        """'Holmia's coast guard | spokesman': a country, with words of the office in lower case between."""
        page, i = self._page, k
        while i > max(floor, k - 4) and not page.up(i - 1) and page.mark(i - 1) & (PORTFOLIO | BODY):
            i -= 1
        if i == k or not page.scan.shapes[i - 1] & POSSESSIVE:
            return None
        return self._place(i - 1, floor)

    def _national(self, first: int, head: int) -> bool:
        """'United States Attorney': the country is a part of the title."""
        words = " ".join(self._page.scan.keys[first : head + 1])
        return words in self._page.lexicon.titles.national

    def _generic(self, first: int, end: int) -> bool:
        """'Department Spokesperson': a body's kind without its name is part of the title."""
        page = self._page
        return (
            end - first == 1
            and bool(page.mark(first) & (GOVERNMENT | UNIT) or page.key(first) in _GENERIC)
            and bool(page.mark(first) & (BODY | UNIT))
            and page.body_at(first) is None
            and not page.acronym(first)
        )

    def _set_owner(self, title: Title, first: int, end: int, country: str | None) -> None:
        if country is not None:
            if title.country is None and not title.international:
                title.country, title.basis = country, "demonym"
            return
        known = self._page.body_at(first)
        body = known[1] if known is not None and known[0] == end else None
        if body is None and end - first == 1:
            body = self._page.lexicon.acronyms.get(self._page.scan.word(first))
        if body is not None and body.country and title.country is None:
            title.country, title.basis = body.country, "organization"
        if title.body is None:
            title.body = (first, end)
            title.international = body is not None and body.country is None
            if title.international and title.located:
                title.country = title.basis = None  # where the body's staff serve

    def _body_before(self, end: int, floor: int) -> int | None:
        """First token of a body that ends before token `end`: 'SDC | Director General'."""
        page = self._page
        for first in range(max(floor, end - _LONGEST_LEFT), end):
            known = page.body_at(first) if page.marks[first] & BODY_START else None
            if known is not None and known[0] == end:
                return first
        built = self._built_before(end, floor)
        if built is not None:
            return built
        if page.acronym(end - 1) and not page.scan.shapes[end - 1] & (BREAK | INITIAL):
            return end - 1
        if not page.up(end - 1) or not page.mark(end - 1) & BODY:
            return None
        first = end - 1
        while first - 1 >= floor and self._in_body(first - 1, floor):
            first -= 1
        while first < end - 1 and not page.up(first):
            first += 1
        return first

    def _built_before(self, end: int, floor: int) -> int | None:
        """First token of a name such as 'Department of Migrant Workers (DMW)' that ends before token `end`."""
        page = self._page
        if not page.up(end - 1) and page.key(end - 1) != ")":
            return None
        for first in range(end - 3, max(floor, end - _LONGEST_BUILT) - 1, -1):
            if page.key(first + 1) in ("of", "for") and page.mark(first) & GOVERNMENT and page.up(first):
                noun = self._phrases.noun(first)
                nation = page.place_before(first, floor)  # 'Holm | Fund for Development'
                first = nation[0] if nation is not None else first
                whole = noun is not None and noun.end in (end, end + 3) and page.place_before(end, first) is None
                return first if whole else None
            if page.key(first) in (",", ".", ";", ":") or page.scan.shapes[first] & BREAK:
                return None
        return None

    def _in_body(self, k: int, floor: int) -> bool:
        page = self._page
        if page.up(k):
            mark = page.mark(k)
            return bool(mark & (BODY | PORTFOLIO | MODIFIER)) or (page.name_like(k) and not mark & STOP)
        if page.key(k) in ("and", "&") and not page.mark(k - 1) & (BODY | PORTFOLIO | MODIFIER):
            return False
        return page.key(k) in ("of", "for", "and", "&") and k - 1 >= floor and page.up(k - 1)
