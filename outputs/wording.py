"""Values in words for a person at a terminal, and strange texts made safe to print there."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ..models import EventEntry, OfficialEntry

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LINE_FEED = 0x0A


def _unsafe_characters() -> dict[int, int]:
    table = {code: 0x2400 + code for code in range(0x20) if code != _LINE_FEED}  # control pictures
    table[0x7F] = 0x2421
    hidden = [
        *range(0x80, 0xA0),
        0x61C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
    table |= dict.fromkeys([*hidden, *range(0xD800, 0xE000)], 0xFFFD)
    return table | {0x09: 0x20}


_VISIBLE = _unsafe_characters()


def visible(text: str) -> str:
    """`text` with nothing in it that a terminal would obey, and every offset as it was.

    Control characters become their pictures (ESC is '␛'), a tab a space; C1 controls, marks that turn the
    writing direction, Unicode line separators and lone surrogates become U+FFFD. Line feeds stay.
    """
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """`visible` text with runs of white space as one space, for a cell of a table."""
    return visible(" ".join(text.split()))


def period_words(start: date | None, end: date | None, precision: str | None = None) -> str:
    """Days as a person writes them: '4–7 Dec 2018', 'Mar 2024', 'from 2019'; '' where both ends are open.

    Whole months and years are named as such unless `precision` is 'day'.
    """
    if start is None or end is None:
        known = start or end
        return "" if known is None else f"{'from' if start else 'until'} {_day(known)}"
    if precision != "day" and start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _whole_months(start, end)
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _whole_months(start: date, end: date) -> str:
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    last = f"{_MONTHS[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = _MONTHS[start.month - 1]
    return f"{first}–{last}" if start.year == end.year else f"{first} {start.year} – {last}"


def where_words(event: EventEntry) -> str:
    """Where an event takes place: 'Palais des Congrès, Lomé, TG'; '' where the text does not say."""
    return ", ".join(one_line(part) for part in (event.venue, event.city, event.country) if part)


def event_notes(event: EventEntry) -> str:
    """Kind, status, chairs and outcomes of an event: 'forum · held · chaired by Benin · led to Lomé Call'."""
    notes = [one_line(event.kind)]
    if event.status != "unknown":
        notes.append(event.status)
    for words, names in (
        ("organized by", [p.name for p in event.organizers]),
        ("chaired by", [p.name for p in event.chairs]),
        ("led to", [o.name for o in event.outcomes]),
    ):
        if names:
            notes.append(f"{words} {', '.join(map(one_line, names))}")
    return " · ".join(notes)


def official_words(official: OfficialEntry) -> str:
    """A person with first title and organisation: 'Ana Souza, Minister of Labour (Ministry of Labour)'."""
    words = one_line(official.name)
    if official.titles:
        words += f", {one_line(official.titles[0].text)}"
    if official.organization:
        words += f" ({one_line(official.organization)})"
    return words
