"""Cost is linear in the length of a text, whatever the text repeats; no pattern is worse than polynomial anywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
import types
from collections.abc import Iterator
from typing import Any

import communique
import pytest
from communique.models import Document
from communique.pipeline import Pipeline

UNITS = [
    "May ", "3 May ", "2031 ", "10-", "1 ", "3-5 ", "Minister ", "Minister of ", "President, ", "Dr. ", "Ann ", "A. ", "Hall ", "Oslo, ",
    "Forum ", "Third ", "the ", "of ", "and ", "said ", "No. ", "Ministry of Labour ", "Ann Lee, Minister of Labour, said. ", "GCM ",
    "migrant workers ''''''''''''''''''''''' ", "Objective 23 ", "objectives 4, 5 and ", "A/RES/", "(IMRF) ", "held in ", "“", "(", "- ", "'s ", ": ", "Location: ", "\n", " ", "\t\n", "a", "A", "é",
]  # fmt: skip
ENDS = ["", "Mi", "Ann Lee said in Oslo on 3 May 2031."]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    made = Pipeline()
    made.read(Document(id="first", text="Ann Lee met the Forum in Oslo on 3 May 2031."))
    return made


def seconds(pipeline: Pipeline, text: str) -> float:
    begin = time.process_time()
    pipeline.read(Document(id="a", text=text))
    return time.process_time() - begin


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_takes_four_times_as_long(pipeline: Pipeline, unit: str) -> None:
    """A quadratic rule takes sixteen times as long; what takes no time at all needs no second look."""
    end = ENDS[len(unit) % len(ENDS)]

    def cost(length: int) -> float:
        return seconds(pipeline, unit * (length // len(unit)) + end)

    if cost(32_000) > 0.3:
        assert min(cost(32_000), cost(32_000)) < 8 * min(cost(8_000), cost(8_000)) + 0.3


def _modules() -> Iterator[types.ModuleType]:
    outside = ("tests", "benchmarks", "scripts", "docs", "spacy_component", "pytest_plugin", "__main__", "notebook")
    for module in pkgutil.walk_packages(communique.__path__, "communique."):
        if not any(part in outside for part in module.name.split(".")):
            yield importlib.import_module(module.name)


def _patterns(value: Any, where: str, met: set[int]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every compiled pattern that a module or a part of the pipeline holds, and who holds it."""
    if isinstance(value, types.BuiltinMethodType):
        value = value.__self__  # `re.compile(...).search`, kept as a function
    if isinstance(value, re.Pattern):
        yield where, value
    elif id(value) not in met:
        met.add(id(value))
        for name, part in _parts(value):
            yield from _patterns(part, f"{where}.{name}" if name else where, met)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and len(value) < 5_000:
        yield from (("", part) for part in value.values())
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 5_000:
        yield from (("", part) for part in value)
    elif isinstance(value, types.MethodType):
        yield "", value.__self__
    elif type(value).__module__.startswith("communique."):
        yield from getattr(value, "__dict__", {}).items()
        slots = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
        yield from ((name, getattr(value, name)) for name in sorted(slots) if hasattr(value, name))


@pytest.fixture(scope="module")
def patterns(pipeline: Pipeline) -> dict[tuple[Any, int], str]:
    met: set[int] = set()
    found: dict[tuple[Any, int], str] = {}
    for module in _modules():
        for name, value in sorted(vars(module).items()):
            for where, pattern in _patterns(value, f"{module.__name__}.{name}", met):
                found.setdefault((pattern.pattern, pattern.flags), where)
    for where, pattern in _patterns(pipeline, "pipeline", met):
        found.setdefault((pattern.pattern, pattern.flags), where)
    return found


SIGNS = [" ", "\n", "a", "A", "1", ".", ",", "-", "(", "“", '"', "'", "<", "&", "=", "[", "\\", "/", "a ", "A ", "Aa ", "1 ", "a, ", "A. ", "the ", "<a "]  # fmt: skip


def _attacks(pattern: str) -> list[str]:
    """What a pattern may choke on: signs, and the first words that stand in it, over and over."""
    words = re.findall(r"[A-Za-z]{2,20}", pattern)
    return [*SIGNS, *(f"{word} " for word in dict.fromkeys(words[:4]))]


def test_no_pattern_takes_exponential_time(patterns: dict[tuple[Any, int], str]) -> None:
    """From 16 to 24 repetitions, such a pattern takes 256 times as long: it would never get through 40."""
    assert len(patterns) > 300
    bad = []
    for (source, flags), where in patterns.items():
        pattern = re.compile(source, flags)
        for unit in _attacks(source if isinstance(source, str) else source.decode("latin-1")):
            for count in (16, 24, 40):
                text: Any = unit * count + "\x01"
                begin = time.process_time()
                pattern.search(text if isinstance(source, str) else text.encode())
                if time.process_time() - begin > 0.05:
                    bad.append(f"{where}: {unit!r} {count} times: {source!r}"[:300])
                    break
    assert not bad
