from __future__ import annotations

import pytest
from communique.models import Document
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def found(text: str) -> list[tuple[str, str | None]]:
    record = PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}"))
    return [(i.name, i.known_as) for i in record.instruments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They endorsed the Oslo Declaration on Fair Fares.", [("Oslo Declaration on Fair Fares", None)]),
        ("It recalls the 2030 Agenda for Sustainable Development.", [("2030 Agenda for Sustainable Development", "agenda2030")]),
        ("See resolution 1325 (2000) of the Council.", [("resolution 1325 (2000)", None)]),
        ("See A/RES/73/195.", [("A/RES/73/195", None)]),
        ("The Sendai Framework for Disaster Risk Reduction 2015–2030 is cited.", [("Sendai Framework for Disaster Risk Reduction 2015–2030", "sendai")]),
        ("They adopted the Oslo Call for Open Ports.", [("Oslo Call for Open Ports", None)]),
        ("The Bergen Commitments were adopted on Sunday.", [("Bergen Commitments", None)]),
        ("The draft Declaration of Atlantis, circulated this week, is short.", [("Declaration of Atlantis", None)]),
        ("On Sunday they adopt a Protocol on Early Harbour Notice.", [("Protocol on Early Harbour Notice", None)]),
        ("It recalls the Harbour Protocol relating to Free Passage of Ships, Cargo and Crew of 2031.", [("Harbour Protocol relating to Free Passage of Ships, Cargo and Crew", None)]),
        ("They signed a Memorandum of Understanding (MoU) with the port.", [("Memorandum of Understanding", None)]),
        ("See resolution 73/195 of the Assembly.", [("resolution 73/195", None)]),
        ("It is a party to the Convention on the Rights of Persons with Disabilities (CRPD).", [("Convention on the Rights of Persons with Disabilities", "crpd")]),
        ("The Oslo Declaration on Open Ports in the North Harbour Region was read.", [("Oslo Declaration on Open Ports in the North Harbour Region", None)]),
        ("An agreement was reached and a declaration was read.", []),
        ("The minister made a Statement on harbours. Her Messages were clear.", []),
        ("The Procurement Appeal Board met, as did the Dispute Resolution Academy.", []),
        ("The Government will submit this Agreement to the House for approval.", []),
        ("In his Declaration of Assets he named a boat.", []),
        ("The Convention Centre is near.", []),
        ("The gcm of the factory", []),
    ],
)  # fmt: skip
def test_instruments(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


def test_forms_of_one_document_are_one_entry() -> None:
    text = (
        "The Global Compact for Safe, Orderly and Regular Migration (GCM) was adopted. The Global Compact is not binding. "
        "The Global Compact for Safe, Orderly and Regulated Migration is a misprint."
    )
    record = PIPELINE.read(Document(id="t", text=f"News\n\n{text}"))
    assert [(i.known_as, len(i.mentions)) for i in record.instruments] == [("gcm", 4)]


def test_a_short_name_points_back_to_a_document_named_in_full() -> None:
    text = "The Global Compact for Safe, Orderly and Regular Migration is read. The Compact is not binding, says the text of the Compact."
    record = PIPELINE.read(Document(id="t", text=f"News\n\n{text}"))
    assert [(i.known_as, [m.text for m in i.mentions]) for i in record.instruments] == [
        ("gcm", ["Global Compact for Safe, Orderly and Regular Migration", "Compact", "Compact"])
    ]


def test_a_compact_that_nobody_named_is_no_document() -> None:
    assert found("The Compact was parked at the harbour.") == []


def test_a_second_and_behind_two_heads_begins_no_third() -> None:
    text = "They talked of the Harbour Convention and Protocol and about the ports."
    names = [entry.name for entry in PIPELINE.read(Document(id="a", text=text)).instruments]
    assert names == ["Harbour Convention and Protocol"]
