import math

import pytest

from evals.metrics.retrieval import average_precision, graded_ndcg, hits_at, ndcg, reciprocal_rank


def test_hits_at_counts_the_first_k_places() -> None:
    ranking = [False, False, True]
    assert hits_at(ranking, 2) == 0
    assert hits_at(ranking, 3) == 1
    assert hits_at([], 10) == 0


def test_reciprocal_rank_is_cut_at_k() -> None:
    assert reciprocal_rank([False, False, True, True], 10) == pytest.approx(1 / 3)
    assert reciprocal_rank([False, False, True], 2) == 0


def test_ndcg_worked_by_hand() -> None:
    # Relevant at places 1 and 3, two to find: (1 + 1/2) / (1 + 1/log2(3))
    assert ndcg([True, False, True], 10, total=2) == pytest.approx(1.5 / (1 + 1 / math.log2(3)))
    assert ndcg([True, True], 10, total=2) == 1
    # Only k places can be filled, however many there are to find.
    assert ndcg([True, False], 1, total=5) == 1


def test_ndcg_is_none_when_there_is_nothing_to_find() -> None:
    assert ndcg([False, False], 10, total=0) is None


def test_graded_ndcg_worked_by_hand() -> None:
    # Grades 1 and 3 at places 1 and 2; the best order is 3, 2, 1: (1 + 3/log2(3)) / (3 + 2/log2(3) + 1/2)
    ideal = 3 + 2 / math.log2(3) + 1 / 2
    assert graded_ndcg([1, 3, 0], 10, [1, 2, 3]) == pytest.approx((1 + 3 / math.log2(3)) / ideal)
    assert graded_ndcg([2, 3], 1, [2, 3]) == pytest.approx(2 / 3)
    assert graded_ndcg([0, 0], 10, [0]) is None
    assert graded_ndcg([], 10, []) is None


def test_average_precision_worked_by_hand() -> None:
    # "a" at place 1 (precision 1), nothing new at place 2, "b" at place 3 (precision 2/3); 3 things to find.
    assert average_precision([{"a"}, {"a"}, {"b"}], 10, 3) == pytest.approx((1 + 2 / 3) / 3)
    assert average_precision([{"a", "b"}], 10, 2) == 1.0
    assert average_precision([set(), {"a"}], 1, 2) == 0.0
    assert average_precision([set()], 10, 0) is None
