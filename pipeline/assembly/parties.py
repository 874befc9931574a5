"""Who organised, hosted or chaired an event, and what it resulted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...models import Outcome, Party
from ..finding import Finding
from ..values import Span
from .desk import Desk, within

_CLAUSE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr))(?<!\b(?:Mrs|Hon))\.(?=\s|$)|[;)\n]"
    r"|,\s+(?:which|who|will|and will|was|is|in|on|at|from|took|with)\b"
    r"|\s(?:in|on|at|from|with|will|was|is|to|under|during|for)\s"
)
_PARTNERS = re.compile(
    r",?\s*(?:and\s+)?(?:in\s+(?:partnership|cooperation|co-operation|collaboration|coordination)|together|jointly|along)"
    r"\s+with\s+(?:the\s+)?",
    re.I,
)
_ADVERBIAL = re.compile(
    r"\s*(?:\([^()]{1,40}\))?\s*(?:,[^,;]{1,60},|,)?\s*(?:of \w+)?\s*(?:today|yesterday|on \w+|this \w+)?"
    r"\s*(?:\([^()]{1,20}\))?\s*,?\s*"
)
"""What may stand between a subject and its verb."""
_NAME = re.compile(r"(?:(?:[A-Z]\.)+|[A-ZÀ-Þ][\w'’-]*)(?:\s+(?:(?:of|for|and|the|on|&)\s+)*[A-ZÀ-Þ][\w'’-]*)*")
_HONORIFIC = re.compile(r"(?:mr|mrs|ms|dr|prof|hon|h\.e|his|her|he|she|it|sir|dame|minister|president)\b", re.I)
_JOINED = re.compile(
    r"\s*(?:\([^()]{1,40}\))?\s*(?:,|and|&|,\s*and|as well as|along with|together with|,\s*together with)?"
    r"\s*(?:the\s+)?"
)
_FARTHEST = 160
_LONGEST_CLAUSE = 240


def organizers(desk: Desk, group: Sequence[Finding], *, principal: bool) -> tuple[Party, ...]:
    """Bodies and countries behind 'organised by', 'hosted by', or before 'organised the ...'; for the principal
    event also the page's field."""
    found = list(_behind(desk, group, desk.cues.organized, "events.organized_by"))
    found += _acting(desk, group, desk.cues.organizes, "events.organizes")
    found += _relative(desk, group, desk.cues.organizes_it, "events.organizes")
    if found:
        found += _partners(desk, group, found)
    if principal:
        for page_field in desk.layout.fields:
            if page_field.value.key == "organizer":
                for span in page_field.value.values:
                    found += _in_field(desk, span)
    return _once(found)


def chairs(desk: Desk, group: Sequence[Finding]) -> tuple[Party, ...]:
    """Bodies, countries and persons behind 'chaired by', or before 'chaired the ...'."""
    found = list(_behind(desk, group, desk.cues.chaired, "events.chaired_by", people=True))
    found += _acting(desk, group, desk.cues.chairs, "events.chairs")
    return _once(found)


def outcomes(desk: Desk, group: Iterable[Finding]) -> tuple[Outcome, ...]:
    """Documents that a sentence with the event's name says were adopted, signed or issued."""
    found: dict[str, Outcome] = {}
    for mention in group:
        sentence = desk.sentence(mention.start)
        for paper in within(desk.instruments, sentence):
            if not _adopted(desk, mention, paper, sentence):
                continue
            low, high = sorted((mention.end, paper.start)) if paper.start >= mention.end else (paper.end, mention.start)
            if not any(
                low <= e.start < high and e.value.entity != mention.value.entity for e in within(desk.events, sentence)
            ):
                found.setdefault(paper.value.name, Outcome(name=paper.value.name, mention=desk.mention(paper)))
    return tuple(found.values())


def _adopted(desk: Desk, mention: Finding, paper: Finding, sentence: Span) -> bool:
    if paper.start >= mention.end:
        return desk.cues.adopted.search(desk.text[mention.end : paper.start][-120:]) is not None
    return desk.cues.adopted_at.match(desk.text, paper.end, max(paper.end, mention.start)) is not None


def _behind(
    desk: Desk, group: Iterable[Finding], cue: re.Pattern[str], rule: str, *, people: bool = False
) -> Iterator[Party]:
    for mention in group:
        sentence = desk.sentence(mention.start)
        for match in cue.finditer(desk.text, mention.end, max(mention.end, min(sentence[1], mention.end + 400))):
            between = within(desk.events, (mention.end, match.start()))
            if match.start() - mention.end > _FARTHEST or any(e.value.entity != mention.value.entity for e in between):
                break
            span = (match.end(), min(sentence[1], match.end() + _LONGEST_CLAUSE))
            if people and (persons := _persons(desk, span, rule)):
                yield from persons
            else:
                yield from _parties(desk, *span, rule, known=people)


def _acting(desk: Desk, group: Iterable[Finding], cue: re.Pattern[str], rule: str) -> Iterator[Party]:
    """The subject of a verb right before the event's name: 'Peru and the Port Authority organised the Forum'."""
    for mention in group:
        start = max(desk.sentence(mention.start)[0], mention.start - _LONGEST_CLAUSE)
        verb = next(iter([*cue.finditer(desk.text, start, mention.start)][-1:]), None)
        if verb is None or within(desk.events, (verb.start(), mention.start)):
            continue
        yield from _subject(desk, start, verb.start(), rule)


def _relative(desk: Desk, group: Iterable[Finding], cue: re.Pattern[str], rule: str) -> Iterator[Party]:
    """The subject of a clause behind the name: 'the Forum, which Peru will host'."""
    for mention in group:
        end = min(desk.sentence(mention.start)[1], mention.end + _LONGEST_CLAUSE)
        opener = desk.cues.which.match(desk.text, mention.end, end)
        verb = cue.search(desk.text, opener.end(), end) if opener else None
        if opener and verb and not within(desk.events, (opener.end(), verb.start())):
            yield from _subject(desk, opener.end(), verb.start(), rule)


def _subject(desk: Desk, start: int, end: int, rule: str) -> list[Party]:
    """Bodies and countries that run up to `end`, joined by commas and 'and'; none where a person acts."""
    people = within(desk.officials, (start, end))
    if people and desk.text[people[-1].end : end].strip(" ,") == "":
        return []
    bodies = sorted(
        (*within(desk.organizations, (start, end)), *within(desk.places, (start, end))), key=lambda f: (f.start, -f.end)
    )
    outer = [f for i, f in enumerate(bodies) if not any(o.start <= f.start and f.end <= o.end for o in bodies[:i])]
    taken: list[Party] = []
    at = end
    for finding in reversed(outer):
        gap = desk.text[finding.end : at]
        if not (_JOINED.fullmatch(gap) or _PARTNERS.fullmatch(gap) or (at == end and _ADVERBIAL.fullmatch(gap))):
            break
        if finding.label == "location" and not _is_actor(desk, finding):
            break
        taken.append(_party(desk, finding, rule))
        at = finding.start
    return taken[::-1]


def _is_actor(desk: Desk, place: Finding) -> bool:
    """Whether a country or city stands as somebody who acts, not as where somebody is."""
    before = desk.text[max(0, place.start - 12) : place.start]
    return place.value.type == "country" and not re.search(r"\b(?:in|at|to|from|of)\s+(?:the\s+)?$", before)


def _partners(desk: Desk, group: Iterable[Finding], found: Sequence[Party]) -> Iterator[Party]:
    """Bodies behind 'in partnership with' in a sentence that names an organiser."""
    for mention in group:
        sentence = desk.sentence(mention.start)
        if not any(sentence[0] <= p.mention.start < sentence[1] for p in found):
            continue
        for match in _PARTNERS.finditer(desk.text, *sentence):
            yield from _parties(desk, match.end(), min(sentence[1], match.end() + _LONGEST_CLAUSE), "events.partner")


def _in_field(desk: Desk, span: Span) -> list[Party]:
    """The bodies that a page field lists, or its words where none is known."""
    found = [_party(desk, f, "events.organizer_field") for f in within(desk.organizations, span) if f.end <= span[1]]
    if found:
        return found
    words = desk.text[span[0] : span[1]]
    return [Party(name=words, mention=desk.span(*span, "events.organizer_field"))]


def _persons(desk: Desk, span: Span, rule: str) -> list[Party]:
    stop = _CLAUSE_END.search(desk.text, *span)
    people = within(desk.officials, (span[0], stop.start() if stop else span[1]))
    return [Party(name=p.value.name, country=p.value.country, mention=desk.span(p.start, p.end, rule)) for p in people]


def _parties(desk: Desk, start: int, limit: int, rule: str, *, known: bool = False) -> Iterator[Party]:
    """Names in the clause: known countries and organisations, else, unless `known`, capitalised names; no persons."""
    stop = _CLAUSE_END.search(desk.text, start, limit)
    end = stop.start() if stop else limit
    if within(desk.officials, (start, end)) or _HONORIFIC.match(desk.text, start):
        return
    taken = start
    for finding in sorted(
        (*within(desk.organizations, (start, end)), *within(desk.places, (start, end))), key=lambda f: (f.start, -f.end)
    ):
        if finding.start >= taken:
            if finding.label == "location" and not _is_actor(desk, finding):
                continue
            yield _party(desk, finding, rule)
            taken = finding.end
    if taken == start and not known:
        for match in _NAME.finditer(desk.text, start, end):
            yield Party(name=" ".join(match.group().split()), mention=desk.span(match.start(), match.end(), rule))


def _party(desk: Desk, finding: Finding, rule: str) -> Party:
    return Party(
        name=" ".join(desk.text[finding.start : finding.end].split()),
        country=finding.value.country,
        mention=desk.span(finding.start, finding.end, rule),
    )


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({party.name.casefold(): party for party in reversed(list(parties))}.values())[::-1]
