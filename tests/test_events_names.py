"""Event names of further forms: titles in quotation marks, parts, ceremonies, headlines, numbered editions."""

from __future__ import annotations

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def events(text: str, title: str = "News of the day") -> list[EventEntry]:
    return list(PIPELINE.read(Document(id="t", text=f"{title}\n\n{text}")).events)


def names(text: str, title: str = "News of the day") -> list[str]:
    return [e.name for e in events(text, title)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('The workshop "Ports Without Paper" took place.', "Ports Without Paper"),
        ("They opened the conference «Harbours of the North».", "Harbours of the North"),
        ('There was a side event entitled "Her Ship, Her Rules: Women at Sea".', "Her Ship, Her Rules: Women at Sea"),
        ("The Port Authority organised the Workshop “Dry Docks: The Next Decade”.", "Workshop “Dry Docks: The Next Decade”"),
        ("He spoke at the Seminar on “Ferries and the Law”.", "Seminar on “Ferries and the Law”"),
        ("He spoke at the ‘Future of Ferries’ Seminar.", "‘Future of Ferries’ Seminar"),
        ("It was the National Workshop on Safe Ferries.", "National Workshop on Safe Ferries"),
        ("She attended the Public Hearing on Ferry Fares.", "Public Hearing on Ferry Fares"),
        ("The Regional Seminar on Countering the Smuggling of Ivory closed.", "Regional Seminar on Countering the Smuggling of Ivory"),
        ("The Meeting of Baltic Ministers in charge of Ferries closed.", "Meeting of Baltic Ministers in charge of Ferries"),
        ("The second Harbour Review Conference for the Baltic region closed.", "second Harbour Review Conference for the Baltic region"),
        ("The Port of Spain Ferry Dialogue closed.", "Port of Spain Ferry Dialogue"),
        ("The 10th edition of the Congress of the Harbour Masters was held.", "10th edition of the Congress of the Harbour Masters"),
        ("He spoke at the Launch Ceremony of the Harbour Pilots Registry.", "Launch Ceremony of the Harbour Pilots Registry"),
        ("We met at the launch of the Harbour Pilots Network.", "launch of the Harbour Pilots Network"),
        ("It was preceded by the Pre-Conference of Harbour Masters.", "Pre-Conference of Harbour Masters"),
        ("A Side Event on Lost Seafarers was held.", "Side Event on Lost Seafarers"),
        ("The Seafarers Ministerial Segment was held.", "Seafarers Ministerial Segment"),
    ],
)  # fmt: skip
def test_names(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        'He told the conference "We are on our way."',
        "The national conference and a public hearing were held.",
        "Public Consultation on the Proposed Ferry Bill",
        "If Congress agrees, the Senate and Congress will vote. What Congress wants is unclear.",
        "The Congress of the United States and the U.S. Congress are one.",
        "Jane Roe\nDays after the vote, nobody spoke.",
        "The 1968 Fair Housing Act is law.",
        "The launch of the rocket was delayed.",
        "The 6th meeting was short.",
        "Swiss Bishops' Conference leaders spoke.",
        "The first meeting was useful.",
    ],
)
def test_no_events(text: str) -> None:
    assert names(text) == []


def test_the_parts_of_an_event_keep_their_numbers() -> None:
    found = events("The Harbour Forum met. Round Table 1 was short. Round Table 2 was long.")
    assert [e.name for e in found] == ["Harbour Forum", "Round Table 1", "Round Table 2"]
    assert [[r.type for r in e.relations] for e in found] == [[], ["part_of"], ["part_of"]]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The 5th Harbour Dialogue was held. The Sixth Dialogue will be held in Oslo.", "Sixth Dialogue"),
        ("The 5th Meeting of the Harbour Masters ended. The 6th meeting follows.", "6th meeting"),
        ("The Harbour Seminar ended. The second edition of the Seminar will follow.", "second edition of the Seminar"),
    ],
)
def test_a_number_of_its_own_is_another_event(text: str, second: str) -> None:
    assert names(text)[1] == second


def test_a_headline_is_joined_to_the_event_of_the_article() -> None:
    (event,) = events("The Regional Workshop on Clean Ferries was held in Oslo.", "BOARD CLOSES OSLO WORKSHOP")
    assert event.name == "Regional Workshop on Clean Ferries"
    assert [m.text for m in event.mentions] == ["OSLO WORKSHOP", "Regional Workshop on Clean Ferries"]


def test_a_headline_is_cut_to_the_name_that_the_article_gives() -> None:
    (event,) = events(
        "The Validation Workshop on Ferry Access to Ports was held.",
        "Board for Piers, Locks and Quays Shifts Validation Workshop on Ferry Access to Ports",
    )
    assert event.name == "Validation Workshop on Ferry Access to Ports"


def test_an_event_named_by_its_city_is_the_only_one_held_there() -> None:
    (event,) = events("The Arctic Harbours Summit was held in Madrid. At the Madrid Summit, nobody spoke.")
    assert event.aliases == ("Madrid Summit",)


def test_a_code_said_in_one_breath_is_an_alias() -> None:
    (event,) = events("Last year she attended the 26th World Harbour Conference, or COP-26, in Lima.")
    assert (event.name, event.edition, event.city) == ("26th World Harbour Conference", 26, "Lima")


def test_weak_heads_point_back_only_to_their_kind() -> None:
    (event,) = events("The 9th Congress of Harbour Masters met. The Congress adopted nothing. The Assembly agreed.")
    assert [m.text for m in event.mentions] == ["9th Congress of Harbour Masters", "Congress"]
