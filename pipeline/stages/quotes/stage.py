"""Finds what officials are quoted or reported to have said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import QuoteValue
from .attributed import between_dashes, signed_below
from .lexicon import QuoteLexicon
from .reported import reported
from .speakers import Speakers

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{8,2000}?)[”\"»]")
_WORDS = re.compile(r"[^\W_]+(?:['’-]\w+)*")
_TO_COMMA = re.compile(r"[^.“”\"]{0,120}?,\s")
_DIRECTLY = re.compile(r"(?:, [^.]{2,100},)? (?:has |had |have |also |then |\w+ly )?")
_SENTENCE_WORDS = 3
_FRAGMENT_WORDS = 6
_BEFORE = 200
"""Characters between a verb of saying and the quote that it introduces."""


@dataclass(frozen=True)
class _Attribution:
    speaker: Finding
    verb: str


class QuoteStage(Stage):
    """Direct quotes beside an official and a verb of saying, over a line with the name, or between dashes; reported
    speech: 'N said that', 'she added that', 'said the card ...', '..., he noted', 'According to N, ...'. Names and
    themes in quotation marks are no quotes."""

    name = "quotes"
    reads = frozenset({"official"})
    writes = frozenset({"quote"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = QuoteLexicon(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Direct quotes, and reported words that hold none."""
        speakers = Speakers.of(draft, self._lexicon)
        if not speakers.officials:
            return
        direct = list(self._direct(draft, speakers))
        direct.extend(between_dashes(draft, speakers, self._lexicon, [(f.start, f.end) for f in direct]))
        yield from direct
        yield from reported(draft, speakers, self._lexicon, [(f.start, f.end) for f in direct])

    def _direct(self, draft: Draft, speakers: Speakers) -> Iterator[Finding]:
        previous: tuple[int, _Attribution] | None = None
        for match in _QUOTED.finditer(draft.text):
            start, end = _trimmed(draft.text, *match.span(1))
            words = len(_WORDS.findall(draft.text, start, end))
            if words < _SENTENCE_WORDS or draft.layout.zone_at(start) not in ("body", "title"):
                continue
            after = self._after(draft, match.end(), speakers)
            found = after
            if found is None and words >= _FRAGMENT_WORDS:
                found = self._before(draft, match.start(), speakers) or self._going_on(draft, match.start(), previous)
            elif found is None and draft.text[start].islower():
                found = self._judged(draft, match.start(), speakers)
            if found is None:
                continue
            previous = (match.end(), found)
            value = QuoteValue(found.speaker.value.entity, found.verb, direct=True)
            yield Finding("quote", start, end, "quotes.direct", value)

    def _after(self, draft: Draft, end: int, speakers: Speakers) -> _Attribution | None:
        """'..., he noted', '..., said Ms. Roe', '..., Ms. Roe said', '..., the Minister said'."""
        text = draft.text
        if match := self._lexicon.after_pronoun.match(text, end, end + 60):
            return _made(speakers.last(end), match["verb"])
        if match := self._lexicon.after_verb.match(text, end, end + 40):
            return _made(speakers.said_by(match.end()), match["verb"])
        named = speakers.behind(end, 40)
        if named is not None and not text[end : min(named.start, named.value.extent[0])].strip(" ,–—-.as\n"):
            reach = max(named.end, named.value.extent[1])
            for begin in (named.end, reach):
                if match := self._lexicon.at_start.match(text, begin, begin + 60):
                    return _made(named, match["verb"])
            comma = _TO_COMMA.match(text, named.end)
            if comma and (match := self._lexicon.at_start.match(text, comma.end(), comma.end() + 40)):
                return _made(named, match["verb"])
        closed = text[end - 2] in ",.!?" or text[end : end + 1] == ","
        match = self._lexicon.by_title.match(text, end, end + 90) if closed else None
        if match:
            return _made(speakers.by_title(match["noun"], end), match["verb"])
        return _made(signed_below(draft, end, speakers), "")

    def _before(self, draft: Draft, start: int, speakers: Speakers) -> _Attribution | None:
        """A verb of saying in the same sentence before the quote, the nearest one."""
        begin = max(draft.layout.sentence_at(start)[0], start - _BEFORE)
        if self._lexicon.holds_name.search(draft.text[max(begin, start - 40) : start]):
            return None
        verbs = list(self._lexicon.verb.finditer(draft.text, begin, start))
        for verb in reversed(verbs):
            speaker = speakers.before(verb.start())
            if speaker is not None and '"' not in draft.text[verb.end() : start - 1]:
                return _Attribution(speaker, verb.group())
        return None

    def _judged(self, draft: Draft, start: int, speakers: Speakers) -> _Attribution | None:
        """A few words that say what somebody thinks of it: 'whom she described as "..."', 'called the rule "..."'."""
        begin = max(draft.layout.sentence_at(start)[0], start - _BEFORE)
        match = self._lexicon.judging.search(draft.text, begin, start)
        if match is None:
            return None
        speaker = speakers.before(match.start())
        if speaker is None or not self._lexicon.pronoun.search(draft.text, begin, match.start()):
            end = max(speaker.end, speaker.value.extent[1]) if speaker is not None else match.start()
            if not _DIRECTLY.fullmatch(draft.text, end, match.start()):
                return None
        return _made(speaker, match["verb"])

    def _going_on(self, draft: Draft, start: int, previous: tuple[int, _Attribution] | None) -> _Attribution | None:
        """A further quote right behind the sentence that says who speaks."""
        if previous is None or start - previous[0] > 250:
            return None
        sentences = draft.layout.sentences
        at = bisect_right(sentences, (previous[0] - 1, len(draft.text))) - 1
        ended = sentences[at][1] if at >= 0 else previous[0]
        gap = draft.text[max(ended, previous[0]) : start]
        return previous[1] if not gap.strip() and "\n\n" not in gap else None


def _made(speaker: Finding | None, verb: str) -> _Attribution | None:
    return _Attribution(speaker, verb) if speaker is not None else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The words without the white space and the punctuation at their ends that belongs to the sentence around."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;"):
        end -= 1
    return start, end
