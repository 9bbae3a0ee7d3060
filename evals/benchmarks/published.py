"""Numbers that others published for the same sets, with where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """A published result.

    Attributes:
        system: what was measured.
        figures: in percent, under the names that our own figures have.
        split: which questions: most test sets are hidden, so development sets compare best.
        source: where the numbers stand.
    """

    system: str
    figures: Mapping[str, float]
    split: str
    source: str


_BERT = "Devlin et al. 2019, BERT, tables 2 and 3"
_DISTIL = "Sanh et al. 2019, DistilBERT, table 2"
_SQUAD2 = "Rajpurkar, Jia and Liang 2018, table 3"
_NEWSQA = "Trischler et al. 2017, NewsQA"
_ROBERTA = "model card of deepset/roberta-base-squad2"
_TINY = "model card of deepset/tinyroberta-squad2"
_REALTIME = "realtimeqa.github.io, results of 17 June 2022"
_BEIR = "Thakur et al. 2021, BEIR, table 2"
_EXTRACTION = "README of scrapinghub/article-extraction-benchmark"


def _squad(system: str, exact_match: float, f1: float, split: str, source: str) -> Published:
    return Published(system, {"exact_match": exact_match, "f1": f1}, split, source)


def _shifts(roberta: tuple[float, float], tiny: tuple[float, float]) -> tuple[Published, ...]:
    """Two models trained on SQuAD 2.0, by exact match and F1."""
    return (
        _squad("RoBERTa base (125 M parameters)", *roberta, "test", _ROBERTA),
        _squad("TinyRoBERTa (82 M)", *tiny, "test", _TINY),
    )


def _quiz(system: str, exact_match: float, f1: float, accuracy: float) -> Published:
    return Published(
        system, {"exact_match": exact_match, "f1": f1, "accuracy": accuracy}, "one week of 2022", _REALTIME
    )


PUBLISHED: dict[str, tuple[Published, ...]] = {
    "squad1": (
        _squad("BERT base (110 M parameters)", 80.8, 88.5, "dev", _BERT),
        _squad("BERT large (340 M)", 84.1, 90.9, "dev", _BERT),
        _squad("DistilBERT (66 M)", 77.7, 85.8, "dev", _DISTIL),
        _squad("people", 82.3, 91.2, "test", _BERT),
    ),
    "squad2": (
        _squad("BERT large (340 M parameters)", 78.7, 81.9, "dev", _BERT),
        _squad("BERT base (110 M)", 75.7, 78.6, "dev", "model card of deepset/bert-base-uncased-squad2"),
        _squad("MiniLM-L12-H384 (33 M)", 76.1, 79.5, "dev", "model card of deepset/minilm-uncased-squad2"),
        _squad("DocumentQA with ELMo", 65.1, 67.6, "dev", _SQUAD2),
        _squad("people", 86.3, 89.0, "dev", _SQUAD2),
    ),
    "shifts-new-wiki": _shifts((81.2, 90.6), (80.3, 89.8)),
    "shifts-reddit": _shifts((71.6, 82.9), (67.0, 79.3)),
    "shifts-amazon": _shifts((69.9, 83.3), (63.9, 78.4)),
    "newsqa": (
        Published("best system of the paper, trained on NewsQA", {"f1": 49.6}, "dev", _NEWSQA),
        Published("people", {"f1": 69.4}, "dev", _NEWSQA),
    ),
    "realtimeqa": (
        _quiz("GPT-3, given articles of a web search", 32.1, 39.2, 72.4),
        _quiz("RAG, given the same", 14.3, 17.9, 51.7),
        _quiz("GPT-3, given none", 14.3, 23.3, 51.7),
    ),
    "multihop-rag": (
        Published(
            "best embedding with bge-reranker-large",
            {"hits_4": 66.25, "hits_10": 74.67, "mrr_10": 58.6},
            "all",
            "Tang and Yang 2024, MultiHop-RAG",
        ),
    ),
    "beir": (
        Published("BM25", {"ndcg_10": 39.8}, "TREC-NEWS", _BEIR),
        Published("BM25, 100 best reordered by a cross-encoder", {"ndcg_10": 43.1}, "TREC-NEWS", _BEIR),
        Published("BM25", {"ndcg_10": 66.5}, "SciFact", _BEIR),
        Published("BM25, 100 best reordered by a cross-encoder", {"ndcg_10": 68.8}, "SciFact", _BEIR),
    ),
    "extraction": (
        Published("AutoExtract, a service", {"precision": 98.4, "recall": 95.6, "f1": 97.0}, "181 pages", _EXTRACTION),
        Published(
            "trafilatura, an early version", {"precision": 92.5, "recall": 96.6, "f1": 94.5}, "181 pages", _EXTRACTION
        ),
        Published("readability-lxml", {"precision": 91.3, "recall": 93.1, "f1": 92.2}, "181 pages", _EXTRACTION),
        Published("newspaper3k", {"precision": 91.7, "recall": 90.6, "f1": 91.2}, "181 pages", _EXTRACTION),
    ),
}
"""By benchmark."""
