"""The stage that finds dates and says which days they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar

from ....models import Zone
from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...overlaps import settle
from ...stage import Stage
from ...values import DateValue
from .context import Context, Tense
from .finder import Finder
from .numeric import day_first, read_numeric
from .reading import Reading
from .resolve import Placed, anchors_of, day_of_writing, resolve_all

_MONTH_FIRST = frozenset({"dates.month_day", "dates.month_day_range"})
_DAY_FIRST = frozenset({"dates.day", "dates.day_range"})


class DateStage(Stage):
    """Writes label 'date', value `DateValue`. Refused: durations, sets, years inside names of documents."""

    name: ClassVar[str] = "dates"
    writes: ClassVar[frozenset[str]] = frozenset({"date"})

    def __init__(self, resources: Resources) -> None:
        self._finder = Finder(resources)
        self._tense = Tense(self._finder.lexicon.tense)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Candidates whose value is what the words say; rejects for what only looks like a date."""
        return self._finder.find(draft.text)

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Findings with their `DateValue`; those that turn out to be no date are left out."""
        return self._resolved(draft.text, findings, draft.published, draft.layout.zone_at)

    def read(self, text: str, published: date | None = None) -> list[Finding]:
        """Dates of a text without a draft, in text order."""
        return self._resolved(text, settle(self._finder.find(text)), published, _all_body)

    def _resolved(
        self, text: str, findings: Sequence[Finding], published: date | None, zone_at: Callable[[int], Zone]
    ) -> list[Finding]:
        read = _with_numeric_read(findings, published)
        placed: list[Placed] = [(f.start, f.end, f.value) for f in read]
        anchors = [a for a in anchors_of(placed) if zone_at(a.at) not in ("furniture", "contact")]
        if published is None:  # the day in the dateline is the day of writing
            published = next((a.start for a in anchors if a.by_day and zone_at(a.at) == "dateline"), None)
        context = Context(text, day_of_writing(text, placed, published), anchors, self._tense)
        values = resolve_all(placed, context)
        return [_with_value(f, v) for f, v in zip(read, values, strict=True) if v is not None]


def _with_value(f: Finding, value: DateValue | Reading) -> Finding:
    """The finding with another value; `dataclasses.replace` takes four times as long."""
    return Finding(f.label, f.start, f.end, f.rule, value, f.reject, f.rank)


def _all_body(_: int) -> Zone:
    return "body"


def _with_numeric_read(findings: Sequence[Finding], published: date | None) -> list[Finding]:
    """Findings with dates in digits put into their order, those that cannot be dates left out."""
    readings: list[tuple[Finding, Reading]] = [(f, f.value) for f in findings]
    raws = [raw for _, r in readings if r.kind == "numeric" for raw in r.raw]
    if not raws:
        return list(findings)
    rules = [f.rule for f in findings]
    month_first_style = sum(r in _MONTH_FIRST for r in rules) > sum(r in _DAY_FIRST for r in rules)
    first_is_day = day_first(raws, published, month_first_style)
    out = []
    for f, r in readings:
        value = read_numeric(r, first_is_day, published) if r.kind == "numeric" else r
        if value is not None:
            out.append(_with_value(f, value))
    return out


def read_dates(text: str, published: date | None = None, resources: Resources | None = None) -> list[Finding]:
    """Dates in `text` with their `DateValue`, in text order; `published` is what relative ones count from.

    Builds a stage at each call; keep a `DateStage` and call its `read` for many texts.
    """
    return DateStage(resources or Resources()).read(text, published)
