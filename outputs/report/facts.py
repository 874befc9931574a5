"""What the page says of an entry of each field: its heading, and its facts with their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...models import (
    Annotation,
    DateEntry,
    EventEntry,
    InstrumentEntry,
    LocationEntry,
    ObjectiveEntry,
    OfficialEntry,
    OrganizationEntry,
    PageField,
    PrincipleEntry,
    Quote,
    Record,
    Warning,
)
from ..flatten import leaves
from ..wording import one_line, period_words
from .naming import country_name

_LONGEST = 600  # characters of a value that the page shows


@dataclass(frozen=True)
class Fact:
    """A labelled value. `target` is the anchor of another entry of the page that it leads to."""

    label: str
    value: str
    target: str | None = None


Facts = tuple[str, Sequence[Fact]]


def _fact(label: str, value: object, target: str | None = None) -> Fact:
    return Fact(label, "" if value is None else clipped(str(value)), target)


def clipped(words: str, longest: int = _LONGEST) -> str:
    """`words` on one line, cut where they are long."""
    line = one_line(words[: longest * 4])
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _listed(label: str, values: Iterable[str]) -> Fact:
    return _fact(label, "; ".join(values))


def _spoken(value: str) -> str:
    return value.replace("_", " ")


def _event(event: EventEntry, record: Record) -> Facts:
    days = period_words(event.start, event.end, event.precision)
    where = ", ".join(part for part in (event.venue, event.city, country_name(event.country)) if part)
    return event.name, (
        _fact("when", days),
        _fact("where", where),
        _fact("kind", _spoken(event.kind)),
        _fact("status", "" if event.status == "unknown" else event.status),
        _fact("series", event.series),
        _fact("edition", event.edition),
        _fact("acronym", event.acronym),
        _listed("also called", (a for a in event.aliases if a != event.acronym)),
        _listed("organized by", (p.name for p in event.organizers)),
        _listed("chaired by", (p.name for p in event.chairs)),
        _listed("outcomes", (o.name for o in event.outcomes)),
        *_links("date", event.date_ids, record, "dates"),
        *_links("place", event.place_ids, record, "locations"),
        *_links("official", event.official_ids, record, "officials"),
        *(f for r in event.relations for f in _links(_spoken(r.type), (r.event_id,), record, "events")),
        *(_fact(f"{key} tied by", _spoken(rule)) for key, rule in event.reasons.items()),
    )


def _links(label: str, ids: Iterable[str], record: Record, table: str) -> list[Fact]:
    items = {item.id: (number, item) for number, item in enumerate(getattr(record, table), 1)}
    found = [items[i] for i in ids if i in items]
    return [_fact(label, getattr(item, "name", None) or item.text, f"{table}-{n}") for n, item in found]


def _date(entry: DateEntry, record: Record) -> Facts:
    return period_words(entry.start, entry.end, entry.precision) or entry.text, (
        _fact("words", entry.text),
        _fact("role", entry.role),
        _fact("precision", entry.precision),
        _fact("EDTF", entry.edtf),
        _fact("relative", "resolved from context" if entry.relative else ""),
        _listed("borrowed", entry.borrowed),
    )


def _location(entry: LocationEntry, record: Record) -> Facts:
    point = "" if entry.latitude is None or entry.longitude is None else f"{entry.latitude:.3f}, {entry.longitude:.3f}"
    return entry.name, (
        _fact("type", entry.type),
        _fact("country", "" if entry.type == "country" else country_name(entry.country)),
        _fact("in the gazetteer", "" if entry.canonical == entry.name else entry.canonical),
        _fact("role", "" if entry.role == "mentioned" else entry.role),
        _fact("GeoNames", entry.geonames_id),
        _fact("coordinates", point),
    )


def _official(entry: OfficialEntry, record: Record) -> Facts:
    return " ".join(part for part in (entry.honorific, entry.name) if part), (
        _listed("title", (t.text for t in entry.titles)),
        _fact("organization", entry.organization),
        _fact("country", country_name(entry.country)),
        _fact("country read from", _spoken(entry.country_basis or "")),
        _listed("role", map(_spoken, entry.roles)),
        _listed("office", dict.fromkeys(_spoken(t.category) for t in entry.titles if t.category)),
        _listed("also spelt", entry.variants),
    )


def _organization(entry: OrganizationEntry, record: Record) -> Facts:
    kind, country = _spoken(entry.kind or ""), country_name(entry.country)
    return entry.name, (_fact("acronym", entry.acronym), _fact("kind", kind), _fact("country", country))


def _objective(entry: ObjectiveEntry, record: Record) -> Facts:
    basis = "named by number or title" if entry.explicit else "by its subject"
    return f"{entry.number}. {entry.title}", (_fact("certainty", entry.certainty), _fact("basis", basis))


def _principle(entry: PrincipleEntry, record: Record) -> Facts:
    basis = "named" if entry.explicit else "by its subject"
    return f"({entry.letter}) {entry.title}", (_fact("certainty", entry.certainty), _fact("basis", basis))


def _quote(entry: Quote, record: Record) -> Facts:
    speaker = next((o.name for o in record.officials if o.id == entry.official_id), entry.official_id)
    kind = "in quotation marks" if entry.direct else "reported"
    by = _links("speaker", (entry.official_id,), record, "officials")
    return f"{speaker} {entry.verb}".rstrip(), (_fact("form", kind), *by)


def _instrument(entry: InstrumentEntry, record: Record) -> Facts:
    return entry.name, (
        _fact("kind", _spoken(entry.kind)),
        _fact("symbol", entry.symbol),
        _fact("in the knowledge base", entry.known_as),
    )


def _page_field(entry: PageField, record: Record) -> Facts:
    return entry.label, (_listed("value", entry.values) if entry.values else _fact("value", "(empty)"),)


def _annotation(entry: Annotation, record: Record) -> Facts:
    return entry.label, tuple(_fact(path or "value", value) for path, value in leaves(entry.value, ""))


def _warning(entry: Warning, record: Record) -> Facts:
    return _spoken(entry.code), (_fact("", entry.words),)


def article_facts(part: str, record: Record) -> Facts:
    """The heading and facts of what stands once in a record: its title, publication day, issuer."""
    label = _fact("", {"published": "day of publication", "issuer": "issuing office"}.get(part, part))
    if part == "published" and record.published:
        return period_words(record.published.date, record.published.date, "day"), (label,)
    if part == "issuer" and record.issuer:
        return record.issuer.name, (label, _fact("country", country_name(record.issuer.country)))
    return record.title.text if record.title else part, (label,)


FACTS: dict[str, Callable[[Any, Record], Facts]] = {
    "events": _event,
    "dates": _date,
    "locations": _location,
    "officials": _official,
    "organizations": _organization,
    "objectives": _objective,
    "principles": _principle,
    "quotes": _quote,
    "instruments": _instrument,
    "fields": _page_field,
    "annotations": _annotation,
    "warnings": _warning,
}
"""How an entry of each field is put into words."""
