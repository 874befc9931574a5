"""Makes edits in the gold of an article: each is given a gold file's data, and changes it.

Edits work on plain data (`plain_gold`); `corpus.standoff.check_gold` has the last word on what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from ..corpus.gold.models import LINKS, FieldName, Gold
from ..models import InputError
from .edits import Add, AddMention, Change, Confirm, Delete, DeleteMention, Edit, Finish, MoveMention, Span, Undo

Data = dict[str, Any]
SINGLES = ("title", "published", "issuer")
LISTS = tuple(name for name in get_args(FieldName) if name not in (*SINGLES, "warnings"))
"""Fields of the gold that are lists of entries with mentions."""
PARTS = {
    "events": ("mentions", "organizers", "chairs", "outcomes"),
    "officials": ("mentions", "titles"),
    "fields": ("mentions", "values"),
}
"""Parts of an entry that words of the text can be added to; of every other field the mentions alone."""
NAMED = ("organizers", "chairs", "outcomes")
"""Parts that have a name beside their mention."""
_WORDS = frozenset({"id", "mention", "mentions", "titles", "values"})
"""What is not set as a value: it stands in the text."""
STEMS = {
    "fields": "field", "events": "event", "dates": "date", "locations": "place", "officials": "official",
    "organizations": "body", "objectives": "objective", "principles": "principle", "quotes": "quote",
    "instruments": "document",
}  # fmt: skip


class EditError(InputError):
    """An edit cannot be made; the words are for the person who made it."""


def plain_gold(gold: Gold) -> Data:
    """The gold as plain data: what it states, and nothing that it leaves out."""
    return gold.model_dump(mode="json", exclude_unset=True)


def edited(data: Data, edit: Edit, text: str) -> str:
    """Make one edit in `data`, which is changed; `text` is the article. Gives the name of the entry, '' if it has none.

    Refused, as `EditError`: an entry, part or mention that is not there, and a span that is not in the text.
    """
    if isinstance(edit, Finish):
        _finish(data, edit.on)
        return ""
    if isinstance(edit, Undo):
        raise EditError("what was done before is not known here")
    if isinstance(edit, Add):
        return _add(data, edit, text)
    if isinstance(edit, Delete):
        _delete(data, edit.entry)
        return ""
    entry = entry_in(data, edit.entry)
    if isinstance(edit, Change):
        _change(entry, edit)
    elif isinstance(edit, AddMention):
        _add_mention(data, entry, edit, text)
    elif isinstance(edit, MoveMention):
        _move(entry, edit, text)
    elif isinstance(edit, DeleteMention):
        _delete_mention(entry, edit)
    _confirm(data, edit.entry, edit.on if isinstance(edit, Confirm) else True)
    return edit.entry


def _change(entry: Data, edit: Change) -> None:
    for name, value in edit.values.items():
        if name in _WORDS:
            raise EditError(f"{name} is changed by its words in the text")
        if value is None:
            entry.pop(name, None)
        else:
            entry[name] = value


def entry_in(data: Data, name: str) -> Data:
    """The entry called `name`. Refused: a name that no entry has."""
    for _, known, entry in entries_in(data):
        if known == name:
            return entry
    raise EditError(f"there is no entry {name!r} here any more")


def entries_in(data: Data) -> Iterator[tuple[str, str, Data]]:
    """All entries of the gold: field, name, data."""
    for field in SINGLES:
        if data.get(field):
            yield field, field, data[field]
    for field in LISTS:
        for entry in data.get(field, ()):
            yield field, entry["id"], entry


def open_entries(data: Data) -> list[str]:
    """Names of the entries of a draft that nobody has looked at."""
    if not data.get("draft"):
        return []
    seen = set((data.get("review") or {}).get("confirmed", ()))
    return [name for _, name, _ in entries_in(data) if name not in seen]


def _span(span: Span, text: str) -> Data:
    """A mention at `span`, less the white space around it."""
    start, end = span.start, min(span.end, len(text))
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise EditError("there are no words there")
    return {"start": start, "end": end, "text": text[start:end]}


def _confirm(data: Data, name: str, on: bool) -> None:
    if not data.get("draft"):
        return
    review = data.get("review") or {}
    names = [n for n in review.get("confirmed", ()) if n != name]
    _set_review(data, review | {"confirmed": [*names, name] if on else names})


def _set_review(data: Data, review: Data) -> None:
    stated = {key: value for key, value in review.items() if value}
    if stated:
        data["review"] = stated
    else:
        data.pop("review", None)


def _finish(data: Data, on: bool) -> None:
    data["draft"] = not on
    if on:
        data.pop("draft")
    _set_review(data, {k: v for k, v in (data.get("review") or {}).items() if k != "confirmed"})


def sign(data: Data, who: str | None, day: str | None) -> None:
    """Say who made the last edit, and when, where that is known; a day that was said before and is not now goes."""
    review = dict(data.get("review") or {})
    if who and who not in review.get("by", ()):
        review["by"] = [*review.get("by", ()), who]
    review["day"] = day
    _set_review(data, review)


def _add(data: Data, edit: Add, text: str) -> str:
    mention = _span(edit.span, text)
    if edit.field in SINGLES:
        if data.get(edit.field):
            raise EditError(f"there is {edit.field} already; change it, or delete it first")
        known = {"title": {"text": mention["text"]}, "issuer": {"name": mention["text"]}}.get(edit.field, {})
        data[edit.field] = known | edit.values | {"mention": mention}
        _confirm(data, edit.field, True)
        return edit.field
    if edit.field not in LISTS:
        raise EditError(f"nothing can be added to {edit.field!r}")
    if edit.field in data.get("unjudged", ()):
        raise EditError(f"the file says that {edit.field} are unjudged; take that out of it first")
    taken = {name for _, name, _ in entries_in(data)}
    stem = STEMS[edit.field]
    name = next(n for n in (f"{stem}-{i}" for i in range(1, len(taken) + 2)) if n not in taken)
    entry = {"id": name, **edit.values, "mentions": [mention]}
    data[edit.field] = sorted([*data.get(edit.field, ()), entry], key=_first_start)
    _confirm(data, name, True)
    return name


def _first_start(entry: Data) -> int:
    return min(int(mention["start"]) for mention in entry["mentions"])


def _delete(data: Data, name: str) -> None:
    entry_in(data, name)
    if name in SINGLES:
        del data[name]
    for field in LISTS:
        kept = [entry for entry in data.get(field, ()) if entry["id"] != name]
        if len(kept) < len(data.get(field, ())):
            _unlink(data, field, name)
            data[field] = kept
            if not kept:
                del data[field]
    review = data.get("review") or {}
    _set_review(data, review | {"confirmed": [n for n in review.get("confirmed", ()) if n != name]})


def _unlink(data: Data, field: str, name: str) -> None:
    """Take out what links to an entry. A quote cannot be without its speaker: it must go first."""
    for owner_field, owner, entry in entries_in(data):
        if owner_field == "quotes" and field == "officials" and entry.get("official_id") == name:
            raise EditError(f"{owner} has this person as its speaker; give it another one, or delete it, first")
        for attribute, target in LINKS.items():
            if target == field and isinstance(entry.get(attribute), list):
                entry[attribute] = [link for link in entry[attribute] if link != name]
        if field == "events" and "relations" in entry:
            entry["relations"] = [r for r in entry["relations"] if r["event_id"] != name]
        _unaccept(entry, field, name)


def _unaccept(entry: Data, field: str, name: str) -> None:
    for attribute, values in list(entry.get("accept", {}).items()):
        if LINKS.get("event_id" if attribute == "relations" else attribute) == field:
            kept = [v for v in values if (v or "").rpartition(" ")[2] != name]
            entry["accept"] = {**entry["accept"], attribute: kept}


def _parts_of(data: Data, entry: Data) -> tuple[str, ...]:
    field = next(field for field, _, other in entries_in(data) if other is entry)
    return PARTS.get(field, ("mentions",)) if field in LISTS else ()


def _add_mention(data: Data, entry: Data, edit: AddMention, text: str) -> None:
    if edit.part not in _parts_of(data, entry):
        raise EditError(f"{edit.entry} has no {edit.part} that words could be added to")
    mention = _span(edit.span, text)
    known = entry.get(edit.part, [])
    if any((m := _mention_of(item))["start"] == mention["start"] and m["end"] == mention["end"] for item in known):
        raise EditError(f"{edit.entry} has these words already")
    added = {"name": mention["text"], "mention": mention} if edit.part in NAMED else mention
    entry[edit.part] = sorted([*known, added], key=lambda item: int(_mention_of(item)["start"]))


def _mention_of(item: Data) -> Data:
    mention: Data = item.get("mention", item)
    return mention


def _mention_in(entry: Data, edit: MoveMention | DeleteMention) -> Data:
    if edit.part == "mention" and entry.get("mention"):
        single: Data = entry["mention"]
        return single
    items = entry.get(edit.part)
    if edit.part not in ("mentions", "titles", "values", *NAMED) or not items or edit.number >= len(items):
        raise EditError(f"there is no such mention of {edit.entry} here any more")
    return _mention_of(items[edit.number])


def _move(entry: Data, edit: MoveMention, text: str) -> None:
    mention = _mention_in(entry, edit)
    if edit.span is not None:
        old = mention["text"]
        mention.update(_span(edit.span, text))
        also = [a for a in mention.pop("also", ()) if a["start"] < mention["end"] and a["end"] > mention["start"]]
        if also:
            mention["also"] = also
        for name in ("name", "label", "text"):
            if entry.get(name) == old:
                entry[name] = mention["text"]
    if edit.required is not None:
        mention["required"] = edit.required
        if edit.required:
            del mention["required"]


def _delete_mention(entry: Data, edit: DeleteMention) -> None:
    _mention_in(entry, edit)
    if edit.part == "mention":
        raise EditError("it cannot be without its words; delete the whole instead")
    items = entry[edit.part]
    if edit.part == "mentions" and len(items) == 1:
        raise EditError("this is its only mention; delete the entry instead")
    entry[edit.part] = [item for number, item in enumerate(items) if number != edit.number]
    if not entry[edit.part]:
        del entry[edit.part]
