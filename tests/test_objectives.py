"""Numbered objectives of the Compact: every way to write them, and every trap."""

from __future__ import annotations

import pytest
from communique.models import Document
from communique.pipeline import Pipeline
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.objectives.lexicon import load_compact
from communique.pipeline.stages.objectives.numbers import numbers_of

PIPELINE = Pipeline()


def numbers(text: str) -> list[int]:
    record = PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}"))
    assert all(o.explicit for o in record.objectives)
    return sorted(o.number for o in record.objectives)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It serves GCM Objective 23 - International cooperation.", [23]),
        ("Under the GCM, objectives 6, 18 and 21 come first.", [6, 18, 21]),
        ("The Global Compact for Migration: objectives 1-4.", [1, 2, 3, 4]),
        ("The Compact (GCM) names it (objective 15).", [15]),
        ("In the GCM, Objective 5: Enhance availability and flexibility of pathways for regular migration.", [5]),
        ("GCM Objectives 4, 5,6 and 7–9", [4, 5, 6, 7, 8, 9]),
        ("GCM objectives 10 to 12 & 20", [10, 11, 12, 20]),
        ("Objective 8 of the Global Compact for Safe, Orderly and Regular Migration", [8]),
        ("objective twenty-one of the GCM", [21]),
        ("Progress under the Global Compact for Migration: save lives and establish coordinated international efforts on missing migrants", [8]),
        ("It speaks of objectives 2 and 3 in the Global Compact for Migration.", [2, 3]),
        ("GCM Objective No. 9", [9]),
        ("GCM objective 30 does not exist.", []),
        ("The desk gives body to Objective 15: Provide access to basic services for migrants.", [15]),
        ("Objective 16 (Empower migrants and societies to realise full inclusion and social cohesion) came first; objective 7 later.", [7, 16]),
        ("The Pact of Marrakech was praised. The Objective 9 of the Pact of Marrakech asks for cooperation.", [9]),
        ("Migration was discussed. Undertakings under Objectives 2 and 3 of the Global Compact were read.", [2, 3]),
        ("The GCM matters.\n\n" + "Other things were said. " * 90 + "\n\nObjective 4 was last.", [4]),
        ("The GCM and the Sustainable Development Goals meet. Objective 20 is about remittances.", [20]),
        ("Under the GCM the harbour works on SDG target 10.c and objective 20.", [20]),
        ("Objective 12 and objective 13 opened the day. The Global Compact for Migration was adopted in 2018.", [12, 13]),
        ("The objectives of the Global Compact for Migration (3, 14 and 21) guide the consulates.", [3, 14, 21]),
        ("It rests on the sixth objective of the Global Compact for Migration.", [6]),
        ("GCM: Obj. 5 and Objs. 6-7", [5, 6, 7]),
    ],
)  # fmt: skip
def test_mentions(text: str, expected: list[int]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 23 objectives of the GCM and its 10 guiding principles",
        "all 23 objectives of the Global Compact for Migration",
        "Target 10.7 and Goal 8 beside the GCM",
        "The GCM differs from SDG objective 10.",
        "Objective 3 of the National Strategy on Diaspora",
        "In the GCM and in objective 4 of the Sustainable Development Goals",
        "the GCM review, strategic objective 2",
        "Objective 7 of the plan",
        "objective 1",
        "The Global Compact on Refugees has four objectives; objective 2 is self-reliance.",
        "GCM objective 3rd of May",
        "GCM objectives 5.2 per cent",
        "Round table 2 of the IMRF on the GCM",
        "Under the GCM, and with Objective 3 of the Harbour Sector Program 2030-2034",
        "The GCM was named. Goal 4 of the Migration Strategy of Utopia and its Objective 2 are alike.",
        "The GCM counts. The Port Action Plan has aims: Objective 1 is dredging, Objective 2 is rail.",
        "The UN Global Compact for companies has ten principles; objective 3 of the network is jobs.",
        "The GCM, the SDGs and in particular objectives 8 and 10 of the Goals",
        "Provide access to basic services for everyone",
        "The 23 objectives of the GCM (10 of which were reviewed) came up.",
    ],
)
def test_traps(text: str) -> None:
    assert numbers(text) == []


def test_a_page_field_of_objectives_by_number_and_by_label() -> None:
    text = "A title\n\nThe article itself does not name any.\n\nGCM Objectives\nGCM Objective 23 - International cooperation\nRemittances\n"
    record = PIPELINE.read(Document(id="t", text=text))
    assert [o.number for o in record.objectives] == [23, 20]
    assert {m.zone for o in record.objectives for m in o.evidence} == {"field"}


def test_a_number_and_a_title_that_disagree_are_both_kept_and_flagged() -> None:
    text = "News\n\nUnder the GCM, Objective 5: Provide access to basic services for migrants was debated."
    record = PIPELINE.read(Document(id="t", text=text))
    assert [o.number for o in record.objectives] == [5, 15]
    assert [w.code for w in record.warnings] == ["objective_conflict"]


def test_a_title_behind_its_number_is_part_of_the_mention() -> None:
    words = "Objective 15 (“Provide access to basic services for migrants”)"
    record = PIPELINE.read(Document(id="t", text=f"News\n\nThe port serves {words} of the GCM."))
    assert [m.text for o in record.objectives for m in o.evidence] == [words]
    assert not record.warnings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the GCM's principles we name (c) National sovereignty and (h) Child-sensitive.", "ch"),
        ("It takes a whole-of-government approach, one of the guiding principles of the Global Compact for Migration.", "i"),
        ("The GCM was read. Speakers drew on principle (g), Gender-responsive.", "g"),
        ("Of the guiding principles of the GCM two stand out: the people-centred one and the whole-of-society approach.", "aj"),
        ("The GCM was praised. Human rights and the principle of fair play matter.", ""),
        ("The GCM was praised. Our constitution rests on such principles as rule of law and pluralism.", ""),
        ("A whole-of-society approach is a principle of our strategy.", ""),
    ],
)  # fmt: skip
def test_principles(text: str, expected: str) -> None:
    record = PIPELINE.read(Document(id="t", text=f"News of the day\n\n{text}"))
    assert "".join(sorted(p.letter for p in record.principles)) == expected


def test_principles_are_found_where_they_are_called_principles() -> None:
    record = PIPELINE.read(
        Document(id="t", text="Title\n\nThe GCM rests on guiding principles such as national sovereignty and human rights. We value human rights.")
    )  # fmt: skip
    assert [(p.letter, len(p.evidence)) for p in record.principles] == [("c", 1), ("f", 1)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("6, 18 and 21", (6, 18, 21)), ("1-4", (1, 2, 3, 4)), ("4-1", (4, 1)), ("2 to 4, 4", (2, 3, 4)), ("five", (5,))],
)
def test_lists_and_ranges(words: str, expected: tuple[int, ...]) -> None:
    assert numbers_of(words) == expected


def test_the_compact_is_whole() -> None:
    compact = load_compact(Resources())
    assert len(compact.objectives) == 23 and len(compact.principles) == 10
    assert all(o.sources for o in compact.objectives)


def test_a_second_objective_of_one_number_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "compact.yaml").write_text("objectives: [{number: 5, title: x, short: x}]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="numbers 1 to 23"):
        load_compact(Resources(tmp_path))
