"""Finds what officials are quoted or reported to have said, in the sentence that names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ....models import Frozen
from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import QuoteValue

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,2000}?)[”\"»]")
_THAT = re.compile(r"[ ,]{1,3}(?:in \w+ \w+, |on \w+ \w+, )?that\s+")
_WORDS = re.compile(r"[^\W\d_]+")
_NEAR = 160
_GAP = 60


class QuoteResource(Frozen):
    """The file quotes.yaml."""

    verbs: tuple[str, ...]


class QuoteStage(Stage):
    """Direct quotes beside an official and a verb of saying; reported speech behind 'N said that'."""

    name = "quotes"
    reads = frozenset({"official"})
    writes = frozenset({"quote"})

    def __init__(self, resources: Resources) -> None:
        verbs = sorted(resources.load("quotes.yaml", QuoteResource).verbs, key=len, reverse=True)
        self._verbs = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, verbs)) + r")(?!\w)")

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Quoted words first: reported ones inside them lose by the rule of the longest."""
        officials = [f for f in draft.get("official") if draft.layout.zone_at(f.start) in ("body", "title")]
        if not officials:
            return
        starts = [f.start for f in officials]
        yield from self._direct(draft, officials, starts)
        yield from self._reported(draft, officials, starts)

    def _direct(self, draft: Draft, officials: list[Finding], starts: list[int]) -> Iterator[Finding]:
        for match in _QUOTED.finditer(draft.text):
            if len(_WORDS.findall(match.group(1))) < 5:
                continue
            near = self._speaker(draft.text, match, officials, starts)
            if near is not None:
                official, verb = near
                value = QuoteValue(official.value.entity, verb, direct=True)
                yield Finding("quote", match.start(1), match.end(1), "quotes.direct", value)

    def _speaker(
        self, text: str, match: re.Match[str], officials: list[Finding], starts: list[int]
    ) -> tuple[Finding, str] | None:
        """The official next to a quote, within reach and with a verb of saying between or beside them."""
        behind = bisect_left(starts, match.end())
        for k in (behind, bisect_left(starts, match.start()) - 1):
            if not 0 <= k < len(officials):
                continue
            official = officials[k]
            low, high = min(official.end, match.end()), max(official.start, match.start())
            if high - low > _NEAR:
                continue
            verb = self._verbs.search(text, low, min(len(text), high + (_GAP if k == behind else 0)))
            if verb is not None and "\n\n" not in text[low:high]:
                return official, verb.group()
        return None

    def _reported(self, draft: Draft, officials: list[Finding], starts: list[int]) -> Iterator[Finding]:
        for k, official in enumerate(officials):
            sentence = draft.layout.sentence_at(official.start)
            verb = self._verbs.search(draft.text, official.end, min(sentence[1], official.end + _GAP))
            if verb is None or (k + 1 < len(starts) and starts[k + 1] < verb.start()):
                continue
            that = _THAT.match(draft.text, verb.end())
            if that is None:
                continue
            end = sentence[1]
            while end > that.end() and draft.text[end - 1] in ".:;, ":
                end -= 1
            if end > that.end():
                value = QuoteValue(official.value.entity, verb.group(), direct=False)
                yield Finding("quote", that.end(), end, "quotes.reported", value, rank=1)
