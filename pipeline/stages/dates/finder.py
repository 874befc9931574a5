"""Text to date readings: lexer, grammar, builders, rejects, and the words at the edge of a mention."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from ...loading import ResourceError, Resources
from .build import BUILDERS
from .clocks import minutes_of
from .extension import Extension
from .grammar import FILE, Grammar, GrammarSpec
from .lexer import Lexer, Tokens
from .lexicon import Lexicon
from .reading import Reading
from .rejects import Rejects, RejectsSpec

_OPENING = {"since": "since", "after": "after", "until": "before", "by": "before", "before": "before"}


class Finder:
    """Finds date readings in a text. Built once, used for many texts."""

    def __init__(self, resources: Resources, more: Extension | None = None) -> None:
        self.lexicon = resources.load("dates.yaml", Lexicon)
        spec = resources.load(FILE, GrammarSpec)
        if more is not None:
            self.lexicon = self.lexicon.with_words(more.words)
            spec = spec.with_rules(more.groups, more.rules)
        self._lexer = Lexer(self.lexicon, more.seeds if more is not None else ())
        self._grammar = Grammar(spec, self.lexicon)
        for rule in self._grammar.rules:
            if rule.build not in BUILDERS:
                raise ResourceError(FILE, rule.id, f"there is no builder {rule.build!r}")
        rejects = resources.load("dates_rejects.yaml", RejectsSpec).rejects
        if more is not None:
            rejects = (*(r for r in rejects if r.id not in more.without_rejects), *more.rejects)
        self._rejects = Rejects(rejects)

    def find(self, text: str, language: str | None = None) -> Iterator[Finding]:
        """Findings whose value is a `Reading`; rejecting ones have none. They may overlap.

        `language` is the BCP 47 tag that the document declares, for months that are not English.
        """
        accepted: list[Finding] = []
        rejected: list[Finding] = []
        tokens = self._lexer.read(text, language)
        for hit in self._grammar.hits(tokens):
            for first, last, reading in BUILDERS[hit.rule.build](hit):
                start, end = tokens.starts[first], tokens.ends[last - 1]
                why = self._rejects.why(text, hit.rule.id, start, end)
                if why is None:
                    whole = _with_surroundings(reading, tokens, first, last)
                    accepted.append(Finding("date", start, end, f"dates.{hit.rule.id}", whole, rank=hit.rule.rank))
                else:
                    rejected.append(Finding("date", start, end, f"dates.reject.{why}", reject=True))
        yield from accepted
        yield from _not_inside(rejected, accepted)


def _not_inside(rejected: list[Finding], accepted: list[Finding]) -> Iterator[Finding]:
    """Rejects that are no part of an accepted finding: the year of '3 May 2024' is judged with its day."""
    if not rejected:
        return
    accepted_spans = sorted((f.start, -f.end) for f in accepted)
    reach, i = -1, 0
    for f in sorted(rejected, key=lambda f: (f.start, -f.end)):
        while i < len(accepted_spans) and accepted_spans[i] <= (f.start, -f.end):
            reach = max(reach, -accepted_spans[i][1])
            i += 1
        if reach < f.end:
            yield f


def _with_surroundings(reading: Reading, tokens: Tokens, first: int, last: int) -> Reading:
    """Add what stands right beside a mention: a clock time, or a word that leaves an end open."""
    if reading.kind not in ("calendar", "weekday", "weekend"):
        return reading
    before = _kind_before(tokens, first)
    after = tokens.kind(last) if last < len(tokens.codes) else "wall"
    if after == "onwards":
        return reading.with_open("after")
    if before in _OPENING and reading.b is None:
        reading = reading.with_open(_OPENING[before])
    if reading.clock or reading.a.day is None or reading.b is not None:
        return reading
    clock = _clock_beside(tokens, first, last)
    return reading._replace(clock=clock) if clock else reading


def _kind_before(tokens: Tokens, first: int) -> str:
    """The class of the token before a date, or before the clock time that belongs to it ('until 9 a.m. Tuesday')."""
    before = tokens.kind(first - 1) if first else "wall"
    return tokens.kind(first - 2) if before == "time" and first > 1 else before


def _clock_beside(tokens: Tokens, first: int, last: int) -> tuple[str, ...]:
    """Clock times right after ('5 May from 09:00 to 12:30') or before ('10:30 a.m. on 4 March')."""
    times: list[str] = []
    i = last
    while i < min(len(tokens.codes), last + 5) and len(times) < 2:
        kind = tokens.kind(i)
        if kind in ("time", "noon"):
            times.append(minutes_of(tokens, i))
        elif kind not in ("comma", "at", "from", "to", "until", "dash", "between", "and", "open", "on"):
            break
        i += 1
    i = first - 1
    while not times and i >= max(0, first - 3):
        kind = tokens.kind(i)
        if kind in ("time", "noon"):
            times.append(minutes_of(tokens, i))
        elif kind not in ("on", "comma", "of"):
            break
        i -= 1
    return tuple(t for t in times if t)
