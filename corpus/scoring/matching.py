"""The best one-to-one matching between two lists: no other would have a greater sum of weights.

Per connected group of candidates the Hungarian method with potentials (Kuhn 1955, Munkres 1957; the O(n³) form by
Jonker and Volgenant 1987). Greedy matching, as most scorers do it, can lose a pair where two candidates overlap both.
"""

from __future__ import annotations

from collections.abc import Mapping

Edges = Mapping[tuple[int, int], int]
"""Weight, a positive integer, for each pair (left, right) that may be matched."""


_FAR = 1 << 100
"""More than any path through the weights can cost."""


def best_matching(edges: Edges) -> dict[int, int]:
    """Right index for left index, in order of the left; the sum of weights is as great as it can be.

    Equal sums are settled by the order of the indices, so that a run gives the same pairs each time.
    """
    pairs: dict[int, int] = {}
    for lefts, rights in _groups(edges):
        if len(lefts) == 1 or len(rights) == 1:
            i, j = max(
                ((i, j) for i in lefts for j in rights if (i, j) in edges), key=lambda p: (edges[p], -p[0], -p[1])
            )
            pairs[i] = j
        else:
            pairs.update(_assign(lefts, rights, edges))
    return dict(sorted(pairs.items()))


def _groups(edges: Edges) -> list[tuple[list[int], list[int]]]:
    """The connected parts of the graph, each as its left and its right indices in order."""
    of_left: dict[int, list[int]] = {}
    of_right: dict[int, list[int]] = {}
    for i, j in edges:
        of_left.setdefault(i, []).append(j)
        of_right.setdefault(j, []).append(i)
    groups = []
    seen: set[int] = set()
    for first in sorted(of_left):
        if first in seen:
            continue
        seen.add(first)
        lefts, rights, pending = [first], set(of_left[first]), list(of_left[first])
        while pending:
            for i in of_right[pending.pop()]:
                if i not in seen:
                    seen.add(i)
                    lefts.append(i)
                    fresh = [j for j in of_left[i] if j not in rights]
                    rights.update(fresh)
                    pending.extend(fresh)
        groups.append((sorted(lefts), sorted(rights)))
    return groups


def _assign(lefts: list[int], rights: list[int], edges: Edges) -> dict[int, int]:
    """Best matching of one group. The shorter side gets rows; a pair that is no candidate costs as if unmatched."""
    if len(lefts) > len(rights):
        turned = {(j, i): weight for (i, j), weight in edges.items()}
        return {i: j for j, i in _assign(rights, lefts, turned).items()}
    costs = [[-edges.get((i, j), 0) for j in rights] for i in lefts]
    chosen = _hungarian(costs)
    return {lefts[r]: rights[c] for r, c in enumerate(chosen) if (lefts[r], rights[c]) in edges}


def _hungarian(costs: list[list[int]]) -> list[int]:
    """Column for each row with the least total cost; there are at least as many columns as rows."""
    rows, columns = len(costs), len(costs[0])
    row_potential, column_potential = [0] * (rows + 1), [0] * (columns + 1)
    row_of = [0] * (columns + 1)  # 0: free; rows and columns count from 1
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        slack, way, used = [_FAR] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while row_of[column]:
            used[column] = True
            here, delta, following = row_of[column], _FAR, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                reduced = costs[here - 1][j - 1] - row_potential[here] - column_potential[j]
                if reduced < slack[j]:
                    slack[j], way[j] = reduced, column
                if slack[j] < delta:
                    delta, following = slack[j], j
            for j in range(columns + 1):
                if used[j]:
                    row_potential[row_of[j]] += delta
                    column_potential[j] -= delta
                else:
                    slack[j] -= delta
            column = following
        while column:
            row_of[column], column = row_of[way[column]], way[column]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if row_of[j]:
            chosen[row_of[j] - 1] = j - 1
    return chosen
