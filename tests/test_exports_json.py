"""GeoJSON and JSON-LD, read back by geojson and rdflib: positions, terms and links are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from communique.models import Record
from communique.outputs.exports.geojson import write_geojson
from communique.outputs.exports.jsonld import write_jsonld

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))["record"]
LOME = SAMPLE["locations"][0]


def record(record_id: str, *, changes: dict[str, Any] | None = None, **event: Any) -> Record:
    return Record.model_validate(SAMPLE | {"id": record_id, "events": [SAMPLE["events"][0] | event]} | (changes or {}))


# GeoJSON


def features(tmp_path: Path, *records: Record) -> list[dict[str, Any]]:
    """The features, as the library `geojson` reads them, checked by RFC 7946."""
    geojson = pytest.importorskip("geojson")
    path = tmp_path / "map.geojson"
    exported = write_geojson(records, path)
    found = geojson.loads(path.read_text(encoding="utf-8"))
    assert (type(found).__name__, found.is_valid, found.errors()) == ("FeatureCollection", True, [])
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"type", "features"}, "no crs, which RFC 7946 took out"
    for feature in found.features:
        longitude, latitude = feature.geometry.coordinates
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    assert len(found.features) == exported.written
    return list(found.features)


def test_a_feature_stands_where_the_event_is(tmp_path: Path) -> None:
    [found] = features(tmp_path, record("a"))
    assert found["geometry"]["coordinates"] == [1.21227, 6.13748], "longitude first"
    about = found["properties"]
    assert (about["name"], about["start"], about["end"]) == ("Second Sahel Labour Forum", "2031-03-12", "2031-03-13")
    assert (about["place"], about["place_type"], about["exact"]) == ("Lomé", "city", True)
    assert about["sources"] == [
        {
            "record_id": "a", "title": "Lomé hosts the Sahel Labour Forum", "published": "2031-03-14",
            "issuer": "Ministry of Labour", "url": "https://example.org/lome?x=1",
        }
    ]  # fmt: skip


def test_events_without_a_position_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    exported = write_geojson([record("a"), record("b", place_ids=["l2", "l3"]), record("c", place_ids=[])], path)
    assert exported.written == 1
    assert [(n.count, n.words) for n in exported.notes] == [
        (2, "events left out, as no place with coordinates is stated")
    ]


def test_the_middle_of_a_country_is_marked(tmp_path: Path) -> None:
    country = {"id": "l3", "name": "Togo", "type": "country", "country": "TG", "latitude": 8.6, "longitude": 0.8}
    places = [SAMPLE["locations"][0], SAMPLE["locations"][1], SAMPLE["locations"][2] | country]
    rough = record("a", changes={"locations": places}, place_ids=["l3", "l2"])
    both = record("b", changes={"locations": places}, place_ids=["l3", "l1"])
    exact = [(f["properties"]["place"], f["properties"]["exact"]) for f in features(tmp_path, rough, both)]
    assert exact == [("Togo", False), ("Lomé", True)]


def test_a_position_on_the_equator_is_one(tmp_path: Path) -> None:
    places = [LOME | {"latitude": 0.0, "longitude": 0.0}, *SAMPLE["locations"][1:]]
    [found] = features(tmp_path, record("a", changes={"locations": places}))
    assert found["geometry"]["coordinates"] == [0.0, 0.0]


def test_releases_of_one_event_make_one_feature_with_all_sources(tmp_path: Path) -> None:
    [found] = features(tmp_path, record("a", known_as="lab-2"), record("b", known_as="lab-2"))
    assert [s["record_id"] for s in found["properties"]["sources"]] == ["a", "b"]


def test_a_map_without_events(tmp_path: Path) -> None:
    assert features(tmp_path) == []


# JSON-LD


def graph(tmp_path: Path, *records: Record) -> Any:
    """The file as rdflib reads it, with the terms of schema.org as its vocabulary; all terms exist there."""
    rdflib = pytest.importorskip("rdflib")
    path = tmp_path / "events.jsonld"
    write_jsonld(records, path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith('{"@context":"https://schema.org","@graph":['), "the address that consumers look for"
    local = text.replace('"https://schema.org"', '{"@vocab":"https://schema.org/"}', 1)
    found = rdflib.Graph().parse(data=local, format="json-ld")
    types = set(found.objects(None, rdflib.RDF.type))
    unknown = [t for t in {*found.predicates(), *types} - {rdflib.RDF.type} if t not in rdflib.SDO]
    assert unknown == [], "not in schema.org"
    return found


def test_an_event_is_an_event_of_schema_org(tmp_path: Path) -> None:
    found = graph(tmp_path, record("a"))
    query = """
        PREFIX s: <https://schema.org/>
        SELECT ?name ?start ?end ?status ?place ?city ?country ?lat ?headline ?person ?work WHERE {
          ?e a s:Event ; s:name ?name ; s:startDate ?start ; s:endDate ?end ; s:eventStatus ?status ;
             s:location ?l ; s:subjectOf ?a ; s:workFeatured [ s:name ?work ] .
          ?l a s:Place ; s:name ?place ; s:geo [ s:latitude ?lat ] ;
             s:address [ a s:PostalAddress ; s:addressLocality ?city ; s:addressCountry ?country ] .
          ?a a s:NewsArticle ; s:headline ?headline ; s:mentions [ a s:Person ; s:name ?person ] . }
    """
    [row] = list(found.query(query))
    assert [cell.toPython() for cell in row] == [
        "Second Sahel Labour Forum", "2031-03-12", "2031-03-13", "https://schema.org/EventScheduled",
        "Palais des Congrès", "Lomé", "TG", 6.13748, "Lomé hosts the Sahel Labour Forum", "Ama Koffi", "Lomé Call",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "term"),
    [
        ("held", "EventScheduled"),
        ("planned", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_states_are_those_of_schema_org(tmp_path: Path, status: str, term: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    [found] = graph(tmp_path, record("a", status=status)).objects(None, rdflib.SDO.eventStatus)
    assert str(found) == str(rdflib.SDO[term])
    assert rdflib.SDO[term] in rdflib.SDO


def test_what_is_unknown_is_absent(tmp_path: Path) -> None:
    bare = record(
        "a", status="unknown", start=None, end=None, precision=None, venue=None, city=None, country=None, place_ids=[]
    )
    write_jsonld([bare], tmp_path / "x.jsonld")
    [node] = json.loads((tmp_path / "x.jsonld").read_text())["@graph"]
    assert not {"eventStatus", "startDate", "endDate", "location"} & set(node)


def test_a_city_is_the_same_as_its_entry_in_geonames_and_a_venue_is_in_it(tmp_path: Path) -> None:
    write_jsonld([record("a"), record("b", venue=None)], tmp_path / "x.jsonld")
    venue, city = (n["location"] for n in json.loads((tmp_path / "x.jsonld").read_text())["@graph"])
    assert "sameAs" not in venue
    assert venue["containedInPlace"]["@id"] == city["sameAs"] == "https://sws.geonames.org/2365267/"


def test_parts_are_linked_to_the_whole(tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    whole, part = dict(SAMPLE["events"][0]), dict(SAMPLE["events"][0])
    part |= {
        "id": "e2",
        "name": "Opening Panel",
        "principal": False,
        "relations": [{"type": "part_of", "event_id": "e1"}],
    }
    found = graph(tmp_path, Record.model_validate(SAMPLE | {"events": [whole | {"known_as": "lab-2"}, part]}))
    [(child, parent)] = found.subject_objects(rdflib.SDO.superEvent)
    names = [str(found.value(node, rdflib.SDO.name)) for node in (child, parent)]
    assert names == ["Opening Panel", "Second Sahel Labour Forum"]


def test_people_are_mentioned_by_the_release_that_names_them(tmp_path: Path) -> None:
    silent = record("b", changes={"officials": [], "quotes": []}, known_as="lab-2", official_ids=[])
    write_jsonld([record("a", known_as="lab-2"), silent], tmp_path / "x.jsonld")
    [node] = json.loads((tmp_path / "x.jsonld").read_text())["@graph"]
    assert {a["identifier"]: "mentions" in a for a in node["subjectOf"]} == {"a": True, "b": False}


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028", "\ud800", '"quoted" \\ \n']
)
def test_it_may_stand_in_a_page(tmp_path: Path, words: str) -> None:
    write_jsonld([record("a", name=words)], tmp_path / "x.jsonld")
    text = (tmp_path / "x.jsonld").read_text(encoding="utf-8")
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"][0]["name"] == words.replace("\ud800", "\ufffd")
