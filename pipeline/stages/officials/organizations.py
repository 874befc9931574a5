"""Bodies: those that officials belong to, bodies known by name, and names built like 'Ministry of X'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...finding import Finding
from ...values import OrganizationValue
from .lexicon import BODY, BODY_START, GOVERNMENT, HEAD, MODIFIER, PORTFOLIO, STANDING, STOP
from .page import Page
from .phrases import PhraseReader
from .scan import POSSESSIVE, WORD
from .wordlists import Body

_HOUSES = frozenset(("parliament", "senate", "assembly"))
_LONGEST_LEFT = 6
_HEADLINE = 6
"""Words in capitals on end that are a headline rather than the name of a body."""


def find_bodies(page: Page) -> Iterator[Finding]:
    """Bodies known by name and names that a word like 'Ministry' or 'Service' heads, as findings; they may overlap."""
    phrases = PhraseReader(page)
    marks = page.marks
    for i in [k for k in page.capitals if marks[k] & (STANDING | BODY_START)]:
        mark = marks[i]
        known = page.body_at(i)
        if known is not None:
            yield finding(page, i, known[0], "officials.known_body", known[1])
        if not mark & STANDING or (page.key(i) == "parliament" and page.key(i + 1) == "for"):
            continue  # 'Member of Parliament for Y' names a seat
        goes_on = page.key(i + 1) in ("of", "for", "on") and (not page.up(i + 1) or page.shouted(i + 1))
        body = _built(page, phrases, i) if goes_on else None
        if body is None and (not goes_on or _complete(page, i)):
            body = _ending(page, i)
        if body is not None:
            yield body


def _complete(page: Page, i: int) -> bool:
    """'Consular Department | of the Ministry': a name that needs no more, though 'of' follows."""
    mark = page.mark(i - 1)
    tells = page.up(i - 1) and mark & PORTFOLIO and not mark & MODIFIER and page.country_at(i - 1) is None
    return page.key(i) in _HOUSES or bool(tells)


def _built(page: Page, phrases: PhraseReader, i: int) -> Finding | None:
    """'Swiss Agency for Development': the head at token i, what is before it, and what it is of."""
    first = _left(page, i)
    noun = phrases.noun(first)
    if noun is not None and noun.end <= i + 1 and first < i:
        noun = phrases.noun(i)  # the words before, and the name from its head on
    if noun is None or noun.end <= i + 2 or noun.kind not in ("body", "unit"):
        return None
    if page.mark(i) & GOVERNMENT or page.up(noun.end - 1) or page.key(noun.end - 1) == ")":
        return finding(page, min(first, noun.first), noun.end, "officials.body_of", country=noun.country)
    return None


def _ending(page: Page, i: int) -> Finding | None:
    """'State Migration Service': a name that ends in its head."""
    if page.up(i + 1) and page.mark(i + 1) & (BODY | PORTFOLIO):
        return None
    first = _left(page, i)
    known = page.body_at(first)
    place = page.country_at(first)
    if (place is not None and place[0] == i + 1) or (known is not None and known[0] == i + 1):
        return None
    named = first < i and " ".join(page.scan.keys[first : i + 1]) not in page.lexicon.organizations.kinds
    if not named:
        return None
    if not page.mark(i) & GOVERNMENT and (not _tells(page, first, i) or _in_headline(page, first, i)):
        return None
    end = _with_acronym(page, i + 1)
    return finding(page, first, end, "officials.body_name")


def _tells(page: Page, first: int, i: int) -> bool:
    """Whether the words before the head say what the body is about, or there are several of them."""
    return i - first >= 2 or bool(page.mark(first) & PORTFOLIO)


def _in_headline(page: Page, first: int, i: int) -> bool:
    near = [
        k
        for k in range(max(0, first - _HEADLINE), min(page.scan.size, i + 1 + _HEADLINE))
        if page.scan.shapes[k] & WORD
    ]
    outside = [k for k in near if not first <= k <= i]
    return bool(outside) and sum(1 for k in outside if page.up(k)) * 4 >= len(outside) * 3


def _with_acronym(page: Page, end: int) -> int:
    """Behind '(ABC)' after a name."""
    return end + 3 if page.key(end) == "(" and page.key(end + 2) == ")" and page.acronym(end + 1) else end


def find_acronyms(page: Page, found: Iterable[Finding]) -> Iterator[Finding]:
    """Mentions of the acronyms that the bodies in `found` go by on this page."""
    names: dict[str, OrganizationValue] = {}
    for body in found:
        value: OrganizationValue = body.value
        short = value.acronym or value.name
        own = " " not in short and short.upper() == short and short not in page.lexicon.acronyms and len(short) > 1
        if own and (short not in names or len(value.name) > len(names[short].name)):
            names[short] = value
    for i in page.capitals if names else ():
        known = names.get(page.scan.word(i))
        if known is not None:
            start, end = page.scan.span(i, i + 1)
            yield Finding("organization", start, end, "officials.acronym_of_body", known)


def _left(page: Page, i: int) -> int:
    """First of the capitalised words before a body's head that belong to it: 'Swiss | Agency'."""
    first = i
    while first > 0 and i - first < _LONGEST_LEFT:
        k = first - 1
        if page.scan.shapes[k] & POSSESSIVE and page.up(k - 1) and page.up(k - 2) and page.key(i) == "office":
            first = k - 1  # 'Public Defender's | Office'
            continue
        if not page.up(k):
            break
        mark = page.mark(k)
        if mark & STOP and not mark & (PORTFOLIO | MODIFIER | BODY) and not _in_names(page, k):
            break
        if mark & HEAD and not mark & (PORTFOLIO | MODIFIER):
            break
        first = k
    return first


def _in_names(page: Page, k: int) -> bool:
    return page.key(k) == "working" or page.country_at(k) is not None


def finding(
    page: Page, first: int, end: int, rule: str, body: Body | None = None, country: str | None = None
) -> Finding:
    """Tokens [first, end) as an organisation."""
    start, stop = page.scan.span(first, end)
    words = page.scan.text[start:stop]
    name = " ".join(words.split())
    acronym = body.acronym if body is not None else None
    if acronym is None and page.key(end - 1) == ")" and page.key(end - 3) == "(":
        acronym = page.scan.word(end - 2)
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
