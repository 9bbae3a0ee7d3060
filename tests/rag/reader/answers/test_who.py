from rag_helpers import make_article, make_evidence

from rag.reader.answers import says_about, who, who_said

TEXT = (
    "White House adviser urges Ukraine to ‘tone down’\n\n"
    "The White House went on. “They need to tone it down and sign that deal,” Mike Waltz, the White House national "
    "security adviser, said in an interview. He added that the pushback was unacceptable.\n\n"
    "Kyiv did not answer. Olha Bondar, the mayor, said that the city would wait."
)
ARTICLE = make_article(TEXT, subheads=((0, TEXT.index("\n\n")),))


def test_a_role_in_a_heading_gets_its_name_and_a_sentence_that_proves_it() -> None:
    evidence = make_evidence(
        "who urged kyiv to tone down?", ARTICLE, ("White House adviser", 9.0), ("The White House", 8.0)
    )
    draft = who.answer(evidence)
    assert draft is not None
    assert draft.text == "Mike Waltz"
    assert len(draft.proof) == 1
    assert "tone it down" in evidence.words(draft.proof[0])
    assert "national security adviser" in evidence.words(draft.proof[0])


def test_a_pronoun_gets_its_name() -> None:
    evidence = make_evidence("who called the pushback unacceptable?", ARTICLE, ("He", 5.0))
    draft = who.answer(evidence)
    assert draft is not None
    assert draft.text == "Mike Waltz"
    assert evidence.words(draft.proof[0]) == "He added that the pushback was unacceptable."
    assert "Mike Waltz" in evidence.words(draft.proof[1])


def test_a_name_stays_as_the_article_gives_it() -> None:
    draft = who.answer(make_evidence("who is mayor?", ARTICLE, ("Olha Bondar", 5.0)))
    assert draft is not None
    assert draft.text == "Olha Bondar"


def test_who_said_looks_for_the_words_among_those_that_are_attributed() -> None:
    evidence = make_evidence("who said they need to tone it down?", ARTICLE, ("the mayor", 5.0))
    draft = who_said.answer(evidence)
    assert draft is not None
    assert draft.text == "Mike Waltz"
    assert evidence.words(draft.proof[0]).startswith("“They need to tone it down")


def test_who_said_leaves_other_words_to_the_reader() -> None:
    draft = who_said.answer(make_evidence("who called for an election?", ARTICLE, ("Olha Bondar", 5.0)))
    assert draft is not None
    assert draft.text == "Olha Bondar"


def test_what_somebody_says_is_what_the_article_attributes_to_them() -> None:
    evidence = make_evidence("what did Bondar say?", ARTICLE, ("Mike Waltz", 1.0))
    draft = says_about.answer(evidence)
    assert draft is not None
    assert "the city would wait" in draft.text
    assert ["Bondar" in evidence.words(quote) for quote in draft.proof] == [True]


def test_what_somebody_says_about_a_topic_keeps_to_it() -> None:
    draft = says_about.answer(make_evidence("what does Waltz say about the pushback?", ARTICLE, ("Mike Waltz", 1.0)))
    assert draft is not None
    assert "unacceptable" in draft.text
    assert "tone it down" not in draft.text


def test_what_another_says_is_nobody_else_s() -> None:
    question = "what does Putin say about Bondar?"
    assert says_about.answer(make_evidence(question, ARTICLE, ("the city would wait", 5.0))) is None
    draft = says_about.answer(make_evidence(question, ARTICLE, ("the city would wait", 5.0), ("Mike Waltz", 0.5)))
    assert draft is not None
    assert draft.text == "Mike Waltz"


def test_several_sayings_stand_apart() -> None:
    text = "Ann Lee said that the bridge was safe. “We will open it,” Lee said. Lee said that nobody was hurt."
    draft = says_about.answer(make_evidence("what did Lee say?", make_article(text), ("safe", 2.0)))
    assert draft is not None
    assert draft.text == "the bridge was safe; “We will open it,”; nobody was hurt"


def test_somebody_who_says_nothing_is_left_to_the_reader() -> None:
    draft = says_about.answer(make_evidence("what does Putin say?", ARTICLE, ("did not answer", 0.5)))
    assert draft is not None
    assert draft.text == "did not answer"


def test_who_somebody_is_is_their_role() -> None:
    draft = who.answer(make_evidence("who is mike waltz?", ARTICLE, ("White House", 1.0)))
    assert draft is not None
    assert draft.text == "the White House national security adviser"
