"""The page-furniture resource, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import field_validator

from ...models import Frozen
from ..loading import Resources
from ..values import Span

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
DATE_TOKEN = re.compile(
    rf"\b(?:{_MONTHS})\b\.?|\b{DAY_NAME}\b|\d+(?:st|nd|rd|th)?|\b(?:[ap]\.?m|gmt|utc|est|edt|time|hrs?|on)\b\.?", re.I
)
"""A month, weekday, number or clock word: what is left of a dateline without them is a place."""

DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?,?\s*(?:\d{{4}})?"
    rf"|(?:{_MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?|\d{{4}}[-./ ]\d{{2}}[-./ ]\d{{2}}\b"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})",
    re.I,
)
"""A calendar day in one of the shapes that datelines use."""

INLINE_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w.'’ ,/()-]{1,60}?[ ,(/]\s*(?:" + DATE.pattern + r")[^\n.]{0,25}?(?:\s[-–—]+\s|[–—]|:\s|\)\s*[-–—])"
    r"|(?!(?:on|in|at|by|from|since|until|before|after|last|this|next|"
    + DAY_NAME
    + r")\b)(?-i:[A-ZÀ-Þ][\w.'’-]*(?:\s(?:de|del|da|la|[A-ZÀ-Þ])[\w.'’-]*){0,3}),\s(?:"
    + DAY_NAME
    + r",?\s)?"
    r"(?:" + DATE.pattern + r"|(?-i:[A-Z][a-z]{2,9})\s\d{1,2},\s\d{4})\.\s?[-–—]{0,2}\s?(?=(?-i:[A-ZÀ-Þ“\"‘«]))",
    re.I,
)
"""'LIMA, 3 May 2031 - The two sides', 'Lima, May 3, 2031. The two sides'."""

_NEED_COLON = frozenset({"published", "byline", "audience_of_release", "page", "heading", "partners"})
_STAMP_LABEL = re.compile(r"([^\W\d_][^:\d\n]{2,30}?)\s*:\s*")
_HONORIFIC = re.compile(r"(?:H\.?\s?E\.?|Mr|Mrs|Ms|Miss|Dr|Prof|Hon|Eng|Amb|Gen|Col|Capt|Lt|Sgt|Sir|Dame|Shri|Smt)\b")


class ZoneResource(Frozen):
    """The file zones.yaml."""

    furniture: tuple[str, ...]
    separators: tuple[str, ...]
    notices: tuple[str, ...]
    stamps: tuple[str, ...]
    contacts: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
    distinctive: tuple[str, ...]
    dateline_words: tuple[str, ...]

    @field_validator("furniture", "separators", "notices", "stamps", "contacts")
    @classmethod
    def _patterns_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return patterns


class ZoneLexicon:
    """What the zone reader asks of a line. Lines longer than `longest` are never furniture."""

    longest = 700

    def __init__(self, resources: Resources) -> None:
        data = resources.load("zones.yaml", ZoneResource)
        self._furniture = _any(data.furniture)
        self._separators = _any(data.separators)
        self._notices = _any(data.notices)
        self._stamps = _any(data.stamps)
        self._contacts = _any(data.contacts)
        self._keys = dict(_labels(data.fields))
        self._distinctive = frozenset(data.distinctive)
        self._dateline = re.compile("|".join(rf"\b{re.escape(w)}\b" for w in data.dateline_words), re.I)

    def is_furniture(self, line: str) -> bool:
        """A menu, share bar, page number or fixed notice."""
        if len(line) > self.longest:
            return False
        return bool(self._furniture.fullmatch(line) or self._notices.match(line))

    def is_separator(self, line: str) -> bool:
        """A page number, a rule, 'END': what follows may still be the article."""
        return len(line) <= 200 and bool(self._separators.fullmatch(line))

    def is_stamp(self, line: str) -> bool:
        """A line that says when the page was published or changed."""
        return len(line) <= 120 and bool(self._stamps.fullmatch(line)) and bool(DATE.search(line))

    def head_stamp(self, line: str) -> Span | None:
        """The span of the value in a stamp with a label and a colon: 'Published: 3 May 2031'."""
        match = _STAMP_LABEL.match(line) if self.is_stamp(line) else None
        if match is None or self.field_key(match.group(1)) != "published":
            return None
        return match.end(), len(line)

    def names_a_person(self, line: str) -> bool:
        """Whether a line begins with an honorific."""
        return bool(_HONORIFIC.match(line))

    def opens_contacts(self, line: str) -> bool:
        """The first line of a block of contact details."""
        return bool(self._contacts.match(line, 0, 120))

    def field_key(self, label: str) -> str | None:
        """What a field's label means, or None if it is no known label."""
        return self._keys.get(" ".join(label.casefold().split()))

    def bare_key(self, line: str) -> str | None:
        """What a line means as a label without colon; None for labels that need one ('From', 'Published')."""
        key = self.field_key(line)
        return key if key not in _NEED_COLON or self.stands_alone(line) else None

    def stands_alone(self, label: str) -> bool:
        """Whether the label is a field's even without a colon."""
        return " ".join(label.casefold().split()) in self._distinctive

    def is_dateline(self, line: str) -> bool:
        """A line that holds a day and, beside it, at most a place name: 'Bern, 2018-09-27'."""
        if len(line) > 90 or not DATE.search(line):
            return False
        rest = DATE_TOKEN.sub(" ", self._dateline.sub(" ", DATE.sub(" ", line)))
        words = re.findall(r"\w[\w.'’]*", rest)
        return len(words) <= 4 and all(w[0].isupper() for w in words)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


def _labels(fields: Any) -> Iterator[tuple[str, str]]:
    for key, labels in fields.items():
        for label in labels:
            yield " ".join(label.casefold().split()), key
