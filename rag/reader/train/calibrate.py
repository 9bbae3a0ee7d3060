"""Fit the calibration that turns the reader's scores into a probability, and report how true it is.

``python -m rag.reader.train.calibrate --data FOLDER`` reads SQuAD 2.0's development questions the way that the
product reads: each question with its own paragraph and others of the same article. It fits on the articles of the
tuning half that nothing was trained on, writes ``calibration.json`` beside the weights, and prints the figures of the
other half too.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from rag.cite.entail import load_entailment
from rag.reader.confidence import Calibration, Features, features, in_words
from rag.reader.model import BUILT_IN
from rag.reader.read import Reader
from rag.reader.train.examples import TUNING_FILE, Example, chooses, in_tuning_half, read_examples
from rag.reader.train.measure import f1
from rag.reader.verify import verified
from rag.sentences import sentences
from rag.types import Passage, Span

PARAGRAPHS = 6
"""Paragraphs that are read for one question, its own among them."""
RIGHT = 0.5
"""Token F1 from which an answer counts as right."""
UNANSWERABLE = 0.25
"""Share of questions without an answer that the probabilities are made for; half of SQuAD 2.0's have none."""
FLOOR = 0.5
"""The probability from which an answer is given: less likely ones mislead more often than they help."""
BINS = 10


def best_answer(reader: Reader, example: Example, others: list[str]) -> tuple[Features, bool]:
    """The features of the best answer, and whether it is right."""
    texts = [example.context, *others]
    passages = [
        Passage(str(number), Span(f"t{number}", 1, 0, len(text)), text) for number, text in enumerate(texts) if text
    ]
    readings = verified(example.question, reader.read(example.question, passages), load_entailment())
    best = readings.answers[0]
    text = texts[int(best.span.article[1:])]
    inside = [text[a:b] for a, b in sentences(text) if a < best.span.end and b > best.span.start]
    right = bool(example.answers) and f1(best.text, example.answers) >= RIGHT
    found = features(example.question, best.score, readings.answerable, " ".join(inside))
    return found, right


def collect(
    reader: Reader, examples: list[Example], pool: dict[str, list[str]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Features ``[questions, features]`` and rightness ``[questions]`` of the best answers."""
    rng = random.Random(0)
    rows = []
    for example in examples:
        others = [text for text in pool[example.title] if text != example.context]
        rows.append(best_answer(reader, example, rng.sample(others, min(PARAGRAPHS - 1, len(others)))))
    return np.array([row for row, _ in rows]), np.array([right for _, right in rows])


def fit(rows: NDArray[np.float64], right: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> Calibration:
    """Fit the logistic model; the floor is where an answer is as likely right as wrong."""
    model = LogisticRegression(C=1.0).fit(rows, right, sample_weight=weights_of(answerable))
    return Calibration(tuple(float(w) for w in model.coef_[0]), float(model.intercept_[0]), FLOOR)


def weights_of(answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights under which a quarter of the questions has no answer: about as many as people ask of news."""
    return np.asarray(np.where(answerable, (1 - UNANSWERABLE) / answerable.mean(), UNANSWERABLE / (~answerable).mean()))


def expected_calibration_error(
    probabilities: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]
) -> float:
    """Mean distance between stated probability and share of right answers, over ten bins (Guo et al. 2017)."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    gaps = [
        abs(np.average(probabilities[inside] - right[inside], weights=weights[inside])) * weights[inside].sum()
        for inside in (bins == b for b in range(BINS))
        if inside.any()
    ]
    return float(sum(gaps) / weights.sum())


def risk_at_coverage(
    probabilities: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]
) -> dict[str, float]:
    """The share of wrong answers when only the surest quarter, half, three quarters or all are given.

    Points of the risk-coverage curve (El-Yaniv and Wiener 2010).
    """
    order = np.argsort(-probabilities)
    given = np.cumsum(weights[order])
    wrong = np.cumsum(weights[order] * ~right[order])
    ends = {f"{share:.0%}": int(np.searchsorted(given, share * given[-1])) for share in (0.25, 0.5, 0.75, 1.0)}
    return {
        share: round(float(wrong[min(end, len(given) - 1)] / given[min(end, len(given) - 1)]), 4)
        for share, end in ends.items()
    }


def by_word(
    probabilities: NDArray[np.float64], right: NDArray[np.bool_], weights: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    """For each word of confidence, the questions that get it and the share of right answers among them."""
    words = np.array([in_words(float(probability)) for probability in probabilities])
    return {
        word: {
            "questions": int((words == word).sum()),
            "right": round(float(np.average(right[words == word], weights=weights[words == word])), 4),
        }
        for word in dict.fromkeys(words[np.argsort(-probabilities)])
    }


def main() -> None:
    """Parse the command line, fit, write and report."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with squad2-dev.jsonl.gz")
    parser.add_argument("--model", type=Path, default=BUILT_IN, help="folder with the reader's files")
    parser.add_argument("--questions", type=int, default=600, help="questions of each half")
    options = parser.parse_args()
    examples = list(read_examples(options.data / TUNING_FILE))
    pool: defaultdict[str, list[str]] = defaultdict(list)
    for example in examples:
        if example.context not in pool[example.title]:
            pool[example.title].append(example.context)
    random.Random(1).shuffle(examples)
    reader = Reader(options.model)
    figures = {}
    calibration = None
    halves = {
        "tuning": [example for example in examples if chooses(example.title)],
        "held_out": [example for example in examples if not in_tuning_half(example.title)],
    }
    for half, of_half in halves.items():
        chosen = of_half[: options.questions]
        rows, right = collect(reader, chosen, pool)
        answerable = np.array([bool(e.answers) for e in chosen])
        calibration = calibration or fit(rows, right, answerable)
        stated = np.array([calibration.probability(Features(*row)) for row in rows])
        given = stated >= calibration.floor
        figures[half] = {
            "questions": len(chosen),
            "expected_calibration_error": round(expected_calibration_error(stated, right, weights_of(answerable)), 4),
            "risk_at_coverage": risk_at_coverage(stated, right, weights_of(answerable)),
            "words": by_word(stated, right, weights_of(answerable)),
            "answered": round(float(given.mean()), 4),
            "right_when_answered": round(float(right[given].mean()), 4),
            "unanswerable_refused": round(float((~given)[~answerable].mean()), 4),
            "answerable_answered_right": round(float((given & right)[answerable].mean()), 4),
        }
    assert calibration is not None  # noqa: S101 - set in the first round
    (options.model / "calibration.json").write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    print(json.dumps({"calibration": asdict(calibration), **figures}, indent=2))  # noqa: T201 - the command's result


if __name__ == "__main__":
    main()
