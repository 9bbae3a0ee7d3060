"""The training loop: one run is a time budget; a checkpoint lets the next run go on."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import os
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import torch
import torch.multiprocessing as multiprocessing
from tokenizers import Tokenizer
from torch.multiprocessing.spawn import spawn
from torch.nn import functional

from rag.reader.train.examples import TRAINING_FILES, TUNING_FILE, Example, chooses, read_examples, teaches_refusal
from rag.reader.train.features import Window, batches, collate, to_window, typed
from rag.reader.train.measure import read, summary
from rag.reader.train.model import HALF_PRECISION, ReaderNetwork
from rag.reader.train.negatives import Negatives
from rag.reader.train.said import SAID_FILE, said_examples
from rag.reader.train.trunk import load_state

log = logging.getLogger(__name__)

TAKEN = {"qed-train.jsonl.gz": 2}
"""How often each round takes a set's questions, once where nothing stands here: QED's were asked without the text."""


@dataclass(frozen=True)
class Settings:
    """What one run is made with; written to its log."""

    minutes: float = 120.0
    peak_rate: float = 1.5e-4
    warmup: float = 0.03
    negatives: float = 0.3
    refusals: float = 0.08
    weight_decay: float = 0.01
    averaging: float = 0.996
    tokens: int = 4096
    seed: int = 1
    bfloat16: bool = False
    frozen: int = 0
    relevance: float = 0.04
    steps_between_lessons: int = 4
    tuning_questions: int = 600
    minutes_between_checks: float = 15.0


def has_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 natively; elsewhere bfloat16 is many times slower than float32."""
    cpuinfo = Path("/proc/cpuinfo")
    return cpuinfo.exists() and "avx512_bf16" in cpuinfo.read_text()


def fit(data: Path, trunk: Path, begin: Path, run: Path, settings: Settings) -> None:
    """Train for ``settings.minutes``; keep ``last.pt`` (to go on from) and ``best.pt`` (averaged weights) in ``run``.

    Every core that the process may use runs a worker of one thread. The workers step the same weights without a
    lock (Hogwild, Niu et al. 2011), so that one that is held up by other work on the machine does not hold up the
    others.

    Args:
        data: folder with the question sets.
        trunk: folder with the trunk's ``model.onnx`` and ``tokenizer.json``. Its scores of relevance are kept by
            distillation, so that the reader still ranks (learning without forgetting, Li and Hoiem 2016).
        begin: folder with the ``model.onnx`` to begin with: the trunk's, or a reader's.
        run: folder for checkpoints and the log; a ``last.pt`` in it is gone on from.
        settings: the run's settings.
    """
    run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    network = ReaderNetwork(HALF_PRECISION)
    network.load_trunk(load_state(begin / "model.onnx"))
    network.freeze(settings.frozen)
    seen = 0
    if (run / "last.pt").exists():
        state = torch.load(run / "last.pt", weights_only=True)
        network.load_state_dict(state["network"])
        seen = state["seen"]
    network.share_memory()
    _record(
        run,
        {"settings": asdict(settings), "seen": seen, "files": _hashes(data, begin), "torch": torch.__version__},
    )
    shared = Shared(network, multiprocessing.get_context("spawn").Value("q", seen), time.time())
    workers = spawn(  # type: ignore[no-untyped-call]
        _work, (shared, data, trunk, run, settings), nprocs=len(os.sched_getaffinity(0)), join=False
    )
    while not workers.join():
        pass


@dataclass(frozen=True)
class Shared:
    """What the workers of one run share: the weights, how many examples were seen, when the run began (epoch)."""

    network: ReaderNetwork
    seen: Synchronized[int]
    began: float

    def minutes(self) -> float:
        """Minutes since the run began."""
        return (time.time() - self.began) / 60


def _work(worker: int, shared: Shared, data: Path, trunk: Path, run: Path, settings: Settings) -> None:
    """Step the shared weights until the time is up; the first worker also averages, measures and saves them."""
    torch.set_num_threads(1)
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1 - worker % len(cores)]})
    if worker:
        _yield_to_others()
    tokenizer = Tokenizer.from_file(str(trunk / "tokenizer.json"))
    network, teacher = shared.network, _teacher(trunk)
    optimizer = torch.optim.AdamW(_groups(network, settings.weight_decay), lr=settings.peak_rate, fused=True)
    keeper = None if worker else Keeper(shared, tokenizer, _tuning_sample(data, settings.tuning_questions), run)
    if (run / "last.pt").exists():
        optimizer.load_state_dict(torch.load(run / "last.pt", weights_only=True)["optimizer"])
    rng = random.Random(settings.seed + shared.seen.value + worker)
    losses: list[float] = []
    for step, group in enumerate(batches(_stream(data, tokenizer, settings, rng), rng, settings.tokens)):
        share = shared.minutes() / settings.minutes
        if share >= 1:
            break
        rate = settings.peak_rate * min(share / settings.warmup, (1 - share) / (1 - settings.warmup))
        for param_group in optimizer.param_groups:
            param_group["lr"] = rate
        lesson = teacher if step % settings.steps_between_lessons == 0 else None
        losses.append(_step(network, lesson, optimizer, group, settings))
        with shared.seen.get_lock():
            shared.seen.value += len(group)
        if keeper is None:
            continue
        _blend(keeper.average, network, min(settings.averaging, (step + 1) / (step + 10)))
        if step % 50 == 49:
            _record(
                run,
                {
                    "seen": shared.seen.value,
                    "minutes": shared.minutes(),
                    "rate": rate,
                    "loss": sum(losses) / len(losses),
                },
            )
            losses.clear()
        if keeper.due(settings.minutes_between_checks):
            keeper.check(optimizer, settings.bfloat16)
    if keeper:
        keeper.check(optimizer, settings.bfloat16)


class Keeper:
    """Averages the weights of a run, measures the average on the tuning half and keeps the checkpoints.

    Args:
        shared: the run's weights and counters.
        tokenizer: the trunk's.
        tuning: the questions to measure with.
        run: the run's folder.
    """

    def __init__(self, shared: Shared, tokenizer: Tokenizer, tuning: list[Example], run: Path) -> None:
        self.average = copy.deepcopy(shared.network)
        self._shared, self._tokenizer, self._tuning, self._run = shared, tokenizer, tuning, run
        self._best, self._checked = 0.0, time.monotonic()
        if (run / "last.pt").exists():
            state = torch.load(run / "last.pt", weights_only=True)
            self.average.load_state_dict(state["average"])
            self._best = state["best"]

    def due(self, minutes: float) -> bool:
        """Whether the last check was longer ago than that."""
        return time.monotonic() - self._checked > minutes * 60

    def check(self, optimizer: torch.optim.Optimizer, bfloat16: bool) -> None:
        """Measure the average, save ``last.pt``, and ``best.pt`` where it is the best so far."""
        figures = summary(self._tuning, read(self.average, self._tokenizer, self._tuning, bfloat16=bfloat16))
        seen = self._shared.seen.value
        aim = figures["f1_by_score"] + figures["has_answer_f1"]
        if aim > self._best:
            self._best = aim
            _save({"network": self.average.state_dict(), "seen": seen, "figures": figures}, self._run / "best.pt")
        _save(
            {"network": self._shared.network.state_dict(), "average": self.average.state_dict(),
             "optimizer": optimizer.state_dict(), "best": self._best, "seen": seen},
            self._run / "last.pt",
        )  # fmt: skip
        _record(self._run, {"seen": seen, "minutes": self._shared.minutes(), "tuning": figures})
        self._checked = time.monotonic()


def _yield_to_others() -> None:
    """Let every other process of the machine go first: Linux groups processes by session before it looks at `nice`."""
    os.nice(19)
    group = Path("/proc/self/autogroup")
    if group.exists():
        os.setsid()
        group.write_text("19")


def _teacher(trunk: Path) -> ReaderNetwork:
    teacher = ReaderNetwork("sdpa")
    teacher.load_trunk(load_state(trunk / "model.onnx"))
    return teacher.eval()


def _step(
    network: ReaderNetwork,
    teacher: ReaderNetwork | None,
    optimizer: torch.optim.Optimizer,
    group: list[Window],
    settings: Settings,
) -> float:
    network.train()
    batch = collate(group)
    start, end = batch.pop("start"), batch.pop("end")
    with torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
        scores = network(**batch)
    spans = functional.cross_entropy(scores.start, start) + functional.cross_entropy(scores.end, end)
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, (start > 0).float())
    loss = spans / 2 + answerable / 4
    if teacher:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=settings.bfloat16):
            taught = teacher(**batch).relevance
        loss = loss + functional.mse_loss(scores.relevance, taught) * settings.relevance
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def _stream(data: Path, tokenizer: Tokenizer, settings: Settings, rng: random.Random) -> Iterator[Window]:
    examples = [e for name in TRAINING_FILES for e in read_examples(data / name) for _ in range(TAKEN.get(name, 1))]
    examples += said_examples(data / SAID_FILE, random.Random(settings.seed))
    negatives = Negatives(examples)
    unanswerable = [e for e in read_examples(data / TUNING_FILE) if teaches_refusal(e)]
    while True:
        rng.shuffle(examples)
        for example in examples:
            drawn: Example | None = None
            if rng.random() < settings.refusals:
                drawn = rng.choice(unanswerable)
            elif not example.id.startswith("qamr") and rng.random() < settings.negatives:
                drawn = negatives.draw(example, rng)
            window = to_window(typed(drawn or example, rng), tokenizer, rng)
            if window is not None:
                yield window


def _tuning_sample(data: Path, count: int) -> list[Example]:
    choosing = [e for e in read_examples(data / TUNING_FILE) if chooses(e.title)]
    return random.Random(0).sample(choosing, min(count, len(choosing)))


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
    files = [data / name for name in (*TRAINING_FILES, SAID_FILE, TUNING_FILE)] + [trunk / "model.onnx"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
