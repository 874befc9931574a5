"""The head of a page: which line is the headline, and which name the office, the kind of release, the way there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ...models import Frozen
from ..loading import Resources
from ..values import Span
from .lexicon import DATE, ZoneLexicon
from .lines import Line

_WORD = re.compile(r"[^\W_][\w.'’&-]*|&")
_PARTS = re.compile(r"\s*[|,;•]\s*|\s+[-–—]\s+")
_CELLS = re.compile(r"\s*[|•·]\s*|\s{3,}|\t+")
_CRUMBS = re.compile(r"\s+(?:>>?|›|»|→|::)\s+")
_BY = re.compile(r"(?:(?:issued|released|published|posted)\s+)?(?:by|from)\b\s*:?\s*(?:the\s+)?", re.I)
_LATE_BY = re.compile(r"\sby\s+(?:the\s+)?")
_ADDRESS = re.compile(r"\b(?:p\.?\s?o\.?\s+box|tel|phone|fax|e-?mail|www|http)\b|@", re.I)
_MOTTO = re.compile(r"(?:[^\W\d_]+(?:\s[^\W\d_]+){0,2})(?:\s*[-–—,;.]\s*[^\W\d_]+(?:\s[^\W\d_]+){0,2}){2}\.?")
_GOES_ON = re.compile(r"[*(]|(?:between|and|of|with|by)\b", re.I)
_PRESS = re.compile(r"\b(?:press|media|information|public relations|public affairs|communications?|spokes\w+)\b", re.I)
_LOWER = frozenset({"of", "the", "for", "and", "on", "in", "to", "with", "at", "against", "&", "by", "de", "du", "da",
                    "do", "del", "la", "le", "des", "e", "y", "et", "under"})  # fmt: skip
_TAILS = frozenset({"of", "for", "on", "to", "against", "de", "du", "da", "do", "del", "della"})
_MOST_WORDS = 16
_LONGEST = 400
"""Characters of the longest headline."""
_REACH = 24
"""Lines of a page within which the headline is looked for."""
_BELOW = 5
"""Lines below the headline in which an office that stands alone is the one that publishes."""

Role = Literal["menu", "kind", "office", "state", "address", "headline", "text"]


class MastheadResource(Frozen):
    """The file masthead.yaml: words of letterheads."""

    offices: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]
    states: frozenset[str]
    kinds: tuple[str, ...]
    verbs: frozenset[str]
    nouns: frozenset[str]
    home: frozenset[str]


@dataclass(frozen=True)
class Masthead:
    """What the head of a page says: `title` is the headline, by its lines' index and by its span."""

    title: int | None = None
    span: Span | None = None
    issuer: Span | None = None
    lines: dict[int, Role] | None = None

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
        self._offices, self._states = data.offices, data.states
        self._names = data.names
        self._with_tail = data.offices | data.states | data.bodies
        self._others, self._home = data.verbs | data.nouns, data.home
        self._kinds = re.compile("|".join(f"(?:{k})" for k in data.kinds), re.I)

    def read(self, lines: list[Line], free: list[bool]) -> Masthead:
        """The masthead. `free[i]`: line `i` is neither furniture nor a page field."""
        roles: dict[int, Role] = {}
        for i in range(min(len(lines), _REACH)):
            if not free[i] or self._lexicon.is_dateline(lines[i].text):
                continue
            roles[i] = self._role(lines[i], roles.get(i - 1) if not lines[i].gap else None)
            if roles[i] == "headline" and _is_scrap(lines[i].text, passed=len(roles) > 1):
                roles[i] = "address"
            if roles[i] in ("headline", "text"):
                break
        title = self._headline(lines, roles)
        head = Masthead(title=title, lines={i: r for i, r in roles.items() if title is None or i <= title})
        if title is not None:
            head = replace(head, span=(lines[title].start, lines[title].end))
        return replace(head, issuer=self._issuer(lines, free, roles, title))

    def _role(self, line: Line, above: Role | None) -> Role:
        text = line.text
        if self.is_menu(text):
            return "menu"
        if len(text) <= 90 and self._kinds.fullmatch(text):
            return "kind"
        if above in ("office", "state", "address") and (_ADDRESS.search(text) or _MOTTO.fullmatch(text)):
            return "address"
        if above in ("office", "state", "address") and "," in text and len(text.split()) <= 4:
            return "address"
        if self._lexicon.opens_contacts(text):
            return "address"
        if (name := self.office(text)) is not None:
            return "state" if self._is_state(text[name[0] : name[1]]) else "office"
        if len(text) > _LONGEST:
            return "text"
        return "headline"

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
        words = [w for w in _WORD.findall(text) if len(w) > 1]
        return len(words) > 2 and not _GOES_ON.match(text) and not (len(text) > 80 and text[-1] in ".:;")

    def _behind_dateline(self, lines: list[Line], first: int) -> int | None:
        """The headline of a page whose block at the top names the meeting: it stands behind the block's date."""
        for i in range(first + 1, min(first + 5, len(lines) - 1)):
            if self._lexicon.is_dateline(lines[i].text):
                below = lines[i + 1]
                return i + 1 if below.gap and self._may_be_headline(below.text) else None
        return None

    def is_menu(self, text: str) -> bool:
        """A way there ('Home > News') or a bar of links: three and more short cells."""
        if len(text) > 200 or text[-1] in ".!?":
            return False
        crumbs = _CRUMBS.split(text)
        if len(crumbs) > 1 and all(len(c.split()) <= 6 for c in crumbs[:-1]):
            return not DATE.search(text)
        cells = [c for c in _CELLS.split(text) if c]
        first = cells[0].casefold() if cells else ""
        if len(cells) > 1 and first in self._home:
            return True
        slashed = [c.strip() for c in text.split("/")]
        if len(slashed) > 2 and slashed[0].casefold() in self._home:
            return True
        if len(cells) < 3 or DATE.search(text) or not all(c[0].isupper() and len(c.split()) <= 7 for c in cells):
            return False
        return len(cells) > 3 or not any(self._kinds.fullmatch(c) for c in cells)

    def office(self, text: str) -> Span | None:
        """The span of the office that a line consists of, as offsets into it, or None where it says more.

        Several parts ('Press Office, Ministry of Labour', 'Ministry of Labour - Republic of Peru') all have to be
        offices, places or tails of either, and one of them an office.
        """
        words = _WORD.findall(text)
        if not 1 < len(words) <= _MOST_WORDS or text[-1] in ".!?:;," or len(text) > 130 or re.search(r"\d", text):
            return None
        if not text[0].isalpha():
            return None
        if self._is_office_name(text):
            return 0, len(text)
        parts = [p for p in _PARTS.split(text) if p]
        if len(parts) > 1 and self._is_office_name(parts[0]) and all(self._may_follow(p) for p in parts[1:]):
            return 0, len(text)
        return None

    def _may_follow(self, part: str) -> bool:
        return self._is_office_name(part) or (
            len(part.split()) <= 3 and _all_names(part, self._offices) and len(part) < 40
        )

    def _is_office_name(self, part: str) -> bool:
        words = [w.casefold().rstrip(".") for w in _WORD.findall(part)]
        if words and words[0] == "the":
            words = words[1:]
        words = [w for k, w in enumerate(words) if w != "to" or words[k + 1 : k + 2] != ["the"]]  # 'Mission to the UN'
        if len(words) < 2 or not _all_names(part, self._offices) or any(w in self._others for w in words):
            return False
        if " ".join(words) in self._names:
            return True
        head = next((k for k, w in enumerate(words[:6]) if w in _LOWER), len(words))
        front = words[:head]
        if head < len(words) and front and len(front) <= 5 and front[-1] in self._with_tail:
            return words[head] in _TAILS and words[-1] not in _LOWER and "," not in part[: len(" ".join(front))]
        return "," not in part and words[-1] in self._offices and all(w in ("and", "&") for w in words if w in _LOWER)

    def _is_state(self, name: str) -> bool:
        words = [w.casefold() for w in _WORD.findall(name)]
        front = words[: next((k for k, w in enumerate(words) if w in ("of", "de", "du", "da")), len(words))]
        return bool(front) and front[-1] in self._states

    def _issuer(self, lines: list[Line], free: list[bool], roles: dict[int, Role], title: int | None) -> Span | None:
        """The office of the letterhead; else one that stands alone below the headline or behind 'By'."""
        above = [i for i, role in roles.items() if role in ("office", "state") and (title is None or i < title)]
        ministries = [i for i in above if roles[i] == "office"]
        for i in sorted(ministries, key=lambda i: bool(_PRESS.search(lines[i].text))) or above:
            return lines[i].start, lines[i].end
        if title is None:
            return None
        for i in range(min(len(lines), title + 1 + _BELOW)):
            if i != title and len(lines[i].text) <= 160 and (found := self._beside(lines[i], free[i])) is not None:
                return found
        return None

    def _beside(self, line: Line, free: bool) -> Span | None:
        """An office on a line of its own, behind 'By', or in a cell beside the kind of release and the date."""
        if free and len(line.text.split()) > 2 and (name := self.office(line.text)) is not None:
            return line.start + name[0], line.start + name[1]
        for start, end in _cells(line.text):
            cell = line.text[start:end]
            by = _BY.match(cell)
            begin = start + (by.end() if by else 0)
            if (by or len(cell) < len(line.text)) and self.office(line.text[begin:end]) is not None:
                return line.start + begin, line.start + end
        late = _LATE_BY.search(line.text) if DATE.search(line.text) else None
        if late is not None and self.office(line.text[late.end() :]) is not None:
            return line.start + late.end(), line.end
        return None


def _all_names(part: str, offices: frozenset[str]) -> bool:
    """Whether nothing but names and small connecting words stands here."""
    if any(c in part for c in ':"“'):
        return False
    return all(
        w[0].isupper() or w.casefold() in _LOWER or (k and w in offices) for k, w in enumerate(_WORD.findall(part))
    )


def _is_scrap(text: str, *, passed: bool) -> bool:
    """Whether a short line is a code or an acronym, or, once the letterhead has begun, a place or a number."""
    words = text.split()
    if len(words) == 1:
        return (text.isupper() and len(text) <= 12) or any(c.isdigit() for c in text)
    letters = [w for w in _WORD.findall(text) if len(w) > 2 and not any(c.isdigit() for c in w)]
    return passed and len(text) <= 60 and len(letters) < 3 and not _GOES_ON.match(text)


def _cells(text: str) -> Iterator[Span]:
    start = 0
    for match in _CELLS.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)
