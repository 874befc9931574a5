"""Places in composed sentences: what is one, what is none, and what it is resolved to."""

import pytest
from communique.models import Document
from communique.pipeline.draft import Draft
from communique.pipeline.layout import Layout
from communique.pipeline.loading import Resources
from communique.pipeline.overlaps import settle
from communique.pipeline.stages.locations import LocationStage, read_locations
from communique.pipeline.values import PlaceValue
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def stage() -> LocationStage:
    return LocationStage(Resources())


def places(stage: LocationStage, text: str, issuer: str | None = None) -> dict[str, PlaceValue]:
    """Surface to value of what the stage finds, overlaps settled."""
    return {text[f.start : f.end]: f.value for f in settle(stage.read(text, issuer))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The delegation flew from Almaty to Tashkent.", ["Almaty", "Tashkent"]),
        (
            "Kenya's proposal was backed by Viet Nam and the Republic of Korea.",
            ["Kenya", "Viet Nam", "Republic of Korea"],
        ),
        (
            "Talks in Port-au-Prince, Rio de Janeiro and Sharm el-Sheikh",
            ["Port-au-Prince", "Rio de Janeiro", "Sharm el-Sheikh"],
        ),
        ("OTTAWA, 3 May 2021 - The two sides met.", ["OTTAWA"]),
        ("Muscat, 3 May (Nampa) - The two sides met.", ["Muscat"]),
        ("Talks were held at the Lord Byron Hotel.", ["Lord Byron Hotel"]),
        ("Talks were held at the Royal Documentation Centre.", ["Royal Documentation Centre"]),
        ("Talks were held at the National Opera and Ballet Theatre.", ["National Opera and Ballet Theatre"]),
        ("Talks were held at Pier 27 and at the Goroka Motel.", ["Pier 27", "Goroka Motel"]),
        ("Talks were held at Kulttuuritalo in Helsinki.", ["Kulttuuritalo", "Helsinki"]),
        ("Talks were held at the Casa de Gobierno.", ["Casa de Gobierno"]),
        (
            "Guards of the Kazungula, Mwandi and Sesheke border posts came to Lusaka.",
            ["Kazungula", "Mwandi", "Sesheke", "Lusaka"],
        ),
        ("Workers came from Atlantic Canada.", ["Atlantic Canada"]),
        ("VANUATU VALIDATES ITS REPORT ON THE COMPACT", ["VANUATU"]),
        ("MINISTER OF KENYA VISITS THE REPUBLIC OF MOLDOVA", ["KENYA", "REPUBLIC OF MOLDOVA"]),
        (
            "Aid reached the Sahel, the Horn of Africa and Central Asia.",
            ["Sahel", "Horn of Africa", "Central Asia"],
        ),
        ("Boats crossed the Aegean Sea towards Greece.", ["Aegean Sea", "Greece"]),
        ("Farmers in southern Italy and in Southern Italy", ["Italy", "Southern Italy"]),
        (
            "The bridge over the Vakhsh River in Khatlon Province was closed.",
            ["Vakhsh River", "Khatlon Province"],
        ),
        ("A reception was held at the Grand Marmara Hotel.", ["Grand Marmara Hotel"]),
        ("They met at the Osh Conference Centre.", ["Osh Conference Centre"]),
        ("The U.S. and Mexico signed; US-Mexico trade grew.", ["U.S.", "Mexico", "US", "Mexico"]),
        ("He left for Washington, D.C. on Monday.", ["Washington, D.C."]),
        ("Farmers in the Matara region and fishers near Lake Turkana", ["Matara", "Lake Turkana"]),
        ("The post was set up in Nyons, France.", ["Nyons", "France"]),
        (
            "Ministers of Bosnia and Herzegovina and of Trinidad and Tobago",
            ["Bosnia and Herzegovina", "Trinidad and Tobago"],
        ),
        ("Côte d’Ivoire and São Tomé and Príncipe agreed.", ["Côte d’Ivoire", "São Tomé and Príncipe"]),
        ("At United Nations Headquarters in New York", ["United Nations Headquarters", "New York"]),
        ("They were received at the Palais des Nations in Geneva.", ["Palais des Nations", "Geneva"]),
        ("a Nairobi-based group", ["Nairobi"]),
        ("Farmers of South West Asia and of South-West France", ["South West Asia", "South-West France"]),
        (
            "Clinics opened in Bel-Air, Kenya, and along the Moyale-Isiolo road.",
            ["Bel-Air", "Kenya", "Moyale", "Isiolo"],
        ),
        ("In Nigeria, pilots ran in Lagos, Edo and Borno States.", ["Nigeria", "Lagos", "Edo", "Borno"]),
        ("Floods hit Ohio: Union, Delaware and Knox counties lost power.", ["Ohio", "Union", "Delaware", "Knox"]),
        ("Ohio aids the counties of Union, Delaware and Knox.", ["Ohio", "Union", "Delaware", "Knox"]),
        ("A clinic opened in the village of Oyster Bay, Tanzania.", ["Oyster Bay", "Tanzania"]),
        ("Farm workers in the Gulf wrote home.", ["Gulf"]),
        (
            "The Hotel Belvedere, Accra, was full; a dinner was given at the Hotel Las Palmas.",
            ["Hotel Belvedere", "Accra", "Hotel Las Palmas"],
        ),
        ("A reception at the Palacio de los Vientos in Quito", ["Palacio de los Vientos", "Quito"]),
        ("He was received at the Palace of Friendship in Dushanbe.", ["Palace of Friendship", "Dushanbe"]),
        ("The groups will meet in Conference Room 7.", ["Conference Room 7"]),
        ("The workshop took place at the King Rama Palace Hotel.", ["King Rama Palace Hotel"]),
        ("Guests stayed at the Boulevard Hotel.", ["Boulevard Hotel"]),
        ("Nurses of Chiredzi, Zimbabwe, met. Chiredzi will host again.", ["Chiredzi", "Zimbabwe", "Chiredzi"]),
        ("They asked for help in the U.S, as others had.", ["U.S"]),
        ("She lives in the U.S. He lives in Cuenca, Ecuador.", ["U.S.", "Cuenca", "Ecuador"]),
        ("A conference in Frankfurt in March, after one in Marrakech.", ["Frankfurt", "Marrakech"]),
        ("Born in the Canton of Aargau, now living in Kandy District.", ["Canton of Aargau", "Kandy District"]),
        ("The ship was brought to Port Klang.", ["Port Klang"]),
        (
            "It was signed in the conference hall of the Ministry of Labour and Skills in Banjul.",
            ["conference hall of the Ministry of Labour and Skills", "Banjul"],
        ),
        ("They met at the headquarters of the Postal Union.", ["headquarters of the Postal Union"]),
        ("A seminar was held at the Institute of Border Studies.", ["Institute of Border Studies"]),
        (
            "The course took place at the University of the Two Rivers in Suva.",
            ["University of the Two Rivers", "Suva"],
        ),
        ("A dinner at the Sheraton Grand Doha followed.", ["Sheraton Grand Doha"]),
        ("Venue: Hyatt Regency Trinidad, Port of Spain", ["Hyatt Regency Trinidad", "Port of Spain"]),
        ("They toured the National Museum of Mali.", ["National Museum of Mali"]),
        ("A wreath was laid at the Tomb of the Unknown Soldier.", ["Tomb of the Unknown Soldier"]),
        ("He spoke in the Treaty Room; experts met in Hall 4.", ["Treaty Room", "Hall 4"]),
        ("Doctors work in the Nyakasa refugee camp.", ["Nyakasa refugee camp"]),
        ("A school opened in the Tolomar district and in the village of Quenza.", ["Tolomar", "Quenza"]),
        ("A delegation from the southern Russian town of Beslan came.", ["Beslan"]),
        ("Boats left Java and Sumatra for the Bab el-Mandeb.", ["Java", "Sumatra", "Bab el-Mandeb"]),
        ("In Egypt, Hurghada was proposed.", ["Egypt", "Hurghada"]),
    ],
)
def test_found(stage: LocationStage, text: str, expected: list[str]) -> None:
    found = settle(stage.read(text))
    assert [text[f.start : f.end] for f in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan and Paris Hilton sent their regards.",
        "Ms. Florence Chad spoke first; Mr Lincoln answered.",
        "The Kazakh, Indian and Sri Lankan ministers agreed.",
        "It is nice to have had a bath while reading in March.",
        "Nice to see that Most of the Police were there.",
        "The Geneva Conventions, the Almaty Process and the New York Declaration were cited.",
        "She studied at the University of Geneva and joined the Bank of Ceylon.",
        "Officials noted the Minsk agreements.",
        "The Council of Europe and the Organization for Security and Co-operation in Europe",
        "Members of Islamic State of Iraq and the Levant",
        "It costs US$ 500 and gives us time.",
        "U.S. officials and UK companies were named.",
        "The High Court and the District Court were closed.",
        "The Member State informed its Head Office.",
        "Ask Allen & Gledhill about the Washington Post.",
        "turkey and china were on the table",
        "In March and in May, members of Congress met; Congress adjourned.",
        "Thanks, Jay. And Mark, you had a question about Austin.",
        "The Eastern and Central teams and the North met the West.",
        "The U.S. farm Evergreen Acres (“Evergreen”) grew. Those who fled from Evergreen sued Evergreen in vain.",
        "Ask Harris, Ellis and Travis for Hope and Evergreen.",
        "The Gulf Cooperation Council and the Department of Energy agreed.",
        "The Secretary of Energy, U.S. Army engineers and UK staff came.",
        "A Committee Room 4Bis or no Room 7",
        "Capacity building of the Ministry of Labour and the hall of fame",
        "He studied law at the University of the Two Rivers and is a member of the Institute of Border Studies.",
        "Paris Hilton spoke; a report by Conrad Black was read.",
        "The Member State district and the Kurdish region were named.",
        "The Normandy format and the Grand Cordon of the Order were mentioned.",
        "Judge of the Southern District, Ms Casey, and Casey's brother",
        "Fairfax reported that the paper had been sold.",
        "",
    ],
)
def test_nothing_found(stage: LocationStage, text: str) -> None:
    assert places(stage, text) == {}


@pytest.mark.parametrize(
    ("text", "surface", "canonical", "kind", "country"),
    [
        ("The forum in Nur-Sultan, Kazakhstan, ended.", "Nur-Sultan", "Astana", "city", "KZ"),
        ("They met in Marrakech (Morocco).", "Marrakech", "Marrakesh", "city", "MA"),
        ("The train left Kiev for Lviv.", "Kiev", "Kyiv", "city", "UA"),
        ("The talks were in Geneva.", "Geneva", "Geneva", "city", "CH"),
        ("He was born in Geneva, Illinois.", "Geneva", "Geneva", "city", "US"),
        ("A fair in Paris, Texas, drew crowds.", "Paris", "Paris", "city", "US"),
        ("A fair in Rochester, Minn., drew crowds.", "Rochester", "Rochester", "city", "US"),
        ("Courts in Ohio, Georgia and Alabama agreed.", "Georgia", "Georgia", "admin", "US"),
        ("He came from Georgia, in the United States.", "Georgia", "Georgia", "admin", "US"),
        ("Deputies of Nevada, Texas and Oregon met.", "Nevada", "Nevada", "admin", "US"),
        ("New Delhi and Lucknow, India: New Delhi hosts.", "New Delhi", "New Delhi", "city", "IN"),
        ("The U.S. envoy left Washington for talks in Geneva.", "Geneva", "Geneva", "city", "CH"),
        ("Ontario paid: in Toronto, Hamilton and London, Canada said.", "Toronto", "Toronto", "city", "CA"),
        ("Police in Lamar County, Texas, said a Paris man drove to Reno.", "Paris", "Paris", "city", "US"),
        ("Police in France said a Paris man drove to Lille.", "Paris", "Paris", "city", "FR"),
        ("Stalls burned in Kalutara District, Sri Lanka.", "Kalutara District", "Kalutara District", "admin", "LK"),
        (
            "In Lima, guests thanked the Torre Rosada Palace.",
            "Torre Rosada Palace",
            "Torre Rosada Palace",
            "venue",
            "PE",
        ),
        ("Armenia and Georgia agreed in Tbilisi.", "Georgia", "Georgia", "country", "GE"),
        ("Singapore signed the note.", "Singapore", "Singapore", "country", "SG"),
        ("They met in New York.", "New York", "New York", "city", "US"),
        ("Bath, United Kingdom, was chosen.", "Bath", "Bath", "city", "GB"),
        ("The Soviet Union signed it.", "Soviet Union", "Soviet Union", "country", None),
        ("Unrest in Xinjiang and in Tibet", "Xinjiang", "Xinjiang Uygur Zizhiqu", "admin", "CN"),
        (
            "At United Nations Headquarters, New York",
            "United Nations Headquarters",
            "United Nations Headquarters",
            "venue",
            "US",
        ),
        ("At the Lakeside Hotel, Kampala, they met.", "Lakeside Hotel", "Lakeside Hotel", "venue", "UG"),
    ],
)
def test_resolved(
    stage: LocationStage, text: str, surface: str, canonical: str, kind: str, country: str | None
) -> None:
    value = places(stage, text)[surface]
    assert (value.canonical, value.type, value.country) == (canonical, kind, country)


def test_a_venue_lies_in_the_country_of_the_issuer_unless_the_text_is_elsewhere(stage: LocationStage) -> None:
    text = "The exhibition was opened at the Lakeside Palace."
    assert places(stage, text)["Lakeside Palace"].country is None
    assert places(stage, text, "KE")["Lakeside Palace"].country == "KE"
    abroad = "In Oslo, the exhibition was opened at the Lakeside Palace."
    assert places(stage, abroad, "KE")["Lakeside Palace"].country == "NO"
    assert (
        places(stage, "The envoy left Oslo.\n\nA dinner was given at the Lakeside Palace.", "KE")[
            "Lakeside Palace"
        ].country
        == "NO"
    )


def test_why_a_place_is_meant_and_what_else_might_have_been(stage: LocationStage) -> None:
    stated = places(stage, "A fair in Paris, Texas, drew crowds.")["Paris"]
    assert (stated.reason, stated.division, stated.runner_up) == ("stated", "TX", 2988507)
    size = places(stage, "A fair in Paris drew crowds.")["Paris"]
    assert (size.reason, size.geonames_id) == ("size", 2988507)
    assert size.runner_up not in (None, 2988507)
    context = places(stage, "A workshop was held in Tripoli.", "LB")["Tripoli"]
    assert context.reason == "context"
    assert places(stage, "They flew to Tashkent.")["Tashkent"].reason in ("only", "size")
    assert places(stage, "They flew to Kenya.")["Kenya"].reason in ("only", "listed")


def test_demonyms_are_no_places_but_tell_where_a_text_is(stage: LocationStage) -> None:
    alone = "Officers trained in Tripoli."
    among = "Lebanese officers trained with Lebanese police in Tripoli. The Lebanese minister thanked them."
    assert places(stage, alone)["Tripoli"].country == "LY"
    assert {s: v.country for s, v in places(stage, among).items()} == {"Tripoli": "LB"}


def test_a_city_is_tied_to_the_country_that_the_text_puts_it_in(stage: LocationStage) -> None:
    text = "The forum in Almaty, Kazakhstan, and the fair in Accra (Ghana)"
    found = places(stage, text)
    assert {s: text[slice(*v.within)] for s, v in found.items() if v.within} == {
        "Almaty": "Kazakhstan",
        "Accra": "Ghana",
    }


def test_the_country_of_the_issuer_settles_a_name_of_two_cities(stage: LocationStage) -> None:
    text = "A workshop was held in Tripoli."
    assert places(stage, text)["Tripoli"].country == "LY"
    assert places(stage, text, "LB")["Tripoli"].country == "LB"


def test_a_place_carries_its_identifier_and_point(stage: LocationStage) -> None:
    value = places(stage, "The talks were in Bishkek.")["Bishkek"]
    assert value.geonames_id == 1528675
    assert (value.latitude, value.longitude) == pytest.approx((42.87, 74.59), abs=0.05)


def test_the_stage_keeps_its_contract(stage: LocationStage) -> None:
    text = "A fair in Dakar, Senegal"
    draft = Draft(Document(id="a", text=text, issuer_country="SN"), Layout((), ()), {})
    findings = list(stage.find(draft))
    assert {f.label for f in findings} == set(stage.writes) == {"location"}
    assert stage.resolve(draft, findings) == findings
    assert [f.rule for f in findings] == ["locations.city", "locations.country"]


def test_the_look_without_a_pipeline_gives_the_same(stage: LocationStage) -> None:
    text = "The talks were held in Vienna and at the Hofburg."
    assert list(read_locations(text)) == list(settle(stage.read(text)))


WORDS = st.sampled_from(
    [
        "Geneva",
        "in",
        "the",
        "of",
        "Republic",
        "Hotel",
        "US",
        "U.S.",
        "St.",
        "Lake",
        ",",
        ".",
        "\n",
        "(",
        ")",
        "’s",
        "-",
        "Kazakhstan",
        "Mr",
        "Paris",
        "and",
        "KENYA",
        "İ",
        "ß",
        "\u00a0",
        "District",
        "1",
        "&",
        "Ål",
        "d’Ivoire",
        "Côte",
    ]
)
STAGE = LocationStage(Resources())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(WORDS, max_size=25).map(" ".join),
        st.lists(WORDS, max_size=25).map("".join),
    )
)
def test_any_text_is_read(text: str) -> None:
    found = settle(STAGE.read(text))
    for f in found:
        assert 0 <= f.start < f.end <= len(text)
        surface = text[f.start : f.end]
        assert surface == surface.strip()
        assert f.value is not None
        if f.value.within is not None:
            assert 0 <= f.value.within[0] < f.value.within[1] <= len(text)
    assert [(f.start + 3, f.end + 3) for f in found] == [(f.start, f.end) for f in settle(STAGE.read("\n\n\n" + text))]
