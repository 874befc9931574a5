"""A record in a notebook: its text with the mentions marked, and the record below it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from ..models import Record
from .report.marking import ArticleText
from .report.pages import article_of, rendered, style


@dataclass(frozen=True)
class View:
    """HTML that a notebook shows in place of the object; `str` gives it as text."""

    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        """The HTML."""
        return self.html


def render(record: Record, text: str | None = None) -> View:
    """The record as HTML for a notebook; with the article's `text`, its mentions marked in it.

    It needs no script and loads nothing. Pointing at marked words shows field, value and rule; links lead from values
    to words and back. Refused, as ValueError: a text that is not the one that the record was read from.
    Example: `render(communique.extract(text), text)`.
    """
    prefix = f"cq{hashlib.sha256(record.id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}-"
    shown = ArticleText(text) if text is not None else None
    article = article_of(record, shown, prefix=prefix, scripted=False)
    body = rendered("article.html", article=article, before=None, after=None, home=None)
    return View(f"<style>{style('article')}</style>{body}")


def record_html(record: Record) -> str:
    """The record alone, as HTML: what a notebook shows of one that stands at the end of a cell."""
    return render(record).html
