"""The record's instruments, objectives and guiding principles."""

from __future__ import annotations

import re
from itertools import pairwise

from ...models import InstrumentEntry, ObjectiveEntry, PrincipleEntry, Warning
from ...models.entities import Certainty
from ..finding import Finding
from ..stages.instruments.lexicon import content_words
from ..stages.objectives.lexicon import CompactResource
from .desk import Desk, entry_id

_TO_TITLE = re.compile(r"\s?[:,–—-]?\s?[(\[]?[“\"‘«]?\s?")


def instruments(desk: Desk) -> tuple[InstrumentEntry, ...]:
    """One entry a document; known documents join under all their names."""
    named = sorted((f for f in desk.instruments if f.value.known_as), key=lambda f: len(f.value.name))
    known = {f.value.known_as: content_words(f.value.name) for f in named}  # by the longest name
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
            certainty=_certainty_of(number, group),
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


def _certainty_of(number: int, group: list[Finding]) -> Certainty:
    """That of the surest finding, of those that do not only hint at `number`."""
    return _surest([f for f in group if number not in f.value.weak])


def _surest(group: list[Finding]) -> Certainty:
    given = {f.value.certainty for f in group}
    return next((c for c in ("stated", "inferred") if c in given), "weak")


def objective_conflicts(desk: Desk) -> tuple[Warning, ...]:
    """A number with the official title of another objective behind it: both are kept, and flagged."""
    found = [f for f in desk.draft.get("objective") if f.value.explicit]
    return tuple(
        Warning(
            code="objective_conflict",
            words=f"objective {one.value.numbers[0]} stands with the title of objective {other.value.numbers[0]}",
            mention=desk.mention(one),
        )
        for one, other in pairwise(found)
        if other.rule == "objectives.title"
        and len(one.value.numbers) == 1
        and one.rule != "objectives.title"
        and one.value.numbers != other.value.numbers
        and _TO_TITLE.fullmatch(desk.text[one.end : other.start])
    )
