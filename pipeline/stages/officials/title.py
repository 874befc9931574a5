"""A title in tokens, and the words that heads and posts are told by."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicon import ALSO_NAME, HEAD, MODIFIER, PORTFOLIO, POST
from .page import Page
from .phrases import Noun
from .scan import WORD


@dataclass(slots=True)
class Title:
    """A title in tokens. The whole phrase is [first, end), the title itself [start, stop).

    `body` are the tokens of its organisation, `country` the code that the phrase itself names, with `basis`.
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
        return (self.singular(head), self.singular(k)) in (("minister", "president"), ("president", "minister"))

    def singular(self, head: int) -> str:
        """'Vice-Ministers' gives 'minister'."""
        key = self._page.key(head)
        return self._lexicon.singular.get(key, key).split("-")[-1]

    def posts(self, head: int) -> int:
        """End token of the head with the words that go with it: 'Secretary | General'."""
        page = self._page
        i = head + 1
        if page.key(i) == "general" and self.singular(head) in self._generals and page.up(i) == page.up(head):
            i += 1
        if page.key(i) in ("-", "–") and page.key(i + 1) in ("designate", "elect"):
            i += 2
        while page.mark(i) & POST and (page.up(i) == page.up(head) or not page.up(i)):
            i += 1
            if page.key(i) == "and" and page.mark(i + 1) & POST:
                i += 1
        if page.key(i) == "in" and page.key(i + 1) in ("chief", "charge", "office"):
            i += 2
        if (page.key(i), page.key(i + 1)) in (("ad", "interim"), ("pro", "tempore")):
            i += 2
        elif [page.key(k) for k in range(i, i + 4)] == ["a", ".", "i", "."]:
            i += 4
        return i
