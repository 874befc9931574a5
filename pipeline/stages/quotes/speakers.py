"""Who says it: the official before or behind a verb of saying, or whom a pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ...draft import Draft
from ...finding import Finding
from .lexicon import QuoteLexicon

_TITLE_GAP = 160
"""Characters of titles and bodies that may stand between an official and the verb."""
_BACK = 700
"""Characters before a pronoun within which an official is whom it stands for."""
_NOUN = re.compile(r"\b[Tt]he\s((?:[A-Za-z-]+\s){1,5})(?:(?:has|had|also|further)\s)?$")
_TITLE = re.compile(r"\s{0,2}(?:[Tt]he\s)((?:[A-Za-z-]+\s?){1,5})")
_INITIAL = re.compile(r"\b[A-Z]")
_OPENING = re.compile(r"(?:He|She|They)\s")
_MOST_BACK = 12
"""Officials before a title that are asked whether it is theirs."""


@dataclass(frozen=True)
class Speakers:
    """A document's officials, asked who speaks at a place."""

    draft: Draft
    officials: list[Finding]
    starts: list[int]
    lexicon: QuoteLexicon

    @classmethod
    def of(cls, draft: Draft, lexicon: QuoteLexicon) -> Speakers:
        """The officials of the article; those in page fields, furniture and contact blocks say nothing."""
        found = [f for f in draft.get("official") if draft.layout.zone_at(f.start) in ("body", "title", "dateline")]
        return cls(draft, found, [f.start for f in found], lexicon)

    def before(self, verb: int) -> Finding | None:
        """Who says what the verb at offset `verb` introduces."""
        start = self.draft.layout.sentence_at(verb)[0]
        lead = self.draft.text[max(start, verb - 70) : verb]
        if self.lexicon.pronoun.search(lead) and not lead.rstrip().endswith("who"):
            return self._last(verb, start)
        k = bisect_left(self.starts, verb) - 1
        if k >= 0 and self.starts[k] >= start and verb - self._end(self.officials[k]) <= _TITLE_GAP:
            return self.officials[k]
        if noun := _NOUN.search(lead):
            return self.by_title(noun.group(1), verb)
        return self._last(verb, start) if _OPENING.match(self.draft.text, start) else None

    def by_title(self, words: str, offset: int) -> Finding | None:
        """Whom a title stands for that is used in place of a name: the last one who bears it."""
        nouns = words.lower().split()
        if not nouns:
            return None
        k = bisect_left(self.starts, offset)
        for official in reversed(self.officials[max(0, k - _MOST_BACK) : k]):
            titles = " ".join(self.draft.text[a:b] for a, b in official.value.titles)
            if _bears(titles, nouns, words.rstrip().rpartition(" ")[2]):
                return official
        return self.last(offset) if nouns[-1] in self.lexicon.persons else None

    def behind(self, start: int, reach: int = 120, *, lines: bool = False) -> Finding | None:
        """The official who is named next: 'said Ms. Roe'; `lines`: wherever the sentence ends."""
        stop = start + reach if lines else min(max(self.draft.layout.sentence_at(start)[1], start), start + reach)
        k = bisect_left(self.starts, start)
        return self.officials[k] if k < len(self.starts) and self.starts[k] < stop else None

    def said_by(self, start: int) -> Finding | None:
        """Who is named right behind a verb of saying, by name or title; or else who was named last."""
        if named := self.behind(start):
            return named
        title = _TITLE.match(self.draft.text, start)
        return self.by_title(title.group(1), start) if title else self.last(start)

    def last(self, offset: int) -> Finding | None:
        """The official named last before `offset`."""
        return self._last(offset, offset)

    def _last(self, offset: int, sentence: int) -> Finding | None:
        """Whom a pronoun at `offset` stands for: the first one named in the sentence before, or the one named last."""
        k = bisect_left(self.starts, sentence) - 1
        if k < 0 or offset - self.starts[k] > _BACK:
            inside = bisect_left(self.starts, offset) - 1
            return self.officials[inside] if inside >= 0 and offset - self.starts[inside] <= _BACK else None
        return self.officials[k]

    def _end(self, official: Finding) -> int:
        end: int = max(official.end, official.value.extent[1])
        return end


def _bears(titles: str, nouns: list[str], last: str) -> bool:
    """Whether words that stand for somebody are of the titles: 'the Deputy Minister', 'the Acting PS'."""
    folded = titles.lower()
    if len(last) > 1 and last.isupper() and last in "".join(_INITIAL.findall(titles)):
        return len(nouns) < 2 or nouns[0] in folded
    return nouns[0] in folded and nouns[-1] in folded
