"""Tells which words of no known kind end a portfolio or the name of a body, by what stands around them."""

from __future__ import annotations

from .ahead import AND, INNER
from .lexicon import ALSO_NAME, BODY, FUNCTION, GOVERNMENT, HEAD, HON_START, MODIFIER, PLACE_START, PORTFOLIO, VERB
from .page import Page
from .scan import CAPS

_CONSTITUENCIES = frozenset(("grc", "smc"))
_OF_MEMBERS = frozenset(
    ("federation", "association", "college", "union", "confederation", "chamber", "society", "network", "alliance")
)
_NO_MEMBERS = frozenset(("officials", "delegates", "talks", "news"))
_LONGEST_OFFICE = 10


class TailReader:
    """Answers questions about the token at which a run may end; changes nothing."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def last_of_body(self, first: int, i: int) -> bool:
        """'Office of Minority Economic | Uplift,': one unknown word that ends the name of a body before a comma."""
        page = self._page
        if self._members(first, i):
            return True
        if not page.mark(first) & GOVERNMENT or not page.mark(i - 1) & PORTFOLIO or page.mark(i - 1) & BODY:
            return False
        return (
            page.key(i + 1) == ","
            and not page.scan.shapes[i] & CAPS
            and page.name_like(i)
            and page.country_at(i) is None
        )

    def _members(self, first: int, i: int) -> bool:
        """'College of Coastal | Midwives', 'Federation of Timber | Exporters': who the members of a body are."""
        page = self._page
        if page.key(first) not in _OF_MEMBERS or page.key(first + 1) not in ("of", "for") or i < first + 3:
            return False
        word = page.up(i) and page.key(i).endswith("s") and not page.scan.shapes[i] & CAPS
        other = page.mark(i) & (VERB | FUNCTION | HEAD | HON_START | PLACE_START)
        before = page.mark(i - 1) & PORTFOLIO and not page.mark(i - 1) & BODY
        return bool(word and before and not other and not page.up(i + 1) and page.key(i) not in _NO_MEMBERS)

    def last_of_office(self, first: int, i: int) -> bool:
        """'the Director of Humanitarian | Uplift, A B': no surname, since an article stands before the office."""
        page = self._page
        if not page.mark(i - 1) & PORTFOLIO or not page.name_like(i) or page.key(i + 1) != ",":
            return False
        return page.country_at(i) is None and self.of_the_office(first, i)

    def of_the_office(self, first: int, i: int) -> bool:
        """Whether a name follows the comma behind token i, and an article stands before the office."""
        page = self._page
        named = page.mark(i + 2) & HON_START or (page.name_like(i + 2) and page.name_like(i + 3))
        if not named or page.key(i) in page.scan.lower:
            return bool(named)
        k = first - 1
        while (
            k > first - _LONGEST_OFFICE
            and page.key(k) != "the"
            and (page.up(k) or page.key(k) in INNER or page.key(k) in AND)
        ):
            k -= 1
        return page.key(k) == "the"

    def portfolio_follows(self, i: int) -> bool:
        """Whether token i is a word of portfolios and of nothing else, with no name behind it."""
        page = self._page
        mark = page.mark(i)
        sure = mark & PORTFOLIO and not mark & (HEAD | ALSO_NAME | MODIFIER | HON_START)
        return bool(sure) and page.up(i) and not page.name_like(i + 1)

    def person_before_body(self, first: int, i: int) -> bool:
        """Whether portfolio words stand before an unknown word: the run has ended, a name has begun."""
        page = self._page
        if i == first or not page.mark(i - 1) & PORTFOLIO or page.mark(i - 1) & BODY:
            return False
        return page.name_like(i) and page.name_like(i + 1)

    def people_of(self, i: int) -> bool:
        """'Minister for Overseas | Holmians', 'Member for Marine | Parade | GRC': what else can end a run."""
        page = self._page
        if page.key(i) in _CONSTITUENCIES or (page.name_like(i) and page.key(i + 1) in _CONSTITUENCIES):
            return True
        people = page.mark(i) & PLACE_START and page.mark(i - 1) & PORTFOLIO and page.key(i).endswith("s")
        return bool(people) and page.lexicon.country_table.by_demonym(page.scan.word(i)) is not None

    def overseas(self, j: int, end: int) -> bool:
        """'Commission on | Holmians | Overseas': the people of a country as what a body is for."""
        page = self._page
        people = page.key(j).endswith("s") and page.lexicon.country_table.by_demonym(page.scan.word(j)) is not None
        return people and page.up(end) and bool(page.mark(end) & PORTFOLIO)
