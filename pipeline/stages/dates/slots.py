"""What the builders of readings share: slots of a match as years, turns and checked months."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .grammar import Hit
from .reading import Reading

Built = tuple[int, int, Reading]
"""First token, token behind the last, and what they say."""

Builder = Callable[[Hit], Iterator[Built]]

LEAP_YEAR = 2000  # stands in for a year that is not known, so that 29 February passes


def two_digit_year(near: int | None, digits: int) -> int:
    """'22' beside 2021 is 2022; alone, 00-69 are of this century, as POSIX reads them."""
    if near is None:
        return digits + (2000 if digits < 69 else 1900)
    year = near // 100 * 100 + digits
    return year if year >= near else year + 100


def year_in(hit: Hit, end: str) -> int | None:
    """The year of one end ('1' or '2') of a match, two digits made four."""
    year = hit.value(f"y{end}")
    if year is None and (short := hit.value(f"yy{end}")) is not None:
        return short if short > 99 else two_digit_year(None, short)
    return year


def is_verb(hit: Hit, year: int | None) -> bool:
    """Whether a month in small letters may be a verb or noun ('may', 'march'): it needs a year beside it."""
    for slot in ("m1", "m2"):
        word_at = hit.slots.get(slot)
        if word_at is not None and hit.tokens.kind(word_at) == "month_vague_low" and year is None:
            return True
    return False


def years_of_range(y1: int | None, y2: int | None, m1: int, m2: int, *, ranged: bool) -> tuple[int | None, int | None]:
    """Give both ends a year if one has it; December to January crosses into the next."""
    if not ranged or (y1 is None) == (y2 is None):
        return y1, y2
    if y1 is None and y2 is not None:
        return (y2 - 1 if m1 > m2 else y2), y2
    return y1, None if y1 is None else y1 + (m1 > m2)
