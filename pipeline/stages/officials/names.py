"""Reads names of persons: forms of address, the name itself with its particles, letters behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...values import Span
from .lexicon import (
    ALSO_NAME,
    BEFORE,
    BODY,
    FUNCTION,
    HEAD,
    HON_START,
    LETTERS,
    MODIFIER,
    PARTICLE,
    PORTFOLIO,
    RANK,
    SHORT_FORM,
    STOP,
    STYLE,
    SUFFIX,
    THING,
    UNIT,
    VERB,
    WORDLIKE,
)
from .page import Page
from .scan import BREAK, CAPS, INITIAL, POSSESSIVE, UP, WORD

_LONGEST = 9
_NO_NAME = STOP | HEAD | PORTFOLIO | BODY | MODIFIER | UNIT | THING | SHORT_FORM
_CAMEL = re.compile(r"[^\W\d_A-Z][A-Z]")
_MC = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O|Al|El|D)[A-Z]")
_QUOTES = frozenset(("‘", "’", "'", "“", "”", '"'))
_SYLLABLES = frozenset(("the", "than", "an", "so", "my", "how", "you", "her"))
_FORENAMES = frozenset(("will", "bill"))
_MONTHS = frozenset(("may", "march", "april", "june", "august"))
_GENERATION = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi")
)
_HARD = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "messrs",
        "dr",
        "prof",
        "professor",
        "madam",
        "mdm",
        "assoc",
        "asst",
        "mme",
    )
)


@dataclass(slots=True)
class Person:
    """A name in tokens. The phrase with forms of address is [first, end), the name [start, stop)."""

    first: int
    start: int
    stop: int
    end: int
    honorific: Span | None = None
    style: bool = False
    rank: Span | None = None
    letters: tuple[Span, ...] = ()
    words: int = 1


@dataclass(slots=True)
class _Address:
    end: int
    first: int
    honorific: Span | None = None
    style: bool = False
    rank: Span | None = None


def _camel(word: str) -> bool:
    """Whether a part of the word has a capital inside, as no name has: 'AusAID', but 'McKay-MacDonald'."""
    return any(_CAMEL.search(part) and not _MC.match(part) for part in word.split("-"))


class NameReader:
    """Reads a person's name from a token on."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._address = page.lexicon.address

    def person(self, i: int, *, adjacent: bool = False) -> Person | None:
        """The person that is named from token i on; `adjacent` says that a title stands straight before."""
        page = self._page
        if page.mark(i) & HON_START and page.lexicon.no_names.at(page.scan.keys, i) is not None:
            return None
        address = self._addresses(i)
        start = address.end
        addressed = start > i
        stop = self._name(start, trusted=addressed or adjacent)
        if stop == start:
            return None
        words = sum(1 for shape in page.scan.shapes[start:stop] if shape & (UP | INITIAL) == UP)
        if words == 0:
            return None
        person = Person(address.first, start, stop, stop, address.honorific, address.style, address.rank, words=words)
        self._read_suffixes(person)
        if self._is_thing(person, addressed):
            return None
        before = page.mark(address.first - 1) & BEFORE and page.key(address.first - 1) != "late"
        if before and not addressed and not adjacent:
            return None
        return person

    def _addresses(self, i: int) -> _Address:
        """Forms of address from token i on: 'Hon. (Prof.)', 'H.E. Mr', 'Lieutenant General'."""
        page = self._page
        found = _Address(i, i)
        k = i
        if not page.mark(k) & HON_START and page.key(k) not in ("the", "("):
            return found
        if page.key(k) == "the" and self._address_at(k + 1) is not None:
            k += 1
        while k < page.scan.size:
            if k > i and page.key(k) == "the" and self._address_at(k + 1) is not None:
                k += 1
            bracket = page.key(k) == "("
            hit = self._address_at(k + bracket)
            if hit is None or page.country_at(k) is not None or (bracket and page.key(hit[0]) != ")"):
                break
            end, flag = hit
            if not self._precedes_name(end + bracket):
                break
            found.style = found.style or bool(flag & STYLE)
            lead = found.honorific[0] if found.honorific else page.scan.starts[i]
            if flag & RANK:
                found.rank = page.scan.span(k, end)
            found.honorific = (lead, page.scan.ends[end - 1 + bracket])
            k = end + bracket
            found.end = k
        return found

    def _precedes_name(self, k: int) -> bool:
        """Whether token k can go on after a form of address."""
        page = self._page
        if page.scan.shapes[k] & BREAK if k < page.scan.size else True:
            return k + 1 < page.scan.size and page.up(k + 1) and self._page.scan.soft_break(k)
        if page.key(k) == "the" and self._address_at(k + 1) is not None:
            return True
        return page.up(k) or page.key(k) == "(" or bool(page.mark(k) & PARTICLE)

    def _address_at(self, k: int) -> tuple[int, int] | None:
        """End token and kind of the longest form of address at token k, full stops included."""
        page = self._page
        if not page.marks[k] & HON_START:
            return None
        if not page.up(k) and page.key(k) not in ("the", "his", "her", "your", "their"):
            return None
        keys: list[str] = []
        ends: list[int] = []
        j = k
        longest = page.lexicon.longest_address.get(page.key(k).replace(".", "").split("-")[0], 0)
        while j < page.scan.size and len(keys) < longest and page.scan.shapes[j] & WORD:
            keys += page.key(j).replace(".", "").split("-")
            ends += [j + 1] * (len(keys) - len(ends) - 1)
            j += 1
            if page.key(j) == "." and len(keys[-1]) <= 5:
                j += 1
            ends.append(j)
        for n in range(len(keys), 0, -1):
            flag = self._address.get(tuple(keys[:n]))
            if flag is not None and page.up(ends[n - 1] - 1 if page.key(ends[n - 1] - 1) != "." else ends[n - 1] - 2):
                if (
                    n == 1
                    and len(keys[0]) <= 2
                    and keys[0] in ("u", "ko", "he", "sr", "er", "fr", "pu", "bu", "ir")
                    and not page.up(ends[0])
                ):
                    return None
                return ends[n - 1], flag
        return None

    def _name(self, start: int, *, trusted: bool) -> int:
        """End of the name that begins at token `start`; `start` where there is none."""
        page = self._page
        keys = page.scan.keys
        k = start
        while k < min(start + _LONGEST, page.scan.size):
            step = self._part(start, k, trusted)
            repeated = k > start + 1 and keys[k] == keys[k - 1] and len(keys[k]) > 2
            if step == k or repeated:
                break
            k = step
        return k

    def _part(self, start: int, k: int, trusted: bool) -> int:
        """Behind the part of a name at token k, or k where the name ends."""
        page = self._page
        shape, mark = page.scan.shapes[k], page.mark(k)
        inside = k > start
        if shape & INITIAL and shape & UP:
            return self._initial(start, k)
        if shape & UP:
            return k + 1 if self._capital(k, inside, trusted) else k
        if mark & PARTICLE and shape & WORD:
            return self._particles(k, inside, trusted)
        if inside and shape & BREAK and page.scan.soft_break(k) and k + 1 < page.scan.size:
            nxt = k + 1
            plain_name = page.name_like(nxt) and page.key(nxt) not in page.scan.lower and page.country_at(nxt) is None
            return nxt + 1 if plain_name and k == start + 1 else k
        if inside and page.key(k) in ('"', "“", "(") and page.key(k + 2) in ('"', "”", ")"):
            follows = page.name_like(k + 1) and page.name_like(k + 3) and not page.acronym(k + 1)
            return k + 4 if follows and page.key(k) != "(" else k
        return k

    def _initial(self, start: int, k: int) -> int:
        """Behind an initial and its full stops, where the name goes on after the initials."""
        page = self._page
        if page.country_at(k) is not None or (page.mark(k) & SUFFIX and k > start):
            return k
        following = self._behind_dots(k)
        n = following
        while page.scan.shapes[n] & INITIAL and page.up(n):
            if n > k + _LONGEST or page.country_at(n) is not None:
                return k
            n = self._behind_dots(n)
        goes_on = self._capital(n, True, True) or (page.mark(n) & PARTICLE and page.up(n + 1))
        return following if goes_on else k

    def _behind_dots(self, k: int) -> int:
        page = self._page
        n = k + 1
        while page.key(n) == "." and n < k + 3:
            n += 1
        return n

    def _capital(self, k: int, inside: bool, trusted: bool) -> bool:
        """Whether the capitalised word at token k can be part of a name."""
        page = self._page
        shape = page.scan.shapes[k]
        if not shape & UP or shape & INITIAL:
            return False
        mark, key, caps = page.mark(k), page.key(k), shape & CAPS
        also = bool(mark & ALSO_NAME) and not (inside and key in _FORENAMES)
        if mark & FUNCTION and inside and not also and not caps and page.name_like(k - 1) and page.name_like(k + 1):
            return page.key(k + 1) not in page.scan.lower and (key in _SYLLABLES or not self._in_headline(k))
        if inside and (key in _HARD or (mark & (SUFFIX | LETTERS) and (caps or key in _GENERATION))):
            return False
        if mark & _NO_NAME:
            if not also or not (inside or trusted or self._forename(k)):
                return False
            if mark & (VERB | STOP | PORTFOLIO) and not inside and page.key(k + 1) in ("of", "for"):
                return False
        if mark & HON_START and inside and self._is_style(k):
            return False
        if page.country_at(k) is not None and not (also and (inside or trusted or self._forename(k))):
            return False
        if caps and page.scan.words[k] in page.lexicon.organizations.reject:
            return False
        if caps and page.acronym(k):
            if page.scan.words[k] in page.lexicon.acronyms or len(key) < 3 or not key.isalpha():
                return False
            longer = len(key) >= 5 or page.name_like(k + 1) or self._after_address(k)
            return inside or (trusted and longer)
        if _CAMEL.search(page.scan.words[k]) and _camel(page.scan.words[k]):
            return False
        return (
            also
            or key not in page.scan.lower
            or (trusted and not inside and not self._in_headline(k))
            or bool(mark & PARTICLE)
        )

    def _after_address(self, k: int) -> bool:
        """Whether a form of address stands straight before token k."""
        page = self._page
        return bool(page.mark(k - 1 - (page.key(k - 1) == ".")) & HON_START)

    def _forename(self, k: int) -> bool:
        """Whether a word that is a name too is followed by what can only be one: 'Mark Webber', 'Bill J. Doe'."""
        page = self._page
        if page.key(k) in page.scan.lower or page.key(k) in _MONTHS:
            return False
        nxt = k + 1
        while nxt < page.scan.size and page.scan.shapes[nxt] & INITIAL and page.up(nxt):
            nxt += 1
        return page.name_like(nxt) and page.key(nxt) not in page.scan.lower and page.country_at(nxt) is None

    def _is_style(self, k: int) -> bool:
        hit = self._address_at(k)
        return hit is not None and bool(hit[1] & (STYLE | RANK))

    def _in_headline(self, k: int) -> bool:
        """Whether the words around token k are capitalised too."""
        page = self._page
        near = [n for n in range(max(0, k - 4), min(page.scan.size, k + 5)) if page.scan.shapes[n] & WORD]
        return sum(1 for n in near if page.up(n)) >= len(near) - 1

    def _particles(self, k: int, inside: bool, trusted: bool) -> int:
        page = self._page
        n = k
        while page.mark(n) & PARTICLE and not page.up(n) and n < k + 3:
            if page.mark(n) & WORDLIKE and (not inside or page.key(n) == "of"):
                return k
            n += 1
        if n == k or not (inside or trusted):
            return k
        return n + 1 if page.up(n) and self._capital(n, True, trusted) else k

    def _read_suffixes(self, person: Person) -> None:
        """'Jr.' goes with the name; 'SC', 'MP', 'AO' stand behind it."""
        page = self._page
        letters: list[Span] = []
        k = person.stop
        if page.key(k) in _QUOTES and page.up(k + 1) and page.key(k + 2) in _QUOTES:
            k += 3
        while True:
            n = k + 1 if page.key(k) == "," else k
            mark, key = page.mark(n), page.key(n).replace(".", "")
            decoration = n > k and page.scan.words[n].count(".") >= 2 and page.country_at(n) is None
            if decoration:
                k = n + 1
                continue
            if not mark & (SUFFIX | LETTERS) or not page.up(n):
                break
            if key in _GENERATION:
                k = n + 1
                if page.key(k) == "." and key in ("jr", "sr"):
                    k += 1
                person.stop = k
            elif page.scan.shapes[n] & (CAPS | INITIAL) or key in ("phd", "esq", "retd", "md"):
                k = n + 1
                if mark & LETTERS:
                    letters.append(page.scan.span(n, n + 1))
                if page.key(k) == "." and key in ("esq", "retd", "phd", "md"):
                    k += 1
            else:
                break
        person.end = k
        person.letters = tuple(letters)

    def _is_thing(self, person: Person, addressed: bool) -> bool:
        """Whether the name only names a thing: 'the Mandela Foundation', 'the Brady Briefing Room'."""
        page = self._page
        k = person.stop
        for n in range(k, min(k + 4, page.scan.size)):
            if not page.up(n) or page.scan.shapes[n] & POSSESSIVE:
                return False
            if page.mark(n) & (THING | BODY):
                return not page.mark(n) & VERB
            if page.mark(n) & HEAD:
                return False
        return False
