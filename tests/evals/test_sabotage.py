"""The breakages on a newspaper of two articles, where it can be seen by eye what each does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, make_cases
from evals.evaluate import Evaluation
from evals.run import run
from evals.sabotage import Damage, Remembering, sabotage
from evals.suite import Pair
from rag.library import Library
from rag.types import Answer, Article, Passage, Question, Span

RAIN = "Rain fell all night. The dam held.\n\n“We were lucky,” Mayor Ada Quill said on Friday.\n\nMore follows."
VOTE = "The council voted for the budget.\n\n“It is a good day,” Treasurer Ivo Reed said on Monday.\n\nMore follows."


@pytest.fixture
def shelf(tmp_path: Path, letters: Any, make_article: Any) -> Iterator[tuple[Library, dict[str, Article]]]:
    with Library.open(tmp_path / "library", letters) as library:
        articles = {"rain": make_article(RAIN, id="a" * 12), "vote": make_article(VOTE, id="b" * 12)}
        for article in articles.values():
            passages = []
            for number, paragraph in enumerate(article.text.split("\n\n")):
                start = article.text.index(paragraph)
                span = Span(article.id, 1, start, start + len(paragraph))
                passages.append(Passage(f"{article.id}:1:{number}", span, paragraph))
            library.add(article, passages, letters.embed([passage.text for passage in passages]))
        yield library, articles


@pytest.fixture
def cases(shelf: tuple[Library, dict[str, Article]]) -> list[Case]:
    pairs = [
        Pair("q1", ("rain",), "What held?", "what", ("the dam",), ("The dam held.",)),
        Pair("q2", ("rain",), "Who said lucky?", "who_said", ("Ada Quill",), (RAIN.split("\n\n")[1],)),
        Pair("q3", ("vote",), "Who said good day?", "who_said", ("Ivo Reed",), (VOTE.split("\n\n")[1],)),
        Pair("q4", ("vote",), "Voted for what?", "what", ("the budget",), (VOTE.split("\n\n")[0],)),
        Pair("q5", ("vote",), "How many drowned?", "not_answered", ()),
    ]
    return make_cases("two", pairs, shelf[1], scoped=True)


@pytest.fixture
def damages(cases: list[Case], shelf: tuple[Library, dict[str, Article]], make_table: Any, tmp_path: Path) -> Any:
    rows = {case.pair.question: (case.pair.answers[0], case.gold[0]) if case.gold else None for case in cases}
    table = make_table(rows)

    class OnlyItsArticle:
        """Knows the answers, but only of the article that it is asked about."""

        def ask(self, question: Question) -> Answer:
            answer: Answer = table.ask(question)
            own = all(c.span.article in question.scope.articles for c in answer.citations)
            return answer if own else Answer(question.text, "something else")

    library = shelf[0]
    system = Remembering(OnlyItsArticle())
    found: dict[str, list[Passage]] = {
        case.pair.question: [passage for passage in library.passages(gold.article) if passage.span.end >= gold.end]
        for case in cases
        for gold in case.gold
    }
    sound = run(cases, system, library, tmp_path / "sound", search=lambda question: found[question.text])
    return {d.breakage: d for d in sabotage(cases, sound, system.answers, system, library)}


def test_the_ten_breakages(damages: dict[str, Damage]) -> None:
    assert len(damages) == 10
    assert all(damage.sound == 1 for damage in damages.values())


@pytest.mark.parametrize(
    ("breakage", "figure", "broken"),
    [
        ("citations one character further on", "citation_validity", 0.0),
        ("every question refused", "refusal_precision", 0.2),
        ("no question refused", "refusal_recall", 0.0),
        ("another speaker named", "speaker_accuracy", 0.0),
        ("one word of every quote changed", "citation_validity", 0.0),
        ("an index of the articles before they changed", "citation_validity", 0.0),
        ("another article asked", "right", 0.0),
    ],
)
def test_each_is_noticed_by_its_figure(damages: dict[str, Damage], breakage: str, figure: str, broken: float) -> None:
    damage = damages[breakage]
    assert (damage.figure, damage.broken, damage.noticed) == (figure, broken, True)


def test_shuffled_citations_are_noticed(damages: dict[str, Damage]) -> None:
    assert damages["citations of another question"].noticed


def test_searching_one_way_alone_is_measured(damages: dict[str, Damage]) -> None:
    for way in ("meaning", "words"):
        damage = damages[f"search by {way} alone"]
        assert damage.figure == "hits_4"
        assert damage.broken is not None


def test_what_did_not_fall_or_was_not_measured_is_not_noticed() -> None:
    assert Damage("b", "f1", 0.5, 0.4).noticed
    assert not Damage("b", "f1", 0.5, 0.5).noticed
    assert not Damage("b", "f1", None, 0.5).noticed
    assert not Damage("b", "f1", 0.5, None).noticed


@pytest.mark.timeout(900)  # asks every shipped question
def test_every_breakage_of_the_real_system_is_noticed(whole: Evaluation) -> None:
    assert len(whole.damages) == 10
    assert [damage for damage in whole.damages if not damage.noticed] == []
