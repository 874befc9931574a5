"""All expressions of time in a text, as TIMEX3: dates, and what the record leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...finding import Finding
from ...layout import Layout
from ...loading import Resources
from ...overlaps import settle
from ...values import DateValue
from .anchors import anchors_of, day_of_page, day_of_writing
from .context import Context, Tense
from .extension import Extension, Feast
from .finder import Finder
from .numeric import with_numeric_read
from .reading import TIMELESS, Reading
from .resolve import resolve_all
from .spans import valid
from .timex_values import Timex, TimexType, easter, end_values, nth_weekday, timex_of

_LEADING = re.compile(r"(?i)(?:from|between|since|until|till|on|in|by|for)\s+(?:the\s+(?=\d{4}\b))?")
_THE = re.compile(r"(?i)the\s+")
_BETWEEN = re.compile(r"(?i)\s+and\s+(?:on\s+)?(?:the\s+)?")
_TO = re.compile(r"(?i)\s*,?\s+(?:to|through|thru|until|till|up to)\s+(?:on\s+)?")
_DASH = re.compile(r"(?<=[A-Za-z.\d])\s*[-\u2013\u2014]\s*(?=(?:[A-Z][a-z]{2,8}\.?\s*\d)|\d{1,2}\s+[A-Z][a-z]{2})")
_BESIDE = re.compile(r",?\s+(?:on\s+|of\s+)?(?:the\s+)?")
_ATTRIBUTIVE = ("dates.month_year", "dates.month_edge")
_BUSINESS_REPORT = 2000  # characters for which the figures of business news belong to the quarter named before
_FAR = 120  # characters within which a clock time belongs to the day before it
_TOLD = 600  # the same in a narrative


@dataclass(frozen=True, slots=True)
class Expression:
    """`[start, end)` of the text, read as TIMEX3 `type` and `value`.

    `first` and `last` are the days it covers, inclusive, None where it names none (a duration, 'recently') or an end is
    open. `mod` is START, MID, END, APPROX or empty. `in_record`: counts among a record's `dates`.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    precision: str | None = None
    edtf: str | None = None
    relative: bool = False
    borrowed: tuple[str, ...] = ()
    mod: str = ""
    rule: str = ""
    in_record: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    finding: Finding
    reading: Reading
    value: DateValue | None


class TimexReader:
    """Reads expressions of time. Built once, used for many texts; keeps nothing of a text."""

    def __init__(self, resources: Resources | None = None) -> None:
        resources = resources or Resources()
        more = resources.load("dates_timex.yaml", Extension)
        self._finder = Finder(resources, more)
        self._tense = Tense(self._finder.lexicon.tense)
        self._feasts = {name.lower(): feast for feast in more.feasts for name in feast.names}
        longest_first = sorted(self._feasts, key=lambda n: (-len(n), n))
        names = "|".join(re.escape(n).replace("'", "['\u2019]") for n in longest_first)
        self._feast = re.compile(rf"(?i)\b(?:(last|this|next)\s+)?({names})(?:,?\s+((?:1[89]|20)\d\d))?(?![\w-])")

    def read(self, text: str, published: date | None = None, *, split: bool = False) -> list[Expression]:
        """Expressions in text order. With `split`, the two ends of a range are one each, as TimeML has it."""
        found = settle(self._finder.find(text))
        readings = with_numeric_read(found, published)
        placed = [(f.start, f.end, f.value) for f in readings]
        if published is None:
            published = day_of_page(text, readings, Layout((), ()))
        day = day_of_writing(text, placed, published)
        context = Context(text, day, anchors_of(placed), self._tense, figures_reach=_BUSINESS_REPORT)
        reads = [_Read(f, f.value, v) for f, v in zip(readings, resolve_all(placed, context), strict=True)]
        far = _TOLD if context.narrative else _FAR
        out = list(self._expressions(text, reads, context.published, far, split=split))
        named = list(self._feast_days(text, context, out))
        if named:
            out = [e for e in out if not _inside_one(named, e)] + named
        return sorted(out, key=lambda e: (e.start, e.end))

    def _expressions(
        self, text: str, reads: Sequence[_Read], published: date | None, far: int, *, split: bool
    ) -> Iterator[Expression]:
        day, day_at = published, -far
        i = 0
        while i < len(reads):
            r = reads[i]
            if r.reading.kind == "time":
                after = reads[i + 1] if i + 1 < len(reads) else None
                if after is not None and _is_day(after) and _BESIDE.fullmatch(text, r.finding.end, after.finding.start):
                    yield _timed(text, r, r.finding.start, after.finding.end, after.value)
                    i += 2
                    continue
                yield _timed(
                    text, r, r.finding.start, r.finding.end, None, day if r.finding.start - day_at < far else published
                )
            else:
                if _is_day(r) and r.value is not None:
                    day, day_at = r.value.start, r.finding.end
                yield from _dated(text, r, published, split=split)
            i += 1

    def _feast_days(self, text: str, context: Context, found: Iterable[Expression]) -> Iterator[Expression]:
        spans = sorted((e.start, e.end) for e in found)
        for m in self._feast.finditer(text):
            if not m[2][0].isupper() or _crosses(spans, *m.span()):
                continue
            feast = self._feasts[m[2].lower().replace("\u2019", "'")]
            day = _day_of(feast, m[1], int(m[3]) if m[3] else None, context, m.start())
            if day is not None:
                iso = day.isoformat()
                yield Expression(
                    *m.span(), m[0], "DATE", iso, day, day, "day", iso, relative=not m[3], rule="timex.feast"
                )


def _inside_one(named: Sequence[Expression], e: Expression) -> bool:
    """Whether one of `named` (in text order, disjoint) holds `e`."""
    i = bisect_right(named, e.start, key=lambda f: f.start) - 1
    return i >= 0 and e.end <= named[i].end


def _crosses(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span (sorted, disjoint) reaches out of `[start, end)` on either side while overlapping it."""
    i = max(0, bisect_right(spans, (start, start)) - 1)
    return any(a < end and b > start and not (start <= a and b <= end) for a, b in spans[i : i + 8])


def _is_day(r: _Read) -> bool:
    v = r.value
    return v is not None and v.start is not None and v.start == v.end and r.reading.kind not in TIMELESS


def _timed(text: str, r: _Read, start: int, end: int, value: DateValue | None, day: date | None = None) -> Expression:
    """A clock time, with its day where one is known."""
    day = value.start if value is not None else day
    iso = day.isoformat() if day is not None else "XXXX-XX-XX"
    whole = iso + r.reading.value
    return Expression(start, end, text[start:end], "TIME", whole, day, day, "day", whole, rule=r.finding.rule)


def _dated(text: str, r: _Read, published: date | None, *, split: bool) -> Iterator[Expression]:
    start, end, words = r.finding.start, r.finding.end, text[r.finding.start : r.finding.end]
    timex = timex_of(r.reading, r.value, words, published)
    if timex is None:
        return
    value = r.value
    if split and value is not None:
        ranged = r.reading.b is not None or r.reading.kind == "weekday"
        ends = end_values(value) if ranged and value.start != value.end else None
        cut = _cut(words) if ends else None
        if ends and cut:
            left, right = replace(value, end=value.start), replace(value, start=value.end)
            for (a, b), v, name in ((cut[0], left, ends[0]), (cut[1], right, ends[1])):
                yield _expression(text, start + a, start + b, Timex("DATE", name), v, r)
            return
        start = _start_for_timeml(text, start, end, r.finding.rule)
    yield _expression(text, start, end, timex, value, r)


def _expression(text: str, start: int, end: int, timex: Timex, value: DateValue | None, r: _Read) -> Expression:
    counts = r.reading.kind not in TIMELESS and not r.finding.rule.endswith(_ONLY_TIMEX)
    made = Expression(
        start, end, text[start:end], timex.type, timex.value, mod=timex.mod, rule=r.finding.rule, in_record=counts
    )
    if value is None:
        return made
    first = None if r.reading.open == "before" else value.start
    last = None if r.reading.open in ("since", "after") else value.end
    return replace(
        made,
        first=first,
        last=last,
        precision=value.precision,
        edtf=value.edtf,
        relative=value.relative,
        borrowed=value.borrowed,
    )


_ONLY_TIMEX = ("_before", ".year_quarter", ".fiscal_name", ".spoken_year")


def _cut(words: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two ends of the words of a range; None where the words do not part them."""
    lead = _LEADING.match(words)
    begin = lead.end() if lead else 0
    joints = _BETWEEN if words[:7].lower() == "between" else _TO
    found = list(joints.finditer(words, begin)) or list(_DASH.finditer(words, begin))
    if len(found) != 1:
        return None
    return (begin, found[0].start()), (found[0].end(), len(words))


def _start_for_timeml(text: str, start: int, end: int, rule: str) -> int:
    """Where TimeML begins the mention: behind prepositions, and behind the article of what follows the date."""
    if m := _LEADING.match(text, start, end):
        start = m.end()
    attributive = rule in _ATTRIBUTIVE or (rule == "dates.quarter" and "-" in text[start:end])
    if attributive and (m := _THE.match(text, start, end)):
        start = m.end()
    return start


def _day_of(feast: Feast, turn: str | None, year: int | None, context: Context, at: int) -> date | None:
    """The day of a feast: in the year that is named, else the one before or after the day of writing."""
    if year is not None:
        return _in_year(feast, year)
    ref = context.reference()
    if ref is None:
        return None
    days = [d for y in (ref.year - 1, ref.year, ref.year + 1) if (d := _in_year(feast, y)) is not None]
    side = {"last": -1, "next": 1}.get((turn or "").lower()) or context.tense_at(at)
    fit = [d for d in days if side == 0 or (d <= ref if side < 0 else d >= ref)]
    return min(fit or days, key=lambda d: abs(d - ref), default=None)


def _in_year(feast: Feast, year: int) -> date | None:
    if not 1 <= year < 9999:
        return None
    if feast.from_easter is not None:
        return easter(year) + timedelta(days=feast.from_easter)
    if feast.day is not None:
        return valid(year, feast.month or 1, feast.day)
    return nth_weekday(year, feast.month or 1, feast.weekday or 0, feast.nth or 1) + timedelta(days=feast.plus)
