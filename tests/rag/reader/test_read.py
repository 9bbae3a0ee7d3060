import math
from collections.abc import Sequence

import pytest
from rag_helpers import make_article, make_passages

from rag.reader.model import TextReading
from rag.reader.read import Reader, Reading, added_up, normalized, trimmed
from rag.types import Passage, Span

TEXT = (
    "The café “Zürich” opened in 1998 🎉. Its owner, Dr. Anna Keller, sold it to Müller & Söhne for $2.5 million.\n\n"
    "The weather stayed fine all week, and the ferries ran on time from the harbor to the islands."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_the_answer_is_an_exact_slice(reader: Reader) -> None:
    article = make_article(TEXT)
    readings = reader.read("who sold the café?", make_passages(article))
    assert "Anna Keller" in readings.answers[0].text
    for reading in readings.answers:
        assert article.text[reading.span.start : reading.span.end] == reading.text


def test_the_passage_that_answers_comes_first(reader: Reader) -> None:
    passages = make_passages(make_article(TEXT))
    assert reader.read("when did the café open?", passages[::-1]).passages[0] == passages[0]


def test_answers_begin_and_end_at_words(reader: Reader) -> None:
    for question in ("how much was paid?", "what is the name of the café?", "who bought it?"):
        for reading in reader.read(question, make_passages(make_article(TEXT))).answers:
            before, after = TEXT[: reading.span.start][-1:], TEXT[reading.span.end :][:1]
            assert not (before.isalnum() and reading.text[0].isalnum())
            assert not (after.isalnum() and reading.text[-1].isalnum())


def test_a_question_that_is_answered_scores_higher_than_one_that_is_not(reader: Reader) -> None:
    passages = make_passages(make_article(TEXT))
    answered = reader.read("when did the café open?", passages)
    unanswered = reader.read("who won the football match on Sunday?", passages)
    assert answered.answers[0].score > unanswered.answers[0].score
    assert answered.answerable > unanswered.answerable


def test_a_text_longer_than_a_window_is_read_to_its_end(reader: Reader) -> None:
    filler = "The council met again and talked about the budget for the coming year. " * 60
    passages = make_passages(make_article(filler + "Anna Keller founded the bakery in 1998."))
    assert "Anna Keller" in reader.read("who founded the bakery?", passages).answers[0].text


OTHERS = (
    "Trams ran late on Monday.",
    "The harbor was closed.",
    "Rain fell all day.",
    "Prices rose.",
    "Nobody was hurt.",
)


def make_candidates(*first: str) -> list[Passage]:
    return make_passages(make_article("\n\n".join((*first, *OTHERS))))


def test_no_more_is_read_once_the_first_few_give_a_sure_answer(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    passages, read = make_candidates("The café opened in 1998."), count_texts(reader, monkeypatch)
    readings = reader.read("when did the café open?", passages, until_sure=True)
    assert readings.answers[0].text == "1998"
    assert read == [4]
    assert readings.passages[0] == passages[0]
    assert list(readings.passages[4:]) == passages[4:]


def test_the_others_are_read_when_the_first_few_give_none(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = make_candidates("The café opened in 1998.")[::-1]
    everything = reader.read("when did the café open?", passages)
    read = count_texts(reader, monkeypatch)
    assert reader.read("when did the café open?", passages, until_sure=True) == everything
    assert read == [4, 2]


def test_what_was_read_before_is_not_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    question, passages = "when did the café open?", make_candidates("The café opened in 1998.")
    everything = reader.read(question, passages)
    read = count_texts(reader, monkeypatch)
    first = reader.read_first(question, passages[2:])
    assert not first.is_sure
    assert reader.read(question, passages, before=first.read) == everything
    assert read == [4, 2]


def test_everything_is_read_unless_less_was_asked_for(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    passages, read = make_candidates("The café opened in 1998."), count_texts(reader, monkeypatch)
    reader.read("when did the café open?", passages)
    assert read == [6]


def count_texts(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts the network is given in each of the calls to come."""
    counts: list[int] = []
    network = reader.model.read

    def counted(question: str, texts: Sequence[str]) -> list[TextReading]:
        counts.append(len(texts))
        return network(question, texts)

    monkeypatch.setattr(reader.model, "read", counted)
    return counts


def test_nothing_to_read(reader: Reader) -> None:
    readings = reader.read("who?", [])
    assert readings.answers == ()
    assert readings.answerable == -math.inf


def test_the_same_answer_in_several_places_adds_up() -> None:
    passage = make_passages(make_article("x"))[0]

    def reading(text: str, score: float) -> Reading:
        return Reading(Span("a1", 1, 0, 1), text, score, passage)

    raised = added_up([reading("Waltz", 2.0), reading("the Waltz", 2.0), reading("Trump", 2.5)])
    assert [r.text for r in raised] == ["Waltz", "the Waltz", "Trump"]
    assert raised[0].score == pytest.approx(2.0 + math.log(2))


def test_normalized() -> None:
    assert normalized("The  “Waltz”, an adviser") == "waltz adviser"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“tone it down", "tone it down"),
        ("“tone it down”", "“tone it down”"),
        ("Waltz, ", "Waltz"),
        ("(the US)", "(the US)"),
        ("the US)", "the US"),
        ("—", ""),
    ],
)
def test_trimmed(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept


def test_a_text_is_read_alike_whatever_is_read_beside_it(reader: Reader) -> None:
    question, text = "Who opened the bridge?", "Ida Holm, the mayor, opened the bridge on Monday."
    (alone,) = reader.model.read(question, [text])
    among = reader.model.read(question, ["Nothing was said. " * 40, text, "Rain."])[1]
    assert (alone.found[0].start, alone.found[0].end) == (among.found[0].start, among.found[0].end)
    assert alone.answerable == pytest.approx(among.answerable, abs=1e-3)
