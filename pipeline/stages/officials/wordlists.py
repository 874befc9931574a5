"""The files of word lists, as they are checked when loaded."""

from __future__ import annotations

from pydantic import Field

from ....models import CountryCode, Frozen


class TitleResource(Frozen):
    """The file officials_titles.yaml."""

    heads: tuple[str, ...] = Field(min_length=1)
    abbreviations: tuple[str, ...]
    letters: tuple[str, ...]
    plurals: dict[str, str]
    ordinary: tuple[str, ...]
    modifiers: tuple[str, ...]
    shortened: tuple[str, ...]
    passing: tuple[str, ...]
    generals: tuple[str, ...]
    posts: tuple[str, ...]
    portfolios: tuple[str, ...]
    units: tuple[str, ...]
    keeps: dict[str, tuple[str, ...]]
    fixed: dict[str, tuple[str, ...]]
    worldwide: tuple[str, ...]
    grades: tuple[str, ...]
    ministerial: tuple[str, ...]
    services: tuple[str, ...]
    owning: tuple[str, ...]
    sent: tuple[str, ...]
    leading: tuple[str, ...]
    ranked: tuple[str, ...]
    national: dict[str, CountryCode]
    surnames: tuple[str, ...]
    counterparts: tuple[str, ...]
    reject: tuple[str, ...]
    links: tuple[str, ...]


class NameResource(Frozen):
    """The file officials_names.yaml."""

    honorifics: tuple[str, ...]
    styles: tuple[str, ...]
    ranks: tuple[str, ...]
    particles: tuple[str, ...]
    wordlike: tuple[str, ...]
    suffixes: tuple[str, ...]
    also_names: tuple[str, ...]
    function: tuple[str, ...]
    stop: tuple[str, ...]
    verbs: tuple[str, ...]
    irregular: tuple[str, ...]
    things: tuple[str, ...]
    before: tuple[str, ...]
    reject: tuple[str, ...]


class Body(Frozen):
    """A body that is known by name; `country` None: an international one."""

    name: str
    acronym: str | None = None
    names: tuple[str, ...] = ()
    country: CountryCode | None = None


class OrganizationResource(Frozen):
    """The file officials_organizations.yaml."""

    heads: tuple[str, ...]
    government_heads: tuple[str, ...]
    standing_heads: tuple[str, ...]
    international: tuple[Body, ...]
    national: tuple[Body, ...]
    regions: tuple[str, ...]
    kinds: tuple[str, ...]
    reject: tuple[str, ...]
