from rag_helpers import make_article, make_evidence

from rag.reader.answers.listing import answer

ARTICLE = make_article(
    "France sent help. Later Spain joined.\n\nThe talks took in Norway, Sweden and Denmark. Rain fell."
)


def test_a_span_that_is_a_list_is_the_answer() -> None:
    evidence = make_evidence("which countries?", ARTICLE, ("Norway, Sweden and Denmark", 5.0), ("Spain", 4.5))
    draft = answer(evidence)
    assert draft is not None
    assert draft.text == "Norway, Sweden and Denmark"


def test_items_from_several_places_are_put_together_in_the_order_of_the_text() -> None:
    evidence = make_evidence("which countries?", ARTICLE, ("Spain", 5.0), ("France", 4.0), ("Rain", 1.0))
    draft = answer(evidence)
    assert draft is not None
    assert draft.text == "France and Spain"
    assert [evidence.words(span) for span in draft.proof] == ["France sent help.", "Later Spain joined."]


def test_the_same_item_twice_counts_once() -> None:
    evidence = make_evidence("which?", ARTICLE, ("Spain", 5.0), ("Later Spain", 4.9))
    draft = answer(evidence)
    assert draft is not None
    assert draft.text == "Spain"
