import pytest

from rag.cite.align import window
from rag.cite.case import Case
from rag.cite.finding import first_of_core
from rag.cite.name_rules import exchanged_name, misplaced_name, unknown_name
from rag.types import Article


def case_of(statement: str, article: Article) -> Case:
    return Case(statement, article, window(statement, article.text))


@pytest.mark.parametrize("statement", ["Elon Musk owns the mine.", "Ingrid Solheim visited Elon Musk."])
def test_a_name_that_the_article_lacks_is_a_doubt(article: Article, statement: str) -> None:
    finding = unknown_name(case_of(statement, article))
    assert finding
    assert finding.reason == "the article does not name Elon Musk"
    assert finding.doubt == "absent name"
    assert unknown_name(case_of("Ingrid Solheim visited Brandal.", article)) is None


def test_a_name_in_the_place_of_another_one_is_no_matter_of_doubt(article: Article) -> None:
    said = "Per Aune, the mayor of Brandal, said the mine would bring 140 jobs to the town of 3,200."
    finding = exchanged_name(case_of(said.replace("Per Aune", "Lars Holm"), article))
    assert finding
    assert finding.reason == "the article has Per Aune here, not Lars Holm"
    assert not finding.doubt
    assert exchanged_name(case_of(said, article)) is None


def test_a_name_from_elsewhere_in_the_article_is_a_doubt(article: Article) -> None:
    case = case_of("Lars Holm told reporters in Oslo that the town needs the work.", article)
    finding = misplaced_name(case)
    assert finding
    assert "Lars Holm" in finding.reason
    assert finding.doubt == "name"
    assert finding.spans == first_of_core(case)
    assert misplaced_name(case_of("Solheim told reporters in Oslo that the town needs the work.", article)) is None


def test_without_a_sentence_to_rest_on_nothing_is_shown(article: Article) -> None:
    assert first_of_core(case_of("Zzz qqq.", article)) == ()
