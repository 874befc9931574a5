"""Compares a record with the gold of its article, field by field, and tells the differences in words.

Entries are paired one to one, best pair first: by the share of the gold's mentions that the record's entry
covers, plus one if their key values are equal (a date's days, a name, an objective's number). Pairs are then
compared attribute by attribute and mention by mention. What the gold marks `required: false` is neutral, and
so is an implied objective or principle that it does not list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from ..models import Frozen, Mention, Record
from .gold.models import LINKS, FieldName, Gold, GoldEntry, GoldMention, Judged
from .pairing import (
    BY_KEY_ALONE,
    Item,
    bounds_of,
    gold_names,
    items,
    key_of,
    key_values,
    meets,
    mentions_of,
    paired,
    record_items,
    unequal,
)

Kind = Literal["missing", "extra", "value", "place", "mention missing", "mention extra", "bounds", "zone"]
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
"""The fields of a record that gold judges, in the record's order."""
_SINGLE = ("title", "published", "issuer")


class Difference(Frozen):
    """One thing in which a record is not what its gold asks for; `start` and `end` say where to look.

    kind: an entry is missing or extra; the value of `attribute` differs, or was read from another place; a
    mention of a paired entry is missing, extra, has other bounds, or lies in another zone.
    """

    field: FieldName
    kind: Kind
    entry: str
    attribute: str | None = None
    expected: str | None = None
    found: str | None = None
    start: int | None = None
    end: int | None = None


def compare(record: Record, gold: Gold) -> list[Difference]:
    """Everything in `record` that `gold` does not allow, in field order. Empty: the record is right.

    Refused, as `ValueError`: the gold of another article, by id.
    """
    if record.id != gold.id:
        raise ValueError(f"record {record.id!r} cannot be compared with the gold of {gold.id!r}")
    lists = [f for f in FIELDS if f not in (*_SINGLE, "warnings")]
    pairs: dict[str, dict[int, int]] = {f: paired(f, getattr(gold, f), getattr(record, f)) for f in lists}
    names = gold_names(record, gold, pairs)
    out: list[Difference] = []
    for field in FIELDS:
        if field in gold.unjudged:
            continue
        if field == "warnings":
            out.extend(_compare_warnings(record, gold))
        elif field in _SINGLE:
            out.extend(_compare_single(field, getattr(gold, field), getattr(record, field)))
        else:
            out.extend(_compare_list(field, getattr(gold, field), getattr(record, field), pairs[field], names))
    return out


def render(differences: Sequence[Difference], text: str) -> str:
    """The differences as lines for a person, each with the words of `text` around it."""
    blocks = []
    for d in differences:
        what = f" {d.attribute}" if d.attribute else ""
        line = f"{d.field} {d.entry}: {d.kind}{what}"
        if d.kind not in ("missing", "mention missing"):
            line += f"\n    found    {d.found if d.found is not None else 'nothing'}"
        if d.kind not in ("extra", "mention extra"):
            line += f"\n    expected {d.expected if d.expected is not None else 'nothing'}"
        if d.start is not None and d.end is not None:
            line += f"\n    {_around(text, d.start, d.end)}"
        blocks.append(line)
    return "\n".join(blocks)


def _around(text: str, start: int, end: int, width: int = 45) -> str:
    line = text.count("\n", 0, start) + 1
    left = text[max(0, start - width) : start]
    right = text[end : end + width]
    words = f"{left}[{text[start:end]}]{right}".replace("\n", "⏎")
    return f"line {line}, {start}-{end}: …{words}…"


def _compare_list(
    field: FieldName,
    golds: Sequence[GoldEntry],
    founds: Sequence[Any],
    pairs: Mapping[int, int],
    names: Mapping[str, str],
) -> Iterator[Difference]:
    for i, gold in enumerate(golds):
        found = founds[pairs[i]] if i in pairs else None
        first = next((m for m in gold.mentions if m.required), gold.mentions[0])
        where: dict[str, Any] = {"field": field, "entry": gold.id, "start": first.start, "end": first.end}
        if not gold.required:
            if found is not None and _claims_too_much(field, gold, found):
                yield Difference(kind="value", attribute="explicit", expected="False", found="True", **where)
        elif found is None:
            yield Difference(kind="missing", expected=repr(first.text), **where)
        else:
            yield from _compare_values(field, gold.id, gold, found, names)
            yield from _compare_mentions(field, gold, mentions_of(found))
    yield from _extra_entries(field, golds, founds, frozenset(pairs.values()))


def _claims_too_much(field: FieldName, gold: Any, found: Any) -> bool:
    """An implied objective may be found or not, but never as one that the text names."""
    return field in BY_KEY_ALONE and found.explicit and not gold.explicit


def _extra_entries(
    field: FieldName, golds: Sequence[GoldEntry], founds: Sequence[Any], paired_already: frozenset[int]
) -> Iterator[Difference]:
    neutral = [m for g in golds for m in g.mentions if not (g.required and m.required)]
    for j, found in enumerate(founds):
        if j in paired_already:
            continue
        mentions = mentions_of(found)
        if field in BY_KEY_ALONE:
            allowed = not found.explicit
        else:
            allowed = all(any(meets(n, m) for n in neutral) for m in mentions)
        if not allowed:
            first = mentions[0]
            entry = getattr(found, "id", None) or f"no. {j + 1}"
            shown = f"{first.text!r} ({', '.join(sorted(key_values(field, found)))})"
            at = {"start": first.start, "end": first.end}
            yield Difference(field=field, kind="extra", entry=entry, found=shown, **at)


def _compare_single(field: FieldName, gold: Judged | None, found: Any) -> Iterator[Difference]:
    if gold is not None and not gold.required:
        return
    wanted: GoldMention | None = getattr(gold, "mention", None)
    there: Mention | None = getattr(found, "mention", None)
    at = wanted or there
    where: dict[str, Any] = {"field": field, "entry": field, "start": None, "end": None}
    if at:
        where |= {"start": at.start, "end": at.end}
    if gold is not None and found is None:
        yield Difference(kind="missing", expected=_values_of(gold, gold.attributes()), **where)
    elif gold is None and found is not None:
        yield Difference(kind="extra", found=_values_of(found, type(found).model_fields), **where)
    elif gold is not None:
        yield from _compare_values(field, field, gold, found, {})
        if wanted and there and wanted.required and (there.start, there.end) not in bounds_of(wanted):
            kind: Kind = "bounds" if meets(wanted, there) else "place"
            yield Difference(kind=kind, expected=repr(wanted.text), found=repr(there.text), **where)


def _values_of(value: Any, attributes: Iterable[str]) -> str | None:
    return _shown([item for a in attributes if a != "mention" for item in items(getattr(value, a), {})])


def _compare_values(
    field: FieldName, name: str, gold: Judged, found: Any, names: Mapping[str, str]
) -> Iterator[Difference]:
    for attribute in gold.judged():
        raw, accepted = getattr(gold, attribute), gold.accept.get(attribute, ())
        links = names if attribute in LINKS or attribute == "relations" else {}
        wanted, got = items(raw, {}), record_items(found, attribute, links)
        missing, extra, moved = unequal(wanted, got)
        keys = {key_of(value) for value in accepted if value is not None}
        extra = [item for item in extra if not item.keys & keys]
        if not isinstance(raw, tuple) and not extra and (got or None in accepted):
            missing = []  # an accepted value, or accepted silence, stands in for the stated one
        at = next((span for item in (*missing, *extra, *moved) for span in item.spans), _first_span(gold))
        where: dict[str, Any] = {
            "field": field,
            "entry": name,
            "attribute": attribute,
            "start": at[0],
            "end": at[1],
        }
        if missing or extra:
            yield Difference(kind="value", expected=_shown(wanted), found=_shown(got), **where)
        for item in moved:
            yield Difference(kind="place", expected=_shown([item]), found="the same value, read elsewhere", **where)


def _compare_mentions(field: FieldName, gold: GoldEntry, found: Sequence[Mention]) -> Iterator[Difference]:
    """Required mentions must be there with their bounds; all others must meet a mention of the gold."""
    for wanted in (m for m in gold.mentions if m.required):
        where: dict[str, Any] = {"field": field, "entry": gold.id, "start": wanted.start, "end": wanted.end}
        meeting = [m for m in found if meets(wanted, m)]
        exact = [m for m in meeting if (m.start, m.end) in bounds_of(wanted)]
        if not meeting:
            yield Difference(kind="mention missing", expected=repr(wanted.text), **where)
        elif not exact:
            yield Difference(kind="bounds", expected=repr(wanted.text), found=repr(meeting[0].text), **where)
        elif wanted.zone and wanted.zone not in {m.zone for m in exact}:
            yield Difference(kind="zone", expected=wanted.zone, found=exact[0].zone, **where)
    for m in found:
        if not any(meets(m, known) for known in gold.mentions):
            yield Difference(
                field=field, kind="mention extra", entry=gold.id, found=repr(m.text), start=m.start, end=m.end
            )


def _compare_warnings(record: Record, gold: Gold) -> Iterator[Difference]:
    codes = {w.code for w in record.warnings}
    for wanted in gold.warnings:
        if wanted.required and wanted.code not in codes:
            yield Difference(field="warnings", kind="missing", entry=wanted.code, expected=wanted.code)
    known = {w.code for w in gold.warnings}
    for warning in record.warnings:
        if warning.code not in known:
            at = (warning.mention.start, warning.mention.end) if warning.mention else (None, None)
            yield Difference(
                field="warnings",
                kind="extra",
                entry=warning.code,
                found=warning.words,
                start=at[0],
                end=at[1],
            )


def _shown(elements: Sequence[Item]) -> str | None:
    return ", ".join(repr(item.shown) for item in elements) or None


def _first_span(gold: Judged) -> tuple[int, int] | tuple[None, None]:
    mention = getattr(gold, "mention", None) or next(iter(getattr(gold, "mentions", ())), None)
    return (mention.start, mention.end) if mention else (None, None)
