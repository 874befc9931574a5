"""Which mentions speak of one event: aliases, acronyms, short forms; editions are kept apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...editions import without_edition
from ...finding import Finding
from ...values import EventValue
from .lexicon import EventLexicon, folded

_POINTING = frozenset({"events.short_form", "events.generic_name"})
_SMALL = frozenset(
    "of the and for on in at to a an by from with its & de la le du des".split()
)
_WORD = re.compile(r"\w[\w'’.-]*")
_CODE = re.compile(r"(pre-?)?COP[- ]?\d+", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_MOST_COMPARED = 200
"""Events that a name is compared with at the most, latest first: bounds the work on hostile texts."""
_MOST_LOOKED_BACK = 60


@dataclass
class _Entity:
    forms: list[Finding] = field(default_factory=list)

    @property
    def start(self) -> int:
        return min(f.start for f in self.forms)

    def value_set(self, attribute: str) -> set[object]:
        return {v for f in self.forms if (v := getattr(f.value, attribute)) is not None}


def join(findings: Sequence[Finding], lexicon: EventLexicon) -> list[Finding]:
    """The findings with `entity` set. Short forms that point to no event before them are dropped."""
    entities: list[_Entity] = []
    by_name: dict[str, _Entity] = {}
    for finding in sorted((f for f in findings if f.rule not in _POINTING), key=lambda f: (f.start - f.end, f.start)):
        home = by_name.get(folded(finding.value.name))
        if home is None:
            alike = [e for e in entities[-_MOST_COMPARED:] if _same_event(finding, e, lexicon)]
            home = min(alike, key=lambda e: _remoteness(e, finding), default=None)
        if home is None:
            home = _Entity()
            entities.append(home)
        by_name[folded(finding.value.name)] = home
        home.forms.append(finding)
    spoken = sorted(((f.start, e) for e in entities for f in e.forms), key=lambda pair: pair[0])
    for finding in findings:
        if finding.rule in _POINTING:
            _point_back(finding, spoken, entities)
    return _numbered(entities)


def _remoteness(entity: _Entity, finding: Finding) -> tuple[bool, int]:
    """How far back the event was last spoken of; events spoken of only later come last."""
    before = [finding.start - f.start for f in entity.forms if f.start <= finding.start]
    return (False, min(before)) if before else (True, entity.start - finding.start)


def _same_event(finding: Finding, entity: _Entity, lexicon: EventLexicon) -> bool:
    value: EventValue = finding.value
    if value.edition is not None and (editions := entity.value_set("edition")) and value.edition not in editions:
        return False
    if value.acronym is not None and value.acronym in entity.value_set("acronym"):
        return True
    if any(str(a) in value.name.split() for a in entity.value_set("acronym")):
        return value.kind in {f.value.kind for f in entity.forms}
    years = set(_YEAR.findall(value.name))
    return any(_same_name(value, form.value, years, lexicon) for form in entity.forms)


def _same_name(a: EventValue, b: EventValue, years: set[str], lexicon: EventLexicon) -> bool:
    other_years = set(_YEAR.findall(b.name))
    if years and other_years and years != other_years:
        return False
    x, y = _words(a.name), _words(b.name)
    if not x or not y:
        return False
    if x == y or (a.edition is not None and a.edition == b.edition and not _telling(min(x, y, key=len), lexicon)):
        return True
    smaller, larger = (x, y) if len(x) <= len(y) else (y, x)
    coded = _CODE.fullmatch(a.name) or _CODE.fullmatch(b.name)
    if coded and ("preparatory" in x) != ("preparatory" in y):
        return False
    if coded and a.edition == b.edition and smaller <= larger:
        return True
    if smaller <= larger and _telling(smaller, lexicon) and len(smaller) >= 2:
        return a.kind == b.kind or _is_of(*sorted((folded(a.name), folded(b.name)), key=len))
    shared = len(x & y) / len(x | y)
    return a.kind == b.kind and shared >= 0.7


def _is_of(shorter: str, longer: str) -> bool:
    """'101st session of the Labour Conference' is the Labour Conference; 'Consultation on the X Conference' is not."""
    before = longer.partition(shorter)[0].rstrip()
    return shorter in longer and (not before or before.endswith((" of", " of the")))


def _telling(words: set[str], lexicon: EventLexicon) -> set[str]:
    return {w for w in words if w not in lexicon.data.generic and w not in lexicon.kind_of}


def _words(name: str) -> set[str]:
    """Content words of a name: without ordinals, years and small words, plurals as singulars. 'COP27' is the
    Conference of the Parties."""
    if code := _CODE.fullmatch(name):
        return {"conference", "partie"} | ({"preparatory", "meeting"} if code.group(1) else set())
    bare = _YEAR.sub(" ", without_edition(name)).casefold().replace("’", "'")
    return {w.removesuffix("'s").rstrip("'").removesuffix("s") for w in _WORD.findall(bare) if w not in _SMALL}


def _point_back(finding: Finding, spoken: list[tuple[int, _Entity]], entities: list[_Entity]) -> None:
    """Adds a short form to the event that it points to: the one last spoken of that is of its kind, or else
    the last whose name holds its head word."""
    head = finding.value.name.split()[-1].casefold()
    heads = {head, head.removesuffix("s")}
    before = bisect_left(spoken, finding.start, key=lambda pair: pair[0])
    recent = [entity for _, entity in reversed(spoken[max(0, before - _MOST_LOOKED_BACK) : before])]
    home = next((e for e in recent if any(f.value.kind == finding.value.kind for f in e.forms)), None)
    if home is None:
        home = next((e for e in recent if any(heads & set(f.value.name.casefold().split()) for f in e.forms)), None)
    if home is not None:
        home.forms.append(finding)
    elif finding.rule == "events.generic_name":
        entities.append(_Entity([finding]))


def _numbered(entities: list[_Entity]) -> list[Finding]:
    """All findings in text order, events numbered by first mention."""
    ordered = sorted(entities, key=lambda e: e.start)
    found = [
        replace(f, value=replace(f.value, entity=number)) for number, entity in enumerate(ordered) for f in entity.forms
    ]
    return sorted(found, key=lambda f: (f.start, f.end))
