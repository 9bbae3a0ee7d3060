"""RealTime QA (Kasai et al. 2022): quiz questions on the week's news, answered from the articles found for each.

A file ``DATE_qa.jsonl`` holds the questions (``question_id, question_sentence, choices, answer``); beside it,
``DATE_gcs.jsonl`` holds the articles that a web search found (``question_id, search_result: [{title, text}]``). Each
question is asked of its own articles only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from evals.benchmarks.ranking import READ, store, to_article
from evals.lines import read_lines
from evals.metrics.answers import squad_scores, token_f1
from evals.metrics.mean import mean
from evals.report import Figures
from rag.cite.entail import load_entailment
from rag.embed import Embedder
from rag.errors import SuiteError
from rag.library import Library
from rag.reader.read import Reader, Reading
from rag.reader.verify import verified
from rag.retrieve import candidates
from rag.types import Article, Scope

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question, its choices, the place of the right one, and the articles to answer from."""

    question: str
    choices: tuple[str, ...]
    right: int
    articles: tuple[Article, ...]


def read_quiz(path: Path, limit: int | None = None) -> list[Quiz]:
    """The questions of a file; with ``limit``, the first of them.

    Those for which the search found nothing stay: the published figures count them too.

    Raises:
        SuiteError: for a missing or damaged file, or a name that does not end in ``_qa.jsonl``.
    """
    if not path.name.endswith("_qa.jsonl"):
        raise SuiteError(f"{path} should be named DATE_qa.jsonl, with DATE_gcs.jsonl beside it.")
    found = dict(
        read_lines(
            path.with_name(path.name.replace("_qa.jsonl", "_gcs.jsonl")), _found, "a question_id with search_result"
        )
    )
    asked = read_lines(path, partial(_quiz, found), "a question with question_id, choices and answer")
    return list(asked)[:limit]


def _found(row: dict[str, Any]) -> tuple[str, list[Article]]:
    pages = [to_article(text, page.get("title", "")) for page in row["search_result"] if (text := page["text"])]
    return row["question_id"], [article for article in pages if article.text]


def _quiz(found: Mapping[str, Sequence[Article]], row: dict[str, Any]) -> Quiz:
    articles = tuple(found.get(row["question_id"], ()))
    return Quiz(row["question_sentence"], tuple(row["choices"]), int(row["answer"][0]), articles)


def measure(
    quiz: Sequence[Quiz], library: Library, embedder: Embedder, reader: Reader, progress: Progress | None = None
) -> dict[str, Figures]:
    """Both tasks: the words of the answer (exact match, F1), and the share of right choices."""
    store({a.id: a for asked in quiz for a in asked.articles}.values(), library, embedder)
    given: list[str] = []
    chosen: list[float] = []
    for number, asked in enumerate(quiz, 1):
        scope = Scope(articles=tuple(article.id for article in asked.articles))
        found = candidates(library, asked.question, scope, READ) if asked.articles else []
        answers = verified(asked.question, reader.read(asked.question, found), load_entailment()).answers
        given.append(answers[0].text if answers else "")
        chosen.append(float(choose(asked.choices, answers) == asked.right))
        if progress:
            progress(number, len(quiz))
    golds = [(asked.choices[asked.right],) for asked in quiz]
    return {
        "open": asdict(squad_scores(given, golds)),
        "multiple choice": {"questions": len(quiz), "accuracy": mean(chosen)},
    }


def choose(choices: Sequence[str], answers: Sequence[Reading]) -> int:
    """The choice that shares most words with a possible answer; of those that share as many, the better answer's."""

    def likeness(choice: str) -> tuple[float, float]:
        return max(((token_f1(reading.text, (choice,)), reading.score) for reading in answers), default=(0.0, 0.0))

    return max(range(len(choices)), key=lambda place: likeness(choices[place]))
