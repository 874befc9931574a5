"""What kind of office a title names: head of state, minister, ambassador, official of an international body."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import field_validator

from ....models import CountryCode, Frozen, OfficeCategory
from ...loading import Resources
from .scan import plain

_BLANKS = re.compile(r"[\s\-–./]+")


class OfficeRule(Frozen):
    """A pattern for titles and where it counts. `body`, `world`: None for both with and without."""

    category: OfficeCategory
    pattern: str
    body: bool | None = None
    world: bool | None = None
    countries: tuple[CountryCode, ...] = ()

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return _checked(pattern)


class OfficeResource(Frozen):
    """The file officials_offices.yaml. `categories` gives each one's topic in FollowTheMoney."""

    categories: dict[OfficeCategory, str]
    states: str
    rules: tuple[OfficeRule, ...]

    @field_validator("states")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        return _checked(pattern)


def _checked(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


class Offices:
    """Tells the category of titles."""

    def __init__(self, resources: Resources) -> None:
        """Load the rules. Raises `ResourceError` if one is broken."""
        data = resources.load("officials_offices.yaml", OfficeResource)
        self._rules = tuple((rule, re.compile(rule.pattern)) for rule in data.rules)
        self._states = re.compile(data.states)
        self.category = lru_cache(maxsize=1 << 12)(self._category)

    def _category(
        self, title: str, *, body: str | None = None, country: str | None = None, world: bool = False
    ) -> OfficeCategory | None:
        """Category of an office; None where no rule knows the title.

        `body` is the organisation of the office, `world` says that it is an international one.
        Example: `category("Deputy Minister of Labour") == "deputy_minister"`.
        """
        words = _BLANKS.sub(" ", plain(title)).strip()
        own = body is not None and self._states.search(plain(body)) is None
        for rule, pattern in self._rules:
            if rule.body not in (None, own) or rule.world not in (None, world):
                continue
            if rule.countries and country not in rule.countries:
                continue
            if pattern.search(words):
                return rule.category
        return None
