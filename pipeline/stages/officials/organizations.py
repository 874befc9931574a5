"""Bodies: those that officials belong to, bodies known by name, and names built like 'Ministry of X'."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from ...values import OrganizationValue
from .lexicon import BODY, BODY_START, GOVERNMENT, MODIFIER, PORTFOLIO, STOP, Body
from .page import Page
from .phrases import PhraseReader

_LONGEST_LEFT = 6


def find_bodies(page: Page) -> Iterator[Finding]:
    """Bodies known by name and bodies of government, as findings; they may overlap."""
    phrases = PhraseReader(page)
    marks = page.marks
    for i in [k for k in page.capitals if marks[k] & (GOVERNMENT | BODY_START)]:
        mark = marks[i]
        known = page.body_at(i)
        if known is not None:
            yield finding(page, i, known[0], "officials.known_body", known[1])
        if page.key(i) == "parliament" and page.key(i + 1) == "for":
            continue  # 'Member of Parliament for Y' names a seat
        if mark & GOVERNMENT and page.key(i + 1) in ("of", "for", "on"):
            first = _left(page, i)
            noun = phrases.noun(first)
            if noun is not None and noun.end > i + 2 and noun.kind in ("body", "unit"):
                yield finding(page, first, noun.end, "officials.body_of", country=noun.country)
        elif mark & GOVERNMENT:
            first = _left(page, i)
            kind = " ".join(page.scan.keys[first : i + 1]) in page.lexicon.organizations.kinds
            if first < i and not kind and not (page.up(i + 1) and page.mark(i + 1) & (BODY | PORTFOLIO)):
                yield finding(page, first, i + 1, "officials.body_name")


def _left(page: Page, i: int) -> int:
    """First of the capitalised words before a body's head that belong to it: 'Swiss | Agency'."""
    first = i
    while first > 0 and i - first < _LONGEST_LEFT and page.up(first - 1):
        mark = page.mark(first - 1)
        if mark & STOP and not mark & (PORTFOLIO | MODIFIER | BODY):
            break
        first -= 1
    return first


def finding(
    page: Page, first: int, end: int, rule: str, body: Body | None = None, country: str | None = None
) -> Finding:
    """Tokens [first, end) as an organisation."""
    start, stop = page.scan.span(first, end)
    words = page.scan.text[start:stop]
    name = " ".join(words.split())
    acronym = body.acronym if body is not None else None
    if acronym is None and page.key(end - 1) == ")" and page.key(end - 3) == "(":
        acronym = page.scan.words[end - 2]
        name = " ".join(page.scan.slice(first, end - 3).split())
    value = OrganizationValue(name, acronym, _kind(page, first, end, body), country or (body.country if body else None))
    return Finding("organization", start, stop, rule, value)


def _kind(page: Page, first: int, end: int, body: Body | None) -> str | None:
    if body is not None:
        return "international" if body.country is None else "government"
    for k in range(first, end):
        if page.mark(k) & GOVERNMENT:
            return page.key(k)
    return None
