"""Verdicts on what entries mean (level `value`): one value an entry, however often it is mentioned.

Dates: first and last day. Locations: name and country. Events: name. Officials: name. Titles: the words, of the same
official. Organisations, instruments: a name or acronym. Objectives, principles: number, letter, named and not implied.
Quotes: the words, direct or not. Page fields: label and values.

Matching is one to one and the best there is. What the gold does not require is neutral, and so is a value that nothing
but neutral mentions show; a date without days makes no claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from ...models import Mention, Record
from ..gold.models import FieldName, Gold
from .attributes import key_of, read_attribute, said_once
from .entries import WHOLE, judge_attributes, judge_records
from .equality import Keys, found_keys, gold_keys, makes_a_claim, same_value, value_words
from .matching import best_matching
from .pairing import bounds_of, gold_names, mentions_of, paired
from .verdicts import Claim, Verdict, all_neutral, blame, false_alarm

_SINGLE = ("title", "published", "issuer")
_LISTS: tuple[FieldName, ...] = tuple(f for f in get_args(FieldName) if f not in (*_SINGLE, "warnings"))


def judge_values(record: Record, gold: Gold, neutral: Mapping[str, Keys], claims: Sequence[Claim]) -> Iterator[Verdict]:
    """Verdicts of the levels `value`, `record` and `attribute`.

    `neutral` holds, by field, the spans ('12-20') that the mention level found to be neither hit nor false alarm.
    """
    pairs: dict[str, dict[int, int]] = {f: paired(f, getattr(gold, f), getattr(record, f)) for f in _LISTS}
    names = gold_names(record, gold, pairs)
    for field in get_args(FieldName):
        if field == "warnings" or not gold.judges(field):
            continue
        if field in _SINGLE:
            yield from _judge_single(field, gold, record)
        else:
            yield from _judge_list(field, gold, record, names, neutral.get(field, frozenset()), claims)
            yield from judge_attributes(field, gold, record, pairs[field], names)


def _judge_single(field: FieldName, gold: Gold, record: Record) -> Iterator[Verdict]:
    wanted, got = getattr(gold, field), getattr(record, field)
    if wanted is not None and not wanted.required:
        return
    attribute = {"title": "text", "published": "date", "issuer": "name"}[field]
    shown = str(getattr(wanted or got, attribute, ""))
    where = getattr(wanted, "mention", None) or getattr(got, "mention", None)
    start, end = (where.start, where.end) if where else (None, None)
    read = getattr(got, "mention", None)
    rule = read.rule if read else None
    right = wanted and got and not read_attribute(wanted, got, attribute, {}).missing
    if wanted is not None:
        outcome: Any = "hit" if right else "miss"
        why = None if right else f"read as {getattr(got, attribute)!s}" if got else "nothing was read"
        yield Verdict("value", field, outcome, shown, shown, start, end, field, rule, why)
    if got is not None and not right and (wanted is not None or read is not None):  # metadata is no false alarm
        false = str(getattr(got, attribute))
        yield Verdict("value", field, "false", false, false, start, end, field, rule, f"read by {rule or 'metadata'}")


def _judge_list(
    field: FieldName, gold: Gold, record: Record, names: Mapping[str, str], neutral: Keys, claims: Sequence[Claim]
) -> Iterator[Verdict]:
    golds: Sequence[Any] = [g for g in getattr(gold, field) if getattr(g, "explicit", True)]
    founds = [f for f in getattr(record, field) if makes_a_claim(field, f)]
    equal = same_value(field)
    keyed = [(gold_keys(field, g), g) for g in golds]
    edges = {
        (i, j): (1_000_000 if g.required else 0) + (1 if all_neutral(f, neutral) else 10)
        for j, f in enumerate(founds)
        for own in (found_keys(field, f),)
        for i, (keys, g) in enumerate(keyed)
        if equal(field, g, f, keys, own)
    }
    pairs = best_matching(edges)
    yield from _value_verdicts(field, golds, founds, pairs, neutral, claims)
    if field in WHOLE:
        yield from judge_records(field, gold, founds, pairs, names, neutral)
    if field == "officials" and "officials.titles" not in gold.unjudged:
        yield from _title_verdicts(golds, founds, pairs, neutral, claims)


def _value_verdicts(
    field: str,
    golds: Sequence[Any],
    founds: Sequence[Any],
    pairs: Mapping[int, int],
    neutral: Keys,
    claims: Sequence[Claim],
) -> Iterator[Verdict]:
    for i, g in enumerate(golds):
        if not g.required:
            continue
        first = next(m for m in g.mentions if m.required)
        words = value_words(field, g)
        what = (words, f"{first.text} = {words}", first.start, first.end, g.id)
        if i in pairs:
            yield Verdict("value", field, "hit", *what, mentions_of(founds[pairs[i]])[0].rule)
        else:
            yield Verdict("value", field, "miss", *what, *blame(first.start, first.end, claims))
    taken = set(pairs.values())
    for j, f in enumerate(founds):
        if j not in taken and not all_neutral(f, neutral):
            yield false_alarm("value", field, f, value_words(field, f))


def _title_verdicts(
    golds: Sequence[Any],
    founds: Sequence[Any],
    pairs: Mapping[int, int],
    neutral: Keys,
    claims: Sequence[Claim],
) -> Iterator[Verdict]:
    """Titles, each with its official: a right title of a person who was not found, or of another, is none."""
    taken = set(pairs.values())
    for i, g in enumerate(golds):
        wanted = said_once(g.titles)
        got = founds[pairs[i]].titles if i in pairs else ()
        keys = [frozenset(key_of(s.text) for s in (t, *t.also)) for t in wanted]
        titles = best_matching(
            {
                (k, n): 2 if wanted[k].required else 1
                for k in range(len(wanted))
                for n, title in enumerate(got)
                if key_of(title.text) in keys[k]
            }
        )
        for k, t in enumerate(wanted if g.required else ()):
            if t.required:
                hit = k in titles
                who = (got[titles[k]].mention.rule, None) if hit else blame(t.start, t.end, claims)
                what = (f"{g.name}: {t.text}", f"{g.name}: {t.text}", t.start, t.end, g.id)
                yield Verdict("value", "titles", "hit" if hit else "miss", *what, *who)
        open_keys = {key_of(v) for v in g.accept.get("titles", ()) if v}
        open_spans = [span for t in wanted for span in bounds_of(t) if not t.required]
        for n, title in enumerate(got if g.required else ()):
            m = title.mention
            free = key_of(title.text) in open_keys or any(s < m.end and m.start < e for s, e in open_spans)
            if n not in titles.values() and not free and f"{m.start}-{m.end}" not in neutral:
                yield _false_title(g.name, title)
    for j, f in enumerate(founds):
        if j not in taken and not all_neutral(f, neutral):
            yield from (_false_title(f.name, title) for title in f.titles)


def _false_title(name: str, title: Any) -> Verdict:
    m: Mention = title.mention
    words = f"{name}: {title.text}"
    return Verdict("value", "titles", "false", words, words, m.start, m.end, None, m.rule, f"read by {m.rule}")
