"""What somebody does to gold in Label Studio is done to the gold, and nothing else is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from communique.corpus.exchange import ExchangeError, ExchangeFormat, Loss, Sample, export_gold, import_gold
from communique.corpus.gold.models import Gold
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import parse_gold

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Oslo, 3 May 2021\n\nThe Harbour Summit met in Oslo – Minister Åse Lund spoke. The IOM joined, as did Bergen.\n"
GOLD = Path(__file__).with_name("test_exchange_sample.yaml").read_text(encoding="utf-8")
Edit = Callable[[Any], None]


def sample() -> Sample:
    return Sample(TEXT, parse_gold("a.yaml", GOLD.encode(), TEXT))


def after(edit: Edit) -> tuple[Gold, tuple[Loss, ...]]:
    """The gold after `edit` was made to the results of the one task."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x"
        export_gold([sample()], ExchangeFormat.label_studio, out)
        tasks = json.loads(out.read_text(encoding="utf-8"))
        edit(tasks[0]["annotations"][0]["result"])
        out.write_text(json.dumps(tasks), encoding="utf-8")
        samples, losses = import_gold(out, ExchangeFormat.label_studio)
    return samples[0].gold, losses


def expected(old: str, new: str) -> str:
    assert GOLD.count(old) == 1, old
    return gold_yaml(parse_gold("a.yaml", GOLD.replace(old, new).encode(), TEXT))


def region(result: list[Any], words: str, label: str) -> dict[str, Any]:
    found = [
        r for r in result if r["type"] == "labels" and r["value"]["text"] == words and label in r["value"]["labels"]
    ]
    return dict(found[0])


def without(result: list[Any], key: str) -> None:
    result[:] = [r for r in result if key not in (r.get("id"), r.get("from_id"), r.get("to_id"))]


def labels(at: int, end: int, label: str, key: str = "new") -> dict[str, Any]:
    value = {"start": at, "end": end, "text": TEXT[at:end], "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def note(words: str, key: str = "new") -> dict[str, Any]:
    return {"id": key, "from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": [words]}}


def test_moved_region_moves_the_mention_and_keeps_what_still_fits() -> None:
    def edit(result: list[Any]) -> None:
        key = next(r["id"] for r in result if r["type"] == "labels" and r["value"]["start"] == 44)
        for item in result:
            if item.get("id") == key:
                item["value"] |= {"start": 41, "end": 43}
                if item["type"] == "labels":
                    item["value"]["text"] = "in"

    gold, losses = after(edit)
    old = "{start: 44, end: 48, text: Oslo, also: [{start: 41, end: 48, text: in Oslo}, {start: 37, end: 48, text: met in Oslo}]}"
    new = "{start: 41, end: 43, text: in, also: [{start: 41, end: 48, text: in Oslo}, {start: 37, end: 48, text: met in Oslo}]}"
    assert gold_yaml(gold) == expected(old, new)
    assert losses == ()


def test_other_bounds_that_no_longer_overlap_are_dropped_and_reported() -> None:
    def edit(result: list[Any]) -> None:
        for item in result:
            if item["type"] == "labels" and item["value"]["start"] == 44:
                item["value"] |= {"start": 37, "end": 40, "text": "met"}

    gold, losses = after(edit)
    assert [m.text for m in gold.locations[0].mentions] == ["Oslo", "met"]
    assert [o.text for o in gold.locations[0].mentions[1].also] == ["met in Oslo"]
    assert [(loss.what, loss.count) for loss in losses] == [("also", 1)]


def test_deleted_region_takes_entry_and_links_with_it() -> None:
    def edit(result: list[Any]) -> None:
        without(result, region(result, "3 May 2021", "dates")["id"])

    gold, losses = after(edit)
    assert (gold.dates, gold.events[0].date_ids, losses) == ((), (), ())
    assert gold.events[0].place_ids == ("oslo",)


def test_deleted_only_required_mention_leaves_a_neutral_entry() -> None:
    def edit(result: list[Any]) -> None:
        result[:] = [r for r in result if r["type"] != "labels" or r["value"]["start"] != 44]

    gold, losses = after(edit)
    assert gold.locations[0].required is False
    assert [loss.what for loss in losses] == ["locations"]


def test_new_region_joins_the_entry_that_its_note_names() -> None:
    def edit(result: list[Any]) -> None:
        result.extend([labels(26, 36, "events"), note("summit")])

    gold, losses = after(edit)
    old = "      - {start: 22, end: 36, text: Harbour Summit, zone: body}\n"
    new = old + "      - {start: 26, end: 36, text: our Summit}\n"
    assert gold_yaml(gold) == expected(old, new.replace("our Summit", TEXT[26:36]))
    assert losses == ()


def test_region_that_is_drawn_again_is_the_same_mention() -> None:
    def edit(result: list[Any]) -> None:
        without(result, next(r["id"] for r in result if r["type"] == "labels" and r["value"]["start"] == 44))
        result.append(labels(44, 48, "locations"))

    gold, losses = after(edit)
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    assert losses == ()


def test_new_region_with_attributes_is_an_entry() -> None:
    def edit(result: list[Any]) -> None:
        result.extend([labels(99, 105, "locations"), note("{id: bergen, type: city, role: mentioned, country: NO}")])

    gold, losses = after(edit)
    entry = gold.locations[1]
    assert (entry.id, entry.name, entry.country, entry.mentions[0].text) == ("bergen", "Bergen", "NO", "Bergen")
    assert losses == ()


def test_new_region_that_says_nothing_among_others_is_reported() -> None:
    gold, losses = after(lambda result: result.append(labels(99, 105, "locations")))
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    (loss,) = losses
    assert loss.what == "locations" and "'Bergen' at 99 states no type, role, country" in loss.words


def test_new_regions_of_a_field_without_entries_leave_attributes_unjudged() -> None:
    gold, losses = after(lambda result: result.append(labels(80, 83, "organizations")))
    assert [(e.id, e.name) for e in gold.organizations] == [("iom", "IOM")]
    assert gold.unjudged == ("organizations.acronym",)
    assert losses == ()


def test_changed_attributes_of_an_entry() -> None:
    def edit(result: list[Any]) -> None:
        for item in result:
            if item.get("from_name") == "note" and "id: oslo" in item["value"]["text"][0]:
                item["value"]["text"] = [
                    "{id: oslo, name: Oslo, type: city, country: NO, role: dateline, required: 'no'}"
                ]

    gold, losses = after(edit)
    oslo = gold.locations[0]
    assert (oslo.role, oslo.note, oslo.accept, oslo.required) == ("dateline", None, {}, False)
    assert len(oslo.mentions) == 2 and len(oslo.mentions[1].also) == 2
    assert losses == ()


def test_flags_are_edited() -> None:
    def edit(result: list[Any]) -> None:
        key = region(result, "3 May 2021", "dates")["id"]
        for item in result:
            if item.get("from_name") == "zone" and item["id"] == key:
                item["value"]["choices"] = ["body"]
        result[:] = [r for r in result if r.get("from_name") != "neutral"]

    gold, _ = after(edit)
    assert gold.dates[0].mentions[0].zone == "body"
    assert all(m.required for m in gold.locations[0].mentions)


def test_changed_label_makes_another_entry() -> None:
    def edit(result: list[Any]) -> None:
        for item in result:
            if item["type"] == "labels" and item["value"]["text"] == "Harbour Summit":
                item["value"]["labels"] = ["organizations"]

    gold, losses = after(edit)
    assert gold.events == ()
    assert [(e.id, e.name) for e in gold.organizations] == [("harbour-summit", "Harbour Summit")]
    assert gold.organizations[0].mentions[0].zone == "body"
    assert [(loss.what, loss.count) for loss in losses] == [("links", 1)] * 3  # what the event was joined to


def test_mention_goes_over_to_another_entry() -> None:
    def edit(result: list[Any]) -> None:
        key = next(r["id"] for r in result if r["type"] == "labels" and r["value"]["start"] == 44)
        result[:] = [r for r in result if r.get("from_name") != "note" or r["id"] != key]
        result.append(note("{id: port, type: venue, role: event}", key))

    gold, losses = after(edit)
    assert [(e.id, [m.start for m in e.mentions]) for e in gold.locations] == [("oslo", [0]), ("port", [44])]
    assert [loss.what for loss in losses] == ["locations"]  # what is left of oslo is neutral


def test_links_are_drawn_and_taken_away() -> None:
    def edit(result: list[Any]) -> None:
        result[:] = [r for r in result if r.get("labels") != ["place_ids"]]
        event, quote = region(result, "Harbour Summit", "events")["id"], "new"
        result.extend([labels(69, 74, "quotes"), note("{verb: spoke, direct: false}")])
        lund = region(result, "Åse Lund", "officials")["id"]
        result.append(
            {"from_id": lund, "to_id": quote, "type": "relation", "direction": "left", "labels": ["official_id"]}
        )
        result.append(
            {"from_id": event, "to_id": lund, "type": "relation", "direction": "right", "labels": ["place_ids"]}
        )

    gold, losses = after(edit)
    assert gold.events[0].place_ids == ()
    assert gold.events[0].date_ids == ("day",)
    assert (gold.quotes[0].official_id, gold.quotes[0].verb) == ("lund", "spoke")
    assert [loss.what for loss in losses] == ["links"]


def test_new_title_belongs_to_the_official_that_it_names() -> None:
    def edit(result: list[Any]) -> None:
        result.extend([labels(69, 74, "titles"), note("lund"), labels(80, 83, "titles", "b")])

    gold, losses = after(edit)
    assert [t.text for t in gold.officials[0].titles] == ["Minister", "spoke"]
    assert [(loss.what, "names no entry" in loss.words) for loss in losses] == [("titles", True)]


def test_what_a_note_cannot_state_is_reported() -> None:
    def edit(result: list[Any]) -> None:
        states = "{type: city, role: mentioned, mentions: [], colour: red, date_ids: [day]}"
        result.extend([labels(99, 105, "locations"), note(states)])

    gold, losses = after(edit)
    assert [e.id for e in gold.locations] == ["oslo", "bergen"]
    assert [loss.words for loss in losses] == [
        f"a note states {name!r}, which is no attribute of locations" for name in ("mentions", "colour", "date_ids")
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("{id: x", "is no YAML"),
        ("[a, b]", "neither"),
        ("{id: oslo, name: Oslo, type: town, role: event}", "locations.0.type"),
        ("{id: [x]}", "no word"),
    ],
)
def test_note_that_means_nothing_is_refused(words: str, reason: str) -> None:
    def edit(result: list[Any]) -> None:
        key = region(result, "Oslo", "locations")["id"]
        result[:] = [r for r in result if r.get("from_name") != "note" or r["id"] != key]
        result.append(note(words, key))

    with pytest.raises(ExchangeError, match=reason):
        after(edit)


def test_region_with_blanks_at_its_ends_is_trimmed() -> None:
    def edit(result: list[Any]) -> None:
        for item in result:
            if item["type"] == "labels" and item["value"]["start"] == 22:
                item["value"] |= {"start": 21, "end": 37, "text": TEXT[21:37]}

    gold, losses = after(edit)
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    assert losses == ()


def test_mention_that_is_moved_onto_another_one_is_one_with_it() -> None:
    def edit(result: list[Any]) -> None:
        for item in result:
            if item["type"] == "labels" and item["value"]["start"] == 44:
                item["value"] |= {"start": 0, "end": 4}

    gold, losses = after(edit)
    assert [(m.start, m.required) for m in gold.locations[0].mentions] == [(0, True)]
    assert [loss.what for loss in losses] == ["also", "locations"]


def test_what_was_unjudged_is_judged_once_somebody_marks_it(tmp_path: Path) -> None:
    gold = parse_gold("a.yaml", GOLD.replace("id: a\n", "id: a\nunjudged: [title, instruments]\n", 1).encode(), TEXT)
    export_gold([Sample(TEXT, gold)], ExchangeFormat.label_studio, tmp_path / "x")
    tasks = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    tasks[0]["annotations"][0]["result"].extend([labels(22, 36, "title"), labels(80, 83, "instruments", "b")])
    (tmp_path / "x").write_text(json.dumps(tasks), encoding="utf-8")
    (found,), losses = import_gold(tmp_path / "x", ExchangeFormat.label_studio)
    assert found.gold.title is not None and found.gold.title.text == "Harbour Summit"
    assert found.gold.unjudged == ("instruments.kind",)
    assert losses == ()
