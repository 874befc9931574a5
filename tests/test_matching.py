"""The matching has the greatest sum of weights that there is."""

from __future__ import annotations

from itertools import combinations, permutations

from communique.corpus.scoring.matching import best_matching
from hypothesis import given
from hypothesis import strategies as st

EDGES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=14)


def greatest_sum(edges: dict[tuple[int, int], int]) -> int:
    """By trying every matching."""
    lefts, rights = sorted({i for i, _ in edges}), sorted({j for _, j in edges})
    best = 0
    for size in range(1, min(len(lefts), len(rights)) + 1):
        for chosen in combinations(lefts, size):
            for others in permutations(rights, size):
                pairs = list(zip(chosen, others, strict=True))
                if all(pair in edges for pair in pairs):
                    best = max(best, sum(edges[pair] for pair in pairs))
    return best


@given(EDGES)
def test_no_matching_has_a_greater_sum(edges: dict[tuple[int, int], int]) -> None:
    pairs = best_matching(edges)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(edges[pair] for pair in pairs.items()) == greatest_sum(edges)


@given(EDGES)
def test_the_order_of_the_edges_does_not_matter(edges: dict[tuple[int, int], int]) -> None:
    assert best_matching(edges) == best_matching(dict(reversed(edges.items())))


def test_equal_sums_are_settled_by_index() -> None:
    assert best_matching({(0, 0): 1, (0, 1): 1}) == {0: 0}
    assert best_matching({}) == {}
