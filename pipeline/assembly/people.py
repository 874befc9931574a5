"""The record's officials, organisations, quotes."""

from __future__ import annotations

from collections.abc import Iterable

from ...models import OfficialEntry, OrganizationEntry, Quote, Title
from ..finding import Finding
from .desk import Desk, entry_id

_TITLE_ONLY = "officials.title_only"
"""Words that stand for a person without the name: they are among the titles, the mentions are names."""


class People:
    """Officials by person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._groups: dict[int, list[Finding]] = {}
        for finding in desk.officials:
            self._groups.setdefault(finding.value.entity, []).append(finding)

    def id_of(self, entity: int) -> str | None:
        """The id of a person's entry; None for one who is only in page furniture."""
        group = self._groups.get(entity)
        return entry_id("official", group[0].value.name.casefold(), entity) if group else None

    def entries(self) -> tuple[OfficialEntry, ...]:
        """All officials by first mention."""
        return tuple(self._entry(group) for group in self._groups.values())

    def _entry(self, group: list[Finding]) -> OfficialEntry:
        name = group[0].value.name
        country = next((f for f in group if f.value.country), None)
        organization = next((f.value.organization for f in group if f.value.organization), None)
        return OfficialEntry(
            id=entry_id("official", name.casefold(), group[0].value.entity),
            name=name,
            honorific=next((f.value.honorific for f in group if f.value.honorific), None),
            titles=self._titles(group),
            organization=self._words(*organization) if organization else None,
            country=country.value.country if country else None,
            country_basis=country.value.country_basis if country else None,
            roles=tuple(dict.fromkeys(role for f in group for role in f.value.roles)),
            variants=self._variants(group, name),
            mentions=self._desk.mentions([f for f in group if f.rule != _TITLE_ONLY] or group),
        )

    def _titles(self, group: list[Finding]) -> tuple[Title, ...]:
        """Each different title once, with its first mention."""
        titles: dict[str, Title] = {}
        for finding in group:
            value = finding.value
            for n, (start, end) in enumerate(value.titles):
                words = self._words(start, end)
                category = value.categories[n] if n < len(value.categories) else None
                mention = self._desk.span(start, end, finding.rule)
                titles.setdefault(words.casefold(), Title(text=words, mention=mention, category=category))
        return tuple(sorted(titles.values(), key=lambda t: t.mention.start))

    def _variants(self, group: list[Finding], name: str) -> tuple[str, ...]:
        forms = (self._words(f.start, f.end) for f in group)
        own = {word.casefold() for word in name.split()}
        return tuple(dict.fromkeys(form for form in forms if form != name and not set(form.casefold().split()) <= own))

    def _words(self, start: int, end: int) -> str:
        return " ".join(self._desk.text[start:end].split())


def organizations(desk: Desk) -> tuple[OrganizationEntry, ...]:
    """One entry a body, by name."""
    groups: dict[str, list[Finding]] = {}
    for finding in desk.organizations:
        groups.setdefault(finding.value.name.casefold(), []).append(finding)
    return tuple(_organization(desk, key, group) for key, group in groups.items())


def _organization(desk: Desk, key: str, group: list[Finding]) -> OrganizationEntry:
    """The entry of a body. Its acronym only if the text writes it, however well known it is."""
    return OrganizationEntry(
        id=entry_id("organization", key),
        name=group[0].value.name,
        acronym=_first(f.value.acronym for f in group if f.value.acronym and f.value.acronym in desk.text),
        kind=_first(f.value.kind for f in group),
        country=_first(f.value.country for f in group),
        mentions=desk.mentions(group),
    )


def quotes(desk: Desk, people: People) -> tuple[Quote, ...]:
    """Quoted or reported words whose speaker is in the record."""
    found = []
    for finding in desk.draft.get("quote"):
        speaker = people.id_of(finding.value.speaker)
        if speaker is not None:
            value = finding.value
            found.append(
                Quote(official_id=speaker, verb=value.verb, direct=value.direct, mention=desk.mention(finding))
            )
    return tuple(found)


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)
