"""An optional second opinion: a language model says whether an answer means the same as a gold answer.

It is a measure beside the others, named in the report, and no part of the gate: models judge differently from day to
day, and like their own words best (Zheng et al. 2023, "Judging LLM-as-a-Judge").
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from evals.result import Result

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

logger = logging.getLogger(__name__)

_PROMPT = """\
Question about a news article: {question}
Right answers, each of which is enough: {golds}
Given answer: {answer}

Does the given answer say what one of the right answers says, and nothing that contradicts it? Other words and added
details do not matter. Reply with one word: yes or no."""
_YES, _NO = re.compile(r"\W*yes\b", re.IGNORECASE), re.compile(r"\W*no\b", re.IGNORECASE)


class Judge:
    """Asks a chat model about answers.

    Args:
        model: any LangChain chat model.
    """

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model

    def judge(self, result: Result) -> float | None:
        """1 for a right answer and 0 for a wrong one.

        None where nothing was to be answered, the model is unclear, or it cannot be asked, which is logged.
        """
        if result.must_refuse:
            return None
        if result.refused:
            return 0.0
        asked = _PROMPT.format(question=result.question, golds="; ".join(result.golds), answer=result.answer)
        try:
            said = self._model.invoke(asked).text
        except Exception as error:  # providers' packages raise whatever they like
            logger.warning("%s, pair %s was not judged: %s: %s", result.suite, result.id, type(error).__name__, error)
            return None
        if _YES.match(said):
            return 1.0
        return 0.0 if _NO.match(said) else None
