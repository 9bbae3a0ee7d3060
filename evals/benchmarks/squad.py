"""Reading comprehension in the form of SQuAD: the answer is a span of a given text, or the text has none.

Sets: SQuAD 1.1 (Rajpurkar et al. 2016), SQuAD 2.0 (Rajpurkar, Jia and Liang 2018), SQuADShifts (Miller et
    al. 2020).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

import numpy as np

from evals.benchmarks.questions import Asked
from evals.metrics.answers import squad_scores, token_f1
from evals.metrics.mean import mean
from evals.report import Figures
from ingest.split import split
from rag.cite.entail import load_entailment
from rag.reader.read import Reader
from rag.reader.train.examples import chooses, in_tuning_half
from rag.reader.verify import verified
from rag.sentences import sentences
from rag.types import Passage

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Best:
    """The reader's best answer to a question.

    Attributes:
        text: its words.
        score: how sure the reader is that the text answers at all, a logit.
        quote: the sentences around it, as (start, end) in characters of the text that was read.
    """

    text: str
    score: float
    quote: tuple[int, int] = (0, 0)


def read_all(
    reader: Reader, questions: Sequence[Asked], *, whole: bool, progress: Progress | None = None
) -> list[Best]:
    """Read the text of every question, as many at once as there are cores.

    Args:
        reader: the embedded answerer's reader.
        questions: what is asked of which text.
        whole: read the text as one passage (a paragraph); otherwise split it as an article is.
        progress: called with how many of how many are done.
    """
    read: list[Best] = []
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for best in threads.map(lambda question: _best(reader, question, whole), questions):
            read.append(best)
            if progress:
                progress(len(read), len(questions))
    return read


def _best(reader: Reader, question: Asked, whole: bool) -> Best:
    passages = split(question.context, "benchmark")
    if whole and passages:
        span = passages[0].span
        passages = [Passage("benchmark:1:0", span, question.context)]
    readings = verified(question.question, reader.read(question.question, passages), load_entailment())
    if not readings.answers:
        return Best("", -1e9)
    best = readings.answers[0]
    inside = [place for place in sentences(question.context) if _touches(place, (best.span.start, best.span.end))]
    quote = (inside[0][0], inside[-1][1]) if inside else (0, 0)
    return Best(best.text, best.score + readings.answerable, quote)


def _touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def gold_in_quote(questions: Sequence[Asked], read: Sequence[Best]) -> float | None:
    """The share of questions of which the pull quote holds a gold answer where the annotators marked it."""
    return mean(
        float(any(best.quote[0] <= start and end <= best.quote[1] for start, end in question.spans))
        for question, best in zip(questions, read, strict=True)
    )


def answerable(questions: Sequence[Asked], read: Sequence[Best]) -> Figures:
    """The scores when the best answer is always given, as SQuAD 1.1 and SQuADShifts ask."""
    figures: Figures = asdict(squad_scores([best.text for best in read], [q.answers for q in questions]))
    return figures | {"gold_in_quote": gold_in_quote(questions, read)}


def with_refusals(questions: Sequence[Asked], read: Sequence[Best]) -> Figures:
    """The scores of SQuAD 2.0 on half of its articles, with the threshold of refusal tuned on some of the other half.

    The official script instead picks the threshold on the very questions it scores (``best_f1``).
    """
    pairs = list(zip(questions, read, strict=True))
    tuning = [pair for pair in pairs if chooses(pair[0].title)]
    rest = [pair for pair in pairs if is_measured(pair[0])]
    threshold = best_threshold([q for q, _ in tuning], [best for _, best in tuning])
    given = [best.text if best.score >= threshold else "" for _, best in rest]
    figures: Figures = asdict(squad_scores(given, [q.answers for q, _ in rest]))
    return figures | {"threshold": threshold, "tuned_on": len(tuning)}


def is_measured(question: Asked) -> bool:
    """Whether a question of SQuAD 1.1 or 2.0 is about an article that nothing was trained or tuned on."""
    return not in_tuning_half(question.title)


def best_threshold(questions: Sequence[Asked], read: Sequence[Best]) -> float:
    """The lowest score at which giving the answer is worth more F1 than refusing, over all questions; 0 for none."""
    if not questions:
        return 0.0
    order = np.argsort([best.score for best in read])
    given = np.array([token_f1(read[i].text, questions[i].answers) for i in order])
    withheld = np.array([token_f1("", questions[i].answers) for i in order])
    # After the first k, those with the lowest scores, are withheld.
    totals = np.concatenate([[0], np.cumsum(withheld)]) + np.concatenate([np.cumsum(given[::-1])[::-1], [0]])
    k = int(np.argmax(totals))
    return float(read[order[k]].score) if k < len(order) else float(read[order[-1]].score) + 1e-6
