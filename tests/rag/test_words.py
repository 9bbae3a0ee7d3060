import pytest

from rag.words import content_stems, coverage, stem


@pytest.mark.parametrize(
    "words",
    ["sponsor sponsors sponsored sponsoring", "deny denies denied", "stop stopped stops", "urge urges urged urging"],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("nation", "national"), ("us", "use"), ("2025", "2024")])
def test_different_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_function_words_are_left_out() -> None:
    assert content_stems("Who was the mayor of the city, and when?") == ["mayor", "city"]


def test_coverage() -> None:
    assert coverage("who sponsors the resolution", "The resolution was sponsored by 50 nations.") == 1.0
    assert coverage("why did Waltz resign", "Waltz spoke.") == 0.5
    assert coverage("who is it?", "anything") == 1.0
