"""The cues of implied.yaml, checked and made ready to be looked up by the first letters of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import Field

from ....models import Frozen
from ...countries import Countries
from ...loading import ResourceError, Resources
from .grammar import Cue, CueError, any_stem, parse_cue
from .together import Combination, CombinationFinder, atoms, combination

FILE = "implied.yaml"
Strength = Literal["alone", "among", "hints"]
Letter = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]


class ObjectiveCues(Frozen):
    """What shows one objective, by strength."""

    objective: int = Field(ge=1, le=23)
    alone: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class ImpliedResource(Frozen):
    """The file implied.yaml."""

    gate: tuple[str, ...]
    topic: tuple[str, ...]
    near: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    cues: tuple[ObjectiveCues, ...]
    principles: dict[Letter, tuple[str, ...]] = Field(default_factory=dict)
    rejects: tuple[str, ...]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """A cue with what it is a cue of; `number` is that of an objective, or TOPIC, NEAR, REJECT or PART.

    `parts` are, of a PART, the parts of combinations that it belongs to, as bits.
    """

    cue: Cue
    number: int
    strength: Strength = "alone"
    parts: int = 0


TOPIC, NEAR, REJECT, PART = 0, -1, -2, -3
PRINCIPLES = -100
"""Numbers of the guiding principles go on from here, in the order of their letters."""
_ANY_WORD = Cue("", "", ())


class ImpliedLexicon:
    """All cues behind one pattern that finds where one of them may begin.

    Refused, as `ResourceError`: a cue that the language does not allow, an objective without cues.
    """

    def __init__(self, resources: Resources) -> None:
        data = resources.load(FILE, ImpliedResource)
        if {c.objective for c in data.cues} != set(range(1, 24)):
            raise ResourceError(FILE, "cues", "must be those of all objectives from 1 to 23")
        self.gate, self.bodies = data.gate, data.bodies
        words = {**data.words, **_of_countries(resources)}
        signs = list(_signs(data, words))
        self.topics = SignFinder(s for s in signs if s.number in (TOPIC, NEAR))
        parts: dict[str, int] = {}
        self.combined = CombinationFinder(_combinations(data, parts))
        self.cues = SignFinder([*signs, *_part_signs(words, parts)])

    def speaks_of_migration(self, lower: str, times: int) -> bool:
        """Whether a text in small letters holds so many words that make it worth reading."""
        found = 0
        for letters in self.gate:
            found += lower.count(letters)
            if found >= times:
                return True
        return False


@dataclass(frozen=True)
class _Group:
    """Signs that may stand where the same letters begin a word: `plain` ones are that word, whatever its end."""

    plain: tuple[Sign, ...]
    signs: tuple[Sign, ...]

    @cached_property
    def any(self) -> re.Pattern[str] | None:
        """Matches where one of those that go on does: nearly always none does, and one look tells."""
        return re.compile("|".join(sign.cue.expression for sign in self.signs)) if self.signs else None


class SignFinder:
    """Signs by the first letters of their words: one pass finds where one may begin."""

    def __init__(self, signs: Iterable[Sign]) -> None:
        by_stem: dict[str, list[Sign]] = {}
        for sign in signs:
            for stem in sign.cue.stems:
                by_stem.setdefault(stem, []).append(sign)
        self._starts = any_stem(by_stem)
        # The longest stem is found; signs of any shorter one that it begins with may stand there as well.
        found = {stem.removesuffix("*") for stem in by_stem}
        self._groups = {f: _group([(s, o) for o in _beginnings(f, by_stem) for s in by_stem[o]]) for f in found}

    def find(self, lower: str, low: int = 0, high: int | None = None) -> Iterator[tuple[Sign, int, int]]:
        """Every sign in a text in small letters that starts in `[low, high)`, with start and end, by start."""
        for start in self._starts.finditer(lower, low, len(lower) if high is None else high):
            at = start.start()
            group = self._groups[start[1]]
            if group.plain:
                end = start.end()
                for sign in group.plain:
                    yield sign, at, end
            if group.any is not None and group.any.match(lower, at):
                for sign in group.signs:
                    if match := sign.cue.pattern.match(lower, at):
                        yield sign, at, match.end()


def _group(found: Iterable[tuple[Sign, str]]) -> _Group:
    """The group of signs, each with the stem by which it is there; plain parts of combinations become one sign."""
    plain: list[Sign] = []
    longer: dict[Sign, None] = {}
    bits = 0
    for sign, stem in found:
        if sign.cue.source != stem:
            longer[sign] = None
        elif sign.number == PART:
            bits |= sign.parts
        else:
            plain.append(sign)
    if bits:
        plain.append(Sign(_ANY_WORD, PART, parts=bits))
    return _Group(tuple(plain), tuple(longer))


def _beginnings(found: str, stems: Mapping[str, object]) -> list[str]:
    """Those of `stems` that `found` begins with, or that it is."""
    open_ends = (f"{found[:end]}*" for end in range(1, len(found) + 1))
    return [stem for stem in (*open_ends, found) if stem in stems]


def _signs(data: ImpliedResource, words: Mapping[str, tuple[str, ...]]) -> Iterator[Sign]:
    for number, strength, sources in _lists(data):
        for source in sources:
            try:
                for cue in parse_cue(source, words):
                    yield Sign(cue, number, strength)
            except (CueError, re.error) as error:
                raise ResourceError(FILE, f"objective {number}" if number > 0 else strength, str(error)) from error


def _lists(data: ImpliedResource) -> Iterator[tuple[int, Strength, tuple[str, ...]]]:
    yield TOPIC, "alone", data.topic
    yield NEAR, "alone", data.near
    yield REJECT, "alone", data.rejects
    for letter, sources in data.principles.items():
        yield PRINCIPLES + ord(letter) - ord("a"), "hints", sources
    for cues in data.cues:
        yield cues.objective, "alone", cues.alone
        yield cues.objective, "among", cues.among
        yield cues.objective, "hints", cues.hints


def _combinations(data: ImpliedResource, parts: dict[str, int]) -> Iterator[Combination]:
    for cues in data.cues:
        for strength, sources in (("alone", cues.together), ("among", cues.beside)):
            for source in sources:
                try:
                    yield combination(source, cues.objective, strength, parts)
                except CueError as error:
                    raise ResourceError(FILE, f"objective {cues.objective}", str(error)) from error


def _part_signs(words: Mapping[str, tuple[str, ...]], parts: Mapping[str, int]) -> Iterator[Sign]:
    bits: dict[str, int] = {}
    for source, index in parts.items():
        for atom in atoms(source, words):
            bits[atom] = bits.get(atom, 0) | 1 << index
    for source, of in bits.items():
        try:
            for cue in parse_cue(source, words):
                yield Sign(cue, PART, parts=of)
        except (CueError, re.error) as error:
            raise ResourceError(FILE, "together", str(error)) from error


def _of_countries(resources: Resources) -> dict[str, tuple[str, ...]]:
    """The names `<land>` and `<demonym>`: countries, and the adjectives of one word, as far as cues can write them."""
    countries = Countries(resources)
    lands = dict.fromkeys(
        n.lower() for n in countries.names if len(n) > 3 and n.replace(" ", "").isalpha() and " of " not in n
    )
    adjectives = dict.fromkeys(d.lower() for d in countries.demonyms if len(d) > 3 and d.isalpha())
    return {"land": tuple(lands), "demonym": tuple(adjectives)}
