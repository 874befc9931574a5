"""The word lists of titles, names and bodies, as flags of single words and as phrases."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Generic, TypeVar

from ...countries import Countries
from ...loading import Resources
from .scan import TOKEN, Vocabulary, plain
from .wordlists import Body, NameResource, OrganizationResource, TitleResource

HEAD, PLURAL, ORDINARY, MODIFIER, POST, PORTFOLIO, UNIT, ABBREVIATION, COUNTERPART = (1 << i for i in range(9))
HONORIFIC, STYLE, RANK, PARTICLE, WORDLIKE, SUFFIX, STOP, THING, BEFORE = (1 << i for i in range(9, 18))
BODY, GOVERNMENT, ALSO_NAME, LETTERS, NO_ACRONYM, VERB, HON_START, PLACE_START, PASSING, FUNCTION = (
    1 << i for i in range(18, 28)
)
BODY_START, SHORT_FORM, REJECT_START, STANDING = 1 << 28, 1 << 29, 1 << 30, 1 << 31
SENSES = BODY_START - 1
"""All flags that say what a word means; the four above only say how it can be used."""


ABSTRACT = ("tion", "tions", "sion", "sions", "ology", "isms", "ility", "ivity", "iency", "ities")
"""Endings of words that name fields of work and no persons."""

_SYLLABLES = frozenset(("jun", "so"))
"""Months and other small words that are syllables of given names: 'Jun-ho', 'So-ra'."""
_PREFIXES = frozenset(
    (
        "co",
        "re",
        "de",
        "non",
        "pre",
        "anti",
        "inter",
        "intra",
        "multi",
        "self",
        "cyber",
        "bio",
        "agri",
        "agro",
        "socio",
        "eco",
        "e",
    )
)
_POST_PARTS = frozenset(("in", "at", "office", "charge", "chief", "large", "general"))
_SHORT_FORM = re.compile(r"'(?:ve|re|ll|d|m|t)$")
_NO_PLURAL = ("ss", "ics", "'s", "’s")
T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases of one or more tokens, looked up at a position; the longest wins."""

    def __init__(self) -> None:
        """No phrases yet."""
        self._single: dict[str, T] = {}
        self._longer: dict[tuple[str, str], list[tuple[int, list[str], T]]] = {}
        self._firsts: set[str] = set()
        self._all: set[tuple[str, ...]] = set()

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase, in any case."""
        keys = tuple(plain(w) for w in TOKEN.findall(phrase))
        self._firsts.add(keys[0])
        self._all.add(keys)
        if len(keys) == 1:
            self._single.setdefault(keys[0], value)
            return
        rows = self._longer.setdefault((keys[0], keys[1]), [])
        rows.append((len(keys), list(keys), value))
        rows.sort(key=lambda row: -row[0])

    def begins_with(self, key: str) -> bool:
        """Whether a phrase begins with the token `key`."""
        return key in self._firsts

    def is_one(self, keys: list[str], first: int, end: int) -> bool:
        """Whether tokens [first, end) are a phrase."""
        return keys[first] in self._firsts and tuple(keys[first:end]) in self._all

    def at(self, keys: list[str], i: int) -> tuple[int, T] | None:
        """End token and value of the longest phrase that begins at token i."""
        first = keys[i]
        if first not in self._firsts:
            return None
        for size, phrase, value in self._longer.get((first, keys[i + 1]), ()):
            if keys[i : i + size] == phrase:
                return i + size, value
        return (i + 1, self._single[first]) if first in self._single else None


def inflected(verb: str) -> tuple[str, ...]:
    """A verb with its regular -s, -ed and -ing forms."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb, verb + "es", verb + "ed", verb + "ing"
    return verb, verb + "s", verb + "ed", verb + "ing"


def plural_of(head: str, irregular: dict[str, str]) -> str:
    """The plural of a head ('secretary' gives 'secretaries')."""
    if head in irregular:
        return irregular[head]
    if head.endswith("y"):
        return head[:-1] + "ies"
    return head + ("es" if head.endswith(("s", "sh", "ch", "x")) else "s")


class Lexicon:
    """All word lists of the stage, loaded and checked once."""

    def __init__(self, resources: Resources) -> None:
        """Load the word lists and the table of countries. Raises `ResourceError` on a broken one."""
        self.titles = resources.load("officials_titles.yaml", TitleResource)
        self.names = resources.load("officials_names.yaml", NameResource)
        self.organizations = resources.load("officials_organizations.yaml", OrganizationResource)
        self.country_table = Countries(resources)
        self.country = lru_cache(maxsize=1 << 12)(self._country)
        self.flags: dict[str, int] = {}
        self.vocabulary = Vocabulary(self._marks, HEAD | COUNTERPART | ABBREVIATION)
        self._add_titles()
        self._add_names()
        self.bodies: Phrases[Body] = Phrases()
        self.acronyms: dict[str, Body] = {}
        self._add_bodies()
        self.places: Phrases[str] = Phrases()
        self._accented = frozenset(d for d in self.country_table.demonyms if not d.isascii())
        for name in (*self.country_table.names, *self.country_table.demonyms, *self.organizations.regions):
            self.places.add(name, name)
            self._flag([TOKEN.findall(name)[0]], PLACE_START)
        self.links = frozenset(tuple(plain(w) for w in TOKEN.findall(link)) for link in self.titles.links)
        self._worldwide = re.compile("|".join(rf"\b{re.escape(plain(w))}\b" for w in self.titles.worldwide) or r"(?!)")
        self.is_worldwide = lru_cache(maxsize=1 << 12)(self._is_worldwide)
        self.rejects: Phrases[str] = Phrases()
        for phrase in self.titles.reject:
            self.rejects.add(phrase, phrase)

    def _flag(self, words: tuple[str, ...] | list[str], flag: int) -> None:
        for word in words:
            key = plain(word)
            self.flags[key] = self.flags.get(key, 0) | flag

    def _add_titles(self) -> None:
        data = self.titles
        irregular = {plain(k): plain(v) for k, v in data.plurals.items()}
        self.singular = {plural_of(plain(h), irregular): plain(h) for h in data.heads}
        self._flag(data.heads, HEAD)
        self._flag(list(self.singular), HEAD | PLURAL)
        self._flag(data.ordinary, ORDINARY)
        self._flag([p for p, h in self.singular.items() if h in data.ordinary], ORDINARY)
        self._flag(data.modifiers, MODIFIER)
        self._flag(data.posts, POST)
        self._flag(data.passing, PASSING)
        self._flag(data.portfolios, PORTFOLIO)
        singulars = [p[:-1] for p in data.portfolios if p.endswith("s") and not p.endswith(_NO_PLURAL)]
        self._flag([w for w in singulars if not self.flags.get(plain(w), 0) & HEAD], PORTFOLIO)
        self._flag(data.units, UNIT)
        self._flag(data.abbreviations, ABBREVIATION)
        self._flag(data.letters, LETTERS)
        members = {letter.casefold() + "s": letter.casefold() for letter in data.letters if len(letter) < 4}
        self._flag(list(members), HEAD | PLURAL | ORDINARY)
        self.singular.update(members)
        self._flag(data.counterparts, COUNTERPART)

    def _add_names(self) -> None:
        data = self.names
        self.address: dict[tuple[str, ...], int] = {}
        self.longest_address: dict[str, int] = {}
        self.behind_first: dict[str, set[str]] = {}  # of a first word that is no form of address alone: the second ones
        for words, flag in ((data.ranks, RANK), (data.styles, STYLE), (data.honorifics, HONORIFIC)):
            for phrase in words:
                parts = tuple(plain(w).rstrip("'") for w in TOKEN.findall(phrase) if w not in ("'", "’"))
                self.address[parts] = flag
                self.longest_address[parts[0]] = max(len(parts), self.longest_address.get(parts[0], 0))
                self.behind_first.setdefault(parts[0], set()).add(parts[1] if len(parts) > 1 else "")
                self._flag(parts[:1], HON_START)
        self.behind_first = {first: second for first, second in self.behind_first.items() if "" not in second}
        self.no_names: Phrases[str] = Phrases()
        for phrase in data.reject:
            self.no_names.add(phrase, phrase)
        self._flag(data.particles, PARTICLE)
        self._flag(data.wordlike, WORDLIKE)
        self._flag(data.suffixes, SUFFIX)
        self._flag(data.also_names, ALSO_NAME)
        self._flag(data.function, STOP | FUNCTION)
        self._flag(data.stop, STOP)
        self._flag([word + "s" for word in data.stop if len(word) > 3 and not word.endswith("s")], STOP)
        self._flag([f for verb in data.verbs for f in inflected(verb)], STOP | VERB)
        self._flag(data.irregular, STOP | VERB)
        self._flag(data.things, THING)
        self._flag(data.before, BEFORE)
        self._flag(self.organizations.heads, BODY)
        self._flag([plural_of(plain(h), {}) for h in self.organizations.heads if not h.endswith("s")], BODY | STOP)
        self._flag(self.organizations.government_heads, GOVERNMENT | STANDING)
        self._flag(self.organizations.standing_heads, STANDING)
        self._flag(self.organizations.reject, NO_ACRONYM)

    def _add_bodies(self) -> None:
        for body in (*self.organizations.international, *self.organizations.national):
            for name in (body.name, *body.names, *((body.acronym,) if body.acronym else ())):
                self.bodies.add(name, body)
                if name.isupper() or name == body.acronym:
                    self.acronyms[name] = body
                if name.startswith("United Nations "):
                    self.bodies.add("UN " + name[15:], body)

    def _marks(self, key: str, up: bool) -> int:
        """Flags of a word; one in lower case is no word at which a name must stop."""
        flags = self._flags_of(key)
        if self.bodies.begins_with(key):
            flags |= BODY_START
        if self.rejects.begins_with(key):
            flags |= REJECT_START
        if "'" in key and _SHORT_FORM.search(key):
            flags |= SHORT_FORM
        return flags if up else flags & ~STOP

    def _flags_of(self, key: str) -> int:
        if (known := self.flags.get(key)) is not None:
            return known
        if "-" in key:
            return self._flags_of_compound(key.split("-"))
        if key.endswith(ABSTRACT) and len(key) > 6:
            return PORTFOLIO
        if key.endswith("s") and len(key) > 5 and self.flags.get(key[:-1], 0) & (PORTFOLIO | ALSO_NAME) == PORTFOLIO:
            return PORTFOLIO
        if key.endswith(".") or "." in key:
            return self.flags.get(key.replace(".", ""), 0) & (HON_START | SUFFIX | PLACE_START | LETTERS)
        return 0

    def _flags_of_compound(self, parts: list[str]) -> int:
        """'vice-minister' is a head with its modifier, 'under-secretary-general' one with its post too."""
        if tuple(parts) in self.address:
            return HON_START
        flags = [self.flags.get(p, 0) for p in parts]
        heads = [n for n, f in enumerate(flags) if f & HEAD]
        for n in reversed(heads):
            before = all(f & (MODIFIER | HEAD | PORTFOLIO) for f in flags[:n])
            after = all(f & POST or p in _POST_PARTS for p, f in zip(parts[n + 1 :], flags[n + 1 :], strict=True))
            if before and after:
                return HEAD | flags[n] & (PLURAL | ORDINARY)
        if flags[0] & MODIFIER and all(f & (MODIFIER | PORTFOLIO) for f in flags):
            return MODIFIER | PORTFOLIO
        if parts[0] in _PREFIXES and (flags[-1] & PORTFOLIO or parts[-1].endswith("ism")):
            return PORTFOLIO
        if parts[-1].endswith(ABSTRACT) and (parts[0] in _PREFIXES or flags[0] & (MODIFIER | PORTFOLIO)):
            return PORTFOLIO
        # a verb in capitals is a syllable of a name there: 'Won-ho', 'Ji-won'
        stops = any(f & STOP and not f & (ALSO_NAME | VERB) for f in flags)
        if parts[0] in _SYLLABLES and len(flags) == 2 and not flags[1] & ~ALSO_NAME:
            return 0
        return STOP if stops and len(flags) == 2 else 0

    def _is_worldwide(self, title: str) -> bool:
        """Whether the words of a title tell that it is one of an international body."""
        return self._worldwide.search(title) is not None

    def _country(self, text: str) -> str | None:
        """Code of the country that a name, a demonym or the name of a part stands for."""
        table = self.country_table
        if not text.isascii() and table.by_name(text) is None and text not in self._accented:
            return None  # 'Thaís' is no word for the people of Thailand
        return table.by_name(text) or table.by_demonym(text) or table.by_part(text)
