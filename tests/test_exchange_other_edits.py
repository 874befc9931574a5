"""What somebody does to gold in doccano, brat and spaCy is done to the gold, and nothing else is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from communique.corpus.exchange import ExchangeFormat, Loss, Sample, export_gold, import_gold
from communique.corpus.gold.models import Gold
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import load_gold, parse_gold
from hypothesis import given, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Oslo, 3 May 2021\n\nThe Harbour Summit met in Oslo – Minister Åse Lund spoke. The IOM joined, as did Bergen.\n"
GOLD = Path(__file__).with_name("test_exchange_sample.yaml").read_text(encoding="utf-8")
Edit = Callable[[Any], None]


def sample() -> Sample:
    return Sample(TEXT, parse_gold("a.yaml", GOLD.encode(), TEXT))


def after(form: ExchangeFormat, edit: Edit) -> tuple[Gold, tuple[Loss, ...]]:
    """The gold after `edit` was made to the JSON of the one article, or the lines of its .ann."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x"
        export_gold([sample()], form, out)
        file = out / "a.ann" if form is ExchangeFormat.brat else out
        raw = file.read_text(encoding="utf-8")
        if form is ExchangeFormat.brat:
            lines = raw.split("\n")[:-1]
            edit(lines)
            raw = "\n".join(lines) + "\n"
        else:
            data = json.loads(raw)
            edit(data)
            raw = json.dumps(data)
        file.write_text(raw, encoding="utf-8")
        samples, losses = import_gold(out, form)
    return samples[0].gold, losses


def renumbered(line: dict[str, Any]) -> None:
    """As doccano does it: entities get ids of its own, in another order."""
    ids = {entity["id"]: 1000 + 7 * i for i, entity in enumerate(reversed(line["entities"]))}
    for entity in line["entities"]:
        entity["id"] = ids[entity["id"]]
    for tie in line["relations"]:
        tie |= {"from_id": ids[tie["from_id"]], "to_id": ids[tie["to_id"]]}
    line["entities"].sort(key=lambda entity: entity["id"])


def test_doccano_may_renumber() -> None:
    gold, losses = after(ExchangeFormat.doccano, renumbered)
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    assert losses == ()


def test_doccano_new_mention_by_relation_and_moved_mention() -> None:
    def edit(line: dict[str, Any]) -> None:
        ids = {(e["label"], e["start_offset"]): e for e in line["entities"]}
        ids["events", 22]["start_offset"] = 18
        line["entities"].append({"id": 900, "label": "locations", "start_offset": 99, "end_offset": 105})
        line["relations"].append({"id": 901, "from_id": 900, "to_id": ids["locations", 0]["id"], "type": "mention_of"})

    gold, losses = after(ExchangeFormat.doccano, edit)
    assert [m.text for m in gold.events[0].mentions] == ["The Harbour Summit"]
    assert [m.text for m in gold.locations[0].mentions] == ["Oslo", "Oslo", "Bergen"]
    assert losses == ()


def test_doccano_comments_are_reported() -> None:
    gold, losses = after(ExchangeFormat.doccano, lambda line: line["Comments"].append({"id": 1, "comment": "why?"}))
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    assert [(loss.what, loss.count) for loss in losses] == [("comments", 1)]


def test_brat_edits() -> None:
    def edit(lines: list[str]) -> None:
        lines[:] = [line for line in lines if "\tNeutral " not in line and "\tdates " not in line]
        lines[:] = [line for line in lines if not line.startswith(("R", "A", "#"))]
        lines.append("T50\tlocations 99 105\tBergen")
        lines.append("#50\tAnnotatorNotes T50\t{id: bergen, type: city, role: mentioned}")
        lines.append("A50\tZone T50 body")
        lines.append("R50\tplace_ids Arg1:T1 Arg2:T50")

    gold, losses = after(ExchangeFormat.brat, edit)
    assert gold.dates == ()
    assert gold.events[0].place_ids == ("bergen",)  # the relation to oslo was taken away
    assert gold.events[0].official_ids == ()
    assert (gold.locations[1].id, gold.locations[1].mentions[0].zone) == ("bergen", "body")
    assert all(m.required for m in gold.locations[0].mentions)
    assert losses == ()


def test_brat_fragments_with_words_between_them_are_reported() -> None:
    gold, losses = after(ExchangeFormat.brat, lambda lines: lines.append("T50\tofficials 51 59;69 74\tMinister spoke"))
    assert gold_yaml(gold) == gold_yaml(sample().gold)
    assert ["has holes" in loss.words for loss in losses] == [True]


def test_docbin_edits(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin, Span

    export_gold([sample()], ExchangeFormat.docbin, tmp_path / "x.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("en").vocab)
    group = list(doc.spans["communique_locations"])
    bergen = next(t.i for t in doc if t.text == "Bergen")
    doc.spans["communique_locations"] = [*group[1:], Span(doc, bergen, bergen + 1, label="locations", span_id="oslo")]
    doc.spans["communique_dates"] = []
    (tmp_path / "y.spacy").write_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes())
    samples, losses = import_gold(tmp_path / "y.spacy", ExchangeFormat.docbin)
    gold = samples[0].gold
    assert [m.text for m in gold.locations[0].mentions] == ["Oslo", "Bergen"]
    assert gold.dates == () and gold.events[0].date_ids == ()
    assert losses == ()


FIELDS = ("events", "dates", "locations", "officials", "organizations", "objectives", "instruments")


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_every_region_is_in_the_gold_or_in_the_losses(data: st.DataObject) -> None:
    text = (CORPUS / "articles" / "imrf-2022.txt").read_bytes().decode()
    founding = Sample(text, load_gold(CORPUS / "gold" / "imrf-2022.yaml", text))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.jsonl"
        export_gold([founding], ExchangeFormat.doccano, out)
        line = json.loads(out.read_text(encoding="utf-8"))
        entities = line["entities"]
        for _ in range(data.draw(st.integers(1, 6))):
            entity = data.draw(st.sampled_from(entities))
            match data.draw(st.sampled_from(("delete", "move", "add", "relabel"))):
                case "delete":
                    entities.remove(entity)
                    ends = entity["id"]
                    line["relations"] = [r for r in line["relations"] if ends not in (r["from_id"], r["to_id"])]
                case "move":
                    entity["end_offset"] = min(len(founding.text), entity["end_offset"] + data.draw(st.integers(1, 30)))
                case "relabel":
                    entity["label"] = data.draw(st.sampled_from(FIELDS))
                case _:
                    start = data.draw(st.integers(0, len(founding.text) - 20))
                    span = {"start_offset": start, "end_offset": start + data.draw(st.integers(1, 19))}
                    entities.append({"id": 5000 + len(entities), "label": data.draw(st.sampled_from(FIELDS))} | span)
        out.write_text(json.dumps(line), encoding="utf-8")
        samples, losses = import_gold(out, ExchangeFormat.doccano)
    gold = samples[0].gold
    assert gold_yaml(parse_gold(f"{gold.id}.yaml", gold_yaml(gold).encode(), founding.text)) == gold_yaml(gold)
    words = " ".join(loss.words for loss in losses)
    for label in FIELDS:
        there = {(m.start, m.end) for entry in getattr(gold, label) for m in entry.mentions}
        marked = set()
        for entity in entities:
            if entity["label"] == label:
                raw = founding.text[entity["start_offset"] : entity["end_offset"]]
                if raw.strip():
                    start = entity["start_offset"] + len(raw) - len(raw.lstrip())
                    marked.add((start, start + len(raw.strip())))
        assert there <= marked
        for start, _ in marked - there:
            assert f" at {start} " in f"{words} " or "states no" in words
