"""Which files a run reads, in which order, and the ids of their records."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from communique.corpus.folder import Input, assign_ids, find_inputs, input_roots
from communique.models import Problem
from hypothesis import given
from hypothesis import strategies as st


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def found(*paths: Path) -> tuple[list[str], list[tuple[str, bool]]]:
    items = list(find_inputs(paths))
    files = [i.relative for i in items if isinstance(i, Input)]
    return files, [(i.code, i.fatal) for i in items if isinstance(i, Problem)]


def test_folders_are_walked_in_order_and_hidden_things_skipped(tmp_path: Path) -> None:
    tree(
        tmp_path,
        "b.txt",
        "a.html",
        "sub/deep/z.txt",
        "sub/c.txt",
        "Sub/d.txt",
        ".hidden.txt",
        ".git/x.txt",
        "a/k.txt",
    )
    assert found(tmp_path) == (["a.html", "b.txt", "Sub/d.txt", "a/k.txt", "sub/c.txt", "sub/deep/z.txt"], [])


def test_an_input_knows_its_root(tmp_path: Path) -> None:
    tree(tmp_path, "in/sub/a.txt")
    assert list(find_inputs([tmp_path / "in"])) == [
        Input(tmp_path / "in/sub/a.txt", tmp_path / "in", "sub/a.txt"),
    ]
    assert list(find_inputs([str(tmp_path / "in/sub/a.txt")])) == [
        Input(tmp_path / "in/sub/a.txt", tmp_path / "in/sub", "a.txt"),
    ]
    assert input_roots([tmp_path / "in", tmp_path / "in/sub/a.txt"]) == (tmp_path / "in", tmp_path / "in/sub")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "in/b.txt")
    (tmp_path / "in/c.txt").symlink_to("a.txt")
    files, problems = found(tmp_path / "in/b.txt", tmp_path / "in", tmp_path / "in/../in/a.txt")
    assert files == ["b.txt", "in/a.txt"]
    assert problems == []


def test_several_inputs_keep_their_files_apart(tmp_path: Path) -> None:
    tree(tmp_path, "x/in/a.txt", "y/in/a.txt", "z/a.txt")
    assert found(tmp_path / "x/in", tmp_path / "y/in")[0] == ["x/in/a.txt", "y/in/a.txt"]
    assert found(tmp_path / "x/in", tmp_path / "z")[0] == ["in/a.txt", "z/a.txt"]
    assert found(tmp_path / "x/in/a.txt", tmp_path / "z/a.txt")[0] == ["in/a.txt", "z/a.txt"]


def test_names_that_would_meet_by_chance_are_kept_apart(tmp_path: Path) -> None:
    tree(tmp_path, "p/a/x.txt", "r/x.txt", "q/a/x.txt")
    files = found(tmp_path / "p/a/x.txt", tmp_path / "r/x.txt", tmp_path / "q/a")[0]
    assert len(set(files)) == 3


def test_links(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "in/sub/b.txt", "other/c.txt", "other/d.txt")
    (tmp_path / "in/sub/up").symlink_to("..")
    (tmp_path / "in/sub/here").symlink_to(".")
    (tmp_path / "in/again").symlink_to("sub")
    (tmp_path / "in/outside").symlink_to(tmp_path / "other")
    (tmp_path / "in/linked.txt").symlink_to(tmp_path / "other/d.txt")
    (tmp_path / "in/dangling.txt").symlink_to("nowhere")
    (tmp_path / "in/self.txt").symlink_to("self.txt")
    files, problems = found(tmp_path / "in")
    assert files == ["a.txt", "linked.txt", "sub/b.txt"]
    assert problems == [
        ("not_found", True),
        ("unsupported", True),
        ("loop", True),
        ("loop", False),
        ("loop", False),
    ]


def test_a_link_to_a_folder_that_the_user_names_is_followed(tmp_path: Path) -> None:
    tree(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == (["a.txt"], [])


def test_what_is_missing_or_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    tree(tmp_path, "a.txt")
    assert found(tmp_path / "gone", tmp_path) == (
        [f"{tmp_path.name}/a.txt"],
        [("not_found", True), ("unsupported", True)],
    )
    assert found(Path("/dev/null"))[1] == [("unsupported", True)]
    assert found(Path("a\x00b"))[1] == [("not_found", True)]
    assert found(tmp_path / "a.txt/b")[1] == [("not_found", True)]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path)[1] == [("unreadable", True)]


def test_very_deep_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place = Path()
    for _ in range(400):
        place = place / "d"
        place.mkdir()
    (place / "a.txt").write_text("x")
    files, problems = found(Path("d"))
    assert (len(files), problems) == (1, [])


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (tmp_path / os.fsdecode(b"\xe9")).symlink_to("nowhere")
    files, problems = found(tmp_path)
    assert problems == [("not_found", True)]
    for value in assign_ids(files).values():
        value.encode("utf-8")


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["a.txt", "x/b.txt"], ["a", "b"]),
        (["x/a.txt", "y/a.txt", "b.txt"], ["x-a", "y-a", "b"]),
        (["a.txt", "x/a.txt"], ["a", "x-a"]),
        (["a.txt", "a.html"], ["a-txt", "a-html"]),
        (["x/A.txt", "y/a.txt"], ["x-A", "y-a"]),
        (["cafe\u0301.txt"], ["café"]),
        (["x/con.txt", "y/what?.txt"], ["file-con", "what-"]),
        (["release.2019.final.txt"], ["release.2019.final"]),
    ],
)
def test_ids(paths: list[str], ids: list[str]) -> None:
    assert list(assign_ids(paths).values()) == ids


def test_ids_that_no_name_tells_apart_end_in_a_hash() -> None:
    ids = assign_ids(["a/b-c.txt", "a-b/c.txt", "z/c.txt", "y/b-c.txt"])
    assert (ids["z/c.txt"], ids["y/b-c.txt"]) == ("z-c", "y-b-c")
    assert re.fullmatch("b-c-[0-9a-f]{10}", ids["a/b-c.txt"])
    assert re.fullmatch("c-[0-9a-f]{10}", ids["a-b/c.txt"])


PARTS = ["a", "b", "A", "a-b", "é", "x" * 250, "?", "con", " ", ".."]
NAMES = st.lists(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=3)
    .flatmap(lambda parts: st.sampled_from([".txt", ".html", ""]).map(lambda ext: "/".join(parts) + ext)),
    max_size=12,
)  # fmt: skip


@given(NAMES, st.randoms())
def test_ids_are_unique_safe_and_do_not_depend_on_order(paths: list[str], random: object) -> None:
    ids = assign_ids(paths)
    assert list(ids) == list(dict.fromkeys(paths))
    assert len({value.casefold() for value in ids.values()}) == len(ids)
    for value in ids.values():
        assert 0 < len(value.encode()) <= 200
        assert not set(value) & set('/\\:*?"<>|\n\x00')
        assert value not in (".", "..")
    assert assign_ids(sorted(paths, reverse=True)) == ids
