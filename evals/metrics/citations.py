"""Whether the words that an answer shows as proof stand in the article, and prove it.

Source: Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations" (ALCE): recall
asks of each statement whether its citations prove it, precision asks of each citation whether it helps.
ALCE lets an entailment model judge; here the judge is a person, who marked the gold sentences beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.metrics.answers import normalize
from evals.metrics.mean import mean
from rag.types import Span

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")


def valid_quote(quote: str, text: str, start: int, end: int) -> bool:
    """Whether a shown quote is ``text[start:end]`` to the letter, cut neither inside a word nor at a space.

    Args:
        quote: the words shown to the reader.
        text: the stored text of the cited article.
        start: first character of the cited span.
        end: one past its last character.
    """
    if not 0 <= start < end <= len(text) or text[start:end] != quote or quote != quote.strip():
        return False
    return not (_inside_word(text, start) or _inside_word(text, end))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def proves(cited: Span, gold: Span) -> bool:
    """Whether a citation shows a gold sentence: at least half of the shorter of the two is common to both."""
    if (cited.article, cited.version) != (gold.article, gold.version):
        return False
    common = min(cited.end, gold.end) - max(cited.start, gold.start)
    return 2 * common >= min(cited.end - cited.start, gold.end - gold.start)


def citation_hit(cited: Sequence[Span], gold: Sequence[Span]) -> float | None:
    """1 when any citation shows any gold sentence, else 0; None when no gold sentence is marked."""
    if not gold:
        return None
    return float(any(proves(c, g) for c in cited for g in gold))


def citation_precision(cited: Sequence[Span], gold: Sequence[Span]) -> float | None:
    """Of the citations, the share that shows a gold sentence; None without citations or gold sentences."""
    if not gold:
        return None
    return mean(float(any(proves(c, g) for g in gold)) for c in cited)


def citation_recall(statements: Sequence[Sequence[Span]], gold: Sequence[Span]) -> float | None:
    """Of the statements, the share with a citation that shows a gold sentence.

    Args:
        statements: the citations of each statement of the answer.
        gold: the sentences that prove it.

    Returns:
        0 to 1; None without statements or gold sentences.
    """
    if not gold:
        return None
    return mean(citation_hit(cited, gold) for cited in statements)


def quote_fidelity(answer: str, sources: Sequence[str]) -> float | None:
    """Of the passages of two or more words in double quotation marks, the share found verbatim in a source.

    Spacing, and a comma or full stop that typography puts before the closing mark, do not count.

    Returns:
        0 to 1; None when nothing is in quotation marks.
    """
    passages = [" ".join((curly or straight).split()) for curly, straight in _QUOTED.findall(answer)]
    texts = [" ".join(source.split()) for source in sources]
    quoted = [passage.rstrip(".,;:!?… ") for passage in passages if " " in passage]
    return mean(float(any(passage in text for text in texts)) for passage in quoted)


def same_speaker(answer: str, golds: Sequence[str]) -> bool:
    """Whether an answer names a gold speaker: one name holds the other, as "Mike Waltz" holds "Waltz"."""
    named = f" {normalize(answer)} "
    speakers = [f" {normalize(gold)} " for gold in golds if normalize(gold)]
    return bool(named.strip()) and any(gold in named or named in gold for gold in speakers)
