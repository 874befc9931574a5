"""A run on a real Dask cluster of several processes, one of which is killed in the middle; and records of data frames."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from communique import read_frame, read_frames
from communique.cli import app
from communique.models import Problem, Record
from typer.testing import CliRunner

pytest.importorskip("distributed")


def article(number: int) -> str:
    return (
        f"Talks no. {number}\n\nThe {number}th Harbour Forum met in Oslo from 3 to 5 May 2031. " + "It was long. " * 400
    )


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(400):
        (folder / f"{number:03d}.txt").write_text(article(number), encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_cluster_gives_the_same_bytes_with_a_worker_killed_in_the_middle(articles: Path, tmp_path: Path) -> None:
    from distributed import LocalCluster

    args = ["extract", str(articles), "--quiet", "--out"]
    assert CliRunner().invoke(app, [*args, str(tmp_path / "here"), "--workers", "0"]).exit_code == 0
    killed: list[int] = []

    def kill_one(cluster: LocalCluster) -> None:
        time.sleep(1.5)
        pid = next(iter(cluster.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        killer = threading.Thread(target=kill_one, args=(cluster,))
        killer.start()
        result = CliRunner().invoke(app, [*args, str(tmp_path / "there"), "--cluster", cluster.scheduler_address])
        killer.join()
    assert result.exit_code == 0, result.stderr
    assert len(killed) == 1
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_no_cluster_is_one_clear_line(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.batch.cluster.PATIENCE", "1s")
    result = CliRunner().invoke(
        app, ["extract", str(articles), "--out", str(tmp_path / "x"), "--cluster", "tcp://127.0.0.1:1"]
    )
    assert result.exit_code == 2
    assert "no Dask scheduler answers" in result.stderr


def frame() -> pd.DataFrame:
    rows = [
        ("a", "Talks\n\nThe Harbour Forum met in Oslo on 3 May.", "2031-05-06"),
        ("b", None, None),
        ("c", article(7), None),
    ]
    return pd.DataFrame(rows, columns=["id", "text", "published"], index=[10, 20, 30])


def test_a_frame_of_texts_becomes_a_frame_of_records() -> None:
    found = read_frame(frame())
    assert list(found.columns) == ["id", "record", "problem"]
    assert list(found.index) == [10, 20, 30]
    first = Record.model_validate_json(found["record"][10])
    assert str(first.dates[0].start) == "2031-05-03"
    assert found["problem"].isna().all()
    again = pd.concat(read_frames([frame()[:1], frame()[1:]]))
    assert again.equals(found)


def test_dask_maps_over_partitions() -> None:
    dd = pytest.importorskip("dask.dataframe")
    parts = dd.from_pandas(frame(), npartitions=2)
    meta = {"id": object, "record": object, "problem": object}
    found = parts.map_partitions(read_frame, meta=meta).compute(scheduler="synchronous")
    assert [json.loads(r)["id"] for r in found["record"]] == ["a", "b", "c"]


def test_columns_are_named_or_refused() -> None:
    renamed = frame().rename(columns={"text": "body"}).drop(columns=["id", "published"])
    assert list(read_frame(renamed, text="body", id=None)["id"]) == ["10", "20", "30"]
    with pytest.raises(ValueError, match="no column 'text'"):
        read_frame(renamed)


def test_problems_stand_in_their_own_column(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.batch import partitions

    class Broken:
        def pipe(self, documents: list[object]) -> list[Problem]:
            return [Problem(path="x", stage="dates", code="crash", words="no", fatal=True) for _ in documents]

    monkeypatch.setattr(partitions, "_pipeline", lambda config: Broken())
    found = read_frame(frame())
    assert found["record"].isna().all()
    assert json.loads(found["problem"][10])["code"] == "crash"
