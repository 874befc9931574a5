"""Builds the record of a document from what the stages found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ...models import (
    Annotation,
    EventEntry,
    Heading,
    Issuer,
    PageField,
    ProducedBy,
    Published,
    Record,
    Warning,
)
from ..draft import Draft
from ..entities import ENTITY
from ..loading import Resources
from ..stages.objectives.lexicon import load_compact
from .cues import Cues
from .dates import DateRoles, Dates
from .desk import Desk
from .documents import instruments, objective_conflicts, objectives, principles
from .events import Events
from .known import KnownEditions
from .people import People, organizations, quotes
from .places import Places

_OWN_LABELS = frozenset(
    {"date", "location", "official", "organization", "event", "instrument", "objective", "principle", "quote", ENTITY}
)


def code_version() -> str:
    """The version of the installed package; '0+unknown' from a bare checkout."""
    try:
        return version("communique")
    except PackageNotFoundError:
        return "0+unknown"


class Assembler:
    """Draft to record. Built once. `kb` are files of known events; `fill` takes over from them what a text leaves
    out, marked as such."""

    def __init__(self, resources: Resources, *, kb: Sequence[Path] = (), fill: bool = False) -> None:
        self._fill = fill
        self._compact = load_compact(resources)
        self._cues = Cues(resources)
        self._known = KnownEditions(resources, kb)
        self._roles = DateRoles(resources)

    def assemble(self, draft: Draft, *, produced_by: ProducedBy) -> Record:
        """The record; every mention in it is a slice of the text."""
        desk = Desk(draft, self._cues)
        dates, places, people = Dates(desk, self._roles), Places(desk), People(desk)
        events = Events(desk, dates, places, people, self._known)
        published = _published(desk)
        day = published.date if published else None
        told = events.entries(day)
        entries = tuple(self._known.beside(e, fill=self._fill) for e in told)
        return Record(
            id=draft.doc.id,
            produced_by=produced_by,
            source=draft.doc.source,
            title=_title(desk),
            published=published,
            issuer=_issuer(desk),
            fields=_fields(desk),
            events=entries,
            dates=dates.entries(day),
            locations=places.entries(),
            officials=people.entries(),
            organizations=organizations(desk),
            objectives=objectives(desk, self._compact),
            principles=principles(desk, self._compact),
            quotes=quotes(desk, people),
            instruments=instruments(desk),
            annotations=_annotations(desk),
            warnings=(*_warnings(desk, places, told), *objective_conflicts(desk)),
        )


def _title(desk: Desk) -> Heading | None:
    if desk.layout.title is None:
        return Heading(text=desk.draft.doc.title) if desk.draft.doc.title else None
    start, end = desk.layout.title
    return Heading(text=" ".join(desk.text[start:end].split()), mention=desk.span(start, end, "zones.title"))


def _published(desk: Desk) -> Published | None:
    """The day given from outside, else the page's stamp, else its dateline."""
    days = [d for d in desk.dates if d.value.precision == "day" and d.value.start and d.value.start == d.value.end]
    stamped = [d for d in days if any(start <= d.start < end for start, end in desk.layout.stamps)]
    dateline = [d for d in days if desk.layout.zone_at(d.start) == "dateline"]
    given: date | None = desk.draft.doc.published
    if given is not None:
        shown = next((d for d in (*stamped, *dateline) if d.value.start == given), None)
        mention = desk.mention(shown) if shown else None
        return Published(date=given, basis=desk.draft.doc.published_basis, mention=mention)
    if dateline:
        return Published(date=dateline[0].value.start, basis="dateline", mention=desk.mention(dateline[0]))
    if stamped:
        return Published(date=stamped[0].value.start, basis="text", mention=desk.mention(stamped[0]))
    return None


def _issuer(desk: Desk) -> Issuer | None:
    doc = desk.draft.doc
    if doc.issuer is not None:
        return Issuer(name=doc.issuer, country=doc.issuer_country)
    for page_field in desk.layout.fields:
        if page_field.value.key == "issuer" and page_field.value.values:
            start, end = page_field.value.values[0]
            return Issuer(name=desk.text[start:end], mention=desk.span(start, end, "zones.issuer_field"))
    if desk.layout.issuer is not None:
        start, end = desk.layout.issuer
        return Issuer(name=desk.text[start:end], mention=desk.span(start, end, "zones.masthead"))
    return None


def _fields(desk: Desk) -> tuple[PageField, ...]:
    return tuple(
        PageField(
            label=f.value.label,
            values=tuple(desk.text[s:e] for s, e in f.value.values),
            mention=desk.span(f.start, f.end, "zones.field_label"),
            value_mentions=tuple(desk.span(s, e, "zones.field_value") for s, e in f.value.values),
        )
        for f in desk.layout.fields
    )


def _annotations(desk: Desk) -> tuple[Annotation, ...]:
    """What stages of a user's own found, under labels that the record has no field for."""
    found = [f for label in sorted(desk.draft.found) if label not in _OWN_LABELS for f in desk.draft.get(label)]
    return tuple(
        Annotation(label=f.label, value=_plain(f.value), mention=desk.mention(f))
        for f in sorted(found, key=lambda f: (f.start, f.end, f.label))
    )


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _warnings(desk: Desk, places: Places, entries: tuple[EventEntry, ...]) -> tuple[Warning, ...]:
    """A page field that puts the principal event elsewhere than the article does is kept and flagged."""
    main = next((e for e in entries if e.principal), None)
    if main is None or main.city is None or main.reasons["place"] == "page_field":
        return ()
    spans = [span for f in desk.layout.fields if f.value.key == "location" for span in f.value.values]
    listed = [p for p in places.free if p.value.type == "city" and any(s <= p.start < e for s, e in spans)]
    return tuple(
        Warning(
            code="place_conflict",
            words=f"the page field says {desk.text[p.start : p.end]}, the article {main.city}",
            mention=desk.mention(p),
        )
        for p in listed
        if places.id_of(p) not in main.place_ids
    )
