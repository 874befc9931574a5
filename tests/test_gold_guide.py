"""What docs/annotation.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

from communique.corpus.standoff import parse_gold

GUIDE = (Path(__file__).parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")


def test_the_example_is_gold_of_the_sentence_above_it() -> None:
    sentence = re.search(r"an article that says `(.+)`:", GUIDE)
    example = re.search(r"```yaml\n(.+?)```", GUIDE, re.DOTALL)
    assert sentence and example
    gold = parse_gold("harbour-2021.yaml", example[1].encode(), sentence[1])
    assert gold.events[0].date_ids == (gold.dates[0].id,)
