"""A draft says what the record says, is valid gold, and counts for nothing until a person has been over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from communique import Document, Pipeline
from communique.corpus.gold.drafting import draft_gold
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.goldset import GoldSetError, load_gold_set
from communique.corpus.scoring.judging import judge
from communique.corpus.standoff import parse_gold

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
PIPELINE = Pipeline()


@pytest.mark.parametrize("file", sorted(ARTICLES.glob("*.txt")), ids=lambda f: f.stem)
def test_a_draft_agrees_with_its_record_in_everything(file: Path) -> None:
    text = file.read_bytes().decode()
    record = PIPELINE.read(Document(id=file.stem, text=text))
    draft = parse_gold(f"{file.stem}.yaml", gold_yaml(draft_gold(record)).encode(), text)
    assert draft == draft_gold(record)
    verdicts = judge(record, draft)
    assert [v for v in verdicts if v.outcome != "hit"] == []
    assert {v.field for v in verdicts if v.level == "value"} >= {"events", "dates", "locations", "officials", "titles"}


def test_a_draft_is_no_gold(tmp_path: Path) -> None:
    text = "The Port Forum met in Oslo on 3 May 2031.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    draft = gold_yaml(draft_gold(PIPELINE.read(Document(id="a", text=text))))
    (tmp_path / "a.yaml").write_text(draft, encoding="utf-8")
    with pytest.raises(GoldSetError, match=r"a\.yaml:1: draft: "):
        load_gold_set(tmp_path)
    assert len(load_gold_set(tmp_path, drafts=True).articles) == 1
    (tmp_path / "a.yaml").write_text(draft.replace("draft: true\n", ""), encoding="utf-8")
    assert len(load_gold_set(tmp_path).articles) == 1
