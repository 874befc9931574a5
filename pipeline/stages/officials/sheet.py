"""The titles and names of a page, and who has been given which: what all constructions work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .ahead import COMPASS
from .lexicon import ALSO_NAME, BODY, HEAD, HON_START, PARTICLE, PLACE_START, PORTFOLIO, STOP, THING
from .names import RAISED, NameReader
from .page import Page
from .person import Person
from .phrases import PhraseReader
from .scan import BREAK, INITIAL, WORD
from .title import Title
from .titles import TitleReader

ARTICLES = frozenset(("the", "a", "an", "its", "our", "his", "her", "their"))
DASHES = frozenset(("-", "–", "—", "--"))
SERVES = frozenset(("to", "for"))
"""Words between an office and the title of the one whom it serves."""
FAR = 14
"""Tokens between a name and its title, at most."""

_BEFORE_STYLE = frozenset(("the", "his", "her", "your", "their"))


@dataclass(slots=True)
class Official:
    """A name with what the words beside it say of the person."""

    person: Person
    rule: str
    titles: list[Title] = field(default_factory=list)
    body: tuple[int, int] | None = None
    international: bool = False
    country: str | None = None
    basis: str | None = None
    speaker: bool = False
    counterpart: bool = False

    def add(self, title: Title, rule: str) -> None:
        """Give the person a title, and its body and country where none is known yet."""
        if not self.titles and not self.counterpart:
            self.rule = "officials.counterpart" if title.counterpart else rule
        if title.counterpart:
            self.counterpart = True
        elif title not in self.titles:
            self.titles.append(title)
        if self.body is None and title.body is not None:
            self.body = title.body
        self.international = self.international or title.international
        if self.country is None and title.country is not None:
            self.country, self.basis = title.country, title.basis


@dataclass(slots=True)
class Joined:
    """What the joiner leaves: people with their titles, titles without a name, names without a title."""

    officials: list[Official]
    titles: list[Title]
    names: list[Person]


class Sheet:
    """Titles and people of one page. `officials` holds, by the first token of the name, who is in office."""

    def __init__(self, page: Page) -> None:
        """Read the titles first, then the names between them."""
        self.page = self._page = page
        self.titles = TitleReader(page).read()
        self._reader = NameReader(page)
        self._phrases = PhraseReader(page)
        self.people = self._read_people()
        self.by_first = {p.first: p for p in self.people}
        self.by_end = {p.end: p for p in self.people}
        self.officials: dict[int, Official] = {}
        self.used: set[int] = set()
        self.holders: dict[int, Person] = {}

    def _read_people(self) -> list[Person]:
        page = self._page
        people: list[Person] = []
        taken = [False] * (page.scan.size + 1)
        for title in self.titles:
            for k in range(title.first, title.end):
                taken[k] = True
        for title in self.titles:
            self._take_town(title)
        ends = {t.end for t in self.titles}
        served = self._served_by_name()
        floor = 0
        for i in self._starts(ends):
            if i < floor or taken[i]:
                continue
            place = page.place_at(i) if page.key(i) in COMPASS else page.country_at(i)
            if place is not None and (place[0] > i + 1 or not page.mark(i) & (ALSO_NAME | HON_START)):
                floor = place[0]
                continue
            person = self._reader.person(
                i, adjacent=i in ends or (i > 0 and i - 1 in ends and page.key(i - 1) in (")", "-"))
            )
            if person is None or any(taken[person.first : person.stop]):
                continue
            if i in served and person.stop - person.start == person.words >= 3 and person.first == person.start:
                person.stop = person.end = person.stop - 2
            people.append(person)
            floor = person.end
        return people

    def _take_town(self, title: Title) -> None:
        """'Deputy Director of Ports Holmabad | A B': the seat of the office between the office and two names."""
        page, i = self._page, title.end
        if not page.up(i) or not page.up(i - 1) or title.plural:
            return
        place = page.place_at(i) or ((i + 1, None) if page.scan.word(i) in page.towns else None)
        if place is None or page.mark(i) & (ALSO_NAME | HON_START) or page.country_at(i) is not None:
            return
        first, second = place[0], place[0] + 1
        surname = page.name_like(second) or bool(page.scan.shapes[second] & INITIAL)
        if page.name_like(first) and surname and page.place_at(first) is None:
            title.end = first

    def _served_by_name(self) -> set[int]:
        """Ends of titles behind an office without article: 'Adviser to President | A B C', where B C advises."""
        page = self.page
        return {
            t.end
            for before, t in pairwise(self.titles)
            if before.end + 1 == t.first == t.start
            and page.key(before.end) in SERVES
            and t.stop == t.end
            and page.up(before.head)
            and not (before.definite or before.indefinite or t.plural or before.plural)
        }

    def _starts(self, ends: set[int]) -> list[int]:
        """Tokens that a person's phrase can begin with."""
        page = self._page
        marks, shapes, keys, lower = page.marks, page.scan.shapes, page.scan.keys, page.scan.lower
        sure = ALSO_NAME | PARTICLE | PLACE_START
        never = STOP | PORTFOLIO | BODY | HEAD | THING
        starts = {i for i in ends if page.up(i) or (i < page.scan.size and marks[i] & PARTICLE)}
        for i in page.capitals:
            mark = marks[i]
            if mark & HON_START:
                starts.add(i)
                if i and page.key(i - 1) in _BEFORE_STYLE:
                    starts.add(i - 1)
            elif mark & ALSO_NAME or not mark & never:
                # before a word in lower case stands a name of one word, which only one in office can go by
                alone = shapes[i + 1] == WORD and not marks[i + 1] & PARTICLE and page.scan.word(i + 1) not in RAISED
                if not alone and (mark & sure or keys[i] not in lower or shapes[i] & INITIAL or i - 1 in ends):
                    starts.add(i)
        return sorted(starts)

    def official(self, person: Person, rule: str) -> Official:
        """The person as one in office, by `rule` unless known already."""
        found = self.officials.get(person.start)
        if found is None:
            found = self.officials[person.start] = Official(person, rule)
        return found

    def give(self, person: Person, group: list[Title], rule: str) -> Official:
        """Give the titles of `group` to a person."""
        official = self.official(person, rule)
        for title in group:
            official.add(title, f"officials.{rule}")
            self.used.add(title.first)
            self.holders[title.first] = person
        if official.rule == rule:
            official.rule = f"officials.{rule}"
        return official

    def person_at(self, i: int) -> Person | None:
        """The person whose phrase begins at token i, past a soft line end."""
        page = self._page
        if i < page.scan.size and page.scan.shapes[i] & BREAK and page.scan.soft_break(i):
            i += 1
        return self.by_first.get(i)

    def believable(self, person: Person) -> bool:
        """Refuses single words that are places, acronyms or words of a headline."""
        page = self._page
        if person.honorific is not None or person.words >= 2:
            return not self.is_place(person)
        if page.key(person.end) == "of":
            noun = self._phrases.noun(person.end + 1)
            return noun is not None and (noun.kind == "country" or page.place_at(noun.first) is not None)
        return page.country_at(person.start) is None or page.key(person.start) not in page.scan.lower

    def is_place(self, person: Person) -> bool:
        """Whether what looks like a name is that of a place."""
        if person.honorific is not None:
            return False
        place = self._page.place_at(person.start)
        return place is not None and place[0] >= person.stop

    def between(self, end: int, first: int) -> tuple[str, ...] | None:
        """Keys between two items, without soft line ends; None where they are far apart."""
        page = self._page
        if first < end or first - end > FAR:
            return None
        keys = []
        for k in range(end, first):
            if page.scan.shapes[k] & BREAK:
                if not page.scan.soft_break(k):
                    keys.append("\n")
                continue
            keys.append(page.key(k))
        return tuple(keys)

    def line_ends(self, i: int) -> bool:
        """Whether a line, or the text, ends before token i."""
        return i >= self._page.scan.size or bool(self._page.scan.shapes[i] & BREAK)
