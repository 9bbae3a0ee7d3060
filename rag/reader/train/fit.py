"""The training loop: one run is a time budget; a checkpoint lets the next run go on."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from rag.reader.train.examples import TRAINING_FILES, Example, in_tuning_half, read_examples
from rag.reader.train.features import Window, batches, collate, to_window, typed
from rag.reader.train.measure import read, summary
from rag.reader.train.model import ReaderNetwork
from rag.reader.train.negatives import Negatives
from rag.reader.train.trunk import load_state

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What one run is made with; written to its log."""

    minutes: float = 120.0
    peak_rate: float = 1.5e-4
    warmup: float = 0.03
    negatives: float = 0.36
    weight_decay: float = 0.01
    averaging: float = 0.996
    smoothing: float = 0.0
    tokens: int = 4096
    seed: int = 1
    bfloat16: bool = False
    tuning_questions: int = 300
    minutes_between_checks: float = 25.0


def has_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 natively; elsewhere bfloat16 is many times slower than float32."""
    cpuinfo = Path("/proc/cpuinfo")
    return cpuinfo.exists() and "avx512_bf16" in cpuinfo.read_text()


def fit(data: Path, trunk: Path, run: Path, settings: Settings) -> None:
    """Train for ``settings.minutes``; keep ``last.pt`` (to go on from) and ``best.pt`` (averaged weights) in ``run``.

    Args:
        data: folder with the question sets.
        trunk: folder with the trunk's ``model.onnx`` and ``tokenizer.json``.
        run: folder for checkpoints and the log; a ``last.pt`` in it is gone on from.
        settings: the run's settings.
    """
    run.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(trunk / "tokenizer.json"))
    network = ReaderNetwork()
    network.load_trunk(load_state(trunk / "model.onnx"))
    network.bert.embeddings.word_embeddings.requires_grad_(False)
    average = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(_groups(network, settings.weight_decay), lr=settings.peak_rate)
    best, seen = 0.0, 0
    if (run / "last.pt").exists():
        state = torch.load(run / "last.pt", weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        best, seen = state["best"], state["seen"]
    _record(
        run,
        {
            "settings": asdict(settings),
            "seen": seen,
            "files": _hashes(data, trunk),
            "torch": torch.__version__,
        },
    )
    tuning = _tuning_sample(data, settings.tuning_questions)

    def check() -> None:
        nonlocal best
        figures = summary(tuning, read(average, tokenizer, tuning, bfloat16=settings.bfloat16))
        aim = figures["f1_by_score"] + figures["has_answer_f1"]
        if aim > best:
            best = aim
            _save({"network": average.state_dict(), "seen": seen, "figures": figures}, run / "best.pt")
        _save(
            {"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
             "best": best, "seen": seen},
            run / "last.pt",
        )  # fmt: skip
        _record(run, {"seen": seen, "minutes": _minutes(began), "tuning": figures})

    rng = random.Random(settings.seed + seen)
    began = checked = time.monotonic()
    losses: list[float] = []
    for step, group in enumerate(batches(_stream(data, tokenizer, settings, rng), rng, settings.tokens)):
        share = _minutes(began) / settings.minutes
        if share >= 1:
            break
        rate = settings.peak_rate * min(share / settings.warmup, (1 - share) / (1 - settings.warmup))
        for param_group in optimizer.param_groups:
            param_group["lr"] = rate
        losses.append(_step(network, optimizer, group, settings))
        _blend(average, network, min(settings.averaging, (step + 1) / (step + 10)))
        seen += len(group)
        if step % 50 == 49:
            _record(
                run,
                {"seen": seen, "minutes": _minutes(began), "rate": rate, "loss": sum(losses) / len(losses)},
            )
            losses.clear()
        if time.monotonic() - checked > settings.minutes_between_checks * 60:
            check()
            checked = time.monotonic()
    check()


def _step(network: ReaderNetwork, optimizer: torch.optim.Optimizer, group: list[Window], settings: Settings) -> float:
    network.train()
    batch = collate(group)
    start, end = batch.pop("start"), batch.pop("end")
    with torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
        scores = network(**batch)
    spans = functional.cross_entropy(scores.start, start) + functional.cross_entropy(scores.end, end)
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, (start > 0).float())
    loss = spans / 2 + answerable / 4
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss)


def _stream(data: Path, tokenizer: Tokenizer, settings: Settings, rng: random.Random) -> Iterator[Window]:
    examples = [example for name in TRAINING_FILES for example in read_examples(data / name)]
    negatives = Negatives(examples)
    while True:
        rng.shuffle(examples)
        for example in examples:
            drawn: Example | None = None
            if not example.id.startswith("qamr") and rng.random() < settings.negatives:
                drawn = negatives.draw(example, rng)
            window = to_window(typed(drawn or example, rng), tokenizer, rng)
            if window is not None:
                yield window


def _tuning_sample(data: Path, count: int) -> list[Example]:
    half = [e for e in read_examples(data / "squad2-dev.jsonl.gz") if in_tuning_half(e)]
    return random.Random(0).sample(half, min(count, len(half)))


def _groups(network: ReaderNetwork, weight_decay: float) -> list[dict[str, object]]:
    trained = [p for p in network.parameters() if p.requires_grad]
    decayed = [p for p in trained if p.ndim > 1]
    others = [p for p in trained if p.ndim <= 1]
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}]


@torch.no_grad()
def _blend(average: ReaderNetwork, network: ReaderNetwork, keep: float) -> None:
    """Exponential moving average of the weights (Polyak averaging)."""
    torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)


def _save(state: dict[str, object], path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _record(run: Path, row: dict[str, object]) -> None:
    with (run / "log.jsonl").open("a") as out:
        out.write(json.dumps(row) + "\n")
    log.info("%s", row)


def _hashes(data: Path, trunk: Path) -> dict[str, str]:
    files = [data / name for name in (*TRAINING_FILES, "squad2-dev.jsonl.gz")] + [trunk / "model.onnx"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _minutes(began: float) -> float:
    return (time.monotonic() - began) / 60
