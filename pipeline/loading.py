"""Resource files in, validated: a broken file stops the program with its name, the key and the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ..models import InputError

ModelT = TypeVar("ModelT", bound=BaseModel)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe YAML loader to which the words on, off, yes and no are words, as in YAML 1.2."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


class ResourceError(InputError):
    """A resource file is broken: ours, or one that a user added."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class Resources:
    """The package's resource files, each extended by the file of the same name in `extra`, if there is one.

    Lists of the two files are joined, tables merged; a table key in both is refused, so that a user's file adds and
    never silently replaces. Files are read once.
    """

    def __init__(self, extra: Path | None = None) -> None:
        if extra is not None and not extra.is_dir():
            raise ResourceError(str(extra), "resources", "is no folder")
        self._extra = extra
        self._hashes: dict[str, str] = {}

    def load(self, name: str, model: type[ModelT]) -> ModelT:
        """The YAML resource `name` as `model`. Refused: unknown keys, wrong types, invalid YAML."""
        data = _parse(name, self.read_bytes(name))
        if self._extra is not None and (path := self._extra / name).is_file():
            raw = path.read_bytes()
            self._hashes[f"extra/{name}"] = hashlib.sha256(raw).hexdigest()
            data = _merge(str(path), data, _parse(str(path), raw))
        return _valid(name, data, model)

    def load_file(self, path: Path, model: type[ModelT]) -> ModelT:
        """A user's own YAML file as `model`. Refused: what cannot be read, unknown keys, wrong types, invalid YAML."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ResourceError(str(path), "(file)", f"cannot be read: {error}") from error
        self._hashes[f"own/{path.name}"] = hashlib.sha256(raw).hexdigest()
        return _valid(str(path), _parse(str(path), raw), model)

    def read_bytes(self, name: str) -> bytes:
        """The package's own resource file `name`, as bytes. Refused: a name that is not there."""
        try:
            raw = files("communique.pipeline.resources").joinpath(name).read_bytes()
        except FileNotFoundError as error:
            raise ResourceError(name, "(file)", "is missing from the package") from error
        self._hashes[name] = hashlib.sha256(raw).hexdigest()
        return raw

    def loaded(self) -> dict[str, str]:
        """Name and SHA-256 of every file read so far, sorted by name."""
        return dict(sorted(self._hashes.items()))

    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when any loaded file does."""
        joined = "\n".join(f"{name} {digest}" for name, digest in self.loaded().items())
        return hashlib.sha256(joined.encode()).hexdigest()[:12]


def _valid(name: str, data: Any, model: type[ModelT]) -> ModelT:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(file)"
        raise ResourceError(name, key, first["msg"]) from error


def _parse(name: str, raw: bytes) -> Any:
    try:
        return yaml.load(raw.decode("utf-8"), Loader=_Loader)  # noqa: S506 - derived from a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ResourceError(name, "(file)", f"is no YAML: {error}") from error


def _merge(name: str, ours: Any, theirs: Any, key: str = "(file)") -> Any:
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + theirs
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        merged = dict(ours)
        for k, value in theirs.items():
            merged[k] = _merge(name, ours[k], value, str(k)) if k in ours else value
        return merged
    raise ResourceError(name, key, "is already set and no list or table, so it cannot be added to")
