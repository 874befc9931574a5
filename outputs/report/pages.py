"""The report's pages as HTML: templates, the content security policy, style sheets and scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ...models import Record
from ..wording import one_line, period_words
from .entries import Group, groups_of, tooltips
from .marking import SHOWN_LANES, ArticleText, Mark, Marking, cuts_of, mark_text, marks_of, text_html
from .naming import FIELDS, country_name, lane_rules, palette, web_address

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLES = {
    "article": ("article.css",),
    "pages": ("page.css", "article.css"),
    "report": ("page.css", "article.css", "overview.css"),
}
_PARTS = ("data", "filters", "tables", "officials", "timeline", "map", "heat", "page")
_SCRIPTS = {"article.js": ("article.js",), "overview.js": tuple(f"overview_{part}.js" for part in _PARTS)}
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Link:
    """Where a link leads, and what it is called."""

    href: str
    words: str


@dataclass(frozen=True)
class Article:
    """An article's part of a page: what its template shows. `href` names are relative to the page."""

    record: Record
    title: str
    facts: tuple[tuple[str, str], ...]
    url: str | None
    groups: tuple[Group, ...]
    text: Markup | None
    lack: str
    pages: int
    prefix: str = ""


def article_of(
    record: Record,
    text: ArticleText | None,
    *,
    lack: str = "",
    prefix: str = "",
    scripted: bool = True,
) -> Article:
    """What an article's page shows. Without `text` it is the record alone, and `lack` says why.

    Where no script runs (`scripted` false), each marked word carries what the script would show.

    Refused, as ValueError: a text that is not the one that the record was read from.
    """
    if text is not None and not text.fits(record):
        raise ValueError(f"record {record.id!r} was not read from this text")

    def groups(marking: Marking | None) -> tuple[Group, ...]:
        return groups_of(record, text=text, marking=marking)

    return marked_article(record, text, marks_of(record), groups, lack=lack, prefix=prefix, scripted=scripted)


def marked_article(
    record: Record,
    text: ArticleText | None,
    marks: Sequence[Mark],
    groups_in: Callable[[Marking | None], tuple[Group, ...]],
    *,
    lack: str = "",
    prefix: str = "",
    scripted: bool = True,
) -> Article:
    """As `article_of`, with the `marks` given, and the entries that `groups_in` makes for the marked text."""
    marking = mark_text(marks, len(text.text), cuts_of(text)) if text is not None else None
    groups = groups_in(marking)
    shown = None
    if text is not None and marking is not None:
        titles = () if scripted else tooltips(groups)
        shown = Markup(text_html(text, marking, prefix=prefix, titles=titles))  # noqa: S704 - escaped there
    return Article(
        record=record,
        title=one_line(record.title.text) if record.title else one_line(record.id),
        facts=_facts(record),
        url=web_address(record.source.url),
        groups=groups,
        text=shown,
        lack=lack,
        pages=len(text.pages) if text is not None else 0,
        prefix=prefix,
    )


def _facts(record: Record) -> tuple[tuple[str, str], ...]:
    source = record.source
    issuer = record.issuer
    published = record.published
    facts = (
        ("issued by", ", ".join(p for p in (issuer.name, country_name(issuer.country)) if p) if issuer else ""),
        ("published", period_words(published.date, published.date, "day") if published else ""),
        (
            "known from",
            {"field": "a page field", "metadata": "metadata"}.get(b := published.basis, b) if published else "",
        ),
        ("file", source.path or ""),
        ("language", source.language or ""),
        ("read by", source.extractor or ""),
        ("same text as", source.duplicate_of or ""),
        ("nearly the same as", source.near_duplicate_of or ""),
    )
    return tuple((label, one_line(value)) for label, value in facts if value)


@cache
def environment() -> Environment:
    """The templates, with escaping always on; a name that a template does not know is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader(__package__, "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(FIELDS=FIELDS)
    return made


def rendered(template: str, **values: Any) -> str:
    """A template of the report, filled in."""
    return environment().get_template(template).render(**values)


@cache
def style(name: str) -> str:
    """A style sheet: 'article' for the marked text and the record alone, 'pages' for whole pages of articles, 'report'
    for these and the overview."""
    text = "".join(_read(part) for part in _STYLES[name])
    return text.replace("/*LIGHT*/", palette(dark=False)).replace("/*DARK*/", palette(dark=True)) + lane_rules(
        SHOWN_LANES
    )


@cache
def script(name: str) -> str:
    """A script of the report: 'article.js' or 'overview.js'."""
    return "".join(_read(part) for part in _SCRIPTS[name])


def _read(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


def policy(*, scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """A content security policy that allows just these inline scripts and style sheets, or, where none is given, the
    files beside the page; nothing is loaded from elsewhere, nothing sent, and no text becomes code."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_allowed(scripts)}",
            f"style-src {_allowed(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _allowed(contents: Sequence[str]) -> str:
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in contents)
    return " ".join(f"'sha256-{digest}'" for digest in hashes) or "'self'"


def data_json(value: object) -> Markup:
    """`value` as JSON that is safe inside `<script type="application/json">`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE_IN_SCRIPT.sub(lambda m: f"\\u{ord(m[0]):04x}", text))  # noqa: S704 - no '<' is left
