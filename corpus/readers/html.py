"""HTML and XHTML pages: their text as blocks, and what they say of themselves.

Parsing is lxml's, event by event: no tree, so that no nesting is too deep; no network, no DTD, no entities
but HTML's own. What to keep is decided in `html_layout`, measured against trafilatura on raw pages.
"""

from __future__ import annotations

import re
from functools import cache

from .base import Extraction, Note, RawFile, RefusedError
from .decoding import Decoded, decode
from .html_events import Page, TooDeepError, parse
from .html_layout import readable_text
from .html_meta import describe
from .html_plain import strip_tags

_TAG = re.compile(
    r"<(?:html|head|body|title|meta|link|base|style|script|p|div|span|section|article|main|header|footer|nav|aside"
    r"|h[1-6]|ul|ol|dl|table|tbody|tr|td|blockquote|pre|br|hr|a|b|i|em|strong|font|center|img|form|figure"
    r"|noscript)(?=[\s/>])|<!doctype\s+html\b",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r"[\s\ufeff]*")
_BOM = re.compile(r"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_OPENING_CHARS = 65_536
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_SUBSET = re.compile(r"(<!doctype[^<>\[]{0,500})\[", re.IGNORECASE)
_XHTML = "http://www.w3.org/1999/xhtml"


class HtmlReader:
    """Takes pages and fragments of pages, told by their first tag; refuses XML of other kinds."""

    name = "HTML"

    def reads(self, raw: RawFile) -> bool:
        """Whether the file starts as HTML or XML does."""
        view = raw.data[:_OPENING_CHARS].decode("latin-1").replace("\x00", "")
        is_xml, is_page = _opening(_BOM.sub("", view))
        return is_xml or is_page

    def extract(self, raw: RawFile) -> Extraction:
        """The page's text, one block a line, title first. Refused: XML that is no XHTML, and what `decode`
        refuses.
        """
        label = _DECLARED.search(raw.head)
        decoded = decode(raw.data, label[1].decode("ascii", "replace") if label else None)
        is_xml, is_page = _opening(decoded.text[:_OPENING_CHARS])
        if not is_page:
            raise RefusedError("unsupported", "is XML, but no XHTML, RSS or Atom")
        media_type = "application/xhtml+xml" if is_xml and _XHTML in decoded.text[:4096] else "text/html"
        return _extracted(decoded, media_type)


def extract_markup(markup: str) -> Extraction:
    """The article in markup that a container carries as text: a feed's item, a field of a row."""
    return _extracted(Decoded(markup, "utf-8"), "text/html")


def _extracted(decoded: Decoded, media_type: str) -> Extraction:
    page_text = _without_subset(decoded.text)
    notes = decoded.notes
    try:
        page = parse(page_text)
    except TooDeepError as error:
        words = f"tags are nested more than {error.depth} deep; their text was kept, their structure was not"
        notes = (*notes, Note("lossy_decoding", words))
        page, text = Page(), strip_tags(page_text)
        facts = describe(page, [])
    else:
        facts = describe(page, [b for b in page.blocks if 1 <= b.heading <= 3])
        text = readable_text(page, facts.title)
    return Extraction(
        text,
        media_type,
        encoding=decoded.encoding,
        extractor=_extractor(),
        title=facts.title,
        published=facts.published,
        issuer=facts.issuer,
        language=facts.language,
        url=facts.url,
        notes=notes,
    )


@cache
def _extractor() -> str:
    from importlib.metadata import version

    return f"lxml {version('lxml')} + communique.html 1"


def _opening(text: str) -> tuple[bool, bool]:
    """Whether a file starts as XML, and whether its first tag is HTML's; comments are passed over."""
    is_xml = False
    position = 0
    while True:
        found = _SKIPPED.match(text, position)
        position = found.end() if found else position
        if text.startswith("<!--", position):
            end = text.find("-->", position + 2)
        elif text.startswith("<?", position):
            is_xml = is_xml or text[position : position + 5].lower() == "<?xml"
            end = text.find(">", position)
        else:
            return is_xml, _TAG.match(text, position) is not None
        if end < 0:
            return is_xml, False
        position = text.index(">", end) + 1


def _without_subset(text: str) -> str:
    """The page without a DTD written into its DOCTYPE: entities declared there are never expanded."""
    found = _SUBSET.search(text, 0, 4096)
    if found is None:
        return text
    end = text.find("]", found.end())
    closing = text.find(">", end) if end >= 0 else -1
    return text[: found.start()] + (text[closing + 1 :] if closing >= 0 else text[found.end() :])
