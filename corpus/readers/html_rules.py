"""What HTML elements, roles and class names mean for reading a page, and what is decided from them."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Element kinds follow the HTML Living Standard's rendering section (https://html.spec.whatwg.org/#rendering).
BLOCKS = _names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup p pre search section summary table tbody td tfoot th thead tr ul xmp br"
)
PARAGRAPHS = _names(
    "article aside blockquote dl figure footer h1 h2 h3 h4 h5 h6 header hr listing main ol p pre section table ul xmp"
)
UNREAD = _names(
    "applet audio button canvas datalist embed frameset head iframe input map menu meter nav noframes"
    " noscript object option progress script select style svg template textarea video"
)
PRUNED = _names("aside dd div dl form header li ol p section table tbody td tr ul")
PREFORMATTED = frozenset(("listing", "pre", "xmp"))
_WHOLE_PAGE = frozenset(("html", "body", "main", "article", "form"))
MAIN_TAGS = PRUNED | {"main", "article"}
_MAIN_IDS = frozenset(("content", "main", "main-content", "maincontent", "main_content"))

_FURNITURE_ROLES = _names(
    "alertdialog banner contentinfo dialog menu menubar navigation search tablist toolbar tooltip"
)
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|pager|pagination|cookies?|addthis|addtoany|share|sharing|social|sharedaddy|skip"
    r"|toolbar|lang(?:uage)?-?(?:switcher|selector|switch|menu)|search-?(?:box|form)|sitemap|site-?(?:footer|nav))(?=$|[\s_-])",
    re.IGNORECASE,
)
_FIELD_CLASS = re.compile(r"(?:^|\s)field(?:$|[\s_-])", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|element-(?:invisible|focusable)|screen-reader-text|skip[\w-]*)(?:$|\s)",
    re.IGNORECASE,
)
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SMALL_FURNITURE = 600
_MENU_LINKS = 3
_MENU_SHARE = 0.7
_MAX_LABEL = 40

# What no reader of the page sees: soft hyphens, zero-width spaces and marks, control codes other than spaces.
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_C1 = re.compile("[\x80-\x9f]")
_TWICE_ENCODED = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def tidy(text: str) -> str:
    """A line as a browser shows it: runs of spaces as one, invisible characters out, C1 codes as
    Windows-1252.

    Control codes between U+0080 and U+009F are no text; where they are the trace of UTF-8 that was encoded
    twice, the characters that were meant are restored.
    """
    if _C1.search(text):
        text = _C1.sub(_as_windows, _TWICE_ENCODED.sub(_as_once_encoded, text))
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip(" ")


def _as_once_encoded(found: re.Match[str]) -> str:
    if not _C1.search(found[0]):
        return found[0]  # without a control code it may be what was meant
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _as_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def is_unread(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element's text is never shown, or is a control or a menu by its very kind."""
    if tag in UNREAD:
        return True
    if not attributes or tag in _WHOLE_PAGE:
        return False  # pages hide these until a script has run, or while a dialog is open
    if "hidden" in attributes or (attributes.get("aria-hidden") == "true" and tag not in BLOCKS):
        return True
    if attributes.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    if tag == "a" and attributes.get("href", "").startswith("#"):
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if _UNSEEN_CLASS.search(names):
            return True
    return bool(_UNSEEN_STYLE.search(attributes.get("style", "")))


def furniture_rule(tag: str, attributes: Mapping[str, str], *, in_content: bool) -> str:
    """Name of the rule by which an element is page furniture whatever it holds, or ''."""
    if tag in ("header", "footer") and not in_content:
        return tag
    if not attributes:
        return ""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if tag not in ("html", "body", "main", "article") and len(names) > 1 and _FURNITURE_CLASS.search(names):
        return "class"
    return ""


def is_small(chars: int) -> bool:
    """Whether an element with a furniture class is small enough to be nothing else."""
    return chars <= _SMALL_FURNITURE


def is_menu(links: int, link_chars: int, chars: int) -> bool:
    """Whether text is made of links for the most part."""
    return links >= _MENU_LINKS and link_chars >= _MENU_SHARE * chars


def is_main(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that it is the page's main part, by its role or a customary id."""
    return attributes.get("role", "").lower() == "main" or attributes.get("id", "").lower() in _MAIN_IDS


def is_field(attributes: Mapping[str, str]) -> bool:
    """Whether an element is a labelled field of a content management system; its links are values, not a
    menu.
    """
    return bool(_FIELD_CLASS.search(attributes.get("class", "")))


def join_cells(cells: list[tuple[str, str]]) -> str:
    """A table row as a line: 'label: value' for a label and its value, else cells with ' | ' between.

    `cells`: tag ('td' or 'th') and text of those that hold text.
    """
    if len(cells) == 2:
        (kind, label), (second, value) = cells
        if second == "td" and (kind == "th" or label.endswith(":") or _is_label(label, value)):
            return f"{label.rstrip(' :')}: {value}"
    return " | ".join(text for _, text in cells)


def _is_label(label: str, value: str) -> bool:
    return len(label) <= _MAX_LABEL and label[-1].isalpha() and label[0].isalpha() and len(label) <= len(value) + 20
