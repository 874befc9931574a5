"""Tells which name a title stands beside, by what is between the two: comma, bracket, dash, line end, 'who is'."""

from __future__ import annotations

from .lexicon import HON_START, PASSING, PORTFOLIO
from .person import Person
from .scan import CAPS, POSSESSIVE, WORD
from .sheet import ARTICLES, DASHES, FAR, SERVES, Sheet
from .title import Title

_OPEN = frozenset(("and", "who", "at", "in", "from", "along", "together", "with", "as", "on"))


class LinkReader:
    """Looks left and right of titles."""

    def __init__(self, sheet: Sheet) -> None:
        """Work on `sheet`."""
        self._sheet = sheet
        self._page = sheet.page

    def left(self, group: list[Title], floor: int) -> tuple[Person, str] | None:
        """The person before the title, not before token `floor`, and the rule that joins them."""
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
            listed = page.key(person.first - 1 - (page.key(person.first - 1) == "and")) == ";"
            known = self._sheet.officials.get(person.start)
            if (
                known is not None
                and None not in (known.country, group[0].country)
                and known.country != group[0].country
            ):
                break  # 'Envoy A B, Holmian Director General C': another's
            if person.words >= 2 or person.honorific is not None or known is not None or listed:
                link = self._without_country(self._sheet.between(end, k), end)
                rule = self._left_rule(group, person, link, article) if link is not None else None
                if rule is not None:
                    return person, rule
            if person.words >= 2 or person.honorific is not None:
                break
        return None

    def _without_country(self, link: tuple[str, ...] | None, end: int) -> tuple[str, ...] | None:
        """'MR. A (Kenya), Co-Chair': a country in brackets does not part a name from its title."""
        if link is None or link[:1] != ("(",) or link[-2:] != (")", ","):
            return link
        place = self._page.country_at(end + 1)
        short = len(link) <= 7 and self._page.scan.shapes[end + 1] & CAPS  # '(WA-07),', '(D-IL),'
        return (",",) if short or (place is not None and self._page.key(place[0]) == ")") else link

    def _left_rule(self, group: list[Title], person: Person, link: tuple[str, ...], article: bool) -> str | None:
        page = self._page
        title = group[0]
        bodied = group[-1].body is not None and group[-1].body[1] == group[-1].end  # 'director of the Agency's fund'
        if page.scan.shapes[group[-1].end] & POSSESSIVE and (not bodied or page.up(group[-1].end + 1)):
            return None
        complete = bool(title.complements or title.body or title.country or article or title.definite)
        if title.plural and link not in ((",",),):
            return None
        if title.plural:
            return None
        if link == (",", "\n") and page.up(title.head) and self.right(group) is None:
            return "name_comma_title"
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
        bracketed = link == (")", "\n") and page.key(person.first - 1) == "("
        if link == ("\n",) or bracketed:
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
            not page.scan.shapes[last.end] & WORD
            or page.key(last.end) in _OPEN
            or (page.key(last.end) in SERVES and page.up(last.end + 1))
            if last.end < page.scan.size
            else True
        )

    def _signature(self, group: list[Title], person: Person) -> bool:
        """A name that is a line, and the title at the start of the next."""
        page = self._page
        first = person.first - (page.key(person.first - 1) == "(")
        if not page.scan.after_break(first) or person.words < 2 or not page.up(group[0].head):
            return False
        k = group[-1].end
        if page.key(k) == ",":
            return self._sheet.line_ends(k + 1) or page.up(k + 1)
        return self._sheet.line_ends(k)

    def right(self, group: list[Title]) -> tuple[Person, str] | None:
        """The person behind the title, past a comma, colon or dash, and the rule that joins them."""
        page = self._page
        title, last = group[0], group[-1]
        key = page.key(last.end)
        if last.plural or not (key in (",", ":") or key in DASHES):
            return None
        person = self._sheet.person_at(self._past_city(last.end) + 1)
        if person is None or self._sheet.is_place(person):
            return None
        if title.indefinite and person.honorific is None:
            return None
        if person.words < 2 and person.honorific is None and not (key == "," and self._one_word(person, group)):
            return None
        if key == ",":
            told = title.definite or title.country or title.complements or title.body
            sure = told or (page.up(title.head) or (person.honorific and not title.weak))
            return (person, "title_comma_name") if sure else None
        if key == ":":
            if page.scan.shapes[title.head] & CAPS and not page.scan.shapes[person.start] & CAPS:
                return None  # 'THE PRESIDENT: Jane Doe has ...': who speaks, and of whom
            return person, "title_colon_name"
        return (person, "title_dash_name") if page.up(title.head) else None

    def _past_city(self, i: int) -> int:
        """Behind the city of a body, where a form of address follows: 'Principal of the College, Holm, | Mr A B'."""
        page = self._page
        place = page.place_at(i + 1) if page.key(i) == "," else None
        if place is None or page.key(place[0]) != "," or not page.mark(place[0] + 1) & HON_START:
            return i
        return place[0]

    def _one_word(self, person: Person, group: list[Title]) -> bool:
        """'Head of the Agency, Suryani, said': a name of one word between commas, behind an office told in full."""
        page = self._page
        own = group[0].counterpart and page.key(person.end) == ","
        if not (group[0].complements or group[0].body or own) or page.scan.shapes[person.start] & CAPS:
            return False
        if page.key(person.end) not in (",", ".", ";") or len(page.key(person.start)) < 4:
            return False
        titled = any(t.first == person.end + 1 for t in self._sheet.titles) if own else False
        if (
            page.key(person.end) == ","
            and not titled
            and (page.up(person.end + 1) or page.key(person.end + 1) in ("and", "or"))
        ):
            return False
        return page.name_like(person.start) and page.place_at(person.start) is None
