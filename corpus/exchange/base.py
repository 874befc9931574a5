"""What all formats share: samples, losses, refusals, and the labels that stretches of text bear in other tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, get_args

from ...models import Frozen, InputError, Zone
from ...models.event import RelationType
from ..gold.models import LINKS, Gold
from ..gold.plain import GoldError

Data = dict[str, Any]
"""Gold as plain data: what the file states, as JSON has it."""


class Sample(NamedTuple):
    """An article and its gold; `gold.id` is the article's id."""

    text: str
    gold: Gold


class Loss(Frozen):
    """Something that a format cannot hold, or that could not be read: what, how often, and why in words."""

    article: str
    what: str
    count: int
    words: str


class ExchangeFormat(StrEnum):
    """Formats that gold is written to and read from."""

    label_studio = "label-studio"
    doccano = "doccano"
    brat = "brat"
    conll = "conll"
    docbin = "docbin"


class ExchangeError(InputError):
    """A file of another tool is refused: `file`, `key` ('3.entities.0' or 'line 7'), `reason`."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        super().__init__(f"{file}: {key}: {reason}")


class Place(NamedTuple):
    """Where in gold the mentions of a label stand: a field, and the attribute of its entries that holds them."""

    field: str
    attribute: str


LABELS: Mapping[str, Place] = {
    "title": Place("title", "mention"),
    "published": Place("published", "mention"),
    "issuer": Place("issuer", "mention"),
    "fields": Place("fields", "mentions"),
    "values": Place("fields", "values"),
    "events": Place("events", "mentions"),
    "organizers": Place("events", "organizers"),
    "chairs": Place("events", "chairs"),
    "outcomes": Place("events", "outcomes"),
    "dates": Place("dates", "mentions"),
    "locations": Place("locations", "mentions"),
    "officials": Place("officials", "mentions"),
    "titles": Place("officials", "titles"),
    "organizations": Place("organizations", "mentions"),
    "objectives": Place("objectives", "mentions"),
    "principles": Place("principles", "mentions"),
    "quotes": Place("quotes", "mentions"),
    "instruments": Place("instruments", "mentions"),
}
"""Every label, in the order of the record. A stretch of text with a label is one mention."""
SINGLE = ("title", "published", "issuer")
ENTRIES = tuple(label for label, place in LABELS.items() if place.attribute == "mentions")
PARTIES = ("organizers", "chairs", "outcomes")
PARTS = ("values", "titles", *PARTIES)
"""Labels whose mentions belong to an entry that has mentions of its own."""
NAMING: Mapping[str, str] = {
    "fields": "label",
    "events": "name",
    "locations": "name",
    "officials": "name",
    "organizations": "name",
    "instruments": "name",
}
"""The attribute that is the words of the mention, for fields that have one."""
ZONES: tuple[str, ...] = get_args(Zone)
RELATION_TYPES: tuple[str, ...] = get_args(RelationType)
MENTION_OF = "mention_of"
"""Joins a mention to the first one of its entry, in tools where a stretch cannot name its entry."""
ENDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "date_ids": (("events", "dates"),),
    "place_ids": (("events", "locations"),),
    "official_ids": (("events", "officials"),),
    "official_id": (("quotes", "officials"),),
    **dict.fromkeys(RELATION_TYPES, (("events", "events"),)),
}
"""Kinds of links and the fields that each may join, from and to."""
DEFAULT_LABELS: Mapping[str, str] = {
    "PERSON": "officials",
    "PER": "officials",
    "GPE": "locations",
    "LOC": "locations",
    "FAC": "locations",
    "DATE": "dates",
    "ORG": "organizations",
    "EVENT": "events",
    "LAW": "instruments",
}
"""Labels of common entity schemes, and what they are read as."""

_ID = re.compile(r"\w[\w.-]*", re.ASCII)
assert set(LINKS) - {"event_id"} == {kind for kind in ENDS if kind not in RELATION_TYPES}


@dataclass(slots=True)
class Region:
    """A labelled stretch of a text, as some tool has it, in code points.

    `key` is the tool's id of it where that outlives edits; `entry` the id of the entry that it says it belongs
    to. `flags`: whether the tool states `required` and `zone`. `states` are attributes that somebody wrote to it.
    """

    label: str
    start: int
    end: int
    text: str
    key: str | None = None
    entry: str | None = None
    flags: bool = False
    required: bool = True
    zone: str | None = None
    states: Data | None = None


class Link(NamedTuple):
    """A tie of a kind between two regions, by their index."""

    kind: str
    source: int
    target: int


@dataclass(slots=True)
class Marked:
    """An article as a tool has it. `known` is the gold that went along, `links` is None where none can be held."""

    article: str
    text: str
    key: str
    known: Data | None
    regions: list[Region]
    links: list[Link] | None = None


class Losses:
    """Collects losses: what is said twice of an article is counted."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, str], int] = {}

    def add(self, article: str, what: str, words: str, count: int = 1) -> None:
        """Count `what`, lost for the reason in `words`."""
        if count:
            self._counts[article, what, words] = self._counts.get((article, what, words), 0) + count

    def found(self) -> tuple[Loss, ...]:
        """All losses, in the order in which they were first met."""
        return tuple(Loss(article=a, what=w, count=n, words=words) for (a, w, words), n in self._counts.items())


def as_data(gold: Gold) -> Data:
    """What `gold` states, as plain data, and nothing that it leaves out."""
    return gold.model_dump(mode="json", exclude_unset=True)


def checked(sample: Sample, file: str) -> Sample:
    """`sample`, if its gold fits its text and its id can name a file; else `ExchangeError`."""
    gold = gold_of(as_data(sample.gold), sample.text, sample.gold.id, file, sample.gold.id)
    return Sample(sample.text, gold)


def gold_of(data: Data, text: str, article: str, file: str, key: str) -> Gold:
    """The gold in `data`, checked against the article; a refusal names `file` and `key`."""
    from ..standoff import check_gold

    if not _ID.fullmatch(article):
        raise ExchangeError(file, key, f"{article!r} is no id: letters, digits, '_', '-', '.', of ASCII")
    if "\r" in text:
        raise ExchangeError(file, key, "CR in the text; lines of an article end in LF")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ExchangeError(file, key, f"the text is no Unicode: {error.reason}") from error
    try:
        return check_gold(f"{article}.yaml", data, {}, text)
    except GoldError as error:
        reasons = "; ".join(f"{fault.key}: {fault.reason}" for fault in error.faults[:3])
        raise ExchangeError(file, key, reasons) from error


def distinct(samples: Iterable[Sample], file: str) -> tuple[Sample, ...]:
    """All `samples`; an id that stands there twice is refused."""
    found: dict[str, Sample] = {}
    for sample in samples:
        if sample.gold.id in found:
            raise ExchangeError(file, sample.gold.id, "two articles have this id")
        found[sample.gold.id] = sample
    return tuple(found.values())


def write_file(path: Path, raw: bytes) -> None:
    """Write `raw` to `path`, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(raw)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
