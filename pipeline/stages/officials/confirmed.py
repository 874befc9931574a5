"""Officials that a model confirms: a name beside a title that the grammar alone does not join to it."""

from __future__ import annotations

from collections.abc import Iterable

from ...finding import Finding
from ...values import Span
from .page import Page
from .person import Person
from .sheet import ARTICLES, Joined, Official
from .title import Title

_RULE = "officials.model"


def people_of(entities: Iterable[Finding]) -> tuple[Span, ...]:
    """Spans that the model takes for people, in text order."""
    return tuple((f.start, f.end) for f in entities if f.value.kind == "person")


def confirm(joined: Joined, page: Page, people: Iterable[Span]) -> None:
    """Join names without office, that the model takes for people, to the title right beside them, if it has no holder:
    'Haltern's mayor, A B', 'A B, director of the group'."""
    ends = dict.fromkeys(people)
    if not ends or not joined.titles:
        return
    before = {t.end: t for t in joined.titles if not t.plural}
    behind = {t.first: t for t in joined.titles if not t.plural}
    for person in joined.names:
        title = _beside(page, person, before, behind)
        if title is not None and person.words >= 2 and page.scan.span(person.start, person.stop) in ends:
            official = Official(person, _RULE)
            official.add(title, _RULE)
            joined.officials.append(official)
            joined.titles.remove(title)
            before.pop(title.end, None)
            behind.pop(title.first, None)
    holders = {o.person.start for o in joined.officials}
    joined.names[:] = [p for p in joined.names if p.start not in holders]


def _beside(page: Page, person: Person, before: dict[int, Title], behind: dict[int, Title]) -> Title | None:
    """The title before the name, with a comma or nothing between, or the one behind its comma."""
    first = person.first
    if first in before:
        return before[first]
    if page.key(first - 1) == "," and first - 1 in before:
        return before[first - 1]
    if page.key(person.end) != ",":
        return None
    k = person.end + 1
    return behind.get(k) or (behind.get(k + 1) if page.key(k) in ARTICLES else None)
