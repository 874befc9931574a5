"""Publication days as files write them: ISO, mail and feed stamps, spelled-out English, numbers of seconds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz

from .html_meta import iso_day

_COMPACT = re.compile(r"\s*(\d{4})[/.]?(\d\d)[/.]?(\d\d)(?:[T\s]?[\d:.+Z -]{0,30})?\Z")
_SPELLED = re.compile(
    r"\s*(?:[a-z]{3,9}\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?)"
    r"[\s-]+(\d{4})(?:[\s,T].{0,40})?\Z",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1971  # what knows no date says 1970
_SECONDS = (31_536_000, 10_000_000_000)  # 1971 to 2286; thousandths of seconds beyond


def day_of(value: object) -> date | None:
    """The day that `value` means: a date, an ISO or mail stamp, '4 March 2021', seconds since 1970.

    The day is the one that is written, whatever its time zone. None for anything else, and for days that can
    be read in two ways ('04/03/2021').
    """
    if isinstance(value, datetime):
        return _late(value.date())
    if isinstance(value, date):
        return _late(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _of_seconds(value)
    if not isinstance(value, str) or not value.strip() or len(value) > 80:
        return None
    return iso_day(value) or _compact(value) or _spelled(value) or mail_day(value)


def mail_day(stamp: str) -> date | None:
    """The day of a mail's or feed's stamp (RFC 5322: 'Tue, 4 Mar 2021 10:00:00 +0100'), as written there."""
    if len(stamp) > 80:
        return None
    try:
        parts = parsedate_tz(stamp)
        return _late(date(parts[0], parts[1], parts[2])) if parts else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _late(day: date) -> date | None:
    return day if day.year >= _FIRST_YEAR else None


def _made(year: str, month: int, day: str) -> date | None:
    try:
        return _late(date(int(year), month, int(day)))
    except ValueError:
        return None


def _compact(text: str) -> date | None:
    found = _COMPACT.match(text)
    return _made(found[1], int(found[2]), found[3]) if found else None


def _spelled(text: str) -> date | None:
    found = _SPELLED.match(text)
    if found is None:
        return None
    name = (found[2] or found[3]).lower()
    if name[:3] not in _MONTHS:
        return None
    return _made(found[5], _MONTHS.index(name[:3]) + 1, found[1] or found[4])


def _of_seconds(value: float) -> date | None:
    seconds = value / 1000 if value >= _SECONDS[1] else value
    if not _SECONDS[0] <= seconds < _SECONDS[1]:
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))).date()
