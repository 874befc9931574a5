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

_POINTING = frozenset(
    {"events.short_form", "events.generic_name", "events.numbered_form", "events.numbered_told", "events.next_told"}
)
_WORD = re.compile(r"\w[\w'’.-]*")

_OR = re.compile(
    r"(?:\s+in\s+[A-Z]\w+)?\s*\((?:[A-Z]{2,8}\s)?|\s+"
    r"|(?:\s+in\s+[A-Z]\w+)?,?\s+(?:or|also known as|also called|known as)\s+(?:the\s+)?"
)
_WHICH = re.compile(r",?\s+(?:in|on|at|of|between|with|next|last|this|held|today|yesterday|tomorrow)\b")
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
    full = (f for f in findings if f.rule not in _POINTING)
    loose = {f.start for f in findings if _is_loose(draft.text, f)}
    for finding in sorted(full, key=lambda f: (f.start in loose, f.start - f.end, f.start not in same, f.start)):
        home = by_name.get(folded(finding.value.name))
        if home is None and (twin := same.get(finding.start)) is not None:
            home = next((e for e in entities if any(f.start == twin for f in e.forms)), None)
        if home is None:
            alike = [e for e in entities[-_MOST_COMPARED:] if _same_event(finding, e, names)]
            if not alike and finding.start in loose:
                alike = [e for e in entities[-_MOST_COMPARED:] if _is_of_body(finding, e, names)]
                finding = replace(finding, rule="events.short_form") if alike else finding
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
        if not codes and _in_brackets(text, one, other):
            twins[one.start], twins[other.start] = other.start, one.start
        if codes and one.end <= other.start and _OR.fullmatch(text, one.end, other.start):
            twins[one.start], twins[other.start] = other.start, one.start
    return twins


def _is_of_body(finding: Finding, entity: Entity, names: Names) -> bool:
    return any(names.of_one_body(finding.value, form.value) for form in entity.forms)


def _is_loose(text: str, finding: Finding) -> bool:
    """'the Union meeting', with no word behind it that says which: what the text calls by another name, too."""
    name = finding.value.name
    small = finding.rule == "events.named_by_body" and name.endswith((" meeting", " session"))
    return small and finding.value.edition is None and _WHICH.match(text, finding.end) is None


def _in_brackets(text: str, one: Finding, other: Finding) -> bool:
    """'Partner Dialogue (Donor Conference)': the second name alone in brackets behind the first."""
    return text[one.end : other.start].strip() == "(" and text.startswith(")", other.end)


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
    if finding.rule == "events.code" and value.series is not None and value.series in entity.value_set("series"):
        return value.kind in entity.kinds or value.edition is None
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
