"""The record's instruments, objectives and guiding principles."""

from __future__ import annotations

from ...models import InstrumentEntry, ObjectiveEntry, PrincipleEntry
from ...models.entities import Certainty
from ..finding import Finding
from ..stages.instruments.lexicon import content_words
from ..stages.objectives.lexicon import CompactResource
from .desk import Desk, entry_id


def instruments(desk: Desk) -> tuple[InstrumentEntry, ...]:
    """One entry a document; known documents join under all their names."""
    known = {f.value.known_as: content_words(f.value.name) for f in desk.instruments if f.value.known_as}
    groups: dict[str, list[Finding]] = {}
    for finding in desk.instruments:
        groups.setdefault(_key(finding, known), []).append(finding)
    return tuple(_instrument(desk, key, group) for key, group in groups.items())


def _key(finding: Finding, known: dict[str, frozenset[str]]) -> str:
    """Known documents by id; a name all of whose words are in a known one's points back to that document."""
    if finding.value.known_as:
        return str(finding.value.known_as)
    words = content_words(finding.value.name)
    if len(words) > 1:
        for known_as, others in known.items():
            if words <= others:
                return known_as
    return str(finding.value.name.casefold())


def _instrument(desk: Desk, key: str, group: list[Finding]) -> InstrumentEntry:
    longest = max(group, key=lambda f: (f.rule == "instruments.known", len(f.value.name))).value
    return InstrumentEntry(
        id=entry_id("instrument", key),
        name=longest.name,
        kind=longest.kind,
        symbol=longest.symbol,
        known_as=longest.known_as,
        mentions=desk.mentions(group),
    )


def objectives(desk: Desk, compact: CompactResource) -> tuple[ObjectiveEntry, ...]:
    """One entry a number, ordered by first mention and then by number."""
    groups: dict[int, list[Finding]] = {}
    for finding in desk.draft.get("objective"):
        for number in sorted(finding.value.numbers):
            groups.setdefault(number, []).append(finding)
    return tuple(
        ObjectiveEntry(
            number=number,
            title=compact.objectives[number - 1].title,
            explicit=any(f.value.explicit for f in group),
            certainty=_surest(group),
            evidence=desk.mentions(group),
        )
        for number, group in groups.items()
    )


def principles(desk: Desk, compact: CompactResource) -> tuple[PrincipleEntry, ...]:
    """One entry a principle."""
    titles = {p.letter: p.title for p in compact.principles}
    groups: dict[str, list[Finding]] = {}
    for finding in desk.draft.get("principle"):
        groups.setdefault(finding.value.letter, []).append(finding)
    return tuple(
        PrincipleEntry(
            letter=letter,
            title=titles[letter],
            explicit=any(f.value.explicit for f in group),
            certainty=_surest(group),
            evidence=desk.mentions(group),
        )
        for letter, group in groups.items()
    )


def _surest(group: list[Finding]) -> Certainty:
    given = {f.value.certainty for f in group}
    return next((c for c in ("stated", "inferred") if c in given), "weak")
