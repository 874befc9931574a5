from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from communique.models import Document, Problem, Record
from communique.pipeline import Draft, Finding, Pipeline, ResourceError, Stage, StageCrashError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


class Numbers(Stage):
    name = "numbers"
    writes = frozenset({"number"})

    def find(self, draft: Draft) -> Iterable[Finding]:
        for i, c in enumerate(draft.text):
            if c.isascii() and c.isdigit():
                yield Finding("number", i, i + 1, "numbers.digit", int(c))


class Doubles(Stage):
    name = "doubles"
    reads = frozenset({"number"})
    writes = frozenset({"double"})

    def find(self, draft: Draft) -> Iterable[Finding]:
        return [replace(f, label="double", value=f.value * 2) for f in draft.get("number")]


def annotations(*stages: Stage, text: str) -> list[tuple[str, object]]:
    record = Pipeline(stages=stages).read(Document(id="t", text=text))
    return [(a.label, a.value) for a in record.annotations]


def test_a_stage_reads_what_stages_before_it_wrote() -> None:
    assert annotations(Numbers(), Doubles(), text="a1b2") == [
        ("double", 2), ("number", 1), ("double", 4), ("number", 2),
    ]  # fmt: skip


def test_reading_what_is_written_later_is_refused() -> None:
    with pytest.raises(ResourceError, match="written only after it"):
        Pipeline(stages=[Doubles(), Numbers()])


def test_a_stage_sees_only_the_labels_that_it_reads() -> None:
    class Blind(Doubles):
        name = "blind"
        reads = frozenset[str]()

    assert annotations(Numbers(), Blind(), text="7") == [("number", 7)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1), (0, 99)])
def test_a_span_outside_the_text_is_a_crash_of_the_stage(start: int, end: int) -> None:
    class Wild(Stage):
        name = "wild"
        writes = frozenset({"w"})

        def find(self, draft: Draft) -> Iterable[Finding]:
            return [Finding("w", start, end, "wild.span")]

    with pytest.raises(StageCrashError) as crash:
        Pipeline(stages=[Wild()]).read(Document(id="t", text="four"))
    assert "span outside the text" in str(crash.value.__cause__)


def test_an_undeclared_label_and_a_moved_span_are_refused() -> None:
    class Undeclared(Numbers):
        writes = frozenset({"other"})

    class Mover(Numbers):
        def resolve(self, draft: Draft, findings: Sequence[Finding]) -> Sequence[Finding]:
            return [replace(f, end=f.end + 1) for f in findings]

    for stage, words in ((Undeclared(), "does not declare"), (Mover(), "moved or made up")):
        with pytest.raises(StageCrashError) as crash:
            Pipeline(stages=[stage]).read(Document(id="t", text="1 2"))
        assert words in str(crash.value.__cause__)


def test_a_crash_is_one_problem_and_the_others_are_read() -> None:
    class Fragile(Numbers):
        def find(self, draft: Draft) -> Iterable[Finding]:
            if "boom" in draft.text:
                raise KeyError("boom")
            return super().find(draft)

    documents = [Document(id=str(i), text=t) for i, t in enumerate(["1", "boom", "2"])]
    first, problem, last = Pipeline(stages=[Fragile()]).pipe(documents)
    assert isinstance(first, Record) and isinstance(last, Record)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.stage, problem.code, problem.fatal) == ("1", "numbers", "crash", True)
    assert problem.traceback is not None and "Fragile" not in problem.words and "boom" in problem.words


def test_a_stage_may_ask_for_tokens() -> None:
    class Words(Stage):
        name = "words"
        writes = frozenset({"word"})

        def find(self, draft: Draft) -> Iterable[Finding]:
            return [Finding("word", t.idx, t.idx + len(t), "words.token") for t in draft.tokens if t.is_alpha]

    record = Pipeline(stages=[Words()]).read(Document(id="t", text="Two words."))
    assert [a.mention.text for a in record.annotations] == ["Two", "words"]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


PIECES = st.sampled_from(
    [
        "The Third Forum on Labour Mobility", " was held on ", "3-5 May 2019", " in Tashkent", ", Uzbekistan", ".\n\n",
        "Deputy Minister Anvar Qodirov", " said that ", "“we agree on very many things here”", "\r\n", "Location: Lima\n",
        "GCM Objectives 4-6", "Posted on 3 May 2019\n", "Contact:\n", " (IMRF)", "Mr. ", "\u2028", "ß", "İ", "\U0001f30d", "\x00", "\u202e",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=14).map("".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, published=st.one_of(st.none(), st.dates()))
def test_any_text_gives_a_grounded_record_that_reads_back(
    pipeline: Pipeline, text: str, published: date | None
) -> None:
    record = pipeline.read(Document(id="t", text=text, published=published))
    for mention in record.mentions():
        assert text[mention.start : mention.end] == mention.text
    assert Record.model_validate_json(record.model_dump_json()) == record


ARTICLE = """Second Regional Seminar on Circular Migration closes in Lusaka

Lusaka, 9 June 2023 - The Second Regional Seminar on Circular Migration (RSCM) was held in Lusaka, Zambia on 7-8 June 2023.
The Permanent Secretary of the Ministry of Labour, Mr. Daniel Phiri, said that the seminar was useful. It was organised by
the Government of Zambia. The next seminar will follow in March 2024.
"""


def test_two_runs_and_other_hash_seeds_give_the_same_bytes(pipeline: Pipeline) -> None:
    here = pipeline.read(Document(id="t", text=ARTICLE)).model_dump_json()
    assert pipeline.read(Document(id="t", text=ARTICLE)).model_dump_json() == here
    code = (
        "import sys, json; from communique.models import Document; from communique.pipeline import Pipeline;"
        "print(Pipeline().read(Document(id='t', text=json.load(sys.stdin))).model_dump_json())"
    )
    for seed in ("1", "77"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(ARTICLE), capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert run.stdout.strip() == here
