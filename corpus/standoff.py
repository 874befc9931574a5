"""Loads gold annotations and refuses those that do not fit their article.

A gold file is YAML, one an article. It stands apart from the text: every mention is `{start, end, text}`, and
loading compares `text` with the article, so that gold and article cannot drift apart unseen. Scalars are
taken as written: `NO` is Norway and not false; only an unquoted `null` is null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import BaseModel, ValidationError

from .gold.models import LINKS, NEEDED, FieldName, Gold, GoldEntry, GoldMention, GoldSpan, Judged
from .gold.plain import Fault, GoldError, Loc, dotted, line_of, plain_data


def load_gold(path: Path, text: str) -> Gold:
    """The gold of `path`, checked against its article's `text`.

    Refused, as `GoldError` with file, line and key: bytes that are no UTF-8, CR in either file, invalid YAML,
    a key that stands twice, unknown labels and attributes, wrong types, an `id` that is not the file's stem,
    spans out of range or whose `text` is not what the article says there, ids used twice, links to nothing.

    Example: `load_gold(Path("gold/a.yaml"), Path("articles/a.txt").read_bytes().decode())`.
    """
    return parse_gold(path.name, path.read_bytes(), text)


def parse_gold(name: str, raw: bytes, text: str) -> Gold:
    """As `load_gold`, from the bytes of a file called `name`."""
    if (at := text.find("\r")) >= 0:
        line = text.count("\n", 0, at) + 1
        raise GoldError(name, [Fault(1, "(article)", f"CR in line {line} of the article; lines must end in LF")])
    lines: dict[Loc, int] = {}
    return check_gold(name, plain_data(name, raw, lines), lines, text)


def check_gold(name: str, data: object, lines: Mapping[Loc, int], text: str) -> Gold:
    """As `parse_gold`, from plain data; `lines` has the line of each key, for the words of a refusal."""
    try:
        gold = Gold.model_validate(data)
    except ValidationError as error:
        raise GoldError(name, _validation_faults(error, lines)) from error
    found = chain(_span_faults(gold, text), _entry_faults(gold), _link_faults(gold), _file_faults(gold, name))
    if faults := [Fault(line_of(loc, lines), dotted(loc), reason) for loc, reason in found]:
        raise GoldError(name, faults)
    return gold


def locate(text: str, surface: str) -> tuple[GoldSpan, ...]:
    """Every place where `surface` stands in `text`, in order; what an annotator copies into a gold file."""
    spans = []
    at = text.find(surface) if surface else -1
    while at >= 0:
        spans.append(GoldSpan(start=at, end=at + len(surface), text=surface))
        at = text.find(surface, at + 1)
    return tuple(spans)


def _validation_faults(error: ValidationError, lines: Mapping[Loc, int]) -> list[Fault]:
    """Faults in the words of the validator; a list is not called too short where its elements are refused."""
    found = [(tuple(e["loc"]), e["type"], e["msg"]) for e in error.errors()]
    faults = []
    for loc, kind, message in found:
        if kind == "too_short" and any(other[: len(loc)] == loc and other != loc for other, _, _ in found):
            continue
        if kind == "extra_forbidden":
            message = "unknown label" if len(loc) == 1 else "unknown attribute"
        faults.append(Fault(line_of(loc, lines), dotted(loc), message))
    return faults


def _spans_in(value: object, loc: Loc) -> Iterator[tuple[Loc, GoldSpan]]:
    if isinstance(value, GoldSpan):
        yield loc, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _spans_in(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _spans_in(item, (*loc, i))


def _judged_in(gold: Gold) -> Iterator[tuple[Loc, Judged]]:
    for name in type(gold).model_fields:
        value = getattr(gold, name)
        if isinstance(value, Judged):
            yield (name,), value
        elif isinstance(value, tuple):
            yield from (((name, i), item) for i, item in enumerate(value) if isinstance(item, Judged))


def _span_faults(gold: Gold, text: str) -> Iterator[tuple[Loc, str]]:
    for loc, span in _spans_in(gold, ()):
        if span.start >= span.end or span.end > len(text):
            yield loc, f"[{span.start}, {span.end}) is out of range: the article has {len(text)} characters"
        elif (there := text[span.start : span.end]) != span.text:
            places = ", ".join(str(s.start) for s in locate(text, span.text)[:5]) or "nowhere"
            yield loc, f"the article says {there!r} there, not {span.text!r}, which starts at: {places}"
        elif span.text != span.text.strip():
            yield loc, f"{span.text!r} begins or ends in white space"
        if isinstance(span, GoldMention):
            for i, other in enumerate(span.also):
                if other.start >= span.end or other.end <= span.start:
                    yield (*loc, "also", i), "does not overlap the mention that it is an alternative of"


def _entry_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    seen: dict[str, Loc] = {}
    for loc, entry in _judged_in(gold):
        for attribute in sorted(set(entry.accept) - set(entry.attributes())):
            yield (*loc, "accept", attribute), "unknown attribute"
        if not isinstance(entry, GoldEntry):
            continue
        if entry.id in seen:
            yield (*loc, "id"), f"id {entry.id!r} is taken by {dotted(seen[entry.id])}"
        seen.setdefault(entry.id, loc)
        spans = [(m.start, m.end) for m in entry.mentions]
        if len(set(spans)) < len(spans):
            yield (*loc, "mentions"), "a mention stands here twice"
        if entry.required and not any(m.required for m in entry.mentions):
            yield (*loc, "mentions"), "a required entry needs a required mention"


def _link_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    ids = {field: {entry.id for entry in getattr(gold, field)} for field in set(LINKS.values())}
    for loc, entry in _judged_in(gold):
        for attribute in entry.attributes():
            field = LINKS.get("event_id" if attribute == "relations" else attribute)
            if field is None:
                continue
            for at, target in _targets(entry, attribute):
                if target not in ids[field]:
                    yield (*loc, *at), f"there is no {target!r} in {field}"
                elif field == "events" and isinstance(entry, GoldEntry) and target == entry.id:
                    yield (*loc, *at), "links to itself"


def _targets(entry: Judged, attribute: str) -> Iterator[tuple[Loc, str]]:
    """Where `attribute` of `entry`, and what it accepts besides, link to.

    A relation is accepted as 'type event_id'.
    """
    value = getattr(entry, attribute)
    if isinstance(value, str):
        yield (attribute,), value
    elif value is not None:
        for i, item in enumerate(value):
            yield (attribute, i), item if isinstance(item, str) else item.event_id
    for i, text in enumerate(entry.accept.get(attribute, ())):
        yield ("accept", attribute, i), (text or "").rpartition(" ")[2]


def _unjudged_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    """`unjudged` names what exists and nothing that is stated all the same; the rest states what it must."""
    shapes = _shapes()
    for i, name in enumerate(gold.unjudged):
        field, _, attribute = name.partition(".")
        shape = shapes.get(field)
        if shape is None or (attribute and attribute not in shape.attributes()):
            yield ("unjudged", i), f"there is no {name!r} to judge"
        elif not attribute and getattr(gold, field):
            yield (field,), "is listed as unjudged and has entries"
    for field, attributes in NEEDED.items():
        for i, entry in enumerate(getattr(gold, field)):
            for attribute in attributes:
                stated, unjudged = getattr(entry, attribute) is not None, f"{field}.{attribute}" in gold.unjudged
                if stated and unjudged:
                    yield (field, i, attribute), "is listed as unjudged and is stated"
                elif not stated and not unjudged and field in gold.model_fields_set:
                    yield (field, i, attribute), "is missing; state it, or list it as unjudged"


def _review_faults(gold: Gold) -> Iterator[tuple[Loc, str]]:
    """What was looked at is there, and a file that is no draft lists nothing: all of it was looked at."""
    confirmed = gold.review.confirmed if gold.review else ()
    if not confirmed:
        return
    if not gold.draft:
        yield ("review", "confirmed"), "belongs to a draft; take it out"
    names = {entry.id if isinstance(entry, GoldEntry) else str(loc[0]) for loc, entry in _judged_in(gold)}
    for i, name in enumerate(confirmed):
        if name not in names:
            yield ("review", "confirmed", i), f"there is no entry {name!r}"


@cache
def _shapes() -> dict[str, type[Judged]]:
    """The model of an entry of each field; warnings, of which only the code counts, have no attributes."""
    hints = get_type_hints(Gold)
    shapes: dict[str, type[Judged]] = {}
    for field in get_args(FieldName):
        types = (t for t in get_args(hints[field]) if isinstance(t, type) and issubclass(t, Judged))
        shapes[field] = next(types, Judged)
    return shapes


def _file_faults(gold: Gold, name: str) -> Iterator[tuple[Loc, str]]:
    if gold.id != Path(name).stem:
        yield ("id",), f"is {gold.id!r}, but the file is called {name!r}"
    yield from _unjudged_faults(gold)
    yield from _review_faults(gold)
    for field, attribute in (("objectives", "number"), ("principles", "letter"), ("warnings", "code")):
        values = [getattr(entry, attribute) for entry in getattr(gold, field)]
        for i, value in enumerate(values):
            if value in values[:i]:
                yield (field, i, attribute), f"{value!r} stands here twice"
    principal = [i for i, event in enumerate(gold.events) if event.principal]
    for i in principal[1:]:
        yield ("events", i, "principal"), "there can be but one principal event"
    if gold.title is not None and gold.title.text != gold.title.mention.text:
        yield ("title", "text"), "differs from the text of its mention"
