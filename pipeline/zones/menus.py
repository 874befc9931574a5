"""Menus of pages: the way there ('Home > News'), bars of links, and columns of short entries."""

from __future__ import annotations

import re

from .lexicon import DATE
from .lines import Line
from .offices import MastheadResource

CELLS = re.compile(r"\s*[|•·]\s*|\s{3,}|\t+")
"""What parts the cells of a bar."""

_CRUMBS = re.compile(r"\s+(?:>>?|›|»|→|::)\s+")
MENUS = 120
"""Lines of a page among which menus are looked for."""


class Menus:
    """Tells menus from headlines. `kinds` matches what kind of release follows."""

    def __init__(self, data: MastheadResource, kinds: re.Pattern[str]) -> None:
        self._home, self._entries = data.home, data.menus
        self._kinds = kinds

    def is_entry(self, text: str) -> bool:
        """Whether a text is a known entry of menus ('News', 'Contact us')."""
        return text.casefold() in self._entries

    def is_one(self, text: str) -> bool:
        """A way there ('Home > News') or a bar of links: three and more short cells."""
        if len(text) > 200 or text[-1] in ".!?":
            return False
        crumbs = _CRUMBS.split(text)
        if len(crumbs) > 1 and all(len(c.split()) <= 6 for c in crumbs[:-1]):
            return not DATE.search(text)
        cells = [c for c in CELLS.split(text) if c]
        first = cells[0].casefold() if cells else ""
        if len(cells) > 1 and first in self._home:
            return True
        slashed = [c.strip() for c in text.split("/")]
        if len(slashed) > 2 and slashed[0].casefold() in self._home:
            return True
        if len(cells) < 3 or DATE.search(text) or not all(c[0].isupper() and len(c.split()) <= 7 for c in cells):
            return False
        return len(cells) > 3 or not any(self._kinds.fullmatch(c) for c in cells)

    def lines(self, lines: list[Line]) -> frozenset[int]:
        """Lines of the head that stand in a menu: three and more short ones in a run, two of them known entries."""
        found: set[int] = set()
        run: list[int] = []
        for i in range(min(len(lines), MENUS)):
            if lines[i].gap:
                run = []
            text = lines[i].text
            run = [*run, i] if len(text) <= 40 and len(text.split()) <= 5 and text[-1] not in ".!?:;,-" else []
            if len(run) > 2 and sum(lines[k].text.casefold() in self._entries for k in run) > 1:
                found.update(run)
        return frozenset(found)
