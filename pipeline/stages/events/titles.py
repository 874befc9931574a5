"""Names in headlines, where capitals say little, read by the names that the article gives the same event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...draft import Draft
from ...finding import Finding

_RUNS_OVER = re.compile(r",|\b(?:and|AND|of the|OF THE)\b")
"""In what a headline has before a known name: a sign that it is not part of the name."""
_FEWEST_WORDS = 3
_MOST_NAMES = 40
_NEAR = 300


def trimmed_headlines(draft: Draft, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; one in a headline that overlaps, there, a name known from the article is cut to that name."""
    names = _known_names(draft, findings)
    for finding in findings:
        yield _cut(draft, finding, names) if names and _in_headline(draft, finding) else finding


def _known_names(draft: Draft, findings: Sequence[Finding]) -> dict[str, Finding]:
    """Names of the article itself by their words in small letters, the longest first."""
    told = [f for f in findings if f.value.full and not _in_headline(draft, f)]
    names = {draft.lower[f.start : f.end]: f for f in told[:_MOST_NAMES] if len(f.value.name.split()) >= _FEWEST_WORDS}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _in_headline(draft: Draft, finding: Finding) -> bool:
    shouted = finding.value.name.isupper() and " " in finding.value.name
    return shouted or draft.layout.zone_at(finding.start) == "title"


def _cut(draft: Draft, finding: Finding, names: dict[str, Finding]) -> Finding:
    low, high = draft.layout.sentence_at(finding.start)
    low, high = max(low, finding.start - _NEAR), min(high, finding.end + _NEAR)
    line = draft.lower[low:high]
    for name, known in names.items():
        at = line.find(name)
        if at < 0 or not (low + at < finding.end and finding.start < low + at + len(name)):
            continue
        start, end = low + at, low + at + len(name)
        if finding.start <= start and not _RUNS_OVER.search(draft.text, finding.start, start):
            continue  # the headline's name is only fuller
        words = " ".join(draft.text[start:end].split())
        value = replace(finding.value, name=words, edition=known.value.edition, kind=known.value.kind)
        return replace(finding, start=start, end=end, rule=known.rule, value=value)
    return finding
