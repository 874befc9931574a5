"""Names and demonyms of countries, read from `countries.yaml`: 'Viet Nam' or 'Kazakhstani' to a code.

Shared by the stages: a place, the country that an official represents and the country of an event all speak
of the same table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from pydantic import Field

from ..models import CountryCode, Frozen
from .loading import ResourceError, Resources

RESOURCE = "countries.yaml"
_ARTICLE = re.compile(r"\A(?:the|The|THE)\s+")
_SPACES = re.compile(r"\s+")
_INVARIABLE = ("s", "ese", "sh", "ch", "x", "z")


class CountryRow(Frozen):
    """One country of the table. Names are without leading article, demonyms in the singular."""

    name: str = Field(min_length=2)
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class TerritoryRow(CountryRow):
    """A state that is no more, or a part of a country; `code` is the country it belongs to now, if any."""

    code: CountryCode | None


class CountryTable(Frozen):
    """The content of `countries.yaml`."""

    countries: dict[CountryCode, CountryRow]
    former: tuple[TerritoryRow, ...]
    parts: tuple[TerritoryRow, ...]
    supranational_demonyms: tuple[str, ...]
    case_sensitive: tuple[str, ...]


class Countries:
    """Looks up countries by name and by demonym.

    Lookups ignore a leading 'the', a possessive ending, diacritics, the form of apostrophes, runs of white
    space, and case, with two exceptions: a text in lower case is refused ('turkey', 'polish', 'us'), and so
    is any other spelling of the forms that the table lists as case-sensitive ('Us'). What is ambiguous or
    unknown gives None.

    Example: `Countries(Resources()).by_name("the Kyrgyz Republic") == "KG"`.
    """

    def __init__(self, resources: Resources) -> None:
        """Load the table. Raises `ResourceError` if it is broken or gives one name to two countries."""
        self.table = resources.load(RESOURCE, CountryTable)
        self._exact = {fold(s): s for s in self.table.case_sensitive}
        self._by_name: dict[str, str | None] = {}
        for code, row in self.table.countries.items():
            self._add_names(row, code)
        for former in self.table.former:
            self._add_names(former, former.code)
        self._by_part = {fold(n): p.code for p in self.table.parts for n in (p.name, *p.names)}
        self._by_demonym: dict[str, tuple[str, ...]] = {}
        for code, row in self.table.countries.items():
            self._add_demonyms(row, code)
        for territory in (*self.table.former, *self.table.parts):
            self._add_demonyms(territory, territory.code)

    def by_name(self, text: str) -> str | None:
        """ISO code of the country that `text` names; for a former state, of the one that continues it."""
        return self._by_name.get(fold(text)) if self._spelt_right(text) else None

    def by_demonym(self, text: str) -> str | None:
        """ISO code of the one country that `text` is an adjective or a word for the people of ('Thai').

        None for what two countries share ('Congolese'); see `demonym_codes`.
        """
        codes = self.demonym_codes(text)
        return codes[0] if len(codes) == 1 else None

    def demonym_codes(self, text: str) -> tuple[str, ...]:
        """ISO codes of all countries that share the demonym, in the order of the table."""
        return self._by_demonym.get(fold(text), ()) if self._spelt_right(text) else ()

    def by_part(self, text: str) -> str | None:
        """ISO code of the country that a part with a name of its own belongs to ('Scotland')."""
        return self._by_part.get(fold(text)) if self._spelt_right(text) else None

    def canonical(self, code: str) -> str:
        """The short English name of a country. Raises `KeyError` for a code that is not in the table."""
        return self.table.countries[code].name

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, sorted."""
        return tuple(sorted(self.table.countries))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name of every country, former state and part, longest first; as written, without article."""
        rows: list[CountryRow] = [*self.table.countries.values(), *self.table.former, *self.table.parts]
        return _longest_first(n for row in rows for n in (row.name, *row.names))

    @cached_property
    def demonyms(self) -> tuple[str, ...]:
        """Every demonym with its plurals, longest first; as written, those of several countries included."""
        rows: list[CountryRow] = [*self.table.countries.values(), *self.table.former, *self.table.parts]
        own = (form for row in rows for d in row.demonyms for form in _with_plural(d))
        return _longest_first((*own, *(f for d in self.table.supranational_demonyms for f in _with_plural(d))))

    def _spelt_right(self, text: str) -> bool:
        bare = strip_name(text)
        exact = self._exact.get(fold(bare))
        return bare == exact if exact is not None else not bare.islower()

    def _add_names(self, row: CountryRow, code: str | None) -> None:
        for name in (row.name, *row.names):
            key = fold(name)
            if self._by_name.setdefault(key, code) != code:
                raise ResourceError(RESOURCE, name, "is a name of two countries")

    def _add_demonyms(self, row: CountryRow, code: str | None) -> None:
        for form in (f for d in row.demonyms for f in _with_plural(d)):
            known = self._by_demonym.get(fold(form), ())
            if code is not None and code not in known:
                self._by_demonym[fold(form)] = (*known, code)


def strip_name(text: str) -> str:
    """`text` without leading article and possessive ending, with plain apostrophes and single spaces."""
    bare = _SPACES.sub(" ", text.replace("’", "'").replace("‘", "'")).strip()
    bare = _ARTICLE.sub("", bare)
    return bare[:-2] if bare.endswith(("'s", "'S")) else bare.removesuffix("'")


def fold(text: str) -> str:
    """The key of a name: as `strip_name`, without case and diacritics."""
    key = strip_name(text).casefold()
    if key.isascii():
        return key
    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))


def _with_plural(demonym: str) -> tuple[str, ...]:
    if demonym.endswith("man"):
        return (demonym, demonym[:-3] + "men")
    if demonym.endswith(_INVARIABLE) or demonym.endswith("."):
        return (demonym,)
    return (demonym, demonym + "s")


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=lambda n: (-len(n), n)))
