"""People without a title who are in office all the same: by style, affiliation, signature or as speakers."""

from __future__ import annotations

from .ahead import PROCESSES
from .lexicon import BODY, GOVERNMENT, THING, UNIT
from .person import Person
from .phrases import PhraseReader
from .scan import BREAK, CAPS, NUMBER, POSSESSIVE
from .sheet import ARTICLES, Official, Sheet

_LONGEST_BODY = 14
_INSIDE = frozenset(("of", "and", "-", "for", "&", ","))


class AloneReader:
    """Looks at each name by itself."""

    def __init__(self, sheet: Sheet) -> None:
        """Work on `sheet`."""
        self._sheet = sheet
        self._page = sheet.page
        self._phrases = PhraseReader(sheet.page)

    def read(self, person: Person) -> None:
        """Names that are official by their style, by an affiliation or as a speaker's label."""
        page = self._page
        known = self._sheet.officials.get(person.start)
        opens = page.scan.after_break(person.first) or (
            known is not None and known.titles and page.scan.after_break(known.titles[0].first)
        )
        if opens and page.key(person.end) == ":" and (known is not None or person.honorific is not None):
            official = known or self._sheet.official(person, "officials.speaker_label")
            official.speaker = True
            return
        if known is not None and known.body is None and known.titles and page.key(person.end) in ("of", "from", ","):
            self._affiliate(known)
        if known is None and (person.style or person.rank is not None):
            official = self._sheet.official(person, "officials.style_name")
            if page.key(person.end) in ("of", ","):
                self._affiliate(official)
        elif known is None and person.letters and person.words >= 2:
            self._sheet.official(person, "officials.letters")
        elif known is None and (person.words >= 2 or person.honorific is not None) and not self._sheet.is_place(person):
            self._affiliated(person)

    def _affiliated(self, person: Person) -> None:
        """'Mr X of the Ministry of Y', 'X (Agency)', 'UNHCR's X'."""
        page = self._page
        k = person.end
        if page.mark(person.stop - 1) & THING:
            return
        if page.key(k) in ("of", "from", ","):
            body = self._body_of(k) or self._body_of_speaker(person)
            if body is not None and (page.key(k) != "from" or person.honorific is not None):
                rule = "affiliation" if page.key(k) != "," else "affiliation_comma"
                official = self._sheet.official(person, f"officials.{rule}")
                official.body = body
                self._take_country(official)
            return
        if self._after_body_label(person) or self._above_body(person) or self._of_body(person):
            return
        if page.key(k) == "(" and person.honorific is not None and self._of_country(person, k):
            return
        named = page.mark(k + 1) & GOVERNMENT or page.body_at(k + 1) is not None
        named = named and page.key(person.first - 1) not in ARTICLES
        if page.key(k) == "(" and (person.honorific is not None or named or self._with_number(k)):
            for n in range(k + 1, k + (_LONGEST_BODY if named else 7)):
                if page.key(n) == ")":
                    inside = range(k + 1, n)
                    if (
                        n > k + 1
                        and page.up(k + 1)
                        and all(page.up(m) or page.key(m) in _INSIDE or page.scan.shapes[m] & NUMBER for m in inside)
                    ):
                        official = self._sheet.official(person, "officials.affiliation_bracket")
                        official.body = (k + 1, n)
                        self._split_country(official)
                    return

    def _split_country(self, official: Official) -> None:
        """'(Ministry of X, Holmia)': the country behind the comma is that of the person."""
        page = self._page
        if official.body is None:
            return
        first, end = official.body
        for k in range(first + 1, end):
            place = page.country_at(k + 1) if page.key(k) == "," else None
            if place is not None and place[0] == end:
                official.body = (first, k)
                official.country, official.basis = place[1], "name"
                return
        self._take_country(official)

    def _affiliate(self, official: Official) -> None:
        """The body behind the name of one who is in office anyhow: 'Ambassador A B, of the Delegation of C'."""
        k = official.person.end
        if self._page.key(k) == "," and self._page.key(k + 1) != "of" and official.titles:
            return
        official.body = self._body_of(k)
        self._take_country(official)

    def _take_country(self, official: Official) -> None:
        noun = self._phrases.noun(official.body[0]) if official.body is not None else None
        if noun is None:
            return
        official.international = official.international or noun.international
        if noun.country is not None and official.country is None and not official.international:
            official.country, official.basis = noun.country, "organization"

    def _of_country(self, person: Person, i: int) -> bool:
        """'MS. ROSSI (Italy)': the speaker of a country."""
        page = self._page
        place = page.country_at(i + 1 + (page.key(i + 1) == "the"))
        if place is None or place[1] is None or page.key(place[0]) != ")":
            return False
        official = self._sheet.official(person, "officials.country_bracket")
        official.country, official.basis = place[1], "name"
        return True

    def _with_number(self, i: int) -> bool:
        """Whether the bracket at token i is followed by a telephone number."""
        page = self._page
        for k in range(i + 1, min(i + 6, page.scan.size - 1)):
            if page.key(k) == ")":
                return bool(page.scan.shapes[k + 1] & NUMBER) and len(page.scan.word(k + 1)) > 1
        return False

    def _body_of_speaker(self, person: Person) -> tuple[int, int] | None:
        """'ANNA BERG, of Norte Sur, a network': who speaks in the records of a meeting, and for whom."""
        page, k = self._page, person.end
        if page.key(k) != "," or page.key(k + 1) != "of" or not page.scan.after_break(person.first):
            return None
        if not all(page.scan.shapes[n] & CAPS or not page.up(n) for n in range(person.start, person.stop)):
            return None
        first = end = k + 2 + (page.key(k + 2) in ARTICLES)
        while end < first + 8 and (page.up(end) or (page.key(end) in _INSIDE - {","} and page.up(end + 1))):
            end += 1
        return (first, end) if end > first and page.key(end) == "," and page.country_at(first) is None else None

    def _body_of(self, k: int) -> tuple[int, int] | None:
        """Tokens of the body behind 'of', ',' or ', of' at token k."""
        page = self._page
        listed = page.key(k) == ","
        if listed and page.key(k + 1) in ("of", "from"):
            k, listed = k + 1, False
        return self._body_behind(k + 1, listed=listed)

    def _body_behind(self, i: int, *, listed: bool) -> tuple[int, int] | None:
        """Tokens of the body or bodies from token i on: 'Division for X, Ministry of Y'."""
        page = self._page
        noun = self._phrases.noun(i)
        if noun is None or noun.kind not in ("body", "unit") or not self._names_a_body(noun.first, noun.end):
            return None
        if page.key(noun.end - 1) in PROCESSES:
            return None
        if listed and not page.mark(noun.first) & (GOVERNMENT | UNIT) and page.body_at(noun.first) is None:
            return None
        if page.key(noun.end) == ",":
            outer = self._phrases.noun(noun.end + 1)
            if outer is not None and outer.kind == "body" and outer.end - outer.first >= 2:
                return noun.first, outer.end
        return noun.first, noun.end

    def _after_body_label(self, person: Person) -> bool:
        """'Minister's Office: A 02 6277 7500 B 02 6277 7501': people whom the office gives as contacts."""
        page = self._page
        k = person.first
        while k > 0 and page.scan.shapes[k - 1] & NUMBER:
            k -= 1
        before = self._sheet.by_end.get(k)
        if before is not None and k < person.first and before.start in self._sheet.officials:
            known = self._sheet.officials[before.start]
            if known.rule == "officials.body_label":
                self._sheet.official(person, known.rule).body = known.body
                return True
        if page.key(k - 1) != ":" or not page.scan.shapes[person.end] & NUMBER if person.end < page.scan.size else True:
            return False
        first = k - 1
        while (
            first > 0
            and not page.scan.shapes[first - 1] & BREAK
            and k - first < 10
            and page.key(first - 1) not in (".", ",")
            and not page.scan.shapes[first - 1] & NUMBER
        ):
            first -= 1
        if not any(page.mark(n) & BODY and page.up(n) for n in range(first, k - 1)):
            return False
        self._sheet.official(person, "officials.body_label").body = (first, k - 1)
        return True

    def _of_body(self, person: Person) -> bool:
        """'UNHCR's A B', 'AusAID's A B': the body straight before the name."""
        page = self._page
        k = person.first - 1
        if person.words < 2 or k < 1 or not page.scan.shapes[k] & POSSESSIVE:
            return False
        for first in range(max(0, k - 6), k):
            known = page.body_at(first)
            if known is not None and known[0] == k:
                official = self._sheet.official(person, "officials.body_of_name")
                official.body = (first, k)
                official.international = known[1].country is None
                return True
        return False

    def _above_body(self, person: Person) -> bool:
        """A name on a line of its own, and a body known by name on the next: a signature."""
        page = self._page
        if not page.scan.after_break(person.first) or not page.scan.shapes[person.end] & BREAK:
            return False
        k = person.end + 1 + (page.key(person.end + 1) == "the")
        known = page.body_at(k)
        if known is None or not (self._sheet.line_ends(known[0]) or page.key(known[0]) == ","):
            return False
        self._sheet.official(person, "officials.signature_body").body = (k, known[0])
        return True

    def _names_a_body(self, first: int, end: int) -> bool:
        page = self._page
        return page.body_at(first) is not None or end - first >= 2
