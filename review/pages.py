"""The pages of the review: the report's article with what a person needs to correct it, and the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..corpus.gold.plain import GoldError
from ..outputs.report.naming import FIELDS
from ..outputs.report.pages import Article, Link, article_of, environment, marked_article, script, style
from .desk import Card, Desk, Material, unreviewed
from .editing import LISTS, SINGLES, EditError, plain_gold
from .entries import gold_groups, gold_marks, gold_places
from .forms import form_of
from .store import State

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE = 100
"""Articles on one page of the list."""
_SCRIPTS = ("talk.js", "words.js", "forms.js", "review.js")


@dataclass(frozen=True)
class Listed:
    """An article in the list, with how far it has come."""

    card: Card
    href: str
    state: str


@dataclass(frozen=True)
class Progress:
    """How far an article has come."""

    version: str
    entries: int
    open: int
    draft: bool
    new: bool
    undo: bool
    redo: bool
    by: tuple[str, ...]


def static_file(name: str) -> tuple[str, str] | None:
    """A style sheet or script by its name in the address, with its media type; None for any other name."""
    if name == "review.css":
        return style("pages") + _read("review.css"), "text/css"
    if name == "article.js":
        return script("article.js"), "text/javascript"
    return (_read(name), "text/javascript") if name in _SCRIPTS else None


def list_page(desk: Desk, *, number: int, show: str, words: str) -> str:
    """The list of articles: those that hold all `words` in title or id; with `show` 'open', the unfinished ones."""
    wanted = words.casefold().split()
    cards = [c for c in desk.cards if all(w in f"{c.title} {c.record_id}".casefold() for w in wanted)]
    if show == "open":
        cards = [c for c in cards if not desk.store.is_done(c.record_id)]
    last = max(1, -(-len(cards) // PAGE))
    number = max(1, min(number, last))
    rows = [_listed(desk, card) for card in cards[(number - 1) * PAGE : number * PAGE]]
    values = {"rows": rows, "found": len(cards), "number": number, "last": last, "show": show, "words": words}
    return _rendered("list.html", root="", total=len(desk.cards), done=desk.done(), order=desk.order, **values)


def article_page(desk: Desk, material: Material) -> str:
    """The page of one article."""
    return _rendered("review.html", **_values(desk, material))


def article_part(desk: Desk, material: Material) -> str:
    """The article alone, as it is put into the page after an edit; as a whole document, to be parsed as one."""
    return _rendered("part.html", **_values(desk, material))


def form_page(desk: Desk, material: Material, name: str) -> str:
    """The form of an entry. Refused, as `EditError`: an entry that is not there."""
    state = desk.state(material)
    data = plain_gold(state.gold)
    try:
        form = form_of(state.gold, data, name)
    except StopIteration:
        raise EditError(f"there is no entry {name!r} here any more") from None
    return _rendered("form.html", form=form, version=state.version)


def article_href(record_id: str) -> str:
    """Where the page of an article is, within the token's part of the address."""
    return f"article/{quote(record_id, safe='')}/"


def _values(desk: Desk, material: Material) -> dict[str, Any]:
    record = material.record
    before, after = (
        Link(f"../../{article_href(card.record_id)}", card.title) if card else None
        for card in desk.neighbours(record.id)
    )
    fault, progress = "", None
    try:
        state = desk.state(material)
    except EditError as error:
        article, fault = article_of(record, material.text, lack=material.lack), str(error)
    except GoldError as error:
        words = f"The gold file of this article is faulty; mend it in an editor. {error}"
        article, fault = article_of(record, material.text), words
    else:
        article, progress = _gold_article(material, state), _progress(desk, material, state)
    fields = {name: field.one for name, field in FIELDS.items() if name in LISTS}
    return {
        "article": article, "before": before, "after": after, "home": "../../", "root": "../../", "fault": fault,
        "progress": progress, "fields": fields,
    }  # fmt: skip


def _gold_article(material: Material, state: State) -> Article:
    assert material.text is not None
    text, places = material.text, gold_places(state.gold)
    unseen = unreviewed(state)
    return marked_article(
        material.record,
        text,
        gold_marks(places),
        lambda marking: gold_groups(
            state.gold, places, record=material.record, text=text, marking=marking, open_entries=unseen
        ),
    )


def _progress(desk: Desk, material: Material, state: State) -> Progress:
    undo, redo = desk.store.steps(material.record.id, state.version)
    gold = state.gold
    entries = sum(len(getattr(gold, name)) for name in LISTS) + sum(getattr(gold, name) is not None for name in SINGLES)
    by: Sequence[str] = gold.review.by if gold.review else ()
    return Progress(state.version, entries, len(unreviewed(state)), gold.draft, state.is_new, undo, redo, tuple(by))


def _listed(desk: Desk, card: Card) -> Listed:
    done = desk.store.is_done(card.record_id)
    return Listed(card, article_href(card.record_id), "new" if done is None else "done" if done else "begun")


def _rendered(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    """The review's own templates, and the report's, which they extend."""
    from jinja2 import ChoiceLoader, PackageLoader

    own = PackageLoader(__package__, "templates")
    report = environment()
    return report.overlay(loader=ChoiceLoader([own, *([report.loader] if report.loader else [])]))


@cache
def _read(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")
