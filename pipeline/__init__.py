"""Text to record: zones, stages, engine, assembly."""

from .config import Config, load_config
from .draft import Draft
from .engine import Pipeline, StageCrashError, StageError
from .finding import Finding
from .loading import ResourceError, Resources
from .stage import Stage

__all__ = [
    "Config",
    "Draft",
    "Finding",
    "Pipeline",
    "ResourceError",
    "Resources",
    "Stage",
    "StageCrashError",
    "StageError",
    "load_config",
]
