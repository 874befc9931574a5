"""Reads what stands behind a name: 'Jr.', 'MP', 'PhD', decorations."""

from __future__ import annotations

from ...values import Span
from .lexicon import LETTERS, SUFFIX
from .page import Page
from .person import GENERATION, Person
from .scan import CAPS, INITIAL, QUOTES

_RETIRED = frozenset(("retd", "rtd", "ret", "ret'd", "retired", "r"))
_LOWER = ("mni", "psc", "fdc", "awc", "fwc", "ndu")
"""Letters for courses of staff colleges, which are written in lower case."""


class SuffixReader:
    """Extends persons to the right."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def read(self, person: Person) -> None:
        """'Jr.' goes with the name; 'SC', 'MP', 'AO' stand behind it."""
        page = self._page
        k = person.stop
        if not self._goes_on(k):  # as behind most names
            person.end = k
            return
        letters: list[Span] = []
        if page.key(k) in QUOTES and page.up(k + 1) and page.key(k + 2) in QUOTES:
            k += 3
        while True:
            n = k + 1 if page.key(k) == "," else k
            mark, key = page.mark(n), page.key(n).replace(".", "")
            if (behind := self._retired(k)) > k:
                k = behind
                continue
            decoration = n > k and page.scan.word(n).count(".") >= 2 and page.country_at(n) is None
            if decoration:
                k = n + 1
                continue
            if not mark & (SUFFIX | LETTERS) or not (page.up(n) or (n > k and key in _LOWER)):
                break
            if key in GENERATION:
                k = n + 1
                if page.key(k) == "." and key in ("jr", "sr"):
                    k += 1
                person.stop = k
            elif page.scan.shapes[n] & (CAPS | INITIAL) or key in ("phd", "esq", "retd", "md", *_LOWER):
                k = n + 1
                if mark & LETTERS:
                    letters.append(page.scan.span(n, n + 1))
                if page.key(k) == "." and key in ("esq", "retd", "phd", "md"):
                    k += 1
            else:
                break
        person.end = k
        person.letters = tuple(letters)

    def _retired(self, k: int) -> int:
        """Behind '(Retd.)' at token k; k where there is none."""
        page = self._page
        if page.key(k) != "(" or page.key(k + 1).rstrip(".") not in _RETIRED:
            return k
        n = k + 2 + (page.key(k + 2) == ".")
        return n + 1 if page.key(n) == ")" else k

    def _goes_on(self, k: int) -> bool:
        """Whether a suffix can stand at token k, or behind the comma there."""
        page = self._page
        key = page.key(k)
        if key == ",":
            return bool(page.mark(k + 1) & (SUFFIX | LETTERS)) or "." in page.scan.word(k + 1)
        return bool(page.mark(k) & (SUFFIX | LETTERS)) or key in QUOTES or self._retired(k) > k
