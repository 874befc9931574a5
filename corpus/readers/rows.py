"""An article that lies in named fields: a JSON object, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .base import Extraction, Note, RawFile, RefusedError
from .dates import day_of
from .html import HtmlReader, extract_markup

# Names of fields, in small letters without separators, in the order in which they are believed: those of
# schema.org's NewsArticle, JSON Feed, common publishing systems' exports and collections of news.
_TEXT = (
    "text", "body", "content", "articlebody", "fulltext", "bodytext", "contenttext", "article", "maintext", "plaintext",
    "story", "articletext", "textcontent", "contenthtml", "bodyhtml", "html", "rawhtml",
    "message", "markdown", "document",
)  # fmt: skip
_TITLE = ("title", "headline", "subject", "heading", "name")
_PUBLISHED = (
    "published", "datepublished", "publishedat", "publicationdate", "publisheddate", "publishdate", "pubdate",
    "datepublish", "releasedate", "date", "issued", "dateissued", "publishedon", "pubtime", "datetime", "timestamp",
)  # fmt: skip
_URL = ("url", "link", "canonicalurl", "sourceurl", "permalink", "uri", "pageurl", "externalurl")
_LANGUAGE = ("language", "lang", "inlanguage", "locale", "languagecode")
_ISSUER = (
    "issuer",
    "publisher",
    "ministry",
    "organization",
    "organisation",
    "agency",
    "sourcename",
    "sitename",
    "source",
)
_FOLD = re.compile(r"[\s_.:-]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,5}\Z")
_ADDRESS = re.compile(r"https?://[^\s/]\S{0,2000}\Z", re.IGNORECASE)
_BAD = re.compile("[\x00\ud800-\udfff]")
_MAX_SHOWN = 12
_LONG_TITLE = 12  # characters; a shorter one may stand in a text by chance


@dataclass(frozen=True)
class Columns:
    """Names of the columns or keys to read, where they are not customary ones; None: find the customary."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    issuer: str | None = None

    def named(self) -> tuple[str, ...]:
        """The names that were given."""
        return tuple(name for name in vars(self).values() if name)


def fold(name: str) -> str:
    """A field's name for comparing: 'Full_Text' and 'full text' are one."""
    return _FOLD.sub("", name).casefold()


def text_key(names: Iterable[str], columns: Columns) -> str | None:
    """Which of the field names holds the text; None where none is known to."""
    return _pick(list(names), columns.text, _TEXT)


def article_of(row: Mapping[str, object], columns: Columns) -> Extraction:
    """The article in a row. Refused with `RefusedError`: no field of a text's name ('unsupported'), or an
    empty one ('empty').

    Text that is HTML is read as a page is. Lone surrogates and zero characters read U+FFFD, with a note.
    """
    names = list(row)
    keys = [name for key in _order(names, columns.text, _TEXT) if isinstance(row[name := key], str)]
    filled = next((key for key in keys if str(row[key]).strip()), None)
    if filled is None:
        if keys or text_key(names, columns) is not None:
            raise RefusedError("empty", "its text field is empty")
        raise RefusedError("unsupported", f"has no text: {shown(names)}")
    notes: list[Note] = []
    text = _sound(str(row[filled]), notes)
    title = _line(row, names, columns.title, _TITLE)
    page = _page(text)
    if page is not None:
        text, title = page.text, title or page.title
    address = _line(row, names, columns.url, _URL)
    language = _line(row, names, columns.language, _LANGUAGE)
    published = next(
        (day for key in _order(names, columns.published, _PUBLISHED) if (day := day_of(row[key])) is not None), None
    )
    return Extraction(
        with_title(text, title),
        page.media_type if page else "text/plain",
        extractor=page.extractor if page else None,
        title=title,
        published=published or (page.published if page else None),
        issuer=_line(row, names, columns.issuer, _ISSUER) or (page.issuer if page else None),
        language=language.replace("_", "-") if language and _TAG.match(language) else (page.language if page else None),
        url=address if address and _ADDRESS.match(address) else (page.url if page else None),
        notes=(*notes, *(page.notes if page else ())),
    )


def with_title(text: str, title: str | None) -> str:
    """The text with its title as a first line, where the text does not begin with it."""
    if not title or not text.strip():
        return text
    start = " ".join(text[: len(title) * 2 + 400].split()).casefold()
    folded = " ".join(title.split()).casefold()
    is_said = folded in start if len(folded) >= _LONG_TITLE else start.startswith(f"{folded} ") or start == folded
    return text if is_said else f"{title}\n\n{text.lstrip()}"


def shown(names: Iterable[str]) -> str:
    """Field names for a message."""
    listed = [_BAD.sub("\ufffd", str(name))[:40] for name in names]
    more = f" and {len(listed) - _MAX_SHOWN} more" if len(listed) > _MAX_SHOWN else ""
    return f"its fields are {', '.join(listed[:_MAX_SHOWN])}{more}" if listed else "it has no fields"


def sound(text: str) -> str:
    """Text that UTF-8 can carry: lone surrogates and zero characters read U+FFFD."""
    return _BAD.sub("\ufffd", text)


def _sound(text: str, notes: list[Note]) -> str:
    fixed, count = _BAD.subn("\ufffd", text)
    if count:
        notes.append(Note("lossy_decoding", f"{count} character(s) are no text (surrogates, zeros); each reads U+FFFD"))
    return fixed


def _page(text: str) -> Extraction | None:
    """The text as a page, if it is markup: it begins with a tag."""
    raw = RawFile("", text[:70_000].encode("utf-8", "replace"))
    if text.lstrip()[:1] != "<" or not HtmlReader().reads(raw):
        return None
    return extract_markup(text)


def _pick(names: list[str], given: str | None, customary: tuple[str, ...]) -> str | None:
    return next(iter(_order(names, given, customary)), None)


def _order(names: list[str], given: str | None, customary: tuple[str, ...]) -> list[str]:
    if given is not None:
        return [name for name in names if name == given]
    folded = {fold(name): name for name in reversed(names) if isinstance(name, str)}
    return [folded[key] for key in customary if key in folded]


def _line(row: Mapping[str, object], names: list[str], given: str | None, customary: tuple[str, ...]) -> str | None:
    for key in _order(names, given, customary):
        value = row[key]
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str) and (line := " ".join(sound(value[:4000]).split())):
            return line[:1000]
    return None
