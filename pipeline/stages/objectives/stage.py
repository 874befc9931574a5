"""Finds explicit mentions of the Compact's numbered objectives and of its guiding principles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...draft import Draft
from ...editions import ORDINALS
from ...finding import Finding
from ...loading import Resources
from ...stage import Stage
from ...values import ObjectiveValue, PrincipleValue
from .belonging import Contexts, owner_behind
from .lexicon import ObjectiveLexicon
from .numbers import BY_ORDINAL, NUMBERED, OF_COMPACT_LIST, numbers_of
from .principles import find_principles

_WORD_BEFORE = re.compile(r"([\w-]+)\s$")
_TO_TITLE = re.compile(r"\s?[:,–—-]?\s?[(\[]?[“\"‘«]?\s?(?:to\s)?")
_CLOSING = {"(": ")", "[": "]", "“": "”", '"': '"', "‘": "’", "«": "»"}
_CUES = ("GCM", "Compact", "COMPACT", "global compact", " Pact", " PACT")
"""Without one of these the Compact is not named; a number with its official title may still stand."""


class ObjectiveStage(Stage):
    """'GCM Objective 23', 'Objectives 6, 18 and 21', official titles with and without number; page fields.

    Numbers count where the Compact is what they belong to, or with their official title. Not: counts ('the 23
    objectives'), SDG goals and targets, objectives of anything else.
    """

    name = "objectives"
    reads = frozenset[str]()
    writes = frozenset({"objective", "principle"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = ObjectiveLexicon(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Numbered mentions, titles, and the values of page fields; nothing in page furniture."""
        if not any(cue in draft.text for cue in _CUES):
            if "bjective " in draft.text and "igra" in draft.text:
                yield from self._numbered(draft, Contexts([], [], False))
            return
        contexts = Contexts.of(draft, self._lexicon)
        numbered = (*self._numbered(draft, contexts), *self._listed(draft), *self._by_ordinal(draft))
        yield from (f for f in numbered if draft.layout.zone_at(f.start) != "furniture")
        yield from self._by_title(draft)
        yield from self._in_fields(draft)
        yield from find_principles(draft, contexts, self._lexicon)

    def _numbered(self, draft: Draft, contexts: Contexts) -> Iterator[Finding]:
        found = [(m, tuple(n for n in numbers_of(m["numbers"]) if 1 <= n <= 23)) for m in NUMBERED.finditer(draft.text)]
        titles = [self._title_behind(draft.text, m.end()) for m, _ in found]
        titled = [t is not None and numbers == t[:1] for (_, numbers), t in zip(found, titles, strict=True)]
        contexts = contexts.with_own([m.start() for (m, _), own in zip(found, titled, strict=True) if own])
        for (match, numbers), title, own in zip(found, titles, titled, strict=True):
            rule = self._belongs(draft, match, contexts)
            if numbers and (rule or own):
                end = title[1] if title and own else match.end()
                rule = rule or "objectives.numbered_title"
                yield Finding("objective", match.start(), end, rule, ObjectiveValue(numbers))

    def _title_behind(self, text: str, end: int) -> tuple[int, int] | None:
        """The objective whose official title stands behind a number, and where it ends, closing bracket included."""
        lead = _TO_TITLE.match(text, end)
        if lead is None or lead.end() == end:
            return None
        match = self._lexicon.title_pattern.match(text, lead.end())
        number = self._lexicon.number_of_title(match.group()) if match else None
        if match is None or number is None:
            return None
        stop = match.end()
        for mark in reversed(re.findall(r"[(\[“\"‘«]", lead.group())):
            stop += text.startswith(_CLOSING[mark], stop)
        return number, stop

    def _belongs(self, draft: Draft, match: re.Match[str], contexts: Contexts) -> str | None:
        """The rule that ties a numbered objective to the Compact, or None."""
        if match["owner"]:
            return "objectives.owner"
        behind = owner_behind(draft, match.end(), self._lexicon)
        if behind is not None:
            return "objectives.of_compact" if behind else None
        before = _WORD_BEFORE.search(draft.text, max(0, match.start() - 30), match.start())
        if before and before.group(1).casefold() in self._lexicon.not_after:
            return None
        if _field_key(draft, match.start()) == "objectives":
            return "objectives.field"
        return "objectives.context" if contexts.owns(match.start()) else None

    def _listed(self, draft: Draft) -> Iterator[Finding]:
        """'the objectives of the GCM (5, 6 and 18)'."""
        for match in OF_COMPACT_LIST.finditer(draft.text):
            named = self._lexicon.contexts.match(draft.text, match.start("whose"))
            numbers = tuple(n for n in numbers_of(match["numbers"]) if 1 <= n <= 23)
            if named is not None and (named["compact"] or named["short"]) and numbers:
                span = match.span("numbers")
                yield Finding("objective", *span, "objectives.listed", ObjectiveValue(numbers))

    def _by_ordinal(self, draft: Draft) -> Iterator[Finding]:
        """'the sixth objective of the Global Compact for Migration'."""
        for match in BY_ORDINAL.finditer(draft.text):
            number = ORDINALS.get(match[1].casefold()) or int(re.sub(r"\D", "", match[1]) or 0)
            if 1 <= number <= 23 and owner_behind(draft, match.end(), self._lexicon):
                yield Finding("objective", *match.span(), "objectives.ordinal", ObjectiveValue((number,)))

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
                elif page_field.value.key == "principles":
                    yield from self._principle_field(draft, start, end)

    def _principle_field(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        for match in self._lexicon.principle_pattern.finditer(draft.text, start, end):
            if letter := self._lexicon.letter_of(match.group()):
                yield Finding("principle", *match.span(), "objectives.principle_field", PrincipleValue(letter))


def _field_key(draft: Draft, offset: int) -> str | None:
    for page_field in draft.layout.fields:
        if any(start <= offset < end for start, end in page_field.value.values):
            return page_field.value.key
    return None
