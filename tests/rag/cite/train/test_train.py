import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig

from rag.cite.entail import Entailment, pair_ids
from rag.cite.train.__main__ import export
from rag.cite.train.changes import (
    Change,
    carried,
    certainty,
    changed,
    negation,
    opposite,
    other_day,
    other_name,
    other_number,
    swapped,
)
from rag.cite.train.fit import Settings, balanced_accuracy, collate, fit, step
from rag.cite.train.model import SupportNetwork
from rag.cite.train.pairs import LONGEST, Label, Pair, lengthened, read_pairs, repeated, shortened
from rag.tokenizer import CLS, SEP, load_tokenizer

TINY = BertConfig(
    vocab_size=30522, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
    hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
)  # fmt: skip
TRUE = Pair(
    "Ingrid Solheim told Per Aune that 140 jobs will come.",
    "Ingrid Solheim said 140 jobs will come.",
    Label.SUPPORTED,
    "t",
)
FALSE = Pair("It rained in Brandal.", "It was sunny in Brandal.", Label.CONTRADICTED, "t")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def test_one_change_makes_a_statement_false() -> None:
    rng = random.Random(0)
    assert other_name(TRUE, rng) == "Per Aune said 140 jobs will come."
    assert other_number(TRUE, rng) not in (None, TRUE.hypothesis)
    assert negation(TRUE, rng) == "Ingrid Solheim said 140 jobs will not come."
    assert negation(Pair("", "It did not rain.", Label.SUPPORTED, ""), rng) == "It did rain."
    made = changed(TRUE, rng)
    assert made
    assert not made.supported


def test_a_long_premise_is_cut_to_what_its_statement_rests_on() -> None:
    filler = " ".join(f"The harbor was quiet on day {day}." for day in range(60))
    long = Pair(f"{filler} {TRUE.premise} {filler}", TRUE.hypothesis, Label.SUPPORTED, "t")
    short = shortened(long).premise
    assert TRUE.premise in short
    assert len(short.split()) <= LONGEST
    assert shortened(TRUE) == TRUE


def test_a_lengthened_premise_stays_short_enough_to_be_read_whole() -> None:
    others = [Pair(" ".join(["word"] * 90), "", Label.UNSAID, "t")]
    for seed in range(20):
        assert len(lengthened(TRUE, others, random.Random(seed)).premise.split()) <= LONGEST


def test_the_change_of_a_statement_carried_into_its_text_makes_it_true_again() -> None:
    made = replace(TRUE, hypothesis="Ingrid Solheim said 170 jobs will come.", label=Label.CONTRADICTED)
    again = carried(TRUE, made)
    assert again
    assert again.supported
    assert again.premise == "Ingrid Solheim told Per Aune that 170 jobs will come."
    assert again.hypothesis == made.hypothesis


@pytest.mark.parametrize(
    "statement", ["Ingrid Solheim said 140 jobs will not come.", "Per Aune said 140 jobs will come."]
)
def test_a_change_that_the_text_cannot_take_over_is_not_carried(statement: str) -> None:
    assert carried(TRUE, replace(TRUE, hypothesis=statement, label=Label.CONTRADICTED)) is None


@pytest.mark.parametrize(
    ("change", "statement", "becomes"),
    [
        (certainty, "Jobs will come.", "Jobs may come."),
        (certainty, "Jobs might come.", "Jobs will come."),
        (opposite, "Prices rose in Brandal.", "Prices fell in Brandal."),
        (swapped, "Ingrid Solheim told Per Aune so.", "Per Aune told Ingrid Solheim so."),
        (swapped, "Ingrid Solheim and Per Aune met.", None),
        (swapped, "Ingrid Solheim left.", None),
        (other_day, "It rained.", None),
        (opposite, "It rained.", None),
    ],
)
def test_changes_of_one_kind(change: Change, statement: str, becomes: str | None) -> None:
    assert change(Pair("", statement, Label.SUPPORTED, "t"), random.Random(0)) == becomes


def test_another_day_is_a_day() -> None:
    made = other_day(Pair("", "It rained on Monday.", Label.SUPPORTED, "t"), random.Random(0))
    assert made
    assert re.fullmatch(r"It rained on (?!Monday)\w+day\.", made)


def test_a_sentence_of_the_text_is_supported_by_it() -> None:
    two = Pair("Rain fell. Snow fell too.", "Hail fell.", Label.UNSAID, "t")
    assert {repeated(two, random.Random(seed)).hypothesis for seed in range(9)} == {"Rain fell.", "Snow fell too."}
    assert repeated(two, random.Random(0)).supported


def test_a_changed_pair_without_a_change() -> None:
    rng = random.Random(0)
    assert changed(Pair("x", "Rain", Label.SUPPORTED, ""), rng) is None


def test_a_longer_text_still_holds_the_premise() -> None:
    longer = [lengthened(TRUE, [FALSE], random.Random(seed)) for seed in range(20)]
    assert all(TRUE.premise in pair.premise for pair in longer)
    assert len({pair.premise for pair in longer}) > 3


def test_a_row_is_statement_and_evidence(tokenizer: Tokenizer) -> None:
    ids, second = pair_ids(tokenizer, "It rained.", "Rain fell. " * 200)
    assert (ids[0], ids[second - 1], ids[-1]) == (CLS, SEP, SEP)
    assert len(ids) == second + 192 + 1
    inputs, allowed = collate([(ids, second, Label.SUPPORTED), (ids[:9], second, Label.NOT_SUPPORTED)])
    assert inputs["token_type_ids"][0].sum() == 193
    assert inputs["attention_mask"][1].sum() == 9
    assert allowed.tolist() == [[1, 0, 0], [0, 1, 1]]


@pytest.mark.filterwarnings("ignore")  # of torch's own exporter
def test_the_loss_falls_and_the_export_says_the_same(tokenizer: Tokenizer, tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = SupportNetwork(TINY)
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2)
    rows = [(*pair_ids(tokenizer, p.hypothesis, p.premise), p.label) for p in (TRUE, FALSE)]
    losses = [step(network, optimizer, rows, Settings()) for _ in range(20)]
    assert losses[-1] < 0.5 * losses[0]
    assert balanced_accuracy(network, tokenizer, [TRUE, FALSE], Settings()) == 1
    export(network, tmp_path)
    entailment = Entailment(tmp_path)
    (yes,) = entailment.judge(TRUE.hypothesis, [TRUE.premise])
    (no,) = entailment.judge(FALSE.hypothesis, [FALSE.premise])
    assert yes.supported > 0.5 > no.supported
    assert no.contradicted > no.unsaid
    assert sum(yes) == pytest.approx(1)
    assert entailment.judge("It rained.", []) == []


def test_training_reads_a_file_and_keeps_the_best(tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for number in range(60):
            label = "supported" if number % 2 else "unsaid"
            row = {"premise": f"Rain {number} fell.", "hypothesis": "Rain fell.", "label": label, "source": "t"}
            out.write(json.dumps(row) + "\n")
    assert sum(pair.supported for pair in read_pairs(path)) == 30
    best = fit([path], SupportNetwork(TINY), tokenizer, tmp_path / "run", Settings(minutes=0.01))
    assert 0 <= best <= 1
    assert (tmp_path / "run" / "best.pt").exists()
    first, *_, last = map(json.loads, (tmp_path / "run" / "log.jsonl").read_text().splitlines())
    assert first["pairs"] == 59
    assert last["balanced_accuracy"] == best


def test_a_trunk_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        SupportNetwork(TINY).load_trunk({})
