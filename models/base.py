"""The base of every model: frozen, and closed to fields that nobody declared."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes in force, and XK, the user-assigned code in general use for Kosovo."""
    import pycountry

    return frozenset(c.alpha_2 for c in pycountry.countries) | {"XK"}


def _known_country(code: str) -> str:
    if code not in country_codes():
        raise ValueError(f"{code!r} is no ISO 3166-1 alpha-2 country code")
    return code


CountryCode = Annotated[str, AfterValidator(_known_country)]
"""An ISO 3166-1 alpha-2 code that exists ('KZ'); anything else is refused."""
