"""Articles and libraries for the tests of ``rag``."""

import datetime as dt
import hashlib

import numpy as np

from rag.embed import OnnxEmbedder, Vectors
from rag.library import Library
from rag.reader.evidence import Evidence, Text
from rag.reader.read import Reading, Readings
from rag.types import Article, Passage, Span


def make_article(text: str, *, article_id: str = "a1", version: int = 1, **facts: object) -> Article:
    values = {"title": text[:30], "fetched": dt.datetime(2026, 1, 2, tzinfo=dt.UTC), **facts}
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=article_id, text=text, sha256=sha256, version=version, **values)


def make_passages(article: Article) -> list[Passage]:
    """One passage a paragraph."""
    passages, start = [], 0
    for number, paragraph in enumerate(article.text.split("\n\n")):
        span = Span(article.id, article.version, start, start + len(paragraph))
        passages.append(Passage(f"{article.id}:{article.version}:{number}", span, paragraph))
        start += len(paragraph) + 2
    return passages


class FewWordsEmbedder(OnnxEmbedder):
    """Vectors that count a few words: fast, and near when the words are shared."""

    words = ("dog", "cat", "rain", "vote")
    dimension = len(words)

    def __init__(self, name: str = "few words") -> None:
        self.name = name

    def embed(self, texts: list[str]) -> Vectors:
        counts = np.array([[text.lower().count(word) + 0.01 for word in self.words] for text in texts], np.float32)
        return counts.reshape(len(texts), -1) / np.linalg.norm(counts, axis=1, keepdims=True)


def store(library: Library, article: Article) -> Article:
    passages = make_passages(article)
    library.add(article, passages, library._embedder.embed([passage.text for passage in passages]))
    return article


def make_evidence(question: str, article: Article, *found: tuple[str, float]) -> Evidence:
    """Evidence as if the reader had found these words of the article, each with its score."""
    passages = make_passages(article)
    answers = []
    for words, score in found:
        start = article.text.index(words)
        passage = next(p for p in passages if p.span.start <= start < p.span.end)
        answers.append(Reading(Span(article.id, article.version, start, start + len(words)), words, score, passage))
    answers.sort(key=lambda reading: -reading.score)
    readings = Readings(tuple(answers), tuple(passages), answerable=max((score for _, score in found), default=-9.0))
    return Evidence(question, readings, {article.id: Text(article)})
