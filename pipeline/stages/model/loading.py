"""A spaCy pipeline by its name, checked: it is installed, can be loaded, and finds names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...loading import ResourceError
from .resources import ModelTable

if TYPE_CHECKING:
    from spacy.language import Language

_KEY = "model"


def load_model(name: str, table: ModelTable) -> Language:
    """The installed pipeline `name`, with only what it needs to find names.

    Refused, as `ResourceError`: a name that is not installed, what spaCy cannot load, a pipeline that finds no names of
    the kinds in `table`.
    """
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ResourceError(
            name, _KEY, f"is no spaCy pipeline that is installed here (pip install it); installed: {_installed()}"
        ) from error
    except (ImportError, ValueError, KeyError, TypeError) as error:  # what a package made for another spaCy raises
        raise ResourceError(name, _KEY, f"cannot be loaded: {error}") from error
    check(nlp, name, table)
    return nlp


def check(nlp: Language, name: str, table: ModelTable) -> None:
    """Refuse, as `ResourceError`, a pipeline that finds no names; of others, disable what finds none."""
    labels = labels_of(nlp)
    if not labels & table.by_label().keys():
        found = ", ".join(sorted(labels)) or "none"
        raise ResourceError(name, _KEY, f"has no component that finds names of people or places; its labels: {found}")
    _trim(nlp, table)
    nlp.max_length = 2**31  # texts come in pieces


def version_of(nlp: Language, name: str) -> str:
    """Name and version, for the record's provenance."""
    version = nlp.meta.get("version") or "unknown"
    return f"{name} {version}"


def labels_of(nlp: Language) -> set[str]:
    """Labels of the entities that the pipeline's components may set."""
    found: set[str] = set()
    for name in nlp.pipe_names:
        if "doc.ents" in nlp.get_pipe_meta(name).assigns:
            found.update(nlp.pipe_labels.get(name, ()))
    return found


def _trim(nlp: Language, table: ModelTable) -> None:
    """Disable what no component that finds names can need: spaCy's own components for other things, and vectors that
    nobody listens to. A pipeline with components of somebody else's, or with rules, stays as it is."""
    kinds = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    finders = {name for name in kinds if "doc.ents" in nlp.get_pipe_meta(name).assigns}
    if any(kinds[name] not in ("ner", "beam_ner") for name in finders):
        return
    idle = {name for name, kind in kinds.items() if kind in table.unneeded}
    for name in kinds:
        listeners = getattr(nlp.get_pipe(name), "listening_components", None)
        if listeners is not None and not set(listeners) - idle:
            idle.add(name)
    for name in sorted(idle):
        nlp.disable_pipe(name)


def _installed() -> str:
    from spacy.util import get_installed_models

    return ", ".join(sorted(get_installed_models())) or "none"
