"""The gazetteer and the tables beside it are whole."""

import gzip
import re

import pytest
from communique.models import country_codes
from communique.pipeline.countries import Countries
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.locations.gazetteer import Gazetteer
from communique.pipeline.stages.locations.keys import fold_key
from communique.pipeline.stages.locations.resources import GAZETTEER, PLACES, RULES, LocationRules, PlaceTable
from communique.pipeline.stages.locations.table import HEADER, BrokenTableError, NameTable


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    resources = Resources()
    return Gazetteer(resources, Countries(resources))


@pytest.fixture(scope="module")
def lines() -> list[str]:
    raw = gzip.decompress(Resources().read_bytes(GAZETTEER)).decode("utf-8")
    return raw.removesuffix("\n").split("\n")[1:]


@pytest.fixture(scope="module")
def rows(lines: list[str]) -> list[list[str]]:
    entries = (e for line in lines for e in line.split("\t")[2].split(";") if e and e[0] != "~")
    return [e.split(",", 7) for e in entries]


def test_the_file_is_small_enough() -> None:
    assert len(Resources().read_bytes(GAZETTEER)) < 7_500_000


def test_lines_are_sorted_and_of_one_form(lines: list[str]) -> None:
    keys = [line.split("\t")[0] for line in lines]
    assert all(re.fullmatch(r"[^\t]+\t\d*[wv]?n?\t[^\t]*", line) for line in lines)
    assert [(k + "\t").encode() for k in keys] == sorted((k + "\t").encode() for k in set(keys))
    assert [k for k in keys[:: len(keys) // 2000] if not k.startswith(":") and fold_key(k) != k] == []


def test_every_row_is_a_place(rows: list[list[str]]) -> None:
    kinds, countries, _, ids, latitudes, longitudes, populations, names = zip(*rows, strict=True)
    assert set(kinds) == {"C", "A", "D", "K", "P"}
    assert set(countries) <= country_codes()
    assert all(int(i) > 0 for i in ids)
    assert all(-90 <= float(x) <= 90 for x in latitudes)
    assert all(-180 <= float(x) <= 180 for x in longitudes)
    assert all(int(n) >= 0 for n in populations)
    assert all(bool(n) == (k != "C") for k, n in zip(kinds, names, strict=True))


def test_a_name_that_is_not_the_usual_one_leads_to_it(lines: list[str]) -> None:
    places = {line.split("\t")[0]: line.split("\t")[2].split(";") for line in lines}
    references = [(e[1:].split(":", 1)) for entries in places.values() for e in entries if e.startswith("~")]
    assert len(references) > 90_000
    assert all(not places[usual][int(rank)].startswith("~") for rank, usual in references)


def test_a_beginning_of_longer_names_tells_how_long_they_are(lines: list[str]) -> None:
    known = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    for key in list(known)[::500]:
        words = key.split(" ")
        for n in range(1, len(words)):
            assert int(known[" ".join(words[:n])].rstrip("wvn")) >= len(words), key


def test_every_country_has_a_point_and_nearly_every_one_a_capital(rows: list[list[str]]) -> None:
    placed = {row[1] for row in rows if row[0] == "C"}
    assert country_codes() - placed == {"AQ", "BV", "HM", "UM"}  # nobody's seat
    capitals = {row[1] for row in rows if row[0] == "K"}
    checked = ["KZ", "KG", "CH", "BR", "CM", "CO", "IS", "MN", "TG", "TO", "VU", "ST", "PY", "LK", "MM", "US", "AG"]
    assert set(checked) <= capitals


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


def test_a_longer_name_is_looked_for_only_if_there_is_one(gazetteer: Gazetteer) -> None:
    assert gazetteer.opens_longer("rio de")
    assert not gazetteer.opens_longer("rio nowhere")
    assert gazetteer.openings["port au"] == (False, True, False)
    assert gazetteer.words["Xyzzy"] is None


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Anderson County", "US", "admin"),
        ("Oxfordshire", "GB", "admin"),
        ("Karakalpakstan", "UZ", "admin"),
        ("Colchane", "CL", "city"),
        ("Khorog", "TJ", "city"),
    ],
)
def test_small_towns_districts_and_english_names(gazetteer: Gazetteer, name: str, country: str, kind: str) -> None:
    found = {(p.country, p.type) for p in gazetteer.places(fold_key(name))}
    assert (country, kind) in found


def test_words_and_peoples_names_are_marked(gazetteer: Gazetteer) -> None:
    assert gazetteer.known("reading").word
    assert gazetteer.known("thomas").person
    assert not gazetteer.known("bishkek").wordlike
    assert gazetteer.is_idle("hope")
    assert not gazetteer.is_idle("geneva")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"# gazetteer 1\na\t\t\n",
        HEADER.encode() + b"\nno tab here\n",
        HEADER.encode() + b"\nb\t\t" + b"x" * 3000 + b"\na\t\t\n",
    ],
)
def test_a_file_of_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenTableError):
        NameTable(gzip.compress(raw))


def test_a_file_that_cannot_be_unpacked_is_refused(tmp_path) -> None:
    with pytest.raises(BrokenTableError, match="cannot be unpacked"):
        NameTable(b"no gzip")
    packed = Resources().read_bytes(GAZETTEER)
    with pytest.raises(BrokenTableError):
        NameTable(packed[: len(packed) // 2])


def test_a_broken_place_is_refused() -> None:
    table = NameTable(gzip.compress(HEADER.encode() + b"\na\t\tP,CH,GE\n"))
    with pytest.raises(BrokenTableError, match="broken place"):
        table.rows("a")


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
