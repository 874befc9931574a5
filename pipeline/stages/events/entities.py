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
_SMALL = frozenset("of the and for on in at to a an by from with its & de la le du des".split())
_WORD = re.compile(r"\w[\w'’.-]*")
_CODE = re.compile(r"(pre-?)?COP[- ]?\d+", re.I)
_EXPLAINED = re.compile(r"\(([A-Z]{2,8})\)")
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


def join(text: str, findings: Sequence[Finding], lexicon: EventLexicon) -> list[Finding]:
    """The findings with `entity` set. Short forms that point to no event before them are dropped.

    Acronyms that `text` explains ('World Customs Union (WCU)') count as the words that they stand for.
    """
    names = _Names(lexicon, acronyms_in(text))
    entities: list[_Entity] = []
    by_name: dict[str, _Entity] = {}
    for finding in sorted((f for f in findings if f.rule not in _POINTING), key=lambda f: (f.start - f.end, f.start)):
        home = by_name.get(folded(finding.value.name))
        if home is None:
            alike = [e for e in entities[-_MOST_COMPARED:] if _same_event(finding, e, names)]
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


def _same_event(finding: Finding, entity: _Entity, names: _Names) -> bool:
    value: EventValue = finding.value
    if value.edition is not None and (editions := entity.value_set("edition")) and value.edition not in editions:
        return False
    if value.acronym is not None and value.acronym in entity.value_set("acronym"):
        return True
    if any(str(a) in value.name.split() for a in entity.value_set("acronym")):
        return value.kind in {f.value.kind for f in entity.forms}
    return any(names.same(value, form.value) for form in entity.forms)


class _Names:
    """Compares names by their words."""

    def __init__(self, lexicon: EventLexicon, acronyms: dict[str, frozenset[str]]) -> None:
        self._lexicon = lexicon
        self._acronyms = acronyms

    def same(self, a: EventValue, b: EventValue) -> bool:
        """Whether two names can be of one event, editions aside."""
        years, other_years = set(_YEAR.findall(a.name)), set(_YEAR.findall(b.name))
        if years and other_years and years != other_years:
            return False
        x, y = self._words(a.name), self._words(b.name)
        if not x or not y:
            return False
        smaller, larger = (x, y) if len(x) <= len(y) else (y, x)
        if x == y or (a.edition is not None and a.edition == b.edition and not self._telling(smaller)):
            return True
        if _CODE.fullmatch(a.name) or _CODE.fullmatch(b.name):
            ahead = ("preparatory" in x) == ("preparatory" in y)
            return ahead and a.edition == b.edition and smaller <= larger
        if smaller <= larger and self._telling(smaller) and len(smaller) >= 2:
            return a.kind == b.kind or _is_of(*sorted((folded(a.name), folded(b.name)), key=len))
        return a.kind == b.kind and len(x & y) >= 0.7 * len(x | y)

    def _telling(self, words: set[str]) -> set[str]:
        return {w for w in words if w not in self._lexicon.data.generic and w not in self._lexicon.kind_of}

    def _words(self, name: str) -> set[str]:
        """Content words of a name: without ordinals, years and small words, plurals as singulars, acronyms spelt
        out. 'COP27' is the Conference of the Parties."""
        if code := _CODE.fullmatch(name):
            return {"conference", "partie"} | ({"preparatory", "meeting"} if code.group(1) else set())
        found: set[str] = set()
        for word in _WORD.findall(_YEAR.sub(" ", without_edition(name)).replace("’", "'")):
            if (expanded := self._acronyms.get(word)) is not None:
                found |= expanded
            elif (low := word.casefold()) not in _SMALL:
                found.add(_stem(low))
        return found


def _stem(word: str) -> str:
    return word.removesuffix("'s").rstrip("'").removesuffix("s")


def acronyms_in(text: str) -> dict[str, frozenset[str]]:
    """Acronyms in brackets behind the words that they stand for, with the content words among these."""
    found: dict[str, frozenset[str]] = {}
    for match in _EXPLAINED.finditer(text):
        letters = match.group(1)
        words = [w for w in _WORD.findall(text[max(0, match.start() - 160) : match.start()]) if w[0].isupper()]
        spelt = words[-len(letters) :]
        if "".join(w[0] for w in spelt) == letters:
            found.setdefault(letters, frozenset(_stem(w.casefold()) for w in spelt))
    return found


def _is_of(shorter: str, longer: str) -> bool:
    """'101st session of the Labour Conference' is the Labour Conference; 'Consultation on the X Conference' is not."""
    before = longer.partition(shorter)[0].rstrip()
    return shorter in longer and (not before or before.endswith((" of", " of the")))


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
