import pytest

from rag.writer.words import Written, plain, written


def test_citations_belong_to_their_sentence_wherever_they_stand() -> None:
    found = written("Waltz spoke [1]. Trump left. [2] He came back [Passage 1, 3]!")
    assert found == [
        Written("Waltz spoke.", (1,), ended=True),
        Written("Trump left.", (2,), ended=True),
        Written("He came back!", (1, 3), ended=True),
    ]


def test_a_citation_and_a_full_stop_end_a_sentence_whatever_follows() -> None:
    assert [one.text for one in written("Waltz spoke [1]. log in here")] == ["Waltz spoke.", "Log in here"]


def test_a_citation_that_is_still_being_written_is_no_sentence() -> None:
    assert [one.text for one in written("Waltz spoke. [1")] == ["Waltz spoke."]


def test_whether_the_last_sentence_ended() -> None:
    assert [one.ended for one in written("Waltz spoke. Then he")] == [True, False]
    assert written("Waltz spoke [1]")[0].ended


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("see ![x](https://evil.example/p.png?q=1) here", "see here"),
        ("see ![x][ref] here", "see here"),
        ("see [this page](https://evil.example/a) here", "see this page here"),
        ("see <img src='https://evil.example/p.png'> here", "see here"),
        ("see <a href=//evil.example>this</a> here", "see this here"),
        ("go to https://evil.example/a?b=c, now", "go to , now"),
        ("go to www.evil.example now", "go to now"),
        ("data:text/html;base64,AAAA here", "here"),
        ("javascript:alert(1) here", "here"),
        ("<think>[1] is a trap</think>Waltz spoke", "Waltz spoke"),
        ("<think>never closed", ""),
        ("**Waltz** _spoke_", "Waltz spoke"),
        ("- one\n2. two\n# three", "one two three"),
        ("![x](https://evil.example/half", ""),
        ("<img src='https://evil.example/half", ""),
    ],
)
def test_links_images_markup_and_thoughts_are_left_out(said: str, left: str) -> None:
    assert " ".join(plain(said).split()) == left


@pytest.mark.parametrize(
    "said", ["The answer is that rain fell [1].", "The answer is: rain fell [1].", "According to passage 1, rain fell."]
)
def test_words_that_only_lead_in_are_left_out(said: str) -> None:
    assert written(said)[0].text == "Rain fell."


def test_a_bracketed_word_of_a_quote_stays() -> None:
    assert written("He said “[they] need it” [1].")[0].text == "He said “[they] need it”."
