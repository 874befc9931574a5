"""How much of a record its reader was not sure of: what a person should look at first."""

from __future__ import annotations

from collections.abc import Iterator

from ..models import EventEntry, Record


def doubts(record: Record) -> tuple[str, ...]:
    """What is doubtful in a record, in words, one for each value: 'event without a day'."""
    return tuple(_doubts(record))


def uncertainty(record: Record) -> float:
    """Doubts by value, between 0 and 1: the higher, the less certain.

    Two values are counted that are not there, so that an article with one doubtful value does not go before all others.
    """
    lists = (record.events, record.dates, record.locations, record.officials, record.organizations, record.objectives)
    found = tuple(_doubts(record))
    return min(1.0, len(found) / (sum(map(len, lists)) + len(record.warnings) + 2))


def _doubts(record: Record) -> Iterator[str]:
    if not record.events:
        yield "no event found"
    elif not any(event.principal for event in record.events):
        yield "no event is what the release is about"
    if record.published is None:
        yield "no day of publication"
    for event in record.events:
        yield from _event_doubts(event)
    yield from ("date without days" for date in record.dates if date.start is None and date.end is None)
    yield from ("date with parts taken from elsewhere" for date in record.dates if date.borrowed)
    for place in record.locations:
        if place.runner_up is not None and place.reason in ("size", "context"):
            yield "place of which there are several"
        elif place.type == "other" or (place.type in ("city", "admin") and place.country is None):
            yield "place that is not known"
    for official in record.officials:
        if not official.titles:
            yield "official without a title"
        if official.country is None and official.organization is None:
            yield "official who stands for nobody"
    yield from ("objective by its subject" for objective in record.objectives if objective.certainty == "weak")
    yield from (f"warning: {warning.code.replace('_', ' ')}" for warning in record.warnings)


def _event_doubts(event: EventEntry) -> Iterator[str]:
    if event.start is None:
        yield "event without a day"
    if event.country is None:
        yield "event without a country"
    if event.status == "unknown":
        yield "event that may or may not have been held"
    if event.known and any(fact.verdict == "differs" for fact in event.known.facts):
        yield "event that the knowledge base has otherwise"
