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
            [("Anvar Qodirov", "Fair fares are in the interest of every port", True)],
        ),
        (
            "Minister of Labour Anvar Qodirov said: “Fair fares are in the interest of every port.”",
            [("Anvar Qodirov", "Fair fares are in the interest of every port", True)],
        ),
        (
            "The Minister of Labour, Anvar Qodirov, noted that fares had risen in every port.",
            [("Anvar Qodirov", "fares had risen in every port", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov spoke. He told delegates that the port was open.",
            [("Anvar Qodirov", "the port was open", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov said the harbour would open in spring.",
            [("Anvar Qodirov", "the harbour would open in spring", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov spoke. The harbour would open again in spring, he added.",
            [("Anvar Qodirov", "The harbour would open again in spring", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov said that the harbour “will not wait for the next spring tide”, to applause.",
            [("Anvar Qodirov", "will not wait for the next spring tide", True)],
        ),
        (
            "Minister of Labour Anvar Qodirov spoke first. Ambassador Jane Roe followed. “Ports are for people,” the Minister said.",
            [("Anvar Qodirov", "Ports are for people", True)],
        ),
        (
            "“Ports are for people,” said Ambassador Jane Roe. “They were built by people too, over centuries.”",
            [
                ("Jane Roe", "Ports are for people", True),
                ("Jane Roe", "They were built by people too, over centuries", True),
            ],
        ),
        ("Minister of Labour Anvar Qodirov left. The experts noted that fares had risen in every port.", []),
        ("Minister of Labour Anvar Qodirov announced a plan that would open the harbour in spring.", []),
        ("Minister of Labour Anvar Qodirov spoke at the fair under the theme “Open ports make for open minds”.", []),
        ("Minister of Labour Anvar Qodirov opened “The Long and Winding Road to Fares”, an exhibition.", []),
        ("Minister of Labour Anvar Qodirov left. It was noted that fares had risen.", []),
        (
            "“Fares are fair in every port.”\n– The Honourable Anvar Qodirov, Minister of Labour\n",
            [("Anvar Qodirov", "Fares are fair in every port", True)],
        ),
        (
            "– Fares are fair in every port – said Minister of Labour Anvar Qodirov.",
            [("Anvar Qodirov", "Fares are fair in every port", True)],
        ),
        (
            "The fares, which Minister of Labour Anvar Qodirov described as “fair and overdue”, fell.",
            [("Anvar Qodirov", "fair and overdue", True)],
        ),
        (
            "According to Minister of Labour Anvar Qodirov, fares have fallen in every port.",
            [("Anvar Qodirov", "fares have fallen in every port", False)],
        ),
        (
            "Fares have fallen in every port, according to Minister of Labour Anvar Qodirov.",
            [("Anvar Qodirov", "Fares have fallen in every port", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov said sailors had waited long enough.The Kingdom agreed.",
            [("Anvar Qodirov", "sailors had waited long enough", False)],
        ),
        (
            "Minister of Labour Anvar Qodirov expressed the hope that fares would fall again.",
            [("Anvar Qodirov", "fares would fall again", False)],
        ),
        (
            "The Permanent Secretary, Mr. Anvar Qodirov, spoke. “Fares are fair now,” said the PS.",
            [("Anvar Qodirov", "Fares are fair now", True)],
        ),
        ("Minister of Labour Anvar Qodirov said in a statement on Monday. Fares were not named.", []),
        ("Minister of Labour Anvar Qodirov opened a fair called the “school of second chances”.", []),
        (
            "Minister of Labour Anvar Qodirov launched a book.\n\n“Fares and Ports”\n\nAnvar Qodirov, Minister of Labour\n",
            [],
        ),
    ],
)
def test_quotes(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert quotes(text) == expected
