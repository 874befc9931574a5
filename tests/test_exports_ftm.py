"""Entities for FollowTheMoney, checked by its own library: schemata, values and links are valid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from communique.models import OfficeCategory, Record
from communique.outputs.exports.ftm import TOPICS, write_ftm

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))["record"]
KOFFI = SAMPLE["officials"][0]
MENTION = KOFFI["mentions"]
MINISTRY = {
    "id": "b1",
    "name": "Ministry of Labour",
    "acronym": "MoL",
    "kind": "ministry",
    "country": "TG",
    "mentions": MENTION,
}


def record(record_id: str, **changes: Any) -> Record:
    return Record.model_validate(SAMPLE | {"id": record_id} | changes)


def official(**changes: Any) -> list[dict[str, Any]]:
    return [KOFFI | changes]


def entities(tmp_path: Path, *records: Record) -> dict[str, list[dict[str, Any]]]:
    """By schema; ids are unique and in order, and links lead somewhere."""
    exported = write_ftm(records, tmp_path / "x.ftm.json")
    found = [json.loads(line) for line in (tmp_path / "x.ftm.json").read_text(encoding="utf-8").splitlines()]
    ids = [entity["id"] for entity in found]
    assert ids == sorted(set(ids)) and len(ids) == exported.written
    links = {"holder", "post", "proof", "involved", "organizer", "organization"}
    assert {v for e in found for k in links for v in e["properties"].get(k, [])} <= set(ids)
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for entity in found:
        by_schema.setdefault(entity["schema"], []).append(entity)
    return by_schema


def only(found: list[dict[str, Any]]) -> dict[str, list[str]]:
    [entity] = found
    properties: dict[str, list[str]] = entity["properties"]
    return properties


def test_a_record_becomes_an_article_an_event_and_people_in_office(tmp_path: Path) -> None:
    found = entities(
        tmp_path, record("a", organizations=[MINISTRY], officials=official(organization="Ministry of Labour"))
    )
    assert sorted(found) == ["Article", "Event", "Occupancy", "Organization", "Person", "Position", "PublicBody"]
    article, event, person = only(found["Article"]), only(found["Event"]), only(found["Person"])
    assert (article["title"], article["publishedAt"]) == (["Lomé hosts the Sahel Labour Forum"], ["2031-03-14"])
    assert article["sourceUrl"] == ["https://example.org/lome?x=1"]
    assert (event["startDate"], event["endDate"]) == (["2031-03-12"], ["2031-03-13"])
    assert event["location"] == ["Palais des Congrès, Lomé, Togo"] and event["country"] == ["tg"]
    assert event["proof"] == [found["Article"][0]["id"]]
    assert set(event["involved"]) == {found["Person"][0]["id"], found["Organization"][0]["id"]}, "official and chair"
    assert (person["name"], person["position"], person["title"]) == (["Ama Koffi"], ["Minister of Labour"], ["Ms."])
    post, held = only(found["Position"]), only(found["Occupancy"])
    assert (post["name"], post["organization"]) == (["Minister of Labour"], [found["PublicBody"][0]["id"]])
    assert (held["holder"], held["post"]) == ([found["Person"][0]["id"]], [found["Position"][0]["id"]])
    assert held["date"] == ["2031-03-14"] and "startDate" not in held


def test_followthemoney_finds_everything_valid(tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (it needs ICU to build)")
    title = KOFFI["titles"][0]
    people = [
        *official(id="o1", organization="Ministry of Labour", titles=[title | {"category": "minister"}]),
        *official(id="o2", name="Li", country=None, titles=[title | {"category": "ambassador"}]),
        *official(id="o3", name="Drita Hoxha", country="XK", titles=[]),
    ]
    party = {"name": "IOM", "country": None, "mention": MENTION[0]}
    iom = {
        "id": "b2",
        "name": "International Organization for Migration",
        "acronym": "IOM",
        "kind": "international",
        "mentions": MENTION,
    }
    events = [
        SAMPLE["events"][0] | {"organizers": [party], "official_ids": ["o1", "o2", "o3"], "known_as": "lab-2"},
        SAMPLE["events"][0] | {"id": "e2", "principal": False, "start": "2031-03-01", "end": "2031-03-31", "precision": "month"},
        SAMPLE["events"][0] | {"id": "e3", "principal": False, "start": "2031-01-01", "end": "2031-12-31", "precision": "year"},
    ]  # fmt: skip
    entities(tmp_path, record("a", organizations=[MINISTRY, iom], officials=people, events=events), record("b"))
    lines = (tmp_path / "x.ftm.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 10
    for line in lines:
        data = json.loads(line)
        proxy = ftm.model.get_proxy(data, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in data["properties"].items()}, "a value was refused"
        proxy.schema.validate(data)
        for prop in proxy.schema.required:
            assert data["properties"].get(prop), f"{data['schema']} needs {prop}"


def test_topics_exist_and_are_those_of_the_resource() -> None:
    resources = Path(__file__).resolve().parent.parent / "pipeline" / "resources"
    offices = yaml.safe_load((resources / "officials_offices.yaml").read_text(encoding="utf-8"))
    assert offices["categories"] == TOPICS
    assert set(TOPICS) == set(get_args(OfficeCategory))
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (it needs ICU to build)")
    assert set(TOPICS.values()) <= set(ftm.types.registry.topic.names)


@pytest.mark.parametrize(
    ("changes", "people"),
    [
        ({}, 1),
        ({"name": "AMA  KOFFI"}, 1),
        ({"country": "BJ"}, 2),
        ({"country": None}, 2),
        ({"name": "Koffi"}, 2),
    ],
)
def test_two_records_speak_of_one_person_only_by_full_name_and_country(
    tmp_path: Path, changes: dict[str, Any], people: int
) -> None:
    found = entities(tmp_path, record("a"), record("b", officials=official(**changes)))
    assert len(found["Person"]) == people
    if people == 1 and not changes:
        assert len(only(found["Person"])["proof"]) == 2


def test_a_bare_surname_in_two_records_is_two_people_in_two_posts(tmp_path: Path) -> None:
    bare = official(name="Koffi", country=None)
    found = entities(tmp_path, record("a", officials=bare), record("b", officials=bare))
    assert (len(found["Person"]), len(found["Position"]), len(found["Occupancy"])) == (2, 2, 2)


def test_a_bare_surname_is_not_enough_even_with_a_country(tmp_path: Path) -> None:
    bare = official(name="Koffi")
    assert len(entities(tmp_path, record("a", officials=bare), record("b", officials=bare))["Person"]) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_body_that_one_record_knows_to_be_public_is(tmp_path: Path, order: int) -> None:
    party = {"name": "Ministry of Labour", "country": "TG", "mention": MENTION[0]}
    told = [
        record("a", organizations=[MINISTRY]),
        record("b", events=[SAMPLE["events"][0] | {"organizers": [party]}]),
    ]
    assert len(entities(tmp_path, *told[::order])["PublicBody"]) == 1


def test_an_occupancy_has_the_days_on_which_it_was_told(tmp_path: Path) -> None:
    later = SAMPLE["published"] | {"date": "2032-01-01"}
    found = entities(tmp_path, record("a"), record("b", published=later))
    assert only(found["Occupancy"])["date"] == ["2031-03-14", "2032-01-01"]


def test_bodies_are_one_by_name_and_country_or_if_they_are_the_worlds(tmp_path: Path) -> None:
    nowhere = MINISTRY | {"country": None}
    world = MINISTRY | {"name": "World Body", "kind": "international", "country": None}
    for body, schema, count in ((MINISTRY, "PublicBody", 1), (nowhere, "PublicBody", 2)):
        assert (
            len(entities(tmp_path, record("a", organizations=[body]), record("b", organizations=[body]))[schema])
            == count
        )
    names = [
        e["properties"]["name"]
        for e in entities(tmp_path, record("a", organizations=[world]), record("b", organizations=[world]))[
            "Organization"
        ]
    ]
    assert names.count(["World Body"]) == 1


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ({"end": "2031-03-12"}, {"date": ["2031-03-12"]}),
        ({"start": "2031-03-01", "end": "2031-03-31", "precision": "month"}, {"date": ["2031-03"]}),
        ({"start": "2031-01-01", "end": "2031-12-31", "precision": "year"}, {"date": ["2031"]}),
        ({"end": None}, {"startDate": ["2031-03-12"]}),
        ({"start": None, "end": None}, {}),
    ],
)
def test_days_are_no_finer_than_they_are_known(tmp_path: Path, event: dict[str, Any], days: dict[str, Any]) -> None:
    found = only(entities(tmp_path, record("a", events=[SAMPLE["events"][0] | event]))["Event"])
    assert {name: found[name] for name in ("date", "startDate", "endDate") if name in found} == days


def test_duplicates_are_left_out(tmp_path: Path) -> None:
    copy = record("b", source=SAMPLE["source"] | {"duplicate_of": "a"})
    alone = write_ftm([record("a")], tmp_path / "one")
    both = write_ftm([record("a"), copy], tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (alone.notes, both.notes[0].count) == ((), 1)
