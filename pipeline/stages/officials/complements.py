"""Reads what follows the head of a title: portfolio, body, unit, country, the title that it serves."""

from __future__ import annotations

from .ahead import Ahead
from .lexicon import GOVERNMENT, HEAD, HON_START, MODIFIER, PORTFOLIO
from .page import Page
from .phrases import Noun, PhraseReader
from .scan import CAPS
from .title import HeadReader, Title

_NEVER_AT = frozenset(("minister", "president", "king", "queen", "chancellor", "premier", "ministers", "presidents"))
_HOUSES = frozenset(("house", "opposition", "senate", "board", "cabinet"))
_PREPOSITIONS = frozenset(("of", "for", "to", "on", "at", "in", "within"))
_HOMES = frozenset(("ministry", "department", "office", "cabinet", "presidency"))


class ComplementReader:
    """Extends titles to the right."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._phrases = PhraseReader(page)
        self._ahead = Ahead(page)
        self._heads = HeadReader(page)
        self._lexicon = page.lexicon
        self._worldwide = page.lexicon.worldwide
        self._sent = frozenset(page.lexicon.titles.sent)

    def read(self, title: Title) -> None:
        """Extend `title` over its complements and take body and country from them."""
        page = self._page
        i = self._parenthesis(title.stop)
        short = i > title.stop and page.key(i) not in ("of", "for") and not page.mark(i - 2) & PORTFOLIO
        if short and self._spells(title):
            title.end = i
            return
        title.stop = title.end = i
        for _ in range(4):
            prep = page.key(i)
            if prep not in _PREPOSITIONS or (page.up(i) and not page.shouted(i)):
                break
            title_end = self._nested(prep, i + 1)
            if title_end is not None:
                if title.body is not None and title.body[1] == i:
                    title.body = (title.body[0], title_end)
                title.stop = title.end = i = title_end
                continue
            noun = self._phrases.noun(i + 1)
            if noun is None or not self._fits(title, prep, noun):
                break
            self._take(title, prep, i, noun)
            i = self._parenthesis(title.end)
            if i > title.end and page.key(i) in ("of", "for"):
                title.stop = i if title.stop == title.end else title.stop
                title.end = i
            i = title.end
            if self._listed_again(title, i):
                title.stop = title.end = i = i + 1
        self._comma_body(title)
        if not title.international:
            words = " ".join(page.scan.keys[title.start : title.stop])
            title.international = self._worldwide.search(words) is not None

    def _spells(self, title: Title) -> bool:
        """Whether the bracket behind the title only shortens it: 'Senior Minister of State (SMS)', unlike '(OE)'."""
        page = self._page
        short = page.key(title.stop + 1)
        initials = "".join(page.key(k)[:1] for k in range(title.start, title.stop))
        return page.key(title.stop + 2) != ")" or short[:1] == initials[:1] or short in initials

    def _listed_again(self, title: Title, i: int) -> bool:
        """'Minister of State, | of Family and Youth': the portfolio behind a comma."""
        page = self._page
        listed = page.key(i) == "," and page.key(i + 1) == "of" and page.up(i + 2) and title.stop == i
        return listed and bool(page.mark(i + 2) & PORTFOLIO) and page.key(i - 1) == "state"

    def _parenthesis(self, i: int) -> int:
        """Behind '(SMS)' or '(Law)'."""
        page = self._page
        if page.key(i) != "(":
            return i
        for k in range(i + 1, i + 5):
            if page.key(k) == ")":
                inside = range(i + 1, k)
                short = all(page.scan.shapes[n] & CAPS or page.key(n) in ("and", "&") for n in inside)
                named = all(page.mark(n) & (PORTFOLIO | MODIFIER) or page.key(n) in ("and", "&") for n in inside)
                return k + 1 if inside and (short or named) else i
        return i

    def _nested(self, prep: str, i: int) -> int | None:
        """End of a title behind the preposition: 'Secretary to | the President'."""
        page = self._page
        if prep not in ("to", "of") or page.key(i) != "the" or page.key(i + 1) in _HOUSES:
            return None
        if not self._ahead.next_title(i):
            return None
        k = i + 1
        known = page.body_at(k)
        if known is not None:
            if known[0] - k > 1:
                return None
            k = known[0]
        while not page.mark(k) & HEAD:
            k += 1
        if page.mark(k) & PORTFOLIO and page.key(k + 1) not in ("of", "for", "general"):
            return None
        inner = Title(k, k, k, k, self._heads.last_head(k), False)
        inner.stop = inner.end = self._heads.posts(inner.head)
        if page.key(inner.end) in ("of", "for"):
            noun = self._phrases.noun(inner.end + 1)
            if noun is not None and noun.kind == "portfolio":
                return noun.end
        return inner.end

    def _fits(self, title: Title, prep: str, noun: Noun) -> bool:
        page = self._page
        head = page.key(title.head)
        if not page.up(title.head) and not page.up(noun.first) and noun.kind in ("portfolio", "name"):
            return not title.weak or noun.kind == "portfolio"
        if prep == "to":
            return head in self._sent or noun.kind in ("body", "unit")
        if prep in ("in", "within"):
            seat = noun.kind == "name" and page.key(noun.end) == ","
            if noun.kind in ("body", "unit") and self._set_off(noun.end):
                return (head not in _NEVER_AT or page.key(noun.first) in _HOMES) and not title.weak
            return noun.kind == "country" or seat or page.key(noun.first) == "charge"
        if prep == "on":
            return noun.kind != "country" and noun.kind != "name"
        if prep == "at":
            return (
                noun.kind in ("body", "unit")
                and self._closed(noun.end)
                and (head not in _NEVER_AT or title.body is not None or page.key(noun.first) in _HOMES)
            )
        return True

    def _take(self, title: Title, prep: str, at: int, noun: Noun) -> None:
        """Count a complement to the title, to its body or to its country."""
        page = self._page
        title.complements.append(noun)
        head = self._heads.singular(title.head)
        glued = title.stop == at
        previous = title.end
        title.end = noun.end
        keeps = self._lexicon.titles.keeps.get(head, ())
        settled = noun.kind == "country" and page.country_at(noun.first) is None
        if settled and prep in ("for", "in"):
            title.stop = noun.end if prep == "for" and glued else title.stop  # a seat: 'Senator for Harrow'
            return
        if noun.kind == "country":
            self._set_country(title, prep, noun, head)
            on_mission = glued and (prep in ("to", "for") or page.key(noun.end) in ("to", "on", "in"))
            regional = prep == "for" and noun.country is None and glued
            if regional or (head in self._sent and (on_mission or prep == "to")):
                title.stop = noun.end
            return
        if noun.country and title.country is None and not noun.international:
            title.country, title.basis = noun.country, "organization"
        kept = any(page.key(k) in keeps for k in range(noun.first, min(noun.first + 2, noun.end)))
        if noun.kind == "name" and prep == "in":
            return
        if noun.kind in ("portfolio", "name") or kept or (prep == "for" and noun.kind != "body"):
            if glued or prep == "to":
                title.stop = noun.end
            return
        if prep == "for" and glued and not noun.international:
            title.stop = noun.end
            return
        if prep == "to" and head in self._sent:
            title.stop = noun.end
        if noun.kind == "body" and glued and (self._services_of_body(noun) or self._services_of_office(head, noun)):
            title.stop = noun.end
            return
        if noun.kind == "unit" and glued and (noun.end == noun.first + 1 or self._unit_of_body(noun.end)):
            title.stop = noun.end
            return
        if title.body is None:
            title.body = (noun.first, noun.end)
            title.international = noun.international
        elif previous == at and title.international is False and noun.international:
            title.international = True

    def _services_of_body(self, noun: Noun) -> bool:
        """'Markets and Services, Federal Administration': what the body that follows does, not a body itself."""
        page = self._page
        if page.key(noun.end) != "," or any(page.mark(k) & GOVERNMENT for k in range(noun.first, noun.end)):
            return False
        outer = self._phrases.noun(noun.end + 1)
        return (
            outer is not None
            and outer.kind == "body"
            and page.up(outer.first)
            and page.mark(noun.first) & PORTFOLIO != 0
        )

    def _services_of_office(self, head: str, noun: Noun) -> bool:
        """'Undersecretary of | Migration Services': a portfolio that ends like a body, of an office of state."""
        page, data = self._page, self._lexicon.titles
        if head not in data.ministerial or page.key(noun.end - 1) not in data.services:
            return False
        return page.body_at(noun.first) is None and not page.mark(noun.first) & GOVERNMENT and noun.end > noun.first + 1

    def _set_off(self, i: int) -> bool:
        """Whether a comma or a name stands at token i."""
        page = self._page
        return page.key(i) == "," or page.name_like(i) or bool(page.up(i) and page.mark(i) & HON_START)

    def _closed(self, i: int) -> bool:
        """Whether a phrase ends before token i: no capitalised word follows, or a name does."""
        return not self._page.up(i) or self._page.name_like(i) or bool(self._page.mark(i) & HON_START)

    def _unit_of_body(self, i: int) -> bool:
        page = self._page
        if page.key(i) not in ("of", "at", "in", ","):
            return False
        noun = self._phrases.noun(i + 1)
        if noun is None or noun.kind not in ("body", "unit"):
            return False
        return page.key(i) != "," or (page.up(noun.first) and noun.kind == "body" and noun.end > noun.first + 1)

    def _set_country(self, title: Title, prep: str, noun: Noun, head: str) -> None:
        if prep in ("to", "on") or (prep in ("for", "in") and (head in self._sent or title.international)):
            return
        if noun.country and title.country is None:
            title.country, title.basis = noun.country, "title"
            title.located = prep in ("for", "in")
        codes = [noun.country] if noun.country else []
        page = self._page
        end = noun.end
        while title.plural and page.key(end) in (",", "and"):
            following = page.country_at(end + 1 + (page.key(end + 1) in ("and", "the")))
            if following is None or following[1] is None:
                break
            codes.append(following[1])
            end = following[0]
        if len(codes) > 1:
            title.countries = tuple(codes)
            title.end = end

    def _comma_body(self, title: Title) -> None:
        """', Ministry of X' behind a title that names no body yet."""
        page = self._page
        i = title.end
        if page.key(i) != "," or self._ahead.next_title(i + 1):
            return
        noun = self._phrases.noun(i + 1)
        if noun is None or noun.kind not in ("body", "unit") or not page.up(noun.first):
            return
        if noun.end - noun.first < 2 and not page.acronym(noun.first):
            return
        if title.body is not None:
            title.end = noun.end
            title.body = (title.body[0], noun.end)
            return
        title.body, title.end, title.international = (noun.first, noun.end), noun.end, noun.international
        if noun.country:
            title.country, title.basis = title.country or noun.country, title.basis or "organization"
