"""The contract that every stage keeps, built in or a user's own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from .draft import Draft
from .finding import Finding


class Stage(ABC):
    """Finds spans under the labels in `writes`, looking only at the text and at the labels in `reads`.

    A stage is built once and used for many documents: it keeps no state between them, opens no file after
    construction, and knows no clock, network or locale. The engine calls `find`, settles overlaps within each label,
    then calls `resolve` with what is left.
    """

    name: ClassVar[str]
    reads: ClassVar[frozenset[str]] = frozenset()
    writes: ClassVar[frozenset[str]]

    @abstractmethod
    def find(self, draft: Draft) -> Iterable[Finding]:
        """Candidates, in any order, overlapping if need be."""

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Give values to settled findings (sorted by start), or drop some. Spans must stay as they are."""
        return findings
