from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.claims.fit import fit, pairs, statements, weighed
from rag.cite.entail import Entailment, Judgement
from rag.cite.train.pairs import Label, Pair
from rag.cite.weigh import DOUBTS, Signs


class Knows(Entailment):
    """Supports a statement that is in its text."""

    def __init__(self) -> None:
        pass

    def judge(self, statement: str, texts: Sequence[str]) -> list[Judgement]:
        likely = [0.9 if statement.strip(".").lower() in text.lower() else 0.1 for text in texts]
        return [Judgement(one, 1 - one, 0.0) for one in likely]


def write(path: Path, *made: Pair) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for pair in made:
            out.write(json.dumps({name: getattr(pair, name) for name in Pair.__slots__}) + "\n")
    return path


def tuning(words: str, source: str = "fever") -> Pair:
    """A pair that the network is not trained on."""
    made = (Pair(f"{words} {n}.", words, Label.SUPPORTED, source) for n in range(1000))
    return next(pair for pair in made if pair.is_tuning)


def test_only_pairs_that_the_network_has_not_seen_are_weighed(tmp_path: Path) -> None:
    seen = next(p for n in range(9) if not (p := Pair(f"Rain {n}.", "Rain.", Label.SUPPORTED, "fever")).is_tuning)
    path = write(tmp_path / "pairs.gz", tuning("It rained"), seen, tuning("A dog runs", "snli"))
    assert [(statement, true) for statement, _, true in pairs(path)] == [("It rained", True)]


def test_statements_are_those_that_the_rules_were_developed_on() -> None:
    labeled = statements()
    assert len(labeled) == 352
    assert sum(true for _, _, true in labeled) == 176


def test_what_is_decided_before_is_not_weighed() -> None:
    article = statements()[0][1]
    sentence = article.text.split("\n\n")[1].split(". ")[0] + "."
    labeled = [(sentence, article, True), ("In 1312 the moon fell on 77 cows.", article, False)]
    assert list(weighed(labeled, Knows())) == []


def test_the_fit_finds_which_signs_tell() -> None:
    good, bad = Signs(3.0, -3.0, -3.0, 0.8), Signs(-3.0, 3.0, 3.0, 0.8)
    doubted = good._replace(doubt="roles")
    numbers, doubts, _ = fit([(good, True), (bad, False), (doubted, False)] * 9, [(good, True), (bad, False)] * 9)
    assert numbers[0] > 0 > numbers[1]
    assert doubts["roles"] < 0
    assert doubts["words"] == pytest.approx(0)
    assert doubts.keys() == DOUBTS.keys() - {""}
