"""Markdown: text as it stands, without the marks that would stick to names.

Told by the file's name (.md), since its marks also occur in plain text. Line ends and list marks stay.
"""

from __future__ import annotations

import re

from .base import Extraction, RawFile
from .dates import day_of
from .decoding import decode

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n((?:(?!---)[^\n]{0,2000}\n){0,200})(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KEY = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--[^<>]{0,5000}-->"), ""),
    (re.compile(r"^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S{1,2000}.{0,200}$", re.MULTILINE), ""),  # [1]: address
    (re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,1000}|[^<>\s@]{1,100}@[^<>\s@]{1,100})>"), r"\1"),
    (re.compile(r"</?(?:[bi]|em|strong|u|span|br|p|div|center|sup|sub)\b[^<>\n]{0,200}>", re.IGNORECASE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:=[=]{2,}|-[- ]{2,}|\*[* ]{2,}|_[_ ]{2,})[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(\*{1,3})(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\1"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n]{1,600}?)(?<=[^\s_])\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!`)`([^`\n]{1,300})`(?!`)"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_HEADING = re.compile(r"^[ \t]{0,3}#[ \t]+(.{1,500}?)[ \t#]*$", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}\Z")
_ADDRESS = re.compile(r"https?://[^\s/]\S{0,2000}\Z", re.IGNORECASE)
_DATES = ("published", "date", "pubdate", "publishdate", "publisheddate", "publicationdate", "datepublished")
_FLOOD = re.compile(r"[*_\[<`]{200}")


class MarkdownReader:
    """Takes files called .md. Titles, dates and addresses come from the front matter, if there is one."""

    name = "Markdown"

    def reads(self, raw: RawFile) -> bool:
        """Whether the file is called Markdown; its bytes look like text."""
        return raw.suffix in _SUFFIXES

    def extract(self, raw: RawFile) -> Extraction:
        """The text without front matter and inline marks. Refused: what is no text."""
        decoded = decode(raw.data)
        front = _FRONT.match(decoded.text)
        body = decoded.text[front.end() :] if front else decoded.text
        said = (
            {k.lower().replace("_", "").replace("-", ""): v.strip("\"' ") for k, v in _KEY.findall(front[1])}
            if front
            else {}
        )
        heading = _HEADING.search(body, 0, 5_000)
        title = said.get("title") or (plain(heading[1]).strip() if heading else None)
        language, address = said.get("lang") or said.get("language", ""), said.get("url") or said.get("link", "")
        text = plain(body)
        if title and title.casefold() not in text[: len(title) + 600].casefold():
            text = f"{title}\n\n{text.lstrip()}"
        return Extraction(
            text,
            "text/markdown",
            encoding=decoded.encoding,
            extractor="communique.markdown 1",
            title=title or None,
            published=next((day for key in _DATES if (day := day_of(said.get(key))) is not None), None),
            language=language.replace("_", "-") if _LANGUAGE.match(language) else None,
            url=address if _ADDRESS.match(address) else None,
            notes=decoded.notes,
        )


def plain(text: str) -> str:
    """Markdown without the marks of headings, quotations, links, images, emphasis and code."""
    if _FLOOD.search(text):
        return text  # no text for people; marks in such numbers would only cost time
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text
