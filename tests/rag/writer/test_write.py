import pytest
from writer_helpers import QUESTION, TEXT, evidence, read

from evals.hostile.scripted import says
from rag.reader.compose import premise_denied
from rag.types import Answer, RefusalReason, Verdict
from rag.writer import prompt, stream
from rag.writer.write import Writer


def ask(text: str, score: float = 8.0, *, show_unsupported: bool = True, finish: str | None = "stop") -> Answer:
    writer = Writer("tiny", lambda: says(text, finish), show_unsupported=show_unsupported)
    return list(writer.stream(QUESTION, evidence(score=score), read(score=score)))[-1]


def words(answer: Answer) -> list[str]:
    return [TEXT[c.span.start : c.span.end] for c in answer.citations]


def test_a_supported_sentence_is_the_answer_with_the_sentence_that_proves_it() -> None:
    answer = ask("The Brandal copper mine will reopen in May [1].")
    assert answer.text == "The Brandal copper mine will reopen in May."
    assert (answer.answerer, answer.prompt, answer.notice) == ("tiny", prompt.VERSION, "")
    assert words(answer) == [TEXT.split("\n\n")[0]]
    assert answer.citations[0].found == "writer"


@pytest.mark.parametrize("cited", ["[2]", "[7]", "[0]", ""])
def test_a_wrong_or_missing_citation_is_repaired(cited: str) -> None:
    answer = ask(f"The Brandal copper mine will reopen in May {cited}.")
    assert words(answer) == [TEXT.split("\n\n")[0]]
    assert answer.citations[0].found == "repair"


def test_a_sentence_that_nothing_supports_is_struck_and_no_part_of_the_answer() -> None:
    text = "The Brandal copper mine will reopen in May [1]. “Nobody asked us,” said Ingrid Solheim [2]."
    answer = ask(text)
    assert answer.text == "The Brandal copper mine will reopen in May."
    struck = answer.statements[1]
    assert (struck.verdict, struck.citations) == (Verdict.UNSUPPORTED, ())
    assert struck.reason == "the article gives this quote to Per Aune, not to Ingrid Solheim"
    assert len(ask(text, show_unsupported=False).statements) == 1


def test_a_wholly_unsupported_answer_becomes_the_readers() -> None:
    answer = ask("The mine will bring 900 jobs [1].")
    assert (answer.text, answer.answerer, answer.prompt) == ("in May", "reader", "")
    assert "Nothing in the articles supports what the model tiny wrote" in answer.notice


def test_a_wholly_unsupported_answer_becomes_a_refusal_where_the_reader_has_none() -> None:
    answer = ask("The mine will bring 900 jobs [1].", score=-8.0)
    assert answer.refusal
    assert "Nothing in the articles supports" in answer.notice


def test_a_model_that_finds_no_answer_is_believed_unless_the_reader_is_sure() -> None:
    assert ask(prompt.NO_ANSWER).text == "in May"
    refused = ask(prompt.NO_ANSWER, score=-0.5)
    assert read(score=-0.5).text == "in May"
    assert refused.refusal
    assert refused.refusal.reason is RefusalReason.NOT_SAID
    assert refused.answerer == "tiny"


def test_what_a_passage_is_about_is_no_answer() -> None:
    assert ask("The passage is about the Brandal copper mine, which will reopen in May [1].").answerer == "reader"


def test_bare_words_hold_only_when_the_reader_agrees() -> None:
    assert ask("In May [1].").answerer == "tiny"
    assert ask("Per Aune [1].").answerer == "reader"


def test_sentences_turn_checked_as_soon_as_they_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_SNAPSHOT_SECONDS", 0.0)
    text = "The Brandal copper mine will reopen in May [1]. Per Aune refused to sell his land [2]."
    snapshots = list(Writer("tiny", lambda: says(text)).stream(QUESTION, evidence(), read()))
    verdicts = [tuple(s.verdict for s in snapshot.statements) for snapshot in snapshots]
    steps = list(dict.fromkeys(verdicts))
    unchecked, supported = Verdict.UNCHECKED, Verdict.SUPPORTED
    assert steps == [(unchecked,), (supported, unchecked), (supported, supported)]
    assert snapshots[-2].text == "The Brandal copper mine will reopen in May."


def test_a_model_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_SNAPSHOT_SECONDS", 0.0)
    endless = " ".join(f"The mine will reopen in May, says line {n}." for n in range(1000))
    snapshots = list(Writer("tiny", lambda: says(endless)).stream(QUESTION, evidence(), read()))
    assert len(snapshots) < 100


def test_a_last_sentence_that_was_cut_short_is_left_out() -> None:
    answer = ask("The Brandal copper mine will reopen in May [1]. Per Aune refused", finish="length")
    assert [s.text for s in answer.statements] == ["The Brandal copper mine will reopen in May."]


def test_a_name_that_no_article_has_is_refused_without_asking_the_model() -> None:
    def never() -> None:
        raise AssertionError("asked")

    refusal = read("what did Zebulon Quark say?")
    assert refusal.refusal
    assert refusal.refusal.reason is RefusalReason.NAME_NOT_FOUND
    answers = list(Writer("tiny", never).stream("what did Zebulon Quark say?", evidence(), refusal))
    assert answers == [refusal]


def test_what_the_article_denies_is_refused_without_asking_the_model() -> None:
    def never() -> None:
        raise AssertionError("the model was asked")

    refusal = premise_denied(QUESTION, evidence()[0].passages[0].span)
    assert list(Writer("tiny", never).stream(QUESTION, evidence(), refusal)) == [refusal]
