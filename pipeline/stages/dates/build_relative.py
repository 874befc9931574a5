"""Builders of what counts from the day of writing or another date: today, last week, three days later."""

from __future__ import annotations

from collections.abc import Iterator

from .grammar import Hit
from .reading import Base, Part, Reading
from .slots import LEAP_YEAR, Built, year_in
from .spans import valid


def weekday_range(hit: Hit) -> Iterator[Built]:
    """'Monday to Thursday': days of one week, the second after the first."""
    w1, w2 = hit.value("w1"), hit.value("w2")
    yield hit.first, hit.last, Reading("weekday", Part(weekday=w1), Part(weekday=w2))


def deictic(hit: Hit) -> Iterator[Built]:
    """'today', 'this morning', 'the day after tomorrow'."""
    n = hit.value("t1") or 0
    side = hit.word("s1")
    n += {"before": -1, "after": 1}.get(side, 0)
    yield hit.first, hit.last, Reading("shift", unit="day", n=n)


def turns(hit: Hit) -> Iterator[Built]:
    """'last week', 'the following day', 'earlier this year'.

    'The following', 'the same' and the like count from the date mentioned before.
    """
    unit = hit.word("u1").replace("centuries", "century")
    side, turn = hit.word("s1"), hit.word("r1")
    if side:
        yield hit.first, hit.last, Reading("shift", unit=unit, n=1 if side == "after" else -1, base="before")
        return
    n = hit.value("r1") or 0
    from_before = turn in ("following", "previous", "same", "subsequent", "preceding", "prior") or (
        turn == "next" and hit.tokens.words(hit.first).lower() == "the" and unit == "day"
    )
    base: Base = "before" if from_before else "published"
    yield hit.first, hit.last, Reading("shift", unit=unit, n=n, base=base, edge=hit.value("e1"))


_SINGULAR = {"days": "day", "weeks": "week", "fortnight": "week", "months": "month", "years": "year",
             "decades": "decade", "centuries": "century"}  # fmt: skip


def weekend(hit: Hit) -> Iterator[Built]:
    """'the weekend': the one before or after the day of writing, as the sentence's tense says."""
    yield hit.first, hit.last, Reading("weekend")


_MOST = 1500  # units: no calendar year lies further back


def ago(hit: Hit) -> Iterator[Built]:
    """'three weeks ago': the day for days and weeks, the month or year for longer units."""
    n, word, side = hit.value("n1"), hit.word("u1"), hit.word("s1")
    if not n or n > _MOST:
        return
    unit = _SINGULAR.get(word, word)
    count = n * {"fortnight": 2, "decade": 10, "century": 100}.get(word if word == "fortnight" else unit, 1)
    unit = "year" if unit in ("decade", "century") else unit
    back = side in ("ago", "earlier", "before")
    base: Base = "before" if side in ("earlier", "later") else "published"
    shift = (hit.value("t1") or 0) if unit == "day" else 0
    exact = unit in ("day", "week")
    yield (
        hit.first,
        hit.last,
        Reading(
            "shift",
            unit=unit,
            n=(-count if back else count) + shift,
            base=base,
            whole=not exact,
            back=side in ("ago", "earlier") and unit == "year" and count == 1,
        ),
    )


def span(hit: Hit) -> Iterator[Built]:
    """'the past two years': from that many units before the day of writing up to it, or after it."""
    word = hit.word("u1")
    unit = _SINGULAR.get(word, word)
    n = hit.value("n1") if "n1" in hit.slots else 1
    turn = hit.value("r1") or 1
    if n and n <= 1000:
        yield hit.first, hit.last, Reading("span", unit=unit, n=n if turn > 0 else -n)


def weekdays(hit: Hit) -> Iterator[Built]:
    """A weekday alone or with last, this, next; 'Tuesday of next week' is a day of that week."""
    w1, turn = hit.value("w1"), hit.value("r1")
    in_week = any(hit.tokens.words(i).lower() == "week" for i in range(hit.first, hit.last))
    yield hit.first, hit.last, Reading("weekday", Part(weekday=w1, turn=turn), unit="week" if in_week else "")


def week_of(hit: Hit) -> Iterator[Built]:
    """'the week of 16 May'."""
    m1, d1 = hit.value("m1"), hit.value("d1")
    if m1 and d1 and valid(year_in(hit, "1") or LEAP_YEAR, m1, d1):
        yield hit.first, hit.last, Reading("week_of", Part(year_in(hit, "1"), m1, d1, turn=hit.value("r1")))
