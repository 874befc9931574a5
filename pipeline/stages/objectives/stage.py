"""Finds explicit mentions of the Compact's numbered objectives and of its guiding principles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...draft import Draft
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import ObjectiveValue, PrincipleValue
from .lexicon import ObjectiveLexicon
from .numbers import NUMBERED, numbers_of

_REACH = 1500
"""Characters before a mention in which the Compact's name still says what the objectives belong to."""
_OF = re.compile(r"\s?(?:[-–—:].{0,160}?)?\s?(?:of|under|in)\s+the\s+", re.S)
_PRINCIPLES_BEFORE = re.compile(
    r"\bprinciples?(?:,? (?:of|such as|including|namely|are|on)|:| [-–—])[^.;]{0,160}$", re.I
)
_PRINCIPLE_BEHIND = re.compile(r"[\s”\"'’]{1,3}(?:guiding )?principle\b", re.I)


@dataclass(frozen=True)
class _Contexts:
    """Where the text names the Compact (True) and where something else with numbered aims (False)."""

    offsets: list[int]
    compact: list[bool]

    def before(self, offset: int) -> bool | None:
        """What was last named within reach before `offset`; None where nothing was."""
        i = bisect_left(self.offsets, offset) - 1
        return self.compact[i] if i >= 0 and offset - self.offsets[i] <= _REACH else None


class ObjectiveStage(Stage):
    """'GCM Objective 23', 'Objectives 6, 18 and 21', official titles without number; page fields of objectives.

    All of it only in texts that name the Compact. Not: counts ('the 23 objectives'), SDG goals and targets,
    objectives of anything else.
    """

    name = "objectives"
    reads = frozenset[str]()
    writes = frozenset({"objective", "principle"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = ObjectiveLexicon(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Numbered mentions, titles, and the values of page fields."""
        if not any(word in draft.text for word in ("GCM", "ompact", "COMPACT")):
            return
        contexts: _Contexts | None = None
        for match in NUMBERED.finditer(draft.text):
            if draft.layout.zone_at(match.start()) == "furniture":
                continue
            if contexts is None:
                contexts = self._contexts(draft.text)
            yield from self._numbered(draft, match, contexts)
        yield from self._by_title(draft)
        yield from self._in_fields(draft)

    def _numbered(self, draft: Draft, match: re.Match[str], contexts: _Contexts) -> Iterator[Finding]:
        rule = self._belongs(draft, match, contexts)
        if rule is None:
            return
        numbers = tuple(n for n in numbers_of(match["numbers"]) if 1 <= n <= 23)
        if numbers:
            yield Finding("objective", match.start(), match.end(), rule, ObjectiveValue(numbers))

    def _belongs(self, draft: Draft, match: re.Match[str], contexts: _Contexts) -> str | None:
        """The rule that ties a numbered objective to the Compact, or None."""
        if match["owner"]:
            return "objectives.owner"
        before = re.search(r"([\w-]+)\s$", draft.text[max(0, match.start() - 30) : match.start()])
        if before and before.group(1).casefold() in self._lexicon.not_after:
            return None
        if of := _OF.match(draft.text, match.end(), match.end() + 200):
            named = self._lexicon.contexts.match(draft.text, of.end())
            if named is None:
                named = self._lexicon.contexts.search(draft.text, of.end(), min(len(draft.text), of.end() + 60))
            if named is not None:
                return "objectives.of_compact" if named["compact"] else None
        if _field_key(draft, match.start()) == "objectives":
            return "objectives.field"
        last = contexts.before(match.start())
        if last is not None:
            return "objectives.context" if last else None
        sentence = draft.layout.sentence_at(match.start())
        after = self._lexicon.contexts.search(draft.text, match.end(), max(sentence[1], match.end()))
        return "objectives.context" if after is not None and after["compact"] else None

    def _contexts(self, text: str) -> _Contexts:
        found = [(m.start(), m["compact"] is not None) for m in self._lexicon.contexts.finditer(text)]
        return _Contexts([offset for offset, _ in found], [compact for _, compact in found])

    def _by_title(self, draft: Draft) -> Iterator[Finding]:
        for match in self._lexicon.title_pattern.finditer(draft.text):
            number = self._lexicon.number_of_title(match.group())
            if number is not None and draft.layout.zone_at(match.start()) != "furniture":
                yield Finding(
                    "objective", match.start(), match.end(), "objectives.title", ObjectiveValue((number,)), rank=1
                )

    def _in_fields(self, draft: Draft) -> Iterator[Finding]:
        for page_field in draft.layout.fields:
            for start, end in page_field.value.values:
                words = draft.text[start:end]
                if page_field.value.key == "objectives":
                    number = self._lexicon.number_of_short(words)
                    if number is not None:
                        yield Finding(
                            "objective", start, end, "objectives.field_label", ObjectiveValue((number,)), rank=2
                        )
                elif page_field.value.key == "principles" and (letter := self._lexicon.letter_of(words)):
                    yield Finding("principle", start, end, "objectives.principle_field", PrincipleValue(letter))
        yield from self._principles(draft)

    def _principles(self, draft: Draft) -> Iterator[Finding]:
        """Principles by title, where the words before or behind call them principles of the Compact."""
        if "principle" not in draft.lower or not any(m["compact"] for m in self._lexicon.contexts.finditer(draft.text)):
            return
        for match in self._lexicon.principle_pattern.finditer(draft.text):
            letter = self._lexicon.letter_of(match.group())
            listed = _PRINCIPLES_BEFORE.search(draft.text, max(0, match.start() - 200), match.start())
            if letter and (listed or _PRINCIPLE_BEHIND.match(draft.text, match.end())):
                yield Finding(
                    "principle", match.start(), match.end(), "objectives.principle_title", PrincipleValue(letter)
                )


def _field_key(draft: Draft, offset: int) -> str | None:
    for page_field in draft.layout.fields:
        if any(start <= offset < end for start, end in page_field.value.values):
            return page_field.value.key
    return None
