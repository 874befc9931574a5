"""A record as what its page shows: entries by field, each with its facts, and with the words that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...models import EventEntry, Record, mentions_in
from ..flatten import MentionRow, mention_rows
from .facts import FACTS, Fact, article_facts, clipped
from .marking import ArticleText, Marking
from .naming import FIELDS, country_name, web_address

_LONGEST = 160  # characters of a mention's words that are repeated beside the text


@dataclass(frozen=True)
class Evidence:
    """A mention of an entry: its words, which part of the entry it stands for, and how it was read.

    `piece` is the number of the piece of text it begins in; None where there is no text.
    """

    number: int
    words: str
    part: str
    zone: str
    rule: str
    start: int
    end: int
    page: int | None
    piece: int | None

    @property
    def is_other(self) -> bool:
        """Whether it stands for a part of the entry (a title, an organizer), not for the entry itself."""
        return self.part not in ("mentions", "mention", "evidence", "title", "published", "issuer")


@dataclass(frozen=True)
class BaseRow:
    """One field of an event: what the text says, what the knowledge base says, and how the one stands to the other."""

    what: str
    text: str
    base: str
    verdict: str


@dataclass(frozen=True)
class Base:
    """What the knowledge base says of an event, and where it has that from."""

    name: str
    level: str
    rows: tuple[BaseRow, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One value of the record. `anchor` names it within its page."""

    anchor: str
    field: str
    heading: str
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    base: Base | None = None
    main: bool = False

    @property
    def first(self) -> Evidence:
        """The first mention of the entry itself, where there is one."""
        return next((e for e in self.evidence if not e.is_other), self.evidence[0])


@dataclass(frozen=True)
class Group:
    """The entries of one field."""

    field: str
    label: str
    entries: tuple[Entry, ...]


Numbered = tuple[int, MentionRow]


def groups_of(record: Record, *, text: ArticleText | None = None, marking: Marking | None = None) -> tuple[Group, ...]:
    """The record's fields that are not empty, in the order of `FIELDS`; mentions are numbered as by `marks_of`."""
    by_table: dict[str, list[Numbered]] = {}
    for number, row in enumerate(mention_rows(record)):
        by_table.setdefault(row.table, []).append((number, row))
    builder = _Builder(record, text, marking)
    groups = (Group(name, field.many, tuple(builder.entries(name, by_table))) for name, field in FIELDS.items())
    return tuple(group for group in groups if group.entries)


@dataclass(frozen=True)
class _Builder:
    record: Record
    text: ArticleText | None
    marking: Marking | None

    def entries(self, name: str, by_table: Mapping[str, list[Numbered]]) -> Iterator[Entry]:
        rows = iter(by_table.get(name, ()))
        if name == "records":
            for numbered in rows:
                part = numbered[1].part
                heading, facts = article_facts(part, self.record)
                shown = tuple(f for f in facts if f.value)
                yield Entry(f"records-{part}", name, clipped(heading), shown, (self._evidence(numbered),))
            return
        for number, item in enumerate(getattr(self.record, name), 1):
            own = [next(rows) for _ in mentions_in(item)]
            heading, facts = FACTS[name](item, self.record)
            yield Entry(
                anchor=f"{name}-{number}",
                field=name,
                heading=clipped(heading),
                facts=tuple(f for f in facts if f.value),
                evidence=tuple(map(self._evidence, own)),
                base=base_of(item) if isinstance(item, EventEntry) else None,
                main=isinstance(item, EventEntry) and item.principal,
            )

    def _evidence(self, numbered: Numbered) -> Evidence:
        number, row = numbered
        mention = row.mention
        return Evidence(
            number=number,
            words=clipped(mention.text, _LONGEST),
            part=row.part.replace("_", " "),
            zone=mention.zone,
            rule=clipped(mention.rule),
            start=mention.start,
            end=mention.end,
            page=mention.page or (self.text.page_at(mention.start) if self.text else None),
            piece=self.marking.first_piece[number] if self.marking else None,
        )


def base_of(event: EventEntry) -> Base | None:
    """What the knowledge base says of the event, beside what the text says; None where it does not know it."""
    known = event.known
    if known is None:
        return None
    rows = tuple(
        BaseRow(f.field, _said(event, f.field, f.verdict), _value(f.field, f.known), f.verdict.replace("_", " "))
        for f in known.facts
    )
    sources = dict.fromkeys(url for f in known.facts for url in f.sources if web_address(url))
    return Base(clipped(known.name), known.level, rows, tuple(sources))


def _said(event: EventEntry, field: str, verdict: str) -> str:
    """The text's own value; what was filled in from the base is none."""
    return "" if verdict == "silent" else _value(field, getattr(event, field))


def _value(field: str, value: object) -> str:
    if value is None:
        return ""
    return country_name(str(value)) if field == "country" else clipped(str(value))


def tooltips(groups: Sequence[Group]) -> list[str]:
    """What to show for each mention, by number, where no script can look it up: field, value, part, rule."""
    words: dict[int, str] = {}
    for group in groups:
        for entry in group.entries:
            facts = " · ".join(fact.value for fact in entry.facts[:3])
            value = f"{FIELDS[entry.field].one}: {entry.heading}{f' · {facts}' if facts else ''}"
            for evidence in entry.evidence:
                words[evidence.number] = f"{value} [{evidence.rule}]"
    return [words[number] for number in range(len(words))]
