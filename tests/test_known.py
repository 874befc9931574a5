"""The knowledge base: what it holds, how events are matched and compared, and what a user adds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from communique.models import Document, EventEntry
from communique.pipeline import Config, Pipeline
from communique.pipeline.assembly.known import FILLED
from communique.pipeline.knowledge import KnowledgeBase
from communique.pipeline.loading import ResourceError, Resources

BASE = KnowledgeBase(Resources())
PIPELINE = Pipeline()

OWN = """
series:
- id: harbour-talks
  name: Harbour Talks
  kind: meeting
  since: 2029
  aliases: {fr: [Pourparlers du port]}
editions:
- id: harbour-2
  series: harbour-talks
  name: Second Harbour Talks
  edition: 2
  start: 2031-05-03
  end: 2031-05-05
  city: Oslo
  country: NO
  announced: [{start: 2031-03-01, end: 2031-03-03, city: Bergen}]
  level: primary
  sources: ["https://harbour.example/2"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def event(text: str, config: Config | None = None) -> EventEntry:
    pipeline = Pipeline(config) if config else PIPELINE
    record = pipeline.read(Document(id="t", text=f"News of the day\n\n{text}"))
    return next(e for e in record.events if e.principal)


def verdicts(entry: EventEntry) -> dict[str, str]:
    assert entry.known is not None
    return {f.field: f.verdict for f in entry.known.facts}


def test_every_edition_has_a_series_a_level_and_a_source() -> None:
    assert len(BASE.editions) > 60
    assert all(e.series in BASE.series and e.sources for e in BASE.editions.values())
    assert all(s.sources for s in BASE.series.values())


def test_an_event_that_is_as_it_is_known() -> None:
    entry = event(
        "The Eleventh Global Forum on Migration and Development was held in Marrakesh, Morocco, on 5-7 December 2018."
    )
    assert entry.known_as == "gfmd-11"
    assert verdicts(entry) == {
        "edition": "agrees",
        "start": "agrees",
        "end": "agrees",
        "city": "agrees",
        "country": "agrees",
    }


def test_days_that_were_given_out_before_an_edition_was_moved() -> None:
    entry = event(
        "The Twelfth Global Forum on Migration and Development will be held in Quito, Ecuador, on 19-22 November 2019."
    )
    assert (entry.start, entry.end) == (date(2019, 11, 19), date(2019, 11, 22))
    assert verdicts(entry)["start"] == verdicts(entry)["end"] == "announced_earlier"
    assert verdicts(entry)["city"] == "agrees"


def test_a_place_that_was_given_out_before_an_edition_was_moved() -> None:
    entry = event(
        "The Fifteenth Global Forum on Migration and Development will be held in Barranquilla, Colombia, on 11-13 June 2025."
    )
    assert verdicts(entry) == {
        "edition": "agrees", "start": "announced_earlier", "end": "announced_earlier", "city": "announced_earlier", "country": "agrees",
    }  # fmt: skip


def test_what_differs_and_what_the_text_leaves_out() -> None:
    entry = event("The Eighth Global Forum on Migration and Development was held in Ankara, Türkiye.")
    assert verdicts(entry) == {
        "edition": "agrees",
        "start": "silent",
        "end": "silent",
        "city": "differs",
        "country": "agrees",
    }
    assert entry.start is None and entry.city == "Ankara"


def test_nothing_is_filled_unless_asked_and_then_it_is_marked() -> None:
    text = "The Eighth Global Forum on Migration and Development was a success."
    assert event(text).start is None
    entry = event(text, Config(fill=True))
    assert (entry.start, entry.end, entry.city, entry.country) == (
        date(2015, 10, 14),
        date(2015, 10, 16),
        "Istanbul",
        "TR",
    )
    assert {k for k, v in entry.reasons.items() if v == FILLED} == {"start", "end", "city", "country"}
    assert set(verdicts(entry).values()) == {"agrees", "silent"}


def test_an_unknown_event_has_no_comparison() -> None:
    assert event("The Harbour Summit was held in Oslo on 3 May 2031.").known is None


def test_a_series_that_has_ended_is_not_matched_later() -> None:
    name = ("Summit for Refugees and Migrants",)
    assert BASE.series_of(name, 2016) is not None
    assert BASE.series_of(name, 2030) is None


def test_a_users_own_events(own: Path) -> None:
    entry = event("The Second Harbour Talks were held in Bergen, Norway, on 3-5 May 2031.", Config(kb=(own,)))
    assert (entry.known_as, entry.series) == ("harbour-2", "harbour-talks")
    assert verdicts(entry) == {
        "edition": "agrees", "start": "agrees", "end": "agrees", "city": "announced_earlier", "country": "agrees",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("editions: [{id: x, series: nowhere, name: X, level: weak}]", "no known series"),
        ("editions: [{id: imrf-2022, series: imrf, name: X, level: weak}]", "stands twice"),
        ("editions: [{id: x, series: imrf, name: X, level: good}]", "level"),
        ("editions: [{id: x, series: imrf, name: X, level: weak, start: 2031-05-05, end: 2031-05-03}]", "after end"),
        ("editions: [{id: x, series: imrf, name: X, level: weak, colour: red}]", "colour"),
        ("editions: {", "no YAML"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=reason):
        KnowledgeBase(Resources(), [path])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        KnowledgeBase(Resources(), [tmp_path / "none.yaml"])


def test_a_users_file_changes_the_fingerprint(own: Path) -> None:
    assert Pipeline(Config(kb=(own,))).fingerprint != PIPELINE.fingerprint


@pytest.mark.parametrize(
    ("name", "found", "said"),
    [
        ("11th GFMD Summit", "gfmd-11", "edition gfmd-11"),
        ("XI Foro Mundial sobre Migración y Desarrollo", "gfmd-11", "series gfmd"),
        ("International Migration Review Forum 2022", "imrf-2022", "imrf-2022"),
        ("Marrakech Conference", "gcm-conf-2018", "gcm-conf-2018"),
        ("40th Global Forum on Migration and Development", None, "no edition 40 among"),
        ("Global Forum on Migration", None, "lacks development"),
        ("World Harbour Forum", None, "no series of this name"),
    ],
)
def test_why_a_name_is_or_is_not_matched(name: str, found: str | None, said: str) -> None:
    explanation = BASE.explain(name)
    assert (explanation.found.id if explanation.found else None) == found
    assert any(said in sentence for sentence in explanation.words)


def test_the_examples_of_the_page_on_knowledge_print_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parent.parent / "docs" / "knowledge.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, "knowledge.md", "exec"), {})
        expected = [line[2:] for line in block.splitlines() if line.startswith("# ")]
        assert capsys.readouterr().out.splitlines() == expected


def test_the_example_of_a_users_file_is_valid(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "knowledge.md").read_text(encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", page, re.S)[0], encoding="utf-8")
    assert "harbour-2" in KnowledgeBase(Resources(), [path]).editions
