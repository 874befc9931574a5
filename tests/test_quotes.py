from __future__ import annotations

import pytest
from communique.models import Document
from communique.pipeline import Pipeline

PIPELINE = Pipeline()


def quotes(text: str) -> list[tuple[str, str, bool]]:
    record = PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}"))
    names = {o.id: o.name for o in record.officials}
    return [(names[q.official_id], q.mention.text, q.direct) for q in record.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Fair fares are in the interest of every port,” said Deputy Minister Anvar Qodirov.",
            [("Anvar Qodirov", "Fair fares are in the interest of every port,", True)],
        ),
        (
            "Minister of Labour Anvar Qodirov said: “Fair fares are in the interest of every port.”",
            [("Anvar Qodirov", "Fair fares are in the interest of every port.", True)],
        ),
        (
            "The Minister of Labour, Anvar Qodirov, noted that fares had risen in every port.",
            [("Anvar Qodirov", "fares had risen in every port", False)],
        ),
        ("Minister of Labour Anvar Qodirov opened “The Long and Winding Road to Fares”, an exhibition.", []),
        ("Minister of Labour Anvar Qodirov left. It was noted that fares had risen.", []),
    ],
)
def test_quotes(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert quotes(text) == expected
