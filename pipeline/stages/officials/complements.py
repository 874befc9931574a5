"""Reads what follows the head of a title: portfolio, body, unit, country, the title that it serves."""

from __future__ import annotations

from .ahead import PROCESSES, Ahead
from .brackets import BracketReader
from .lexicon import BODY, HEAD, HON_START, MODIFIER, PARTICLE, PORTFOLIO, UNIT
from .page import Page
from .phrases import Noun, PhraseReader
from .scan import POSSESSIVE
from .seats import SeatReader
from .title import HeadReader, Title

_NEVER_AT = frozenset(("minister", "president", "king", "queen", "chancellor", "premier", "ministers", "presidents"))
_HOUSES = frozenset(("house", "opposition", "senate", "board", "cabinet"))
_PREPOSITIONS = frozenset(("of", "for", "to", "on", "at", "in", "within"))
_HOMES = frozenset(("ministry", "department", "office", "cabinet", "presidency", "government"))


class ComplementReader:
    """Extends titles to the right."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._phrases = PhraseReader(page)
        self._ahead = Ahead(page)
        self._heads = HeadReader(page)
        self._brackets = BracketReader(page)
        self._seats = SeatReader(page, self._phrases, self._heads)
        self._lexicon = page.lexicon
        self._sent = frozenset(page.lexicon.titles.sent)

    def read(self, title: Title) -> None:
        """Extend `title` over its complements and take body and country from them."""
        page = self._page
        i = self._brackets.behind(title.stop)
        short = i > title.stop and page.key(i) not in ("of", "for") and not page.mark(i - 2) & PORTFOLIO
        if short and self._brackets.spells(title):
            title.end = i
            return
        title.stop = title.end = i = self._bare_portfolio(i)
        for _ in range(4):
            prep = page.key(i)
            if prep not in _PREPOSITIONS or (page.up(i) and not page.shouted(i)):
                break
            following = self._office(title, prep, i) or self._phrase(title, prep, i)
            if following is None:
                break
            i = following
        self._brackets.take_country(title)
        self._under(title)
        self._comma_body(title)
        if not title.international:
            words = " ".join(page.scan.keys[title.start : title.stop])
            title.international = self._lexicon.is_worldwide(words)

    def _bare_portfolio(self, i: int) -> int:
        """Behind 'Immigration' in 'Director Immigration A B': a portfolio without preposition, before a name."""
        page = self._page
        only = PORTFOLIO | BODY | HEAD | HON_START | MODIFIER
        if not page.up(i) or page.mark(i) & only != PORTFOLIO or not page.up(i - 1):
            return i
        noun = self._phrases.noun(i)
        if noun is None or noun.kind != "portfolio":
            return i
        named = page.name_like(noun.end) and (page.name_like(noun.end + 1) or page.mark(noun.end + 1) & PARTICLE)
        return noun.end if named or page.mark(noun.end) & HON_START else i

    def _office(self, title: Title, prep: str, i: int) -> int | None:
        """Token behind the office that the title at token i serves, or behind the body called after it."""
        office_end = self._office_of_another(i + 1)
        if office_end is not None and title.body is None:
            title.body = (i + 1 + (self._page.key(i + 1) == "the"), office_end)
            title.end = self._brackets.behind(office_end)
            return title.end
        end = self._nested(prep, i + 1)
        if end is None:
            return None
        if title.body is not None and title.body[1] == i:
            title.body = (title.body[0], end)
            title.end = end
        else:
            title.stop = title.end = end
        return end

    def _phrase(self, title: Title, prep: str, at: int) -> int | None:
        """Token behind the phrase that the preposition at token `at` begins, taken up in the title."""
        page = self._page
        noun = self._phrases.noun(at + 1)
        if noun is None or not self._fits(title, prep, noun):
            return None
        self._take(title, prep, at, noun)
        i = self._brackets.behind(title.end)
        if i > title.end and page.key(i) in ("of", "for"):
            title.stop = i if title.stop == title.end else title.stop
            title.end = i
        if self._listed_again(title, title.end):
            title.stop = title.end = title.end + 1
        return title.end

    def _listed_again(self, title: Title, i: int) -> bool:
        """'Minister of State, | of Family and Youth': the portfolio behind a comma."""
        page = self._page
        listed = page.key(i) == "," and page.key(i + 1) == "of" and page.up(i + 2) and title.stop == i
        return listed and bool(page.mark(i + 2) & PORTFOLIO) and page.key(i - 1) == "state"

    def _office_of_another(self, i: int) -> int | None:
        """Behind 'the Secretary General's Office': a body called after the title of its head."""
        page = self._page
        if page.key(i) != "the" or not self._ahead.next_title(i):
            return None
        for k in range(i + 2, i + 6):
            if page.scan.shapes[k] & POSSESSIVE:
                return k + 2 if page.up(k + 1) and page.mark(k + 1) & (BODY | UNIT) else None
            if not page.up(k):
                return None
        return None

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
        if page.key(noun.end - 1) in PROCESSES and prep not in ("of", "for", "to"):
            return False
        if prep == "to":
            return self._heads.singular(title.head) in self._sent or noun.kind in ("body", "unit")
        if prep in ("in", "within"):
            seat = noun.kind == "name" and page.key(noun.end) == ","
            if noun.kind in ("body", "unit") and self._set_off(noun.end):
                known = title.complements and page.up(noun.first)
                return (head not in _NEVER_AT or page.key(noun.first) in _HOMES) and (not title.weak or bool(known))
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
        noun = self._seats.seat_on_board(title, noun)
        title.complements.append(noun)
        glued, previous = title.stop == at, title.end
        title.end = self._seats.seat_end(noun)
        if noun.kind == "country":
            self._take_country(title, prep, noun, glued=glued)
            return
        if noun.country and title.country is None and not noun.international:
            title.country, title.basis = noun.country, "organization"
        if self._take_words(title, prep, noun, glued=glued):
            return
        if title.body is None:
            title.body = (noun.first, noun.end)
            title.international = noun.international
        elif previous == at and title.international is False and noun.international:
            title.international = True

    def _take_country(self, title: Title, prep: str, noun: Noun, *, glued: bool) -> None:
        """A country, or a settled place: whom the title is of, or its seat, 'Senator for Harrow'."""
        page, head = self._page, self._heads.singular(title.head)
        if page.country_at(noun.first) is None and prep in ("for", "in"):
            title.stop = noun.end if prep == "for" and glued else title.stop
            return
        self._set_country(title, prep, noun, head)
        on_mission = glued and (prep in ("to", "for") or page.key(noun.end) in ("to", "on", "in"))
        regional = prep == "for" and noun.country is None and glued
        if regional or (head in self._sent and (on_mission or prep == "to")):
            title.stop = noun.end

    def _take_words(self, title: Title, prep: str, noun: Noun, *, glued: bool) -> bool:
        """Whether the phrase is no body, but words of the title, which it is then counted to."""
        head = self._heads.singular(title.head)
        if noun.kind == "name" and prep == "in":
            return True
        if prep == "of" and glued and title.body is None and self._seats.of_house(head, noun):
            return False
        words = noun.kind == "portfolio" or (noun.kind == "name" and not self._seats.of_board(title, prep))
        if words and title.country is None and (own := self._seats.own_people(noun)) is not None:
            title.country, title.basis = own, "title"
        if words or self._kept(head, prep, noun) or (prep == "for" and noun.kind != "body"):
            title.stop = noun.end if glued or prep == "to" else title.stop
            return True
        if prep == "to" and head in self._sent:
            title.stop = noun.end
            if glued or title.country is not None:
                return True  # a seat of the country that sends
        if not glued:
            return False
        of_body = self._seats.services_of_body(noun) or self._seats.services_of_office(head, noun)
        of_unit = noun.end == noun.first + 1 or self._seats.unit_of_body(noun.end)
        inner = (prep == "for" and not noun.international) or (noun.kind == "body" and of_body)
        if inner or (noun.kind == "unit" and of_unit):
            title.stop = noun.end
            return True
        return False

    def _kept(self, head: str, prep: str, noun: Noun) -> bool:
        """Whether the body stays in the title: 'Leader of the House', 'Envoy for the Holm Process'."""
        page, keeps = self._page, self._lexicon.titles.keeps.get(head, ())
        if prep in ("for", "on") and page.key(noun.end - 1) in PROCESSES:
            return True
        named = any(page.key(k) in keeps for k in range(noun.first, min(noun.first + 2, noun.end)))
        return named and not self._seats.board_of_state(noun)

    def _set_off(self, i: int) -> bool:
        """Whether a comma or a name stands at token i."""
        page = self._page
        return page.key(i) == "," or page.name_like(i) or bool(page.up(i) and page.mark(i) & HON_START)

    def _closed(self, i: int) -> bool:
        """Whether a phrase ends before token i: no capitalised word follows, or a name does."""
        return not self._page.up(i) or self._page.name_like(i) or bool(self._page.mark(i) & HON_START)

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

    def _under(self, title: Title) -> None:
        """'of the Agency | under the Cabinet of Ministers', 'under the President of X': whom it answers to."""
        page, k = self._page, title.end
        if title.body is None or page.key(k) != "under" or page.key(k + 1) != "the" or not page.up(k + 2):
            return
        end = self._nested("to", k + 1)
        if end is not None and page.key(end) == "of":
            noun = self._phrases.noun(end + 1)
            end = noun.end if noun is not None and noun.kind == "country" else end
            if noun is not None and noun.country and title.country is None:
                title.country, title.basis = noun.country, "title"
        noun = self._phrases.noun(k + 1) if end is None else None
        if noun is not None and noun.kind in ("body", "unit"):
            end = noun.end
        title.end = end or title.end

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
