"""The country of a venue that the text ties to no place: that of the city spoken of, or else of the publisher."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from .judge import Judged

_NEAR = 400
"""Characters, at the most, to a city in the same paragraph that a venue is taken to lie in."""
_ONCE = 2
"""Mentions of a country's cities, at the most, that say little where there are cities of others."""
_BESIDE = 24
"""The same to one that stands before it in the line above: 'Fasano, Italy', and below it the hotel."""


class Setting:
    """Looks round for the cities of a text. Built once a text."""

    def __init__(self, text: str, judged: Sequence[Judged], issuer: str | None) -> None:
        """Remember the cities that stand on their own."""
        self._text = text
        self._issuer = issuer
        self._cities = [j for j in judged if j.free and j.place.type == "city" and j.place.country]
        countries = {j.place.country for j in judged if j.free and j.place.country} | ({issuer} if issuer else set())
        self.only = countries.pop() if len(countries) == 1 else None
        self._starts = [j.hit.start for j in self._cities]

    def country(self, start: int, end: int) -> str | None:
        """Country of the span: of the last city before it in its sentence, of the issuer, or of the last city before it
        or the first behind in its sentence. Without any, that of the text's first city, if most are there.
        """
        i = bisect_left(self._starts, start)
        before = self._cities[i - 1] if i else None
        behind = self._cities[i] if i < len(self._cities) else None
        if before is not None and (
            self._is_near(before, start, end, ("\n", ". ")) or start - before.hit.end <= _BESIDE
        ):
            return before.place.country
        if self._issuer and (not self._cities or any(j.place.country == self._issuer for j in self._cities)):
            return self._issuer
        if before is not None and self._is_near(before, start, end, ("\n",)):
            return before.place.country
        if behind is not None and self._is_near(behind, start, end, ("\n", ". ")):
            return behind.place.country
        countries = Counter(j.place.country for j in self._cities).most_common(2)
        first = self._cities[0].place.country if self._cities else None
        clear = len(countries) < 2 or (countries[0][0] == first and countries[0][1] > _ONCE)
        return first if clear else None

    def _is_near(self, j: Judged, start: int, end: int, borders: Sequence[str]) -> bool:
        first, last = (j.hit.end, start) if j.hit.end <= start else (end, j.hit.start)
        return last - first <= _NEAR and all(self._text.find(b, first, max(first, last)) < 0 for b in borders)
