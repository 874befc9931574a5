"""The table of countries: complete, unambiguous, and strict about spelling."""

import pycountry
import pytest
from communique.pipeline.countries import Countries, fold, strip_name
from communique.pipeline.loading import ResourceError, Resources
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def countries() -> Countries:
    return Countries(Resources())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kazakhstan", "KZ"),
        ("the Republic of Kazakhstan", "KZ"),
        ("the Kyrgyz Republic", "KG"),
        ("Türkiye", "TR"),
        ("TÜRKİYE", "TR"),
        ("Turkey", "TR"),
        ("Burma", "MM"),
        ("Czech Republic", "CZ"),
        ("Viet Nam", "VN"),
        ("Republic of Korea", "KR"),
        ("DPRK", "KP"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("the Netherlands", "NL"),
        ("The Gambia", "GM"),
        ("Georgia's", "GE"),
        ("Seychelles’", "SC"),
        ("KENYA", "KE"),
        ("Soviet Union", "RU"),
        ("Lao People’s Democratic Republic", "LA"),
        ("Sao Tome and Principe", "ST"),
        ("Cabo  Verde", "CV"),
        ("Eswatini", "SZ"),
        ("Timor Leste", "TL"),
        ("Holy See", "VA"),
        ("Kosovo", "XK"),
        ("Zaire", "CD"),
        ("Ceylon", "LK"),
        ("St. Lucia", "LC"),
        ("State of Palestine", "PS"),
    ],
)
def test_names(countries: Countries, text: str, code: str) -> None:
    assert countries.by_name(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "us",
        "Us",
        "u.s.",
        "turkey",
        "chad",
        "Uk",
        "",
        "Atlantis",
        "Geneva",
        "Yugoslavia",
        "Kazakh",
        "Scotland",
    ],
)
def test_no_names(countries: Countries, text: str) -> None:
    assert countries.by_name(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kazakh", "KZ"),
        ("Kazakhs", "KZ"),
        ("Kazakhstani", "KZ"),
        ("Sri Lankans", "LK"),
        ("French", "FR"),
        ("Frenchmen", "FR"),
        ("Swiss", "CH"),
        ("Welsh", "GB"),
        ("Filipinos", "PH"),
        ("Burkinabé", "BF"),
        ("I-Kiribati", "KI"),
        ("U.S.", "US"),
        ("Soviet", "RU"),
        ("South African", "ZA"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("BRITISH", "GB"),
    ],
)
def test_demonyms(countries: Countries, text: str, code: str) -> None:
    assert countries.by_demonym(text) == code


@pytest.mark.parametrize("text", ["polish", "us", "European", "Congolese", "Dominican", "Kazakhstan", ""])
def test_no_demonyms(countries: Countries, text: str) -> None:
    assert countries.by_demonym(text) is None


def test_a_shared_demonym_names_all_its_countries(countries: Countries) -> None:
    assert countries.demonym_codes("Congolese") == ("CD", "CG")


def test_parts_are_no_states(countries: Countries) -> None:
    assert countries.by_part("Scotland") == "GB"
    assert countries.by_part("Kenya") is None


def test_every_country_is_there_with_all_its_names(countries: Countries) -> None:
    assert set(countries.codes) == {c.alpha_2 for c in pycountry.countries} | {"XK"}
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if name := getattr(country, attribute, None):
                assert countries.by_name(name) == country.alpha_2
        assert countries.by_name(countries.canonical(country.alpha_2)) == country.alpha_2


def test_every_sovereign_state_has_a_demonym(countries: Countries) -> None:
    small = {"AQ", "BV", "GG", "GS", "HM", "IO", "JE", "MF", "PM", "SJ", "TF", "UM"}
    assert {c for c, row in countries.table.countries.items() if not row.demonyms} <= small


def test_names_and_demonyms_come_longest_first(countries: Countries) -> None:
    for forms in (countries.names, countries.demonyms):
        assert list(forms) == sorted(set(forms), key=lambda n: (-len(n), n))
    assert "Sri Lankans" in countries.demonyms
    assert "Scotland" in countries.names


def test_one_name_for_two_countries_is_refused(tmp_path) -> None:
    (tmp_path / "countries.yaml").write_text("former: [{name: Kenya, code: UG}]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"countries\.yaml: Kenya: is a name of two countries"):
        Countries(Resources(tmp_path))


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    assert fold(strip_name(text)) == fold(strip_name(text))
    assert isinstance(fold(text), str)
