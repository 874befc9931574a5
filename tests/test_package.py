"""The layout that users and the wheel rely on."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_folder_is_listed_for_the_wheel() -> None:
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    here = {"communique"}
    for top in ("batch", "commands", "models", "pipeline", "corpus", "outputs", "review"):
        for init in (ROOT / top).rglob("__init__.py"):
            here.add(".".join(("communique", *init.parent.relative_to(ROOT).parts)))
    assert here <= listed
    data = {"communique.corpus.articles", "communique.outputs.samples"}
    assert listed - here == data


def test_root_modules_are_those_that_belong_there() -> None:
    assert {p.name for p in ROOT.glob("*.py")} == {
        "__init__.py", "__main__.py", "cli.py", "dates.py", "evaluation.py", "places.py", "pytest_plugin.py",
    }  # fmt: skip
    assert (ROOT / "py.typed").exists()
    assert not (ROOT / "tests" / "__init__.py").exists()


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, communique; heavy = {'spacy', 'pandas', 'numpy', 'distributed', 'pyarrow', 'pydantic', 'dateparser', 'lxml', 'yaml'} & set(sys.modules);"
        "print(sorted(heavy)); print(sorted(communique.__all__) == dir(communique)); communique.Record; communique.Pipeline"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["[]", "True"]


def test_the_pipeline_runs_without_spacy_pandas_or_lxml() -> None:
    code = (
        "import sys, communique; communique.extract('A title'); print({'spacy', 'pandas', 'lxml'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_samples_are_what_the_pipeline_writes() -> None:
    from communique.corpus.sidecar import load_metadata
    from communique.models import Record
    from communique.pipeline import Pipeline

    articles = ROOT / "corpus" / "articles"
    sidecar = load_metadata(articles / "metadata.csv", roots=[articles])
    pipeline = Pipeline()
    from communique.corpus.readers import read_file

    samples = sorted((ROOT / "outputs" / "samples").glob("*.json"))
    assert [s.stem for s in samples] == sorted(a.stem for a in articles.glob("*.txt"))
    for sample in samples:
        path = articles / f"{sample.stem}.txt"
        document = read_file(path, root=articles, record_id=sample.stem).document
        assert document is not None
        record = pipeline.read(sidecar.apply(document, path))
        stored = Record.model_validate_json(sample.read_text(encoding="utf-8"))
        assert record.model_copy(update={"produced_by": stored.produced_by}) == stored
