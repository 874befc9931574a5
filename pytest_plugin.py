"""A pytest fixture that holds a team's own gold to its floors.

Installed with the package, so that a test needs no more than

    def test_releases_are_read_as_well_as_before(communique_gate):
        communique_gate("gold/")
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .evaluation import GateResult
    from .pipeline import Pipeline

Gate = Callable[..., "GateResult"]


@pytest.fixture(scope="session")
def communique_gate(request: pytest.FixtureRequest) -> Gate:
    """Call it with a folder of gold, relative to pytest's root: the test fails if a floor in it is missed.

    `pipeline` is the `communique.Pipeline` to measure (default: the built-in one); `records` are those of a run, to
    be measured in its place. What was lost since the floors were set is in the message of the failure. Gives the
    `GateResult`.
    """

    def gate(gold: Path | str, *, pipeline: Pipeline | None = None, records: Path | str | None = None) -> GateResult:
        from .commands.measuring import gate_report
        from .evaluation import run_gate
        from .models import InputError

        try:
            result = run_gate(request.config.rootpath / gold, pipeline=pipeline, records=records)
        except InputError as error:
            pytest.fail(str(error), pytrace=False)
        if not result.passed:
            pytest.fail(gate_report(result), pytrace=False)
        return result

    return gate
