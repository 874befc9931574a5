"""Names that a model has found, as other stages consult them. Label 'entity'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .finding import Finding
from .values import Span

EntityKind = Literal["person", "organization", "place", "facility"]

ENTITY = "entity"
"""The label; its findings are evidence and do not get into the record."""


@dataclass(frozen=True, slots=True)
class EntityValue:
    """Label 'entity': what a model takes a name for."""

    kind: EntityKind
    label: str  # the model's own


def entities_of(findings: Iterable[Finding]) -> Mapping[Span, EntityKind]:
    """What the model takes each span for. Empty where no model runs."""
    return {(f.start, f.end): f.value.kind for f in findings}
