"""What quantization costs: one question set read by the trained network in float32, and by its int8 file.

``python -m rag.reader.train.quantization --run runs/reader --data FOLDER`` prints both scores. Both are ONNX files that
the same code reads, so nothing but the weights differs; the int8 file is made from the same checkpoint.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile

from rag.quantize import export_float32
from rag.reader.model import BUILT_IN, ReaderModel
from rag.reader.train.examples import Example, read_examples
from rag.reader.train.export import EXAMPLE, OUTPUTS, export, load_network
from rag.reader.train.measure import Reading, summary


def read(model: ReaderModel, examples: Sequence[Example], name: str) -> dict[str, float]:
    """F1 and exact match of the best span of every example, a fraction each."""
    readings = []
    for number, example in enumerate(examples, 1):
        (text,) = model.read(example.question, [example.context])
        best = text.found[0]
        readings.append(Reading(example.context[best.start : best.end], best.score, text.answerable))
        if number % 50 == 0:
            sys.stderr.write(f"\r{name}: {number} of {len(examples)}")
    sys.stderr.write("\n")
    return summary(list(examples), readings)


def main() -> None:
    """Parse the command line, export both, read, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train.quantization", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("runs/reader"), help="folder with best.pt")
    parser.add_argument("--data", type=Path, required=True, help="folder with squad1-dev.jsonl.gz")
    parser.add_argument("--questions", type=int, default=400, help="questions that are read")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, force=True)  # the quantizer's import asks for every detail
    examples = list(read_examples(options.data / "squad1-dev.jsonl.gz"))
    chosen = random.Random(0).sample(examples, min(options.questions, len(examples)))
    network = load_network(options.run / "best.pt")
    figures = {}
    with tempfile.TemporaryDirectory() as home:
        for name in ("float32", "int8"):
            folder = Path(home) / name
            folder.mkdir()
            copyfile(BUILT_IN / "tokenizer.json", folder / "tokenizer.json")
            if name == "int8":
                export(network, folder / "model.onnx")
            else:
                export_float32(network, EXAMPLE, OUTPUTS, folder / "model.onnx")
            figures[name] = read(ReaderModel(folder), chosen, name)
    figures["int8_less_float32"] = {
        name: figures["int8"][name] - figures["float32"][name] for name in ("has_answer_f1", "has_answer_em")
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
