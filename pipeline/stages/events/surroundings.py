"""What else stands in a text, for the borders of event names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ...draft import Draft
from ...phrases import Token
from ...values import Span


@dataclass(frozen=True)
class Surroundings:
    """Spans of days, people, places and venues, sorted by start."""

    dates: list[Span]
    people: list[Span]
    places: frozenset[int]
    venues: list[Span]

    @classmethod
    def of(cls, draft: Draft) -> Surroundings:
        """The surroundings in a document. Regions of the world do not end a name, as places do."""
        places = draft.get("location")
        return cls(
            [(f.start, f.end) for f in draft.get("date")],
            sorted(f.value.extent for f in draft.get("official")),
            frozenset(f.start for f in places if f.value.type != "region"),
            [(f.start, f.end) for f in places if f.value.type == "venue"],
        )

    def blocked(self, token: Token) -> bool:
        """Whether a person or a day stands here; a bare year may belong to a name."""
        year = token.text.isdigit() and len(token.text) == 4
        return _inside(self.people, token.start) or (not year and _inside(self.dates, token.start))

    def has_person(self, start: int, end: int) -> bool:
        """Whether a person stands in `[start, end)`."""
        at = bisect_right(self.people, (start, 0))
        return any(s < end and start < e for s, e in self.people[max(0, at - 1) : at + 1])

    def is_place(self, token: Token) -> bool:
        """Whether a place begins here."""
        return token.start in self.places

    def in_venue(self, offset: int) -> bool:
        """Whether `offset` lies in the name of a venue."""
        return _inside(self.venues, offset)


def told(draft: Draft, offset: int) -> bool:
    """Whether `offset` lies where the page tells of events: not in furniture, contact details or page fields,
    but for the field that names the event."""
    zone = draft.layout.zone_at(offset)
    if zone == "field":
        return any(s <= offset < e for f in draft.layout.fields if f.value.key == "title" for s, e in f.value.values)
    return zone not in ("furniture", "contact")


def _inside(spans: list[Span], offset: int) -> bool:
    i = bisect_right(spans, (offset, 1 << 62)) - 1
    return i >= 0 and spans[i][0] <= offset < spans[i][1]
