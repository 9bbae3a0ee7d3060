import pytest

from rag.reader.kinds import Kind, asked_of_each, kind_of, parts, speaker_and_topic


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what is this about", Kind.SUMMARY),
        ("Summarize the article", Kind.SUMMARY),
        ("tl;dr", Kind.SUMMARY),
        ("key points?", Kind.SUMMARY),
        ("what does Waltz say about the deal?", Kind.SAYS_ABOUT),
        ("What did the president say?", Kind.SAYS_ABOUT),
        ("what is Putin's position on the talks", Kind.SAYS_ABOUT),
        ("who said nobody is excluded?", Kind.WHO_SAID),
        ("who called Zelensky a dictator", Kind.WHO_SAID),
        ("who urged kyiv to tone down", Kind.WHO),
        ("which official met the envoy?", Kind.WHO),
        ("why did the us refuse", Kind.WHY),
        ("what caused the fire", Kind.WHY),
        ("how did the fire start?", Kind.HOW),
        ("in what way did it change?", Kind.HOW),
        ("how many nations sponsor it", Kind.SPAN),
        ("how come nobody was told", Kind.WHY),
        ("did Trump meet Putin?", Kind.YES_NO),
        ("hasn't he resigned?", Kind.YES_NO),
        ("which countries sponsored the resolution", Kind.LIST),
        ("list the demands", Kind.LIST),
        ("where were the talks held", Kind.SPAN),
        ("how many injured does each paper report", Kind.COMPARE),
        ("ledger vs courier: how many were hurt?", Kind.COMPARE),
        ("do both articles give the same year?", Kind.COMPARE),
        ("when was it", Kind.SPAN),
    ],
)
def test_kind_of(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what does Waltz say about the deal?", ("Waltz", "the deal")),
        ("what did the mayor say", ("the mayor", None)),
        ("what is Putin's position on the talks?", ("Putin", "the talks")),
        ("where is Waltz", None),
    ],
)
def test_speaker_and_topic(question: str, found: tuple[str, str | None] | None) -> None:
    assert speaker_and_topic(question) == found


def test_a_question_in_two_parts_is_taken_apart() -> None:
    assert parts("who is Waltz and where did he speak?") == ["who is Waltz?", "where did he speak?"]
    assert parts("Who won? How many voted?") == ["Who won?", "How many voted?"]


def test_a_question_in_one_part_stays_as_it_is() -> None:
    for question in ("what do the US and Russia want?", "who said what", "Is it true? Really"):
        assert parts(question) == [question]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("do both articles give the same price for a ticket?", "what price for a ticket?"),
        ("is the insured sum the same in both papers?", "what is the insured sum?"),
        ("do the two papers agree on what caused the fire?", "what caused the fire?"),
        ("how many injured does each paper report", "how many injured?"),
        ("Ledger vs Courier: how many were hurt?", "how many were hurt?"),
        ("how many were hurt, Ledger against Courier?", "how many were hurt?"),
        ("how many were hurt?", "how many were hurt?"),
    ],
)
def test_what_is_asked_of_each_article(question: str, asked: str) -> None:
    assert asked_of_each(question) == asked
