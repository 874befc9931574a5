"""Reads the words of a portfolio or a body one after the other: lists, prepositions, unknown words."""

from __future__ import annotations

from .ahead import AND, COMPASS, INNER, PROCESSES, Ahead, only_head
from .lexicon import (
    ALSO_NAME,
    BODY,
    GOVERNMENT,
    HEAD,
    HON_START,
    MODIFIER,
    PARTICLE,
    PLURAL,
    PORTFOLIO,
    STOP,
    UNIT,
)
from .page import Page
from .scan import INITIAL, NUMBER, POSSESSIVE, WORD
from .tails import TailReader

_RELEASES = frozenset(("release", "releases", "statement", "centre", "center", "contact", "contacts", "transcript"))
_POSTED = frozenset(("delegation", "mission", "embassy", "representation", "office"))
_LONGEST = 40


class RunReader:
    """Goes along a run of words and tells where it ends."""

    def __init__(self, page: Page, ahead: Ahead) -> None:
        """Read from `page`."""
        self._page = page
        self._ahead = ahead
        self._tails = TailReader(page)

    def end(self, first: int) -> int:
        """End token of the run that begins at token `first`."""
        i = first
        while i < min(first + _LONGEST, self._page.scan.size):
            step = self._step(first, i)
            if step <= i:
                break
            i = step
        return i

    def _step(self, first: int, i: int) -> int:
        """The token behind the next piece of the run at token i, or i where the run ends."""
        page = self._page
        key, mark = page.key(i), page.mark(i)
        if (
            page.scan.shapes[i] & POSSESSIVE
            and page.key(i + 1) in AND
            and page.up(i + 2)
            and page.mark(i + 2) & PORTFOLIO
        ):
            return i + 3 if i > first and page.mark(i - 1) & PORTFOLIO else i
        if page.scan.shapes[i] & POSSESSIVE and i > first and page.mark(i - 1) & PORTFOLIO and page.up(i + 1):
            return i + 1 if page.mark(i + 1) & (PORTFOLIO | BODY) and not only_head(page.mark(i + 1)) else i
        if key in AND and i > first:
            return self._after_and(i)
        if key in (",", "/") and i > first:
            return self._after_comma(i)
        if key in INNER and i > first:
            return self._after_preposition(first, i)
        if page.scan.shapes[i] & NUMBER or not page.scan.shapes[i] & WORD:
            return i
        if page.up(i):
            return self._capital(first, i)
        lower_ok = mark & PORTFOLIO or (mark & UNIT and (i == first or not page.up(i - 1)))
        return i + 1 if lower_ok and not only_head(mark) else i

    def _capital(self, first: int, i: int) -> int:
        page = self._page
        mark = page.mark(i)
        if page.key(i) in COMPASS and (place := page.place_at(i)) is not None:
            return place[0]
        if mark & PLURAL and i > first and page.up(i + 1) and page.mark(i + 1) & BODY and not page.mark(i + 1) & HEAD:
            return i + 2  # 'Immigration Advisers Authority'
        if self._ahead.adjunct(i):
            return i + 2
        if (mark & HEAD and not mark & (PORTFOLIO | BODY)) or self._ahead.rank(i) or page.key(i + 1) in _RELEASES:
            return i
        if i > first and page.key(i) in PROCESSES:
            return i + 1
        if i > first and mark & MODIFIER and self._ahead.modified_head(i):
            return i
        if i > first and self._tails.people_of(i):
            return i + 1
        if mark & (PORTFOLIO | BODY | UNIT):
            if mark & ALSO_NAME and i > first and page.name_like(i + 1) and not mark & BODY:
                return i
            return i + 1
        if self._ahead.ends_in_body(i) and not self._tails.person_before_body(first, i):
            return i + 1
        if i == first:
            return self._unknown(i)
        if page.mark(i - 1) & PORTFOLIO and page.name_like(i) and page.key(i + 1) in AND and page.up(i + 2):
            return i + 1 if page.mark(i + 2) & PORTFOLIO and not self._ahead.next_title(i + 2) else i
        if page.mark(i - 1) & PORTFOLIO and page.name_like(i) and self._tails.portfolio_follows(i + 1):
            return i + 1
        if self._tails.last_of_body(first, i) or self._tails.last_of_office(first, i):
            return i + 1
        inner = any(page.key(k) in ("for", "on") for k in range(first, i))
        if inner and page.mark(i - 1) & PORTFOLIO and page.name_like(i) and page.key(i + 1) == "of":
            return i + 1
        return i + 1 if page.acronym(i) and page.mark(i - 1) & BODY else i

    def _unknown(self, i: int, *, named: bool = False) -> int:
        """Words of no known kind at the start of the run, or behind 'of' in the name of a body (`named`)."""
        page = self._page
        place = page.place_at(i)
        if place is not None:
            return place[0] + (named and page.up(place[0]) and page.key(place[0]) in PROCESSES)
        if page.acronym(i):
            return i + 1
        if page.mark(i) & (HON_START | STOP):
            return i
        end = i
        while page.name_like(end) and not page.scan.shapes[end] & INITIAL and end < i + 6:
            if page.country_at(end) is not None:
                break
            end += 1
            if end > i and page.mark(end) & PARTICLE and not page.up(end) and page.name_like(end + 1):
                end += 1  # 'the University of La Loma | del Sur'
        if (
            end < i + 3
            or page.key(end) == ")"
            or (page.key(i - 1) == "the" and page.key(end) == ",")
            or page.key(end) in ("and", "&")
            or (named and page.key(end) == ",")
        ):
            return max(end, i)
        return i + 1

    def _after_and(self, i: int) -> int:
        page = self._page
        if self._ahead.next_title(i + 1):
            return i
        j = i + 2 if page.key(i + 1) in ("the", "for") else i + 1
        mark = page.mark(j)
        if mark & HON_START and not mark & PORTFOLIO:
            return i
        if mark & PLURAL and page.up(j) and page.name_like(j + 1):
            return i
        if mark & (PORTFOLIO | BODY | UNIT) and not only_head(mark) and page.up(j) == page.up(i - 1):
            if page.up(j) and mark & ALSO_NAME and page.name_like(j + 1):
                return i
            return j + 1
        if page.up(j) and page.name_like(j) and self._ahead.ends_in_body(j) and page.mark(i - 1) & BODY:
            return j + 1
        if page.name_like(j) and page.key(j + 1) == "of" and page.mark(i - 1) & PORTFOLIO:
            return j + 1
        if self._unknown_portfolio(i, j):
            return j + 1
        if mark & MODIFIER and page.up(j) and page.mark(i - 1) & PORTFOLIO and self._tails.portfolio_follows(j + 1):
            return j + 1
        return self._and_rest(i, j)

    def _and_rest(self, i: int, j: int) -> int:
        """Behind what 'and' at token i joins: a place, or unknown words that end in one of portfolios."""
        page = self._page
        end = j
        while end < j + 3 and page.name_like(end) and page.country_at(end) is None and page.body_at(end) is None:
            end += 1
        closed = page.up(end) and page.mark(end) & PORTFOLIO and not page.mark(end) & (HEAD | ALSO_NAME)
        if end > j and closed and page.mark(i - 1) & PORTFOLIO:
            return end + 1
        if page.name_like(j) and not page.name_like(j + 1) and page.mark(j + 1) & PORTFOLIO and page.up(j + 1):
            return j + 2
        place = page.country_at(j)
        if place is not None and page.place_before(i, max(0, i - 4)) is not None:
            return place[0]
        if place is not None and page.mark(i - 1) & PORTFOLIO and page.up(place[0]) and page.mark(place[0]) & PORTFOLIO:
            return place[0] + 1
        return i

    def _unknown_portfolio(self, i: int, j: int) -> bool:
        """Whether token j, behind 'and', is a lone capitalised word that a comma follows: 'Borders and Beekeeping,'."""
        page = self._page
        if not page.mark(i - 1) & PORTFOLIO or not page.up(i - 1) or not page.name_like(j) or page.key(j + 1) != ",":
            return False
        if page.country_at(j) is not None or page.acronym(j):
            return False
        return page.key(j).endswith(("s", "ing", "ment", "ry", "cy")) or self._tails.of_the_office(i, j)

    def _after_comma(self, i: int) -> int:
        """A list of portfolios that ends in 'and': 'Economic Growth, Energy, and the Environment'."""
        page = self._page
        if page.key(i) == "/":
            return i + 2 if page.mark(i + 1) & PORTFOLIO and page.up(i + 1) else i
        j = i
        for _ in range(8):
            k = j + 1
            last = page.key(k) in AND
            k += last
            k += page.key(k) == "the"
            if self._ahead.next_title(k) or self._ahead.rank(k):
                return i
            n = k
            while page.mark(n) & PORTFOLIO and page.up(n) and not only_head(page.mark(n)):
                if page.mark(n) & PLURAL and page.name_like(n + 1):
                    return i  # '..., and | Senators A B'
                n += 1
            if (
                n == k
                and not last
                and page.name_like(k)
                and page.key(k).endswith("s")
                and page.key(k + 1) in (*AND, ",")
            ):
                n = k + 1  # an unknown word amid others: 'Labour, Invalids and Social Affairs'
            if n == k:
                return i
            if last or (page.key(n) in AND and self._after_and(n) > n):
                return n
            if page.key(n) != ",":
                return i
            j = n
        return i

    def _after_preposition(self, first: int, i: int) -> int:
        page = self._page
        j = i + 2 if page.key(i + 1) == "the" else i + 1
        mark = page.mark(j)
        place = page.country_at(j)
        if place is None and page.key(j) in COMPASS and page.mark(i - 1) & PORTFOLIO and page.place_at(j) is None:
            return j + 2 if page.name_like(j + 1) and not page.up(j + 2) else i  # 'District of | New Holm'
        if place is None and page.key(j) in COMPASS and (part := page.place_at(j)) is not None:
            return part[0] if page.mark(i - 1) & (PORTFOLIO | BODY | UNIT) else i
        if place is not None and self._tails.overseas(j, place[0]):
            return place[0]
        if place is not None and page.key(i) == "to" and page.key(i - 1) in _POSTED:
            return place[0]
        if place is not None and not self._ahead.goes_on(place[0]):
            return i
        kind = self._ahead.kind(first, i)
        if kind == "portfolio" and page.body_at(j) is not None:
            return i
        if kind == "portfolio" and mark & GOVERNMENT and not mark & PORTFOLIO:
            return i
        if page.key(i) == "with" and not (page.up(j) and mark & PORTFOLIO):
            return i
        within = (
            page.key(i) in ("in", "against") and kind == "portfolio" and page.up(j) and not mark & (BODY | GOVERNMENT)
        )
        if page.key(i) == "of" or kind in ("body", "unit") or within:
            if mark & (PORTFOLIO | BODY) and not only_head(mark) and (page.up(j) or page.key(i) in ("of", "for", "on")):
                if kind == "unit" and mark & GOVERNMENT:
                    return i
                return j + 1
            if page.name_like(j) and self._ahead.ends_in_body(j) and kind != "unit":
                return j + 1
            if kind == "body" and page.name_like(j) and page.key(i) in ("of", "for"):
                return self._unknown(j, named=True)
        return i
