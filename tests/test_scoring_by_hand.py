"""Three small articles whose scores were worked out by hand, level by level; the figures stand in the comments."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from communique.corpus.filling import fill_offsets
from communique.corpus.goldset import GoldArticle
from communique.corpus.scoring.evaluation import Evaluation, evaluate_records
from communique.corpus.scoring.verdicts import Verdict
from communique.models import Document, Mention, ProducedBy, Record, Source

PORT = "The Port Forum met in Oslo on 3-5 May 2031.\nMinister Ida Vik spoke, as did Jo Lund, Mayor of Bergen.\n"
PORT_GOLD = """\
id: port
unjudged: [warnings, organizations, title, locations.type, locations.role, dates.role]
events:
  - {id: forum, name: Port Forum, kind: forum, start: 2031-05-03, end: 2031-05-05, precision: day, city: Oslo, country: "NO", status: held,
     date_ids: [days], place_ids: [oslo], principal: true, mentions: [Port Forum]}
dates:
  - {id: days, start: 2031-05-03, end: 2031-05-05, precision: day, mentions: [3-5 May 2031]}
locations:
  - {id: oslo, name: Oslo, country: "NO", mentions: [Oslo]}
  - {id: bergen, name: Bergen, country: "NO", required: false, mentions: [Bergen]}
officials:
  - {id: vik, name: Ida Vik, titles: [Minister], mentions: [Ida Vik]}
  - {id: lund, name: Jo Lund, titles: [{text: Mayor of Bergen, also: [Mayor]}], mentions: [Jo Lund]}
"""
HARBOUR = "On 7 June they met. On 9 June it ended.\n"
HARBOUR_GOLD = """\
id: harbour
unjudged: [warnings, dates.role]
dates:
  - {id: a, start: 2030-06-07, end: 2030-06-07, precision: day, relative: true, borrowed: [year], mentions: [7 June]}
  - {id: b, start: 2030-06-09, end: 2030-06-09, precision: day, relative: true, borrowed: [year], mentions: [9 June]}
"""
EMPTY = "Nothing was said. 12 people came to Oslo.\n"
EMPTY_GOLD = """\
id: empty
unjudged: [warnings, locations.type, locations.role]
locations:
  - {id: oslo, name: Oslo, country: "NO", mentions: [Oslo]}
"""


def gold_article(name: str, text: str, gold: str) -> GoldArticle:
    file = Path(f"{name}.yaml")
    return GoldArticle(Document(id=name, text=text), fill_offsets(file.name, gold.encode(), text), file)


def mention(text: str, words: str, rule: str, start: int | None = None) -> Mention:
    at = text.index(words) if start is None else start
    return Mention(start=at, end=at + len(words), text=words, zone="body", rule=rule)


def record(name: str, **fields: Any) -> Record:
    made = ProducedBy(communique="test", resources="test")
    return Record.model_validate({"id": name, "produced_by": made, "source": Source()} | fields)


def day(text: str, words: str, first: date, last: date, **more: Any) -> dict[str, Any]:
    return {
        "id": f"d{first}", "text": words, "start": first, "end": last, "precision": "day", "relative": False,
        "role": "event", "mentions": [mention(text, words, "dates.day")],
    } | more  # fmt: skip


def place(text: str, words: str, country: str | None, **more: Any) -> dict[str, Any]:
    found = mention(text, words, "locations.city")
    return {
        "id": f"p-{words}",
        "name": words,
        "type": "city",
        "country": country,
        "role": "mentioned",
        "mentions": [found],
    } | more


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    articles = [
        gold_article("port", PORT, PORT_GOLD),
        gold_article("harbour", HARBOUR, HARBOUR_GOLD),
        gold_article("empty", EMPTY, EMPTY_GOLD),
    ]
    third, fifth = date(2031, 5, 3), date(2031, 5, 5)
    port = record(
        "port",
        # The event has no city; the range was read one character short; Bergen is neutral; Lund was not found, and
        # "Port" is a person that nobody asked for, with the title of Vik beside her own.
        events=[{
            "id": "e1", "name": "the Port Forum", "kind": "forum", "start": third, "end": fifth, "precision": "day",
            "date_ids": [f"d{third}"], "country": "NO", "status": "held", "principal": True,
            "place_ids": ["p-Oslo"], "mentions": [mention(PORT, "Port Forum", "events.proper_name")],
        }],
        dates=[day(PORT, "3-5 May 203", third, fifth)],
        locations=[place(PORT, "Oslo", "NO"), place(PORT, "Bergen", "NO")],
        officials=[
            {"id": "o1", "name": "Ida Vik", "titles": [{"text": "Minister", "mention": mention(PORT, "Minister", "officials.t")}],
             "mentions": [mention(PORT, "Ida Vik", "officials.n")]},
            {"id": "o2", "name": "Port", "titles": [{"text": "Forum", "mention": mention(PORT, "Forum", "officials.t")}],
             "mentions": [mention(PORT, "Port", "officials.n")]},
        ],
    )  # fmt: skip
    harbour = record(
        "harbour",
        # One entry, of the wrong year, with both mentions; they are found as mentions all the same.
        dates=[
            day(HARBOUR, "7 June", date(2029, 6, 7), date(2029, 6, 7), relative=True, borrowed=["year"]),
            day(HARBOUR, "9 June", date(2030, 6, 9), date(2030, 6, 9), relative=True, borrowed=["year"]),
        ],
    )
    empty = record("empty", locations=[place(EMPTY, "Oslo", "US")])
    return evaluate_records(articles, {"port": port, "harbour": harbour, "empty": empty})


@pytest.mark.parametrize(
    ("level", "field", "tp", "fp", "fn"),
    [
        ("exact", "events", 1, 0, 0),
        ("exact", "dates", 2, 1, 1),  # the cut range is a miss and a false alarm
        ("overlap", "dates", 3, 0, 0),
        ("exact", "locations", 2, 0, 0),  # Bergen is neutral
        ("exact", "officials", 1, 1, 1),  # Vik; "Port"; Lund
        ("exact", "titles", 1, 1, 1),
        ("value", "events", 1, 0, 0),  # the leading article does not count
        ("value", "dates", 2, 1, 1),  # the range and 9 June; 7 June of another year
        ("value", "locations", 1, 1, 1),  # Oslo in Norway; Oslo in the United States
        ("value", "officials", 1, 1, 1),
        ("value", "titles", 1, 1, 1),
        ("record", "events", 0, 1, 1),  # no city
        ("record", "officials", 1, 1, 1),
        ("attribute", "events.city", 0, 0, 1),
        ("attribute", "events.start", 1, 0, 0),
        ("attribute", "dates.borrowed", 2, 0, 0),  # of the pairs with words in common, whatever their value
        ("attribute", "dates.start", 2, 1, 1),
        ("attribute", "locations.country", 1, 1, 1),
    ],
)
def test_counts(evaluation: Evaluation, level: Any, field: str, tp: int, fp: int, fn: int) -> None:
    found = evaluation.scores[level, field]
    assert (found.tp, found.fp, found.fn) == (tp, fp, fn)


def test_shares_follow_from_the_counts(evaluation: Evaluation) -> None:
    dates = evaluation.scores["exact", "dates"]
    assert (dates.precision, dates.recall, dates.f1, dates.support) == (2 / 3, 2 / 3, 2 / 3, 3)


def test_micro_and_macro(evaluation: Evaluation) -> None:
    # values: events 1/0/0, dates 2/1/1, locations, officials, titles 1/1/1 each
    micro, macro = evaluation.scores["value", "micro"], evaluation.scores["value", "macro"]
    assert (micro.tp, micro.fp, micro.fn) == (6, 4, 4)
    assert micro.f1 == pytest.approx(12 / 20)
    assert macro.f1 == pytest.approx((1 + 2 / 3 + 0.5 + 0.5 + 0.5) / 5)


def test_what_has_no_gold_has_no_score(evaluation: Evaluation) -> None:
    assert ("value", "objectives") not in evaluation.scores
    assert ("exact", "organizations") not in evaluation.scores


def verdict(evaluation: Evaluation, article: str, **wanted: Any) -> Verdict:
    [found] = [v for v in evaluation.articles[article] if all(getattr(v, k) == w for k, w in wanted.items())]
    return found


def test_a_miss_names_what_stood_in_its_way(evaluation: Evaluation) -> None:
    cut = verdict(evaluation, "port", level="exact", field="dates", outcome="miss")
    assert (cut.rule, cut.why) == ("dates.day", "read as dates by dates.day")
    lund = verdict(evaluation, "port", level="exact", field="officials", outcome="miss")
    assert (lund.rule, lund.why) == (None, "no rule read it")


def test_a_wrong_entry_says_what_is_wrong(evaluation: Evaluation) -> None:
    forum = verdict(evaluation, "port", level="record", field="events", outcome="miss")
    assert forum.why == "city: nothing, not 'Oslo'"
