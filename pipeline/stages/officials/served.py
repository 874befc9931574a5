"""Offices told by whom they serve: 'the Chief of Staff for President A, B', 'Adviser to President A B C'."""

from __future__ import annotations

from .lexicon import HEAD
from .person import Person
from .scan import WORD
from .sheet import ARTICLES, SERVES, Sheet
from .title import Title


class ServedReader:
    """Finds the name behind that of the one whom the office serves."""

    def __init__(self, sheet: Sheet) -> None:
        """Work on `sheet`."""
        self._sheet = sheet
        self._page = sheet.page

    def holder(self, group: list[Title], following: list[Title]) -> tuple[Person, str] | None:
        """The person who holds the title of `group`; `following` is that of the one who is served."""
        page = self._page
        title, other = group[-1], following[0]
        glued = other.first == title.end + 1 + (page.key(title.end + 1) in ARTICLES)
        if page.key(title.end) not in SERVES or not glued or title.plural or other.plural:
            return None
        served = self._sheet.holders.get(other.first)
        if served is None or served.first != following[-1].end:
            return None
        holder = self._behind(served)
        if holder is None or holder.start in self._sheet.officials:
            return None
        title.stop = title.end = served.end
        return holder, "title_before_name" if holder.first == served.end else "title_comma_name"

    def _behind(self, served: Person) -> Person | None:
        page, k = self._page, served.end
        straight = self._sheet.by_first.get(k)
        if straight is not None:
            return straight
        person = self._sheet.by_first.get(k + 1) if page.key(k) == "," else None
        if person is None or not (person.words >= 2 or person.honorific is not None):
            return None
        end = person.end
        verb = page.scan.shapes[end] & WORD and not page.up(end) and not page.mark(end) & HEAD
        return person if page.key(end) in (",", ".", ";") or verb else None
