"""The head of a page: which line is the headline, and which name the office, the kind of release, the way there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ..loading import Resources
from ..values import Span
from .lexicon import DATE, INLINE_DATELINE, ZoneLexicon
from .lines import Line
from .menus import CELLS, MENUS, Menus
from .offices import WORD, MastheadResource, OfficeNames

_BY = re.compile(r"(?:(?:issued|released|published|posted)\s+)?(?:by|from)\b\s*:?\s*(?:the\s+)?", re.I)
_LATE_BY = re.compile(r"\sby\s+(?:the\s+)?")
_ADDRESS = re.compile(r"\b(?:p\.?\s?o\.?\s+box|tel|phone|fax|e-?mail|www|http)\b|@", re.I)
_MOTTO = re.compile(r"(?:[^\W\d_]+(?:\s[^\W\d_]+){0,2})(?:\s*[-–—,;.]\s*[^\W\d_]+(?:\s[^\W\d_]+){0,2}){2}\.?")
_GOES_ON = re.compile(r"[*(]|(?:between|and|of|with|by)\b", re.I)
_SIDES = re.compile(r"\s*[|•·/]\s*|\s+[-–—>]\s+")
_KIND_BY = re.compile(r"(.{5,40}?)\s+(?:issued\s+)?(?:by|from|of)\s+(?:the\s+)?", re.I)
_PERSON = re.compile(
    r"(?:the\s+)?(?:(?:rt|right)\.?\s+)?(?:hon(?:ou?rable)?|sen(?:ator)?|h\.?\s?e|dr|mr|mrs|ms)\b.{3,50}", re.I
)
_HOLDER = re.compile(
    r"(?:(?:assistant|deputy|vice|prime|federal|cabinet|acting|first)\s+)*(?:minister|secretary|commissioner|governor|premier"
    r"|attorney[- ]general|ambassador)(?:\s+(?:of\s+state\s+)?(?:for|of|to)\s.{2,80})?",
    re.I,
)
"""'Minister for Immigration' on a line of its own below a name: whose release this is."""
_NUMBER = re.compile(
    rf"n(?:o|r|º|°)(?![^\W\d_])\s?[.:]?\s?[\w/-]{{0,12}}\d[\w/-]{{0,12}}\s?[,:]\s(?:{DATE.pattern}\s?,\s)?", re.I
)
"""'No: 43/22, 3 May 2031, ' in front of a headline."""
_DATED = re.compile(rf"[^\W\d_][\w ]{{2,30}}\s?:\s?(?:{DATE.pattern})\.?", re.I)
"""'Date of release: 3 May 2031'."""
_PRESS = re.compile(r"\b(?:press|media|information|public relations|public affairs|communications?|spokes\w+)\b", re.I)
_LONGEST = 400
"""Characters of the longest headline."""
_REACH = 24
"""Lines of a page, those of menus not counted, within which the headline is looked for."""
_MOST_LINES = 5
"""Lines that a headline may be broken over."""
_OPEN_ENDS = tuple(
    [w] for w in ("of", "the", "for", "and", "on", "in", "to", "with", "at", "by", "OF", "THE", "FOR", "AND")
)
_BELOW = 5
"""Lines below the headline in which an office that stands alone is the one that publishes."""

Role = Literal["menu", "kind", "office", "state", "address", "headline", "text"]


@dataclass(frozen=True)
class Masthead:
    """What the head of a page says: `title` is the headline, by its lines' index and by its span."""

    title: int | None = None
    span: Span | None = None
    issuer: Span | None = None
    lines: dict[int, Role] | None = None
    depth: int = 1  # lines that the headline is broken over

    @property
    def is_guess(self) -> bool:
        """Whether nothing but a letterhead or a kind of release could be taken for the headline."""
        return self.title is None or (self.lines or {}).get(self.title) != "headline"

    @cached_property
    def alone(self) -> frozenset[int]:
        """Lines that stand for themselves, whatever follows them without a blank line."""
        own = ("office", "state", "address")
        return frozenset(i for i, role in (self.lines or {}).items() if role in own and i != self.title)


class MastheadReader:
    """Reads heads of pages. Built once."""

    def __init__(self, resources: Resources, lexicon: ZoneLexicon) -> None:
        self._lexicon = lexicon
        data = resources.load("masthead.yaml", MastheadResource)
        self.offices = OfficeNames(data)
        self._home = data.home
        self._kinds = re.compile("|".join(f"(?:{k})" for k in data.kinds), re.I)
        self._menus = Menus(data, self._kinds)

    def read(self, lines: list[Line], free: list[bool]) -> Masthead:
        """The masthead. `free[i]`: line `i` is neither furniture nor a page field."""
        roles: dict[int, Role] = {}
        menu = self._menus.lines(lines)
        for i in [k for k in range(min(len(lines), MENUS)) if free[k] and k not in menu][:_REACH]:
            if self._lexicon.is_dateline(lines[i].text):
                continue
            roles[i] = self._role(lines[i], roles.get(i - 1) if not lines[i].gap else None)
            if roles[i] == "headline" and (_names_person(lines, i) or self._is_rubric(lines, i)):
                roles[i] = "address"
            if roles[i] == "headline" and _is_scrap(lines[i].text, passed=len(roles) > 1):
                roles[i] = "address"
            if roles[i] in ("headline", "text"):
                break
        roles |= {i: "menu" for i in menu if free[i]}
        title = self._headline(lines, dict(sorted(roles.items())))
        head = Masthead(title=title, lines={i: r for i, r in roles.items() if title is None or i <= title})
        if title is not None:
            number = _NUMBER.match(lines[title].text)
            behind = number.end() if number and self._may_be_headline(lines[title].text[number.end() :]) else 0
            depth = self._depth(lines, title) if roles.get(title) == "headline" else 1
            head = replace(head, span=(lines[title].start + behind, lines[title + depth - 1].end), depth=depth)
        return replace(head, issuer=self._issuer(lines, free, roles, title))

    def _role(self, line: Line, above: Role | None) -> Role:
        text = line.text
        if self._menus.is_one(text):
            return "menu"
        if len(text) <= 90 and self._kinds.fullmatch(text):
            return "kind"
        if _DATED.fullmatch(text):
            return "address"
        if above in ("office", "state", "address") and (_ADDRESS.search(text) or _MOTTO.fullmatch(text)):
            return "address"
        if self._lexicon.opens_contacts(text) or (above == "address" and _HOLDER.fullmatch(text)):
            return "address"
        if (name := self._office_of(text)) is not None:
            return "state" if self.offices.is_state(text[name[0] : name[1]]) else "office"
        if above in ("office", "state", "address") and self._goes_with_office(text):
            return "address"
        if len(text) <= 90 and self._is_kind_beside_labels(text):
            return "kind"
        if len(text) > _LONGEST or (len(text) > 90 and text[-1] in '."”' and INLINE_DATELINE.match(text)):
            return "text"
        return "headline"

    def _goes_with_office(self, text: str) -> bool:
        """Whether a line right below a letterhead is of it: its place, its motto, the rest of its name."""
        words = text.split()
        rest = text[:1].islower() and len(words) <= 12 and text[-1] not in ".:;"
        if text.count(",") > 1 and len(text) <= 120 and all(self.offices.says_nothing(p) for p in text.split(", ")):
            return True  # an address on one line
        return rest or (len(words) <= 4 and ("," in text or self.offices.says_nothing(text)))

    def _is_rubric(self, lines: list[Line], i: int) -> bool:
        """'Labour migration' above the headline: one or two words that say nothing, then a line that does."""
        text = lines[i].text
        if len(text) > 40 or ":" in text or len(WORD.findall(text)) > 2:
            return False
        if i + 2 >= len(lines) or not lines[i + 1].gap or not lines[i + 2].gap:
            return False
        below = lines[i + 1].text
        says_more = len(WORD.findall(below)) > 3 and below[-1] not in ".:;" and not self._lexicon.is_dateline(below)
        return says_more and self.offices.says_nothing(text) and self._office_of(below) is None

    def _office_of(self, text: str) -> Span | None:
        """The office that a line of the letterhead names, alone or beside the kind of release: 'Bureau of Aliens -
        Press release', 'Press release by the Ministry of Labour'."""
        if (name := self.offices.span(text)) is not None or len(text) > 130:
            return name
        if (by := _KIND_BY.match(text)) is not None and self._kinds.fullmatch(by[1]):
            return (by.end(), len(text)) if self.offices.span(text[by.end() :]) is not None else None
        sides = _SIDES.split(text)
        if len(sides) != 2 or not any(self._kinds.fullmatch(s) or s.casefold() in self._home for s in sides):
            return None
        office = next((side for side in sides if self.offices.span(side) is not None), None)
        return (text.index(office), text.index(office) + len(office)) if office is not None else None

    def _is_kind_beside_labels(self, text: str) -> bool:
        """'Press releases | Special Procedures': the kind of release, and labels that say nothing of the matter."""
        sides = [side for side in _SIDES.split(text) if side]
        kinds = [bool(self._kinds.fullmatch(side)) or self._menus.is_entry(side) for side in sides]
        return any(kinds) and all(
            kind or DATE.fullmatch(side) or self.offices.says_nothing(side)
            for side, kind in zip(sides, kinds, strict=True)
        )

    def _headline(self, lines: list[Line], roles: dict[int, Role]) -> int | None:
        """The first line that is nothing else; failing that, the kind of release; failing that, the first line."""
        best = next((i for i, role in roles.items() if role == "headline"), None)
        passed = [i for i, role in roles.items() if role in ("kind", "office", "state")]
        if best is None or (passed and not self._may_be_headline(lines[best].text)):
            kinds = [i for i in passed if roles[i] == "kind"]
            return next(iter(kinds or passed), None) if passed else best
        if roles.get(best - 1) == "kind" and not lines[best].gap:
            return self._behind_dateline(lines, best) or best
        return best

    def _may_be_headline(self, text: str) -> bool:
        """Whether a line under a letterhead is a headline, rather than the first sentence or a scrap."""
        words = [w for w in WORD.findall(text) if len(w) > 1]
        return (
            len(words) > 2
            and not _GOES_ON.match(text)
            and not (len(text) > (50 if text[-1] == ":" else 80) and text[-1] in ".:;")
        )

    def _depth(self, lines: list[Line], title: int) -> int:
        """How many lines a headline is broken over: those right below go on in its capitals or in the middle of it."""
        depth = 1
        for below in lines[title + 1 : title + _MOST_LINES]:
            above, text = lines[title + depth - 1].text, below.text
            goes_on = text[0].islower() or above[-1] in ",-–" or WORD.findall(above)[-1:] in _OPEN_ENDS
            if below.gap or len(text) > 100 or not (goes_on or (_is_shouted(above) and _is_shouted(text))):
                break
            if self._lexicon.is_dateline(text) or self._office_of(text) is not None or self._kinds.fullmatch(text):
                break
            depth += 1
        behind = title + depth
        # What runs on without a gap is a paragraph and no headline.
        return (
            depth if behind >= len(lines) or lines[behind].gap or self._lexicon.is_dateline(lines[behind].text) else 1
        )

    def _behind_dateline(self, lines: list[Line], first: int) -> int | None:
        """The headline of a page whose block at the top names the meeting: it stands behind the block's date."""
        for i in range(first + 1, min(first + 5, len(lines) - 1)):
            if self._lexicon.is_dateline(lines[i].text):
                below = lines[i + 1]
                return i + 1 if below.gap and self._may_be_headline(below.text) else None
        return None

    def _issuer(self, lines: list[Line], free: list[bool], roles: dict[int, Role], title: int | None) -> Span | None:
        """The office of the letterhead; else one that stands alone below the headline or behind 'By'."""
        above = [i for i, role in roles.items() if role in ("office", "state") and (title is None or i < title)]
        ministries = [i for i in above if roles[i] == "office"]
        for i in sorted(ministries, key=lambda i: bool(_PRESS.search(lines[i].text))) or above:
            start, end = self._office_of(lines[i].text) or (0, len(lines[i].text))
            return lines[i].start + start, lines[i].start + end
        if title is None:
            return None
        for i in range(min(len(lines), title + 1 + _BELOW)):
            if i > title and self._lexicon.opens_contacts(lines[i].text):
                break
            if i != title and len(lines[i].text) <= 160 and (found := self._beside(lines[i], free[i])) is not None:
                return found
        return None

    def _beside(self, line: Line, free: bool) -> Span | None:
        """An office on a line of its own, behind 'By', or in a cell beside the kind of release and the date."""
        by = _BY.match(line.text)
        begin = by.end() if by else 0
        if free and len(line.text.split()) > 2 and self.offices.span(line.text[begin:]) is not None:
            return line.start + begin, line.end
        for start, end in _cells(line.text):
            cell = line.text[start:end]
            by = _BY.match(cell)
            begin = start + (by.end() if by else 0)
            if (by or len(cell) < len(line.text)) and self.offices.span(line.text[begin:end]) is not None:
                return line.start + begin, line.start + end
        late = _LATE_BY.search(line.text) if DATE.search(line.text) else None
        if late is not None and self.offices.span(line.text[late.end() :]) is not None:
            return line.start + late.end(), line.end
        return None


def _is_shouted(text: str) -> bool:
    """Whether a line is in capitals but for a word or so ('MoU WITH IOM SIGNED')."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _names_person(lines: list[Line], i: int) -> bool:
    """Whether a line is the name of whoever publishes, with the office behind it or on the line right below."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    name, _, office = lines[i].text.partition(", ")
    if not office and below is not None and not below.gap:
        office = below.text
    return _PERSON.fullmatch(name) is not None and _HOLDER.fullmatch(office) is not None


def _is_scrap(text: str, *, passed: bool) -> bool:
    """Whether a short line is a code or an acronym, or, once the letterhead has begun, a place or a number."""
    words = text.split()
    if len(words) == 1:
        place = passed and text.isalpha() and text[0].isupper()
        return place or (text.isupper() and len(text) <= 12) or any(c.isdigit() for c in text)
    letters = [w for w in WORD.findall(text) if len(w) > 2 and not any(c.isdigit() for c in w)]
    return passed and len(text) <= 60 and len(letters) < 3 and not _GOES_ON.match(text)


def _cells(text: str) -> Iterator[Span]:
    start = 0
    for match in CELLS.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
