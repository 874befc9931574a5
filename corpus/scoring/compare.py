"""Compares a record with the gold of its article, field by field, and tells the differences in words.

Entries are paired one to one, as well as possible in all: by the share of the gold's mentions that the record's entry
covers, plus one if their key values are equal (a date's days, a name, an objective's number). Pairs are then
compared attribute by attribute and mention by mention. What the gold marks `required: false` is neutral, and
so is an implied objective or principle, unless the gold judges these (`implied: [objectives]`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from ...models import Frozen, Mention, Record
from ..gold.models import FieldName, Gold, GoldEntry, GoldMention, Judged
from .attributes import Item, items, read_attribute
from .context import around
from .pairing import BY_KEY_ALONE, bounds_of, gold_names, key_values, meets, mentions_of, paired

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
        if not gold.judges(field):
            continue
        if field == "warnings":
            out.extend(_compare_warnings(record, gold))
        elif field in _SINGLE:
            out.extend(_compare_single(field, gold, getattr(record, field)))
        else:
            out.extend(_compare_list(field, gold, getattr(record, field), pairs[field], names))
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
            line += f"\n    {around(text, d.start, d.end)}"
        blocks.append(line)
    return "\n".join(blocks)


def _compare_list(
    field: FieldName,
    gold_file: Gold,
    founds: Sequence[Any],
    pairs: Mapping[int, int],
    names: Mapping[str, str],
) -> Iterator[Difference]:
    golds: Sequence[GoldEntry] = getattr(gold_file, field)
    for i, gold in enumerate(golds):
        found = founds[pairs[i]] if i in pairs else None
        named = getattr(gold, "explicit", True)
        first = next((m for m in gold.mentions if m.required), gold.mentions[0])
        where: dict[str, Any] = {"field": field, "entry": gold.id, "start": first.start, "end": first.end}
        if not named:
            asked = gold.required and field in gold_file.implied
            yield from _compare_implied(gold, found, asked, where)
        elif not gold.required:
            continue
        elif found is None:
            yield Difference(kind="missing", expected=repr(first.text), **where)
        else:
            yield from _compare_values(field, gold.id, gold, found, names, gold_file.judged(field, gold))
            yield from _compare_mentions(field, gold, mentions_of(found))
    yield from _extra_entries(gold_file, field, founds, frozenset(pairs.values()))


def _compare_implied(gold: Any, found: Any, asked: bool, where: Mapping[str, Any]) -> Iterator[Difference]:
    """What an article is about must be there where that is judged, and never as what it names; its words are open."""
    if found is None and asked:
        yield Difference(kind="missing", expected=repr(gold.mentions[0].text), **where)
    elif found is not None and found.explicit:
        yield Difference(kind="value", attribute="explicit", expected="False", found="True", **where)


def _extra_entries(
    gold_file: Gold, field: FieldName, founds: Sequence[Any], paired_already: frozenset[int]
) -> Iterator[Difference]:
    golds: Sequence[GoldEntry] = getattr(gold_file, field)
    neutral = [m for g in golds for m in g.mentions if not (g.required and m.required)]
    for j, found in enumerate(founds):
        if j in paired_already:
            continue
        mentions = mentions_of(found)
        if field in BY_KEY_ALONE:
            allowed = not found.explicit and field not in gold_file.implied
        else:
            allowed = all(any(meets(n, m) for n in neutral) for m in mentions)
        if not allowed:
            first = mentions[0]
            entry = getattr(found, "id", None) or f"no. {j + 1}"
            shown = f"{first.text!r} ({', '.join(sorted(key_values(field, found)))})"
            at = {"start": first.start, "end": first.end}
            yield Difference(field=field, kind="extra", entry=entry, found=shown, **at)


def _compare_single(field: FieldName, gold_file: Gold, found: Any) -> Iterator[Difference]:
    gold: Judged | None = getattr(gold_file, field)
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
        yield from _compare_values(field, field, gold, found, {}, gold_file.judged(field, gold))
        if wanted and there and wanted.required and (there.start, there.end) not in bounds_of(wanted):
            kind: Kind = "bounds" if meets(wanted, there) else "place"
            yield Difference(kind=kind, expected=repr(wanted.text), found=repr(there.text), **where)


def _values_of(value: Any, attributes: Iterable[str]) -> str | None:
    return _shown([item for a in attributes if a != "mention" for item in items(getattr(value, a), {})])


def _compare_values(
    field: FieldName, name: str, gold: Judged, found: Any, names: Mapping[str, str], attributes: Sequence[str]
) -> Iterator[Difference]:
    for attribute in attributes:
        read = read_attribute(gold, found, attribute, names)
        at = next(
            (span for item in (*read.missing, *read.extra, *read.moved) for span in item.spans), _first_span(gold)
        )
        where: dict[str, Any] = {
            "field": field,
            "entry": name,
            "attribute": attribute,
            "start": at[0],
            "end": at[1],
        }
        if read.missing or read.extra:
            yield Difference(kind="value", expected=_shown(read.wanted), found=_shown(read.got), **where)
        for item in read.moved:
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
