"""Event names: what is found, what is not, and which mentions are of one event."""

from __future__ import annotations

from datetime import date

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def events(text: str, published: date | None = None) -> list[EventEntry]:
    """Events of a body paragraph under a title that names none."""
    document = Document(id="t", text=f"News of the day\n\n{text}", published=published)
    return list(PIPELINE.read(document).events)


def names(text: str) -> list[str]:
    return [e.name for e in events(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He opened the Third Eurasian Forum on Seasonal Work yesterday.", "Third Eurasian Forum on Seasonal Work"),
        ("Talks took place at the Baltic Labour Summit.", "Baltic Labour Summit"),
        ("The Conference on Fair Recruitment, Skills and Remittances will open soon.", "Conference on Fair Recruitment, Skills and Remittances"),
        ("They met at the 14th Nordic-Baltic Ministerial Round Table on Return.", "14th Nordic-Baltic Ministerial Round Table on Return"),
        ("We attended the World Water Congress 2031 in June.", "World Water Congress 2031"),
        ("The EU-U.S. Summit took place.", "EU-U.S. Summit"),
        ("The 61st session of the Council of Labour Attachés began.", "61st session of the Council of Labour Attachés"),
        ("He spoke at the OECD ministerial meeting.", "OECD ministerial meeting"),
        ("It was the Conference to Adopt the Charter of Seafarers.", "Conference to Adopt the Charter of Seafarers"),
        ("He spoke at the meeting of the Joint Working Group on Border Rivers.", "meeting of the Joint Working Group on Border Rivers"),
        ("The Labour Mobility Week was launched.", "Labour Mobility Week"),
        ("The Port Mediation Centre (PMC) Award Ceremony was held.", "Port Mediation Centre (PMC) Award Ceremony"),
        ("The Port Cities Conference and Exhibition closed.", "Port Cities Conference and Exhibition"),
        ("He takes part in COP31 this year.", "COP31"),
        ("The Canada-hosted Arctic Fisheries Dialogue was useful.", "Arctic Fisheries Dialogue"),
    ],
)  # fmt: skip
def test_names(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was useful and the talks go on.",
        "He gave a press conference after the weekly cabinet meeting.",
        "The General Assembly and the National Assembly are bodies.",
        "The Conference Centre and the Summit Hotel are new.",
        "He signed the Vienna Convention on Consular Relations.",
        "The Bali Process and the Abu Dhabi Dialogue are standing processes.",
        "The minister's meeting with Ambassador Jane Roe was short.",
        "Secretary Roe’s Meeting with Ambassador Doe",
        "Last week, in a week like this week, nobody met.",
        "The Declaration and the World Migration Report were published.",
        "Side events were held.",
        "The Congress of the United States passed the bill.",
    ],
)
def test_no_events(text: str) -> None:
    assert names(text) == []


def test_short_forms_and_acronyms_point_back() -> None:
    (event,) = events(
        "The Pacific Seafarers Forum (PSF) was held in Lima. The Forum adopted nothing. The PSF meets every year. "
        "At the forum, three speakers took the floor."
    )
    assert event.acronym == "PSF"
    assert [m.text for m in event.mentions] == ["Pacific Seafarers Forum", "Forum", "PSF", "forum"]


def test_a_short_form_with_nothing_before_it_is_no_event() -> None:
    assert names("The Forum adopted nothing.") == []


def test_aliases_join_and_editions_stay_apart() -> None:
    found = events(
        "The 4th Ministerial Conference on Seafarers was held. The Ministerial Conference on Seafarers is a success. "
        "The 5th Ministerial Conference on Seafarers will be held in Oslo."
    )
    assert [(e.edition, len(e.mentions)) for e in found] == [(4, 2), (5, 1)]


def test_the_acronym_of_the_body_that_meets_is_not_the_events() -> None:
    (event,) = events("The 9th Annual Meeting of the League of Port Cities (LPC) ended.")
    assert event.acronym is None


@pytest.mark.parametrize(
    ("ordinal", "edition"),
    [("11th", 11), ("Eleventh", 11), ("Twenty-third", 23), ("XIV", 14), ("Inaugural", 1), ("2nd", 2), ("XLII", 42)],
)
def test_editions(ordinal: str, edition: int) -> None:
    (event,) = events(f"It was the {ordinal} Congress of Free Ports on Customs.")
    assert event.edition == edition


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The Pacific Seafarers Forum was held in Lima on 17-20 May 2031.", "2031-05-17", "2031-05-20"),
        ("On 3 May 2031, the Pacific Seafarers Forum adopted a plan.", "2031-05-03", "2031-05-03"),
        ("The Pacific Seafarers Forum (Lima, 3 May 2031) was useful.", "2031-05-03", "2031-05-03"),
        ("The Pacific Seafarers Forum took place on 3 and 4 May 2031.", "2031-05-03", "2031-05-04"),
        ("The Pacific Seafarers Forum began its work on 3 May 2031.", "2031-05-03", None),
        ("The Pacific Seafarers Forum endorsed the charter adopted on 3 May 2029.", None, None),
        ("The minister will visit Lima from 3 to 9 May 2031 and attend the Pacific Seafarers Forum.", None, None),
        ("The Pacific Seafarers Forum has met since 2011.", None, None),
    ],
)  # fmt: skip
def test_dates_of_an_event(text: str, start: str | None, end: str | None) -> None:
    (event,) = events(text)
    assert (event.start and event.start.isoformat(), event.end and event.end.isoformat()) == (start, end)


def test_each_of_two_events_gets_its_own_date_and_they_are_related() -> None:
    forum, hearing = events(
        "The Pacific Seafarers Forum was held on 17-20 May 2031, preceded by a Trade Union Hearing on 16 May."
    )
    assert (str(forum.start), str(hearing.start)) == ("2031-05-17", "2031-05-16")
    assert [(r.type, r.event_id) for r in forum.relations] == [("preceded_by", hearing.id)]
    assert [(r.type, r.event_id) for r in hearing.relations] == [("followed_by", forum.id)]


@pytest.mark.parametrize(
    ("text", "city", "country", "venue"),
    [
        ("The Pacific Seafarers Forum was held in Lima, Peru.", "Lima", "PE", None),
        ("The Pacific Seafarers Forum took place in Japan.", None, "JP", None),
        ("The Pacific Seafarers Forum met at the Palais des Nations in Geneva.", "Geneva", "CH", "Palais des Nations"),
        ("She will travel to Oslo for the Pacific Seafarers Forum.", "Oslo", "NO", None),
        ("The Pacific Seafarers Forum discussed the situation of crews from Peru.", None, None, None),
    ],
)
def test_place_of_an_event(text: str, city: str | None, country: str | None, venue: str | None) -> None:
    (event,) = events(text)
    assert (event.city, event.country, event.venue) == (city, country, venue)


def test_parties_and_outcomes() -> None:
    (event,) = events(
        "The Pacific Seafarers Forum, chaired by Peru and Norway, resulted in the adoption of the Lima Declaration."
    )
    assert [p.name for p in event.chairs] == ["Peru", "Norway"]
    assert [p.country for p in event.chairs] == ["PE", "NO"]
    assert [o.name for o in event.outcomes] == ["Lima Declaration"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Pacific Seafarers Forum was held on 3 May 2031.", "held"),
        ("The Pacific Seafarers Forum will be held on 3 July 2031.", "planned"),
        ("The Pacific Seafarers Forum of 3 July 2031 has been postponed.", "postponed"),
        ("The Pacific Seafarers Forum was cancelled.", "cancelled"),
    ],
)
def test_status(text: str, status: str) -> None:
    (event,) = events(text, published=date(2031, 6, 1))
    assert event.status == status


def test_the_title_names_the_principal_event() -> None:
    text = "Oslo hosts the Arctic Ports Summit\n\nThe Pacific Seafarers Forum met last year. The Arctic Ports Summit is new."
    found = PIPELINE.read(Document(id="t", text=text)).events
    assert [(e.name, e.principal) for e in found] == [("Arctic Ports Summit", True), ("Pacific Seafarers Forum", False)]


def test_furniture_and_contacts_name_no_events() -> None:
    text = "A title\n\nThe article is about nothing in particular today.\n\nContact: Arctic Ports Summit press desk"
    assert PIPELINE.read(Document(id="t", text=text)).events == ()


def test_page_fields_fill_what_the_article_leaves_open_and_are_flagged_where_they_differ() -> None:
    silent = "Arctic Ports Summit\n\nThe Arctic Ports Summit went well.\n\nLocation: Oslo, Norway\nDate: 3 May 2031"
    (event,) = PIPELINE.read(Document(id="t", text=silent)).events
    assert (event.city, event.country, str(event.start)) == ("Oslo", "NO", "2031-05-03")
    assert event.reasons == {"dates": "page_field", "place": "page_field"}
    differing = silent.replace("went well", "was held in Lima, Peru")
    record = PIPELINE.read(Document(id="t", text=differing))
    assert record.events[0].city == "Lima"
    assert [w.code for w in record.warnings] == ["place_conflict"]
    assert "Oslo" in [p.name for p in record.locations]


def test_a_known_edition_is_named_and_fills_nothing() -> None:
    (event,) = events("The 8th Summit of the Global Forum on Migration and Development was useful.")
    assert event.known_as == "gfmd-08"
    assert event.start is None and event.city is None


def test_an_acronym_of_another_edition_stands_for_itself() -> None:
    found = events(
        "The 3rd Pacific Seafarers Forum (PSF) was held in Lima. The 4th Pacific Seafarers Forum (PSF) follows. The PSF grows."
    )
    assert [e.edition for e in found] == [3, 4]
    assert sum(len(e.mentions) for e in found) == 3


def test_a_range_of_days_outweighs_one_day_of_it_and_a_bare_year() -> None:
    (event,) = events(
        "On 3 May 2031, the minister opened the Pacific Seafarers Forum. The Forum takes place this year in Lima. "
        "The Pacific Seafarers Forum will last from 3 to 6 May 2031."
    )
    assert (str(event.start), str(event.end)) == ("2031-05-03", "2031-05-06")
