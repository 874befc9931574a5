"""The gold of an article as its page shows it: marks in the text, and entries with their facts and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..corpus.gold.models import LINKS, Gold, GoldEntry, GoldMention, Judged
from ..models import EventEntry, Record
from ..outputs.report.entries import Base, Entry, Evidence, Group, base_of
from ..outputs.report.facts import Fact, clipped
from ..outputs.report.marking import ArticleText, Mark, Marking
from ..outputs.report.naming import FIELDS, country_name
from ..outputs.wording import period_words
from .editing import NAMED, PARTS, SINGLES

_LONGEST = 160
_LABELS = {
    "aliases": "also called", "date_ids": "date", "place_ids": "place", "official_ids": "official",
    "official_id": "speaker", "organizers": "organized by", "chairs": "chaired by", "known_as": "known as",
    "explicit": "named", "geonames_id": "GeoNames", "edtf": "EDTF", "direct": "in quotation marks",
}  # fmt: skip
_TOLD = frozenset("name label number letter text start end city country venue titles values principal date".split())
"""Attributes that the heading and the facts put together tell."""


@dataclass(frozen=True)
class GoldPlace:
    """Where a mention of the gold belongs: field of the record, entry, part of it, number within the part."""

    field: str
    entry: str
    part: str
    number: int
    span: GoldMention


@dataclass(frozen=True)
class ReviewEvidence(Evidence):
    """A mention of the gold, and how an edit names it."""

    key: str = ""
    index: int = 0
    required: bool = True


@dataclass(frozen=True)
class ReviewEntry(Entry):
    """An entry of the gold. `name` is its id; `open` says that nobody has looked at it."""

    name: str = ""
    open: bool = False
    required: bool = True
    note: str = ""


def gold_places(gold: Gold) -> tuple[GoldPlace, ...]:
    """Every mention of the gold, in the order of the page's fields."""
    return tuple(place for field, name, entry in _entries(gold) for place in _places(field, name, entry))


def gold_marks(places: Sequence[GoldPlace]) -> tuple[Mark, ...]:
    """The mentions as marks of the text."""
    return tuple(Mark(n, p.span.start, p.span.end, p.field) for n, p in enumerate(places))


def gold_groups(
    gold: Gold,
    places: Sequence[GoldPlace],
    *,
    record: Record,
    text: ArticleText,
    marking: Marking | None,
    open_entries: Sequence[str],
) -> tuple[Group, ...]:
    """The gold's entries by field. Rules and the knowledge base's words are those of the record that was read."""
    builder = _Builder(gold, places, record, text, marking, frozenset(open_entries))
    by_field: dict[str, list[ReviewEntry]] = {}
    for entry in builder.entries():
        by_field.setdefault(entry.field, []).append(entry)
    return tuple(Group(f, FIELDS[f].many, tuple(by_field[f])) for f in FIELDS if f in by_field)


def heading(field: str, entry: Any) -> str:
    """What an entry is called."""
    if field == "dates":
        return period_words(entry.start, entry.end, entry.precision) or entry.mentions[0].text
    if field == "quotes":
        return clipped(entry.mentions[0].text, 90)
    if field == "objectives":
        return f"Objective {entry.number}{f': {entry.title}' if entry.title else ''}"
    if field == "principles":
        return f"Principle ({entry.letter}){f': {entry.title}' if entry.title else ''}"
    if field == "published":
        return period_words(entry.date, entry.date, "day")
    return str(getattr(entry, "name", None) or getattr(entry, "label", None) or entry.text)


def _entries(gold: Gold) -> Iterator[tuple[str, str, Judged]]:
    """Field of the page, name and model of every entry."""
    for field in FIELDS:
        if field == "records":
            for name in SINGLES:
                single = getattr(gold, name)
                if single is not None:
                    yield field, name, single
        else:
            for entry in getattr(gold, field, ()):
                if isinstance(entry, GoldEntry):
                    yield field, entry.id, entry


def _places(field: str, name: str, entry: Any) -> Iterator[GoldPlace]:
    if field == "records" and entry.mention is not None:
        yield GoldPlace(field, name, "mention", 0, entry.mention)
    for part in () if field == "records" else PARTS.get(field, ("mentions",)):
        for number, item in enumerate(getattr(entry, part)):
            yield GoldPlace(field, name, part, number, item.mention if part in NAMED else item)


@dataclass(frozen=True)
class _Builder:
    gold: Gold
    places: Sequence[GoldPlace]
    record: Record
    text: ArticleText
    marking: Marking | None
    open: frozenset[str]

    def entries(self) -> Iterator[ReviewEntry]:
        rules = {(m.start, m.end): m.rule for m in reversed(list(self.record.mentions()))}
        own: dict[tuple[str, str], list[ReviewEvidence]] = {}
        for number, place in enumerate(self.places):
            own.setdefault((place.field, place.entry), []).append(self._evidence(number, place, rules))
        anchors = _anchors(self.gold)
        for field, name, entry in _entries(self.gold):
            yield ReviewEntry(
                anchor=anchors[name],
                field=field,
                heading=clipped(heading(name if field == "records" else field, entry)),
                facts=tuple(f for f in self._facts(field, name, entry, anchors) if f.value),
                evidence=tuple(own.get((field, name), ())),
                base=self._base(entry) if field == "events" else None,
                main=bool(getattr(entry, "principal", False)),
                name=name,
                open=name in self.open,
                required=entry.required,
                note=clipped(entry.note or ""),
            )

    def _evidence(self, number: int, place: GoldPlace, rules: Mapping[tuple[int, int], str]) -> ReviewEvidence:
        span = place.span
        return ReviewEvidence(
            number=number,
            words=clipped(span.text, _LONGEST),
            part=place.part,
            zone=span.zone or self.text.zone_at(span.start) or "text",
            rule=rules.get((span.start, span.end), "by hand"),
            start=span.start,
            end=span.end,
            page=self.text.page_at(span.start),
            piece=self.marking.first_piece[number] if self.marking else None,
            key=place.part,
            index=place.number,
            required=span.required,
        )

    def _facts(self, field: str, name: str, entry: Any, anchors: Mapping[str, str]) -> Iterator[Fact]:
        if field == "records":
            yield Fact("", {"published": "day of publication", "issuer": "issuing office"}.get(name, name))
        if field == "events":
            yield Fact("when", period_words(entry.start, entry.end, entry.precision))
        if field == "dates":
            yield Fact("words", clipped(entry.mentions[0].text))
        country = country_name(getattr(entry, "country", None))
        where = (getattr(entry, "venue", None), getattr(entry, "city", None), country)
        yield Fact("where" if field == "events" else "country", clipped(", ".join(part for part in where if part)))
        if field == "officials":
            yield Fact("title", clipped("; ".join(title.text for title in entry.titles)))
        if field == "fields":
            yield Fact("value", clipped("; ".join(value.text for value in entry.values)) or "(empty)")
        for attribute in entry.attributes():
            value = getattr(entry, attribute)
            if attribute not in _TOLD and (attribute, value) != ("precision", "day"):
                yield from self._fact(attribute, value, anchors)

    def _fact(self, attribute: str, value: Any, anchors: Mapping[str, str]) -> Iterator[Fact]:
        label = _LABELS.get(attribute, attribute.replace("_", " "))
        if attribute in LINKS:
            for link in (value,) if isinstance(value, str) else value or ():
                yield Fact(label, self._called(link), anchors.get(link))
        elif attribute == "relations":
            for relation in value:
                words = relation.type.replace("_", " ")
                yield Fact(words, self._called(relation.event_id), anchors.get(relation.event_id))
        elif isinstance(value, bool):
            yield Fact(label, "yes" if value else "no" if attribute in ("explicit", "direct") else "")
        elif isinstance(value, tuple):
            yield Fact(label, clipped("; ".join(getattr(item, "name", None) or str(item) for item in value)))
        elif value is not None:
            yield Fact(label, clipped(str(value)))

    def _called(self, link: str) -> str:
        return self._headings.get(link, link)

    @cached_property
    def _headings(self) -> dict[str, str]:
        return {name: clipped(heading(field, e), 80) for field, name, e in _entries(self.gold) if field != "records"}

    def _base(self, entry: Any) -> Base | None:
        """What the knowledge base says of the record's event that shares words with this one."""
        spans = {(m.start, m.end) for m in entry.mentions}
        events: Iterator[EventEntry] = (e for e in self.record.events if spans & {(m.start, m.end) for m in e.mentions})
        event = next(events, None)
        return base_of(event) if event is not None else None


def _anchors(gold: Gold) -> dict[str, str]:
    """Names of the entries within the page, by id."""
    counts: Counter[str] = Counter()
    anchors = {}
    for field, name, _ in _entries(gold):
        counts[field] += 1
        anchors[name] = f"records-{name}" if field == "records" else f"{field}-{counts[field]}"
    return anchors
