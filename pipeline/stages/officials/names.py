"""Reads names of persons: initials, particles, and words that can only be, or may be, a name."""

from __future__ import annotations

from .address import AddressReader
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
    PLACE_START,
    PORTFOLIO,
    SHORT_FORM,
    STOP,
    SUFFIX,
    THING,
    UNIT,
    VERB,
    WORDLIKE,
)
from .page import Page
from .person import GENERATION, Person, has_inner_capital
from .scan import BREAK, CAPS, INITIAL, NUMBER, POSSESSIVE, UP, WORD
from .suffixes import SuffixReader

_LONGEST = 9
_NO_NAME = STOP | HEAD | PORTFOLIO | BODY | MODIFIER | UNIT | THING | SHORT_FORM
_VOWELS = frozenset("aeiou")
_SHORTENED = frozenset(
    ("ma", "sta", "ep", "abd", "alh", "muh", "moh", "mhd", "jos", "pu", "yu", "ye", "ya", "zh", "kh", "sh")
)
RAISED = frozenset(("ª", "º"))
_NO_INITIALS = frozenset(("d.c", "u.s", "u.k", "u.n", "a.m", "p.m", "e.u", "u.s.a", "a.d", "b.c"))
_SYLLABLES = frozenset(("the", "than", "an", "so", "my", "how", "you", "her"))
_OPENERS = frozenset(("do", "an", "so"))
"""Small words that are family names before two other names: 'Minister Do Van Holm'."""
_FORENAMES = frozenset(("will", "bill"))
_MONTHS = frozenset(("may", "march", "april", "june", "august"))
_PEERS = frozenset(("lord", "lady", "baroness", "baron", "viscount", "viscountess", "earl", "countess"))
_DATED = _MONTHS | {"jan", "dec", "sunday", "monday", "friday"}
_HARD = frozenset("mr mrs ms miss mx messrs dr prof professor madam mdm assoc asst mme".split())
_KNOWN = _NO_NAME | FUNCTION | HON_START | PLACE_START | PARTICLE | ALSO_NAME | SUFFIX | LETTERS
_NOTED = _OPENERS | _DATED | _HARD
"""What makes a word one that may be no name, by its flags and by itself."""


class NameReader:
    """Reads a person's name from a token on."""

    def __init__(self, page: Page) -> None:
        """Read from `page`."""
        self._page = page
        self._addresses = AddressReader(page)
        self._suffixes = SuffixReader(page)

    def person(self, i: int, *, adjacent: bool = False) -> Person | None:
        """The person that is named from token i on; `adjacent` says that a title stands straight before."""
        page = self._page
        if page.mark(i) & HON_START and page.lexicon.no_names.at(page.scan.keys, i) is not None:
            return None
        opens = page.mark(i) & HON_START or page.key(i) in ("the", "(")
        address = self._addresses.read(i) if opens else None  # most names have no form of address
        start = address.end if address is not None else i
        addressed = start > i
        if not addressed and self._only_function(i):
            return None
        stop = self._name(start, trusted=addressed or adjacent)
        if stop == start:
            return None
        if addressed and stop == start + 1:
            stop = self._peerage(start, stop)
        words = len([1 for shape in page.scan.shapes[start:stop] if shape & (UP | INITIAL) == UP])
        if words == 0:
            return None
        person = Person(i, start, stop, stop, words=words)
        if address is not None:
            person.first, person.honorific = address.first, address.honorific
            person.style, person.rank = address.style, address.rank
        self._suffixes.read(person)
        if self._is_thing(person):
            return None
        before = page.mark(person.first - 1) & BEFORE and page.key(person.first - 1) != "late"
        if before and not addressed and not adjacent:
            return None
        return person

    def _only_function(self, i: int) -> bool:
        """Whether token i is a small word with which no name begins."""
        page = self._page
        mark = page.mark(i)
        if not mark & FUNCTION or mark & (ALSO_NAME | PARTICLE) or page.key(i) in _OPENERS:
            return False
        return bool(page.scan.shapes[i] & (UP | INITIAL) == UP)

    def _peerage(self, start: int, stop: int) -> int:
        """Behind the seat of a lord: 'Lord Holm | of Upper Vale'."""
        page = self._page
        lord = page.key(start - 1) in _PEERS and page.key(stop) == "of" and page.up(stop + 1)
        if not lord:
            return stop
        place = page.place_at(stop + 1)
        end = place[0] if place is not None else stop + 1
        while end < stop + 4 and page.up(end) and not page.mark(end) & (HEAD | BODY | HON_START):
            end += 1
        return end if end > stop + 1 else stop

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
            if not self._capital(k, inside, trusted):
                return k + 1 if inside and self._behind_initial(start, k) else k
            short = len(page.key(k)) <= 3 and self._abbreviated(k, inside or trusted)
            return k + 2 if short else k + 1
        if mark & PARTICLE and shape & WORD:
            return self._particles(k, inside, trusted)
        if page.glottal(k) and trusted and self._capital(k + 1, inside, trusted):
            return k + 2
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
        if self._capital(n, True, True) or (page.mark(n) & PARTICLE and page.up(n + 1)):
            return following
        if self._behind_initial(start, n):
            return following
        return self._last_initial(start, k, following)

    def _behind_initial(self, start: int, k: int) -> bool:
        """'Thomas G. | Day,': behind a forename and an initial any word is the surname, if the name then ends."""
        page = self._page
        before = k - 1 - (page.key(k - 1) == ".")
        if before <= start or not page.scan.shapes[before] & INITIAL or not page.name_like(start):
            return False
        mark = page.mark(k)
        return page.up(k) and not mark & (FUNCTION | HON_START) and page.key(k + 1) in (",", ")", ":")

    def _last_initial(self, start: int, k: int, following: int) -> int:
        """Behind initials that end a name: 'Dhan Raj B.K.', 'Musa Tanko Y.' at the end of a line; k if they do not."""
        page = self._page
        key = page.key(k).rstrip(".")
        if k == start or key in _NO_INITIALS or not page.scan.shapes[k - 1] & UP or page.scan.shapes[k - 1] & INITIAL:
            return k
        if "." in key:
            return following
        dotted = following > k + 1 or page.scan.word(k).endswith(".")
        line_end = following >= page.scan.size or page.scan.shapes[following] & BREAK
        return following if dotted and line_end and not page.scan.soft_break(following) else k

    def _abbreviated(self, k: int, trusted: bool) -> bool:
        """'Ts. | Ganzorig', 'Ma. | Corazon': a short word of a name with its full stop, the name going on."""
        page = self._page
        key = page.key(k)
        if page.key(k + 1) != "." or page.mark(k) & HON_START:
            return False
        if not trusted and not (page.scan.word(k) == "Ma" and page.name_like(k + 3)):
            return False
        if key not in _SHORTENED and (key == "ng" or not _VOWELS.isdisjoint(key)):
            return False
        glued = page.scan.starts[k + 1] == page.scan.end(k)
        name = page.name_like(k + 2) and page.key(k + 2) not in page.scan.lower
        return glued and (name or bool(page.mark(k + 2) & PARTICLE and not page.up(k + 2)))

    def _behind_dots(self, k: int) -> int:
        page = self._page
        n = k + 1
        while (page.key(n) == "." or page.scan.word(n) in RAISED) and n < k + 3:
            n += 1
        return n

    def _capital(self, k: int, inside: bool, trusted: bool) -> bool:
        """Whether the capitalised word at token k can be part of a name."""
        page = self._page
        shape = page.scan.shapes[k]
        if not shape & UP or shape & INITIAL:
            return False
        mark, key, caps = page.mark(k), page.key(k), shape & CAPS
        if not (mark & _KNOWN or caps or key in _NOTED):  # nothing is known of most names
            if has_inner_capital(page.scan.word(k)):
                return False
            return key not in page.scan.lower or (trusted and not inside and not self._in_headline(k))
        also = bool(mark & ALSO_NAME) and not (inside and key in _FORENAMES)
        if mark & FUNCTION and inside and not also and not caps and page.name_like(k - 1) and page.name_like(k + 1):
            return page.key(k + 1) not in page.scan.lower and (key in _SYLLABLES or not self._in_headline(k))
        if not inside and trusted and key in _OPENERS and page.name_like(k + 1) and page.name_like(k + 2):
            return True
        if key in _DATED and page.scan.shapes[k + 1] & NUMBER:
            return False
        if mark & FUNCTION and caps and len(key) > 1 and page.mark(k + 1) & FUNCTION and not self._after_address(k):
            return False
        if key in _HARD or (inside and mark & (SUFFIX | LETTERS) and (caps or key in GENERATION)):
            return False
        if mark & _NO_NAME:
            verb = mark & _NO_NAME == STOP and mark & VERB and not mark & FUNCTION
            if verb and not inside and self._after_address(k) and page.name_like(k + 1):
                return page.key(k + 1) not in page.scan.lower
            if not also or not (inside or trusted or self._forename(k)):
                return False
            if mark & (VERB | STOP | PORTFOLIO) and not inside and page.key(k + 1) in ("of", "for"):
                return False
        if mark & HON_START and inside and self._addresses.is_style(k):
            return False
        if page.country_at(k) is not None and not (also and (inside or trusted or self._forename(k))):
            return False
        if caps and page.scan.word(k) in page.lexicon.organizations.reject:
            return False
        if caps and "&" in key:
            return False
        if caps and page.acronym(k) and ((key.isascii() and page.scan.word(k).isascii()) or not page.name_like(k + 1)):
            if page.scan.word(k) in page.lexicon.acronyms or len(key) < 3 or not key.replace("'", "").isalpha():
                return False
            longer = len(key) >= 5 or page.name_like(k + 1) or self._after_address(k)
            return inside or (trusted and longer)
        if has_inner_capital(page.scan.word(k)):
            return False
        fits = also or key not in page.scan.lower or bool(mark & PARTICLE)
        return fits or (trusted and not inside and not self._in_headline(k))

    def _after_address(self, k: int) -> bool:
        """Whether a form of address stands straight before token k."""
        page = self._page
        return bool(page.mark(k - 1 - (page.key(k - 1) == ".")) & HON_START)

    def _forename(self, k: int) -> bool:
        """Whether a word that is a name too is followed by what can only be one: 'Mark Webber', 'Bill J. Doe'."""
        page = self._page
        if page.key(k) in page.scan.lower or (page.key(k) in _MONTHS and not page.scan.shapes[k + 1] & INITIAL):
            return False
        nxt = k + 1
        while nxt < page.scan.size and page.scan.shapes[nxt] & INITIAL and page.up(nxt):
            nxt += 1
        return page.name_like(nxt) and page.key(nxt) not in page.scan.lower and page.country_at(nxt) is None

    def _in_headline(self, k: int) -> bool:
        """Whether the words around token k are capitalised too."""
        page = self._page
        near = [n for n in range(max(0, k - 4), min(page.scan.size, k + 5)) if page.scan.shapes[n] & WORD]
        return sum(1 for n in near if page.up(n)) >= len(near) - 1

    def _particles(self, k: int, inside: bool, trusted: bool) -> int:
        page = self._page
        n = k
        while page.mark(n) & PARTICLE and not page.up(n) and n < k + 3:
            if page.mark(n) & WORDLIKE and n == k and not inside:
                return k
            n += 1
        if n == k or not (inside or trusted):
            return k
        return n + 1 if page.up(n) and self._capital(n, True, trusted) else k

    def _is_thing(self, person: Person) -> bool:
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
