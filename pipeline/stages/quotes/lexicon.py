"""The words of saying, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....models import Frozen
from ...loading import Resources


class QuoteResource(Frozen):
    """The file quotes.yaml."""

    verbs: tuple[str, ...]
    participles: tuple[str, ...]
    with_listeners: frozenset[str]
    between: tuple[str, ...]
    begins: tuple[str, ...]
    names: tuple[str, ...]
    persons: tuple[str, ...]
    judging: tuple[str, ...]
    hopes: tuple[str, ...]
    never_begins: tuple[str, ...]
    auxiliaries: tuple[str, ...]


class QuoteLexicon:
    """Patterns around verbs of saying; each is matched within a window of bounded length."""

    def __init__(self, resources: Resources) -> None:
        data = resources.load("quotes.yaml", QuoteResource)
        verbs, participles = _any(data.verbs) + r"|put(?=\sit\b)", _any(data.participles)
        listeners = _any(data.with_listeners)
        object_ = r"(?:\s[\w'’.-]+){1,6}"
        between = rf"(?:,?\s(?:{_any(data.between)}|\w+ly)(?:\s[\w'’-]+){{0,6}},?)?"
        judging = _any(data.judging)
        self.verb = re.compile(rf"(?<![\w-])(?:{verbs}|{judging})(?![\w-])")
        self.judging = re.compile(
            rf"(?<![\w-])(?P<verb>{judging}|called|calls)\s(?:(?:[^\s.;“\"]+\s){{1,10}}as|as|it|this|(?:[^\s.;“\"]+\s){{2,8}}?)\s?$"
        )
        hope = rf"express(?:ed|es|ing)\s(?:the|his|her|their)\s(?:[\w-]+\s){{0,2}}(?:{_any(data.hopes)})"
        self.before_that = re.compile(
            rf"(?<![\w-])(?:(?P<hope>{hope})|(?P<listen>{listeners}){object_}|(?P<verb>{verbs}){between}|(?P<part>{participles}){between})"
            r"(?:,\s[^,.]{2,40},)?,?\s$"
        )
        # The letter stands first, with the look back behind it: so the engine skips from one to the next.
        words = r"(?:[^\s,.;:\"“”]+\s|[A-Z][a-z]{0,3}\.\s)"
        clause = rf"(?!(?:{_any(data.never_begins)})\s){words}{{1,7}}?(?:{_any(data.auxiliaries)})\s"
        self.saying = re.compile(rf"(?P<verb>s(?<![\w-].)(?:aid|tated|ays))\s(?=(?:{_any(data.begins)})\s|\d|{clause})")
        self.pronoun = re.compile(
            r"(?:^|[\s,“\"])(?:[Hh]e|[Ss]he|[Tt]hey|who)\s(?:(?:has|had|have|also|further|then)\s|\w+ly\s){0,2}$"
        )
        self.after_pronoun = re.compile(
            rf"[\s,.;–—-]{{0,5}}(?:as\s)?(?:he|she|they)\s(?:\w+ly\s)?(?P<verb>{verbs})(?!\w)"
        )
        self.after_verb = re.compile(rf"[\s,;–—-]{{0,5}}(?:(?:has|had|have)\s)?(?P<verb>{verbs})\s(?!that\b)")
        self.at_start = re.compile(rf"[\s,]{{0,3}}(?:(?:has|had|have|also|then)\s|\w+ly\s)?(?P<verb>{verbs})(?!\w)")
        self.by_title = re.compile(rf"[\s,]{{1,4}}(?:as\s)?the\s(?P<noun>(?:[\w-]+\s){{1,5}}?)(?P<verb>{verbs})(?!\w)")
        self.final = re.compile(rf",\s(?:(?:he|she|they)\s(?:\w+ly\s)?(?P<verb>{verbs})|(?P<said>said)(?=\s))")
        self.persons = frozenset(data.persons)
        self.goes_on = re.compile(
            rf",?\s(?:and|but)\s(?:(?:he|she|they|also|further)\s){{0,2}}(?:{verbs})(?!\w)|,\s(?:{participles})(?!\w)"
        )
        self.holds_name = re.compile(rf"(?:{_any(data.names)})(?:\s(?:of|is|was|as))?\s?[:,]?\s?$", re.I)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
