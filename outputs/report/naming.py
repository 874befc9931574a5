"""Names and colours that the report's pages share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Field:
    """A field of the record: what its entries are called, and its colour on a light and on a dark page."""

    one: str
    many: str
    light: str
    dark: str


FIELDS = {
    "events": Field("event", "Events", "#8b2fc9", "#c792f5"),
    "dates": Field("date", "Dates", "#0b66b8", "#6cb6ff"),
    "locations": Field("place", "Places", "#1a7f37", "#5fd07f"),
    "officials": Field("official", "Officials", "#a85400", "#f0a650"),
    "organizations": Field("organization", "Organizations", "#007a87", "#4fd0dc"),
    "objectives": Field("objective", "Objectives", "#c2185b", "#ff86b3"),
    "principles": Field("principle", "Guiding principles", "#9c2f7f", "#ec8fd6"),
    "quotes": Field("quote", "Quotes", "#6b7280", "#9ca3af"),
    "instruments": Field("document", "Documents and outcomes", "#4654c8", "#9aa6ff"),
    "fields": Field("page field", "Page fields", "#8a7a5c", "#c4b48f"),
    "annotations": Field("annotation", "Annotations", "#5b7c0a", "#b3d34b"),
    "warnings": Field("warning", "Warnings", "#cf222e", "#ff7b72"),
    "records": Field("article", "Article", "#57606a", "#8b949e"),
}
"""The fields whose mentions are marked, in the order of the legend. Colours keep a contrast of 3:1 to the page."""


def lane_rules(lanes: int) -> str:
    """CSS that gives each piece of the text the colour of its field in each lane, and lets a field be switched off."""
    lines = [f".{name}-{lane}{{--l{lane}:var(--{name})}}" for name in FIELDS for lane in range(lanes)]
    lines += [f".off-{name}{{--{name}:transparent}}" for name in FIELDS]
    lines += [f".k-{name}{{--k:var(--{name})}}" for name in FIELDS]
    return "\n".join(lines) + "\n"


def palette(*, dark: bool) -> str:
    """The colours of the fields as CSS custom properties."""
    return "".join(f"--{name}:{field.dark if dark else field.light};" for name, field in FIELDS.items())


@cache
def country_name(code: str | None) -> str:
    """The usual English name of a country by its ISO 3166-1 alpha-2 code; the code itself where it has none."""
    import pycountry

    if not code:
        return ""
    if code == "XK":
        return "Kosovo"
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    name = str(getattr(country, "common_name", country.name))
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and tail.endswith((" of", " of the", "U.S.", "British")) else name


def web_address(url: str | None) -> str | None:
    """`url` if it is an address of the web that a page may link to, else None.

    Only http and https with a host count; no address with a user's name, white space, quotes or characters that
    are not ASCII, since what it shows might not be where it leads.
    """
    if not url or len(url) > 2_000 or not url.isascii() or not url.isprintable() or set(url) & set(" \"'<>\\`{}|^"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else None
