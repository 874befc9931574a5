"""Places of the gazetteer as values of findings, with the reason for them."""

from __future__ import annotations

from ...values import PlaceValue, Span
from .gazetteer import Place
from .judge import Judged


def judged_value(j: Judged) -> PlaceValue:
    """What a judged name means, and why."""
    reason = _reason(j)
    runner_up = j.runner_up or next((p for p in j.hit.places if p is not j.place), None)
    return value_of(j.place, within=j.within, reason=reason, runner_up=runner_up.geonames_id if runner_up else None)


def value_of(
    place: Place, *, within: Span | None = None, reason: str | None = None, runner_up: int | None = None
) -> PlaceValue:
    """A place of the gazetteer as the value of a finding."""
    return PlaceValue(
        place.canonical,
        place.type,
        place.country,
        place.geonames_id,
        place.latitude,
        place.longitude,
        within,
        place.division,
        reason,
        runner_up,
    )


def _reason(j: Judged) -> str:
    if j.within is not None:
        return "stated"
    if len(j.hit.places) == 1:
        return "only"
    if j.place is not j.hit.best:
        return "context"
    return "listed" if j.place.listed or j.place.type == "country" else "size"
