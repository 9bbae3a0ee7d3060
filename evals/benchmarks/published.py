"""Numbers that others published for the same sets, with where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """A published result, in percent.

    Attributes:
        system: what was measured.
        exact_match: in percent; None where it was not published.
        f1: in percent.
        split: which questions: most test sets are hidden, so development sets compare best.
        source: where the numbers stand.
    """

    system: str
    exact_match: float | None
    f1: float
    split: str
    source: str


_BERT = "Devlin et al. 2019, BERT, tables 2 and 3"
_DISTIL = "Sanh et al. 2019, DistilBERT, table 2"
_SQUAD2 = "Rajpurkar, Jia and Liang 2018, table 3"
_NEWSQA = "Trischler et al. 2017, NewsQA"

PUBLISHED: dict[str, tuple[Published, ...]] = {
    "squad1": (
        Published("BERT base (110 M parameters)", 80.8, 88.5, "dev", _BERT),
        Published("BERT large (340 M)", 84.1, 90.9, "dev", _BERT),
        Published("DistilBERT (66 M)", 77.7, 85.8, "dev", _DISTIL),
        Published("people", 82.3, 91.2, "test", _BERT),
    ),
    "squad2": (
        Published("BERT large (340 M)", 78.7, 81.9, "dev", _BERT),
        Published("BERT base (110 M)", 75.7, 78.6, "dev", "model card of deepset/bert-base-uncased-squad2"),
        Published("MiniLM-L12-H384 (33 M)", 76.1, 79.5, "dev", "model card of deepset/minilm-uncased-squad2"),
        Published("DocumentQA with ELMo", 65.1, 67.6, "dev", _SQUAD2),
        Published("people", 86.3, 89.0, "dev", _SQUAD2),
    ),
    "shifts-amazon": (
        Published("RoBERTa base (125 M)", 70.1, 83.3, "test", "model card of deepset/roberta-base-squad2"),
        Published("ELECTRA base (110 M)", 64.6, 80.1, "test", "model card of deepset/electra-base-squad2"),
    ),
    "newsqa": (
        Published("best system of the paper, trained on NewsQA", None, 49.6, "dev", _NEWSQA),
        Published("people", None, 69.4, "dev", _NEWSQA),
    ),
}
"""By benchmark. The models of all but the last were trained on SQuAD alone."""
