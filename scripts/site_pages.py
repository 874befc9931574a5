"""What the documentation site has besides the pages in `docs/`: a hook of MkDocs, named in mkdocs.yml.

- Pages made of what is elsewhere: the commands with their options, CHANGELOG.md, NOTICE.
- Tables made by a run: a line `<!-- made: NAME -->` on a page becomes what `_MADE[NAME]` gives, and
  `<!-- made: model X -->` the fields of `communique.models.X` or `communique.X`.
- The repository's root is the package, under whatever name it was cloned: mkdocstrings finds it through a link.
"""

from __future__ import annotations

import importlib.util
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import communique
import communique.models
from communique.corpus.scoring.report import as_markdown, score_tables
from communique.evaluation import evaluate
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
MADE = re.compile(r"^<!-- made: ([a-z ]*[a-z])(?: ([A-Z]\w+))? -->$", re.M)
OUTSIDE = {"../README.md": "accuracy.md", "../NOTICE": "notice.md"}
"""Where links from pages to files beside `docs/` lead on the site; any other such link is an error of the build."""
_PARTS = (
    "__init__.py", "batch", "commands", "corpus", "dates.py", "evaluation.py", "models", "outputs", "pipeline",
    "places.py", "pytest_plugin.py",
)  # fmt: skip
_links: list[tempfile.TemporaryDirectory[str]] = []


@event_priority(100)  # before mkdocstrings takes over its settings
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Show mkdocstrings the package under its own name, without tests and scripts."""
    folder = tempfile.TemporaryDirectory(prefix="communique-site-")
    _links.append(folder)
    package = Path(folder.name) / "communique"
    package.mkdir()
    for part in _PARTS:
        (package / part).symlink_to(Path(communique.__file__).resolve().parent / part)
    config.plugins["mkdocstrings"].config.handlers["python"]["paths"] = [folder.name]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file in `docs/` holds."""
    pages = {
        "reference/commands.md": _script("command_pages").commands_page(),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        "notice.md": "# Sources of the data\n\n" + (ROOT / "NOTICE").read_text(encoding="utf-8"),
    }
    for path, text in pages.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill in what is made by a run, and turn links that leave `docs/`."""
    for outside, inside in OUTSIDE.items():
        markdown = markdown.replace(f"]({outside})", f"]({inside})")
    described = frozenset(name for kind, name in MADE.findall(markdown) if kind == "model")
    return MADE.sub(lambda m: _model(m[2], described) if m[1] == "model" else _MADE[m[1]](), markdown)


def on_post_build(**_: Any) -> None:
    """Remove the link to the package."""
    while _links:
        _links.pop().cleanup()


def _script(name: str) -> Any:
    """A script beside this one, as a module: scripts are no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _model(name: str, described: frozenset[str]) -> str:
    model = getattr(communique.models, name, None) or getattr(communique, name)
    return str(_script("model_pages").model_section(model, described))


@cache
def _readme_scores() -> str:
    return str(_script("readme_scores").table())


@cache
def _all_scores() -> str:
    return as_markdown(list(score_tables(evaluate(ROOT / "corpus" / "composed" / "test"), attributes=True)))


def readme_section(title: str) -> str:
    """The README's own words under a heading, so that they stand in one place alone."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, rest = readme.split(f"\n## {title}\n")
    return rest.split("\n## ")[0].strip() + "\n"


def _speed() -> str:
    return readme_section("What it costs").replace("](docs/", "](")


_MADE: Mapping[str, Callable[[], str]] = {
    "scores": _readme_scores,
    "all scores": _all_scores,
    "speed": _speed,
}
