"""Finds event names by their heads, codes and acronyms, and joins the mentions of one event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...draft import Draft
from ...editions import edition_of
from ...finding import Finding
from ...loading import Resources
from ...phrases import Phrase, Token, tokens_of
from ...stage import Stage
from ...values import EventValue, Span
from ...words import is_whole
from .bodies import MeetingBodies
from .candidate import Candidate
from .entities import join
from .happenings import Happenings, overlaps
from .judging import Judge
from .lexicon import EventLexicon
from .named_days import named_days
from .quoted import QuotedTitle, title_before, title_behind
from .standing import Standing
from .surroundings import Surroundings, told
from .titles import trimmed_headlines

_ACRONYM = re.compile(r"\s?\((?:[^()]{0,80}?[-–—]\s?)?([\"“']?)([A-Z][A-Za-z&0-9+-]{1,11})\1\)")
_REACH = 1500
"""Characters of a sentence that are read on either side of a head."""
_ARTICLE = re.compile(r"(?:(?i:the|a|an|this|that|its)|our)\s+")
_EDITION = re.compile(r"edition of (?:the )?", re.I)
"""'This year's edition of the Forum': without a number, no part of the name."""
_THEME = re.compile(r"\btheme (?:of|for) (?:the|this) $", re.I)
"""'The theme of the session "…"': the title is not the session's name."""
_MOST_SHOUTED = 4
_MOST_REPEATED = 20
_FEWEST_SPACES = 3
_MOST_NEAR = 6
_BODY = "events.body"
"""Of a name that turns out to be a body's; such findings are dropped, with all of that name."""
_REPEATED = frozenset({"events.proper_name", "events.told", "events.title"})
_POINTING = frozenset({"events.short_form", "events.numbered_form", "events.numbered_told", "events.next_told"})
_QUOTES = '"“«„‘'
_SHORT = frozenset({"events.short_form", "events.numbered_form"})


class EventStage(Stage):
    """Event names. Bodies, papers and standing processes are none, though their meetings are."""

    name = "events"
    reads = frozenset({"date", "location", "official"})
    writes = frozenset({"event"})

    def __init__(self, resources: Resources) -> None:
        self._lexicon = EventLexicon(resources)
        self._judge = Judge(self._lexicon)
        self._standing = Standing(self._lexicon.data)
        self._bodies = MeetingBodies(self._lexicon)
        self._happenings = Happenings(self._lexicon)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Full names, names by code or acronym, and short forms that point back ('the Forum')."""
        around = Surroundings.of(draft)
        found = [*trimmed_headlines(draft, list(self._by_head(draft, around))), *self._by_code(draft)]
        if sum(f.value.name.isupper() and " " in f.value.name for f in found) > _MOST_SHOUTED and _is_all_capitals(
            draft.text
        ):
            found = [f for f in found if f.value.edition is not None or not f.value.name.isupper()]
        found = _without_bodies(found)
        found = self._with_happenings(draft, around, found)
        found += _in_small_letters(draft, found)
        yield from found
        yield from self._bodies.find(draft, around)
        yield from named_days(draft)
        yield from _by_acronym(draft, {f.value.acronym: f.value for f in found if f.value.acronym})

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Joins mentions of one event; drops short forms that point to nothing."""
        return join(draft, findings, self._lexicon) if findings else []

    def _with_happenings(self, draft: Draft, around: Surroundings, found: Sequence[Finding]) -> list[Finding]:
        """The findings and those of what a sentence tells as a happening, which are longer than a short form there."""
        names = sorted((f.start, f.end) for f in found if f.rule not in _SHORT)
        told_of = list(self._happenings.find(draft, around, names))
        taken = sorted([*names, *((f.start, f.end) for f in told_of)])
        told_of += [f for f in self._happenings.editions(draft) if not overlaps(taken, (f.start, f.end))]
        spans = sorted((f.start, f.end) for f in told_of)
        return [f for f in found if f.rule not in _SHORT or not overlaps(spans, (f.start, f.end))] + told_of

    def _by_head(self, draft: Draft, around: Surroundings) -> Iterator[Finding]:
        sentences = iter(draft.layout.sentences)
        sentence = next(sentences, None)
        tokens: tuple[tuple[int, int], list[Token], int] | None = None
        for head in self._lexicon.heads.spans(draft.lower):
            while sentence is not None and sentence[1] <= head[0]:
                sentence = next(sentences, None)
            if sentence is None:
                break
            kind = self._lexicon.kind(draft.lower[head[0] : head[1]])
            if draft.text[head[0]].islower() and kind in self._lexicon.capital_only:
                continue
            if head[0] < sentence[0] or not told(draft, head[0]):
                continue
            if tokens is None or tokens[0] != sentence or head[1] > tokens[2]:
                low, high = max(sentence[0], head[0] - _REACH), min(sentence[1], head[1] + _REACH)
                tokens = (sentence, tokens_of(draft.text, low, high), high if high < sentence[1] else high + 1)
            yield from self._at_head(draft, head, kind, tokens[1], around)

    def _by_code(self, draft: Draft) -> Iterator[Finding]:
        if not any(cue in draft.text for cue in self._lexicon.code_cues):
            return
        for match in self._lexicon.codes.finditer(draft.text):
            if not told(draft, match.start()):
                continue
            code = match.group()
            number = re.search(r"\d{1,2}$", code)
            series = self._lexicon.series(code, code)
            value = EventValue(-1, "conference", code, code, int(number.group()) if number else None, series)
            yield Finding("event", match.start(), match.end(), "events.code", value)

    def _at_head(
        self, draft: Draft, head: tuple[int, int], kind: str, tokens: list[Token], around: Surroundings
    ) -> Iterator[Finding]:
        indexes = [i for i, t in enumerate(tokens) if t.start < head[1] and t.end > head[0]]
        if not indexes or tokens[indexes[0]].low.split("-")[0].endswith("'s") or around.blocked(tokens[indexes[0]]):
            return
        if around.in_venue(head[0]):
            return
        first, last = indexes[0], indexes[-1]
        compounds = self._lexicon.data.compounds.get(kind, ())
        if first and tokens[first - 1].low in compounds and draft.text[tokens[first - 1].end : head[0]].isspace():
            first -= 1
        singular = not self._lexicon.is_plural(draft.lower[head[0] : head[1]])
        grammar, heads = self._lexicon.grammar, self._lexicon.head_words
        phrase = Phrase(draft.text, tokens, first, last, grammar, heads, around.blocked, around.is_place)
        title, one = None, kind in self._lexicon.data.one_word_kinds
        if singular and not _THEME.search(draft.text, max(0, head[0] - 20), head[0]):
            title = title_behind(draft.text, head[1], one_word=one) or title_before(draft.text, head[0], one_word=one)
        if title is not None and kind not in self._lexicon.data.untitled_kinds:
            yield self._titled(draft, title, kind, tokens[phrase.left()], head)
            return
        if kind in self._lexicon.data.counted_kinds and _is_counted(draft.text, tokens, last):
            yield self._finding(draft, tokens[first].start, tokens[last + 1].end, kind, "events.counted")
            return
        if self._judge.is_something_else(draft.text, tokens, first, last, kind):
            return
        left, right = phrase.left(), phrase.right()
        if kind in self._lexicon.data.attended_kinds and left < first and tokens[first - 1].low in ("and", "&"):
            left = first  # 'New Rules and | Launch of the Registry'
        start, end = tokens[left].start, tokens[right].end
        if article := _ARTICLE.match(draft.text, start, end):
            start = article.end()
        end = _without_possessive(draft.text, start, end)
        if (edition := _EDITION.match(draft.text, start, end)) and edition.end() <= tokens[first].start:
            start = edition.end()
        name = " ".join(draft.text[start:end].split())
        candidate = Candidate(draft.text, tokens, left, first, last, right, kind, name)
        rule = self._judge.rule(candidate)
        if left < right and (self._lexicon.is_no_event(name) or self._standing.has_members(candidate)):
            rule = "events.attended" if rule is not None and self._standing.is_attended(candidate) else _BODY
        if rule is not None:
            yield self._finding(draft, start, end, kind, rule)

    def _titled(self, draft: Draft, title: QuotedTitle, kind: str, leftmost: Token, head: tuple[int, int]) -> Finding:
        """An event by its title in quotation marks: with the head where that is part of the name, alone where the
        head is in small letters."""
        text = draft.text
        if title.opens < head[0]:
            if self._lexicon.heads.find(draft.lower[title.start : title.end]):
                return self._finding(draft, title.start, title.end, kind, "events.title")
            return self._finding(draft, title.opens, head[1], kind, "events.titled_before")
        start = leftmost.start
        if article := _ARTICLE.match(text, start, head[0]):
            start = article.end()
        if text[head[0]].isupper() and not re.search(r"\w", text[head[1] : title.opens].replace("on", "")):
            return self._finding(draft, start, title.closes, kind, "events.titled")
        return self._finding(draft, title.start, title.end, kind, "events.title")

    def _finding(self, draft: Draft, start: int, end: int, kind: str, rule: str) -> Finding:
        name = " ".join(draft.text[start:end].split())
        acronym = _ACRONYM.match(draft.text, end)
        short = self._own_acronym(name, acronym.group(2)) if acronym else None
        series = self._lexicon.series(name, short)
        value = EventValue(-1, kind, name, short, edition_of(name), series, rule not in _POINTING)
        return Finding("event", start, end, rule, value, rank=1 if rule in _POINTING else 0)

    def _own_acronym(self, name: str, acronym: str) -> str | None:
        """The acronym, if its letters are those of words in the name among which is an event head; the acronym
        of the body that meets is not the event's."""
        letters = re.sub(r"[^A-Z]", "", acronym.upper())
        words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", name) if w[0].isupper()]
        initials = "".join(w[0] for w in words)
        at = initials.find(letters) if len(letters) > 1 else -1
        if at < 0:
            return None
        window = {w.casefold() for w in words[at : at + len(letters)]}
        known = self._lexicon.kind_of
        return acronym if any(w in known or w.removesuffix("s") in known for w in window) else None


def _by_acronym(draft: Draft, known: dict[str, EventValue]) -> Iterator[Finding]:
    """Later mentions of events by the acronym that the text itself gave them."""
    if not known:
        return
    words = re.compile(
        r"(?<![\w(])(?:" + "|".join(re.escape(a) for a in sorted(known, key=len, reverse=True)) + r")(?!\w)"
    )
    for match in words.finditer(draft.text):
        if not told(draft, match.start()):
            continue
        first = known[match.group()]
        value = EventValue(-1, first.kind, match.group(), match.group(), first.edition, first.series)
        yield Finding("event", match.start(), match.end(), "events.acronym", value, rank=2)


def _in_small_letters(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    """Where the text has a full name again with other capitals: 'the pre-budget meeting on ports'."""
    taken = sorted((f.start, f.end) for f in found)
    names = {draft.lower[f.start : f.end]: f for f in found if f.rule in _REPEATED and f.value.full}
    for words, known in list(names.items())[:_MOST_REPEATED]:
        at = draft.lower.find(words) if words.count(" ") >= _FEWEST_SPACES else -1
        while at >= 0:
            span = at, at + len(words)
            quoted = known.rule != "events.title" or draft.text[max(0, at - 1)] in _QUOTES
            if quoted and is_whole(draft.lower, *span) and _is_free(taken, span) and told(draft, at):
                value = replace(known.value, name=" ".join(draft.text[slice(*span)].split()))
                yield replace(known, start=at, end=span[1], rule="events.repeated", value=value)
            at = draft.lower.find(words, span[1])


def _is_free(taken: Sequence[Span], span: Span) -> bool:
    """Whether nothing that is taken reaches over a stretch; what lies inside gives way to the longer name."""
    near = taken[max(0, bisect_left(taken, (span[1], 0)) - _MOST_NEAR) : bisect_left(taken, (span[1], 0))]
    return all(end <= span[0] or (span[0] <= start and end < span[1]) for start, end in near)


def _without_bodies(found: Sequence[Finding]) -> list[Finding]:
    """The names without those of bodies, and without their short forms: a body in one place is one in another."""
    bodies = {f.value.name.casefold() for f in found if f.rule == _BODY}
    if not bodies:
        return list(found)
    words = (name.split() for name in bodies)
    forms = {" ".join(name[:n]) for name in words for n in range(1, len(name) + 1)}
    return [f for f in found if f.rule == "events.attended" or f.value.name.casefold() not in forms]


def _is_all_capitals(text: str) -> bool:
    """Whether a text is in capitals throughout, as telexes are, so that they say nothing of names."""
    sample = text[len(text) // 4 : len(text) // 4 + 2000]
    return sum(map(str.isupper, sample)) > 0.6 * max(1, sum(map(str.isalpha, sample)))


def _is_counted(text: str, tokens: Sequence[Token], last: int) -> bool:
    """'Round Table 3'."""
    if last + 1 >= len(tokens) or text[tokens[last].end : tokens[last + 1].start] != " ":
        return False
    return tokens[last + 1].text.isdigit() and len(tokens[last + 1].text) < 3


def _without_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end
