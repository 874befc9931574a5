"""Joins titles and names that stand beside each other, by construction. Each construction has its rule id."""

from __future__ import annotations

from .ahead import AND
from .alone import AloneReader
from .appointed import AppointedReader
from .lexicon import BODY, HON_START
from .links import LinkReader
from .page import Page
from .person import Person
from .plural import PluralReader
from .scan import BREAK, UP
from .served import ServedReader
from .sheet import ARTICLES, Joined, Official, Sheet
from .title import Title

_TITLE_FIRST = frozenset(("officials.title_comma_name", "officials.title_before_name"))
_ONE_HOLDER = (["cum"], ["/"], ["-"], ["–"])
"""What joins two offices of one holder: 'Deputy Prime Minister – Minister of Finance'."""
_NOW = frozenset(("presently", "currently", "now", "also", "concurrently"))
_MOST_POSTS = 24
"""Posts in a row that are one person's at the most: a text of nothing but titles is read in time."""


class Joiner:
    """Reads one page."""

    def __init__(self, page: Page) -> None:
        """Read the titles and names of `page`."""
        self._page = page
        self._sheet = Sheet(page)
        self._links = LinkReader(self._sheet)
        self._plurals = PluralReader(self._sheet)
        self._served = ServedReader(self._sheet)
        self._appointed = AppointedReader(self._sheet)
        self._groups_read: list[list[Title]] = []

    def read(self) -> Joined:
        """All constructions, the firm ones first."""
        sheet = self._sheet
        groups = self._groups_read = self._groups()
        for group in groups:
            self._directly_before(group)
        for group in groups:
            if group[-1].plural:
                self._plurals.read(group)
        previous_end = 0
        for n, group in enumerate(groups):
            if group[0].first not in sheet.used:
                self._beside(n, previous_end)
            previous_end = group[-1].end
        alone = AloneReader(sheet)
        for person in sheet.people:
            alone.read(person)
        officials = [o for _, o in sorted(sheet.officials.items())]
        for official in officials:
            self._behind(official)
            if len(official.titles) > 1:  # 'Speakers:' heads a list and adds nothing to an office
                lists = [t for t in official.titles if t.plural and self._page.key(t.end) == ":"]
                official.titles = [t for t in official.titles if t not in lists] or official.titles
        free = [t for t in sheet.titles if t.first not in sheet.used and not t.counterpart]
        return Joined(officials, free, [p for p in sheet.people if p.start not in sheet.officials])

    def _groups(self) -> list[list[Title]]:
        """Titles joined by 'and' without an article of their own are posts of one person, or of a list."""
        page = self._page
        groups: list[list[Title]] = []
        for title in self._sheet.titles:
            last = groups[-1][-1] if groups else None
            near = last is not None and title.first - last.end <= 3 and len(groups[-1]) < _MOST_POSTS
            if near and last is not None and not title.counterpart and not title.plural and not last.plural:
                between = [page.key(k) for k in range(last.end, title.first) if page.key(k) not in _NOW]
                if last.definite and last.first == last.start and not last.complements and not title.complements:
                    between = []
                glued = not between and last.end == title.first and not title.definite
                if glued or (between in (["and"], ["&"], [",", "and"], *_ONE_HOLDER) and not title.definite):
                    groups[-1].append(title)
                    continue
            groups.append([title])
        return groups

    def _directly_before(self, group: list[Title]) -> None:
        page = self._page
        last = group[-1]
        person = self._sheet.person_at(last.end)
        if person is not None and (person.first > last.end or self._town(person)) and self._links.left(group, 0):
            return
        if person is not None and person.words == 1 and person.honorific is None and not last.plural:
            following = self._sheet.by_first.get(person.end)
            if following is not None and following.honorific is not None:
                last.body = last.body or (person.start, person.stop)
                person = following
        if person is not None and (self._says_of_left(group, person) or self._contact(group, person)):
            return
        if person is not None and not last.plural and self._sheet.believable(person):
            self._sheet.give(person, self._without_left(group), "title_before_name")
            return
        if person is None and page.scan.after_break(group[0].first) and last.end < page.scan.size:
            self._header(group)

    def _town(self, person: Person) -> bool:
        """'A B, Protector of Emigrants | Holmabad': where the office of the one before is."""
        lone = person.stop == person.start + 1 and person.honorific is None
        return lone and self._page.place_at(person.start) is not None

    def _contact(self, group: list[Title], person: Person) -> bool:
        """'Contact: A B Head of Sales Northworks Main Street': the name is before the title."""
        before = self._sheet.by_end.get(group[0].first)
        colon = before is not None and before.words >= 2 and self._page.key(before.first - 1) == ":"
        return colon and person.honorific is None and before is not None and before.start not in self._sheet.officials

    def _without_left(self, group: list[Title]) -> list[Title]:
        """'A B, Secretary of X, and | Director C D': the titles but those of a name before, which are given to it."""
        page, first, last = self._page, group[0], group[-1]
        if len(group) < 2 or page.key(last.first - 1) not in AND:
            return group
        left = self._links.left(group[:1], 0)
        if left is None or left[1] != "name_comma_title" or left[0].start in self._sheet.officials:
            return group
        if first.definite and not (first.complements or first.body):
            return group
        self._sheet.give(left[0], group[:-1], left[1])
        return group[-1:]

    def _says_of_left(self, group: list[Title], person: Person) -> bool:
        """'A B, CEO, X Works', 'A B, head of the network X Y': what looks like a name ends that of a body."""
        page, last = self._page, group[-1]
        before = group[0].first - 1
        before -= page.key(before) in ARTICLES
        if person.honorific is not None or page.key(before) != ",":
            return False
        lower_body = not page.up(last.end - 1) and bool(page.mark(last.end - 1) & BODY)
        lone = person.stop == person.start + 1 and last.body is not None
        of_body = lone and last.body == (last.end - 1, last.end) and page.acronym(last.end - 1)
        if not lower_body and not of_body:
            return False
        if self._links.left(group, 0) is None:
            return False
        if lower_body and last.complements:
            last.stop = last.complements[-1].first - 1
            last.stop -= page.key(last.stop) in ARTICLES
        last.body = (person.start, person.stop) if lower_body else (last.end - 1, person.stop)
        last.end = person.stop
        return True

    def _header(self, group: list[Title]) -> None:
        """A title on a line of its own, the name on the next."""
        page = self._page
        end = group[-1].end
        if not page.scan.shapes[end] & BREAK or group[-1].plural:
            return
        person = self._sheet.by_first.get(end + 1)
        if self._links.left(group, 0) is not None:
            return
        if person is None or not (
            person.style or person.letters or (person.words >= 2 and self._sheet.line_ends(person.end))
        ):
            return
        if person.honorific is None and not person.letters and self._title_behind(person):
            return
        self._sheet.give(person, group, "header")

    def _title_behind(self, person: Person) -> bool:
        page = self._page
        k = person.end
        while k < page.scan.size and (page.key(k) in (",", "the") or page.scan.shapes[k] & BREAK):
            k += 1
        return any(t.first == k for t in self._sheet.titles)

    def _beside(self, n: int, floor: int) -> None:
        """A title apart from its name by a comma, a bracket, a dash or 'who is'."""
        group = self._groups_read[n]
        left = self._links.left(group, floor)
        right = self._links.right(group)
        if left is not None and right is not None:
            known = self._sheet.officials.get(left[0].start)
            other = self._sheet.officials.get(right[0].start)
            titled = known is not None and bool(known.titles)
            listed = titled and known is not None and known.rule in _TITLE_FIRST
            if known is not None and known.rule == "officials.title_before_name":
                listed = listed and bool(group[0].complements) and self._page.up(group[0].head)
            marked = group[0].definite or group[0].country is not None or listed
            if titled and other is None and marked and self._title_first(n):
                left = None
        if left is None and right is None:
            right = (
                self._of_served(n)
                or self._appointed.nominee(group)
                or self._appointed.rank_of(group)
                or self._second_post(n)
                or self._before_rank(n)
            )
        chosen = left or right
        if chosen is not None:
            self._sheet.give(chosen[0], group, chosen[1])

    def _of_served(self, n: int) -> tuple[Person, str] | None:
        if n + 1 >= len(self._groups_read):
            return None
        return self._served.holder(self._groups_read[n], self._groups_read[n + 1])

    def _title_first(self, n: int) -> bool:
        """Whether a list of titles and names, all set off by commas, ends in a name: 'the P, A, the Q, B'."""
        for k in range(n, min(n + 12, len(self._groups_read))):
            right = self._links.right(self._groups_read[k])
            if right is None:
                return self._groups_read[k][0].first in self._sheet.used or self._groups_read[k][0].plural
            if k + 1 == len(self._groups_read):
                return True
            link = self._sheet.between(right[0].end, self._groups_read[k + 1][0].first)
            if link is None or [key for key in link if key not in ARTICLES] not in ([","], [",", "and"]):
                return True
        return False

    def _second_post(self, n: int) -> tuple[Person, str] | None:
        """'A, Chairman of X and the Head of Y': the second post of one whose first stands behind the name."""
        if n == 0 or self._groups_read[n][0].plural:
            return None
        first = self._groups_read[n - 1]
        link = self._sheet.between(first[-1].end, self._groups_read[n][0].first)
        bare = [key for key in link if key not in ARTICLES] if link is not None else None
        listed = (
            bare == [","]
            and bool(self._groups_read[n][-1].complements)
            and (self._page.up(self._groups_read[n][0].head) or self._page.key(self._groups_read[n][-1].end) == ",")
        )
        if bare not in (["and"], [",", "and"]) and not listed:
            return None
        person = self._sheet.holders.get(first[0].first)
        return (person, "second_post") if person is not None and person.end <= first[0].first else None

    def _before_rank(self, n: int) -> tuple[Person, str] | None:
        """'Head of the Delegation to X, Ambassador A B': the office goes with the name behind the rank."""
        if n + 1 >= len(self._groups_read):
            return None
        group, following = self._groups_read[n][-1], self._groups_read[n + 1]
        page = self._page
        styled = page.scan.shapes[group.end + 1] & UP and page.mark(group.end + 1) & HON_START
        gap = following[0].first - group.end - (page.key(following[0].first - 1) in ARTICLES)
        if group.plural or page.key(group.end) != "," or not (gap == 1 or (styled and gap <= 4)):
            return None
        if not (group.complements or group.body or group.definite):
            return None
        leads, ranks = self._page.lexicon.titles.leading, self._page.lexicon.titles.ranked
        key, rank = self._page.key(group.head), self._page.key(following[0].head)
        person = self._sheet.holders.get(following[0].first)
        if person is None or person.start < following[0].first or not (key in leads or rank in ranks):
            return None
        return person, "office_before_rank"

    def _lists_countries(self, official: Official, end: int) -> bool:
        """Whether a country behind the comma at token `end` is that of the person, not where something took place."""
        if official.rule == "officials.style_name":
            return True
        behind = [t for t in official.titles if t.start > official.person.start]
        return bool(behind) and end == behind[-1].end and not behind[-1].weak

    def _ends_item(self, i: int) -> bool:
        page = self._page
        if page.key(i) in (".", ";", ""):
            return True
        return bool(page.scan.shapes[i] & BREAK) or (page.key(i) in ("and", ",") and page.mark(i + 1) & HON_START != 0)

    def _behind(self, official: Official) -> None:
        """A country behind an official's name or title: in brackets, or set off by a comma before a pause."""
        page = self._page
        if official.country is not None or official.international:
            return
        k = official.person.end
        k += page.key(k) == ","
        styled = official.titles or official.person.style
        place = page.place_at(k + 1 + (page.key(k + 1) == "the")) if page.key(k) == "of" and styled else None
        if place is not None and not page.up(place[0]):
            official.country, official.basis = place[1], "name"
            return
        for end in (official.person.end, *(t.end for t in official.titles)):
            code = None
            if page.key(end) == "(":
                _, code = self._plurals.country_behind(end)
            elif page.key(end) == "," and self._lists_countries(official, end):
                place = page.country_at(end + 1 + (page.key(end + 1) == "the"))
                code = place[1] if place is not None and self._ends_item(place[0]) else None
            if code is not None:
                official.country, official.basis = code, "name"
                return
