"""The gate: floors that scores must not fall below, and what was gained and lost since they were set.

Two files lie with the gold. `floors.yaml` is for people, and reviewed like code: floors of F1 per level and field, and
the fingerprints of the gold and resources that they were set with. `baseline.jsonl` is for the gate: every hit and
every false alarm of that run, with its rule, so that a change can be told mention by mention.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import Field, ValidationError

from ...models import Frozen, InputError
from .evaluation import Evaluation
from .scores import MACRO, MICRO, Column, Score
from .verdicts import LEVELS, Level, Verdict

FLOORS, BASELINE = "floors.yaml", "baseline.jsonl"
GATED: tuple[Level, ...] = ("exact", "overlap", "value", "record", "implied")
_TRACKED: tuple[Level, ...] = ("exact", "value", "record", "implied")
"""Levels in the baseline. What is lost at `overlap` is lost at `exact` too."""
_STEP = 1000
_HEAD = """\
# Floors of F1 for `communique gate`, per level and field. Written by `communique gate --update`, which raises them and
# lowers none unless told to; a change of this file is reviewed like a change of code.
"""


class Floors(Frozen):
    """The file floors.yaml."""

    gold: str
    resources: str
    floors: dict[Level, dict[str, float]] = Field(default_factory=dict)


class FloorsError(InputError):
    """The floors or the baseline cannot be read; the words say file and reason."""


class Breach(NamedTuple):
    """A floor that is missed; `value` is None where nothing is left to measure."""

    level: Level
    field: str
    floor: float
    value: float | None


class Change(NamedTuple):
    """Something that was judged otherwise when the baseline was taken."""

    kind: str
    article: str
    level: Level
    field: str
    key: str
    rule: str | None
    verdict: Verdict | None


class Baseline(NamedTuple):
    """The rule of each hit and each false alarm, by article, level, field and key (numbered where it repeats)."""

    hits: Mapping[tuple[str, str, str, str], str | None]
    false: Mapping[tuple[str, str, str, str], str | None]


def floors_from(scores: Mapping[Column, Score], *, margin: float = 0.0) -> dict[Level, dict[str, float]]:
    """F1 less `margin` per level and field, rounded down to a thousandth; nothing where there is no F1."""
    out: dict[Level, dict[str, float]] = {}
    for (level, field), score in scores.items():
        if level == "implied" and field not in (MICRO, MACRO):
            continue  # an objective has too few articles for a floor of its own
        if level in GATED and score.f1 is not None:
            # The tiny term keeps 0.29 * 1000 = 289.99999 from losing a step.
            floor = math.floor(max(0.0, score.f1 - margin) * _STEP + 1e-9) / _STEP
            out.setdefault(level, {})[field] = floor
    return out


def breaches(floors: Floors, scores: Mapping[Column, Score]) -> list[Breach]:
    """Every floor that `scores` miss, in the order of the file."""
    missed = []
    for level, fields in floors.floors.items():
        for field, floor in fields.items():
            score = scores.get((level, field))
            value = score.f1 if score else None
            if value is None or value + 1e-9 < floor:
                missed.append(Breach(level, field, floor, value))
    return missed


def lowered(old: Floors, new: Mapping[Level, Mapping[str, float]]) -> list[Breach]:
    """Floors that `new` would lower or drop."""
    down = []
    for level, fields in old.floors.items():
        for field, floor in fields.items():
            value = new.get(level, {}).get(field)
            if value is None or value < floor:
                down.append(Breach(level, field, floor, value))
    return down


def baseline_of(evaluation: Evaluation) -> Baseline:
    """What a run got right and what it made up."""
    hits, false = {}, {}
    for place, verdict in _keyed(evaluation):
        if verdict.outcome == "hit":
            hits[place] = verdict.rule
        elif verdict.outcome == "false":
            false[place] = verdict.rule
    return Baseline(hits, false)


def changes(baseline: Baseline, evaluation: Evaluation) -> list[Change]:
    """What was gained and lost, what is falsely reported anew and what no longer is; lost ones first."""
    now = {place: verdict for place, verdict in _keyed(evaluation) if verdict.outcome != "false"}
    false_now = {place: verdict for place, verdict in _keyed(evaluation) if verdict.outcome == "false"}
    out = []
    for place, rule in baseline.hits.items():
        verdict = now.get(place)
        if verdict is None or verdict.outcome == "miss":
            out.append(_change("lost", place, rule, verdict))
    for place, verdict in now.items():
        if verdict.outcome == "hit" and place not in baseline.hits:
            out.append(_change("gained", place, verdict.rule, verdict))
    for place, verdict in false_now.items():
        if place not in baseline.false:
            out.append(_change("new false alarm", place, verdict.rule, verdict))
    for place, rule in baseline.false.items():
        if place not in false_now:
            out.append(_change("false alarm gone", place, rule, None))
    return out


def _change(kind: str, place: tuple[str, str, str, str], rule: str | None, verdict: Verdict | None) -> Change:
    article, level, field, key = place
    return Change(kind, article, level, field, key, rule, verdict)  # type: ignore[arg-type]  # a level by construction


def _keyed(evaluation: Evaluation) -> Iterator[tuple[tuple[str, str, str, str], Verdict]]:
    """Verdicts of the tracked levels, each with a key of its own: a key that repeats is numbered."""
    for article, verdicts in evaluation.articles.items():
        seen: Counter[tuple[str, str, str, bool]] = Counter()
        for v in verdicts:
            if v.level in _TRACKED:
                slot = (v.level, v.field, v.key, v.outcome == "false")
                seen[slot] += 1
                yield (article, v.level, v.field, v.key if seen[slot] == 1 else f"{v.key} #{seen[slot]}"), v


def floors_yaml(floors: Floors) -> str:
    """The file of `floors`."""
    data = {"gold": floors.gold, "resources": floors.resources, "floors": floors.floors}
    return _HEAD + yaml.safe_dump(data, sort_keys=False)


def load_floors(file: Path) -> Floors:
    """The floors in `file`. Refused, as `FloorsError`: no such file, invalid YAML, unknown keys or levels."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        floors = Floors.model_validate(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FloorsError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(file)"
        raise FloorsError(f"{file}: {key}: {first['msg']}") from error
    for level, fields in floors.floors.items():
        if level not in GATED or not all(0 <= floor <= 1 for floor in fields.values()):
            raise FloorsError(f"{file}: floors.{level}: floors are F1 between 0 and 1, of {', '.join(GATED)}")
    return floors


def baseline_jsonl(baseline: Baseline) -> str:
    """The file of `baseline`: a line for each article, level and field."""
    groups: dict[tuple[str, str, str], dict[str, dict[str, str | None]]] = {}
    for name, table in (("hits", baseline.hits), ("false", baseline.false)):
        for (article, level, field, key), rule in table.items():
            group = groups.setdefault((article, level, field), {"hits": {}, "false": {}})
            group[name][key] = rule
    rows = [
        {"article": article, "level": level, "field": field, **{k: dict(sorted(v.items())) for k, v in group.items()}}
        for (article, level, field), group in sorted(groups.items())
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def load_baseline(file: Path) -> Baseline:
    """The baseline in `file`. Refused, as `FloorsError`: no such file, lines that are none of a baseline."""
    hits: dict[tuple[str, str, str, str], str | None] = {}
    false: dict[tuple[str, str, str, str], str | None] = {}
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FloorsError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            row = json.loads(line)
            for name, table in (("hits", hits), ("false", false)):
                for key, rule in row[name].items():
                    table[row["article"], row["level"], row["field"], key] = rule
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FloorsError(f"{file}:{number}: is no line of a baseline: {error!r}") from error
    return Baseline(hits, false)


def in_order(found: Iterable[Change]) -> Sequence[Change]:
    """Changes as a person reads them: by kind, rule, article and place."""
    kinds = ("lost", "new false alarm", "gained", "false alarm gone")
    return sorted(
        found, key=lambda c: (kinds.index(c.kind), c.rule or "", c.article, LEVELS.index(c.level), c.field, c.key)
    )
