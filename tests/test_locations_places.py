"""Places for their own sake: nested names, short forms, and the points that a map needs."""

import re
from itertools import pairwise
from pathlib import Path

import communique
import pytest
from communique.pipeline.loading import Resources
from communique.places import Geoparser, PlaceMention, find_places
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def geoparser() -> Geoparser:
    return Geoparser()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Pune Fire Brigade and the Lusaka Declaration", {"Pune": "IN", "Lusaka": "ZM"}),
        ("U.S. officials met the Ohio Board of Regents.", {"U.S.": "US", "Ohio": "US"}),
        ("She studied at the University of Geneva.", {"Geneva": "CH"}),
        ("Rep. Jane Doe, D-S.C., and a man from Eagle Grove, Ky., spoke.", {"S.C.": "US", "Ky.": "US"}),
        ("A fair in Rochester, Minn., drew crowds.", {"Minn.": "US"}),
    ],
)
def test_nested(geoparser: Geoparser, text: str, expected: dict[str, str]) -> None:
    found = {m.text: m.country for m in geoparser.read(text) if m.nested}
    assert found == expected
    assert not {m.text for m in geoparser.read(text, nested=False)} & set(expected)


@pytest.mark.parametrize(
    "text",
    ["Michael Jordan and Paris Hilton sent their regards.", "Ms. Florence Chad spoke; give us time.", "", "No place."],
)
def test_names_of_people_are_not_nested_places(geoparser: Geoparser, text: str) -> None:
    assert geoparser.read(text) == []


def test_a_venue_has_the_point_of_the_city_behind_it(geoparser: Geoparser) -> None:
    venue, city = geoparser.read("At the Lakeside Hotel, Kampala, they met.")
    assert (venue.type, venue.reason) == ("venue", "container")
    assert (venue.latitude, venue.longitude) == (city.latitude, city.longitude)
    assert venue.geonames_id is None


def test_everything_about_a_mention() -> None:
    (mention,) = find_places("The talks were in Bishkek.", nested=False)
    assert mention == PlaceMention(
        start=18,
        end=25,
        text="Bishkek",
        name="Bishkek",
        type="city",
        country="KG",
        division=mention.division,
        geonames_id=1528675,
        latitude=pytest.approx(42.87, abs=0.05),
        longitude=pytest.approx(74.59, abs=0.05),
        reason=mention.reason,
        runner_up=mention.runner_up,
        nested=False,
    )


def test_the_page_about_places_shows_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(communique.__file__).parent / "docs" / "places.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
    exec(code, {})
    shown = [line[2:] for line in code.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == shown


def test_the_publisher_is_evidence(geoparser: Geoparser) -> None:
    text = "A workshop was held in Tripoli."
    assert [m.country for m in geoparser.read(text)] == ["LY"]
    assert [m.country for m in geoparser.read(text, issuer_country="LB")] == ["LB"]


def test_places_of_ones_own(tmp_path) -> None:
    (tmp_path / "places.yaml").write_text("venues: [{name: Hall of Echoes, country: KE, at: [-1.3, 36.8]}]\n")
    (mention,) = Geoparser(Resources(tmp_path)).read("We met at the Hall of Echoes.")
    assert (mention.country, mention.latitude) == ("KE", -1.3)


WORDS = [
    "Geneva",
    "Police",
    "in",
    "S.C.",
    "D-",
    ", Ky.",
    "U.S.",
    "officials",
    "Lake",
    "counties",
    "Clarke",
    "and",
    "\n",
]
GEOPARSER = Geoparser()


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    found = GEOPARSER.read(text)
    assert all(text[m.start : m.end] == m.text != "" for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == GEOPARSER.read(text)
    assert {(m.start, m.end) for m in GEOPARSER.read(text, nested=False)} <= {(m.start, m.end) for m in found}


@pytest.mark.parametrize("town", ["Dubrovnik", "Davos", "Rarotonga"])
def test_a_town_of_a_single_country_needs_no_more_than_a_preposition(geoparser: Geoparser, town: str) -> None:
    assert [m.text for m in geoparser.read(f"The talks were held in {town} on Friday.")] == [town]
    assert not geoparser.read(f"{town} sat.", nested=False)
