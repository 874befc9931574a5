"""Events as an iCalendar file (RFC 5545), one entry an event whose days are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ...models import EventEntry, Record
from .occasions import DUPLICATES, POINTS, Occasion, Release, Skipped, occasions, where_parts
from .target import Exported, ExportError, notes_of, whole_file

if TYPE_CHECKING:
    from icalendar import Event

_STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
"""What RFC 5545 calls a status. It has none for what was postponed; an unknown one is left out."""
_EPOCH = date(1970, 1, 1)
_A_REVISION = 100_000
"""More than the days from 1970 to 2243: a revision outweighs every day of publication."""
_MOST_RELEASES = 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HEAD = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//communique//communique//EN", "CALSCALE:GREGORIAN",
    "NAME:Events in press releases", "X-WR-CALNAME:Events in press releases",
)  # fmt: skip
_TIMELESS = "events left out, as no day is stated"
_VAGUE = "events left out, as only the month, the year or a vague time is known"
_NO_START = "events left out, as only the last day is stated"
_LAST_DAY = "events left out, as no day follows the last, and entries end before a day"
_OPEN = "entries with a first day only, as the last is not stated"
_DIFFER = "entries of events whose days releases give differently; the description has all"


def write_calendar(records: Iterable[Record], out: Path, *, revision: int = 0) -> Exported:
    """Write the events of `records` whose days are known to the iCalendar file `out`.

    UID and all else depend on the records alone. DTSTAMP is the day of the newest release, SEQUENCE its number since
    1970; `revision` (0 to 20,000) raises SEQUENCE for entries that were corrected since they were last given out.
    Refused, as `ExportError`: an environment without icalendar, a revision out of range.
    """
    try:
        import icalendar  # noqa: F401
    except ImportError as error:
        raise ExportError("iCalendar needs icalendar: pip install 'communique[exports]'") from error
    if not 0 <= revision <= 20_000:
        raise ExportError(f"revision {revision} is not between 0 and 20,000")
    written = 0
    left: Counter[str] = Counter()
    skipped = Skipped()
    with whole_file(out) as part, part.open("wb") as file:
        file.write("".join(f"{line}\r\n" for line in _HEAD).encode())
        for occasion in occasions(records, skipped):
            if reason := _reason_against(occasion.event):
                left[reason] += 1
                continue
            left[_OPEN] += occasion.event.end is None
            left[_DIFFER] += bool(occasion.days)
            file.write(_entry(occasion, revision).to_ical())
            written += 1
        file.write(b"END:VCALENDAR\r\n")
    left[DUPLICATES] += skipped.duplicates
    return Exported(written, "entries", notes_of(left))


def _reason_against(event: EventEntry) -> str | None:
    if event.start is None:
        return _NO_START if event.end else _TIMELESS
    if event.end == date.max:
        return _LAST_DAY
    return None if event.precision in ("day", None) else _VAGUE


def _entry(occasion: Occasion, revision: int) -> Event:
    from icalendar import Event

    event, newest = occasion.event, occasion.newest or _EPOCH
    entry = Event()
    entry.add("uid", str(occasion.uuid))
    entry.add("dtstamp", datetime.combine(newest, time(), UTC))
    entry.add("sequence", revision * _A_REVISION + max((newest - _EPOCH).days, 0))
    entry.add("dtstart", event.start)
    if event.end:
        entry.add("dtend", event.end + timedelta(days=1))  # exclusive
    entry.add("summary", _clean(event.name))
    if event.status in _STATUS:
        entry.add("status", _STATUS[event.status])
    entry.add("x-communique-status", event.status)
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", _categories(occasion))
    if where := where_parts(event, occasion.place):
        entry.add("location", _clean(", ".join(where)))
    place = occasion.place
    if place and place.type in POINTS and place.latitude is not None and place.longitude is not None:
        entry.add("geo", (place.latitude, place.longitude))
    if url := next((r.url for r in reversed(occasion.releases) if r.url), None):
        entry.add("url", url)
    entry.add("description", _clean(_description(occasion)))
    return entry


def _categories(occasion: Occasion) -> list[str]:
    numbers = sorted({n for release in occasion.releases for n in release.objectives})
    return [_clean(occasion.event.kind), *(f"GCM objective {n}" for n in numbers)]


def _description(occasion: Occasion) -> str:
    event = occasion.event
    lines = [f"Status: {event.status}"] if event.status in ("planned", "postponed", "cancelled") else []
    for words, names in (
        ("Organized by", [p.name for p in event.organizers]),
        ("Chaired by", [p.name for p in event.chairs]),
        ("Led to", [o.name for o in event.outcomes]),
        ("Also called", list(event.aliases)),
    ):
        if names:
            lines.append(f"{words}: {'; '.join(names)}")
    if event.end is None:
        lines.append("The last day is not stated.")
    if occasion.days:
        lines.append(f"Releases differ: {'; '.join(f'{start} to {end}' for start, end in occasion.days)}")
    newest = occasion.releases[::-1][:_MOST_RELEASES]
    lines += [_release_line(release) for release in newest]
    if len(occasion.releases) > _MOST_RELEASES:
        lines.append(f"and {len(occasion.releases) - _MOST_RELEASES} earlier releases")
    return "\n".join(lines)


def _release_line(release: Release) -> str:
    parts = (release.title, release.issuer, release.published and release.published.isoformat(), release.record_id)
    return "Source: " + ", ".join(" ".join(part.split()) for part in parts if part)


def _clean(text: str) -> str:
    """`text` without what RFC 5545 forbids in texts: control characters but tab and line feed."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
