"""RSS (2.0, 1.0, 0.9x) and Atom (RFC 4287): each item with its text as an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .base import Extraction, Member, RefusedError
from .dates import day_of
from .html import extract_markup
from .html_rules import tidy
from .office_zip import local
from .rows import with_title
from .streams import Stream

_ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(rss|feed|RDF)[\s>]")
_OTHER = re.compile(rb"<(?![?!])(?!(?:[\w.-]{1,20}:)?(?:rss|feed|RDF)[\s>])[A-Za-z]")
# Errors of libxml2 that end its reading, though it was asked to recover.
_BREAKS_OFF = (
    "ERR_RESOURCE_LIMIT",
    "ERR_TAG_NOT_FINISHED",
    "ERR_DOCUMENT_END",
    "ERR_DOCUMENT_EMPTY",
    "ERR_INTERNAL_ERROR",
)
_ITEMS = ("item", "entry")
_MAX_DEPTH = 200
_MAX_CHILDREN = 2_000
_BODIES = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}\Z")
_ADDRESS = re.compile(r"https?://[^\s/]\S{0,2000}\Z", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>|&(?:[a-z]{2,8}|#\d{1,6});")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class FeedFile:
    """Takes feeds. Members are named by their number, from 1. Entities and outside parts are never loaded."""

    name = "a feed (RSS or Atom)"

    def reads(self, stream: Stream) -> bool:
        """Whether the first element is a feed's."""
        head = stream.peek(4096)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
            return False
        root, other = _ROOT.search(head), _OTHER.search(head)
        return root is not None and (other is None or root.start() < other.start())

    def members(self, stream: Stream) -> Iterator[Member]:
        """The items. Refused: what is broken so that nothing of it can be read."""
        from lxml import etree

        number = depth = 0
        channel: dict[str, str] = {}
        source = _Watched(stream)
        events = etree.iterparse(
            source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
            recover=True, huge_tree=False,
        )  # fmt: skip
        inside = 0
        try:
            for event, element in events:
                if not isinstance(element.tag, str):
                    continue
                tag = local(element.tag)
                if event == "start":
                    depth += 1
                    inside += tag in _ITEMS
                    if depth > _MAX_DEPTH:
                        raise RefusedError("unreadable", f"is a feed nested more than {_MAX_DEPTH} deep")
                    if depth == 1 and (language := element.get(_XML_LANG)):
                        channel["language"] = language
                    continue
                depth -= 1
                if tag in _ITEMS and inside == 1:
                    number += 1
                    yield Member(str(number), _article(element, channel))
                elif not inside and tag in ("title", "language") and depth <= 2 and tag not in channel:
                    channel[tag] = tidy(element.text or "")[:300]
                inside -= tag in _ITEMS
                if not inside:
                    _forget(element)
        except (etree.LxmlError, UnicodeDecodeError) as error:
            raise RefusedError("unreadable", f"is a broken feed, after item {number}: {str(error)[:200]}") from error
        last = events.error_log.last_error
        if (last is not None and last.type_name in _BREAKS_OFF) or not source.is_done():
            words = f": {last.message[:200]}" if last is not None else ""
            raise RefusedError("unreadable", f"is a feed that breaks off, after item {number}{words}")


class _Watched:
    """The feed's bytes for the parser, which in recovering does not say whether it came to the end."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._tail = b""

    def read(self, count: int) -> bytes:
        """Up to `count` bytes."""
        data = self._stream.read(count)
        self._tail = (self._tail + data)[-200:]
        return data

    def is_done(self) -> bool:
        """Whether all was read, and it ends as XML ends."""
        return not self._stream.peek(1) and self._tail.rstrip(b" \t\r\n\x00").endswith(b">")


def _forget(element: Any) -> None:
    element.clear(keep_tail=False)
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]


def _article(item: Any, channel: dict[str, str]) -> Extraction | RefusedError:
    try:
        return _content(item, channel)
    except UnicodeDecodeError:  # a recovering parser lets halves of surrogate pairs through, Python does not
        return RefusedError("undecodable", "holds bytes that are no valid UTF-8")


def _content(item: Any, channel: dict[str, str]) -> Extraction | RefusedError:
    """The item's article: its full content where it carries one, else its summary."""
    fields: dict[str, Any] = {}
    for child in list(item)[:_MAX_CHILDREN]:
        if isinstance(child.tag, str):
            fields.setdefault(_field(child), child)
    title = _plain(fields.get("title"))
    body = next((text for key in _BODIES if key in fields and (text := _body(fields[key])).strip()), "")
    try:
        page = extract_markup(body) if _MARKUP.search(body) else None
    except RefusedError as refusal:
        return refusal
    text = page.text if page else body
    if not text.strip():
        return RefusedError("empty", "is a feed's item without a text")
    language = item.get(_XML_LANG) or channel.get("language", "")
    day = next((d for key in _DATES if key in fields and (d := day_of(_text(fields[key]).strip())) is not None), None)
    return Extraction(
        with_title(text, title),
        "application/atom+xml" if local(item.tag) == "entry" else "application/rss+xml",
        extractor=page.extractor if page else None,
        title=title,
        published=day or (page.published if page else None),
        issuer=channel.get("title") or None,
        language=language if _LANGUAGE.match(language) else None,
        url=_address(item, fields),
        notes=page.notes if page else (),
    )


def _field(child: Any) -> str:
    """A field's name; media descriptions share the names of the item's own and are told apart."""
    name = local(child.tag)
    return f"media:{name}" if "search.yahoo.com/mrss" in child.tag else name


def _body(element: Any) -> str:
    """The text of a field; markup that stands in it as elements comes back as markup."""
    if len(element) == 0:
        return element.text or ""
    from lxml import etree

    parts = [element.text or ""]
    for child in element:
        # Comments, and entities that nobody resolves, say nothing; what follows them does.
        parts.append(etree.tostring(child, encoding="unicode") if isinstance(child.tag, str) else child.tail or "")
    return "".join(parts)


def _text(element: Any) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def _plain(element: Any) -> str | None:
    """A title as a line of text: without markup, entities that were escaped twice as signs."""
    if element is None:
        return None
    text = _text(element)
    if _MARKUP.search(text):
        try:
            text = extract_markup(f"<div>{text}</div>").text
        except RefusedError:
            return None
    return tidy(text.replace("\n", " "))[:1000] or None


def _address(item: Any, fields: dict[str, Any]) -> str | None:
    links = [child for child in list(item)[:_MAX_CHILDREN] if isinstance(child.tag, str) and local(child.tag) == "link"]
    said = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate"]
    said += [(link.text or "").strip() for link in links]
    for key in ("guid", "id"):
        if key in fields:
            said.append(_text(fields[key]).strip())
    return next((address for address in said if address and _ADDRESS.match(address)), None)
