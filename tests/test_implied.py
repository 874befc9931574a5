"""Objectives that a release is about without naming them: the cues, their language, and how they are scored."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from communique.corpus.gold.models import Gold
from communique.corpus.scoring.compare import compare
from communique.corpus.scoring.evaluation import Evaluation
from communique.corpus.scoring.gate import floors_from
from communique.corpus.scoring.judging import judge
from communique.corpus.scoring.report import confusion_table
from communique.models import Document, Record
from communique.pipeline import Config, Pipeline
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.implied.grammar import CueError, any_stem, parse_cue
from communique.pipeline.stages.implied.lexicon import ImpliedLexicon
from hypothesis import given
from hypothesis import strategies as st

PIPELINE = Pipeline()
STRICT = Pipeline(Config(strict=True))


def read(text: str, pipeline: Pipeline = PIPELINE) -> Record:
    record = pipeline.read(Document(id="t", text=text))
    for mention in record.mentions():
        assert text[mention.start : mention.end] == mention.text
    return record


def implied(text: str) -> list[int]:
    return sorted(o.number for o in read(text).objectives if not o.explicit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migration data portal opened\n\nThe harbour office opened a migration data portal on Monday.", [1]),
        ("Why people leave\n\nThe ministers spoke of the root causes of irregular migration.", [2]),
        ("Before the journey\n\nEach migrant worker will attend a pre-departure orientation.", [3]),
        ("Papers for migrants\n\nThe consulate issues emergency travel documents to migrants who lost theirs.", [4]),
        ("Labour mobility agreement signed\n\nIt opens the harbour to 300 welders a year.", [5]),
        (
            "Fair recruitment\n\nThe port will pay recruitment fees, and migrant workers will get written contracts.",
            [6],
        ),
        ("Alone at the border\n\nThe house takes in unaccompanied minors among the migrants.", [7]),
        ("Rescue\n\nThe crew saved 40 migrants at sea before their boat sank.", [8]),
        ("Court\n\nThe ring lived on migrant smuggling.", [9]),
        ("A plan against human trafficking\n\nIt was adopted on Friday.", [10]),
        ("Ports\n\nThe two states agreed on integrated border management and on migration.", [11]),
        ("Arrivals\n\nOfficers learned about the screening and referral of migrants.", [12]),
        ("Out of cells\n\nThe bill seeks alternatives to immigration detention.", [13]),
        ("Consular protection of migrants\n\nThe desk answers at night.", [14]),
        ("Clinics\n\nThe island gives migrants access to basic health services whatever their status.", [15]),
        ("Together\n\nThe town works for the integration of migrants.", [16]),
        ("Words\n\nThe campaign against xenophobia asks papers to write fairly of migrants.", [17]),
        ("Welders\n\nMigrants will profit from the mutual recognition of qualifications.", [18]),
        ("Diaspora bond\n\nThe diaspora invests in the new bridge.", [19]),
        ("Remittances\n\nSending money home became cheaper for migrants.", [20]),
        ("Home again\n\nThe voluntary return and reintegration programme helped 30 migrants.", [21]),
        ("Years that count\n\nMigrant workers asked for the portability of social security.", [22]),
        ("Regional cooperation on migration\n\nThe six states will act together.", [23]),
    ],
)
def test_each_objective_is_seen_in_what_the_compact_commits_to(text: str, expected: list[int]) -> None:
    assert set(expected) <= set(implied(text))
    assert len(implied(text)) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "Birds\n\nThe migration of storks along the coast was counted by volunteers.",
        "Cloud\n\nThe migration of the tax data is done; portability of data is ensured.",
        "Court\n\nThree smugglers of cigarettes were sentenced.",
        "Trade\n\nThe ministers praised the mutual recognition of product standards and the free movement of goods.",
        "Benefits\n\nSocial security benefits will rise by two per cent.",
        "Prison\n\nThe bill offers alternatives to detention to minor offenders.",
        "Rules\n\nBanks got new rules against money laundering through remittance companies.",
        "Courtesy call\n\nThe minister received the ambassador. They spoke of trade, migration and sport.",
        "New chief\n\nMs Ada Lunde was appointed Director of the Department of Border Control and Migration.",
        "Skills\n\nThe island teaches young farmers new skills.",
        "",
    ],
)
def test_what_is_no_migration_stays_empty(text: str) -> None:
    assert implied(text) == []


def test_the_name_of_an_event_shows_its_subject_and_that_of_a_body_does_not() -> None:
    assert implied("News\n\nThe Workshop on Remittances was held in Oslo on 3 May 2021.") == [20]
    assert (
        implied("News\n\nThe Department for Diaspora Engagement bought chairs on 3 May 2021. Migration is its task.")
        == []
    )


def test_what_the_text_names_is_not_implied_as_well() -> None:
    record = read("Remittances\n\nMigrants and remittances were the theme, under GCM objective 20.")
    assert [(o.number, o.explicit) for o in record.objectives] == [(20, True)]
    assert all(m.rule.startswith("objectives.") for m in record.objectives[0].evidence)


def test_certainty_is_inferred_or_weak() -> None:
    found = read("Remittances\n\nMigrant families spoke of remittances.").objectives
    assert [(o.number, o.certainty) for o in found] == [(20, "inferred")]
    weak = read(
        "Migrants\n\nMigrants asked for vocational training.\nFor migrants, vocational training counts."
    ).objectives
    assert [(o.number, o.certainty) for o in weak] == [(18, "weak")]


def test_a_long_speech_is_not_about_what_it_says_once() -> None:
    aside = "Migration was named. The readmission of migrants was named too, under a readmission agreement. "
    assert implied(f"Speech\n\n{aside}") == [21]
    assert implied(f"Speech\n\n{'We spoke of ports and of rain. ' * 900}{aside}") == []


def test_strict_reads_only_what_is_named() -> None:
    text = "Remittances\n\nMigrants sent remittances. GCM objective 5 was named."
    assert [o.number for o in read(text, STRICT).objectives] == [5]
    assert {o.number for o in read(text).objectives} >= {5, 20}


@pytest.mark.parametrize(
    ("cue", "accepts", "refuses"),
    [
        ("traffick* (in|of) persons", ["trafficking in persons", "traffickers of\npersons"], ["trafficking persons"]),
        ("(safe|) return*", ["safe returns", "return", "safe-return"], ["unsafe turn"]),
        ("recruit* .. fee*", ["recruitment and placement fees", "recruiters, asking fees"], ["recruiters. Fees"]),
        ("cost* + remittanc*", ["costs of sending remittances", "remittances at low cost"], ["cost remit"]),
        ("social (security|protection) (agreement*|)", ["social security", "social protection agreements"], ["social"]),
        ("<who> health", ["migrants' health", "refugee health"], ["health"]),
    ],
)  # fmt: skip
def test_the_language_of_cues(cue: str, accepts: list[str], refuses: list[str]) -> None:
    cues = parse_cue(cue, {"who": ("migrant*", "refugee*")})
    assert all(any(c.pattern.match(words) for c in cues) for words in accepts)
    assert not any(c.pattern.match(words) for words in refuses for c in cues)


@pytest.mark.parametrize(
    "cue", ["(a b", "a) b", "<nobody> x", ".. fee", "fee ..", "()", "(x|)", "A b", "a b", "ab + cd + ef"]
)
def test_a_cue_outside_the_language_is_refused(cue: str) -> None:
    with pytest.raises(CueError):
        parse_cue(cue, {})


@given(st.lists(st.text("abc", min_size=2, max_size=5), min_size=1, max_size=8), st.text("abc ", max_size=30))
def test_the_longest_stem_is_found_at_each_word(stems: list[str], text: str) -> None:
    found = {m.start(): m[1] for m in any_stem(f"{stem}*" for stem in stems).finditer(text)}
    for at in range(len(text)):
        starts = at == 0 or text[at - 1] == " "
        wanted = max((s for s in stems if text.startswith(s, at)), key=len, default=None) if starts else None
        assert found.get(at) == wanted


def test_a_stem_that_does_not_go_on_is_a_whole_word() -> None:
    assert [m[1] for m in any_stem(["to", "tow*"]).finditer("to town today tow")] == ["to", "tow", "tow"]


def test_a_broken_cue_stops_with_its_file_and_objective(tmp_path: Path) -> None:
    (tmp_path / "implied.yaml").write_text("rejects: ['(x']\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"implied\.yaml.*does not close"):
        ImpliedLexicon(Resources(tmp_path))


def test_every_cue_compiles_and_is_read_in_linear_time() -> None:
    lexicon = ImpliedLexicon(Resources())
    for words in ("migrant ", "recruitment and ", "return of ", "border"):
        text = words * 20_000
        assert sum(1 for _ in lexicon.cues.find(text[:20_000])) < 40_000


def gold_with(*entries: tuple[int, bool], judged: bool = True) -> Gold:
    span = {"start": 0, "end": 11, "text": "Remittances"}
    rows = [
        {"id": f"implied-{n}", "number": n, "explicit": False, "required": r, "mentions": [span]} for n, r in entries
    ]
    return Gold.model_validate({"id": "t", "implied": ["objectives"] if judged else [], "objectives": rows})


RECORD = read("Remittances\n\nMigrant families spoke of remittances.")


def outcomes(gold: Gold) -> set[tuple[str, str]]:
    return {(v.field, v.outcome) for v in judge(RECORD, gold) if v.level == "implied"}


def test_implied_objectives_are_judged_where_the_gold_says_so() -> None:
    assert outcomes(gold_with((20, True), (5, True))) == {("objective 20", "hit"), ("objective 5", "miss")}
    assert outcomes(gold_with((5, False))) == {("objective 20", "false")}
    assert outcomes(gold_with((20, False))) == set()
    assert outcomes(gold_with((5, True), judged=False)) == set()


def test_implied_objectives_never_count_for_those_that_are_named() -> None:
    for gold in (gold_with((20, True)), gold_with((5, True)), gold_with((5, True), judged=False)):
        assert not [v for v in judge(RECORD, gold) if v.field == "objectives" and v.level != "attribute"]


def test_calling_named_what_is_only_implied_is_an_error() -> None:
    entry = RECORD.objectives[0].model_copy(update={"explicit": True})
    wrong = RECORD.model_copy(update={"objectives": (entry,)})
    verdicts = [(v.level, v.outcome) for v in judge(wrong, gold_with((20, True))) if v.field == "objectives"]
    assert ("value", "false") in verdicts
    assert [d.attribute for d in compare(wrong, gold_with((20, False))) if d.field == "objectives"] == ["explicit"]


def test_compare_holds_a_record_to_judged_implied_objectives_only() -> None:
    def kinds(gold: Gold) -> list[str]:
        return [d.kind for d in compare(RECORD, gold) if d.field == "objectives"]

    assert kinds(gold_with((20, True))) == []
    assert kinds(gold_with((5, True))) == ["missing", "extra"]
    assert kinds(gold_with((5, True), judged=False)) == []


def test_scores_floors_and_confusion() -> None:
    gold = gold_with((5, True), (20, True))
    found = Evaluation({"t": judge(RECORD, gold), "u": judge(RECORD, gold_with((6, True)))}, {"t": "", "u": ""})
    assert found.scores["implied", "micro"].f1 == pytest.approx(0.4)
    assert set(floors_from(found.scores)["implied"]) == {"micro", "macro"}
    table = confusion_table(found)
    assert table is not None
    assert table.rows == (("objective 5", "nothing (1)"), ("objective 6", "objective 20 (1)"))
    assert confusion_table(Evaluation({"t": judge(RECORD, gold_with(judged=False))}, {"t": ""})) is None


def test_the_form_of_the_file_survives_writing() -> None:
    from communique.corpus.gold.writing import gold_yaml

    written = gold_yaml(gold_with((20, True)))
    assert yaml.safe_load(written)["implied"] == ["objectives"]
    assert Gold.model_validate(yaml.safe_load(written)) == gold_with((20, True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("House for children\n\nEach boy who reached the island with no relative gets a tutor and a bed.", 7),
        ("Clinics\n\nThe clinic treats foreign workers even without papers, free of charge.", 15),
        ("Years\n\nRetirement contributions paid in both countries will be added up.", 22),
        ("Route\n\nPolice arrested the drivers who carried people over the border in lorries.", 9),
        ("Cells\n\nForeigners will report weekly to a judge instead of waiting in police stations.", 13),
    ],
)
def test_what_is_told_in_other_words_shows_in_combination(text: str, expected: int) -> None:
    assert expected in implied(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pensions\n\nRetirement benefits will rise, and contributions are added up every year.",
        "Lorries\n\nPolice arrested the drivers who carried cigarettes over the border in lorries.",
        "School\n\nEach boy with no relative in town gets a bed in the dormitory.\n\nFootball follows.",
        "Cells\n\nOffenders will report weekly to a judge instead of waiting in cells.",
    ],
)
def test_a_combination_lacks_its_migrants_elsewhere(text: str) -> None:
    assert set(implied(text)) <= {7}


def test_parts_of_a_combination() -> None:
    from communique.pipeline.stages.implied.together import CombinationFinder, combination

    parts: dict[str, int] = {}
    finder = CombinationFinder([combination("ab & cd & ~ef & !gh", 4, "alone", parts)])
    assert [*parts] == ["ab", "cd", "ef", "gh"]
    both = {0: [(1, 0, 2), (2, 3, 5)]}
    assert [(entry.objective, whole, low, high) for entry, whole, low, high in finder.find(both, 4)] == [
        (4, True, 0, 5)
    ]
    assert [*finder.find(both, 0)] == []
    assert [*finder.find({0: [(1, 0, 2), (2, 3, 5), (8, 6, 8)]}, 4)] == []
    assert [*finder.find({0: [(3, 0, 2)]}, 4)] == []  # one word is not two things
    spread = {0: [(1, 0, 2)], 1: [(2, 3, 5)]}
    assert [whole for _, whole, _, _ in finder.find(spread, 4)] == [False]
    with pytest.raises(CueError, match="less than two"):
        combination("ab", 4, "alone", parts)


def test_a_principle_is_shown_by_its_first_lines_or_twice() -> None:
    text = "Migration\n\nThe best interests of the child guide every decision on migrant families."
    shown = read(text).principles
    assert [(p.letter, p.explicit, p.certainty) for p in shown] == [("h", False, "inferred")]
    assert read(text, STRICT).principles == ()
    assert read("Court\n\nThe best interests of the child guide the family judge.").principles == ()
