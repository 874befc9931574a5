"""Reads what a title is of: a portfolio, a body, a unit of a body, a country, another title."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import (
    ALSO_NAME,
    BODY,
    FUNCTION,
    GOVERNMENT,
    HEAD,
    HON_START,
    MODIFIER,
    PORTFOLIO,
    RANK,
    SENSES,
    STOP,
    UNIT,
    VERB,
)
from .page import Page
from .scan import CAPS, INITIAL, NUMBER, POSSESSIVE, WORD

_ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their", "our"))
_AND = frozenset(("and", "&"))
_INNER = frozenset(("of", "for", "on", "to", "against", "in"))
_RELEASES = frozenset(("release", "releases", "statement", "centre", "center", "contact", "contacts", "transcript"))
_POSTED = frozenset(("delegation", "mission", "embassy", "representation", "office"))
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Noun:
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

    def noun(self, i: int) -> Noun | None:
        """The phrase that begins at token i, behind its article; None where nothing is named."""
        page = self._page
        if page.key(i) in _ARTICLES and (page.up(i + 1) or page.mark(i + 1) & SENSES):
            i += 1
        known = page.body_at(i)
        named = known is not None and not (page.key(known[0]) == "for" and page.up(known[0] + 1))
        if known is not None and named and not self._goes_on(known[0]):
            end = self._acronym_behind(known[0])
            return Noun(i, end, "body", known[1].country, known[1].country is None)
        place = page.country_at(i)
        if place is not None and not self._goes_on(place[0]):
            return Noun(i, self._more_places(place[0]), "country", place[1])
        return self._run(i)

    def next_title(self, i: int) -> bool:
        """Whether a title begins at token i: modifiers and a head."""
        page = self._page
        if page.key(i) in _ARTICLES:
            i += 1
        place = page.country_at(i)
        if place is not None:
            i = place[0]
        elif page.acronym(i):
            i += 1
        for k in range(i, i + 6):
            mark = page.mark(k)
            if k > i and self._rank(k):
                return False
            if mark & HEAD and page.up(k):
                return not mark & PORTFOLIO or page.key(k + 1) in ("of", "for", "general")
            if not mark & (MODIFIER | PORTFOLIO) or not page.up(k):
                return False
        return False

    def _goes_on(self, i: int) -> bool:
        """Whether a capitalised word of portfolios or bodies follows: 'the Swiss | Agency'."""
        page = self._page
        if not page.up(i):
            return False
        mark = page.mark(i)
        if mark & (PORTFOLIO | BODY | UNIT) and (mark & BODY or not mark & HON_START):
            return True
        return page.name_like(i) and self._ends_in_body(i)

    def _ends_in_body(self, i: int) -> bool:
        page = self._page
        for k in range(i, i + 5):
            mark = page.mark(k)
            other = mark & (HON_START | FUNCTION | VERB) and not mark & (BODY | PORTFOLIO)
            if other or not page.up(k):
                return False
            if page.mark(k) & BODY:
                return True
        return False

    def _acronym_behind(self, i: int) -> int:
        page = self._page
        if page.key(i) == "(" and page.key(i + 2) == ")" and page.up(i + 1) and len(page.scan.words[i + 1]) <= 9:
            shape = page.scan.shapes[i + 1]
            if shape & CAPS or any(c.isupper() for c in page.scan.words[i + 1][1:]):
                return i + 3
        return i

    def _run(self, first: int) -> Noun | None:
        """Words of a portfolio or a body, their lists and what they are of."""
        page = self._page
        i = first
        country: str | None = None
        while i < min(first + _LONGEST, page.scan.size):
            step = self._step(first, i)
            if step <= i:
                break
            i = step
        if i == first:
            return None
        place = page.country_at(first)
        if place is not None:
            country = place[1]
        kind = self._kind(first, i)
        end = self._acronym_behind(i) if kind in ("body", "unit") else i
        place = page.place_at(end) if kind == "body" else None
        if place is not None and place[1] is not None and not page.up(place[0]):
            return Noun(first, place[0], kind, place[1])
        if kind in ("body", "unit") and page.key(end) == "of":
            tail = page.country_at(end + 2 if page.key(end + 1) == "the" else end + 1)
            if tail is not None and not self._goes_on(tail[0]):
                return Noun(first, self._more_places(tail[0]), kind, tail[1])
        return Noun(first, end, kind, country)

    def _more_places(self, i: int) -> int:
        """Behind 'and the Caribbean' after a place."""
        page = self._page
        while page.key(i) in _AND:
            place = page.country_at(i + 2 if page.key(i + 1) == "the" else i + 1)
            if place is None or self._goes_on(place[0]):
                break
            i = place[0]
        return i

    def _kind(self, first: int, end: int) -> str:
        page = self._page
        head = first
        while head < end and page.key(head) not in _INNER and page.key(head) != ",":
            head += 1
        words = [k for k in range(first, head) if page.scan.shapes[k] & WORD and page.key(k) not in _AND]
        if not words:
            return "name"
        lead, last = page.mark(words[0]), page.mark(words[-1])
        if (lead | last) & UNIT:
            return "unit"
        if (lead & GOVERNMENT or last & BODY) and (page.up(words[-1]) or lead & GOVERNMENT):
            return "body"
        if page.acronym(words[0]) and len(words) == 1:
            return "body"
        return "portfolio" if any(page.mark(k) & (PORTFOLIO | BODY) for k in words) else "name"

    def _step(self, first: int, i: int) -> int:
        """The token behind the next piece of the run at token i, or i where the run ends."""
        page = self._page
        key, mark = page.key(i), page.mark(i)
        if page.scan.shapes[i] & POSSESSIVE and i > first and page.mark(i - 1) & PORTFOLIO and page.up(i + 1):
            return i + 1 if page.mark(i + 1) & PORTFOLIO and not _only_head(page.mark(i + 1)) else i
        if key in _AND and i > first:
            return self._after_and(i)
        if key in (",", "/") and i > first:
            return self._after_comma(i)
        if key in _INNER and i > first:
            return self._after_preposition(first, i)
        if page.scan.shapes[i] & NUMBER or not page.scan.shapes[i] & WORD:
            return i
        if page.up(i):
            return self._capital(first, i)
        lower_ok = mark & PORTFOLIO or (mark & UNIT and i == first)
        return i + 1 if lower_ok and not _only_head(mark) else i

    def _capital(self, first: int, i: int) -> int:
        page = self._page
        mark = page.mark(i)
        if (mark & HEAD and not mark & (PORTFOLIO | BODY)) or self._rank(i) or page.key(i + 1) in _RELEASES:
            return i
        if i > first and mark & MODIFIER and self._modified_head(i):
            return i
        if mark & (PORTFOLIO | BODY | UNIT):
            if mark & ALSO_NAME and i > first and page.name_like(i + 1) and not mark & BODY:
                return i
            return i + 1
        if self._ends_in_body(i) and not self._person_before_body(first, i):
            return i + 1
        if i == first:
            return self._unknown(i)
        if page.mark(i - 1) & PORTFOLIO and page.name_like(i) and page.key(i + 1) in _AND and page.up(i + 2):
            return i + 1 if page.mark(i + 2) & PORTFOLIO and not self.next_title(i + 2) else i
        inner = any(page.key(k) in ("for", "on") for k in range(first, i))
        if inner and page.mark(i - 1) & PORTFOLIO and page.name_like(i) and page.key(i + 1) == "of":
            return i + 1
        return i + 1 if page.acronym(i) and page.mark(i - 1) & BODY else i

    def _modified_head(self, i: int) -> bool:
        """'Minister for Small Business | Federal Member': modifiers and a head, without a conjunction before."""
        page = self._page
        k = i
        while page.mark(k) & MODIFIER and page.up(k) and k < i + 4:
            k += 1
        return page.up(k) and bool(page.mark(k) & HEAD) and not page.mark(k) & PORTFOLIO

    def _rank(self, i: int) -> bool:
        """Whether a rank begins at token i: 'Commander of the Air Force | Air Marshal'."""
        page = self._page
        if not page.mark(i) & HON_START:
            return False
        for n in (3, 2):
            if page.lexicon.address.get(tuple(page.scan.keys[i : i + n]), 0) & RANK:
                return True
        alone = page.lexicon.address.get((page.key(i),), 0) & RANK
        return bool(alone) and page.name_like(i + 1) and not page.mark(i) & BODY

    def _person_before_body(self, first: int, i: int) -> bool:
        """Whether portfolio words stand before an unknown word: the run has ended, a name has begun."""
        page = self._page
        if i == first or not page.mark(i - 1) & PORTFOLIO or page.mark(i - 1) & BODY:
            return False
        return page.name_like(i) and page.name_like(i + 1)

    def _unknown(self, i: int) -> int:
        """A word of no known kind at the start of the run: a place, or one word where a name follows."""
        page = self._page
        place = page.place_at(i)
        if place is not None:
            return place[0]
        if page.acronym(i):
            return i + 1
        if page.mark(i) & (HON_START | STOP):
            return i
        end = i
        while page.name_like(end) and not page.scan.shapes[end] & INITIAL and end < i + 6:
            if page.country_at(end) is not None:
                break
            end += 1
        if (
            end < i + 3
            or page.key(end) == ")"
            or (page.key(i - 1) == "the" and page.key(end) == ",")
            or page.key(end) in ("and", "&")
        ):
            return max(end, i)
        return i + 1

    def _after_and(self, i: int) -> int:
        page = self._page
        if self.next_title(i + 1):
            return i
        j = i + 2 if page.key(i + 1) in ("the", "for") else i + 1
        mark = page.mark(j)
        if mark & HON_START and not mark & PORTFOLIO:
            return i
        if mark & (PORTFOLIO | BODY | UNIT) and not _only_head(mark) and page.up(j) == page.up(i - 1):
            if page.up(j) and mark & ALSO_NAME and page.name_like(j + 1):
                return i
            return j + 1
        if page.up(j) and page.name_like(j) and self._ends_in_body(j) and page.mark(i - 1) & BODY:
            return j + 1
        if page.name_like(j) and page.key(j + 1) == "of" and page.mark(i - 1) & PORTFOLIO:
            return j + 1
        if page.name_like(j) and not page.name_like(j + 1) and page.mark(j + 1) & PORTFOLIO and page.up(j + 1):
            return j + 2
        place = page.country_at(j)
        if place is not None and page.place_before(i, max(0, i - 4)) is not None:
            return place[0]
        if place is not None and page.mark(i - 1) & PORTFOLIO and page.up(place[0]) and page.mark(place[0]) & PORTFOLIO:
            return place[0] + 1
        return i

    def _after_comma(self, i: int) -> int:
        """A list of portfolios that ends in 'and': 'Economic Growth, Energy, and the Environment'."""
        page = self._page
        if page.key(i) == "/":
            return i + 2 if page.mark(i + 1) & PORTFOLIO and page.up(i + 1) else i
        j = i
        for _ in range(8):
            k = j + 1
            last = page.key(k) in _AND
            k += last
            k += page.key(k) == "the"
            if self.next_title(k):
                return i
            n = k
            while page.mark(n) & PORTFOLIO and page.up(n) and not _only_head(page.mark(n)):
                n += 1
            if n == k:
                return i
            if last or (page.key(n) in _AND and self._after_and(n) > n):
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
        if place is not None and page.key(i) == "to" and page.key(i - 1) in _POSTED:
            return place[0]
        if place is not None and not self._goes_on(place[0]):
            return i
        kind = self._kind(first, i)
        if kind == "portfolio" and mark & GOVERNMENT and not mark & PORTFOLIO:
            return i
        if page.key(i) == "of" or kind in ("body", "unit"):
            if (
                mark & (PORTFOLIO | BODY)
                and not _only_head(mark)
                and (page.up(j) or page.key(i) in ("of", "for", "on"))
            ):
                if kind == "unit" and mark & GOVERNMENT:
                    return i
                return j + 1
            if page.name_like(j) and self._ends_in_body(j) and kind != "unit":
                return j + 1
            if kind == "body" and page.name_like(j) and page.key(i) in ("of", "for"):
                return self._unknown(j)
        return i


def _only_head(mark: int) -> bool:
    """Whether a word heads a title and is no portfolio ('justice' is both)."""
    return bool(mark & HEAD) and not mark & PORTFOLIO
