"""Reads brackets behind a title: a short form of it, its portfolio, or the country of who bears it."""

from __future__ import annotations

from .lexicon import HON_START, MODIFIER, PORTFOLIO
from .page import Page
from .scan import CAPS
from .title import Title


class BracketReader:
    """Looks at the bracket behind a title."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page

    def spells(self, title: Title) -> bool:
        """Whether the bracket behind the title only shortens it: 'Senior Minister of State (SMS)', unlike '(OE)'."""
        page = self._page
        short, caps = page.key(title.stop + 1), page.scan.shapes[title.stop + 1] & CAPS
        initials = "".join(page.key(k)[:1] for k in range(title.start, title.stop))
        return page.key(title.stop + 2) != ")" or (caps and short[:1] == initials[:1]) or short in initials

    def behind(self, i: int) -> int:
        """Behind '(SMS)' or '(Law)'."""
        page = self._page
        if page.key(i) != "(":
            return i
        for k in range(i + 1, i + 10):
            if page.key(k) == ")":
                inside = range(i + 1, k)
                short = all(page.scan.shapes[n] & CAPS or page.key(n) in ("and", "&") for n in inside)
                named = all(
                    page.mark(n) & (PORTFOLIO | MODIFIER)
                    or page.scan.shapes[n] & CAPS
                    or page.key(n) in ("and", "&", ",")
                    or page.country_at(n)
                    for n in inside
                )
                return k + 1 if inside and (short or named or self._abbreviated(i, k)) else i
        return i

    def _abbreviated(self, i: int, k: int) -> bool:
        """'Additional Secretary (Admn) | A B': one word without much of a vowel, the name behind it."""
        page, word = self._page, self._page.key(i + 1)
        vowels = sum(c in "aeiou" for c in word)
        one = k == i + 2 and page.name_like(i + 1) and page.country_at(i + 1) is None
        return (
            one and 3 <= len(word) <= 6 and vowels <= 1 and bool(page.name_like(k + 1) or page.mark(k + 1) & HON_START)
        )

    def take_country(self, title: Title) -> None:
        """'Minister for Trade (Holmia) | H.E. A B': the country stands between the office and the name."""
        page, k = self._page, title.end
        place = page.country_at(k + 1) if page.key(k) == "(" else None
        if place is None or page.key(place[0]) != ")" or not page.up(place[0] + 1) or title.international:
            return
        if title.complements and title.complements[-1].kind == "country":
            return  # another name of the country
        title.country, title.basis = title.country or place[1], title.basis or "title"
        title.end = place[0] + 1
