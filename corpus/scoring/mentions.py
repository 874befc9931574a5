"""Verdicts on mentions: the same bounds (exact), or a character in common (overlap).

Matching is one to one and the best there is: first the most required mentions found, then the most pairs, then the
closest bounds. Neutral, so neither hit nor false alarm, is what is left over and

- meets a mention that the gold does not require, or
- lies within something longer that names it by the way: a place in a body, title, event or document, a body in a title,
  event, venue or document, a document in a title, event, body or longer document (docs/annotation.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...models import Mention, Record
from ..gold.models import Gold, GoldMention
from .attributes import said_once
from .matching import best_matching
from .pairing import BY_KEY_ALONE, bounds_of, mentions_of
from .verdicts import MENTIONED, Claim, Level, Verdict, blame, mentions_in_field

Span = tuple[int, int]
Keys = frozenset[str]

_CONTAINERS = {
    "locations": ("organizations", "titles", "events", "instruments"),
    "organizations": ("titles", "events", "instruments", "venues", "organizations"),
    "instruments": ("titles", "events", "organizations", "instruments"),
}
_REQUIRED, _PAIR, _CLOSE = 10**12, 10**6, 1000


@dataclass(slots=True)
class _Wanted:
    """A mention of the gold with all bounds that count as it; `key` where several entries share their words."""

    mention: GoldMention
    entry: str
    required: bool
    key: str
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class _Got:
    mention: Mention
    key: str


def judge_mentions(record: Record, gold: Gold, claims: Sequence[Claim]) -> tuple[list[Verdict], dict[str, Keys]]:
    """Verdicts of the levels `exact` and `overlap`, and by field the spans ('12-20') that are neutral."""
    verdicts: list[Verdict] = []
    free: dict[str, Keys] = {}
    for field in MENTIONED:
        if not _is_judged(gold, field):
            continue
        wanted = sorted(_wanted(gold, field), key=lambda w: (w.mention.start, w.mention.end, w.key))
        got = _got(record, field)
        if not wanted and not got:
            continue
        neutral = _neutral(gold, field, wanted, got)
        meeting = _meeting(wanted, got)
        exact = {(i, j): s for (i, j), s in meeting.items() if _span(got[j]) in wanted[i].spans}
        verdicts += _verdicts("exact", field, wanted, got, exact, neutral, claims)
        verdicts += _verdicts("overlap", field, wanted, got, meeting, neutral, claims)
        free[field] = frozenset(f"{got[j].mention.start}-{got[j].mention.end}" for j in neutral)
    return verdicts, free


def _is_judged(gold: Gold, field: str) -> bool:
    if field == "titles":
        return not {"officials", "officials.titles"} & set(gold.unjudged)
    return field not in gold.unjudged


def _wanted(gold: Gold, field: str) -> Iterator[_Wanted]:
    """The mentions to be found, one for each span; required where any entry requires it."""
    merged: dict[tuple[str, int, int], _Wanted] = {}
    for entry, key, required, mentions in _gold_entries(gold, field):
        for m in mentions:
            must = required and m.required
            here = merged.setdefault((key, m.start, m.end), _Wanted(m, entry, must, key, frozenset()))
            here.required = here.required or must
            here.spans |= bounds_of(m)
    yield from merged.values()


def _gold_entries(gold: Gold, field: str) -> Iterator[tuple[str, str, bool, tuple[GoldMention, ...]]]:
    """Entry id, key, whether required, mentions."""
    if field == "titles":
        for official in gold.officials:
            yield official.id, "", official.required, said_once(official.titles)
    elif field in ("title", "published", "issuer"):
        single: Any = getattr(gold, field)
        if single is not None and single.mention is not None:
            yield field, "", single.required, (single.mention,)
    else:
        for entry in (e for e in getattr(gold, field) if getattr(e, "explicit", True)):
            values = entry.values if field == "fields" else ()
            yield entry.id, _key(field, entry), entry.required, (*entry.mentions, *values)


def _key(field: str, entry: Any) -> str:
    return str(getattr(entry, "number", None) or entry.letter) if field in BY_KEY_ALONE else ""


def _got(record: Record, field: str) -> list[_Got]:
    """The record's mentions of a field, each span once, in order; objectives only where they are named."""
    found: dict[tuple[str, int, int], _Got] = {}
    if field in BY_KEY_ALONE:
        pairs = [(_key(field, e), m) for e in getattr(record, field) if e.explicit for m in mentions_of(e)]
    else:
        pairs = [("", m) for m in mentions_in_field(record, field)]
    for key, mention in pairs:
        found.setdefault((key, mention.start, mention.end), _Got(mention, key))
    return sorted(found.values(), key=lambda g: (g.mention.start, g.mention.end, g.key))


def _span(got: _Got) -> Span:
    return got.mention.start, got.mention.end


def _meeting(wanted: Sequence[_Wanted], got: Sequence[_Got]) -> dict[tuple[int, int], int]:
    """How close the bounds are, of 1000, for each pair that shares a character and a key."""
    starts = [g.mention.start for g in got]
    longest = max((g.mention.end - g.mention.start for g in got), default=0)
    edges = {}
    for i, w in enumerate(wanted):
        first, last = min(s for s, _ in w.spans), max(e for _, e in w.spans)
        for j in range(bisect_left(starts, first - longest), bisect_left(starts, last)):
            if got[j].key == w.key and (close := max(_closeness(span, _span(got[j])) for span in w.spans)):
                edges[i, j] = close
    return edges


def _closeness(a: Span, b: Span) -> int:
    """Characters in common over characters in either, of 1000; at least 1 where they meet, 0 where not."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(1, _CLOSE * common // (max(a[1], b[1]) - min(a[0], b[0]))) if common > 0 else 0


def _neutral(gold: Gold, field: str, wanted: Sequence[_Wanted], got: Sequence[_Got]) -> frozenset[int]:
    """Positions in `got` of what is no false alarm even if it is not asked for."""
    open_spans = [(w.key, span) for w in wanted if not w.required for span in w.spans]
    around = [span for name in _CONTAINERS.get(field, ()) for span in _container_spans(gold, name)]
    out = set()
    for j, g in enumerate(got):
        start, end = _span(g)
        if any(key == g.key and s < end and start < e for key, (s, e) in open_spans) or any(
            s <= start and end <= e and e - s > end - start for s, e in around
        ):
            out.add(j)
    return frozenset(out)


def _container_spans(gold: Gold, name: str) -> Iterator[Span]:
    if name == "venues":
        groups = [place.mentions for place in gold.locations if place.type == "venue"]
    else:
        groups = [mentions for _, _, _, mentions in _gold_entries(gold, name)]
    for mention in (m for group in groups for m in group):
        yield from sorted(bounds_of(mention))


def _verdicts(
    level: Level,
    field: str,
    wanted: Sequence[_Wanted],
    got: Sequence[_Got],
    edges: dict[tuple[int, int], int],
    neutral: frozenset[int],
    claims: Sequence[Claim],
) -> Iterator[Verdict]:
    pairs = best_matching(
        {(i, j): (_REQUIRED if wanted[i].required else 0) + _PAIR + close for (i, j), close in edges.items()}
    )
    for i, w in enumerate(wanted):
        if not w.required:
            continue
        what = (_verdict_key(w.mention, w.key), w.mention.text, w.mention.start, w.mention.end, w.entry)
        if i in pairs:
            yield Verdict(level, field, "hit", *what, got[pairs[i]].mention.rule)
        else:
            yield Verdict(level, field, "miss", *what, *blame(w.mention.start, w.mention.end, claims))
    taken = set(pairs.values())
    for j, g in enumerate(got):
        if j not in taken and j not in neutral:
            m = g.mention
            key = _verdict_key(m, g.key)
            yield Verdict(level, field, "false", key, m.text, m.start, m.end, None, m.rule, f"read by {m.rule}")


def _verdict_key(mention: GoldMention | Mention, key: str) -> str:
    return f"{mention.start}-{mention.end}" + (f" {key}" if key else "")
