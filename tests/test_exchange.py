"""Gold goes to other tools' formats and comes back the same, to the byte where the format holds everything."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from communique.corpus.exchange import DEFAULT_LABELS, ExchangeError, ExchangeFormat, Sample, export_gold, import_gold
from communique.corpus.exchange.base import LABELS
from communique.corpus.gold.models import Gold
from communique.corpus.gold.writing import gold_yaml
from communique.corpus.standoff import check_gold, load_gold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[1] / "corpus"
WHOLE = (ExchangeFormat.label_studio, ExchangeFormat.doccano, ExchangeFormat.brat, ExchangeFormat.docbin)
FIELDS = ("fields", "events", "dates", "locations", "officials", "organizations", "quotes", "instruments")
WORDS = (
    "Oslo",
    "Åse",
    "😀",
    "𝔘𝔫",
    "e\u0301t",
    "3",
    "May",
    "a:b",
    "#2",
    "don't",
    '"Forum"',
    "{x}",
    "Lund",
    "मंत्री",
    "IOM",
)
GAPS = (" ", " ", " ", "  ", "\n", "\n\n  ", "\t", ", ", "\u2028", "\x0c", "\x85")
ODD = ("NO", "null", "2018", "a: b", "true", "x, [y]", "# no", "–", "two\nlines", " padded ", "'", "😀", "~", "")


def founding() -> list[Sample]:
    samples = []
    for article in ("imrf-2022", "marrakesh-2018"):
        text = (CORPUS / "articles" / f"{article}.txt").read_bytes().decode()
        samples.append(Sample(text, load_gold(CORPUS / "gold" / f"{article}.yaml", text)))
    return samples


def there_and_back(samples: list[Sample], form: ExchangeFormat) -> tuple[list[Sample], int]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        lost = export_gold(samples, form, out)
        found, unread = import_gold(out, form)
    return list(found), len(lost) + len(unread)


def same(a: Sample, b: Sample) -> bool:
    return a.text == b.text and gold_yaml(a.gold) == gold_yaml(b.gold)


def spans(gold: Gold, field: str) -> set[tuple[int, int]]:
    return {(m.start, m.end) for entry in getattr(gold, field) for m in entry.mentions}


@pytest.mark.parametrize("form", WHOLE)
def test_founding_documents_come_back_to_the_byte(form: ExchangeFormat) -> None:
    samples = founding()
    found, losses = there_and_back(samples, form)
    assert losses == 0
    assert [s.gold.id for s in found] == sorted(s.gold.id for s in samples)
    assert all(same(a, b) for a, b in zip(samples, found, strict=True))


def test_conll_keeps_the_spans_and_names_the_rest(tmp_path: Path) -> None:
    samples = founding()
    lost = export_gold(samples, ExchangeFormat.conll, tmp_path / "gold.conll")
    found, unread = import_gold(tmp_path / "gold.conll", ExchangeFormat.conll)
    overlaps = {loss.what: loss.count for loss in lost if "overlap" in loss.words}
    for before, after in zip(samples, found, strict=True):
        for field in FIELDS:
            missing = spans(before.gold, field) - spans(after.gold, field)
            assert not spans(after.gold, field) - spans(before.gold, field)
            assert len(missing) <= (overlaps.get(field, 0) if before.gold.id == "marrakesh-2018" else 0)
        assert before.text == after.text
    assert overlaps == {"instruments": 1}
    assert {"attributes", "links", "accept", "notes", "flags", "also", "ids", "parts"} <= {loss.what for loss in lost}
    assert all(loss.count > 0 and loss.words for loss in (*lost, *unread))
    assert {loss.what for loss in unread} <= {"values", "titles", "organizers", "chairs", "outcomes"} | {
        "objectives", "principles", "published",
    }  # fmt: skip


@pytest.mark.parametrize("form", list(ExchangeFormat))
def test_same_samples_same_bytes(form: ExchangeFormat, tmp_path: Path) -> None:
    def written(name: str) -> dict[str, bytes]:
        out = tmp_path / name / "gold"
        out.parent.mkdir()
        export_gold(founding(), form, out)
        return {str(p.relative_to(out.parent)): p.read_bytes() for p in sorted(out.parent.rglob("*")) if p.is_file()}

    assert written("a") == written("b")


def test_the_example_of_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (CORPUS.parent / "docs" / "exchange.md").read_text(encoding="utf-8")
    (tmp_path / "corpus").symlink_to(CORPUS, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    said: dict[str, Any] = {}
    exec(guide.split("```python\n")[1].split("```")[0], said)
    assert [sample.gold for sample in said["samples"]] == [said["gold"]]
    assert all(f"`{label}`" in guide for label in (*LABELS, *DEFAULT_LABELS))


def test_import_loads_no_spacy() -> None:
    code = "import sys, communique.corpus.exchange; assert not {'spacy', 'pandas', 'lxml'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# --- generated gold ---------------------------------------------------------------------------------------------


class Maker:
    """Makes an article and gold of it from a seed: every attribute, flag and link that gold can have."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.text, self.words = "", []
        for _ in range(self.random.randint(4, 25)):
            word = self.random.choice(WORDS)
            self.words.append((len(self.text), len(self.text) + len(word)))
            self.text += word + self.random.choice(GAPS)
        self.text += self.random.choice(("", "\n"))

    def sample(self, article: str = "a-1") -> Sample:
        data: dict[str, Any] = {"id": article}
        for field in FIELDS:
            if self.random.random() < 0.8:
                data[field] = [self.entry(field, f"{field[:3]}-{n}") for n in range(self.random.randint(0, 3))]
        data["objectives"] = [
            self.entry("objectives", f"objective-{n}") | {"number": n}
            for n in self.random.sample(range(1, 24), self.random.randint(0, 3))
        ]
        self.links(data)
        if self.random.random() < 0.6:
            mention = self.mention()
            data["title"] = {"text": mention["text"], "mention": mention} | self.about("title")
        if self.random.random() < 0.6:
            data["published"] = {"date": "2021-05-03"} | self.maybe("mention", self.mention()) | self.about("published")
        if self.random.random() < 0.6:
            data["issuer"] = {"name": self.odd()} | self.maybe("mention", self.mention()) | self.maybe("country", "NO")
        data |= self.maybe("warnings", [{"code": "place_conflict", "required": False}]) | self.maybe("draft", True)
        data["unjudged"] = [f for f in ("principles", "officials.roles", "events.series") if self.random.random() < 0.5]
        return Sample(self.text, check_gold(f"{article}.yaml", data, {}, self.text))

    def maybe(self, key: str, value: Any) -> dict[str, Any]:
        return {key: value} if self.random.random() < 0.5 else {}

    def odd(self) -> str:
        return self.random.choice(ODD)

    def span(self) -> dict[str, Any]:
        first = self.random.randrange(len(self.words))
        last = min(len(self.words) - 1, first + self.random.choice((0, 0, 1, 3)))
        start, end = self.words[first][0], self.words[last][1]
        return {"start": start, "end": end, "text": self.text[start:end]}

    def mention(self) -> dict[str, Any]:
        mention = self.span()
        mention |= self.maybe("zone", self.random.choice(("body", "field", None)))
        mention |= self.maybe("required", self.random.random() < 0.5)
        others = [self.span() for _ in range(2)]
        fitting = [o for o in others if o["start"] < mention["end"] and o["end"] > mention["start"]]
        return mention | self.maybe("also", fitting)

    def about(self, field: str) -> dict[str, Any]:
        accept = {"events": "kind", "dates": "precision", "locations": "role", "officials": "honorific"}.get(field)
        values = [self.random.choice((self.odd(), None)) for _ in range(self.random.randint(0, 2))]
        return self.maybe("note", self.odd()) | (self.maybe("accept", {accept: values}) if accept else {})

    def entry(self, field: str, entry: str) -> dict[str, Any]:
        mentions = {(m["start"], m["end"]): m for m in (self.mention() for _ in range(self.random.randint(1, 4)))}
        found: dict[str, Any] = {"id": entry, "mentions": list(mentions.values())} | self.about(field)
        if not any(m.get("required", True) for m in found["mentions"]):
            found["required"] = False
        elif self.random.random() < 0.3:
            found["required"] = self.random.random() < 0.5
        found |= self.attributes(field)
        return found

    def attributes(self, field: str) -> dict[str, Any]:
        if field == "fields":
            return {"label": self.odd(), "values": [self.mention() for _ in range(self.random.randint(0, 2))]}
        if field == "events":
            party = {"name": self.odd(), "country": self.random.choice(("NO", None)), "mention": self.mention()}
            return (
                {"name": self.odd(), "kind": self.odd(), "status": "held"}
                | self.maybe("start", "2021-05-03") | self.maybe("edition", 11) | self.maybe("aliases", [self.odd()])
                | self.maybe("organizers", [party]) | self.maybe("chairs", []) | self.maybe("acronym", None)
                | self.maybe("outcomes", [{"name": self.odd(), "mention": self.mention()}])
            )  # fmt: skip
        if field == "dates":
            return (
                {"precision": "day", "role": "event"} | self.maybe("relative", True) | self.maybe("borrowed", ["year"])
            )
        if field == "locations":
            return {"name": self.odd(), "type": "city", "role": "event"} | self.maybe("latitude", -7.99994)
        if field == "officials":
            titles = [self.mention() for _ in range(self.random.randint(0, 2))]
            return {"name": self.odd()} | self.maybe("titles", titles) | self.maybe("country", "NO")
        if field == "quotes":
            return {"verb": self.odd(), "direct": self.random.random() < 0.5}
        if field == "instruments":
            return {"name": self.odd(), "kind": self.odd()}
        return {"name": self.odd()} if field == "organizations" else {}

    def links(self, data: dict[str, Any]) -> None:
        ids = {field: [e["id"] for e in data.get(field, ())] for field in FIELDS}
        for event in data.get("events", ()):
            for attribute, field in (("date_ids", "dates"), ("place_ids", "locations"), ("official_ids", "officials")):
                event |= self.maybe(attribute, self.random.sample(ids[field], self.random.randint(0, len(ids[field]))))
            others = [e for e in ids["events"] if e != event["id"]]
            if others:
                event |= self.maybe("relations", [{"type": "part_of", "event_id": self.random.choice(others)}])
        if ids["officials"]:
            for quote in data.get("quotes", ()):
                quote["official_id"] = self.random.choice(ids["officials"])
        else:
            data.pop("quotes", None)


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_generated_gold_comes_back_to_the_byte(form: ExchangeFormat, seed: int) -> None:
    samples = [Maker(seed).sample("a-1"), Maker(seed + 1).sample("b.2")]
    found, losses = there_and_back(samples, form)
    assert losses == 0
    assert all(same(a, b) for a, b in zip(samples, found, strict=True))


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_conll_keeps_spans_that_do_not_overlap(seed: int) -> None:
    sample = Maker(seed).sample()
    with tempfile.TemporaryDirectory() as folder:
        lost = export_gold([sample], ExchangeFormat.conll, Path(folder) / "x")
        found, _ = import_gold(Path(folder) / "x", ExchangeFormat.conll)
    overlaps = {loss.what: loss.count for loss in lost if "overlap" in loss.words}
    assert found[0].text == sample.text
    for field in FIELDS:
        before, after = spans(sample.gold, field), spans(found[0].gold, field)
        assert after <= before
        assert len(before - after) <= overlaps.get(field, 0)
        disjoint = {a for a in before if all(a == b or a[1] <= b[0] or b[1] <= a[0] for b in before)}
        assert disjoint <= after


# --- what the files look like -----------------------------------------------------------------------------------


TEXT = "😀 The Harbour Summit met in Oslo.\nÅse Lund, Minister of\nLabour, spoke on 3 May 2021.\n"
GOLD: dict[str, Any] = {
    "id": "harbour",
    "events": [
        {
            "id": "summit", "name": "Harbour Summit", "kind": "summit", "status": "held", "date_ids": ["day"],
            "mentions": [{"start": 6, "end": 20, "text": "Harbour Summit", "zone": "body"}],
        }
    ],
    "dates": [
        {
            "id": "day", "start": "2021-05-03", "end": "2021-05-03", "precision": "day", "role": "event",
            "mentions": [{"start": 73, "end": 83, "text": "3 May 2021", "required": False}], "required": False,
        }
    ],
    "officials": [
        {
            "id": "lund", "name": "Åse Lund", "country": "NO",
            "titles": [{"start": 44, "end": 62, "text": "Minister of\nLabour"}],
            "mentions": [{"start": 34, "end": 42, "text": "Åse Lund"}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def harbour() -> Sample:
    return Sample(TEXT, check_gold("harbour.yaml", GOLD, {}, TEXT))


def test_label_studio_counts_code_points_and_keeps_all_beside_the_region(harbour: Sample, tmp_path: Path) -> None:
    export_gold([harbour], ExchangeFormat.label_studio, tmp_path / "gold.json")
    (task,) = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    result = task["annotations"][0]["result"]
    label, note, zone = result[:3]
    assert label["value"] == {"start": 6, "end": 20, "text": "Harbour Summit", "labels": ["events"]}
    assert (label["type"], label["from_name"], label["to_name"]) == ("labels", "label", "text")
    assert note["id"] == zone["id"] == label["id"]
    assert note["value"]["text"] == ["{id: summit, name: Harbour Summit, kind: summit, status: held}"]
    assert zone["value"]["choices"] == ["body"]
    (tie,) = [item for item in result if item["type"] == "relation"]
    assert (tie["from_id"], tie["labels"], tie["direction"]) == (label["id"], ["date_ids"], "right")


def test_label_studio_configuration_names_what_the_tasks_use(harbour: Sample, tmp_path: Path) -> None:
    export_gold([harbour], ExchangeFormat.label_studio, tmp_path / "gold.json")
    view = ElementTree.parse(tmp_path / "gold.config.xml").getroot()
    assert view.find("Text").attrib["value"] == "$text"
    assert {"events", "titles", "chairs"} <= {label.attrib["value"] for label in view.iter("Label")}
    assert {"date_ids", "preceded_by"} <= {relation.attrib["value"] for relation in view.iter("Relation")}
    assert {tag.attrib["name"] for tag in view if "name" in tag.attrib} == {"label", "text", "note", "neutral", "zone"}


def test_doccano_counts_utf_16_units(harbour: Sample, tmp_path: Path) -> None:
    export_gold([harbour], ExchangeFormat.doccano, tmp_path / "gold.jsonl")
    (line,) = [json.loads(raw) for raw in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert line["entities"][0] == {"id": 1, "label": "events", "start_offset": 7, "end_offset": 21}
    units = line["text"].encode("utf-16-le")
    assert units[14:42].decode("utf-16-le") == "Harbour Summit"
    assert line["Comments"] == []
    assert {"id": 1, "from_id": 4, "to_id": 3, "type": "mention_of"} in line["relations"]
    assert any(r["type"] == "date_ids" and (r["from_id"], r["to_id"]) == (1, 2) for r in line["relations"])


def test_brat_writes_a_stretch_over_a_line_end_as_fragments(harbour: Sample, tmp_path: Path) -> None:
    export_gold([harbour], ExchangeFormat.brat, tmp_path / "gold")
    lines = (tmp_path / "gold" / "harbour.ann").read_text(encoding="utf-8").split("\n")
    assert "T1\tevents 6 20\tHarbour Summit" in lines
    assert "T4\ttitles 44 55;56 62\tMinister of Labour" in lines
    assert "A1\tZone T1 body" in lines and "A2\tNeutral T2" in lines
    assert "R1\tdate_ids Arg1:T1 Arg2:T2\t" in lines
    assert "#3\tAnnotatorNotes T3\t{id: lund, name: Åse Lund, country: NO}" in lines
    assert (tmp_path / "gold" / "harbour.txt").read_bytes().decode() == TEXT
    conf = (tmp_path / "gold" / "annotation.conf").read_text(encoding="utf-8").split("\n")
    assert [line for line in conf if line.startswith("[")] == ["[entities]", "[relations]", "[events]", "[attributes]"]
    assert "date_ids\tArg1:events, Arg2:dates" in conf


def test_conll_has_a_column_a_label(harbour: Sample, tmp_path: Path) -> None:
    export_gold([harbour], ExchangeFormat.conll, tmp_path / "gold.conll")
    lines = (tmp_path / "gold.conll").read_text(encoding="utf-8").split("\n")
    columns = next(line for line in lines if line.startswith("# columns = ")).split(" = ")[1].split(" ")
    rows = {
        row[0]: dict(zip(columns, row, strict=True)) for row in (line.split("\t") for line in lines) if len(row) > 2
    }
    assert rows["Harbour"]["events"] == "B-events" and rows["Summit"]["events"] == "I-events"
    assert rows["Summit"]["dates"] == "O" and rows["Summit"]["start"] == "14"
    assert rows["Labour"]["titles"] == "I-titles"


def test_docbin_has_a_span_group_a_label(harbour: Sample, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    export_gold([harbour], ExchangeFormat.docbin, tmp_path / "gold.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "gold.spacy").get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    (event,) = doc.spans["communique_events"]
    assert (event.text, event.id_, event.start_char) == ("Harbour Summit", "summit", 6)
    assert [(s.text, s.id_) for s in doc.spans["communique_titles"]] == [("Minister of\nLabour", "lund")]


def bad_samples() -> Iterator[tuple[list[Sample], str]]:
    fine = Sample(TEXT, check_gold("harbour.yaml", GOLD, {}, TEXT))
    yield [fine, fine], "two articles have this id"
    yield [Sample(TEXT[1:], fine.gold)], "the article says"
    yield [Sample(TEXT.replace("\n", "\r"), fine.gold)], "CR"
    yield [Sample(TEXT, Gold(id="../up"))], "is no id"
    yield [Sample("\ud800", Gold(id="a"))], "no Unicode"


@pytest.mark.parametrize(("samples", "reason"), list(bad_samples()))
def test_samples_that_do_not_fit_are_not_written(samples: list[Sample], reason: str, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=reason):
        export_gold(samples, ExchangeFormat.doccano, tmp_path / "x.jsonl")
    assert list(tmp_path.iterdir()) == []
