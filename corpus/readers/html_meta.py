"""What a page says of itself in meta tags, JSON-LD and `time` elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .html_events import Page, TextBlock
from .html_layout import folded
from .html_rules import tidy

# Meta names in the order in which they are believed. They are those of Open Graph (https://ogp.me),
# schema.org, Dublin Core (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/) and common
# publishing systems.
_TITLES = ("og:title", "twitter:title", "dcterms.title", "dc.title", "title", "headline")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date_published",
    "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_ISSUERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")
_LANGUAGES = ("content-language", "dcterms.language", "dc.language", "language", "inlanguage")
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?=\s*\Z|[T ]\s*\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}\Z")
_URL = re.compile(r"https?://[^\s/]\S{0,2000}\Z", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»>]|::)\s+")
_PUBLISHED_CLASS = re.compile(r"publi(?:sh|c)|posted|post-date|entry-date|date-created", re.IGNORECASE)
_EPOCH = date(1970, 1, 1)  # what a page says whose system knows no date
_MAX_JSON_LD = 500_000
_MAX_THINGS = 1_000


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself; None where it says nothing usable."""

    title: str | None = None
    published: date | None = None
    issuer: str | None = None
    language: str | None = None
    url: str | None = None


def describe(page: Page, headings: Iterable[TextBlock]) -> PageFacts:
    """The facts in the page's metadata. A date that is no real ISO day, a relative address, a made-up
    language tag are ignored.
    """
    metas: dict[str, list[str]] = {}
    for name, value in page.metas:
        if value := tidy(value):
            metas.setdefault(name, []).append(value)
    things = list(_things(page.json_ld))
    issuer = next(_values(metas, _ISSUERS), None) or next(_publishers(things), None)
    languages = (page.language, *_values(metas, _LANGUAGES))
    addresses = (page.canonical, *_values(metas, ("og:url",)))
    return PageFacts(
        title=_title(page, metas, things, list(headings), issuer),
        published=_published(page, metas, things),
        issuer=issuer,
        language=next((t for v in languages if _LANGUAGE.match(t := v.strip().replace("_", "-"))), None),
        url=next((u for v in addresses if _URL.match(u := tidy(v))), None),
    )


def iso_day(text: str) -> date | None:
    """The day that an ISO date or time starts with, as written, whatever its time zone; None for anything
    else.
    """
    form = _DAY.match(text)
    if form is None:
        return None
    try:
        day = date.fromisoformat(form[1])
    except ValueError:
        return None
    return day if day > _EPOCH else None


def _published(page: Page, metas: dict[str, list[str]], things: list[dict[str, Any]]) -> date | None:
    said = [d for value in _values(metas, _DATES[:4]) if (d := iso_day(value))]
    said += [d for thing in things if (d := iso_day(_text(thing.get("datePublished"))))]
    said += [d for value in _values(metas, _DATES[4:]) if (d := iso_day(value))]
    # Only a `time` that says so is the page's: on a page about an event, the others are the event's.
    said += [d for time in page.times if _is_publication(time) and (d := iso_day(time.get("datetime", "")))]
    return next(iter(said), None)


def _is_publication(time: dict[str, str]) -> bool:
    if "pubdate" in time or time.get("itemprop", "").lower() == "datepublished":
        return True
    return bool(_PUBLISHED_CLASS.search(time.get("class", "")))


def _title(
    page: Page,
    metas: dict[str, list[str]],
    things: list[dict[str, Any]],
    headings: list[TextBlock],
    issuer: str | None,
) -> str | None:
    """The title that a heading repeats, of all that the page gives; else the first, without the site's
    name.
    """
    headlines = (tidy(_text(thing.get("headline"))) for thing in things)
    given = [t for t in (*_values(metas, _TITLES), *headlines, page.title) if t]
    by_form = {folded(h.text): h.text for h in sorted(headings, key=lambda h: -h.heading)}
    for title in given:
        for form in _shortened(title):
            if (heading := by_form.get(folded(form))) is not None:
                return heading
    tops = [h.text for h in headings if h.heading == 1]
    if len(tops) == 1 and not any(_values(metas, _TITLES)):
        return tops[0]
    return _without_site(given[0], issuer) if given else next(iter(tops), None)


def _shortened(title: str) -> Iterator[str]:
    """The title, then without its last part, and so on: 'A - B | C', 'A - B', 'A'; then its other parts."""
    yield title
    cuts = list(_SEPARATOR.finditer(title[:1000]))
    yield from (title[: cut.start()] for cut in reversed(cuts))
    yield from (title[cut.end() :] for cut in cuts)


def _without_site(title: str, issuer: str | None) -> str:
    for cut in _SEPARATOR.finditer(title[:1000]):
        if issuer and folded(title[cut.end() :]) == folded(issuer):
            return title[: cut.start()]
    return title


def _values(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _publishers(things: list[dict[str, Any]]) -> Iterator[str]:
    for thing in things:
        publisher = thing.get("publisher")
        if isinstance(publisher, dict) and (name := tidy(_text(publisher.get("name")))):
            yield name


def _things(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """Every JSON object in the page's JSON-LD, outermost first; a broken script gives none."""
    pending: list[Any] = []
    for script in scripts:
        if len(script) > _MAX_JSON_LD:
            continue
        try:
            pending.append(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue  # scripts are for machines we are not; the page's text is what counts
    met = 0
    while pending and met < _MAX_THINGS:
        item = pending.pop(0)
        met += 1
        if isinstance(item, dict):
            yield item
            pending += [v for v in item.values() if isinstance(v, dict | list)]
        elif isinstance(item, list):
            pending += [v for v in item if isinstance(v, dict | list)]


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(v for v in value if isinstance(v, str))
    return value if isinstance(value, str) else ""
