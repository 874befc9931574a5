"""Words that point back to an event, and headlines that name it in other words than the article."""

from __future__ import annotations

from bisect import bisect_left

from ...draft import Draft
from ...finding import Finding
from .lexicon import EventLexicon
from .names import Entity, Names

_MOST_LOOKED_BACK = 60
_MOST_HEADLINES = 20
_MOST_FORMS = 20


def point_back(
    finding: Finding, spoken: list[tuple[int, Entity]], entities: list[Entity], lexicon: EventLexicon
) -> None:
    """Adds a short form to the event that it points to: the one last spoken of that is of its kind, or else the
    last whose name holds its head word. A form with a number of its own is another edition."""
    before = bisect_left(spoken, finding.start, key=lambda pair: pair[0])
    nearby = [entity for _, entity in reversed(spoken[max(0, before - _MOST_LOOKED_BACK) : before])]
    recent = list({id(e): e for e in nearby}.values())
    alike = [e for e in recent if finding.value.kind in e.kinds]
    if not alike and finding.value.kind not in lexicon.data.weak_kinds:
        head = finding.value.name.split()[-1].casefold()
        heads = {head, head.removesuffix("s")}
        alike = [e for e in recent if heads & e.heads]
    home = None if finding.rule == "events.next_told" else next((e for e in alike if _agrees(finding, e)), None)
    if home is None and (finding.rule == "events.generic_name" or " " in finding.value.name):
        home = _told_later(finding, spoken[before : before + _MOST_LOOKED_BACK])
    if home is not None:
        home.add(finding)
    elif finding.rule == "events.generic_name" or _is_another(finding, alike):
        entity = Entity()
        entity.add(finding)
        entities.append(entity)
        spoken.insert(before, (finding.start, entity))


def _is_another(finding: Finding, alike: list[Entity]) -> bool:
    """Whether a form with a number of its own speaks of another edition of an event that has one."""
    if finding.value.edition is None:
        return finding.rule == "events.next_told" and bool(alike)
    if finding.rule == "events.numbered_told":
        return True
    numbered = any(e.editions for e in alike)
    return numbered or (bool(alike) and finding.rule != "events.numbered_form")


def _told_later(finding: Finding, spoken: list[tuple[int, Entity]]) -> Entity | None:
    """The event spoken of later whose name holds this one: 'Launching Ceremony' in a headline."""
    words = set(finding.value.name.casefold().split())
    for _, entity in spoken:
        for form in entity.forms[:_MOST_FORMS]:
            if form.value.kind == finding.value.kind and words <= set(form.value.name.casefold().split()):
                return entity
    return None


def _agrees(finding: Finding, entity: Entity) -> bool:
    """Whether a form that points back, with its own number if it has one, can be of this event."""
    edition = finding.value.edition
    if edition is None:
        return True
    editions = entity.editions
    if editions:
        return edition in editions
    another = (
        finding.rule in ("events.numbered_form", "events.numbered_told") or "edition" in finding.value.name.casefold()
    )
    return not another


def merged_headlines(draft: Draft, entities: list[Entity], names: Names) -> list[Entity]:
    """The events, those named only in headlines joined to the only event of the article that they can be; and
    those named only by a place to the only event of their kind that is spoken of together with that place."""
    kept = list(entities)
    for entity in entities[:_MOST_HEADLINES]:
        others = [e for e in kept if e is not entity and not _differ(entity, e)]
        if _in_headlines(draft, entity):
            others = [e for e in others if not _in_headlines(draft, e)]
            homes = [
                e
                for e in others
                if any(names.close(a.value, b.value) for a in entity.forms[:_MOST_FORMS] for b in e.forms[:_MOST_FORMS])
            ]
        else:
            homes = [e for e in others if _is_at(draft, names, entity, e)]
        if len(homes) == 1 or (homes and _in_headlines(draft, entity)):
            home = min(homes, key=lambda e: e.start)
            home.add(*entity.forms)
            kept.remove(entity)
    return kept


def _in_headlines(draft: Draft, entity: Entity) -> bool:
    return all(draft.layout.zone_at(f.start) == "title" or _is_shouted(f.value.name) for f in entity.forms)


def _is_shouted(name: str) -> bool:
    return name.isupper() and " " in name


def _differ(one: Entity, other: Entity) -> bool:
    """Whether the mentions give two events different numbers or kinds."""
    if not one.kinds & other.kinds:
        return True
    a, b = one.editions, other.editions
    return bool(a and b and not a & b)


def _is_at(draft: Draft, names: Names, entity: Entity, other: Entity) -> bool:
    """Whether an event named only by a place can be `other`, which a sentence of the text puts there."""
    places = [names.only_place(f.value) for f in entity.forms]
    if not all(places):
        return False
    for form in other.forms[:_MOST_FORMS]:
        low, high = draft.layout.sentence_at(form.start)
        sentence = (
            draft.lower[form.end : min(high, form.end + 300)] + draft.lower[max(low, form.start - 120) : form.start]
        )
        if all(any(word in sentence for word in words) for words in places):
            return True
    return False
