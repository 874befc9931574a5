"""Plural titles over several names: 'Ministers A of X and B of Y', 'heads of state: A (X), B (Y)'."""

from __future__ import annotations

from .person import Person
from .phrases import PhraseReader
from .scan import BREAK
from .sheet import DASHES, Sheet
from .title import Title

_SEPARATORS = frozenset((",", ";", "and", "&"))
_LONGEST = 60


class PluralReader:
    """Gives a plural title to each of the names that follow it."""

    def __init__(self, sheet: Sheet) -> None:
        """Work on `sheet`."""
        self._sheet = sheet
        self._page = sheet.page
        self._phrases = PhraseReader(sheet.page)

    def read(self, group: list[Title]) -> None:
        """Give the title of `group` to the names behind it, each with the country that stands beside the name."""
        page = self._page
        last = group[-1]
        i = last.end
        if page.key(i) == "," and not (last.definite or last.complements or last.country):
            return
        if page.key(i) in (":", ",") or page.key(i) in DASHES:
            i += 1
        country = last.country if len(last.countries) < 2 else None
        count = 0
        while count < 60:
            person = self._sheet.person_at(i) or self._behind_rank(i)
            if person is None or not self._sheet.believable(person):
                break
            bare = person.words < 2 and person.honorific is None
            if bare and count == 0 and (page.key(last.end) == "," or last.weak):
                break
            official = self._sheet.give(person, group, "plural_title")
            official.country, official.basis = (
                (None, None) if len(last.countries) else (official.country, official.basis)
            )
            if count < len(last.countries):
                official.country, official.basis = last.countries[count], "title"
            elif country is not None and count:
                official.country = official.basis = None
            count += 1
            if self._of_body(person.end, group):
                break
            i, code = self.country_behind(person.end)
            if code is not None:
                official.country, official.basis = code, "title"
            elif country is not None and count == 1:
                official.country, official.basis = country, "title"
            i, code = self._next_in_list(i)
            if code is not None:
                following = self._sheet.person_at(i)
                if following is None:
                    break
                self._sheet.give(following, group, "plural_title")
                self._sheet.officials[following.start].country = code
                self._sheet.officials[following.start].basis = "title"
                country = None
                i, _ = self._next_in_list(following.end)
            if i < 0:
                break
            if page.key(i) == "the":
                break

    def _behind_rank(self, i: int) -> Person | None:
        """'Ministers A B and Senator | C D': one of the list with a title of the own."""
        title = next((t for t in self._sheet.titles if t.first == i), None) if self._page.up(i) else None
        ranked = self._page.lexicon.titles.ranked
        if title is None or title.stop != title.start + 1 or self._page.key(title.head) not in ranked:
            return None
        return self._sheet.person_at(title.end)

    def _of_body(self, i: int, group: list[Title]) -> bool:
        """'Directors A and B | of the Bank of C': the body of all of them, and the end of the list."""
        page = self._page
        noun = self._phrases.noun(i + 1) if page.key(i) == "of" else None
        if noun is None or noun.kind != "body":
            return False
        for official in self._sheet.officials.values():
            if official.titles and official.titles[-1] is group[-1]:
                official.body = official.body or (noun.first, noun.end)
                official.international = official.international or noun.international
                if official.country is None and noun.country is not None:
                    official.country, official.basis = noun.country, "organization"
        return True

    def country_behind(self, i: int) -> tuple[int, str | None]:
        """Behind ' (Mozambique)' or ' of Finance'; the country if it is one."""
        page = self._page
        if page.key(i) == "(":
            place = page.place_at(i + 1)
            if place is not None and page.key(place[0]) == ")":
                return place[0] + 1, place[1]
            for k in range(i + 1, i + 8):
                if page.key(k) == ")":
                    return k + 1, None
        if page.key(i) in ("of", "for", "from"):
            noun = self._phrases.noun(i + 1)
            if noun is not None:
                return noun.end, noun.country if noun.kind == "country" else None
        return i, None

    def _next_in_list(self, i: int) -> tuple[int, str | None]:
        """Token of the next item behind ', ' / ' and ' / ', and of Serbia, '; -1 where the list ends."""
        page = self._page
        start = i
        while page.key(i) in _SEPARATORS or (
            i < page.scan.size and page.scan.shapes[i] & BREAK and page.scan.soft_break(i)
        ):
            i += 1
        if i == start:
            return -1, None
        if page.key(i) == "of":
            noun = self._phrases.noun(i + 1)
            if noun is not None and noun.kind == "country" and page.key(noun.end) == ",":
                return noun.end + 1, noun.country
        return i, None
