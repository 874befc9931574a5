"""First values for an entry that a person adds by marking its words: what the words themselves give, else the usual."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from .. import dates
from .editing import Data, EditError

if TYPE_CHECKING:
    from ..places import Geoparser

_NUMBER = re.compile(r"(?<!\d)(2[0-3]|1\d|[1-9])(?!\d)")
_LETTER = re.compile(r"\(([a-j])\)")
_KINDS = (
    "conference", "summit", "forum", "meeting", "workshop", "consultation", "dialogue", "session", "ceremony",
    "hearing", "review", "congress", "process", "seminar", "training", "round table", "side event", "week", "visit",
)  # fmt: skip
_DOCUMENTS = (
    "declaration", "resolution", "compact", "convention", "protocol", "agenda", "plan", "agreement", "strategy",
)  # fmt: skip
_OPENING = "\"'“‘«„"


@dataclass(frozen=True)
class Selection:
    """Words of the article that a person has marked, and the gold that they go into."""

    text: str
    start: int
    end: int
    gold: Data
    published: date | None = None

    @property
    def words(self) -> str:
        """The words, less the white space around them."""
        return self.text[self.start : self.end].strip()


def first_values(field: str, selection: Selection) -> Data:
    """Values for a new entry of `field`, enough for the gold loader.

    Refused, as `EditError`: a quote where there is nobody who could have spoken, a day of publication that is none.
    """
    make = _MAKERS.get(field)
    return make(selection) if make is not None else {}


def kinds_of(field: str) -> tuple[str, ...]:
    """Kinds that entries of a field usually have; others may be given."""
    return {"events": _KINDS, "instruments": _DOCUMENTS}.get(field, ())


def _named(words: str, kinds: tuple[str, ...]) -> str:
    """The kind that the words end in or hold; else the first."""
    folded = words.casefold()
    return max(kinds, key=lambda kind: (folded.rfind(kind), -kinds.index(kind)))


def _event(selection: Selection) -> Data:
    words = selection.words
    return {"name": words, "kind": _named(words, _KINDS), "status": "held"}


def _instrument(selection: Selection) -> Data:
    return {"name": selection.words, "kind": _named(selection.words, _DOCUMENTS)}


def _date(selection: Selection) -> Data:
    found = dates.find(selection.words, selection.published, types=("DATE", "TIME"))
    best = max(found, key=lambda e: e.end - e.start, default=None)
    if best is None:
        return {"precision": "other", "role": "reference"}
    values: Data = {"precision": best.precision or "other", "role": "event"}
    if best.first:
        values["start"] = best.first.isoformat()
    if best.last:
        values["end"] = best.last.isoformat()
    if best.relative:
        values["relative"] = True
    if best.borrowed:
        values["borrowed"] = list(best.borrowed)
    return values


def _published(selection: Selection) -> Data:
    found = _date(selection)
    if "start" not in found:
        raise EditError("These words name no day; mark the day of publication.")
    return {"date": found["start"]}


def _location(selection: Selection) -> Data:
    found = [place for place in _geoparser().read(selection.words) if place.text == selection.words]
    values: Data = {"name": selection.words, "type": "other", "role": "mentioned"}
    if found:
        values["type"] = found[0].type
        if found[0].country:
            values["country"] = found[0].country
    return values


@cache
def _geoparser() -> Geoparser:
    from ..places import Geoparser

    return Geoparser()


def _objective(selection: Selection) -> Data:
    taken = {int(entry["number"]) for entry in selection.gold.get("objectives", ())}
    said = [int(n) for n in _NUMBER.findall(selection.words)]
    return {"number": next(n for n in (*said, *range(1, 24)) if n not in taken or len(taken) == 23), "explicit": True}


def _principle(selection: Selection) -> Data:
    taken = {entry["letter"] for entry in selection.gold.get("principles", ())}
    said = _LETTER.findall(selection.words)
    return {"letter": next(c for c in (*said, *"abcdefghij") if c not in taken or len(taken) == 10), "explicit": True}


def _quote(selection: Selection) -> Data:
    """The speaker is the official who is named nearest."""
    officials = selection.gold.get("officials", ())
    if not officials:
        raise EditError("Add the person who speaks first, as an official.")
    near = min(officials, key=lambda o: min(abs(int(m["start"]) - selection.start) for m in o["mentions"]))
    before = selection.text[: selection.start].rstrip()
    return {"official_id": near["id"], "verb": "said", "direct": before[-1:] in _OPENING and before != ""}


_MAKERS: dict[str, Callable[[Selection], Data]] = {
    "events": _event,
    "instruments": _instrument,
    "dates": _date,
    "published": _published,
    "locations": _location,
    "officials": lambda selection: {"name": selection.words},
    "organizations": lambda selection: {"name": selection.words},
    "fields": lambda selection: {"label": selection.words.rstrip(" :")},
    "objectives": _objective,
    "principles": _principle,
    "quotes": _quote,
}
