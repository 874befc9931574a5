"""A run's folder: whole or not at all, the same bytes twice, careful with files of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from communique.models import Annotation, Problem, ProducedBy, Record
from communique.outputs import FORMATS, Format, OutputError, RunWriter, json_line, json_text
from communique.outputs.atomic import atomic_text, write_text
from communique.outputs.run import record_file_name
from hypothesis import given
from hypothesis import strategies as st

SAMPLE = json.loads((Path(__file__).parent / "test_outputs_sample.json").read_text(encoding="utf-8"))
BY = ProducedBy(communique="0.1.0", resources="abcdef012345")


def record(record_id: str = "lome-2031") -> Record:
    return Record.model_validate(SAMPLE["record"] | {"id": record_id})


def problem(path: str, words: str = "is empty") -> Problem:
    return Problem(path=path, stage="read", code="empty", words=words, fatal=True)


def run(out: Path, *items: Record | Problem, formats: tuple[Format, ...] = FORMATS, force: bool = False) -> None:
    with RunWriter(out, produced_by=BY, formats=formats, force=force) as writer:
        for item in items:
            if isinstance(item, Record):
                writer.write(item)
            else:
                writer.problem(item)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_record_round_trips_through_its_file(tmp_path: Path) -> None:
    run(tmp_path, record())
    raw = (tmp_path / "records/lome-2031.json").read_text(encoding="utf-8")
    assert Record.model_validate_json(raw) == record()
    assert raw.endswith("}\n")
    assert '"Lomé"' in raw
    assert list(json.loads(raw)) == list(Record.model_fields)


def test_lines_hold_one_record_each(tmp_path: Path) -> None:
    run(tmp_path, record("a"), record("b"))
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line)["id"] for line in lines[:-1]] == ["a", "b"]
    assert lines[-1] == ""


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(tmp_path / name, record("a"), problem("z.txt"), record("b"), problem("y.txt"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_problems_are_sorted_whatever_order_they_come_in(tmp_path: Path) -> None:
    run(tmp_path / "one", problem("b"), problem("a", "x"), problem("a", "w"))
    run(tmp_path / "two", problem("a", "w"), problem("a", "x"), problem("b"))
    rows = [json.loads(line) for line in (tmp_path / "one/problems.jsonl").read_text().splitlines()]
    assert [(row["path"], row["words"]) for row in rows] == [("a", "w"), ("a", "x"), ("b", "is empty")]
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_manifest_counts_and_lists(tmp_path: Path) -> None:
    run(tmp_path, record(), problem("b"))
    manifest = json.loads((tmp_path / "run.json").read_text())
    assert manifest["counts"] == {
        "records": 1, "events": 1, "dates": 2, "locations": 3, "officials": 1, "objectives": 1,
        "problems": {"empty": 1},
    }  # fmt: skip
    assert manifest["produced_by"] == {"communique": "0.1.0", "resources": "abcdef012345"}
    assert {*manifest["files"], "run.json"} == set(contents(tmp_path))


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (("json",), {"records/lome-2031.json"}),
        (("jsonl",), {"records.jsonl"}),
    ],
)
def test_only_the_formats_asked_for_are_written(
    tmp_path: Path, formats: tuple[Format, ...], expected: set[str]
) -> None:
    run(tmp_path, record(), formats=formats)
    assert set(contents(tmp_path)) == expected | {"problems.jsonl", "run.json"}


def test_a_new_run_removes_what_the_last_one_wrote_and_nothing_else(tmp_path: Path) -> None:
    run(tmp_path, record("a"), record("b"))
    (tmp_path / "notes.md").write_text("mine")
    run(tmp_path, record("b"), formats=("json",))
    assert set(contents(tmp_path)) == {"notes.md", "records/b.json", "problems.jsonl", "run.json"}


def test_files_of_others_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"events\.csv was not written by a run"):
        run(tmp_path, record())
    assert contents(tmp_path) == {"events.csv": b"mine"}
    run(tmp_path, record(), force=True)
    assert (tmp_path / "events.csv").read_bytes().startswith(b"record_id,")


def test_records_of_others_are_not_overwritten(tmp_path: Path) -> None:
    run(tmp_path, record("a"))
    (tmp_path / "records/mine.json").write_text("{}")
    with pytest.raises(OutputError, match=r"mine\.json"):
        run(tmp_path, record("a"))
    assert (tmp_path / "records/mine.json").read_text() == "{}"


def test_an_exception_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, record("a"))
    before = contents(out)
    with pytest.raises(ZeroDivisionError), RunWriter(out, produced_by=BY) as writer:
        writer.write(record("b"))
        raise ZeroDivisionError
    assert contents(out) == before
    with pytest.raises(ZeroDivisionError), RunWriter(tmp_path / "new", produced_by=BY) as writer:
        writer.write(record("b"))
        raise ZeroDivisionError
    assert not (tmp_path / "new").exists()


def test_a_run_that_was_killed_does_not_stop_the_next(tmp_path: Path) -> None:
    killed = RunWriter(tmp_path, produced_by=BY)
    killed.write(record("a"))
    run(tmp_path, record("b"))
    assert "records/a.json" not in contents(tmp_path)
    assert not [name for name in contents(tmp_path) if name.startswith(".")]


def test_a_run_stopped_while_files_move_into_place_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, record("a"))
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "mentions.csv":
            raise OSError("no space left")
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(OSError, match="no space"):
        patch.setattr(Path, "replace", failing)
        run(tmp_path, record("b"))
    run(tmp_path, record("c"))
    assert [n for n in contents(tmp_path) if n.startswith("records/")] == ["records/c.json"]


def test_a_manifest_cannot_make_a_run_remove_files_elsewhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    out = tmp_path / "out"
    run(out, record("a"))
    manifest = json.loads((out / "run.json").read_text())
    manifest["files"] += ["../outside.txt", str(outside), "records/../../outside.txt"]
    (out / "run.json").write_text(json.dumps(manifest))
    run(out, record("a"))
    assert outside.read_text() == "keep"


def test_a_folder_with_a_strange_run_json_and_a_file_as_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"speed": 3}')
    with pytest.raises(OutputError, match=r"run\.json is not a file that communique wrote"):
        run(tmp_path, record())
    with pytest.raises(OutputError, match="is no folder"):
        run(tmp_path / "run.json", record())


def test_two_records_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="two records have the id 'a'"):
        run(tmp_path, record("a"), record("a"))


def test_file_names_are_safe_and_stay_apart() -> None:
    assert record_file_name("press 12 (final)") == "press 12 (final).json"
    assert record_file_name("Ørsted-2024") == "Ørsted-2024.json"
    names = [record_file_name(i) for i in ("a/b", "a\\b", "a:b", "a_b", "..", "x" * 300, "x" * 301)]
    assert len(set(names)) == len(names)
    assert all("/" not in name and not name.startswith(".") for name in names)


@given(st.text(min_size=1))
def test_any_id_gives_a_name_that_a_file_can_have(record_id: str) -> None:
    name = record_file_name(record_id)
    assert len(name.encode()) <= 255
    assert Path(name).name == name


def test_lone_surrogates_never_reach_a_file_and_offsets_stay(tmp_path: Path) -> None:
    mention = record().dates[0].mentions[0].model_copy(update={"text": "14 March \ud83d031"})
    odd = record().model_copy(
        update={"annotations": (Annotation(label="\udc00x", value={"\ud800": 1}, mention=mention),)}
    )
    for text in (json_text(odd), json_line(odd)):
        text.encode("utf-8")
        back = Record.model_validate_json(text)
        assert back.annotations[0].mention.text == "14 March \ufffd031"
        assert back.dates == odd.dates
    run(tmp_path, odd)
    assert "�x" in (tmp_path / "annotations.csv").read_text(encoding="utf-8")


def test_an_atomic_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old\r\n")
    with pytest.raises(ZeroDivisionError), atomic_text(path) as file:
        file.write("half")
        raise ZeroDivisionError
    assert contents(tmp_path) == {"a.txt": b"old\r\n"}
