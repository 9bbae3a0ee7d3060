import pytest

from rag.reader.compose import name_not_found, not_said, not_sure, of_several
from rag.types import Span

CLOSEST = Span("a", 1, 0, 5)


@pytest.mark.parametrize(
    ("searched", "text"),
    [
        (1, "The article does not say."),
        (2, "I find no answer in the 2 articles."),
        (10_000, "I find no answer in the 10,000 articles."),
    ],
)
def test_a_refusal_says_how_many_articles_were_searched(searched: int, text: str) -> None:
    told = of_several(not_said("why?", CLOSEST, 0.2), lambda: searched)
    assert told.text == told.refusal.text == text
    assert told.refusal.closest.span == CLOSEST


def test_other_refusals_stay_as_they_are_and_nothing_is_counted_for_them() -> None:
    def count() -> int:
        raise AssertionError

    for refusal in (not_said("why?", None, 0.0), not_sure("why?", CLOSEST, 0.5), name_not_found("who?", ["Ann Lee"])):
        assert of_several(refusal, count) is refusal
