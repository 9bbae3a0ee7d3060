from __future__ import annotations

import pytest

from rag.cite.quotes import Match, check_quote, quotes_in, same_speaker, speaker_of_quote
from rag.types import Article
from tests.rag.cite.conftest import make_article


@pytest.mark.parametrize(
    ("quote", "speaker", "match"),
    [
        ("We have waited too long for this.", "Solheim", Match.EXACT),
        ("“we have waited too long for this”", None, Match.EXACT),
        ("We have waited … The town needs the work", "Ingrid Solheim", Match.EXACT),
        ("We have waited too long for [the reopening]", "the energy minister", Match.EXACT),
        ("The town needs the work. It will not be like before.", "Solheim", Match.EXACT),
        ("We have waited too long for this.", "Kari Moe", Match.OTHER_SPEAKER),
        ("We read it in the newspaper", "the mayor", Match.EXACT),
        ("that is not how you treat a town", "Per Aune", Match.EXACT),
        ("We have waited too short for this", "Solheim", Match.ALTERED),
        ("The mine would bring 140 jobs", "Per Aune", Match.REPORTED),
        ("I never promised anybody a job", "Per Aune", Match.NOT_FOUND),
        ("…", None, Match.NOT_FOUND),
    ],
)
def test_check_quote(article: Article, quote: str, speaker: str | None, match: Match) -> None:
    assert check_quote(quote, speaker, [article]).match is match


def test_altered_quote_tells_the_words(article: Article) -> None:
    found = check_quote("We have waited too short for this", None, [article])
    assert found.changes == (("short", "long"),)
    assert found.span is not None
    assert article.text[found.span.start : found.span.end] == "We have waited too long for this"


def test_other_speaker_is_named(article: Article) -> None:
    found = check_quote("Nobody asked us", "Ingrid Solheim", [article])
    assert (found.match, found.speaker) == (Match.OTHER_SPEAKER, "Per Aune")


NESTED = "“When the fire chief told us, ‘I will not go in there again,’ it was over,” Mayor Hanna Torvik said."


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("The fire chief said, “I will not go in there again.”", Match.EXACT),
        ("“When the fire chief told us, ‘I will not go in there again,’ it was over,” Torvik said.", Match.EXACT),
        ("The mayor said, “I will not go in there again.”", Match.OTHER_SPEAKER),
        ("Torvik said, “I will not go in there again.”", Match.OTHER_SPEAKER),
        ("“When the fire chief told us, ‘I will go in there again,’ it was over,” Torvik said.", Match.ALTERED),
    ],
)
def test_a_quotation_inside_another_has_a_speaker_of_its_own(statement: str, match: Match) -> None:
    article = make_article(NESTED)
    start, end = quotes_in(statement)[0]
    found = check_quote(statement[start:end], speaker_of_quote(statement, start, end), [article])
    assert found.match is match


def test_a_pronoun_inside_a_quotation_leaves_the_words_to_its_speaker() -> None:
    article = make_article("“I told the council, ‘You must close it,’ and they did,” Mayor Hanna Torvik said.")
    assert check_quote("You must close it", "Hanna Torvik", [article]).match is Match.EXACT


def test_no_articles() -> None:
    assert check_quote("Anything", None, []).match is Match.NOT_FOUND


def test_quotes_and_speaker_of_a_statement() -> None:
    statement = "Anna Bell said “go home” and then “stay”."
    assert [statement[start:end] for start, end in quotes_in(statement)] == ["go home", "stay"]
    assert [statement[start:end] for start, end in quotes_in(statement, least=2)] == ["go home"]
    assert speaker_of_quote(statement, *quotes_in(statement)[0]) == "Anna Bell"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Aune", "Per Aune", True),
        ("the mayor", "Per Aune", True),
        ("Mayor Per Aune", "Per Aune", True),
        ("he", "Per Aune", True),
        ("Per Aune", "he", True),
        ("Per Aune", "she", False),
        ("she", "Per Aune", False),
        ("Kari Moe", "Per Aune", False),
        ("the union leader", "Per Aune", False),
        ("a source", "the source", True),
    ],
)
def test_same_speaker(mine: str, one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other, mine) is same
