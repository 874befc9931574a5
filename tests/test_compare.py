"""compare() says nothing of a right record, and finds every kind of planted difference."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from communique.corpus.gold.models import Gold, GoldEntry, GoldMention
from communique.corpus.scoring.compare import FIELDS, Difference, compare, render
from communique.corpus.standoff import load_gold, parse_gold
from communique.models import Record

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = (
    "Harbour Summit opens\n\n"
    "The 3rd Harbour Summit (HS) opened in Oslo on 3 May 2021, after the Fish Dialogue of 1 May. "
    "Minister Åse Lund and Mr Bo Ek of the Coast Agency spoke of Objectives 5 and 6 of the Compact and of "
    "children. "
    "She said that fish need peace. The Tide Pact was signed.\n\n"
    "Place: Bergen\n"
)


def at(surface: str, nth: int = 0, **more: Any) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(surface, start + 1)
    return {"start": start, "end": start + len(surface), "text": surface, **more}


# fmt: off
def sample() -> dict[str, Any]:
    return {
        "id": "a",
        "title": {"text": "Harbour Summit opens", "mention": at("Harbour Summit opens", zone="title")},
        "published": {"date": "2021-05-04"},
        "issuer": {"name": "Coast Agency", "mention": at("Coast Agency")},
        "fields": [
            {"id": "place", "label": "Place", "values": [at("Bergen")],
             "mentions": [at("Place", zone="field")]},
        ],
        "events": [
            {"id": "summit", "name": "3rd Harbour Summit", "aliases": ["Harbour Summit"], "acronym": "HS",
             "kind": "summit", "edition": 3, "start": "2021-05-03", "end": "2021-05-03", "precision": "day",
             "date_ids": ["third"], "city": "Oslo", "country": "NO", "place_ids": ["oslo"],
             "organizers": [{"name": "Coast Agency", "country": "NO", "mention": at("Coast Agency")}],
             "official_ids": ["lund", "ek"], "status": "held", "principal": True,
             "relations": [{"type": "preceded_by", "event_id": "dialogue"}],
             "outcomes": [{"name": "Tide Pact", "mention": at("Tide Pact")}],
             "accept": {"aliases": ["summit"], "status": ["planned"], "place_ids": ["bergen"]},
             "mentions": [at("Harbour Summit"), at("HS", required=False),
                          at("3rd Harbour Summit", also=[at("3rd Harbour Summit (HS)")])]},
            {"id": "dialogue", "name": "Fish Dialogue", "kind": "dialogue", "start": "2021-05-01",
             "end": "2021-05-01", "precision": "day", "date_ids": ["first"], "status": "held",
             "accept": {"relations": ["followed_by summit"], "city": ["Oslo"]},
             "mentions": [at("Fish Dialogue")]},
        ],
        "dates": [
            {"id": "third", "start": "2021-05-03", "end": "2021-05-03", "precision": "day", "role": "event",
             "mentions": [at("3 May 2021")]},
            {"id": "first", "start": "2021-05-01", "end": "2021-05-01", "precision": "day", "relative": True,
             "borrowed": ["year"], "role": "event", "mentions": [at("1 May")]},
        ],
        "locations": [
            {"id": "oslo", "name": "Oslo", "type": "city", "country": "NO", "role": "event",
             "latitude": 59.91, "accept": {"country": [None]}, "mentions": [at("Oslo", zone="body")]},
            {"id": "bergen", "name": "Bergen", "type": "city", "country": "NO", "role": "field",
             "required": False, "mentions": [at("Bergen")]},
        ],
        "officials": [
            {"id": "lund", "name": "Åse Lund", "titles": [at("Minister")], "country": "NO",
             "roles": ["speaker"], "mentions": [at("Åse Lund")]},
            {"id": "ek", "name": "Bo Ek", "honorific": "Mr", "organization": "Coast Agency",
             "roles": ["speaker"], "mentions": [at("Bo Ek")]},
        ],
        "organizations": [{"id": "agency", "name": "Coast Agency", "mentions": [at("Coast Agency")]}],
        "objectives": [
            {"id": "o5", "number": 5, "mentions": [at("Objectives 5 and 6")]},
            {"id": "o6", "number": 6, "mentions": [at("Objectives 5 and 6")]},
            {"id": "o7", "number": 7, "explicit": False, "required": False,
             "mentions": [at("children")]},
        ],
        "principles": [
            {"id": "ph", "letter": "h", "explicit": False, "required": False,
             "mentions": [at("children")]},
        ],
        "quotes": [
            {"id": "q", "official_id": "lund", "verb": "said", "direct": False,
             "mentions": [at("fish need peace")]},
        ],
        "instruments": [{"id": "pact", "name": "Tide Pact", "kind": "pact", "mentions": [at("Tide Pact")]}],
        "warnings": [{"code": "place_conflict"}, {"code": "no_url", "required": False}],
    }
# fmt: on


def gold() -> Gold:
    return Gold.model_validate(sample())


def mention(m: GoldMention) -> dict[str, Any]:
    return {"start": m.start, "end": m.end, "text": m.text, "zone": m.zone or "body", "rule": "test"}


def entry_data(entry: GoldEntry, contract: Any, place: str) -> dict[str, Any]:
    """A record's entry that says what the gold entry says."""
    data: dict[str, Any] = {}
    for name in entry.attributes():
        value = getattr(entry, name)
        if value is None and contract.model_fields[name].is_required():
            value = {"title": "a title", "certainty": "stated"}[name]
        data[name] = value.model_dump() if hasattr(value, "model_dump") else value
    shown = [mention(m) for m in entry.mentions]
    data |= {place: shown} if place != "mention" else {"mention": shown[0]}
    return data


def record_data(g: Gold) -> dict[str, Any]:
    """The record that a perfect reader would write, as plain data that a test can spoil."""
    data: dict[str, Any] = {"id": g.id, "produced_by": {"communique": "0", "resources": "0"}, "source": {}}
    places = {"objectives": "evidence", "principles": "evidence", "quotes": "mention", "fields": "mention"}
    for field in FIELDS[3:-1]:
        contract = Record.model_fields[field].annotation.__args__[0]  # type: ignore[union-attr]
        entries = [entry_data(e, contract, places.get(field, "mentions")) for e in getattr(g, field)]
        for e, source in zip(entries, getattr(g, field), strict=True):
            if "id" in contract.model_fields:
                e["id"] = source.id
            finish(field, e, source)
        data[field] = entries
    data["title"] = g.title and {"text": g.title.text, "mention": mention(g.title.mention)}
    data["published"] = g.published and {"date": g.published.date, "basis": "metadata"}
    data["issuer"] = g.issuer and {
        "name": g.issuer.name,
        "mention": g.issuer.mention and mention(g.issuer.mention),
    }
    data["warnings"] = [{"code": w.code, "words": "said so"} for w in g.warnings if w.required]
    return data


def finish(field: str, e: dict[str, Any], source: Any) -> None:
    if field == "events":
        for name in ("organizers", "chairs", "outcomes"):
            values = [
                v.model_dump(exclude={"mention"}) | {"mention": mention(v.mention)} for v in getattr(source, name)
            ]
            e[name] = values
        e["relations"] = [r.model_dump() for r in source.relations]
    elif field == "officials":
        e["titles"] = [{"text": t.text, "mention": mention(t)} for t in source.titles]
    elif field == "dates":
        e["text"] = source.mentions[0].text
    elif field == "fields":
        e["value_mentions"] = [mention(v) for v in source.values]
        e["values"] = [v.text for v in source.values]


def differences(spoil: Callable[[dict[str, Any]], None]) -> list[Difference]:
    data = record_data(gold())
    spoil(data)
    return compare(Record.model_validate(data), gold())


def test_sample_gold_fits_its_text() -> None:
    assert parse_gold("a.yaml", json.dumps(sample()).encode(), TEXT) == gold()


def test_a_right_record_has_no_differences() -> None:
    assert differences(lambda d: None) == []


@pytest.mark.parametrize("name", ["marrakesh-2018", "imrf-2022"])
def test_a_right_record_of_the_founding_documents_is_possible(name: str) -> None:
    text = (CORPUS / "articles" / f"{name}.txt").read_bytes().decode()
    g = load_gold(CORPUS / "gold" / f"{name}.yaml", text)
    assert compare(Record.model_validate(record_data(g)), g) == []


def put(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    def spoil(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return spoil


def drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def spoil(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return spoil


def seen(surface: str, nth: int = 0, zone: str = "body") -> dict[str, Any]:
    return at(surface, nth, zone=zone, rule="test")


PLANTED: list[tuple[Callable[[dict[str, Any]], None], str, str, str, str | None]] = [
    (put("title", value=None), "title", "missing", "title", None),
    (put("title", "text", value="Harbour Summit"), "title", "value", "title", "text"),
    (put("title", "mention", value=seen("Harbour Summit")), "title", "bounds", "title", None),
    (put("published", "date", value="2021-05-03"), "published", "value", "published", "date"),
    (put("published", value=None), "published", "missing", "published", None),
    (put("issuer", value=None), "issuer", "missing", "issuer", None),
    (put("issuer", "mention", value=seen("Oslo")), "issuer", "place", "issuer", None),
    (put("fields", value=[]), "fields", "missing", "place", None),
    (put("fields", 0, "values", value=["Oslo"]), "fields", "value", "place", "values"),
    (put("fields", 0, "value_mentions", value=[seen("Oslo")]), "fields", "place", "place", "values"),
    (put("fields", 0, "mention", "zone", value="body"), "fields", "zone", "place", None),
    (put("events", 0, "name", value="Harbour Summit"), "events", "value", "summit", "name"),
    (put("events", 0, "aliases", value=[]), "events", "value", "summit", "aliases"),
    (put("events", 0, "aliases", value=["Harbour Summit", "Gala"]), "events", "value", "summit", "aliases"),
    (put("events", 0, "acronym", value=None), "events", "value", "summit", "acronym"),
    (put("events", 0, "kind", value="ball"), "events", "value", "summit", "kind"),
    (put("events", 0, "edition", value=4), "events", "value", "summit", "edition"),
    (put("events", 0, "end", value="2021-05-04"), "events", "value", "summit", "end"),
    (put("events", 0, "start", value=None), "events", "value", "summit", "start"),
    (put("events", 1, "venue", value="Old Mill"), "events", "value", "dialogue", "venue"),
    (put("events", 0, "date_ids", value=["first"]), "events", "value", "summit", "date_ids"),
    (put("events", 0, "place_ids", value=["bergen"]), "events", "value", "summit", "place_ids"),
    (put("events", 0, "official_ids", value=["lund"]), "events", "value", "summit", "official_ids"),
    (put("events", 0, "status", value="cancelled"), "events", "value", "summit", "status"),
    (put("events", 0, "organizers", 0, "country", value="SE"), "events", "value", "summit", "organizers"),
    (
        put("events", 0, "organizers", 0, "mention", value=seen("Tide Pact")),
        "events",
        "place",
        "summit",
        "organizers",
    ),
    (put("events", 0, "relations", 0, "type", value="part_of"), "events", "value", "summit", "relations"),
    (put("events", 0, "outcomes", value=[]), "events", "value", "summit", "outcomes"),
    (put("events", 0, "principal", value=False), "events", "value", "summit", "principal"),
    (drop("events", 0, "mentions", 0), "events", "mention missing", "summit", None),
    (put("events", 0, "mentions", 2, value=seen("Harbour Summit", 1)), "events", "bounds", "summit", None),
    (lambda d: d["events"][0]["mentions"].append(seen("Compact")), "events", "mention extra", "summit", None),
    (put("dates", 0, "end", value="2021-05-09"), "dates", "value", "third", "end"),
    (put("dates", 1, "borrowed", value=[]), "dates", "value", "first", "borrowed"),
    (put("dates", 1, "relative", value=False), "dates", "value", "first", "relative"),
    (put("dates", 1, "role", value="reference"), "dates", "value", "first", "role"),
    (put("dates", 1, "precision", value="month"), "dates", "value", "first", "precision"),
    (put("locations", 0, "country", value="SE"), "locations", "value", "oslo", "country"),
    (put("locations", 0, "latitude", value=60.2), "locations", "value", "oslo", "latitude"),
    (put("locations", 0, "mentions", 0, "zone", value="title"), "locations", "zone", "oslo", None),
    (put("officials", 0, "titles", value=[]), "officials", "value", "lund", "titles"),
    (put("officials", 0, "titles", 0, "mention", value=seen("Oslo")), "officials", "place", "lund", "titles"),
    (put("officials", 0, "country", value=None), "officials", "value", "lund", "country"),
    (put("officials", 1, "honorific", value=None), "officials", "value", "ek", "honorific"),
    (put("officials", 1, "organization", value=None), "officials", "value", "ek", "organization"),
    (put("officials", 1, "roles", value=[]), "officials", "value", "ek", "roles"),
    (put("organizations", value=[]), "organizations", "missing", "agency", None),
    (drop("objectives", 1), "objectives", "missing", "o6", None),
    (put("objectives", 0, "explicit", value=False), "objectives", "value", "o5", "explicit"),
    (put("objectives", 2, "explicit", value=True), "objectives", "value", "o7", "explicit"),
    (put("objectives", 0, "number", value=9), "objectives", "missing", "o5", None),
    (put("principles", 0, "explicit", value=True), "principles", "value", "ph", "explicit"),
    (put("quotes", value=[]), "quotes", "missing", "q", None),
    (put("quotes", 0, "official_id", value="ek"), "quotes", "value", "q", "official_id"),
    (put("quotes", 0, "mention", value=seen("that fish need peace")), "quotes", "bounds", "q", None),
    (put("quotes", 0, "direct", value=True), "quotes", "value", "q", "direct"),
    (put("instruments", 0, "kind", value="treaty"), "instruments", "value", "pact", "kind"),
    (put("warnings", value=[]), "warnings", "missing", "place_conflict", None),
    (lambda d: d["warnings"].append({"code": "odd", "words": "?"}), "warnings", "extra", "odd", None),
]


@pytest.mark.parametrize(("spoil", "field", "kind", "entry", "attribute"), PLANTED)
def test_a_planted_difference_is_found(
    spoil: Callable[[dict[str, Any]], None], field: str, kind: str, entry: str, attribute: str | None
) -> None:
    found = differences(spoil)
    assert (field, kind, entry, attribute) in [(d.field, d.kind, d.entry, d.attribute) for d in found]
    assert {d.field for d in found} == {field}
    assert all(d.start is not None for d in found) or field in ("published", "warnings")


def test_every_field_and_kind_is_planted() -> None:
    assert {field for _, field, _, _, _ in PLANTED} == set(FIELDS)
    kinds = Difference.model_fields["kind"].annotation
    assert {kind for _, _, kind, _, _ in PLANTED} == set(kinds.__args__)  # type: ignore[union-attr]


EXTRA: list[tuple[str, dict[str, Any]]] = [
    ("events", {"name": "Compact", "kind": "summit", "status": "held", "principal": False}),
    ("dates", {"text": "x", "precision": "day", "relative": False, "role": "reference"}),
    ("locations", {"name": "Compact", "type": "city", "role": "mentioned"}),
    ("officials", {"name": "Compact"}),
    ("organizations", {"name": "Compact"}),
    ("instruments", {"name": "Compact", "kind": "compact"}),
]


@pytest.mark.parametrize(("field", "entry"), EXTRA)
def test_an_entry_too_many_is_found(field: str, entry: dict[str, Any]) -> None:
    found = differences(lambda d: d[field].append({"id": "x1", "mentions": [seen("Compact")], **entry}))
    assert [(d.field, d.kind, d.entry) for d in found] == [(field, "extra", "x1")]


def test_an_entry_said_twice_is_extra() -> None:
    found = differences(lambda d: d["locations"].append(d["locations"][0] | {"id": "again"}))
    assert [(d.kind, d.entry) for d in found] == [("extra", "again")]


def test_an_explicit_objective_too_many_is_extra_and_an_implied_one_is_neutral() -> None:
    objective = {"number": 11, "title": "t", "certainty": "weak", "evidence": [seen("peace")]}
    assert differences(lambda d: d["objectives"].append(objective | {"explicit": False})) == []
    found = differences(lambda d: d["objectives"].append(objective | {"explicit": True}))
    assert [(d.field, d.kind) for d in found] == [("objectives", "extra")]


NEUTRAL: list[Callable[[dict[str, Any]], None]] = [
    drop("locations", 1),
    put("locations", 1, "country", value="SE"),
    put("locations", 0, "country", value=None),
    put("locations", 0, "latitude", value=59.9),
    put("locations", 0, "geonames_id", value=7),
    put("events", 0, "aliases", value=["Harbour  summit", "summit"]),
    put("events", 0, "status", value="planned"),
    put("events", 0, "place_ids", value=["oslo", "bergen"]),
    put("events", 1, "city", value="Oslo"),
    put("events", 1, "relations", value=[{"type": "followed_by", "event_id": "summit"}]),
    put("events", 0, "mentions", 2, value=seen("3rd Harbour Summit (HS)")),
    drop("events", 0, "mentions", 1),
    drop("objectives", 2),
    drop("principles", 0),
    put("published", "basis", value="argument"),
    lambda d: d["warnings"].append({"code": "no_url", "words": "?"}),
]


@pytest.mark.parametrize("spoil", NEUTRAL)
def test_what_the_gold_leaves_open_is_no_difference(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = record_data(gold())
    spoil(data)
    assert compare(Record.model_validate(data), gold()) == []


def test_pairing_does_not_depend_on_order_or_ids() -> None:
    def spoil(data: dict[str, Any]) -> None:
        for field in ("events", "dates", "officials", "locations", "objectives"):
            data[field].reverse()

    assert differences(spoil) == []


def test_unjudged_fields_are_left_alone() -> None:
    partial = Gold.model_validate({"id": "a", "unjudged": list(FIELDS)})
    assert compare(Record.model_validate(record_data(gold())), partial) == []
    nothing = {d.field for d in compare(Record.model_validate(record_data(gold())), Gold(id="a"))}
    assert nothing == set(FIELDS) - {"principles"}


def test_gold_of_another_article_is_refused() -> None:
    with pytest.raises(ValueError, match="'b'"):
        compare(Record.model_validate(record_data(gold()) | {"id": "b"}), gold())


def test_render_shows_what_differs_and_where() -> None:
    shown = render(differences(put("dates", 0, "end", value="2021-05-09")), TEXT)
    assert "dates third: value end" in shown
    assert "found    '2021-05-09'" in shown and "expected '2021-05-03'" in shown
    assert "line 3" in shown and "[3 May 2021]" in shown
    assert render([], TEXT) == ""
    lost = render(differences(drop("events", 0, "mentions", 0)), TEXT)
    assert "mention missing" in lost and "line 1" in lost and "[Harbour Summit] opens⏎" in lost and "found" not in lost
