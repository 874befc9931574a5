"""The gazetteer and the tables beside it are whole."""

import gzip

import pytest
from communique.models import country_codes
from communique.pipeline.countries import Countries
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.locations.gazetteer import Gazetteer
from communique.pipeline.stages.locations.keys import fold_key
from communique.pipeline.stages.locations.resources import GAZETTEER, PLACES, RULES, LocationRules, PlaceTable


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    resources = Resources()
    return Gazetteer(resources, Countries(resources))


@pytest.fixture(scope="module")
def columns() -> list[list[str]]:
    raw = gzip.decompress(Resources().read_bytes(GAZETTEER)).decode("utf-8")
    return [c.split("\n") for c in raw.split("\f")]


def test_the_file_is_small_enough() -> None:
    assert len(Resources().read_bytes(GAZETTEER)) < 1_900_000


def test_every_row_is_a_place(columns: list[list[str]]) -> None:
    kinds, countries, _, ids, latitudes, longitudes, populations, names = columns
    assert len({len(c) for c in columns}) == 1
    assert set(kinds) == {"C", "A", "K", "P"}
    assert set(countries) <= country_codes()
    assert all(int(i) > 0 for i in ids)
    assert all(-90 <= float(x) <= 90 for x in latitudes)
    assert all(-180 <= float(x) <= 180 for x in longitudes)
    assert all(int(n) >= 0 for n in populations)
    assert all(bool(n) == (k != "C") for k, n in zip(kinds, names, strict=True))


def test_every_country_has_a_point_and_nearly_every_one_a_capital(columns: list[list[str]]) -> None:
    placed = {c for k, c in zip(columns[0], columns[1], strict=True) if k == "C"}
    assert country_codes() - placed == {"AQ", "BV", "HM", "IO", "UM"}  # nobody's seat
    capitals = {c for k, c in zip(columns[0], columns[1], strict=True) if k == "K"}
    checked = {
        "KZ",
        "KG",
        "CH",
        "BR",
        "CM",
        "CO",
        "IS",
        "MN",
        "TG",
        "TO",
        "VU",
        "ST",
        "PY",
        "LK",
        "MM",
        "US",
        "AG",
    }
    assert checked <= capitals


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Nur-Sultan", "Astana"),
        ("Marrakech", "Marrakesh"),
        ("Kiev", "Kyiv"),
        ("Bombay", "Mumbai"),
        ("Biel", "Biel/Bienne"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Zürich", "Zürich"),
        ("Zurich", "Zürich"),
        ("Berne", "Bern"),
        ("New Delhi", "New Delhi"),
        ("Rangoon", "Yangon"),
        ("Addis Ababa", "Addis Ababa"),
        ("Nuku'alofa", "Nuku‘alofa"),
    ],
)
def test_names_and_former_names(gazetteer: Gazetteer, name: str, canonical: str) -> None:
    assert gazetteer.places(fold_key(name))[0].canonical == canonical


def test_the_larger_place_comes_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.places("london")[0].country == "GB"
    assert gazetteer.places("georgia")[0].type == "country"
    assert gazetteer.places("no such place") == ()


def test_words_after_tells_how_far_to_look(gazetteer: Gazetteer) -> None:
    assert gazetteer.words_after("rio") >= 3
    assert gazetteer.words_after("nowhereville") == 0


def test_folding_a_column_is_folding_its_lines() -> None:
    names = ["Côte d'Ivoire", "Łódź", "İzmir", "Port-au-Prince", "St. John’s", "ASTANA"]
    assert fold_key("\n".join(names)).split("\n") == [fold_key(n) for n in names]
    assert fold_key("Łódź") == "lodz"


def test_words_of_the_rules_are_names(gazetteer: Gazetteer) -> None:
    rules = Resources().load(RULES, LocationRules)
    words = rules.known_alternates | rules.well_known | rules.personal_names | rules.common_words
    assert [w for w in sorted(words) if w not in gazetteer] == []


def test_words_of_the_rules_do_not_contradict_each_other() -> None:
    rules = Resources().load(RULES, LocationRules)
    assert not rules.common_words & rules.personal_names
    assert not rules.function_words & rules.honorifics
    assert not (rules.known_alternates | rules.well_known) & (rules.common_words | rules.personal_names)


def test_listed_places_are_known_by_all_their_names(gazetteer: Gazetteer) -> None:
    table = Resources().load(PLACES, PlaceTable)
    rows = [*table.regions, *table.waters, *table.venues]
    assert len({r.name for r in rows}) == len(rows)
    for row in rows:
        for name in (row.name, *row.names):
            assert any(p.listed for p in gazetteer.places(fold_key(name))), name


def test_a_users_places_are_added(tmp_path) -> None:
    (tmp_path / PLACES).write_text("venues: [{name: Hall of Echoes, country: KE, at: []}]\n", encoding="utf-8")
    resources = Resources(tmp_path)
    place = Gazetteer(resources, Countries(resources)).places("hall of echoes")[0]
    assert (place.type, place.country, place.latitude) == ("venue", "KE", None)


def test_a_broken_table_is_refused(tmp_path) -> None:
    (tmp_path / PLACES).write_text("venues: [{name: Hall, at: [1]}]\n", encoding="utf-8")
    resources = Resources(tmp_path)
    with pytest.raises(ResourceError, match=r"places\.yaml: venues"):
        Gazetteer(resources, Countries(resources))
