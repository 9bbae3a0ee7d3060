from evals.metrics.mean import mean


def test_mean_skips_what_is_not_there() -> None:
    assert mean([1.0, None, 0.0, None]) == 0.5


def test_mean_of_nothing_is_none() -> None:
    assert mean([]) is None
    assert mean([None, None]) is None
