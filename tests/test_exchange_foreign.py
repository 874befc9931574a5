"""Files that other people made: read as far as they go, refused with a place where they are malformed."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from communique.corpus.exchange import ExchangeError, ExchangeFormat, Loss, Sample, import_gold
from communique.corpus.exchange.reading import Units
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import parse_gold
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "Åse Lund met Bo Ek in Oslo on 3 May. Oslo was full."


def read(path: Path, content: str | bytes, form: ExchangeFormat, **labels: str) -> tuple[Sample, tuple[Loss, ...]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    samples, losses = import_gold(path, form, labels=labels or None)
    for sample in samples:  # whatever is read is a gold file that the corpus would take
        assert parse_gold(f"{sample.gold.id}.yaml", gold_yaml(sample.gold).encode(), sample.text).id == sample.gold.id
    return samples[0], losses


def task(*regions: tuple[int, int, str], text: str = TEXT, **more: Any) -> str:
    result = [
        {
            "id": f"r{i}", "from_name": "ner", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [label]},
        }
        for i, (start, end, label) in enumerate(regions)
    ]  # fmt: skip
    return json.dumps([{"id": 7, "data": {"text": text}, "annotations": [{"id": 1, "result": result}]} | more])


def line(*triples: list[Any], text: str = TEXT, **more: Any) -> str:
    return json.dumps({"id": 4, "text": text, "label": list(triples)} | more) + "\n"


# --- entity schemes of others -------------------------------------------------------------------------------------


def test_common_entity_labels_are_read_and_the_rest_is_unjudged(tmp_path: Path) -> None:
    raw = task(
        (0, 8, "PERSON"), (13, 18, "PERSON"), (22, 26, "GPE"), (37, 41, "GPE"), (30, 35, "DATE"), (42, 45, "VERB")
    )
    sample, losses = read(tmp_path / "x.json", raw, ExchangeFormat.label_studio)
    gold = sample.gold
    assert gold.id == "task-7"
    assert [(o.id, o.name) for o in gold.officials] == [("ase-lund", "Åse Lund"), ("bo-ek", "Bo Ek")]
    assert [(e.name, [m.start for m in e.mentions]) for e in gold.locations] == [("Oslo", [22, 37])]
    assert [m.text for m in gold.dates[0].mentions] == ["3 May"]
    assert {"title", "published", "issuer", "events", "quotes", "warnings"} <= set(gold.unjudged)
    assert {"dates.start", "dates.precision", "dates.role", "locations.type", "officials.titles"} <= set(gold.unjudged)
    assert not {"dates", "locations", "locations.name", "officials"} & set(gold.unjudged)
    assert [(loss.what, loss.count) for loss in losses] == [("labels", 1)]


def test_labels_may_be_given_a_meaning(tmp_path: Path) -> None:
    sample, losses = read(
        tmp_path / "x.jsonl",
        line([30, 35, "WHEN"], [22, 26, "LOC"]),
        ExchangeFormat.doccano,
        WHEN="dates",
        LOC="events",
    )
    assert [m.text for e in sample.gold.dates for m in e.mentions] == ["3 May"]
    assert [e.name for e in sample.gold.events] == ["Oslo"]
    assert losses == ()
    with pytest.raises(ExchangeError, match="'days' is no label of gold"):
        import_gold(tmp_path / "x.jsonl", ExchangeFormat.doccano, labels={"WHEN": "days"})


def test_fields_of_which_any_article_has_something_are_judged_in_all(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(line([22, 26, "GPE"]) + line([0, 8, "PER"], id=5), encoding="utf-8")
    samples, _ = import_gold(tmp_path / "x.jsonl", ExchangeFormat.doccano)
    assert [s.gold.id for s in samples] == ["line-4", "line-5"]
    assert all(not {"locations", "officials"} & set(s.gold.unjudged) for s in samples)
    assert samples[1].gold.locations == ()


def test_objectives_need_a_number_that_the_words_tell(tmp_path: Path) -> None:
    text = "Objective 7, and Objectives 8 and 9, Objective 7"
    raw = line([0, 11, "objectives"], [17, 35, "objectives"], [37, 48, "objectives"], text=text)
    sample, losses = read(tmp_path / "x.jsonl", raw, ExchangeFormat.doccano)
    assert [(e.number, len(e.mentions)) for e in sample.gold.objectives] == [(7, 2)]
    assert ["'Objectives 8 and 9' at 17 does not tell the number" in loss.words for loss in losses] == [True]


def test_title_and_issuer_of_a_file_from_elsewhere(tmp_path: Path) -> None:
    raw = line([0, 18, "title"], [22, 26, "issuer"], [30, 35, "published"], [37, 41, "title"])
    sample, losses = read(tmp_path / "x.jsonl", raw, ExchangeFormat.doccano)
    assert sample.gold.title is not None and sample.gold.title.text == "Åse Lund met Bo Ek"
    assert sample.gold.issuer is not None and sample.gold.issuer.name == "Oslo"
    assert [loss.what for loss in losses] == ["title", "published"]


@pytest.mark.parametrize("units", ["points", "utf-16"])
def test_label_studio_offsets_of_either_kind_are_told_by_the_words(tmp_path: Path, units: str) -> None:
    text = "💩This is Oslo. 🎉 Bergen"
    by = Units(text)
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("Oslo", "Bergen")]
    data = json.loads(task(*((a, b, "GPE") for a, b in spans), text=text))
    if units == "utf-16":
        for item in data[0]["annotations"][0]["result"]:
            item["value"] |= {at: by.to_units(item["value"][at]) for at in ("start", "end")}
    sample, _ = read(tmp_path / "x.json", json.dumps(data), ExchangeFormat.label_studio)
    assert [e.name for e in sample.gold.locations] == ["Oslo", "Bergen"]


def test_label_studio_writes_line_ends_as_two_signs(tmp_path: Path) -> None:
    data = json.loads(task((0, 9, "GPE"), text="New\nYork "))
    data[0]["annotations"][0]["result"][0]["value"]["text"] = "New\\nYork"
    sample, _ = read(tmp_path / "x.json", json.dumps(data), ExchangeFormat.label_studio)
    assert [(e.name, e.mentions[0].text) for e in sample.gold.locations] == [("New York", "New\nYork")]


def test_label_studio_reads_one_annotation(tmp_path: Path) -> None:
    def draft(start: int, **more: Any) -> dict[str, Any]:
        return {"result": json.loads(task((start, start + 4, "GPE")))[0]["annotations"][0]["result"]} | more

    cancelled, old, new = draft(0, was_cancelled=True), draft(22, updated_at="2024-02"), draft(37, updated_at="2024-01")
    truth = draft(37, ground_truth=True)
    for drafts, start, lost in (([cancelled, old, new], 22, 1), ([old, truth, new], 37, 2), ([cancelled], None, 0)):
        sample, losses = read(
            tmp_path / "x.json", task(annotations=drafts, predictions=[]), ExchangeFormat.label_studio
        )
        assert [m.start for e in sample.gold.locations for m in e.mentions] == ([] if start is None else [start])
        assert sum(loss.count for loss in losses) == lost
    sample, _ = read(tmp_path / "x.json", task(annotations=[], predictions=[old]), ExchangeFormat.label_studio)
    assert [m.start for m in sample.gold.locations[0].mentions] == [22]


def test_doccano_export_with_ids_of_its_own(tmp_path: Path) -> None:
    entities = [
        {"id": 1662, "label": "EVENT", "start_offset": 9, "end_offset": 12},
        {"id": 1663, "label": "GPE", "start_offset": 22, "end_offset": 26},
    ]
    relations = [{"id": 273, "from_id": 1662, "to_id": 1663, "type": "place_ids"}]
    raw = json.dumps({"id": 6400, "text": TEXT, "Comments": [], "entities": entities, "relations": relations})
    sample, losses = read(tmp_path / "x.jsonl", raw, ExchangeFormat.doccano)
    assert sample.gold.events[0].place_ids == (sample.gold.locations[0].id,)
    assert losses == ()


def test_brat_folder_without_our_gold(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Oslo and\nBergen", encoding="utf-8")
    (tmp_path / "b.ann").write_text(
        "T1\tLOC 0 4\tOslo\nT2\tLOC 5 8;9 15\tand Bergen\nE1\tMove:T1 Place:T2\nN1\tReference T1 Wiki:5\tOslo\n"
        "#1\tAnnotatorNotes T1\t{id: oslo, type: city, role: event}\n*\tEquiv T1 T2\nA1\tSure T1\n",
        encoding="utf-8",
    )
    (tmp_path / "c.txt").write_text("Nothing", encoding="utf-8")
    samples, losses = import_gold(tmp_path, ExchangeFormat.brat)
    assert [s.gold.id for s in samples] == ["b"]
    assert [(e.id, e.type) for e in samples[0].gold.locations] == [("oslo", "city")]
    assert sorted(loss.what for loss in losses) == ["articles", "attributes", "lines", "lines", "lines", "locations"]


CONLL = """\
-DOCSTART- -X- -X- O

Åse NNP I-NP B-PER
Lund NNP I-NP I-PER
met VBD I-VP O

Bo NNP I-NP I-PER
in IN O O
Oslo NNP I-NP S-LOC
"""


def test_plain_conll_joins_tokens(tmp_path: Path) -> None:
    sample, losses = read(tmp_path / "a.conll", CONLL, ExchangeFormat.conll)
    assert sample.text == "Åse Lund met\nBo in Oslo"
    assert [e.name for e in sample.gold.officials] == ["Åse Lund", "Bo"]
    assert [e.name for e in sample.gold.locations] == ["Oslo"]
    assert losses == ()


def test_plain_conll_takes_offsets_from_the_text_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("  Åse\tLund met...\n".replace("...", "\n\n Bo in Oslo"), encoding="utf-8")
    sample, _ = read(tmp_path / "a.conll", CONLL, ExchangeFormat.conll)
    assert [m.text for e in sample.gold.officials for m in e.mentions] == ["Åse\tLund", "Bo"]
    (tmp_path / "a.txt").write_text("Åse Lund met Bo and Oslo", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"a\.conll: line 8: the text does not go on with 'in' at 15"):
        import_gold(tmp_path / "a.conll", ExchangeFormat.conll)


def test_plain_conll_of_several_articles(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("Oslo B-LOC\n\n-DOCSTART- O\n\nBo U-PER\nEk O\n", encoding="utf-8")
    samples, _ = import_gold(tmp_path / "a.conll", ExchangeFormat.conll)
    assert [(s.gold.id, s.text) for s in samples] == [("a-1", "Oslo"), ("a-2", "Bo Ek")]


def test_docbin_of_others_is_read_by_its_entities(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin, Span

    doc = spacy.blank("en")(TEXT)
    doc.ents = [Span(doc, 0, 2, label="PERSON"), doc.char_span(22, 26, label="GPE")]
    doc.spans["sc"] = [doc.char_span(30, 35, label="DATE"), doc.char_span(30, 35, label="NOISE")]
    sample, losses = read(tmp_path / "x.spacy", DocBin(docs=[doc]).to_bytes(), ExchangeFormat.docbin)
    gold = sample.gold
    assert ([e.name for e in gold.officials], [e.name for e in gold.locations]) == (["Åse Lund"], ["Oslo"])
    assert [m.text for e in gold.dates for m in e.mentions] == ["3 May"]
    assert [(loss.what, loss.count) for loss in losses] == [("labels", 1)]


def test_docbin_of_the_component_is_read_by_its_groups(tmp_path: Path) -> None:
    import communique.pipeline.spacy_component
    import spacy
    from spacy.tokens import DocBin

    assert communique.pipeline.spacy_component  # registers the factory, where the package is not installed
    nlp = spacy.blank("en")
    nlp.add_pipe("communique")
    doc = nlp("The Harbour Summit was held in Oslo on 3 May 2021. Objective 23 of the Global Compact was discussed.")
    sample, losses = read(
        tmp_path / "x.spacy", DocBin(docs=[doc], store_user_data=True).to_bytes(), ExchangeFormat.docbin
    )
    for field in ("events", "dates", "locations"):
        before = [(s.start_char, s.end_char) for s in doc.spans[f"communique_{field}"]]
        assert before and [(m.start, m.end) for e in getattr(sample.gold, field) for m in e.mentions] == before
    assert losses == ()


# --- malformed and hostile ------------------------------------------------------------------------------------------


REFUSED = [
    ("label-studio", "{}", "must be a list"),
    ("label-studio", "[1]", "0: must be a mapping"),
    ("label-studio", "[" * 100_000, "nested too deeply|no JSON"),
    ("label-studio", '[{"a": 1, "a": 2}]', "'a' stands twice"),
    ("label-studio", "[NaN]", "NaN is no number"),
    ("label-studio", "[" + "9" * 5000 + "]", "no JSON that can be read"),
    ("label-studio", "[{]", "line 1, column 3"),
    ("label-studio", '[{"data": {"text": 5}}]', r"0\.data\.text: must be a string"),
    ("label-studio", '[{"data": {"text": "a\\r"}}]', "CR in the text"),
    ("label-studio", '[{"data": {"text": "\\ud800"}}]', "no Unicode"),
    ("label-studio", '[{"data": {"text": "a", "article": "../b"}}]', "is no id"),
    ("label-studio", task((0, 400, "GPE")), r"0\.annotations\.0\.result\.0\.value: \[0, 400\) is out of range"),
    ("label-studio", task((5, 5, "GPE")), "out of range"),
    ("label-studio", task((-3, 5, "GPE")), "out of range"),
    ("label-studio", task((22, 26, "GPE")).replace('"Oslo"', '"Rome"'), "the text says 'Oslo' there"),
    ("label-studio", task((0, 4, "GPE")).replace('"start": 0', '"start": 0.5'), "start: must be a whole number"),
    ("label-studio", task((0, 4, "GPE")).replace('"start": 0', '"start": true'), "start: must be a whole number"),
    ("label-studio", task((0, 4, "GPE")).replace('["GPE"]', '"GPE"'), "labels: must be a list"),
    ("doccano", "\n\n5\n", "line 3: must be a mapping"),
    ("doccano", line([0, 4]), "line 1: label.0: must be"),
    ("doccano", line([0, 999, "GPE"]), "line 1: label.0: .* out of range"),
    ("doccano", line([0, 4, 7]), "label.0: must be a string"),
    ("doccano", line(communique="{"), "line 1: communique: is no JSON"),
    ("doccano", line(communique='{"id": "a", "events": 5}'), "line 1: communique: events"),
    ("doccano", line(communique=json.dumps({"id": "a", "title": {"text": "x", "mention": {"start": 0, "end": 1, "text": "x"}}})), "the article says"),
    ("doccano", line() + line(), "two articles have this id"),
    ("doccano", line(relations=[{"from_id": "x", "to_id": 1, "type": "a"}]), "from_id: must be a whole number"),
    ("conll", "Oslo\n", "line 1: must be a token and a tag"),
    ("conll", "Oslo LOC\n", "line 1: 'LOC' is no tag"),
    ("conll", '# id = a\n# text = "Oslo"\n# columns = token start end dates\nOslo\t0\t4\n', "line 4: has 3 columns, not 4"),
    ("conll", '# id = a\n# text = "Oslo"\n# columns = token start end dates\nRome\t0\t4\tO\n', "line 4: the text says 'Oslo'"),
    ("conll", '# id = a\n# text = "Oslo"\n# columns = token start end dates\nOslo\t0\t9\tO\n', "line 4: .*out of range"),
    ("conll", "# id = a\n# text = Oslo\n# columns = token start end dates\n", "line 1: text: is no JSON"),
    ("docbin", b"nothing", "is no DocBin"),
    ("docbin", zlib.compress(b"nothing"), "no DocBin that spaCy can read"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "content", "reason"), REFUSED)
def test_malformed_files_are_refused_with_the_place(
    tmp_path: Path, form: str, content: str | bytes, reason: str
) -> None:
    with pytest.raises(ExchangeError, match=reason) as caught:
        read(tmp_path / "x.file", content, ExchangeFormat(form))
    assert caught.value.file == "x.file" and caught.value.key


@pytest.mark.parametrize(
    ("ann", "reason"),
    [
        ("T1 LOC 0 4 Oslo\n", "line 1: is no line of brat"),
        ("T1\tLOC 0\tOslo\n", "line 1: must be"),
        ("T1\tLOC 0 4\tRome\n", "line 1: the text says 'Oslo' there, not 'Rome'"),
        ("T1\tLOC 0 99\tOslo\n", "line 1: .*out of range"),
        ("T1\tLOC 0 4\tOslo\nT1\tLOC 0 4\tOslo\n", "line 2: T1 stands twice"),
        ("T1\tLOC 0 4\tOslo\nR1\tplace_ids T1 T1\n", "line 2: must be"),
        ("T1\tLOC 0 4\tOslo\n#1\tAnnotatorNotes T1\t{a: \n", "line 2: the note"),
    ],
)
def test_malformed_brat_is_refused_with_the_line(tmp_path: Path, ann: str, reason: str) -> None:
    (tmp_path / "b.txt").write_text("Oslo", encoding="utf-8")
    (tmp_path / "b.ann").write_text(ann, encoding="utf-8")
    with pytest.raises(ExchangeError, match=rf"b\.ann: {reason}"):
        import_gold(tmp_path, ExchangeFormat.brat)


def test_brat_without_text_or_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.ann").write_text("", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"no \.txt file"):
        import_gold(tmp_path, ExchangeFormat.brat)
    with pytest.raises(ExchangeError, match="no folder"):
        import_gold(tmp_path / "b.ann", ExchangeFormat.brat)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 60) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "text", "x")), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_json_is_read_or_refused_in_our_words(data: st.DataObject) -> None:
    import tempfile

    def spoiled(value: Any) -> Any:
        """`value` with one part of it, or all of it, replaced."""
        if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 4)) == 0:
            return data.draw(JSON)
        at = data.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
        copy: Any = dict(value) if isinstance(value, dict) else list(value)
        copy[at] = spoiled(value[at])
        return copy

    entity = {"id": 1, "label": "GPE", "start_offset": 22, "end_offset": 26}
    tie = {"id": 1, "from_id": 1, "to_id": 1, "type": "place_ids"}
    doccano = {"id": 1, "text": TEXT, "entities": [entity], "relations": [tie], "Comments": []}
    result = json.loads(task((22, 26, "GPE"), (30, 35, "dates")))
    result[0]["annotations"][0]["result"] += [
        {"id": "r0", "from_name": "note", "type": "textarea", "value": {"text": ["oslo"]}},
        {"id": "r0", "from_name": "zone", "type": "choices", "value": {"choices": ["body"]}},
        {"from_id": "r0", "to_id": "r1", "type": "relation", "direction": "left", "labels": ["date_ids"]},
    ]
    with tempfile.TemporaryDirectory() as folder:
        for form, value in ((ExchangeFormat.doccano, doccano), (ExchangeFormat.label_studio, result)):
            path = Path(folder) / "x"
            path.write_text(json.dumps(spoiled(value)), encoding="utf-8")
            try:
                samples, _ = import_gold(path, form)
            except ExchangeError as error:
                assert error.file == "x" and error.key and error.reason
            else:
                assert all(sample.text for sample in samples if sample.gold.locations)


@given(st.text(st.sampled_from("a😀é\n𝔘"), max_size=12))
def test_utf_16_units_are_those_of_the_encoding(text: str) -> None:
    units = Units(text)
    for at in range(len(text) + 1):
        in_units = len(text[:at].encode("utf-16-le")) // 2
        assert units.to_units(at) == in_units
        assert units.to_points(in_units) == at
    assert units.differ == any(sign > "\uffff" for sign in text)
