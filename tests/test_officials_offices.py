"""Categories of offices."""

from __future__ import annotations

import pytest
from communique.pipeline.loading import ResourceError, Resources
from communique.pipeline.stages.officials.offices import OfficeResource, Offices

OFFICES = Offices(Resources())


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("President", "head_of_state"),
        ("President of the Republic", "head_of_state"),
        ("former President", "head_of_state"),
        ("King", "head_of_state"),
        ("Vice President", "deputy_head_of_state"),
        ("Prime Minister", "head_of_government"),
        ("First Deputy Prime Minister", "deputy_head_of_government"),
        ("Minister of Labour and Social Protection", "minister"),
        ("Federal Councillor", "minister"),
        ("Vice-Minister of Health", "deputy_minister"),
        ("First Deputy Minister of Employment", "deputy_minister"),
        ("Minister of State for External Affairs", "deputy_minister"),
        ("State Secretary", "deputy_minister"),
        ("Undersecretary of Migration Services", "deputy_minister"),
        ("Permanent Secretary", "senior_official"),
        ("Joint Secretary (OE)", "senior_official"),
        ("Director General", "agency_head"),
        ("General Director", "agency_head"),
        ("Head of the Department on Bilateral cooperation", "head_of_unit"),
        ("Ambassador Extraordinary and Plenipotentiary", "ambassador"),
        ("High Commissioner", "ambassador"),
        ("Deputy Permanent Representative", "ambassador"),
        ("Chargé d’affaires", "diplomat"),
        ("Consul General", "diplomat"),
        ("Special Rapporteur on the Rights of Migrants", "international_official"),
        ("Under-Secretary-General for Economic Affairs", "international_official"),
        ("Member of Parliament", "legislator"),
        ("Senator", "legislator"),
        ("Mayor", "mayor"),
        ("Deputy Governor", "regional_head"),
        ("Akim", "regional_head"),
        ("Chief Justice", "judge"),
        ("Attorney General", "prosecutor"),
        ("Spokesperson", "spokesperson"),
        ("Adviser to the President", "adviser"),
        ("Commander", "military"),
        ("senior expert", "official"),
        ("actor", None),
    ],
)
def test_category_by_words(title: str, category: str | None) -> None:
    assert OFFICES.category(title) == category


def test_a_body_of_the_own_tells_presidents_apart() -> None:
    assert OFFICES.category("President", body="Bar Association") == "agency_head"
    assert OFFICES.category("President", body="Swiss Confederation") == "head_of_state"
    assert OFFICES.category("Governor", body="Central Bank") == "central_banker"


def test_country_and_international_body() -> None:
    assert OFFICES.category("Secretary of State", country="US") == "minister"
    assert OFFICES.category("Secretary of State", country="KH") == "deputy_minister"
    assert OFFICES.category("Chief of Mission", world=True) == "international_official"
    assert OFFICES.category("Director General", world=True) == "international_official"


def test_every_rule_has_a_topic() -> None:
    data = Resources().load("officials_offices.yaml", OfficeResource)
    assert {rule.category for rule in data.rules} == set(data.categories)


def test_a_broken_pattern_is_refused(tmp_path: object) -> None:
    path = tmp_path / "officials_offices.yaml"  # type: ignore[operator]
    path.write_text("rules:\n- {category: mayor, pattern: '(mayor'}\n", encoding="utf-8")
    with pytest.raises(ResourceError):
        Offices(Resources(tmp_path))  # type: ignore[arg-type]


def test_the_record_tells_the_category() -> None:
    from communique.models import Document
    from communique.pipeline import Pipeline

    text = "Ports\n\nDeputy Minister of Works Ana Ruiz met WHO Director-General Eva Lund in Lima on Monday.\n"
    (record,) = Pipeline().pipe([Document(id="t", text=text)])
    assert [t.category for o in record.officials for t in o.titles] == ["deputy_minister", "international_official"]
