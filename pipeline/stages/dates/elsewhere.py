"""Days with the month in another language ('17-20 mai 2022', '5 de mayo de 2022'), the month read by dateparser.

English releases quote them, and pages of other languages carry them beside English text. The grammar sees where a
month must stand; only that word is asked for, so dateparser is neither loaded nor called for a text without such a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

_GAP = re.compile(
    r"(?<![\w.,/])(?:[12]?[0-9]|3[01])(?P<gap>(?:er|º|ª|\.)?[  ](?:de[  ]|d['’])?(?P<month>[^\W\d_]{3,14})\.?,?"
    r"[  ](?:del?[  ])?)(?:19|20)[0-9]{2}(?![\w/-])"
)
"""A number of a day, one word with what may stand around it, and a year."""

_ASKED = 50  # words a text may ask for: a text of nothing but unknown words is not worth a second of each

_SETTINGS: dict[str, Any] = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "RELATIVE_BASE": datetime(2000, 1, 1),
    "TIMEZONE": "UTC",
}

Gap = tuple[int, int, int]
"""Start and end of what stands between day and year, and the number of the month that it names."""


class OtherLanguages:
    """Months between a day and a year that `known` words (small letters) leave open.

    `languages` are tried in their order where the document declares none; a document in English asks for nothing.
    """

    def __init__(self, languages: Sequence[str], known: frozenset[str]) -> None:
        self._languages = tuple(languages)
        self._known = known

    def gaps(self, text: str, language: str | None, windows: Sequence[tuple[int, int]]) -> Iterator[Gap]:
        """Gaps in text order, each inside one of the windows."""
        declared = language.split("-")[0].lower() if language else None
        if declared == "en":
            return
        asked: set[str] = set()
        for start, end in windows:
            for match in _GAP.finditer(text, start, end):
                word = match["month"].lower()
                if word in self._known or (word not in asked and len(asked) == _ASKED):
                    continue
                asked.add(word)
                if month := _month(word, (declared,) if declared in self._languages else self._languages):
                    yield *match.span("gap"), month


@lru_cache(maxsize=4096)
def _month(word: str, languages: tuple[str, ...]) -> int | None:
    """1 to 12, None where the word is the name of no month in these languages."""
    data = _parser(languages).get_date_data(f"1 {word} 2000")
    return data.date_obj.month if data.date_obj is not None else None


@lru_cache(maxsize=64)
def _parser(languages: tuple[str, ...]) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(languages), settings=_SETTINGS, use_given_order=True, try_previous_locales=False
    )
