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
        ("An agreement was reached and a declaration was read.", []),
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
