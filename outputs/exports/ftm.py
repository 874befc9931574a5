"""A run as entities of FollowTheMoney, for Aleph, OpenSanctions and whatever else reads them.

Who is whom is decided with care: two records speak of one person, body or post only where name and country are the
same. Everything else is left to the tools that these entities are made for.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ...models import EventEntry, OfficeCategory, OfficialEntry, OrganizationEntry, Party, Record, Title
from .json_stream import json_of
from .occasions import DUPLICATES, calendar_days, event_key, narrowest, stable_uuid, web_address, where_parts
from .statements import Statements
from .target import Exported, notes_of, whole_file

TOPICS: dict[OfficeCategory, str] = {
    "head_of_state": "gov.head",
    "deputy_head_of_state": "gov.head",
    "head_of_government": "gov.head",
    "deputy_head_of_government": "gov.head",
    "minister": "gov.executive",
    "deputy_minister": "gov.executive",
    "senior_official": "gov.admin",
    "agency_head": "gov.admin",
    "head_of_unit": "gov.admin",
    "official": "gov.admin",
    "adviser": "gov.admin",
    "spokesperson": "gov.admin",
    "ambassador": "role.diplo",
    "diplomat": "role.diplo",
    "international_official": "gov.igo",
    "legislator": "gov.legislative",
    "judge": "gov.judicial",
    "prosecutor": "gov.judicial",
    "regional_head": "gov.state",
    "mayor": "gov.muni",
    "central_banker": "gov.financial",
    "military": "gov.security",
    "police": "gov.security",
    "religious": "gov.religion",
}
"""The topic of a post by the kind of its office, as `officials_offices.yaml` has it."""
_PUBLIC = frozenset({"ministry", "department", "government", "parliament", "senate", "embassy", "directorate"})
"""Kinds of organisations that are public bodies wherever they are."""


def write_ftm(records: Iterable[Record], out: Path) -> Exported:
    """Write `records` to `out` as FollowTheMoney entities, one a line, sorted by id; each id stands once.

    Releases are Article, events Event, officials Person with Position and Occupancy, bodies Organization or PublicBody.
    """
    count = duplicates = 0
    with (
        tempfile.TemporaryDirectory(prefix="communique-") as scratch,
        Statements(Path(scratch) / "said.sqlite") as said,
    ):
        for record in records:
            if record.source.duplicate_of:
                duplicates += 1
            else:
                _Teller(said, record).tell()
        with whole_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
            for entity, schema, properties in said.entities():
                file.write(json_of({"id": entity, "schema": schema, "properties": properties}) + "\n")
                count += 1
    return Exported(count, "entities", notes_of(Counter({DUPLICATES: duplicates})))


class _Teller:
    """Says what one record says."""

    def __init__(self, said: Statements, record: Record) -> None:
        self._said, self._record = said, record
        self._bodies = {body.name.casefold(): body for body in record.organizations}
        self._bodies |= {body.acronym.casefold(): body for body in record.organizations if body.acronym}
        self._day = record.published.date.isoformat() if record.published else None
        self._article = self._tell_article()

    def tell(self) -> None:
        """Say all of it."""
        for body in self._record.organizations:
            self._body(body.name, body)
        people = {official.id: self._person(official) for official in self._record.officials}
        for event in self._record.events:
            self._event(event, people)

    def _tell_article(self) -> str:
        record = self._record
        objectives = [f"GCM objective {o.number}: {o.title}" for o in record.objectives if o.explicit]
        properties: dict[str, Iterable[str | None]] = {
            "title": (_line(record.title.text) if record.title else None,),
            "publishedAt": (self._day,),
            "publisher": (_line(record.issuer.name) if record.issuer else None,),
            "country": (_country(record.issuer.country) if record.issuer else None,),
            "sourceUrl": (web_address(record.source.url),),
            "fileName": (record.source.path,),
            "mimeType": (record.source.media_type,),
            "keywords": objectives,
        }
        return self._said.say(_id(f"record/{record.id}"), "Article", properties)

    def _event(self, event: EventEntry, people: dict[str, str]) -> None:
        place = narrowest(p for p in self._record.locations if p.id in event.place_ids)
        start, end = calendar_days(event)
        days = {"date": (start,)} if start == end else {"startDate": (start,), "endDate": (end,)}
        properties: dict[str, Iterable[str | None]] = {
            "name": (_line(event.name),),
            "alias": map(_line, event.aliases),
            "weakAlias": (event.acronym,),
            **days,
            "country": (_country(event.country),),
            "location": (", ".join(where_parts(event, place)),),
            "keywords": (event.kind, event.series and f"series: {event.series}"),
            "notes": (f"status: {event.status}" if event.status != "unknown" else None,),
            "recordId": (event.known_as,),
            "organizer": [self._party(party) for party in event.organizers],
            "involved": [*(people[i] for i in event.official_ids), *(self._party(p) for p in event.chairs)],
            "proof": (self._article,),
            "sourceUrl": (web_address(self._record.source.url),),
        }
        self._said.say(_id(event_key(self._record, event)), "Event", properties)

    def _person(self, official: OfficialEntry) -> str:
        name = _line(official.name)
        whole = len(name.split()) > 1 and official.country
        key = f"{name.casefold()}/{official.country}" if whole else f"{self._record.id}/{official.id}"
        person = _id(f"person/{key}")
        properties: dict[str, Iterable[str | None]] = {
            "name": (name,),
            "alias": map(_line, official.variants),
            "title": (official.honorific,),
            "position": [_line(title.text) for title in official.titles],
            "country": (_country(official.country),),
            "proof": (self._article,),
        }
        self._said.say(person, "Person", properties)
        body = self._body(official.organization) if official.organization else None
        for title in official.titles:
            self._occupancy(person, official, title, body)
        return person

    def _occupancy(self, person: str, official: OfficialEntry, title: Title, body: str | None) -> None:
        """The person holds the post on the day of publication; since when and until when, nobody says."""
        words = _line(title.text)
        owner = f"{body or ''}/{official.country or ''}"
        post = _id(f"post/{words.casefold()}/{owner if owner != '/' else f'{self._record.id}/{official.id}'}")
        self._said.say(
            post,
            "Position",
            {
                "name": (words,),
                "country": (_country(official.country),),
                "organization": (body,),
                "topics": (TOPICS.get(title.category) if title.category else None,),
            },
        )
        occupancy = _id(f"occupancy/{person}/{post}")
        links: dict[str, Iterable[str | None]] = {
            "holder": (person,),
            "post": (post,),
            "date": (self._day,),
            "proof": (self._article,),
        }
        self._said.say(occupancy, "Occupancy", links)

    def _party(self, party: Party) -> str:
        return self._body(party.name, country=party.country)

    def _body(self, name: str, body: OrganizationEntry | None = None, country: str | None = None) -> str:
        """An organisation; where the record has an entry for the name, with what is in it."""
        words = _line(name)
        body = body or self._bodies.get(words.casefold())
        words = _line(body.name) if body else words
        country = (body.country if body else None) or country
        kind = body.kind if body else None
        shared = country or ("world" if kind == "international" else None)
        public = kind in _PUBLIC
        properties: dict[str, Iterable[str | None]] = {
            "name": (words,),
            "weakAlias": (body.acronym if body else None,),
            "classification": (kind,),
            "country": (_country(country),),
            "proof": (self._article,),
        }
        entity = _id(f"body/{words.casefold()}/{shared or self._record.id}")
        return self._said.say(entity, "PublicBody" if public else "Organization", properties, rank=int(public))


def _id(key: str) -> str:
    return f"communique-{stable_uuid(key).hex}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _country(code: str | None) -> str | None:
    return code.lower() if code else None
