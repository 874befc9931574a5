"""Finds titles: a head with its modifiers, and by other readers what stands before and behind them."""

from __future__ import annotations

from .complements import ComplementReader
from .lexicon import (
    ABBREVIATION,
    ALSO_NAME,
    BEFORE,
    BODY,
    COUNTERPART,
    GOVERNMENT,
    HEAD,
    HON_START,
    HONORIFIC,
    LETTERS,
    MODIFIER,
    ORDINARY,
    PASSING,
    PLACE_START,
    PLURAL,
    PORTFOLIO,
    RANK,
    REJECT_START,
    STOP,
    UNIT,
)
from .owners import OwnerReader
from .page import Page
from .phrases import PhraseReader
from .scan import CAPS, INITIAL, POSSESSIVE, WORD
from .title import HeadReader, Title

_FIRST = frozenset(("lady", "ladies", "gentleman", "gentlemen"))
"""Heads of a title behind 'First' only."""
_LONGEST_BODY = 6
_AUXILIARIES = frozenset(("will", "would", "to", "may", "can", "could", "should", "also", "jointly"))
_KEEP_LOWER = frozenset(("acting", "deputy", "vice", "former", "ex", "interim", "co", "assistant", "shadow"))


class TitleReader:
    """Finds all titles of a page."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._phrases = PhraseReader(page)
        self._heads = HeadReader(page)
        self._complements = ComplementReader(page)
        self._owners = OwnerReader(page)
        self._lexicon = page.lexicon
        self._shortened = frozenset(page.lexicon.titles.shortened)
        self._surnames = frozenset(page.lexicon.titles.surnames)

    def read(self) -> list[Title]:
        """Titles in text order, without overlaps."""
        page = self._page
        titles: list[Title] = []
        floor = 0
        for i in page.scan.titular:
            if i < floor:
                continue
            title = self._title(i, floor)
            if title is not None:
                owner = titles[-1] if titles else None
                if (
                    owner is not None
                    and page.scan.shapes[title.start - 1] & POSSESSIVE
                    and owner.end == title.start - 1
                ):
                    title.first, title.definite = owner.first, True
                    titles.pop()
                titles.append(title)
                floor = title.end
        return titles

    def _title(self, i: int, floor: int) -> Title | None:
        page = self._page
        mark = page.mark(i)
        if mark & ABBREVIATION and not mark & HEAD and not self._abbreviated(i):
            return None
        if not page.up(i) and page.key(i - 1) in _AUXILIARIES:
            return None
        if mark & LETTERS and not self._office_of_letters(i):
            return None
        if page.scan.word(i) in ("charge", "charges") and not page.key(i + 1).startswith("d"):
            return None
        if mark & COUNTERPART:
            return self._counterpart(i, floor)
        if page.key(i) in _FIRST and page.key(i - 1) not in ("first", "second"):
            return None
        behind = page.key(i - 1) in (",", "(") or (page.mark(i - 1) & (HEAD | MODIFIER) == HEAD and page.up(i - 1))
        if page.key(i) == "chief" and behind and page.up(i) and page.name_like(i + 1):
            return None  # a chief by birth: a form of address behind another title
        if mark & ALSO_NAME and page.up(i) and self._addressed(i):
            return None
        if mark & ALSO_NAME and page.up(i) and self._is_surname(i):
            return None
        head = self._heads.last_head(i)
        if self._rejected(i, head):
            return None
        start = self._outside_body(self._start(i, floor), i, floor)
        stop = self._heads.posts(head)
        if stop - start > 1 and page.lexicon.address.get(tuple(page.scan.keys[start:stop]), 0) & RANK:
            return None
        title = Title(start, start, stop, stop, head, bool(page.mark(head) & PLURAL))
        title.weak = bool(page.mark(head) & ORDINARY) and not page.up(head)
        self._complements.read(title)
        owned = page.mark(title.end + 1) & (BODY | UNIT) and page.up(title.end + 1)
        if page.scan.shapes[title.end] & POSSESSIVE and owned and not title.complements:
            return None
        self._owners.read(title, floor)
        if self._addressed(title.start) and not page.name_like(title.end):
            return None
        if page.mark(title.first - 1) & BEFORE and page.key(title.first - 1) != "late":
            return None
        return title

    def _abbreviated(self, i: int) -> bool:
        """'SMS Tan', 'PM of Fiji', in capitals only."""
        page = self._page
        goes_on = page.key(i + 1) in ("of", "for", "(", ",", "and") or page.mark(i + 1) & (HON_START | MODIFIER)
        spelt = page.scan.shapes[i] & CAPS or page.scan.word(i) in self._lexicon.titles.abbreviations
        return bool(spelt and (goes_on or page.name_like(i + 1) or page.mark(i + 1) & ALSO_NAME))

    def _office_of_letters(self, i: int) -> bool:
        """'the MP for Kent', 'Labor MP Jane Doe'; not the letters behind 'Jane Doe MP'."""
        page = self._page
        return page.key(i + 1) == "for" or (page.name_like(i + 1) and not page.name_like(i - 1))

    def _addressed(self, i: int) -> bool:
        """'Mr. | Prince Adeyemi': a name, not a title."""
        page = self._page
        k = i - 1 - (page.key(i - 1) == ".")
        return page.up(k) and page.lexicon.address.get((page.key(k),), 0) & HONORIFIC != 0

    def _is_surname(self, i: int) -> bool:
        """'Lauren J. | King, of Ohio', 'Stephen | King': what heads a title ends a name here."""
        page = self._page
        k = i - 1 - (page.key(i - 1) == ".")
        named = page.name_like(k) and page.country_at(k) is None
        initial = bool(page.scan.shapes[k] & INITIAL) and page.name_like(k - 1)
        if page.key(i) in self._surnames and page.name_like(i + 1) and page.country_at(i + 1) is None:
            styled = page.key(k - 1) in ("his", "her", "your")  # 'His Holiness | Pope A B'
            return (initial or named) and not styled and not page.acronym(k) and page.mark(k - 1) & PLACE_START == 0
        return (initial or named) and page.key(i + 1) in (",", ".", ")", "said") and not page.acronym(k)

    def _counterpart(self, i: int, floor: int) -> Title | None:
        title = Title(i, i, i + 1, i + 1, i, self._page.key(i).endswith("s"), counterpart=True)
        self._owners.read(title, floor)
        return title if title.definite or title.country else None

    def _rejected(self, i: int, head: int) -> bool:
        page = self._page
        for k in range(max(0, i - 3), head + 1):
            found = self._lexicon.rejects.at(page.scan.keys, k) if page.marks[k] & REJECT_START else None
            if found is not None and found[0] > i:
                return True
        following = page.mark(head + 1)
        if page.up(head) and page.up(head + 1) and following & (BODY | STOP) and not following & ALSO_NAME:
            return bool(following & BODY) and not following & (HEAD | MODIFIER) and page.key(head + 1) != "general"
        return False

    def _start(self, i: int, floor: int) -> int:
        """First token of the modifiers before the head at token i."""
        page = self._page
        start = i
        while start > floor:
            k = start - 1
            mark = page.mark(k)
            if page.up(k) and page.up(k - 1) and self._ends_a_name(k, floor):
                break
            if (
                mark & BODY
                and page.up(k)
                and page.up(k - 1)
                and page.mark(k - 1) & (PORTFOLIO | MODIFIER)
                and start == i
            ):
                break  # 'Welfare Administration | Administrator': a body stands before
            if page.scan.shapes[k] & WORD and mark & (MODIFIER | PORTFOLIO) and not mark & PASSING:
                same = page.up(k) == page.up(i)
                kept = page.key(k) in _KEEP_LOWER
                if same or kept or (page.up(k) and mark & MODIFIER and not page.up(i)):
                    start = k
                    continue
            if page.key(k) in ("and", "&") and self._two_portfolios(k, floor):
                start = k - 1
                continue
            owner = page.scan.shapes[k] & POSSESSIVE and k > floor
            if owner and page.up(k - 1) and self._ends_a_name(k - 1, floor):
                break
            if page.key(k) == "." and page.key(k - 1) in self._shortened and page.up(k - 1) == page.up(i):
                start = k - 1
                continue
            if start < i and page.key(start) == "affairs" and page.acronym(k):
                start = k
                continue
            if owner and page.mark(k - 1) & GOVERNMENT and page.up(k - 1):
                break
            if page.scan.shapes[k] & POSSESSIVE and k > floor and page.mark(k - 1) & PORTFOLIO and start < i:
                start = k - 1
                continue
            break
        return start

    def _ends_a_name(self, k: int, floor: int) -> bool:
        """Whether token k is the last of a known name of several words: 'United | Nations'."""
        page = self._page
        for first in range(max(floor, k - 4), k):
            if page.lexicon.bodies.is_one(page.scan.keys, first, k + 1):
                return True
            place = page.country_at(first)
            if place is not None and place[0] == k + 1:
                return True
        return False

    def _outside_body(self, start: int, i: int, floor: int) -> int:
        """'Ministry of Foreign and European Affairs | Director': a body before keeps its own words."""
        page = self._page
        if start == i or page.key(start - 1) not in ("of", "and", "&", "for", "on"):
            return start
        for k in range(max(floor, start - _LONGEST_BODY), start):
            known = page.body_at(k)
            if known is not None and start < known[0] <= i:
                return known[0]
        for k in range(start - 2, max(floor, start - 8) - 1, -1):
            if page.mark(k) & GOVERNMENT and page.up(k) and page.key(k + 1) in ("of", "for"):
                noun = self._phrases.noun(k)
                several = i - start > 1 and page.mark(start) & PORTFOLIO
                if several and noun is not None and noun.end == start - 1 and page.key(noun.end) in ("and", "&"):
                    return i  # the words behind 'and' are of the body, not of the office
                return noun.end if noun is not None and start < noun.end <= i else start
        return start

    def _two_portfolios(self, k: int, floor: int) -> bool:
        """Whether 'and' at token k joins two portfolios before a head: 'Foreign and Trade Minister'."""
        page = self._page
        left, right = page.mark(k - 1), page.mark(k + 1)
        if (
            k - 1 < floor
            or self._ends_a_name(k - 1, floor)
            or not page.up(k - 1)
            or not left & PORTFOLIO
            or left & HEAD
            or not right & PORTFOLIO
        ):
            return False
        before = page.key(k - 2)
        return before not in ("of", "for", "and", ",")
