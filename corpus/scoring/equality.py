"""When an entry of a record means what an entry of the gold means.

Names are compared without case, leading article, quotation marks and a bracketed acronym at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..gold.models import Judged
from .attributes import Item, key_of, read_attribute
from .pairing import BY_KEY_ALONE, mentions_of

Keys = frozenset[str]
Equal = Callable[[str, Any, Any, Keys, Keys], bool]

_NOISE = re.compile(r"[\"'“”‘’«»]|\A(?:the|an?)\s+|\s*\([^()]*\)\s*\Z", re.IGNORECASE)
_NAME_ATTRIBUTES = {"organizations": ("name", "acronym"), "instruments": ("name", "known_as")}


def makes_a_claim(field: str, found: Any) -> bool:
    """Whether an entry of a record says anything: an implied objective does not, nor a date without days."""
    if field in BY_KEY_ALONE:
        return bool(found.explicit)
    return field != "dates" or found.start is not None or found.end is not None


def unlike(gold: Judged, found: Any, attribute: str, names: Mapping[str, str]) -> Iterator[str]:
    """In words, what is wrong with an attribute, if anything is."""
    read = read_attribute(gold, found, attribute, names)
    if read.missing or read.extra:
        yield f"{attribute}: {shown(read.got)}, not {shown(read.wanted)}"


def shown(elements: Sequence[Item]) -> str:
    """Elements of an attribute in words."""
    return ", ".join(repr(item.shown) for item in elements) or "nothing"


def value_words(field: str, entry: Any) -> str:
    """The value of an entry, of gold or record, in words."""
    if field == "dates":
        return f"{entry.start}/{entry.end}"
    if field == "locations":
        return f"{entry.name} [{entry.country or '-'}]"
    if field in BY_KEY_ALONE:
        return str(getattr(entry, "number", None) or entry.letter)
    if field == "quotes":
        text = next(iter(mentions_of(entry))).text
        return text if len(text) < 60 else f"{text[:28]} … {text[-28:]}"
    if field == "fields":
        values = [v if isinstance(v, str) else v.text for v in entry.values]
        return f"{entry.label}: {'; '.join(values)}"
    return str(entry.name)


def name_key(name: str) -> str:
    """A name as it is compared: no case, article, quotation marks, nor acronym in brackets at the end."""
    bare = name
    while (shorter := _NOISE.sub("", bare)) != bare and shorter.strip():
        bare = shorter
    return key_of(bare)


def gold_keys(field: str, gold: Any) -> Keys:
    """The keys that a record's entry may equal."""
    if field == "quotes":
        return frozenset(key_of(s.text) for m in gold.mentions for s in (m, *m.also))
    if field not in ("locations", "events", "officials", "organizations", "instruments"):
        return frozenset()
    named = [gold.name, *gold.accept.get("name", ())]
    if field == "locations":
        named += [gold.canonical, *gold.accept.get("canonical", ())]
    if field in ("locations", "organizations", "instruments"):
        named += [s.text for m in gold.mentions for s in (m, *m.also)]
        named += [getattr(gold, a) for a in _NAME_ATTRIBUTES.get(field, ())]
    return frozenset(name_key(n) for n in named if n)


def found_keys(field: str, found: Any) -> Keys:
    """The keys of an entry of a record."""
    if field == "quotes":
        return frozenset((key_of(found.mention.text),))
    attributes = {"locations": ("name", "canonical")}.get(field, _NAME_ATTRIBUTES.get(field, ("name",)))
    return frozenset(name_key(v) for a in attributes if (v := getattr(found, a, None)))


def _equal_names(field: str, gold: Any, found: Any, keys: Keys, own: Keys) -> bool:
    return not keys.isdisjoint(own)


def _equal_attributes(*attributes: str) -> Equal:
    def equal(field: str, gold: Any, found: Any, keys: Keys, own: Keys) -> bool:
        reads = (read_attribute(gold, found, a, {}) for a in attributes)
        return not any(read.missing or read.extra for read in reads)

    return equal


def _equal_places(field: str, gold: Any, found: Any, keys: Keys, own: Keys) -> bool:
    return not keys.isdisjoint(own) and not any(unlike(gold, found, "country", {}))


def _equal_numbers(field: str, gold: Any, found: Any, keys: Keys, own: Keys) -> bool:
    key = "number" if field == "objectives" else "letter"
    return bool(getattr(gold, key) == getattr(found, key))


def _equal_quotes(field: str, gold: Any, found: Any, keys: Keys, own: Keys) -> bool:
    return not keys.isdisjoint(own) and gold.direct in (None, found.direct)


_EQUAL: Mapping[str, Equal] = {
    "dates": _equal_attributes("start", "end"),
    "locations": _equal_places,
    "objectives": _equal_numbers,
    "principles": _equal_numbers,
    "quotes": _equal_quotes,
    "fields": _equal_attributes("label", "values"),
}


def same_value(field: str) -> Equal:
    """The test of a field: (field, entry of the gold, of the record, `gold_keys`, `found_keys`)."""
    return _EQUAL.get(field, _equal_names)
