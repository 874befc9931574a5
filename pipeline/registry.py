"""Which stages there are: the built-in ones, and those that other packages register.

Another package adds a stage by an entry point in the group `communique.stages`: its name is the stage's name, its
object is called with `(resources, config)` and returns a `Stage`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points

from .config import Config
from .loading import ResourceError, Resources
from .stage import Stage
from .stages.model import ModelStage

ENTRY_POINT_GROUP = "communique.stages"
Factory = Callable[[Resources, Config], Stage]


BUILT_IN = {
    "dates": "DateStage",
    "locations": "LocationStage",
    "officials": "OfficialStage",
    "instruments": "InstrumentStage",
    "events": "EventStage",
    "objectives": "ObjectiveStage",
    "implied": "ImpliedStage",
    "quotes": "QuoteStage",
}
"""Built-in stages in the order that they run: the package under `stages`, and the class in it."""

INFERRING = frozenset({"implied"})
"""Stages that say what a text is about rather than what it names; a strict run leaves them out."""


def _built_in(name: str) -> Factory:
    def build(resources: Resources, config: Config) -> Stage:
        stage: Stage = getattr(import_module(f".stages.{name}", __package__), BUILT_IN[name])(resources)
        return stage

    return build


def build_stages(resources: Resources, config: Config) -> tuple[Stage, ...]:
    """The stages of a configuration, built and checked.

    Refused, as `ResourceError`: a name that nobody registers, a registered name that is taken, a stage that reads a
    label which no stage before it writes, and an object that is no stage.
    """
    factories = {name: _built_in(name) for name in BUILT_IN}
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name):
        if point.name in factories:
            raise ResourceError(f"entry point {point.value}", point.name, "the name is taken by another stage")
        factories[point.name] = point.load()
    names = config.stages if config.stages is not None else tuple(factories)
    for name in (*names, *config.disable):
        if name not in factories:
            raise ResourceError("configuration", "stages", f"there is no stage {name!r}; known: {', '.join(factories)}")
    first = (ModelStage(resources, config.model),) if config.model is not None else ()
    left_out = {*config.disable, *(INFERRING if config.strict else ())}
    stages = (*first, *(factories[name](resources, config) for name in names if name not in left_out))
    check_order(stages)
    return stages


def check_order(stages: tuple[Stage, ...]) -> None:
    """Refuse stages that declare nothing to write, or read what nothing before them has written.

    A label that no stage of the run writes at all may be read: its findings are simply none. That is how a stage
    keeps working when another one is disabled.
    """
    written_somewhere = frozenset().union(*(s.writes for s in stages if isinstance(s, Stage)))
    written: set[str] = set()
    for stage in stages:
        if not isinstance(stage, Stage):
            raise ResourceError("stages", repr(stage), "is no Stage")
        if not stage.writes:
            raise ResourceError("stages", stage.name, "writes no label")
        if late := (stage.reads & written_somewhere) - written - stage.writes:
            raise ResourceError("stages", stage.name, f"reads {sorted(late)}, which is written only after it")
        written |= stage.writes
