"""The stage that finds places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ...countries import Countries
from ...draft import Draft
from ...entities import ENTITY
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import PlaceValue, Span
from .buildings import Buildings
from .confirmed import named_by
from .context import Surroundings
from .features import Feature, alternatives
from .gazetteer import Gazetteer, Place
from .judge import Judge, Judged
from .keys import fold_key
from .meaning import is_minor, is_strong
from .patterns import FeaturePatterns
from .resources import PLACES, RULES, LocationRules, PlaceTable
from .scan import CAPITALISED, scan
from .setting import Setting
from .values import judged_value, value_of

_UNKNOWN = re.compile(rf"\b(?:in|at|near|visited)[ ]({CAPITALISED.pattern}(?:[ -]{CAPITALISED.pattern}){{0,2}}),\s\Z")
_IN_LIST = 40
"""Characters between a name in a list and one before it that is known."""
_HELD_AT = re.compile(
    r"\b(?:held|hosted|convened|place|opened|signed|inaugurated|launched)\b[^.;\n]{0,40}? at (?:the )?"
    rf"({CAPITALISED.pattern}(?:[ -]{CAPITALISED.pattern}){{0,3}})(?:, | in )\Z"
)
_LOWER_DIRECTION = re.compile(r"\b(?:north|south|east|west|central)[a-z-]*[ -]\Z")
_BEHIND = re.compile(r",\s|\s?\(| in (?:the )?")
_DIRECTION = re.compile(r"(?:[A-Z][a-z]+[ -])?[A-Z][a-z]+[ -]\Z")


class LocationStage(Stage):
    """Finds geographic names: countries, cities, divisions, regions, waters, venues.

    Left out: adjectives ('Kazakh'), names of people, and names inside those of bodies, documents, events.
    """

    name = "locations"
    reads = frozenset({ENTITY})
    writes = frozenset({"location"})

    def __init__(self, resources: Resources) -> None:
        """Load the gazetteer and the rules. Raises `ResourceError` if one of them is broken."""
        self.countries = Countries(resources)
        self.rules = resources.load(RULES, LocationRules)
        self.gazetteer = Gazetteer(resources, self.countries)
        demonyms = frozenset(fold_key(d) for d in self.countries.demonyms)
        self._judge = Judge(self.rules, demonyms, self.gazetteer)
        inside = resources.load(PLACES, PlaceTable).inside_names
        self._inside = re.compile(alternatives(inside).replace("\\ ", r"\s") or r"(?!)")
        # The last letters tell most words from a direction at once.
        leading = self.rules.directions | self.rules.sides
        self._direction_ends = tuple(sorted({d[-2:] + gap for d in leading for gap in " -"}))
        self._patterns = FeaturePatterns(self.gazetteer, self.rules)
        self._buildings = Buildings(self.gazetteer, self.rules, self.countries.by_demonym)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Places of the text; a value is final, nothing is left to `resolve`."""
        return self.read(draft.text, draft.doc.issuer_country, named_by(draft.get(ENTITY)))

    def read(self, text: str, issuer: str | None = None, named: frozenset[Span] = frozenset()) -> list[Finding]:
        """Places of any text; `issuer`: its publisher's country, if known; `named`: what a model takes for places."""
        return self.findings(text, self.judged(text, issuer, named), issuer)

    def findings(self, text: str, judged: list[Judged], issuer: str | None = None) -> list[Finding]:
        """What the text names by itself, given the judged names of the gazetteer in it."""
        values: dict[tuple[int, int], PlaceValue] = {}
        out = [self._finding(text, j, values) for j in judged if j.free]
        if any(f.value.country is None and f.value.type == "venue" for f in out):
            out = list(_set(text, out, judged, issuer))
        taken = {f.end for f in out}
        out.extend(self._features(text, judged, issuer))
        out.extend(f for f in _unknown_in(text, judged, self.rules) if f.end not in taken)
        out.extend(
            Finding("location", *m.span(), "locations.inside_name", reject=True) for m in self._inside.finditer(text)
        )
        return out

    def judged(self, text: str, issuer: str | None = None, named: frozenset[Span] = frozenset()) -> list[Judged]:
        """All names of the gazetteer in the text, with what was decided about each."""
        demonyms: Counter[str] = Counter()
        hits = list(scan(text, self.gazetteer, demonyms))
        around = Surroundings(text, self.rules, hits, self.gazetteer.keys)
        return self._judge.judge(around, hits, issuer, demonyms, named)

    def _finding(self, text: str, j: Judged, values: dict[tuple[int, int], PlaceValue]) -> Finding:
        """The finding of a judged name; `values` keeps what names mean that stand in the text again."""
        wider = self._wider(text, j)
        if wider is not None:
            start, place = wider
            return Finding("location", start, j.hit.end, f"locations.{place.type}", value_of(place))
        start = self._with_direction(text, j)
        if start < j.hit.start:
            value = PlaceValue(text[start : j.hit.end], "region", j.place.country)
            return Finding("location", start, j.hit.end, "locations.direction", value)
        same = (id(j.hit.places), id(j.place))
        value = judged_value(j) if j.within is not None or same not in values else values[same]
        if j.within is None:
            values[same] = value
        rule = "locations.model" if j.by_model else f"locations.{j.place.type}"
        return Finding("location", start, j.hit.end, rule, value)

    def _wider(self, text: str, j: Judged) -> tuple[int, Place] | None:
        """'west Africa': a region whose first word the text gives in lower case."""
        if j.place.type != "region":
            return None
        m = _LOWER_DIRECTION.search(text, max(0, j.hit.start - 16), j.hit.start)
        if m is None:
            return None
        places = self.gazetteer.places(fold_key(text[m.start() : j.hit.end]))
        return (m.start(), places[0]) if places and places[0].type == "region" else None

    def _with_direction(self, text: str, j: Judged) -> int:
        if not text.endswith(self._direction_ends, 0, j.hit.start):
            return j.hit.start
        m = _DIRECTION.search(text, max(0, j.hit.start - 32), j.hit.start)
        if m is None:
            return j.hit.start
        for start in (m.start(), m.start() + 1 + max(m.group()[:-1].find(" "), m.group()[:-1].find("-"))):
            words = fold_key(text[start : j.hit.start]).strip()
            if words in self.rules.directions or (words in self.rules.sides and j.place.type == "country"):
                return start
        return j.hit.start

    def _features(self, text: str, judged: list[Judged], issuer: str | None) -> Iterator[Finding]:
        out: list[Finding] = []
        starts = [j.hit.start for j in judged]
        countries = frozenset(j.place.country for j in judged if j.free and j.place.country)
        for f in chain(self._patterns.find(text), self._buildings.find(text)):
            first = bisect_left(starts, f.start)
            inside = judged[first : bisect_left(starts, f.end)]
            if any(j.hit.start == f.start and j.hit.end == f.end and j.free for j in inside):
                continue
            after = judged[first + len(inside)] if first + len(inside) < len(judged) else None
            value = _feature_value(text, f, inside, after, countries, self.rules)
            if f.rule == "locations.listed" and first and f.start - judged[first - 1].hit.end <= _IN_LIST:
                value = replace(value, country=judged[first - 1].place.country if judged[first - 1].free else None)
            out.append(Finding("location", f.start, f.end, f.rule, value, rank=1))
        return _set(text, out, judged, issuer)


def _set(text: str, features: list[Finding], judged: list[Judged], issuer: str | None) -> Iterator[Finding]:
    """Features, with a country for those that the text ties to none: a venue lies in the same one throughout; a town or
    division in the only one that there is."""
    known = {f.value.canonical: f.value.country for f in features if f.value.country}
    setting: Setting | None = None
    for f in features:
        if f.value.country is not None or f.value.type == "other":
            yield f
            continue
        name = f.value.canonical
        if name not in known:
            setting = setting or Setting(text, judged, issuer)
            known[name] = setting.country(f.start, f.end) if f.value.type == "venue" else setting.only
        yield replace(f, value=replace(f.value, country=known[name]))


def _feature_value(
    text: str,
    f: Feature,
    inside: Sequence[Judged],
    after: Judged | None,
    countries: frozenset[str | None],
    rules: LocationRules,
) -> PlaceValue:
    """A feature lies where the place inside its name does, or the place behind: 'the Grand Hotel, Geneva'."""
    name = " ".join(text[f.start : f.end].split())
    if after is not None and after.free and _BEHIND.fullmatch(text, f.end, after.hit.start):
        return PlaceValue(name, f.type, after.place.country, within=(after.hit.start, after.hit.end))
    first = inside[0] if inside else None
    if f.rule == "locations.hotel" and inside:
        return PlaceValue(name, f.type, _country_of_base(inside[-1], countries, rules))
    named = first is not None and first.hit.start == f.start and first.verdict != "rejected" and f.type == "venue"
    country = _country_of_base(first, countries, rules) if first is not None and (f.known or named) else None
    return PlaceValue(name, f.type, country)


def _country_of_base(j: Judged, countries: frozenset[str | None], rules: LocationRules) -> str | None:
    """The country of the place that a feature is called after, if the text names it or all know the place."""
    for place in j.hit.places:
        if place.country in countries and not is_minor(place):
            return place.country
    return j.hit.best.country if is_strong(j.hit.best, rules) else None


def _unknown_in(text: str, judged: list[Judged], rules: LocationRules) -> Iterator[Finding]:
    """'in Evian, France': a name that the gazetteer lacks, before a comma and a country."""
    for j in judged:
        if not j.free or j.place.type not in ("country", "city"):
            continue
        if j.place.type == "city":
            yield from _unknown_venue(text, j, rules)
            continue
        if text[j.hit.start - 2 : j.hit.start - 1] != ",":
            continue
        m = _UNKNOWN.search(text, max(0, j.hit.start - 70), j.hit.start)
        if m is None:
            continue
        words = fold_key(m.group(1)).split(" ")
        listed = (
            rules.name_heads,
            rules.function_words,
            rules.honorifics,
            rules.generic_refused,
            rules.offices,
        )
        if any(w in words_of for w in words for words_of in listed) or m.group(1).isupper():
            continue
        value = PlaceValue(m.group(1), "city", j.place.country, within=(j.hit.start, j.hit.end))
        yield Finding("location", *m.span(1), "locations.before_country", value, rank=2)


def _unknown_venue(text: str, j: Judged, rules: LocationRules) -> Iterator[Finding]:
    """'held at Rosenbad in Stockholm': whatever it is called, it is a building."""
    if not text.endswith((", ", " in "), 0, j.hit.start):
        return
    m = _HELD_AT.search(text, max(0, j.hit.start - 110), j.hit.start)
    if m is None or m[1].isupper():
        return
    words = fold_key(m[1]).split(" ")
    if any(w in rules.name_heads or w in rules.function_words or w in rules.honorifics for w in words):
        return
    if not all(w in rules.generic_refused for w in words):
        value = PlaceValue(m[1], "venue", j.place.country, within=(j.hit.start, j.hit.end))
        yield Finding("location", *m.span(1), "locations.held_at", value, rank=2)


def read_locations(text: str, issuer_country: str | None = None) -> tuple[Finding, ...]:
    """Places of a text, without a pipeline: built anew at every call, so for a look rather than for a loop.

    Example: `read_locations("The talks were held in Geneva.")[0].value.country == "CH"`.
    """
    from ...overlaps import settle

    return settle(LocationStage(Resources()).read(text, issuer_country))
