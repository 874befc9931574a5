"""Joins titles and names that stand beside each other, by construction. Each construction has its rule id."""

from __future__ import annotations

from .alone import AloneReader
from .lexicon import PASSING, PORTFOLIO
from .names import Person
from .page import Page
from .plural import PluralReader
from .scan import BREAK, POSSESSIVE, WORD
from .sheet import ARTICLES, DASHES, FAR, Joined, Official, Sheet
from .title import Title

_SERVICE = frozenset(("serve", "serves", "serving", "served", "concurrently"))
_OPEN = frozenset(("and", "who", "at", "in", "from", "along", "together", "with", "as", "on"))


class Joiner:
    """Reads one page."""

    def __init__(self, page: Page) -> None:
        """Read the titles and names of `page`."""
        self._page = page
        self._sheet = Sheet(page)
        self._plurals = PluralReader(self._sheet)
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
        free = [t for t in sheet.titles if t.first not in sheet.used and not t.counterpart]
        return Joined(officials, free, [p for p in sheet.people if p.start not in sheet.officials])

    def _groups(self) -> list[list[Title]]:
        """Titles joined by 'and' without an article of their own are posts of one person, or of a list."""
        page = self._page
        groups: list[list[Title]] = []
        for title in self._sheet.titles:
            last = groups[-1][-1] if groups else None
            near = last is not None and title.first - last.end <= 2
            if near and last is not None and not title.counterpart and not title.plural and not last.plural:
                between = [page.key(k) for k in range(last.end, title.first)]
                if last.definite and last.first == last.start and not last.complements and not title.complements:
                    between = []
                glued = not between and last.end == title.first and not title.definite
                if glued or (between in (["and"], ["&"], [",", "and"], ["cum"], ["/"]) and not title.definite):
                    groups[-1].append(title)
                    continue
            groups.append([title])
        return groups

    def _directly_before(self, group: list[Title]) -> None:
        page = self._page
        last = group[-1]
        person = self._sheet.person_at(last.end)
        if person is not None and person.first > last.end and self._left(group, 0) is not None:
            return
        if person is not None and person.words == 1 and person.honorific is None and not last.plural:
            following = self._sheet.by_first.get(person.end)
            if following is not None and following.honorific is not None:
                last.body = last.body or (person.start, person.stop)
                person = following
        if person is not None and not last.plural and self._sheet.believable(person):
            self._sheet.give(person, group, "title_before_name")
            return
        if person is None and page.scan.after_break(group[0].first) and last.end < page.scan.size:
            self._header(group)

    def _header(self, group: list[Title]) -> None:
        """A title on a line of its own, the name on the next."""
        page = self._page
        end = group[-1].end
        if not page.scan.shapes[end] & BREAK or group[-1].plural:
            return
        person = self._sheet.by_first.get(end + 1)
        if self._left(group, 0) is not None:
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
        left = self._left(group, floor)
        right = self._right(group)
        if left is not None and right is not None:
            known = self._sheet.officials.get(left[0].start)
            other = self._sheet.officials.get(right[0].start)
            titled = known is not None and bool(known.titles)
            listed = titled and known is not None and known.rule == "officials.title_comma_name"
            marked = group[0].definite or group[0].country is not None or listed
            if titled and other is None and marked and self._title_first(n):
                left = None
        if left is None and right is None:
            right = self._rank_of(group) or self._second_post(n) or self._before_rank(n)
        chosen = left or right
        if chosen is not None:
            self._sheet.give(chosen[0], group, chosen[1])

    def _title_first(self, n: int) -> bool:
        """Whether a list of titles and names, all set off by commas, ends in a name: 'the P, A, the Q, B'."""
        for k in range(n, min(n + 12, len(self._groups_read))):
            right = self._right(self._groups_read[k])
            if right is None:
                return self._groups_read[k][0].first in self._sheet.used
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
        if link is None or [key for key in link if key not in ARTICLES] not in (["and"], [",", "and"]):
            return None
        person = self._sheet.holders.get(first[0].first)
        return (person, "second_post") if person is not None and person.end <= first[0].first else None

    def _before_rank(self, n: int) -> tuple[Person, str] | None:
        """'Head of the Delegation to X, Ambassador A B': the office goes with the name behind the rank."""
        if n + 1 >= len(self._groups_read):
            return None
        group, following = self._groups_read[n][-1], self._groups_read[n + 1]
        if group.plural or group.end + 1 != following[0].first or self._page.key(group.end) != ",":
            return None
        if not (group.complements or group.body):
            return None
        leads, ranks = self._page.lexicon.titles.leading, self._page.lexicon.titles.ranked
        key, rank = self._page.key(group.head), self._page.key(following[0].head)
        person = self._sheet.holders.get(following[0].first)
        if person is None or person.start < following[0].first or not (key in leads or rank in ranks):
            return None
        return person, "office_before_rank"

    def _rank_of(self, group: list[Title]) -> tuple[Person, str] | None:
        """'..., with the rank of Ambassador': one more title of the person named before in the sentence."""
        page = self._page
        first = group[0].first
        before = [page.key(k) for k in range(max(0, first - 16), first)]
        served = before[-2:-1] == ["as"] and before[-1] in ARTICLES and not _SERVICE.isdisjoint(before)
        if before[-2:] != ["rank", "of"] and not served:
            return None
        for k in range(first - 1, max(0, first - 60), -1):
            if page.key(k) == "." or page.scan.shapes[k] & BREAK:
                return None
            if k in self._sheet.by_end and self._sheet.by_end[k].start in self._sheet.officials:
                return self._sheet.by_end[k], "rank_of"
        return None

    def _left(self, group: list[Title], floor: int) -> tuple[Person, str] | None:
        page = self._page
        first = group[0].first
        k = first
        article = False
        while k > 0 and (page.key(k - 1) in ARTICLES or (page.mark(k - 1) & PASSING and not page.up(k - 1))):
            k -= 1
            article = True
        for end in range(k, max(floor, k - FAR) - 1, -1):
            person = self._sheet.by_end.get(end)
            if person is None or self._sheet.is_place(person):
                continue
            if person.words >= 2 or person.honorific is not None or person.start in self._sheet.officials:
                link = self._sheet.between(end, k)
                rule = self._left_rule(group, person, link, article) if link is not None else None
                if rule is not None:
                    return person, rule
            if person.words >= 2 or person.honorific is not None:
                break
        return None

    def _left_rule(self, group: list[Title], person: Person, link: tuple[str, ...], article: bool) -> str | None:
        page = self._page
        title = group[0]
        if page.scan.shapes[group[-1].end] & POSSESSIVE:
            return None
        complete = bool(title.complements or title.body or title.country or article or title.definite)
        if title.plural and link not in ((",",),):
            return None
        if title.plural:
            return None
        if link == (",",) and article and not self._closes(group):
            return None
        if link == (",",):
            return "name_comma_title" if complete or page.up(title.head) or not title.weak else None
        if link == ():
            if article or any(t.complements for t in group):
                return "name_title"
            return (
                "name_title" if self._sheet.line_ends(title.end) and person.words >= 2 and page.up(title.head) else None
            )
        if link == ("\n",):
            return "signature" if self._signature(group, person) else None
        if link == ("(",) and title.stop - title.start == 1 and page.mark(title.head) & PORTFOLIO:
            return None  # 'Jan Holm (Justice)': a portfolio
        if link == ("(",):
            return "name_bracket_title" if page.key(group[-1].end) == ")" else None
        if len(link) == 1 and link[0] in DASHES:
            return "name_dash_title" if complete or page.up(title.head) else None
        bare = link[1:] if link[0] == "," else link
        if bare in page.lexicon.links and (complete or page.up(title.head) or not title.weak):
            return "name_is_title"
        if link[0] == "," and link[1:2] == ("of",) and link[-2:] == ("to", "be"):
            return "nomination"
        return None

    def _closes(self, group: list[Title]) -> bool:
        """Whether an apposition ends behind the title, and no clause goes on: ', the President said'."""
        page = self._page
        last = group[-1]
        if last.complements or last.body or last.country:
            return True
        return (
            not page.scan.shapes[last.end] & WORD or page.key(last.end) in _OPEN if last.end < page.scan.size else True
        )

    def _signature(self, group: list[Title], person: Person) -> bool:
        """A name that is a line, and the title at the start of the next."""
        page = self._page
        if not page.scan.after_break(person.first) or person.words < 2 or not page.up(group[0].head):
            return False
        k = group[-1].end
        if page.key(k) == ",":
            return self._sheet.line_ends(k + 1) or page.up(k + 1)
        return self._sheet.line_ends(k)

    def _right(self, group: list[Title]) -> tuple[Person, str] | None:
        page = self._page
        title, last = group[0], group[-1]
        key = page.key(last.end)
        if last.plural or title.indefinite or not (key in (",", ":") or key in DASHES):
            return None
        person = self._sheet.person_at(last.end + 1)
        if person is None or self._sheet.is_place(person) or (person.words < 2 and person.honorific is None):
            return None
        if key == ",":
            told = title.definite or title.country or title.complements or title.body
            sure = told or (page.up(title.head) or (person.honorific and not title.weak))
            return (person, "title_comma_name") if sure else None
        if key == ":":
            return person, "title_colon_name"
        return (person, "title_dash_name") if page.up(title.head) else None

    def _behind(self, official: Official) -> None:
        """A country behind an official's name or title: in brackets, or set off by a comma before a pause."""
        page = self._page
        if official.country is not None or official.international:
            return
        for end in (official.person.end, *(t.end for t in official.titles)):
            code = None
            if page.key(end) == "(":
                _, code = self._plurals.country_behind(end)
            elif page.key(end) == "," and official.rule == "officials.style_name":
                place = page.country_at(end + 1)
                code = place[1] if place is not None and page.key(place[0]) in (".", ";", "") else None
            if code is not None:
                official.country, official.basis = code, "name"
                return
