"""The unpacked gazetteer, once a process: whoever is forked from it later shares its bytes."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from .table import NameTable


class _Packed:
    """Packed bytes that are told by their digest, so that what is remembered are not the bytes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._digest = hashlib.sha256(raw).digest()

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Packed) and other._digest == self._digest


def shared_table(packed: bytes) -> NameTable:
    """The table of these bytes; the same one each time. Raises `BrokenTableError` as `NameTable` does."""
    key = _Packed(packed)
    try:
        return _unpacked(key)
    finally:
        key.raw = b""


@lru_cache(maxsize=2)
def _unpacked(packed: _Packed) -> NameTable:
    return NameTable(packed.raw)
