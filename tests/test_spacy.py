"""The spaCy component: spans for what the record holds, and Docs that survive bytes and workers."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import communique
import pytest
import spacy
from communique.models import Record
from communique.pipeline import ResourceError
from communique.pipeline.spacy_component import create_component
from spacy.language import Language
from spacy.tokens import Doc

TEXT = (
    "The Third Sahel Labour Forum was held on 12-13 March 2031 in Geneva. "
    "The Forum discussed Objective 6 of the Global Compact for Safe, Orderly and Regular Migration."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("communique")
    return pipeline


def pairs(doc: Doc, field: str) -> list[tuple[str, str]]:
    return [(span.text, span.id_) for span in doc.spans[f"communique_{field}"]]


def test_spans_stand_for_the_records_entries(nlp: Language) -> None:
    doc = nlp(TEXT)
    record = Record.model_validate(doc.user_data["communique"])
    assert record.dates
    for field, label in (("events", "event"), ("dates", "date"), ("locations", "location")):
        group = doc.spans[f"communique_{field}"]
        assert {span.label_ for span in group} <= {label}
        assert {span.id_ for span in group} == {entry.id for entry in getattr(record, field)}
        assert len(group) == sum(len(entry.mentions) for entry in getattr(record, field))
        assert [span.start for span in group] == sorted(span.start for span in group)
    assert ("12-13 March 2031", record.dates[0].id) in pairs(doc, "dates")
    assert [name for _, name in pairs(doc, "objectives")] == ["6"]


def test_a_mention_that_ends_inside_a_token_is_widened_not_dropped(nlp: Language) -> None:
    words = ["The", " ", "forum ", "of", " 12 March", " 2031x", "."]
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    record = Record.model_validate(doc.user_data["communique"])
    assert sum(len(entry.mentions) for entry in record.dates) == len(doc.spans["communique_dates"])
    for entry in record.dates:
        for mention in entry.mentions:
            assert doc.text[mention.start : mention.end] == mention.text


def test_the_publication_day_is_taken_from_the_doc_or_the_settings() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("communique", config={"published": "2031-03-14"})
    doc = nlp.make_doc("Officials met on 12 March.")
    assert nlp(doc).user_data["communique"]["dates"][0]["start"] == "2031-03-12"
    doc = nlp.make_doc("Officials met on 12 March.")
    doc.user_data["communique_published"] = "2027-03-14"
    assert nlp(doc).user_data["communique"]["dates"][0]["start"] == "2027-03-12"


def test_a_doc_round_trips_through_bytes(nlp: Language) -> None:
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert back.user_data["communique"] == doc.user_data["communique"]
    assert pairs(back, "dates") == pairs(doc, "dates")


def test_two_worker_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [TEXT, "Nothing here.", TEXT.replace("2031", "2029"), ""]
    one = list(nlp.pipe(texts))
    two = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [doc.user_data["communique"] for doc in two] == [doc.user_data["communique"] for doc in one]
    assert [pairs(doc, "dates") for doc in two] == [pairs(doc, "dates") for doc in one]


def test_a_pipeline_on_disk_comes_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert pairs(spacy.load(tmp_path)(TEXT), "dates") == pairs(nlp(TEXT), "dates")


def test_wrong_settings_are_refused() -> None:
    nlp = spacy.blank("en")
    for config, words in (
        ({"published": "yesterday"}, "no ISO date"),
        ({"disable": ["wizards"]}, "no stage 'wizards'"),
        ({"resources": "/nowhere/at/all"}, "is no folder"),
    ):
        with pytest.raises(ResourceError, match=words):
            nlp.add_pipe("communique", config=config)


def test_spacy_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    """As after an installation: the entry point of pyproject.toml, in a distribution's metadata."""
    root = Path(communique.__file__).parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    target = project["entry-points"]["spacy_factories"]["communique"]
    assert target == f"{create_component.__module__}:{create_component.__name__}"
    info = tmp_path / "sample_for_communique-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sample-for-communique\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[spacy_factories]\ncommunique = {target}\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import spacy\n"
        "nlp = spacy.blank('en'); nlp.add_pipe('communique')\n"
        "doc = nlp('On 12 March 2031.'); print(doc.spans['communique_dates'])"
    )
    assert importlib.util.find_spec("communique.pipeline.spacy_component")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 March 2031" in done.stdout
