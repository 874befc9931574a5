"""Looks ahead in a phrase: does a title begin here, does this run end in a body, what kind of thing is it."""

from __future__ import annotations

from .lexicon import (
    BODY,
    FUNCTION,
    GOVERNMENT,
    HEAD,
    HON_START,
    MODIFIER,
    ORDINARY,
    PLURAL,
    PORTFOLIO,
    RANK,
    UNIT,
    VERB,
)
from .page import Page
from .scan import WORD

INNER = frozenset(("of", "for", "on", "to", "against", "in", "with"))
PROCESSES = frozenset(
    "process dialogue forum conference convention initiative compact programme table mechanism".split()
)
"""Words that end the name of what is chaired and is no body by its word."""
AND = frozenset(("and", "&"))
ARTICLES = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "my", "this"))
COMPASS = frozenset(
    ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper", "lower", "greater", "new")
)


class Ahead:
    """Answers questions about the tokens from one on; changes nothing."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def next_title(self, i: int) -> bool:
        """Whether a title begins at token i: modifiers and a head."""
        page = self._page
        if page.key(i) in ARTICLES:
            i += 1
        place = page.country_at(i)
        if place is not None:
            i = place[0]
        elif page.acronym(i):
            i += 1
        for k in range(i, i + 6):
            mark = page.mark(k)
            if k > i and self.rank(k):
                return False
            if mark & HEAD and page.up(k):
                if self.adjunct(k):
                    return False  # 'Immigration Advisers Authority'
                return not mark & PORTFOLIO or page.key(k + 1) in ("of", "for", "general")
            if not mark & (MODIFIER | PORTFOLIO) or not page.up(k):
                return False
        return False

    def adjunct(self, i: int) -> bool:
        """Whether the head of a title at token i only tells the kind of a body: 'Expert | Council'."""
        page = self._page
        if not page.mark(i) & HEAD or not page.up(i + 1) or page.mark(i + 1) & HEAD:
            return False
        kind = page.mark(i) & (PLURAL | ORDINARY)
        sure = page.mark(i) & PLURAL or not page.name_like(i + 2)
        return bool(kind and sure and page.mark(i + 1) & BODY)

    def goes_on(self, i: int) -> bool:
        """Whether a capitalised word of portfolios or bodies follows: 'the Swiss | Agency'."""
        page = self._page
        if not page.up(i):
            return False
        mark = page.mark(i)
        if mark & (PORTFOLIO | BODY | UNIT) and (mark & BODY or not mark & HON_START):
            return True
        return page.name_like(i) and self.ends_in_body(i)

    def ends_in_body(self, i: int) -> bool:
        """Whether the capitalised run from token i on reaches a word like 'Agency'."""
        page = self._page
        for k in range(i, i + 5):
            mark = page.mark(k)
            other = mark & (HON_START | FUNCTION | VERB) and not mark & (BODY | PORTFOLIO)
            if other or not page.up(k):
                return False
            if page.mark(k) & BODY:
                return True
        return False

    def kind(self, first: int, end: int) -> str:
        """What tokens [first, end) name: portfolio, body, unit, name."""
        page = self._page
        head = first
        while head < end and page.key(head) not in INNER and page.key(head) != ",":
            head += 1
        words = [k for k in range(first, head) if page.scan.shapes[k] & WORD and page.key(k) not in AND]
        if not words:
            return "name"
        lead, last = page.mark(words[0]), page.mark(words[-1])
        if (lead | last) & UNIT:
            return "unit"
        if (lead & GOVERNMENT or last & BODY) and (page.up(words[-1]) or lead & GOVERNMENT):
            return "body"
        if len(words) == 1:
            return "body" if page.acronym(words[0]) else self._kind_of_one(words[0])
        if page.key(words[-1]) in PROCESSES and page.up(words[-1]):
            return "body"
        return "portfolio" if any(page.mark(k) & (PORTFOLIO | BODY) for k in words) else "name"

    def _kind_of_one(self, i: int) -> str:
        return "portfolio" if self._page.mark(i) & (PORTFOLIO | BODY) else "name"

    def modified_head(self, i: int) -> bool:
        """'Minister for Small Business | Federal Member': modifiers and a head, without a conjunction before."""
        page = self._page
        k = i
        while page.mark(k) & MODIFIER and page.up(k) and k < i + 4:
            k += 1
        return page.up(k) and bool(page.mark(k) & HEAD) and not page.mark(k) & PORTFOLIO

    def rank(self, i: int) -> bool:
        """Whether a rank begins at token i: 'Commander of the Air Force | Air Marshal'."""
        page = self._page
        if not page.mark(i) & HON_START:
            return False
        for n in (3, 2):
            if page.lexicon.address.get(tuple(page.scan.keys[i : i + n]), 0) & RANK:
                return True
        alone = page.lexicon.address.get((page.key(i),), 0) & RANK
        return bool(alone) and page.name_like(i + 1) and not page.mark(i) & BODY


def only_head(mark: int) -> bool:
    """Whether a word heads a title and is no portfolio ('justice' is both)."""
    return bool(mark & HEAD) and not mark & PORTFOLIO
