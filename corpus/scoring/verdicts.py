"""What a scorer says of one thing: right, missed or a false alarm; and who is to blame for a miss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from ...models import Mention, Record
from .pairing import mentions_of

Level = Literal["exact", "overlap", "value", "record", "implied", "attribute"]
Outcome = Literal["hit", "miss", "false"]

LEVELS: tuple[Level, ...] = ("exact", "overlap", "value", "record", "implied", "attribute")
"""exact, overlap: mentions, by their bounds. value: entries, by what they mean. record: entries, by all that belongs to
them. implied: what an article is about without naming it. attribute: the single attributes of the
entries that were found."""

MENTIONED = (
    "title", "published", "issuer", "fields", "events", "dates", "locations", "officials", "titles", "organizations",
    "objectives", "principles", "quotes", "instruments",
)  # fmt: skip
"""What is scored by its mentions, in the order of tables. `titles` are those of officials."""


class Verdict(NamedTuple):
    """One judgement.

    `key` tells it from all others of its article, level and field, whatever rule was at work; `entry` is the gold's id
    (the record's, for a false alarm); `rule` read it, or, for a miss, stood in the way; `why` says so in words.
    """

    level: Level
    field: str
    outcome: Outcome
    key: str
    shown: str
    start: int | None = None
    end: int | None = None
    entry: str | None = None
    rule: str | None = None
    why: str | None = None


class Claim(NamedTuple):
    """Characters that a rule wanted or refused: a mention of the record, or a finding that did not get into it."""

    start: int
    end: int
    rule: str
    words: str


def claims_of(record: Record) -> tuple[Claim, ...]:
    """The mentions of a record as claims, each saying as what its rule read them."""
    out = []
    for field in MENTIONED:
        for mention in mentions_in_field(record, field):
            out.append(Claim(mention.start, mention.end, mention.rule, f"read as {field} by {mention.rule}"))
    return tuple(out)


def mentions_in_field(record: Record, field: str) -> Iterable[Mention]:
    """The mentions of a field of the record; those of page fields are the labels and the values."""
    if field in ("title", "published", "issuer"):
        single = getattr(record, field)
        return (single.mention,) if single is not None and single.mention is not None else ()
    if field == "titles":
        return (title.mention for official in record.officials for title in official.titles)
    if field == "fields":
        return (m for page_field in record.fields for m in (page_field.mention, *page_field.value_mentions))
    return (m for entry in getattr(record, field) for m in mentions_of(entry))


def blame(start: int, end: int, claims: Sequence[Claim]) -> tuple[str | None, str]:
    """The rule that took most of `[start, end)`, and in words what it did with it."""
    best = max(
        (c for c in claims if c.start < end and start < c.end),
        key=lambda c: (min(c.end, end) - max(c.start, start), c.start - c.end, -c.start),
        default=None,
    )
    return (best.rule, best.words) if best else (None, "no rule read it")


def all_neutral(found: Any, neutral: frozenset[str]) -> bool:
    """Whether nothing but neutral mentions show an entry; `neutral` holds their spans ('12-20')."""
    return all(f"{m.start}-{m.end}" in neutral for m in mentions_of(found))


def false_alarm(level: Level, field: str, found: Any, words: str) -> Verdict:
    """The verdict on an entry of a record that the gold does not know."""
    m = mentions_of(found)[0]
    key = getattr(found, "id", None)
    return Verdict(
        level, field, "false", words, f"{m.text} = {words}", m.start, m.end, key, m.rule, f"read by {m.rule}"
    )
