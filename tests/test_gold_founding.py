"""The two founding documents are read as their gold says, field by field.

What is known to be read wrongly stands in `KNOWN_FAILURES`, in the open: a strict xfail, so that the list has
to shrink when the reading gets better.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from communique.corpus.gold.models import Gold
from communique.corpus.scoring.compare import FIELDS, compare, render
from communique.corpus.standoff import load_gold
from communique.models import Document, Record

CORPUS = Path(__file__).parents[1] / "corpus"
ARTICLES = ("imrf-2022", "marrakesh-2018")
KNOWN_FAILURES: dict[tuple[str, str], str] = {}
"""Reason for (article, field)."""

CASES = [
    pytest.param(
        article,
        field,
        marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[article, field])]
        if (article, field) in KNOWN_FAILURES
        else [],
    )
    for article in ARTICLES
    for field in FIELDS
]


def text_of(article: str) -> str:
    return (CORPUS / "articles" / f"{article}.txt").read_bytes().decode("utf-8")


def gold_of(article: str) -> Gold:
    return load_gold(CORPUS / "gold" / f"{article}.yaml", text_of(article))


def published() -> dict[str, date | None]:
    with (CORPUS / "articles" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {Path(row["path"]).stem: date.fromisoformat(row["published"]) if row["published"] else None for row in rows}


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    from communique.pipeline.engine import Pipeline

    pipeline = Pipeline()
    days = published()
    documents = [Document(id=a, text=text_of(a), published=days[a], published_basis="metadata") for a in ARTICLES]
    return {document.id: pipeline.read(document) for document in documents}


@pytest.mark.parametrize(("article", "field"), CASES)
def test_founding_document(records: dict[str, Record], article: str, field: str) -> None:
    found = [d for d in compare(records[article], gold_of(article)) if d.field == field]
    assert not found, "\n" + render(found, text_of(article))


def test_known_failures_name_articles_and_fields() -> None:
    assert set(KNOWN_FAILURES) <= {(article, field) for article in ARTICLES for field in FIELDS}


def test_every_article_has_gold_and_metadata() -> None:
    articles = {path.stem for path in (CORPUS / "articles").glob("*.txt")}
    assert articles >= set(ARTICLES)
    assert articles == set(published()) == {path.stem for path in (CORPUS / "gold").glob("*.yaml")}


def test_articles_are_the_bytes_that_the_gold_was_made_on() -> None:
    sizes = {a: (CORPUS / "articles" / f"{a}.txt").stat().st_size for a in ARTICLES}
    assert sizes == {"imrf-2022": 2145, "marrakesh-2018": 3788}
    assert not any("\r" in text_of(a) for a in ARTICLES)


def test_gold_says_what_the_documents_say() -> None:
    """The points on which a reader may be fooled, said once more by hand."""
    imrf, marrakesh = gold_of("imrf-2022"), gold_of("marrakesh-2018")
    assert [o.number for o in imrf.objectives if o.explicit] == [23]
    assert not [o for o in marrakesh.objectives if o.required]
    assert {(d.start, d.end) for d in marrakesh.dates} == {
        (date(2018, 12, 10), date(2018, 12, 10)),
        (date(2018, 12, 4), date(2018, 12, 7)),
        (date(2018, 12, 8), date(2018, 12, 9)),
        (date(2017, 9, 29), date(2017, 9, 29)),
        (date(2017, 1, 1), date(2021, 12, 31)),
    }
    assert [d.borrowed for d in imrf.dates if d.mentions[0].text == "16 May"] == [("year",)]
    summit = next(e for e in marrakesh.events if e.acronym == "GFMD")
    assert (summit.edition, summit.city, [c.country for c in summit.chairs]) == (11, None, ["MA", "DE"])
    forum = next(e for e in imrf.events if e.principal)
    assert (forum.city, forum.country, forum.venue) == ("New York", "US", "United Nations Headquarters")
    assert [w.code for w in imrf.warnings if w.required] == ["place_conflict"]


def test_no_gold_value_lies_in_the_link_list_below_the_article() -> None:
    text = text_of("marrakesh-2018")
    links = text.index("Achievements over the years")
    marrakesh = gold_of("marrakesh-2018")
    groups = (
        marrakesh.events,
        marrakesh.dates,
        marrakesh.locations,
        marrakesh.organizations,
        marrakesh.instruments,
    )
    assert all(m.end <= links for group in groups for entry in group for m in entry.mentions)
