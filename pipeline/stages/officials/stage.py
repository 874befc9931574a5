"""The stage that finds officials and the bodies that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from ....models import Document
from ...draft import Draft
from ...entities import ENTITY
from ...finding import Finding
from ...layout import Layout
from ...loading import Resources
from ...stage import Stage
from ...values import OfficialValue, Span
from .address import AddressReader
from .allegiance import Allegiance
from .confirmed import confirm, people_of
from .join import Joiner
from .lexicon import ALSO_NAME, BEFORE, SENSES, Lexicon
from .offices import Offices
from .organizations import find_acronyms, find_bodies, finding
from .page import Page
from .people import Clue, Coreference, Entity, TitleClue, name_parts, title_words
from .person import Person
from .roles import Roles
from .scan import BREAK
from .sheet import Joined, Official
from .title import Title

_IN = frozenset(("in", "at", "near", "to", ","))
_THINGS = frozenset(("administration", "regime", "government", "era", "family", "doctrine", "plan"))


class OfficialStage(Stage):
    """Labels 'official' and 'organization'. A person without any office, role or affiliation is none."""

    name: ClassVar[str] = "officials"
    reads: ClassVar[frozenset[str]] = frozenset({"location", "date", ENTITY})
    writes: ClassVar[frozenset[str]] = frozenset({"official", "organization"})

    def __init__(self, resources: Resources) -> None:
        """Load the word lists. Raises `ResourceError` if one is broken."""
        self._lexicon = Lexicon(resources)
        self._roles = Roles(resources)
        self._coreference = Coreference(self._lexicon)
        self._offices = Offices(resources)

    def find(self, draft: Draft) -> Iterable[Finding]:
        """Officials with their titles, words that may refer back to them, and bodies."""
        places = [(f.start, f.end, getattr(f.value, "country", None)) for f in draft.get("location")]
        page = Page(draft.text, self._lexicon, places)
        joined = Joiner(page).read()
        confirm(joined, page, people_of(draft.get(ENTITY)))
        maker = _Maker(page, draft.layout, self._roles, self._lexicon)
        found = [*maker.officials(joined), *maker.bodies(joined)]
        return [f for f in found if draft.layout.zone_at(f.start) != "furniture"]

    def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Join the mentions of each person; mentions of nobody in office are dropped."""
        clues = [(f.start, f.value) for f in findings if f.label == "official"]
        values: dict[int, OfficialValue] = {}
        entities = self._coreference.group(clues)
        allegiance = Allegiance(draft, entities)
        for entity in entities:
            values.update(_values(entity, draft.text, self._offices, *allegiance.of(entity)))
        kept = []
        for f in findings:
            if f.label != "official":
                kept.append(f)
            elif f.start in values:
                kept.append(Finding(f.label, f.start, f.end, f.rule, values[f.start], f.reject, f.rank))
        return kept


class _Maker:
    """Turns what the joiner reads into findings."""

    def __init__(self, page: Page, layout: Layout, roles: Roles, lexicon: Lexicon) -> None:
        self._page = page
        self._layout = layout
        self._roles = roles
        self._lexicon = lexicon
        self._addresses = AddressReader(page)

    def officials(self, joined: Joined) -> Iterator[Finding]:
        """Officials, and the names and titles that may be theirs."""
        known: set[str] = set()
        heads: set[str] = set()
        for official in joined.officials:
            if self._late(official):
                continue
            clue = self._clue(official)
            known.update(p for p in name_parts(clue.name) if len(p) > 1 and not self._lexicon.flags.get(p, 0) & BEFORE)
            heads.update(t.head for t in clue.titles)
            yield self._finding(official.person, official.rule, clue)
        for person in joined.names if known else ():
            if self._where(person):
                continue
            if not known.isdisjoint(name_parts(self._text(person))):
                yield self._finding(person, "officials.name_only", self._name_clue(person))
        yield from self._surnames(joined, known)
        for title in joined.titles:
            if not title.definite or title.plural or self._of_office(title):
                continue
            if self._head(title) in heads:
                yield self._title_only(title)

    def _where(self, person: Person) -> bool:
        """'held in Santiago': a settled place where something is, though a person is called so too."""
        page, i = self._page, person.start
        lone = person.honorific is None and person.stop == i + 1
        return lone and page.key(i - 1) in _IN and page.place_at(i) is not None

    def _of_office(self, title: Title) -> bool:
        """'Office of the Governor': a place, not the person."""
        page, k = self._page, title.first - 1
        return page.key(k) == "the" and page.key(k - 1) == "of" and page.key(k - 2) in ("office", "bureau", "residence")

    def _late(self, official: Official) -> bool:
        firsts = (official.person.first, *(t.first for t in official.titles))
        return any(self._page.key(first - 1) == "late" for first in firsts if first)

    def bodies(self, joined: Joined) -> Iterator[Finding]:
        """Bodies of officials and others, and the acronyms that these go by."""
        own = [o.body for o in joined.officials if o.body is not None]
        found = [finding(self._page, *body, "officials.body_of_official") for body in own]
        found.extend(find_bodies(self._page))
        found.extend(self._office_on_line(t) for t in joined.titles if self._of_office(t) and self._is_line(t))
        yield from found
        yield from find_acronyms(self._page, found)

    def _is_line(self, title: Title) -> bool:
        """Whether 'Office of the Minister for X' stands on a line of its own, or behind a label."""
        page, first = self._page, title.first - 3
        breaks = page.scan.shapes[title.end] & BREAK or title.end >= page.scan.size
        opens = page.scan.after_break(first) or page.key(first - 1) == ":"
        return bool(breaks and opens and title.complements and page.up(first) and page.up(title.head))

    def _office_on_line(self, title: Title) -> Finding:
        return finding(self._page, title.first - 3, title.end, "officials.office_of_title")

    def _text(self, person: Person) -> str:
        return " ".join(self._page.scan.slice(person.start, person.stop).split())

    def _finding(self, person: Person, rule: str, clue: Clue) -> Finding:
        start, end = self._page.scan.span(person.start, person.stop)
        return Finding("official", start, end, rule, clue)

    def _head(self, title: Title) -> str:
        key = self._page.key(title.head)
        return self._lexicon.singular.get(key, key).split("-")[-1]

    def _title_clue(self, title: Title) -> TitleClue:
        span = self._page.scan.span(title.start, title.stop)
        return TitleClue(span, title_words(self._page.scan.text[span[0] : span[1]]), self._head(title))

    def _clue(self, official: Official) -> Clue:
        page, person = self._page, official.person
        firsts = [person.first, *(t.first for t in official.titles)]
        ends = [person.end, *(t.end for t in official.titles)]
        if official.body is not None:
            firsts.append(official.body[0])
            ends.append(official.body[1])
        extent = page.scan.span(min(firsts), max(ends))
        titles = tuple(self._title_clue(t) for t in sorted(official.titles, key=lambda t: t.start))
        if not titles and person.rank is None and person.letters:
            titles = tuple(TitleClue(s, frozenset(), "") for s in person.letters)
        country, basis = official.country, official.basis
        for title in titles:
            if country is None:
                words = page.scan.text[title.span[0] : title.span[1]].casefold()
                country = self._lexicon.titles.national.get(words)
                basis = "national_title" if country is not None else basis
        return Clue(
            "official",
            self._text(person),
            extent,
            self._honorific(person) or self._style_before(official),
            titles,
            page.scan.span(*official.body) if official.body is not None else None,
            official.international,
            country,
            basis,
            self._role(extent, official.speaker),
        )

    def _honorific(self, person: Person) -> str | None:
        if person.honorific is None:
            return None
        return " ".join(self._page.scan.text[person.honorific[0] : person.honorific[1]].split())

    def _style_before(self, official: Official) -> str | None:
        """'H.E. | Ambassador A B': a style before the title that stands before the name."""
        before = [t.first for t in official.titles if t.end <= official.person.first]
        span = self._addresses.before(min(before)) if before else None
        return " ".join(self._page.scan.text[span[0] : span[1]].split()) if span is not None else None

    def _role(self, extent: Span, speaker: bool = False) -> tuple[str, ...]:
        roles = list(self._roles.of(self._page.scan.text, extent, self._layout.sentence_at))
        if speaker:
            roles.append("speaker")
        if self._layout.zone_at(extent[0]) == "contact":
            roles.append("contact")
        return tuple(dict.fromkeys(roles))

    def _name_clue(self, person: Person) -> Clue:
        extent = self._page.scan.span(person.first, person.end)
        return Clue("name", self._text(person), extent, self._honorific(person), roles=self._role(extent))

    def _surnames(self, joined: Joined, known: set[str]) -> Iterator[Finding]:
        """Single words that are part of an official's name and of no longer name."""
        if not known:
            return
        page = self._page
        taken: set[int] = set()
        for person in (*(o.person for o in joined.officials), *joined.names):
            taken.update(range(person.first, person.end))
        keys = page.scan.keys
        for i in [k for k in page.capitals if keys[k] in known]:
            key = keys[i]
            if i in taken or len(key) < 3:
                continue
            if page.mark(i) & SENSES & ~ALSO_NAME or page.up(i - 1) or page.up(i + 1):
                continue
            if key in page.scan.lower or page.country_at(i) is not None or page.key(i + 1) in _THINGS:
                continue
            extent = page.scan.span(i, i + 1)
            clue = Clue("name", page.scan.word(i), extent, roles=self._role(extent))
            yield Finding("official", *extent, "officials.surname", clue)

    def _title_only(self, title: Title) -> Finding:
        clue = self._title_clue(title)
        extent = self._page.scan.span(title.first, title.end)
        value = Clue("title", "", extent, titles=(clue,), country=title.country, roles=self._role(extent))
        return Finding("official", *clue.span, "officials.title_only", value)


def _values(
    entity: Entity, text: str, offices: Offices, country: str | None, basis: str | None
) -> dict[int, OfficialValue]:
    """The value of each mention of a person: titles and roles of the mention, the rest of the person."""
    clues = [c for _, c in sorted(zip(entity.positions, entity.clues, strict=True), key=lambda pc: pc[0])]
    honorific = next((c.honorific for c in clues if c.honorific), None)
    body = next((c.body for c in clues if c.body), None)
    titled = any(t.head for c in clues for t in c.titles)
    world = country is None and any(c.international for c in clues)
    values = {}
    for start, clue in zip(entity.positions, entity.clues, strict=True):
        titles = tuple(t.span for t in clue.titles if t.head or not titled)
        place = clue.body or body
        own = text[place[0] : place[1]] if place is not None else None
        values[start] = OfficialValue(
            entity.number,
            entity.name,
            clue.extent,
            clue.honorific or honorific,
            titles,
            clue.body or body,
            country,
            basis,
            clue.roles,
            tuple(offices.category(text[a:b], body=own, country=country, world=world) for a, b in titles),
        )
    return values


def read_officials(text: str, resources: Resources | None = None, layout: Layout | None = None) -> tuple[Finding, ...]:
    """Officials and bodies of a text by themselves, without the other stages.

    Example: `read_officials("Minister Jane Doe spoke.")[0].value.name == "Jane Doe"`.
    """
    from ...overlaps import settle
    from ...zones import ZoneReader

    resources = resources or Resources()
    stage = OfficialStage(resources)
    draft = Draft(Document(id="text", text=text), layout or ZoneReader(resources).read(text), {})
    by_label: dict[str, list[Finding]] = {}
    for f in stage.find(draft):
        by_label.setdefault(f.label, []).append(f)
    settled = [f for label in sorted(by_label) for f in settle(by_label[label])]
    return tuple(stage.resolve(draft, sorted(settled, key=lambda f: (f.start, f.end, f.label))))
