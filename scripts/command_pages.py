"""The page of all commands, from the functions behind them: `python scripts/command_pages.py` prints it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from communique.cli import app
from typer import Typer
from typer.models import ArgumentInfo, OptionInfo

_TYPES = {"int": "N", "float": "NUMBER", "str": "TEXT", "Path": "PATH"}


class Parameter(NamedTuple):
    """An argument or option as it is written, and what it does."""

    written: str
    words: str
    is_argument: bool


def commands_page() -> str:
    """All commands with their arguments and options, in Markdown."""
    lines = ["# Commands", "", "Every command says this itself when asked: `communique extract --help`.", ""]
    for name, call in commands(app, "communique"):
        parameters = list(parameters_of(call))
        usage = " ".join([name, *(p.written for p in parameters if p.is_argument), "[OPTIONS]"])
        lines += [f"## {name}", "", _paragraphs(call), "", "```text", usage, "```", "", "| | |", "|---|---|"]
        lines += [f"| `{p.written}` | {_cell(p.words)} |" for p in parameters] + [""]
    return "\n".join(lines)


def commands(group: Typer, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each command's full name and function, groups last."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{name} {command.name or command.callback.__name__}", command.callback
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from commands(inner.typer_instance, f"{name} {inner.name}")


def parameters_of(call: Callable[..., Any]) -> Iterator[Parameter]:
    """What a command takes, arguments first."""
    hints = get_type_hints(call, include_extras=True)
    found = [_parameter(p, hints[p.name]) for p in inspect.signature(call).parameters.values()]
    return iter(sorted(found, key=lambda p: not p.is_argument))


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    assert get_origin(hint) is Annotated, f"{parameter.name} has no help"
    base, info = get_args(hint)[:2]
    required = parameter.default is inspect.Parameter.empty
    kind, several = _plain(base)
    words = info.help or ""
    if isinstance(info, ArgumentInfo):
        name = f"{info.metavar or parameter.name.upper()}{'...' if several else ''}"
        return Parameter(name if required else f"[{name}]", words, True)
    assert isinstance(info, OptionInfo)
    # In `Annotated` the first name given to `typer.Option` lands where its default would be.
    written = (*((info.default,) if isinstance(info.default, str) else ()), *(info.param_decls or ()))
    names = ", ".join(written or (f"--{parameter.name.replace('_', '-')}",))
    if kind is not bool:
        names += f" {_value(kind, info)}"
    if required:
        words += " Required."
    elif parameter.default not in (None, False, ""):
        default = parameter.default
        words += f" Default: {default.value if isinstance(default, Enum) else default}."
    return Parameter(names, words, False)


def _plain(base: Any) -> tuple[Any, bool]:
    """The type without `| None` and without its list; whether there was a list."""
    if get_origin(base) in (Union, UnionType):
        [base] = [a for a in get_args(base) if a is not type(None)]
    return (get_args(base)[0], True) if get_origin(base) is list else (base, False)


def _value(kind: Any, info: OptionInfo) -> str:
    if info.metavar:
        return info.metavar
    return "|".join(str(m.value) for m in kind) if issubclass(kind, Enum) else _TYPES[kind.__name__]


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").replace("*", "\\*").split())


def _paragraphs(call: Callable[..., Any]) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (inspect.getdoc(call) or "").split("\n\n"))


if __name__ == "__main__":
    print(commands_page())
