"""What a person can set in an entry: its attributes as fields of a form, told by the models of the gold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints
from unicodedata import normalize

from ..corpus.gold.models import (
    LINKS,
    Gold,
    GoldMention,
    GoldOutcome,
    GoldParty,
    GoldRelation,
    Judged,
)
from ..models import country_codes
from ..models.event import RelationType
from ..outputs.report.naming import FIELDS, country_name
from .editing import SINGLES, Data, entries_in
from .entries import heading
from .guessing import kinds_of

Kind = Literal["text", "lines", "day", "number", "choice", "flag", "several", "rows", "relations", "long"]
_LABELS = {
    "aliases": "also called (one a line)", "date_ids": "dates", "place_ids": "places", "official_ids": "officials",
    "official_id": "speaker", "start": "first day", "end": "last day", "direct": "in quotation marks",
    "explicit": "named, not only by its subject", "relative": "resolved from context",
    "borrowed": "taken from elsewhere", "edition": "edition (number)", "known_as": "id in the knowledge base",
    "principal": "what the release is about", "variants": "also spelt (one a line)", "roles": "roles (one a line)",
    "organizers": "organized by", "chairs": "chaired by", "required": "must be found",
    "edtf": "EDTF", "geonames_id": "GeoNames id",
}  # fmt: skip
_LATER = frozenset(
    "edtf geonames_id latitude longitude canonical series known_as variants basis certainty symbol relative borrowed "
    "title".split()
)
"""Attributes that few people set: they stand behind 'more'."""
_FIRST = ("name", "label", "number", "letter", "date")


@dataclass(frozen=True)
class Choice:
    """One of the values that an attribute can have."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """A body, country or document of an event: its name, its country, the words that it was read from."""

    name: str
    country: str
    mention: Data
    has_country: bool


@dataclass(frozen=True)
class Input:
    """One attribute in a form."""

    name: str
    label: str
    kind: Kind
    value: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    later: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Form:
    """A form for one entry."""

    entry: str
    field: str
    one: str
    words: str
    inputs: tuple[Input, ...]
    countries: tuple[Choice, ...]
    relation_types: tuple[str, ...]


def form_of(gold: Gold, data: Data, name: str) -> Form:
    """The form of the entry called `name` of `gold`, whose plain data is `data`. Refused, as KeyError: another name."""
    field, entry = next((f, e) for f, n, e in entries_in(data) if n == name)
    shape = _shape(field)
    inputs = tuple(_inputs(shape, field, entry, gold))
    page_field = "records" if field in SINGLES else field
    single = entry.get("mention") or {}
    words = single.get("text") or (entry["mentions"][0]["text"] if entry.get("mentions") else "")
    countries = tuple(Choice(code, f"{country_name(code)} ({code})") for code in _countries())
    one = field if field in SINGLES else FIELDS[page_field].one
    return Form(name, page_field, one, words, inputs, countries, get_args(RelationType))


@cache
def _countries() -> tuple[str, ...]:
    return tuple(sorted(country_codes(), key=lambda code: normalize("NFKD", country_name(code)).casefold()))


@cache
def _shape(field: str) -> type[Judged]:
    hint = get_type_hints(Gold)[field]
    return next(t for t in get_args(hint) if isinstance(t, type) and issubclass(t, Judged))


def _inputs(shape: type[Judged], field: str, entry: Data, gold: Gold) -> Iterator[Input]:
    hints = get_type_hints(shape, include_extras=False)
    for name in sorted(shape.attributes(), key=lambda name: name not in _FIRST):  # sorted keeps the order of the rest
        if name in ("text", "basis") and field in SINGLES:
            continue  # the title is its words
        made = _input(name, hints[name], field, entry, gold)
        if made is not None:
            yield made
    yield Input("required", _LABELS["required"], "flag", "" if entry.get("required") is False else "true", later=True)
    yield Input("note", "note for the next reader", "long", entry.get("note") or "", later=True)


def _input(name: str, hint: Any, field: str, entry: Data, gold: Gold) -> Input | None:
    label, later = _LABELS.get(name, name.replace("_", " ")), name in _LATER
    stated = entry.get(name)
    inner, several = _inner(hint)
    if inner is GoldMention:
        return None
    if name in LINKS:
        choices = _links(name, stated, entry, gold)
        return Input(name, label, "several" if several else "choice", choices=choices, needed=not several)
    if inner in (GoldParty, GoldOutcome):
        rows = tuple(Row(r["name"], r.get("country") or "", r["mention"], inner is GoldParty) for r in stated or ())
        return Input(name, label, "rows", rows=rows) if rows else None
    if inner is GoldRelation:
        relations = tuple((r["type"], r["event_id"]) for r in stated or ())
        others = tuple(c for c in _links("event_id", None, entry, gold) if c.value)
        return Input(name, label, "relations", choices=others, relations=relations) if others else None
    if get_origin(inner) is Literal:
        values = (stated or ()) if several else ("" if stated is None else str(stated),)
        chosen = tuple(Choice(v, v.replace("_", " "), v in values) for v in map(str, get_args(inner)))
        return Input(name, label, "several" if several else "choice", choices=chosen, later=later)
    if inner is bool:
        default = shape_default(field, name)
        return Input(name, label, "flag", "true" if (default if stated is None else stated) else "", later=later)
    if several:
        return Input(name, label, "lines", "\n".join(map(str, stated or ())), later=later)
    if name == "country":
        chosen = tuple(Choice(c, f"{country_name(c)} ({c})", c == stated) for c in _countries())
        return Input(name, label, "choice", choices=chosen)
    kind: Kind = "day" if inner is date else "number" if inner in (int, float) else "text"
    suggested = tuple(Choice(k, k) for k in kinds_of(field)) if name == "kind" else ()
    return Input(name, label, kind, "" if stated is None else str(stated), suggested, later=later)


def shape_default(field: str, name: str) -> bool:
    """What a yes-or-no attribute is where the gold does not state it."""
    return bool(_shape(field).model_fields[name].default)


def _inner(hint: Any) -> tuple[Any, bool]:
    """The type in `T | None` or `tuple[T, ...]`, and whether it is the latter."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    if get_origin(hint) is Literal or not get_args(hint):
        return hint, False
    return next((t for t in get_args(hint) if t is not NoneType), hint), False


def _links(name: str, stated: Any, entry: Data, gold: Gold) -> tuple[Choice, ...]:
    field = LINKS[name]
    chosen = {stated} if isinstance(stated, str) else set(stated or ())
    return tuple(
        Choice(other.id, heading(field, other)[:90], other.id in chosen)
        for other in getattr(gold, field)
        if other.id != entry.get("id")
    )
