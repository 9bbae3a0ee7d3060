"""The reader's network: a BERT-shaped trunk with four heads."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn
from transformers import AttentionInterface, BertModel
from transformers.masking_utils import AttentionMaskInterface, eager_mask

from rag.reader.train.trunk import CONFIG

SEPARATOR = 102
"""Token id of [SEP] in the trunk's vocabulary."""


class Scores(NamedTuple):
    """Scores of a batch of windows.

    Attributes:
        start: ``[windows, tokens]`` logits of the answer's first token; position 0 means "no answer here".
        end: ``[windows, tokens]`` logits of its last token; position 0 likewise.
        answerable: ``[windows]`` logit that the window answers the question at all.
        relevance: ``[windows]`` the trunk's own score of how well the window fits the question, for ranking.
    """

    start: torch.Tensor
    end: torch.Tensor
    answerable: torch.Tensor
    relevance: torch.Tensor


def half_precision_attention(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    **unused: object,
) -> tuple[torch.Tensor, None]:
    """Attention all in the inputs' own precision: ``[windows, heads, tokens, width]`` each; returns tokens first.

    On a CPU with bfloat16 a training step takes a quarter less time so than with transformers' own, which widens to
    float32 in the middle, and far less than with torch's fused one, whose backward pass is slow there.
    """
    with torch.autocast("cpu", enabled=False):
        scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(2, 3))
        if attention_mask is not None:
            scores = scores + attention_mask.to(scores.dtype)
        mixed = torch.matmul(torch.softmax(scores, dim=-1), value)
    return mixed.transpose(1, 2).contiguous(), None


HALF_PRECISION = "half_precision"
AttentionInterface.register(HALF_PRECISION, half_precision_attention)
AttentionMaskInterface.register(HALF_PRECISION, eager_mask)


class ReaderNetwork(nn.Module):
    """Question and window in, scores of every answer span out (the span heads of BERT, Devlin et al. 2019).

    Args:
        attention: transformers' name of the attention that is computed; all give the same.
    """

    def __init__(self, attention: str = "eager") -> None:
        super().__init__()
        self.bert = BertModel._from_config(CONFIG, attn_implementation=attention)  # type: ignore[no-untyped-call]
        self.classifier = nn.Linear(CONFIG.hidden_size, 1)
        self.relevance = nn.Linear(CONFIG.hidden_size, 1)
        self.span = nn.Linear(CONFIG.hidden_size, 2)

    def load_trunk(self, state: dict[str, torch.Tensor]) -> None:
        """Take over the weights of the trunk, or of a reader.

        The trunk's own head, which scores relevance, begins both the relevance head and the answerable head where
        ``state`` holds no others; the span heads stay new where it has none.

        Raises:
            ValueError: a parameter of the trunk is missing or unknown.
        """
        own = {f"relevance.{part}": state[f"classifier.{part}"] for part in ("weight", "bias")}
        missing, unexpected = self.load_state_dict(own | state, strict=False)
        if unexpected or any(not name.startswith("span.") for name in missing):
            raise ValueError(f"the trunk does not fit: missing {missing}, unknown {unexpected}")

    def freeze(self, layers: int) -> None:
        """Keep the word embeddings, and with ``layers`` all that lies below that layer, as they are.

        The backward pass ends there: with half of the layers frozen, an example takes a third less time.
        """
        (self.bert.embeddings if layers else self.bert.embeddings.word_embeddings).requires_grad_(False)
        self.bert.encoder.layer[:layers].requires_grad_(False)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> Scores:
        """Score windows: all three inputs are ``[windows, tokens]`` of int64."""
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        start, end = self.span(out.last_hidden_state).float().unbind(-1)
        # Only the window's own words and position 0 can be answers: the question and the padding cannot.
        outside = (token_type_ids == 0) | (attention_mask == 0) | (input_ids == SEPARATOR)
        outside = torch.cat([torch.zeros_like(outside[:, :1]), outside[:, 1:]], dim=1)
        answerable = self.classifier(out.pooler_output).float().squeeze(-1)
        relevance = self.relevance(out.pooler_output).float().squeeze(-1)
        return Scores(start.masked_fill(outside, -1e4), end.masked_fill(outside, -1e4), answerable, relevance)
