"""Reads what stands behind a name: 'Jr.', 'MP', 'PhD', decorations."""

from __future__ import annotations

from ...values import Span
from .lexicon import LETTERS, SUFFIX
from .page import Page
from .person import GENERATION, Person
from .scan import CAPS, INITIAL, QUOTES


class SuffixReader:
    """Extends persons to the right."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def read(self, person: Person) -> None:
        """'Jr.' goes with the name; 'SC', 'MP', 'AO' stand behind it."""
        page = self._page
        letters: list[Span] = []
        k = person.stop
        if page.key(k) in QUOTES and page.up(k + 1) and page.key(k + 2) in QUOTES:
            k += 3
        while True:
            n = k + 1 if page.key(k) == "," else k
            mark, key = page.mark(n), page.key(n).replace(".", "")
            decoration = n > k and page.scan.words[n].count(".") >= 2 and page.country_at(n) is None
            if decoration:
                k = n + 1
                continue
            if not mark & (SUFFIX | LETTERS) or not page.up(n):
                break
            if key in GENERATION:
                k = n + 1
                if page.key(k) == "." and key in ("jr", "sr"):
                    k += 1
                person.stop = k
            elif page.scan.shapes[n] & (CAPS | INITIAL) or key in ("phd", "esq", "retd", "md"):
                k = n + 1
                if mark & LETTERS:
                    letters.append(page.scan.span(n, n + 1))
                if page.key(k) == "." and key in ("esq", "retd", "phd", "md"):
                    k += 1
            else:
                break
        person.end = k
        person.letters = tuple(letters)
