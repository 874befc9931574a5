"""Inputs that are patterns: 'releases/**/*.html', as a shell that does not expand it hands it over."""

from __future__ import annotations

import glob
import os
from pathlib import Path


def is_pattern(name: str) -> bool:
    """Whether `name` has wildcards (`*`, `?`, `[`) and no file of just that name exists."""
    return glob.has_magic(name) and not os.path.lexists(name)


def base_of(pattern: str) -> Path:
    """The folder that all files of a pattern lie in: what stands before its first wildcard."""
    base = Path()
    for part in Path(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        base /= part
    return base


def matches(pattern: str) -> list[Path]:
    """The files and folders that `pattern` stands for, by name, those within others left out.

    `**` stands for any number of folders, `*` for part of a name. What begins with a dot is only met by a pattern that
    writes the dot. A home folder is not expanded.
    """
    found = sorted({Path(name) for name in glob.iglob(pattern, recursive=True)}, key=lambda p: p.parts)  # noqa: PTH207
    kept: list[Path] = []
    for path in found:
        if not (kept and kept[-1] in path.parents):
            kept.append(path)
    return kept
