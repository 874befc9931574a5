"""Tells which mentions are of one person, and gathers what all of them say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ...values import Span
from .lexicon import PARTICLE, Lexicon
from .scan import plain

_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_MALE = frozenset(("mr", "sir", "lord", "dato", "datuk", "shri", "sri", "his"))
_FEMALE = frozenset(("mrs", "ms", "miss", "madam", "madame", "mdm", "dame", "lady", "datin", "smt", "daw", "her"))
_MOST = 300
"""People of one surname that are kept in mind; a text that names more is no press release."""
_LOWER = frozenset(
    (
        "deputy",
        "assistant",
        "under",
        "associate",
        "parliamentary",
        "additional",
        "second",
        "shadow",
        "alternate",
        "first",
    )
)
_SAME = {
    "vice": "deputy",
    "co": "",
    "lord": "",
    "the": "",
    "of": "",
    "for": "",
    "and": "",
    "on": "",
    "to": "",
}


class TitleClue(NamedTuple):
    """A title in the text: its span, its words without small ones, its head."""

    span: Span
    words: frozenset[str]
    head: str


class Clue(NamedTuple):
    """What one mention says of a person. `kind`: 'official', 'name' or 'title' (it only refers back)."""

    kind: str
    name: str
    extent: Span
    honorific: str | None = None
    titles: tuple[TitleClue, ...] = ()
    body: Span | None = None
    international: bool = False
    country: str | None = None
    basis: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Entity:
    """One person."""

    number: int
    name: str
    parts: set[tuple[str, ...]] = field(default_factory=set)
    clues: list[Clue] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    titles: set[TitleClue] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)

    def add(self, clue: Clue, start: int, parts: tuple[str, ...]) -> None:
        """Count a mention to the person; `parts` are those of its name."""
        self.clues.append(clue)
        self.positions.append(start)
        if clue.kind != "title":
            self.parts.add(parts)
        if clue.country is not None:
            self.countries.add(clue.country)
        gender = _gender(clue.honorific)
        if gender is not None:
            self.genders.add(gender)
        for title in clue.titles:
            self.titles.add(TitleClue((0, 0), title.words, title.head))
            self.heads.add(title.head)


class _Index:
    """People by the words of their names, and by the heads of their titles."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_part: dict[str, list[Entity]] = {}
        self._by_start: dict[str, list[Entity]] = {}
        self._by_head: dict[str, list[Entity]] = {}

    def add(self, entity: Entity, clue: Clue, start: int) -> None:
        """Count a mention to a person, new or known."""
        if entity.number == len(self.entities):
            self.entities.append(entity)
        parts = name_parts(clue.name)
        fresh = parts not in entity.parts
        for title in clue.titles:
            if title.head not in entity.heads:
                self._by_head.setdefault(title.head, []).append(entity)
        entity.add(clue, start, parts)
        if clue.kind == "title" or not fresh:
            return
        for part in parts:
            for table, key in ((self._by_part, part), (self._by_start, part[:2])):
                rows = table.setdefault(key, [])
                if entity not in rows[-8:]:
                    rows.append(entity)
                    del rows[:-_MOST]

    def near(self, parts: tuple[str, ...]) -> list[Entity]:
        """People with a word of the name, or else with one that begins like its last."""
        found = {e.number: e for part in parts for e in self._by_part.get(part, ()) if len(part) > 1}
        for e in self._by_start.get(parts[-1][:2], ()) if parts else ():
            found.setdefault(e.number, e)
        return [found[n] for n in sorted(found)]

    def holders(self, head: str) -> list[Entity]:
        """People with a title of this head."""
        return self._by_head.get(head, [])


@lru_cache(maxsize=1 << 12)
def name_parts(name: str) -> tuple[str, ...]:
    """Words of a name, folded: 'Al-Busaidi' gives 'al', 'busaidi'."""
    if name.isascii():
        return tuple(p.replace("'", "") for p in _PARTS.findall(name.casefold()))
    return tuple(plain(p).replace("'", "") for p in _PARTS.findall(name))


@lru_cache(maxsize=1 << 12)
def title_words(text: str) -> frozenset[str]:
    """Words of a title that tell it from others; 'Vice-' and 'Deputy' are the same."""
    words = (_SAME.get(w, w) for w in _LETTERS.findall(plain(text)))
    return frozenset(w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in words if w)


class Coreference:
    """Groups mentions. Built once; keeps nothing between texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take from `lexicon` which words of a name are particles."""
        self._weak = frozenset(key for key, flags in lexicon.flags.items() if flags & PARTICLE)

    def group(self, clues: Sequence[tuple[int, Clue]]) -> list[Entity]:
        """People in the order of their first mention; mentions that belong to nobody are left out."""
        index = _Index()
        named = [(s, c) for s, c in clues if c.kind == "official"]
        named.sort(key=lambda sc: (-len(self._strong(name_parts(sc[1].name))), sc[0]))
        for start, clue in named:
            entity = self._match(index, clue, start) or Entity(len(index.entities), clue.name)
            index.add(entity, clue, start)
        for kind, find in (("name", self._match), ("title", self._holder)):
            for start, clue in clues:
                if clue.kind == kind and (known := find(index, clue, start)) is not None:
                    index.add(known, clue, start)
        entities = index.entities
        for entity in entities:
            names = dict.fromkeys(c.name for c in entity.clues if c.kind != "title")
            entity.name = max(names, key=lambda name: self._fullness(name, name_parts(name)))
        entities.sort(key=lambda e: min(e.positions))
        for number, entity in enumerate(entities):
            entity.number = number
        return entities

    def _fullness(self, name: str, parts: tuple[str, ...]) -> tuple[int, int, bool, int]:
        return len(self._strong(parts)), len(parts), not name.isupper(), len(name)

    def _strong(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in parts if len(p) > 1 and p not in self._weak) or parts

    def _match(self, index: _Index, clue: Clue, start: int) -> Entity | None:
        parts = name_parts(clue.name)
        strong = self._strong(parts)
        fits = []
        for entity in index.near(strong):
            score = max(self._likeness(known, parts, strong) for known in entity.parts)
            if score and not self._contradicts(entity, clue, len(strong)):
                fits.append((score, self._shares_title(entity, clue), -entity.number, entity))
        if len(fits) > 1:
            best = max(fits, key=lambda f: f[:2])[:2]
            near = [f[3] for f in fits if f[:2] == best]
            return min(near, key=lambda e: (self._distance(e, start), e.number))
        return fits[0][3] if fits else None

    def _likeness(self, known: tuple[str, ...], parts: tuple[str, ...], strong: tuple[str, ...]) -> int:
        """4 the same name, 3 a part of it with the surname, 2 a variant, 1 any part of it, 0 another name."""
        if known == parts:
            return 4
        mine = self._strong(known)
        if not mine or not strong:
            return 0
        if len(strong) == 1 or len(mine) == 1:
            short, long = (strong, mine) if len(strong) <= len(mine) else (mine, strong)
            if short[0] == long[-1]:
                return 3
            if short[0] in long:
                return 2
            return 1 if len(short[0]) >= 5 and any(_variant(short[0], p) for p in long[-1:]) else 0
        if set(strong) <= set(mine) or set(mine) <= set(strong):
            return 3
        same_last = strong[-1] == mine[-1] or _variant(strong[-1], mine[-1])
        if same_last and (_variant(strong[0], mine[0]) or _shortened(parts[0], known[0])):
            return 2
        return 0

    def _contradicts(self, entity: Entity, clue: Clue, size: int) -> bool:
        if size > 1:
            return False
        mine = _gender(clue.honorific)
        if mine is not None and entity.genders and mine not in entity.genders:
            return True
        return clue.country is not None and bool(entity.countries) and clue.country not in entity.countries

    def _shares_title(self, entity: Entity, clue: Clue) -> bool:
        return any(t.head in entity.heads for t in clue.titles)

    def _distance(self, entity: Entity, start: int) -> int:
        return min((start - p if p <= start else 10_000_000 + p - start for p in entity.positions), default=0)

    def _holder(self, index: _Index, clue: Clue, start: int) -> Entity | None:
        """The one person who bears the title that a mention without a name uses."""
        title = clue.titles[0]
        fits = [e for e in index.holders(title.head) if any(_short_for(title, t) for t in e.titles)]
        if clue.country is not None:
            fits = [e for e in fits if clue.country in e.countries]
        if len(fits) > 1:
            before = [e for e in fits if min(e.positions) < start]
            fits = before if len(before) == 1 else []
        return fits[0] if fits else None


def _short_for(short: TitleClue, full: TitleClue) -> bool:
    """Whether the title 'the Minister' can be that of 'Minister of X': not if that one is of lower rank."""
    if short.head != full.head or not short.words <= full.words:
        return False
    left = full.words - short.words
    return not left & _LOWER and not ("state" in left and short.head == "minister")


@lru_cache(maxsize=1 << 10)
def _gender(honorific: str | None) -> str | None:
    if honorific is None:
        return None
    words = set(re.findall(r"\w+", plain(honorific)))
    if words & _MALE:
        return "m"
    return "f" if words & _FEMALE else None


def _shortened(a: str, b: str) -> bool:
    """'chris' and 'christine', 'j' and 'joseph'."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def _variant(a: str, b: str) -> bool:
    """Whether two words differ by one letter, and are long enough for that to be a spelling."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
