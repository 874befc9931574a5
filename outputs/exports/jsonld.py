"""Events as JSON-LD in the vocabulary of schema.org, for search engines and linked data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...models import OfficialEntry, Party, Record
from .json_stream import Json, write_json_list
from .occasions import (
    DUPLICATES,
    POINTS,
    Occasion,
    Release,
    Skipped,
    calendar_days,
    country_name,
    occasions,
    site_name,
    stable_uuid,
)
from .target import Exported, notes_of

_STATUS = {
    "held": "https://schema.org/EventScheduled",
    "planned": "https://schema.org/EventScheduled",
    "postponed": "https://schema.org/EventPostponed",
    "cancelled": "https://schema.org/EventCancelled",
}
"""An EventStatusType each; schema.org has none for an event of which nothing is known."""
_LINKS = {"part_of": "superEvent", "side_event_of": "superEvent", "has_part": "subEvent"}
_HEAD = '{"@context":"https://schema.org","@graph":['


def write_jsonld(records: Iterable[Record], out: Path) -> Exported:
    """Write the events of `records` to `out`, as a graph of schema.org Events. It may be put into a page as it is."""
    skipped = Skipped()

    def nodes() -> Iterator[Json]:
        for occasion in occasions(records, skipped):
            yield event_node(occasion)

    written = write_json_list(out, _HEAD, nodes(), "\n]}\n", in_pages=True)
    return Exported(written, "events", notes_of(Counter({DUPLICATES: skipped.duplicates})))


def event_node(occasion: Occasion) -> Json:
    """The event as a node. Days are no finer than they are known; the last one is inclusive.

    Officials are among what the release mentions: schema.org's `attendee` would say more than is known of all of them.
    """
    event = occasion.event
    start, end = calendar_days(event)
    node: Json = {
        "@type": "Event",
        "@id": occasion.uuid.urn,
        "name": event.name,
        "alternateName": [*event.aliases, *([event.acronym] if event.acronym else [])],
        "keywords": event.kind,
        "startDate": start,
        "endDate": end,
        "eventStatus": _STATUS.get(event.status),
        "location": _place(occasion),
        "organizer": [_organization(p) for p in event.organizers],
        "identifier": _identifiers(occasion),
        "workFeatured": [{"@type": "CreativeWork", "name": outcome.name} for outcome in event.outcomes],
        "subjectOf": [
            _article(r, occasion.officials if r.record_id == occasion.told_by else ()) for r in occasion.releases
        ],
    }
    for kind, key in occasion.related:
        if kind in _LINKS:
            node.setdefault(_LINKS[kind], []).append({"@id": stable_uuid(key).urn})
    return node


def _place(occasion: Occasion) -> Json | None:
    event, place = occasion.event, occasion.place
    name = site_name(event, place) or (country_name(event.country) if event.country else None)
    if name is None:
        return None
    found: Json = {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "addressLocality": event.city, "addressCountry": event.country}
        if event.city or event.country
        else None,
    }
    if place and place.geonames_id:
        narrow = place.type == ("venue" if event.venue else "city" if event.city else place.type)
        found["sameAs" if narrow else "containedInPlace"] = (
            f"https://sws.geonames.org/{place.geonames_id}/"
            if narrow
            else {"@type": "Place", "@id": f"https://sws.geonames.org/{place.geonames_id}/", "name": place.canonical}
        )
    if place and place.type in POINTS and place.latitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return found


def _organization(party: Party) -> Json:
    address = {"@type": "PostalAddress", "addressCountry": party.country} if party.country else None
    return {"@type": "Organization", "name": party.name, "address": address}


def _identifiers(occasion: Occasion) -> list[Json]:
    event = occasion.event
    series = f"{event.series}/{event.edition}" if event.series and event.edition else event.series
    return [
        {"@type": "PropertyValue", "propertyID": f"communique:{name}", "value": value}
        for name, value in (("edition", event.known_as), ("series", series))
        if value
    ]


def _article(release: Release, officials: Iterable[OfficialEntry]) -> Json:
    return {
        "@type": "NewsArticle",
        "@id": release.url or stable_uuid(f"record/{release.record_id}").urn,
        "identifier": release.record_id,
        "headline": release.title,
        "datePublished": release.published and release.published.isoformat(),
        "url": release.url,
        "publisher": {"@type": "Organization", "name": release.issuer} if release.issuer else None,
        "keywords": [f"GCM objective {n}" for n in release.objectives],
        "mentions": [_person(official) for official in officials],
    }


def _person(official: OfficialEntry) -> Json:
    body = {"@type": "Organization", "name": official.organization} if official.organization else None
    return {
        "@type": "Person",
        "name": official.name,
        "honorificPrefix": official.honorific,
        "jobTitle": [title.text for title in official.titles],
        "affiliation": body,
    }
