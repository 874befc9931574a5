"""Records in notebooks: `render`, and the example notebook, whose cells run as they stand."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import communique
import pytest
from communique.outputs.notebook import record_html, render

TEXT = 'Third Sahel <Labour> Forum opens\n\nThe Third Sahel Labour Forum was held in Geneva on "12-13" March 2031.\n'
NOTEBOOK = Path(__file__).parent.parent / "docs" / "example.ipynb"


@pytest.fixture(scope="module")
def record() -> Any:
    return communique.extract(TEXT, id="a'b")


def test_the_view_is_html_that_needs_nothing(record: Any) -> None:
    html = render(record, TEXT)._repr_html_()
    assert html == str(render(record, TEXT))
    assert not re.search(r"<script|<link|\son\w+=|src=|@import|url\(", html)
    assert "12–13 Mar 2031" in html or "Sahel" in html
    assert re.search(r'title="event: [^"]*\[events\.', html)


def test_links_lead_from_values_to_words_and_back_within_the_view(record: Any) -> None:
    html = str(render(record, TEXT))
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids)) and all(name.startswith("cq") for name in ids)
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


def test_without_a_text_the_record_is_shown_alone(record: Any) -> None:
    html = record_html(record)
    assert "The text is not shown" in html and 'class="text"' not in html and "Geneva" in html


def test_a_record_shows_itself_in_a_notebook(record: Any) -> None:
    assert record._repr_html_() == record_html(record) == str(communique.render(record))


def test_another_text_is_refused(record: Any) -> None:
    with pytest.raises(ValueError, match="was not read from this text"):
        render(record, "Another text.")


def test_the_example_runs() -> None:
    cells = [c for c in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = [_run("".join(cell["source"]), names) for cell in cells]
    assert shown[0][0][0] == "Third Sahel Labour Forum"
    assert "Third Sahel Labour Forum" in shown[1]._repr_html_()
    assert shown[2]._repr_html_() == str(render(shown[2]))
    assert shown[3]["name"].tolist() == ["Ama Mensah"]
    assert shown[4]["objective"].tolist() == [5, 18]


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does, and give the value of its last line if that is an expression."""
    *body, last = ast.parse(source).body
    exec(compile(ast.Module(body, []), str(NOTEBOOK), "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)
    exec(compile(ast.Module([last], []), str(NOTEBOOK), "exec"), names)
    return None
