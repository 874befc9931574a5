"""The shape of `model.yaml`."""

from __future__ import annotations

from pydantic import model_validator

from ....models import Frozen
from ...entities import EntityKind

MODEL = "model.yaml"


class ModelTable(Frozen):
    """What labels of other pipelines mean, and which of their components find no names."""

    kinds: dict[EntityKind, tuple[str, ...]]
    unneeded: frozenset[str]

    @model_validator(mode="after")
    def _labels_mean_one_thing(self) -> ModelTable:
        labels = [label for names in self.kinds.values() for label in names]
        for label in labels:
            if labels.count(label) > 1:
                raise ValueError(f"{label!r} is listed twice")
        return self

    def by_label(self) -> dict[str, EntityKind]:
        """Label to kind."""
        return {label: kind for kind, labels in self.kinds.items() for label in labels}
