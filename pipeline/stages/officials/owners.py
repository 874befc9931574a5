"""Reads what stands before a title: article, country, the body that it belongs to."""

from __future__ import annotations

from .lexicon import BODY, GOVERNMENT, MODIFIER, PASSING, PORTFOLIO, STOP, UNIT
from .page import Page
from .scan import BREAK, INITIAL, POSSESSIVE, WORD
from .title import Title

_DEFINITE = frozenset(("the", "its", "their", "our", "his", "her"))
_GENERIC = frozenset(("party", "house", "cabinet", "board", "police", "union", "group"))
_LONGEST_LEFT = 8


class OwnerReader:
    """Extends titles to the left."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def read(self, title: Title, floor: int) -> None:
        """Country, body and article before the title."""
        page = self._page
        k = title.start
        if page.key(k - 1) == ")" and page.key(k - 3) == "(" and k - 3 > floor and page.up(k - 2) and page.up(k - 4):
            k -= 3
        while k > floor and page.mark(k - 1) & PASSING and page.scan.shapes[k - 1] & WORD:
            k -= 1
        if k > floor and page.scan.shapes[k - 1] & POSSESSIVE:
            place = page.place_before(k - 1, floor)
            first = place[0] if place else self._body_before(k - 1, floor)
            if first is not None:
                title.definite = True
                self._set_owner(title, first, k - 1, place[1] if place else None)
                k = first
        elif k > floor and page.scan.shapes[k - 1] & WORD:
            place = page.place_before(k, floor)
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
                before = page.place_before(k, floor) if place is None else None
                if before is not None and title.country is None:
                    k, title.country, title.basis = before[0], before[1], "demonym"
        if k > floor and page.key(k - 1) in _DEFINITE:
            title.definite = True
        if k > floor and page.key(k - 1) in ("a", "an", "another", "any", "every", "each", "no"):
            title.indefinite = True
        title.first = k

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
            body = self._page.lexicon.acronyms.get(self._page.scan.words[first])
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
            known = page.body_at(first)
            if known is not None and known[0] == end:
                return first
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

    def _in_body(self, k: int, floor: int) -> bool:
        page = self._page
        if page.up(k):
            mark = page.mark(k)
            return bool(mark & (BODY | PORTFOLIO | MODIFIER)) or (page.name_like(k) and not mark & STOP)
        if page.key(k) in ("and", "&") and not page.mark(k - 1) & (BODY | PORTFOLIO | MODIFIER):
            return False
        return page.key(k) in ("of", "for", "and", "&") and k - 1 >= floor and page.up(k - 1)
