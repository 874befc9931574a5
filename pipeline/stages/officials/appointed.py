"""Offices that somebody is to have, or has by rank: 'A, of Holm, to be Judge', '..., with the rank of Ambassador'."""

from __future__ import annotations

from .person import Person
from .scan import BREAK
from .sheet import ARTICLES, Sheet
from .title import Title

_SERVICE = frozenset(("serve", "serves", "serving", "served", "concurrently"))
_NAMED = frozenset(("appointed", "reappointed", "designated", "named", "confirmed"))
_PASSIVE = frozenset(("was", "been", "is", "be"))
_NOMINATION = 48
"""Tokens between a nominee's name and the office, at most."""


class AppointedReader:
    """Looks back from a title for the one who is appointed to it."""

    def __init__(self, sheet: Sheet) -> None:
        """Work on `sheet`."""
        self._sheet = sheet
        self._page = sheet.page

    def nominee(self, group: list[Title]) -> tuple[Person, str] | None:
        """'A, of Ohio, a Career Member of the Service, Class of Counselor, | to be Ambassador ...'."""
        page = self._page
        k = group[0].first
        k -= page.key(k - 1) in ARTICLES
        if (page.key(k - 2), page.key(k - 1)) != ("to", "be"):
            return None
        for n in range(k - 2, max(-1, k - _NOMINATION), -1):
            person = self._sheet.by_first.get(n)
            if person is not None and page.scan.after_break(n):
                named = page.key(person.end) == "," and page.key(person.end + 1) == "of"
                return (person, "nomination") if named else None
            if page.scan.shapes[n] & BREAK and not page.scan.soft_break(n):
                return None
        return None

    def rank_of(self, group: list[Title]) -> tuple[Person, str] | None:
        """'..., with the rank of Ambassador': one more title of the person named before in the sentence."""
        page = self._page
        first = group[0].first
        lead, last = page.key(first - 2), page.key(first - 1)
        if (lead, last) != ("rank", "of") and last != "as" and not (lead == "as" and last in ARTICLES):
            return None
        before = [page.key(k) for k in range(max(0, first - 16), first)]
        served = before[-2:-1] == ["as"] and before[-1] in ARTICLES and not _SERVICE.isdisjoint(before)
        named = before[:-1] if before[-1:] and before[-1] in ARTICLES else before
        told = named[-1:] == ["as"] and len(named) > 2 and named[-2] in _NAMED and named[-3] in _PASSIVE
        served = served or (told and page.up(group[0].head) and not group[0].plural)
        if before[-2:] != ["rank", "of"] and not served:
            return None
        for k in range(first - 1, max(0, first - 60), -1):
            if page.key(k) == "." or page.scan.shapes[k] & BREAK:
                return None
            if k in self._sheet.by_end and self._sheet.by_end[k].start in self._sheet.officials:
                return self._sheet.by_end[k], "rank_of"
        return None
