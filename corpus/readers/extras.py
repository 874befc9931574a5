"""Libraries that only some formats need, imported when the first such file comes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .base import RefusedError


def needed(module: str, extra: str, kind: str) -> Any:
    """The module. Refused with `RefusedError` ('unsupported') where it is not installed, saying what to
    install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        words = f"reading {kind} needs {module}: pip install 'communique[{extra}]'"
        raise RefusedError("unsupported", words) from error
