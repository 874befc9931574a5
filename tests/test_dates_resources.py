"""The resource files of dates are validated, and a user's own file adds to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.dates import DateStage
from communique.pipeline.stages.dates.grammar import Grammar, GrammarSpec, RuleSpec
from communique.pipeline.stages.dates.lexicon import Lexicon


def test_a_users_words_are_read(tmp_path: Path) -> None:
    (tmp_path / "dates.yaml").write_text("words: {month: {entries: {janvier: 1}}}", encoding="utf-8")
    stage = DateStage(Resources(tmp_path))
    assert [f.value.start for f in stage.read("le 3 Janvier 2021", None)] == [date(2021, 1, 3)]


def test_a_users_reject_wins(tmp_path: Path) -> None:
    reject = "rejects: [{id: mine, rules: [year], after: ['^ xyz']}]"
    (tmp_path / "dates_rejects.yaml").write_text(reject, encoding="utf-8")
    stage = DateStage(Resources(tmp_path))
    assert stage.read("in 2021 xyz", None) == []
    assert len(stage.read("in 2021 abc", None)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dates.yaml", "wrods: {}"),
        ("dates.yaml", "words: {month: {entries: {foo: bar}}}"),
        ("dates.yaml", "words: {month: {entries: {today: 1}}}"),
        ("dates_rejects.yaml", "rejects: [{id: x, rules: [year], before: ['(']}]"),
        ("dates_grammar.yaml", "rules: [{id: x, build: days}]"),
        ("dates_grammar.yaml", "rules: [{id: x, build: nothing_such, pattern: year}]"),
        ("dates_grammar.yaml", "rules: [{id: x, build: days, pattern: 'yaer'}]"),
    ],
)
def test_a_broken_file_is_refused_with_its_name(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=name):
        DateStage(Resources(tmp_path))


def test_every_class_has_a_letter_of_its_own() -> None:
    lexicon = Resources().load("dates.yaml", Lexicon)
    assert len(set(lexicon.codes.values())) == len(lexicon.codes) == len(lexicon.classes)


def test_no_misspelling_is_a_word_of_dates() -> None:
    lexicon = Resources().load("dates.yaml", Lexicon)
    assert not set(lexicon.misspelt) & {w.lower() for w in lexicon.table}
    assert "septmber" in lexicon.misspelt
    assert "match" not in lexicon.misspelt


@pytest.mark.parametrize("pattern", ["year ; year", "(year", "NONE@1"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    lexicon = Resources().load("dates.yaml", Lexicon)
    spec = GrammarSpec(groups={}, macros={}, rules=(RuleSpec(id="x", build="days", pattern=pattern),))
    with pytest.raises(ResourceError, match=r"dates_grammar\.yaml"):
        Grammar(spec, lexicon)
