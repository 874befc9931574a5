"""Places that a model confirms: names of the gazetteer that nothing else in the text speaks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ...finding import Finding
from ...values import Span
from .scan import Hit

if TYPE_CHECKING:
    from .judge import Judged, Traits


def named_by(entities: Iterable[Finding]) -> frozenset[Span]:
    """Spans that the model takes for places."""
    return frozenset((f.start, f.end) for f in entities if f.value.kind == "place")


def confirm(judged: Sequence[Judged], named: frozenset[Span], traits: Callable[[Hit], Traits]) -> bool:
    """Accept open names, other than words and people's names, that the model takes for places; whether there are any.

    What is refused for other reasons stays so: the model errs more often than these.
    """
    changed = False
    for j in judged:
        if j.verdict == "open" and j.inside == "no" and (j.hit.start, j.hit.end) in named and not traits(j.hit).plain:
            j.verdict, j.by_model, changed = "accepted", True, True
    return changed
