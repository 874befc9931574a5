"""What stands beside a region for people: its entry's id and attributes, as one line of YAML that they can edit."""

from __future__ import annotations

from typing import Any

import yaml

from ..gold.plain import GoldError, plain_data
from .base import Data, ExchangeError

_STR = "tag:yaml.org,2002:str"


def note_text(entry: str | None, states: Data | None) -> str:
    """`{id: summit, kind: summit, status: held}`, or `summit` where there is nothing but the id."""
    if not states:
        return _one_line(entry) if entry is not None else ""
    return _one_line({"id": entry, **states} if entry is not None else states)


def parse_note(text: str, file: str, key: str) -> tuple[str | None, Data | None]:
    """The id of the entry and the attributes in a note; None for what it does not say.

    Refused: what is neither one word nor a YAML mapping.
    """
    if not text.strip():
        return None, None
    try:
        data = plain_data(file, text.strip().encode("utf-8", "surrogatepass"), {})
    except GoldError as error:
        raise ExchangeError(file, key, f"the note {text[:60]!r}: {error.faults[0].reason}") from error
    if isinstance(data, str):
        return data, None
    if not isinstance(data, dict):
        raise ExchangeError(file, key, f"the note {text[:60]!r} is neither the id of an entry nor a mapping")
    entry = data.pop("id", None)
    if entry is not None and not isinstance(entry, str):
        raise ExchangeError(file, key, f"the note {text[:60]!r}: the id is no word")
    return entry, data or None


def as_written(value: Any) -> Any:
    """A value as YAML that is read without types gives it: all scalars are strings, but for None."""
    if isinstance(value, dict):
        return {key: as_written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, str) else str(value)


def _one_line(value: Any) -> str:
    """YAML on one line, in which strings are quoted only where they would be read as something else."""
    raw = yaml.dump(value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=2**31, sort_keys=False)
    return raw.removesuffix("\n").removesuffix("\n...")


class _Dumper(yaml.SafeDumper):
    """Writes strings plainly where reading without types gives them back: `NO`, `true` and `2018-12-10` too."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out."""
        return True


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if value in ("null", "") or value.strip() != value or not value.isprintable() else None
    return dumper.represent_scalar(_STR, value, style=style)


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(str, _string)
_Dumper.add_representer(type(None), lambda dumper, value: dumper.represent_scalar(_STR, "null"))
