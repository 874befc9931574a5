"""Who organised, hosted or chaired an event, and what it resulted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...models import Outcome, Party
from ..finding import Finding
from .desk import Desk, within

_CLAUSE_END = re.compile(
    r"(?<![A-Z])\.|[;)\n]|,\s+(?:which|who|will|and will|was|is|in|on|at|from|took)\b"
    r"|\s(?:in|on|at|from|with|will|was|is|to)\s"
)
_NAME = re.compile(r"(?:(?:[A-Z]\.)+|[A-ZÀ-Þ][\w'’-]*)(?:\s+(?:(?:of|for|and|the|on|&)\s+)*[A-ZÀ-Þ][\w'’-]*)*")
_FARTHEST = 160
_LONGEST_CLAUSE = 240


def organizers(desk: Desk, group: Iterable[Finding], *, principal: bool) -> tuple[Party, ...]:
    """Bodies and countries behind 'organised by', 'hosted by'; for the principal event also the page's field."""
    found = list(_behind(desk, group, desk.cues.organized, "events.organized_by"))
    if principal:
        for page_field in desk.layout.fields:
            if page_field.value.key == "organizer":
                for start, end in page_field.value.values:
                    found.append(
                        Party(name=desk.text[start:end], mention=desk.span(start, end, "events.organizer_field"))
                    )
    return _once(found)


def chairs(desk: Desk, group: Iterable[Finding]) -> tuple[Party, ...]:
    """Bodies and countries behind 'chaired by'; persons are officials with the role of chair."""
    return _once(_behind(desk, group, desk.cues.chaired, "events.chaired_by"))


def outcomes(desk: Desk, group: Iterable[Finding]) -> tuple[Outcome, ...]:
    """Documents that a sentence with the event's name says were adopted, signed or issued."""
    found: dict[str, Outcome] = {}
    for mention in group:
        sentence = desk.sentence(mention.start)
        for paper in within(desk.instruments, sentence):
            if paper.start < mention.end or not desk.cues.adopted.search(desk.text[mention.end : paper.start][-120:]):
                continue
            if not any(mention.end <= e.start < paper.start for e in within(desk.events, sentence)):
                found.setdefault(paper.value.name, Outcome(name=paper.value.name, mention=desk.mention(paper)))
    return tuple(found.values())


def _behind(desk: Desk, group: Iterable[Finding], cue: re.Pattern[str], rule: str) -> Iterator[Party]:
    for mention in group:
        sentence = desk.sentence(mention.start)
        for match in cue.finditer(desk.text, mention.end, max(mention.end, min(sentence[1], mention.end + 400))):
            between = within(desk.events, (mention.end, match.start()))
            if match.start() - mention.end > _FARTHEST or any(e.value.entity != mention.value.entity for e in between):
                break
            yield from _parties(desk, match.end(), min(sentence[1], match.end() + _LONGEST_CLAUSE), rule)


def _parties(desk: Desk, start: int, limit: int, rule: str) -> Iterator[Party]:
    """Names in the clause: known countries and organisations, else capitalised names; no persons."""
    stop = _CLAUSE_END.search(desk.text, start, limit)
    end = stop.start() if stop else limit
    people = within(desk.officials, (start, end))
    if people:
        return
    taken = start
    for finding in sorted(
        (*within(desk.organizations, (start, end)), *within(desk.places, (start, end))), key=lambda f: (f.start, -f.end)
    ):
        if finding.start >= taken:
            yield Party(
                name=" ".join(desk.text[finding.start : finding.end].split()),
                country=finding.value.country,
                mention=desk.span(finding.start, finding.end, rule),
            )
            taken = finding.end
    if taken == start:
        for match in _NAME.finditer(desk.text, start, end):
            yield Party(name=" ".join(match.group().split()), mention=desk.span(match.start(), match.end(), rule))


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({party.name.casefold(): party for party in reversed(list(parties))}.values())[::-1]
