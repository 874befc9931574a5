"""Names of events compared by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...editions import without_edition
from ...finding import Finding
from ...values import EventValue
from .lexicon import EventLexicon, folded

_SMALL = frozenset("of the and for on in at to a an by from with its against & de la le du des".split())
_WORD = re.compile(r"\w[\w'’.-]*")
_CODE = re.compile(r"(pre-?)?COP[- ]?\d+", re.I)
_EXPLAINED = re.compile(r"\(([A-Z]{2,8})(?: ([A-Z][a-z]+))?\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_COMMON = {
    "UN": frozenset({"united", "nation"}),
    "UNGA": frozenset({"united", "nation", "general", "assembly"}),
    "EU": frozenset({"european", "union"}),
    "AU": frozenset({"african", "union"}),
}
"""Acronyms that texts leave unexplained, with the content words that they stand for."""


@dataclass
class Entity:
    """The mentions of one event, and what they say of it. Mentions are added by `add`."""

    forms: list[Finding] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    editions: set[int] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)  # all words of its names

    def add(self, *forms: Finding) -> None:
        """Further mentions of the event."""
        for form in forms:
            self.forms.append(form)
            self.kinds.add(form.value.kind)
            self.heads.update(form.value.name.casefold().split())
            if form.value.edition is not None:
                self.editions.add(form.value.edition)

    @property
    def start(self) -> int:
        """Where the event is first spoken of."""
        return min(f.start for f in self.forms)

    def value_set(self, attribute: str) -> set[object]:
        """All values that its mentions give an attribute."""
        return {v for f in self.forms if (v := getattr(f.value, attribute)) is not None}


class Names:
    """Compares names by their words."""

    def __init__(
        self, lexicon: EventLexicon, acronyms: dict[str, frozenset[str]], places: frozenset[str] = frozenset()
    ) -> None:
        self._lexicon = lexicon
        self._acronyms = {**_COMMON, **acronyms}
        self._places = places

    def same(self, a: EventValue, b: EventValue) -> bool:
        """Whether two names can be of one event, editions aside."""
        years, other_years = set(_YEAR.findall(a.name)), set(_YEAR.findall(b.name))
        if years and other_years and years != other_years:
            return False
        x, y = self._words(a.name), self._words(b.name)
        if not x or not y:
            return False
        smaller, larger = (x, y) if len(x) <= len(y) else (y, x)
        if x == y or (a.edition is not None and a.edition == b.edition and not self._telling(smaller)):
            return True
        if _CODE.fullmatch(a.name) or _CODE.fullmatch(b.name):
            ahead = ("preparatory" in x) == ("preparatory" in y)
            return ahead and a.edition == b.edition and smaller <= larger
        if smaller <= larger and self._telling(smaller) and len(smaller) >= 2:
            if a.kind == b.kind:
                return True
            if not larger - smaller - set(self._lexicon.kind_of) and a.edition is not None and a.edition == b.edition:
                return True  # '17th Summit meeting of the Union'
            form = _bare if "session" in (a.kind, b.kind) else folded
            return _is_of(*sorted((form(a.name), form(b.name)), key=len), further=self._telling(larger - smaller))
        return a.kind == b.kind and len(x & y) >= 0.7 * len(x | y)

    def of_one_body(self, loose: EventValue, named: EventValue) -> bool:
        """Whether 'the Union meeting' can be the 'Union Summit': the same words before another head."""
        x, y = self._words(loose.name), self._words(named.name)
        heads = set(self._lexicon.kind_of)
        alone = sum(w in heads for w in folded(loose.name).split()) == 1 and loose.kind != named.kind
        return alone and bool(x - heads) and x - heads == y - heads

    def close(self, headline: EventValue, told: EventValue) -> bool:
        """Whether a headline's name can be short for a name of the article: half of their words in common, places
        aside, or nothing but a place before its head."""
        if headline.kind != told.kind:
            return False
        x = self._telling(self._words(headline.name)) - self._places
        y = self._telling(self._words(told.name)) - self._places
        return x <= y or len(x & y) >= max(2, 0.5 * min(len(x), len(y)))

    def only_place(self, value: EventValue) -> set[str]:
        """The words of a name that tells only a place ('the Madrid Summit'); none if it tells more."""
        words = self._telling(self._words(value.name))
        return words if words <= self._places else set()

    def _telling(self, words: set[str]) -> set[str]:
        return {w for w in words if w not in self._lexicon.data.generic and w not in self._lexicon.kind_of}

    def _words(self, name: str) -> set[str]:
        """Content words of a name: without ordinals, years and small words, plurals as singulars, acronyms spelt
        out. 'COP27' is the Conference of the Parties."""
        if code := _CODE.fullmatch(name):
            return {"conference", "partie"} | ({"preparatory", "meeting"} if code.group(1) else set())
        found: set[str] = set()
        for word in _WORD.findall(_YEAR.sub(" ", without_edition(name)).replace("’", "'")):
            if (expanded := self._acronyms.get(word)) is not None:
                found |= expanded
            else:
                found.update(stem(low) for low in word.casefold().split("-") if low and low not in _SMALL)
        return found


def stem(word: str) -> str:
    """The word without the endings of plural and genitive."""
    return word.removesuffix("'s").rstrip("'").removesuffix("s")


def acronyms_in(text: str) -> dict[str, frozenset[str]]:
    """Acronyms in brackets behind the words that they stand for, with the content words among these."""
    found: dict[str, frozenset[str]] = {}
    for match in _EXPLAINED.finditer(text):
        letters = match.group(1)
        words = [w for w in _WORD.findall(text[max(0, match.start() - 160) : match.start()]) if w[0].isupper()]
        if (head := match.group(2)) is not None:  # 'Harbour Pilots Week (HP Week)'
            words = words[:-1] if words and words[-1] == head else []
        spelt = words[-len(letters) :]
        if "".join(w[0] for w in spelt) == letters:
            found.setdefault(letters, frozenset(stem(w.casefold()) for w in spelt))
    return found


def _bare(name: str) -> str:
    """The name folded, without ordinals and articles."""
    return " ".join(w for w in folded(without_edition(name)).split() if w != "the")


def _is_of(shorter: str, longer: str, *, further: set[str]) -> bool:
    """'101st session of the Labour Conference' is the Labour Conference; 'Consultation on the X Conference' is not,
    nor is the 'Labour Conference Pilots Forum', which has `further` telling words."""
    before = longer.partition(shorter)[0].rstrip()
    return shorter in longer and ((not before and not further) or before.endswith(" of"))
