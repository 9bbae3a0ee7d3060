"""Train the network on pairs, a part of the supported ones changed into false ones, in texts of several sentences."""

from __future__ import annotations

import copy
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from rag.cite.entail import pair_ids
from rag.cite.train.changes import carried, changed
from rag.cite.train.model import SupportNetwork
from rag.cite.train.pairs import Label, Pair, lengthened, read_pairs, repeated, shortened
from rag.reader.train.features import padded

log = logging.getLogger(__name__)

Row = tuple[list[int], int, Label]
"""Token ids, where the evidence begins, and what the text says of the statement."""

ALLOWED = {
    Label.SUPPORTED: (1.0, 0.0, 0.0),
    Label.CONTRADICTED: (0.0, 1.0, 0.0),
    Label.UNSAID: (0.0, 0.0, 1.0),
    Label.NOT_SUPPORTED: (0.0, 1.0, 1.0),
}
"""Which of the network's three outputs a label allows."""

USED = {
    "snli": 0.15, "snli-counterfactual": 0.6, "med": 0.3,
    "fever": 2.0, "feverous": 2.0, "foolmetwice": 2.5, "factcc": 2.0, "questions": 0.6, "questions-refused": 4.0,
    "questions-stated": 1.5, "news": 3.0,
}  # fmt: skip
"""How often each round takes a set's pairs, once where nothing stands here.

Statements on photographs are many and far from news; those on people, places and events are few.
"""


@dataclass(frozen=True)
class Settings:
    """What one run is made with; written to its log."""

    minutes: float = 60.0
    peak_rate: float = 1e-4
    warmup: float = 0.05
    changed: float = 0.3
    carried: float = 0.4
    repeated: float = 0.12
    lengthened: float = 0.35
    averaging: float = 0.998
    weight_decay: float = 0.01
    tokens: int = 4096
    seed: int = 1
    bfloat16: bool = False
    tuning_pairs: int = 1000
    minutes_between_checks: float = 15.0


def fit(data: Sequence[Path], network: SupportNetwork, tokenizer: Tokenizer, run: Path, settings: Settings) -> float:
    """Train for ``settings.minutes``; keep ``last.pt`` (to go on from) and ``best.pt`` (averaged weights) in ``run``.

    Args:
        data: the gzipped files of pairs.
        network: with its trunk loaded.
        tokenizer: the trunk's.
        run: folder for checkpoints and the log; a ``last.pt`` in it is gone on from.
        settings: of the run.

    Returns:
        The best balanced accuracy on the tuning pairs, 0 to 1.
    """
    run.mkdir(parents=True, exist_ok=True)
    pairs = [shortened(pair) for file in data for pair in read_pairs(file)]
    tuning = tuning_pairs(pairs, settings.tuning_pairs)
    training = [pair for pair in pairs if not pair.is_tuning]
    network.bert.embeddings.word_embeddings.requires_grad_(False)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.peak_rate, weight_decay=settings.weight_decay, fused=True)
    average, best, seen = copy.deepcopy(network), 0.0, 0
    if (run / "last.pt").exists():
        state = torch.load(run / "last.pt", weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        best, seen = state["best"], state["seen"]
    rng = random.Random(settings.seed + seen)
    began = checked = time.monotonic()
    losses: list[float] = []
    _record(run, {"settings": asdict(settings), "pairs": len(training), "seen": seen})

    def check() -> None:
        nonlocal best
        accuracy = balanced_accuracy(average, tokenizer, tuning, settings)
        minutes = (time.monotonic() - began) / 60
        _record(run, {"seen": seen, "minutes": minutes, "balanced_accuracy": accuracy})
        if accuracy > best or not (run / "best.pt").exists():
            best = max(best, accuracy)
            _save({"network": average.state_dict(), "seen": seen, "balanced_accuracy": accuracy}, run / "best.pt")
        state = {"network": network.state_dict(), "average": average.state_dict()}
        _save(state | {"optimizer": optimizer.state_dict(), "best": best, "seen": seen}, run / "last.pt")

    for number, batch in enumerate(_batches(_rows(training, tokenizer, settings, rng), settings.tokens)):
        share = (time.monotonic() - began) / 60 / settings.minutes
        if share >= 1:
            break
        rate = settings.peak_rate * min(share / settings.warmup, (1 - share) / (1 - settings.warmup))
        for group in optimizer.param_groups:
            group["lr"] = rate
        losses.append(step(network, optimizer, batch, settings))
        blend(average, network, min(settings.averaging, (number + 1) / (number + 10)))
        seen += len(batch)
        if len(losses) == 50:
            loss = sum(losses) / len(losses)
            _record(run, {"seen": seen, "minutes": (time.monotonic() - began) / 60, "rate": rate, "loss": loss})
            losses.clear()
        if time.monotonic() - checked > settings.minutes_between_checks * 60:
            check()
            checked = time.monotonic()
    check()
    return best


def tuning_pairs(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """Up to ``most`` of the pairs that are not trained on, always the same."""
    held = [pair for pair in pairs if pair.is_tuning]
    return random.Random(0).sample(held, min(most, len(held)))


@torch.no_grad()
def blend(average: SupportNetwork, network: SupportNetwork, keep: float) -> None:
    """Exponential moving average of the weights (Polyak averaging)."""
    torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)


def _save(state: dict[str, object], path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def step(network: SupportNetwork, optimizer: torch.optim.Optimizer, batch: Sequence[Row], settings: Settings) -> float:
    """One step of gradient descent; returns the loss."""
    network.train()
    inputs, allowed = collate(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
        logits = network(**inputs)
    loss = -torch.logsumexp(functional.log_softmax(logits, -1) + allowed.log(), -1).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


@torch.inference_mode()
def balanced_accuracy(
    network: SupportNetwork, tokenizer: Tokenizer, pairs: Sequence[Pair], settings: Settings
) -> float:
    """Mean of the accuracy on supported and on other pairs."""
    network.eval()
    right: dict[bool, list[bool]] = {True: [], False: []}
    for batch in _batches((_row(pair, tokenizer) for pair in pairs), settings.tokens):
        inputs, allowed = collate(batch)
        with torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
            logits = network(**inputs)
        supported = functional.softmax(logits, -1)[:, 0] > 0.5
        for found, wanted in zip(supported, allowed[:, 0], strict=True):
            right[bool(wanted)].append(bool(found) == bool(wanted))
    return sum(sum(found) / max(1, len(found)) for found in right.values()) / 2


def collate(batch: Sequence[Row]) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """Rows as the network's inputs, ``[rows, tokens]``, and the outputs that their labels allow, ``[rows, 3]``."""
    width = padded(max(len(ids) for ids, _, _ in batch))
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    types = torch.zeros_like(ids)
    for place, (row, second, _) in enumerate(batch):
        ids[place, : len(row)] = torch.tensor(row)
        types[place, second : len(row)] = 1
    inputs = {"input_ids": ids, "attention_mask": (ids != 0).long(), "token_type_ids": types}
    return inputs, torch.tensor([ALLOWED[label] for _, _, label in batch])


def _rows(pairs: Sequence[Pair], tokenizer: Tokenizer, settings: Settings, rng: random.Random) -> Iterator[Row]:
    """The pairs in random order for ever, some changed, in texts of several lengths."""
    while True:
        for pair in rng.sample(pairs, len(pairs)):
            for _ in range(int(USED.get(pair.source, 1.0) + rng.random())):
                yield _row(_varied(pair, pairs, settings, rng), tokenizer)


def _varied(pair: Pair, pairs: Sequence[Pair], settings: Settings, rng: random.Random) -> Pair:
    """A pair as one round takes it: perhaps repeating its text, perhaps made false, perhaps in a longer text."""
    chosen = repeated(pair, rng) if rng.random() < settings.repeated else pair
    change = 0.5 if chosen is not pair else settings.changed
    made = changed(chosen, rng) if chosen.supported and rng.random() < change else None
    if made and rng.random() < settings.carried:
        made = carried(chosen, made) or made
    return lengthened(made or chosen, pairs, rng) if rng.random() < settings.lengthened else made or chosen


def _row(pair: Pair, tokenizer: Tokenizer) -> Row:
    ids, second = pair_ids(tokenizer, pair.hypothesis, pair.premise)
    return ids, second, pair.label


def _batches(rows: Iterator[Row], tokens: int, pool: int = 1500) -> Iterator[list[Row]]:
    """Rows of like length together, padding counted; the batches of a pool come in random order."""
    rng = random.Random(0)
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == pool:
            yield from _grouped(waiting, tokens, rng)
            waiting = []
    yield from _grouped(waiting, tokens, rng)


def _grouped(rows: list[Row], tokens: int, rng: random.Random) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: len(row[0])):
        if groups and (len(groups[-1]) + 1) * padded(len(row[0])) <= tokens:
            groups[-1].append(row)
        else:
            groups.append([row])
    rng.shuffle(groups)
    return groups


def _record(run: Path, row: dict[str, object]) -> None:
    with (run / "log.jsonl").open("a") as out:
        out.write(json.dumps(row) + "\n")
    log.info("%s", row)
