"""docs/dates.md, run."""

from __future__ import annotations

import doctest
from pathlib import Path

import communique
import communique.dates


def test_the_examples_of_the_page_are_true() -> None:
    page = Path(communique.__file__).parent / "docs" / "dates.md"
    result = doctest.testfile(str(page), module_relative=False)
    assert result.attempted >= 5
    assert result.failed == 0


def test_the_examples_in_the_module_are_true() -> None:
    assert doctest.testmod(communique.dates).failed == 0
