"""Tells whether the body behind a title is a part of it: seats on boards, units, services, houses."""

from __future__ import annotations

from .lexicon import BODY, GOVERNMENT, HON_START, PLURAL, PORTFOLIO
from .page import Page
from .phrases import Noun, PhraseReader
from .title import HeadReader, Title

_FAR = frozenset(("abroad", "living", "residing", "overseas"))
_AWAY = frozenset(("overseas", "indigenous", "expatriate"))
_FEW = 3
"""Words of a field of work, at most, that ends like a body: 'Director of | Health Services'."""


class SeatReader:
    """Answers questions about a title and the phrase behind it."""

    def __init__(self, page: Page, phrases: PhraseReader, heads: HeadReader) -> None:
        """Read from `page`."""
        self._page = page
        self._phrases = phrases
        self._heads = heads
        self._lexicon = page.lexicon

    def of_board(self, title: Title, prep: str) -> bool:
        """'Chair of the Board of Governors | of NorthWorks': an unknown name behind a seat is that of the body."""
        seats = title.complements[:-1]
        return prep == "of" and bool(seats) and bool(self._page.mark(seats[-1].first) & BODY)

    def of_house(self, head: str, noun: Noun) -> bool:
        """'Director of Northworks': an unknown name is that of a body, behind heads of bodies, not of provinces."""
        if noun.kind != "name" or head not in self._lexicon.titles.owning or noun.end - noun.first > 3:
            return False
        return self._page.name_like(noun.first) and self._page.place_at(noun.first) is None

    def board_of_state(self, noun: Noun) -> bool:
        """'Board of Investment', a body of its own, unlike the 'Board of Directors' or 'of the Agency'."""
        page, k = self._page, noun.first
        of = page.key(k) == "board" and page.key(k + 1) == "of" and noun.end > k + 2
        return of and page.up(k + 2) and not page.mark(k + 2) & PLURAL

    def seat_end(self, noun: Noun) -> int:
        """Behind the city in which a body sits, where a name follows: 'the Office | at Geneva Ms. A B'."""
        page, k = self._page, noun.end
        if noun.kind != "body" or page.key(k) not in ("at", "in") or not page.up(k + 1) or page.body_at(k + 1):
            return k
        if page.country_at(k + 1) is not None:
            return k
        place = page.place_at(k + 1)
        end = place[0] if place is not None else k + 2
        told = place is not None or (page.key(k) == "at" and page.name_like(k + 1) and not page.acronym(k + 1))
        return end if told and (page.key(end) == "," or page.mark(end) & HON_START) else k

    def seat_on_board(self, title: Title, noun: Noun) -> Noun:
        """'Member of the Board | of the Agency', 'Chair of the Board of Trustees | of the Fund': the seat alone."""
        page = self._page
        keeps = self._lexicon.titles.keeps.get(self._heads.singular(title.head), ())
        if noun.kind != "body" or page.key(noun.first) not in keeps or page.key(noun.first + 1) != "of":
            return noun
        end = noun.first + 1
        if page.mark(end + 1) & PLURAL and page.key(end + 2) == "of":
            end += 2
        elif page.key(end + 1) not in ("the", "its", "our", "their"):
            return noun
        return noun._replace(end=end, kind="name") if page.key(end) == "of" and end < noun.end else noun

    def services_of_body(self, noun: Noun) -> bool:
        """'Markets and Services, Federal Administration': what the body that follows does, not a body itself."""
        page = self._page
        if page.key(noun.end) != "," or any(page.mark(k) & GOVERNMENT for k in range(noun.first, noun.end)):
            return False
        outer = self._phrases.noun(noun.end + 1)
        return (
            outer is not None
            and outer.kind == "body"
            and page.up(outer.first)
            and page.mark(noun.first) & PORTFOLIO != 0
        )

    def services_of_office(self, head: str, noun: Noun) -> bool:
        """'Undersecretary of | Migration Services': a portfolio that ends like a body, of an office of state."""
        page, data = self._page, self._lexicon.titles
        words = range(noun.first, noun.end)
        plain = page.key(noun.first - 1) == "of" and all(page.mark(k) & PORTFOLIO for k in words[:-1])
        if page.key(noun.end - 1) not in data.services or page.country_at(noun.first) is not None:
            return False
        if head not in data.ministerial and not (plain and len(words) <= _FEW):
            return False
        return page.body_at(noun.first) is None and not page.mark(noun.first) & GOVERNMENT and noun.end > noun.first + 1

    def unit_of_body(self, i: int) -> bool:
        """Whether a body follows token i, which the unit before it is of."""
        page = self._page
        if page.key(i) not in ("of", "at", "in", ","):
            return False
        noun = self._phrases.noun(i + 1)
        if noun is None or noun.kind not in ("body", "unit"):
            return False
        return page.key(i) != "," or (page.up(noun.first) and noun.kind == "body" and noun.end > noun.first + 1)

    def own_people(self, noun: Noun) -> str | None:
        """'Minister for Holmians Abroad', 'for Overseas Holmians': whose people these are."""
        page = self._page
        for k in range(noun.first, noun.end):
            place = page.country_at(k)
            if place is not None and (page.key(place[0]) in _FAR or page.key(k - 1) in _AWAY):
                return place[1]
        return None
