"""A title in tokens, and the words that heads and posts are told by."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicon import ALSO_NAME, BODY, HEAD, HON_START, MODIFIER, PORTFOLIO, POST, RANK
from .page import Page
from .phrases import Noun
from .scan import NUMBER, WORD

_NEW_GENERALS = ("general-designate", "general-elect")
_POST_OPENERS = frozenset(("general", *_NEW_GENERALS, "-", "–", "in", "at", "of", "ad", "pro", "a"))
"""What the words behind a head that go with it begin with, besides those that are posts by their flag."""
_WITH_MINISTER = ("president", "secretary", "counsellor", "counselor", "delegate")


@dataclass(slots=True)
class Title:
    """A title in tokens. The whole phrase is [first, end), the title itself [start, stop).

    `body` are the tokens of its organisation, `country` the code that the phrase itself names, with `basis`;
    `located`: the country is only told as where the office is held ('in', 'for').
    """

    first: int
    start: int
    stop: int
    end: int
    head: int
    plural: bool
    definite: bool = False
    indefinite: bool = False
    weak: bool = False
    counterpart: bool = False
    body: tuple[int, int] | None = None
    international: bool = False
    country: str | None = None
    basis: str | None = None
    located: bool = False
    countries: tuple[str, ...] = ()
    complements: list[Noun] = field(default_factory=list)


class HeadReader:
    """Finds the head of a run of titles and what stands straight behind it."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._lexicon = page.lexicon
        self._generals = frozenset(page.lexicon.titles.generals)

    def last_head(self, i: int) -> int:
        """'Chief | Financial | Officer': the last head of an unbroken run is the head."""
        page = self._page
        head = k = i
        while k + 1 < page.scan.size and k < i + 6:
            k += 1
            mark = page.mark(k)
            if not page.scan.shapes[k] & WORD or page.up(k) != page.up(i):
                break
            if mark & HON_START and self._lexicon.address.get(tuple(page.scan.keys[k : k + 2]), 0) & RANK:
                break  # 'Air Force Commander | Air Marshal'
            if mark & HEAD:
                if mark & ALSO_NAME and k == head + 1 and not page.mark(head) & MODIFIER:
                    break
                if not page.mark(head) & MODIFIER and not self._one_office(head, k):
                    break
                head = k
                continue
            if not mark & (MODIFIER | PORTFOLIO):
                break
            if page.key(k) == "general" and self.singular(head) in self._generals:
                break
        return head

    def _one_office(self, head: int, k: int) -> bool:
        """'Minister President': two heads that make one."""
        left, right = self.singular(head), self._page.key(k).split("-")[0]
        if self._page.mark(head) & PORTFOLIO and head + 1 == k and not self._page.mark(head) & ALSO_NAME:
            return True  # 'Justice Minister'
        return (left, right) in (("president", "minister"), *(("minister", post) for post in _WITH_MINISTER))

    def singular(self, head: int) -> str:
        """'Vice-Ministers' gives 'minister'."""
        key = self._page.key(head)
        parts = self._lexicon.singular.get(key, key).split("-")
        return parts[-2] if len(parts) > 1 and parts[-1] in ("designate", "elect") else parts[-1]

    def posts(self, head: int) -> int:
        """End token of the head with the words that go with it: 'Secretary | General'."""
        page = self._page
        i = head + 1
        if not page.mark(i) & POST and page.key(i) not in _POST_OPENERS:
            return i
        general = page.key(i) in ("general", *_NEW_GENERALS)
        if general and self.singular(head) in self._generals and page.up(i) == page.up(head):
            i += 1
        if page.key(i) in ("-", "–") and page.key(i + 1) in ("designate", "elect"):
            i += 2
        while page.mark(i) & POST and (page.up(i) == page.up(head) or not page.up(i)):
            i += 1
            if page.key(i) == "and" and page.mark(i + 1) & POST:
                i += 1
        if page.key(i) == "in" and page.key(i + 1) in ("chief", "charge", "office"):
            i += 2
        if page.key(i) == "at" and page.key(i + 1) == "large":
            i += 2
        i = self._fixed(head, i)
        if (page.key(i), page.key(i + 1)) in (("ad", "interim"), ("pro", "tempore")):
            i += 2
        elif page.key(i) == "a" and [page.key(k) for k in range(i, i + 4)] == ["a", ".", "i", "."]:
            i += 4
        return self._grade(i)

    def _fixed(self, head: int, i: int) -> int:
        """Behind 'of Mission', where that makes one title with the head and a body or country may follow."""
        page = self._page
        words = self._lexicon.titles.fixed.get(self.singular(head), ())
        named = page.key(i) in ("of", "in") and page.key(i + 1) in words and page.up(i + 1) == page.up(head)
        if not named:
            return i
        goes_on = page.up(i + 2) and page.mark(i + 2) & (PORTFOLIO | BODY) and not page.body_at(i + 2)
        return i if goes_on else i + 2

    def _grade(self, i: int) -> int:
        """Behind 'of the 2nd degree'."""
        page = self._page
        if page.key(i) != "of":
            return i
        k = i + 1 + (page.key(i + 1) == "the")
        counted = bool(page.scan.shapes[k] & NUMBER) or bool(page.mark(k) & MODIFIER)
        return k + 2 if counted and page.key(k + 1) in self._lexicon.titles.grades else i
