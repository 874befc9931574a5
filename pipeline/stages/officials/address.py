"""Reads forms of address before a name: honorifics, styles, ranks, in any number and order."""

from __future__ import annotations

from dataclasses import dataclass

from ...values import Span
from .lexicon import HON_START, PARTICLE, RANK, STYLE
from .page import Page
from .scan import BREAK, WORD

_LONGEST = 24
"""Tokens that forms of address before a name take up, at most."""
_SHORT = ("u", "ko", "he", "sr", "er", "fr", "pu", "bu", "ir")


@dataclass(slots=True)
class Address:
    """Forms of address in tokens [first, end), with the characters of the honorific and of a rank."""

    end: int
    first: int
    honorific: Span | None = None
    style: bool = False
    rank: Span | None = None


class AddressReader:
    """Reads forms of address from a token on."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._address = page.lexicon.address

    def read(self, i: int) -> Address:
        """Forms of address from token i on: 'Hon. (Prof.)', 'H.E. Mr', 'Lieutenant General'."""
        page = self._page
        found = Address(i, i)
        k = i
        if not page.mark(k) & HON_START and page.key(k) not in ("the", "("):
            return found
        if page.key(k) == "the" and self._address_at(k + 1) is not None:
            k += 1
        while k < min(i + _LONGEST, page.scan.size):
            if k > i and page.key(k) == "the" and self._address_at(k + 1) is not None:
                k += 1
            bracket = page.key(k) == "("
            hit = self._address_at(k + bracket)
            if hit is None or page.country_at(k) is not None or (bracket and page.key(hit[0]) != ")"):
                break
            end, flag = hit
            if not self._precedes_name(end + bracket):
                break
            found.style = found.style or bool(flag & STYLE)
            lead = found.honorific[0] if found.honorific else page.scan.starts[i]
            if flag & RANK:
                found.rank = page.scan.span(k, end)
            found.honorific = (lead, page.scan.end(end - 1 + bracket))
            k = end + bracket
            if flag & RANK and not bracket:
                k = self._service(k)
            found.end = k
        return found

    def _service(self, k: int) -> int:
        """Behind the service of a rank: 'Brigadier General (Pol.) | A B', 'General PNP | A B'; k without one."""
        page = self._page
        if page.key(k) == "(" and page.up(k + 1) and 3 <= len(page.key(k + 1)) <= 6:
            n = k + 2 + (page.key(k + 2) == ".")
            known = self._address_at(k + 1) is not None or page.country_at(k + 1) is not None
            return n + 1 if page.key(n) == ")" and page.name_like(n + 1) and not known else k
        letters = page.acronym(k) and 3 <= len(page.key(k)) <= 5 and page.scan.word(k).isalpha()
        named = page.name_like(k + 1) and page.name_like(k + 2)
        return k + 1 if letters and named and page.body_at(k) is None else k

    def before(self, end: int) -> Span | None:
        """Characters of a style that ends straight before token `end`: 'H.E. | Ambassador'."""
        page = self._page
        if end < 1 or not (page.up(end - 1) or page.key(end - 1) == "."):
            return None
        for first in range(max(0, end - 5), end):
            if not page.marks[first] & HON_START:
                continue
            hit = self._address_at(first)
            if hit is not None and hit[0] == end and hit[1] & STYLE:
                return page.scan.starts[first], page.scan.end(end - 1)
        return None

    def _precedes_name(self, k: int) -> bool:
        """Whether token k can go on after a form of address."""
        page = self._page
        if page.scan.shapes[k] & BREAK if k < page.scan.size else True:
            return k + 1 < page.scan.size and page.up(k + 1) and self._page.scan.soft_break(k)
        if page.key(k) == "the" and self._address_at(k + 1) is not None:
            return True
        return page.up(k) or page.key(k) == "(" or bool(page.mark(k) & PARTICLE) or page.glottal(k)

    def _address_at(self, k: int) -> tuple[int, int] | None:
        """End token and kind of the longest form of address at token k, full stops included."""
        page = self._page
        if not page.marks[k] & HON_START:
            return None
        if not page.up(k) and page.key(k) not in ("the", "his", "her", "your", "their"):
            return None
        second = page.lexicon.behind_first.get(page.key(k))
        if second is not None and page.key(k + 1) not in second and not self._in_pieces(k + 1):
            return None  # nearly every 'The'
        keys: list[str] = []
        ends: list[int] = []
        j = k
        longest = page.lexicon.longest_address.get(page.key(k).replace(".", "").split("-")[0], 0)
        while j < page.scan.size and len(keys) < longest and page.scan.shapes[j] & WORD:
            keys += page.key(j).replace(".", "").split("-")
            ends += [j + 1] * (len(keys) - len(ends) - 1)
            j += 1
            if page.key(j) == "." and len(keys[-1]) <= 5:
                j += 1
            ends.append(j)
        for n in range(len(keys), 0, -1):
            flag = self._address.get(tuple(keys[:n]))
            if flag is not None and page.up(ends[n - 1] - 1 if page.key(ends[n - 1] - 1) != "." else ends[n - 1] - 2):
                if n == 1 and page.scan.word(k) == "He" and page.key(k + 1) != ".":
                    return None  # 'Ms He Ting Ru': a surname, not 'H.E.'
                if n == 1 and len(keys[0]) <= 2 and keys[0] in _SHORT and not page.up(ends[0]):
                    return None
                return ends[n - 1], flag
        return None

    def _in_pieces(self, k: int) -> bool:
        """Whether token k is written with full stops or hyphens, or is a full stop."""
        key = self._page.key(k)
        return "." in key or "-" in key

    def is_style(self, k: int) -> bool:
        """Whether a style or rank begins at token k."""
        hit = self._address_at(k)
        if hit is None or not hit[1] & (STYLE | RANK):
            return False
        # inside a name 'Del', 'Sen' and 'Gen' are styles with their full stop only
        return hit[0] > k + 1 or len(self._page.key(k)) > 3 or self._page.key(k) == "hon"
