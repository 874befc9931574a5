"""What a run is configured with. A broken configuration stops before the first file."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from ..models import Frozen
from .loading import ResourceError


class Config(Frozen):
    """Settings of a pipeline; the defaults are what `communique extract` uses."""

    resources: Path | None = Field(default=None, description="Folder of YAML files that add to the built-in resources")
    stages: tuple[str, ...] | None = Field(
        default=None, description="Names of the stages to run, in this order; null: all that are registered"
    )
    kb: tuple[Path, ...] = Field(default=(), description="Files of known series and editions of a user's own")
    fill: bool = Field(default=False, description="Take over known days and places that a text leaves out, marked so")
    model: str | None = Field(
        default=None, min_length=1, description="Installed spaCy pipeline whose names of people and places are evidence"
    )
    strict: bool = Field(default=False, description="Only what the text names: no objectives or principles by subject")
    disable: tuple[str, ...] = Field(default=(), description="Names of stages to leave out")


def load_config(path: Path) -> Config:
    """A configuration from a YAML file. A relative `resources` folder, and relative `kb` files, are relative to it.

    Refused, as `ResourceError` with file, key and reason: unknown keys, wrong types, a file that is no YAML.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(str(path), "(file)", f"cannot be read: {error}") from error
    try:
        config = Config.model_validate(data or {})
    except ValidationError as error:
        first = error.errors()[0]
        raise ResourceError(str(path), ".".join(map(str, first["loc"])) or "(file)", first["msg"]) from error
    if config.resources is not None and not config.resources.is_absolute():
        config = config.model_copy(update={"resources": path.parent / config.resources})
    if config.kb:
        config = config.model_copy(update={"kb": tuple(p if p.is_absolute() else path.parent / p for p in config.kb)})
    return config
