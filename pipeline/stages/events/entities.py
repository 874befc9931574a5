"""Which mentions speak of one event: aliases, acronyms, short forms; editions are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...draft import Draft
from ...finding import Finding
from ...values import EventValue
from .lexicon import EventLexicon, folded
from .names import Entity, Names, acronyms_in, stem
from .pointing import merged_headlines, point_back

_POINTING = frozenset({"events.short_form", "events.generic_name", "events.numbered_form"})
_WORD = re.compile(r"\w[\w'’.-]*")

_OR = re.compile(r"\s*\(|\s+|,?\s+(?:or|also known as|also called|known as)\s+(?:the\s+)?")
_MOST_COMPARED = 200
"""Events that a name is compared with at the most, latest first: bounds the work on hostile texts."""


def join(draft: Draft, findings: Sequence[Finding], lexicon: EventLexicon) -> list[Finding]:
    """The findings with `entity` set. Short forms that point to no event before them are dropped.

    Acronyms that the text explains ('World Customs Union (WCU)') count as the words that they stand for.
    """
    names = Names(lexicon, acronyms_in(draft.text), _place_words(draft))
    entities: list[Entity] = []
    by_name: dict[str, Entity] = {}
    same = _apposed(draft.text, findings)
    for finding in sorted((f for f in findings if f.rule not in _POINTING), key=lambda f: (f.start - f.end, f.start)):
        home = by_name.get(folded(finding.value.name))
        if home is None and (twin := same.get(finding.start)) is not None:
            home = next((e for e in entities if any(f.start == twin for f in e.forms)), None)
        if home is None:
            alike = [e for e in entities[-_MOST_COMPARED:] if _same_event(finding, e, names)]
            home = min(alike, key=lambda e: _remoteness(e, finding), default=None)
        if home is None:
            home = Entity()
            entities.append(home)
        by_name[folded(finding.value.name)] = home
        home.add(finding)
    entities = merged_headlines(draft, entities, names)
    spoken = sorted(((f.start, e) for e in entities for f in e.forms), key=lambda pair: pair[0])
    for finding in findings:
        if finding.rule in _POINTING:
            point_back(finding, spoken, entities, lexicon)
    return _numbered(entities)


def _apposed(text: str, findings: Sequence[Finding]) -> dict[int, int]:
    """Starts of names that are said in one breath with another, both ways: 'the 26th Water Conference, or COP26'."""
    full = sorted((f for f in findings if f.rule not in _POINTING), key=lambda f: f.start)
    twins: dict[int, int] = {}
    for one, other in pairwise(full):
        codes = "events.code" in (one.rule, other.rule)
        if codes and one.end <= other.start and _OR.fullmatch(text, one.end, other.start):
            twins[one.start], twins[other.start] = other.start, one.start
    return twins


def _place_words(draft: Draft) -> frozenset[str]:
    return frozenset(
        stem(w.casefold()) for f in draft.get("location") for w in _WORD.findall(draft.text[f.start : f.end])
    )


def _remoteness(entity: Entity, finding: Finding) -> tuple[bool, int]:
    """How far back the event was last spoken of; events spoken of only later come last."""
    before = [finding.start - f.start for f in entity.forms if f.start <= finding.start]
    return (False, min(before)) if before else (True, entity.start - finding.start)


def _same_event(finding: Finding, entity: Entity, names: Names) -> bool:
    value: EventValue = finding.value
    if value.edition is not None and (editions := entity.editions) and value.edition not in editions:
        return False
    if value.acronym is not None and value.acronym in entity.value_set("acronym"):
        return True
    if any(str(a) in value.name.split() for a in entity.value_set("acronym")):
        return value.kind in entity.kinds
    return any(names.same(value, form.value) for form in entity.forms)


def _numbered(entities: list[Entity]) -> list[Finding]:
    """All findings in text order, events numbered by first mention."""
    ordered = sorted(entities, key=lambda e: e.start)
    found = [
        replace(f, value=replace(f.value, entity=number)) for number, entity in enumerate(ordered) for f in entity.forms
    ]
    return sorted(found, key=lambda f: (f.start, f.end))
