from __future__ import annotations

from itertools import pairwise

from communique.pipeline.finding import Finding
from communique.pipeline.overlaps import settle
from hypothesis import given
from hypothesis import strategies as st


def finding(start: int, end: int, rule: str = "r", *, reject: bool = False, rank: int = 0) -> Finding:
    return Finding("x", start, end, rule, reject=reject, rank=rank)


def spans(*findings: Finding) -> list[tuple[int, int]]:
    return [(f.start, f.end) for f in settle(findings)]


def test_reject_beats_a_longer_accept() -> None:
    assert spans(finding(0, 20), finding(5, 6, reject=True), finding(30, 31)) == [(30, 31)]


def test_longest_wins_then_leftmost() -> None:
    assert spans(finding(0, 4), finding(2, 9), finding(9, 12)) == [(2, 9), (9, 12)]
    assert spans(finding(2, 6), finding(0, 4)) == [(0, 4)]


def test_rule_order_settles_equal_spans() -> None:
    (won,) = settle([finding(0, 3, "late", rank=2), finding(0, 3, "early", rank=1)])
    assert won.rule == "early"


def test_touching_findings_do_not_overlap() -> None:
    assert spans(finding(0, 3), finding(3, 6)) == [(0, 3), (3, 6)]


FINDINGS = st.lists(
    st.builds(
        lambda s, n, rule, reject, rank: finding(s, s + n, rule, reject=reject, rank=rank),
        st.integers(0, 40), st.integers(1, 12), st.sampled_from("ab"), st.booleans(), st.integers(0, 2),
    ),
    max_size=25,
)  # fmt: skip


@given(FINDINGS, st.randoms())
def test_settled_findings_are_disjoint_and_independent_of_order(found: list[Finding], random: object) -> None:
    won = settle(found)
    assert all(a.end <= b.start for a, b in pairwise(won))
    assert not any(f.reject for f in won)
    for reject in (f for f in found if f.reject):
        assert not any(f.start < reject.end and reject.start < f.end for f in won)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle(shuffled) == won


@given(FINDINGS)
def test_nothing_that_fits_is_lost(found: list[Finding]) -> None:
    won = settle(found)
    barred = [f for f in found if f.reject] + list(won)
    for f in found:
        if not f.reject and f not in won:
            assert any(f.start < other.end and other.start < f.end for other in barred)
