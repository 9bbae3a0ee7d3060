"""The network: the reader's trunk with one head of three outputs."""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertConfig, BertModel

from rag.reader.train.trunk import CONFIG


class SupportNetwork(nn.Module):
    """Statement and text in, three logits out: the text supports the statement, contradicts it, does not say.

    Args:
        config: of the trunk.
        attention: transformers' name of the attention that is computed; all give the same.
    """

    def __init__(self, config: BertConfig = CONFIG, attention: str = "eager") -> None:
        super().__init__()
        self.bert = BertModel._from_config(config, attn_implementation=attention)  # type: ignore[no-untyped-call]
        self.support = nn.Linear(config.hidden_size, 3)

    def load_trunk(self, state: dict[str, torch.Tensor]) -> None:
        """Take over the weights of a trunk, and its head where it is one of this network.

        Raises:
            ValueError: a parameter of the trunk is missing.
        """
        trunk = {name: value for name, value in state.items() if name.startswith(("bert.", "support."))}
        missing, _ = self.load_state_dict(trunk, strict=False)
        if any(not name.startswith("support.") for name in missing):
            raise ValueError(f"the trunk does not fit: missing {missing}")

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """``[pairs, 3]`` logits; all three inputs are ``[pairs, tokens]`` of int64."""
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return self.support(out.pooler_output).float()  # type: ignore[no-any-return]
