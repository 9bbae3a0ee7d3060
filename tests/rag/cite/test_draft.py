import pytest
from rag_helpers import make_article, store

from rag.cite.draft import LONGEST, check_draft
from rag.errors import NotInLibrary, QuestionError
from rag.library import Library
from rag.types import Scope, Verdict

RAIN = "Heavy rain closed the Brandal mine on Monday, its owner Per Aune said.\n\nHe expects it to reopen in May."
VOTE = "The town of Norrisk will vote on the dog park in June, the mayor Ingrid Solheim said."


@pytest.fixture
def filled(library: Library) -> Library:
    store(library, make_article(RAIN, article_id="rain"))
    store(library, make_article(VOTE, article_id="vote"))
    return library


def test_each_sentence_is_held_against_the_article_that_it_is_about(filled: Library) -> None:
    draft = "Heavy rain closed the Brandal mine. Norrisk will vote on the dog park in June.\n\nIt costs 9 million."
    found = list(check_draft(draft, filled))
    assert [one.verdict for one in found] == [Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.UNSUPPORTED]
    assert [one.spans[0].article for one in found[:2]] == ["rain", "vote"]


def test_only_the_articles_of_the_scope_count(filled: Library) -> None:
    (found,) = check_draft("Norrisk will vote on the dog park in June.", filled, Scope(articles=("rain",)))
    assert found.verdict is Verdict.UNSUPPORTED
    with pytest.raises(NotInLibrary):
        check_draft("It rained.", filled, Scope(articles=("none",)))


@pytest.mark.parametrize(("text", "said"), [(" \n ", "empty"), ("x" * (LONGEST + 1), "at most 100,000")])
def test_drafts_that_cannot_be_checked(filled: Library, text: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        check_draft(text, filled)


def test_an_empty_library_supports_nothing(library: Library) -> None:
    assert [one.verdict for one in check_draft("It rained.", library)] == [Verdict.UNSUPPORTED]
