"""What an answer is worth, measure by measure, and why each point was lost."""

from __future__ import annotations

from collections.abc import Mapping

from evals.metrics.answers import exact_match, is_right, normalize, token_f1
from evals.metrics.citations import (
    citation_hit,
    citation_precision,
    citation_recall,
    proves,
    quote_fidelity,
    same_speaker,
    valid_quote,
)
from evals.metrics.mean import mean
from evals.metrics.refusal import crag_score
from evals.metrics.retrieval import hits_at, ndcg, reciprocal_rank
from evals.result import Result, Shown
from rag.types import Article

WHO_SAID = "who_said"
"""The kind of question whose answer is a speaker."""


def score(result: Result, articles: Mapping[str, Article]) -> dict[str, float | None]:
    """Every measure of one result, 0 to 1 (``crag`` -1 to 1); None where it does not apply.

    Args:
        result: an answered, refused or failed question.
        articles: the latest stored version of every article, by id.
    """
    right = not result.refused and is_right(result.answer, result.golds)
    scores: dict[str, float | None] = {
        "exact_match": exact_match(result.given, result.golds),
        "f1": token_f1(result.given, result.golds),
        "right": float(result.refused if result.must_refuse else right),
        "crag": float(crag_score(refused=result.refused, must_refuse=result.must_refuse, right=right)),
    }
    if result.error is not None:
        scores |= {"exact_match": 0.0, "f1": 0.0, "right": 0.0, "crag": -1.0}
    return scores | _citations(result, articles) | _speaker(result) | _ranking(result)


def _citations(result: Result, articles: Mapping[str, Article]) -> dict[str, float | None]:
    shown = {citation.number: citation for citation in result.citations}
    told = [[shown[n].span for n in s.citations if n in shown] for s in result.statements]
    cited = {span for spans in told for span in spans}
    words = "\n".join([result.answer, *(statement.text for statement in result.statements)])
    texts = [articles[c.span.article].text for c in result.citations if c.span.article in articles]
    hit = None if result.must_refuse else citation_hit(sorted(cited), result.gold)
    return {
        "citation_validity": mean(float(is_valid(c, articles)) for c in result.citations),
        "citation_precision": citation_precision(sorted(cited), result.gold),
        "citation_recall": citation_recall(told, result.gold),
        "citation_hit": hit,
        "quote_fidelity": None if result.refused else quote_fidelity(words, texts),
    }


def is_valid(citation: Shown, articles: Mapping[str, Article]) -> bool:
    """Whether a citation shows whole words of the latest stored version of its article, to the letter."""
    span, article = citation.span, articles.get(citation.span.article)
    if article is None or article.version != span.version:
        return False
    return valid_quote(citation.quote, article.text, span.start, span.end)


def _speaker(result: Result) -> dict[str, float | None]:
    if result.kind != WHO_SAID or result.must_refuse or result.refused:
        return {}
    return {"speaker_accuracy": float(same_speaker(result.answer, result.golds))}


def _ranking(result: Result) -> dict[str, float | None]:
    if not result.ranking or not result.findable:
        return {}
    return {f"hits_{k}": hits_at(result.ranking, k) for k in (1, 4, 10)} | {
        "mrr_10": reciprocal_rank(result.ranking, 10),
        "ndcg_10": ndcg(result.ranking, 10, result.findable),
    }


def lost_points(result: Result, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """The reason for every point that ``result.scores`` lacks, in words."""
    if result.error is not None:
        return (f"No answer came back: {result.error}",)
    return (*_lost_answer(result), *_lost_citations(result, articles), *_lost_ranking(result))


def _lost_answer(result: Result) -> list[str]:
    wanted = " or ".join(f"“{gold}”" for gold in result.golds[:3])
    if result.must_refuse:
        return [] if result.refused else [f"Answered “{result.answer}”, but the articles do not say."]
    if result.refused:
        return [f"Refused ({result.reason}), but the articles say {wanted}."]
    lost: list[str] = []
    if not result.scores["right"]:
        lost.append(f"Wrong: “{result.answer}” instead of {wanted}.")
    elif (result.scores["f1"] or 0) < 1:
        lost.append(_other_words(result))
    elif not result.scores["exact_match"]:
        lost.append(f"The right words in another order or number than {wanted}.")
    if result.scores.get("speaker_accuracy") == 0:
        lost.append(f"Names another speaker than {wanted}.")
    return lost


def _other_words(result: Result) -> str:
    gold = max(result.golds, key=lambda gold: token_f1(result.answer, [gold]))
    said, meant = normalize(result.answer).split(), normalize(gold).split()
    extra = " ".join(word for word in said if word not in meant)
    missing = " ".join(word for word in meant if word not in said)
    parts = [f"without “{missing}”" if missing else "", f"with “{extra}” added" if extra else ""]
    return f"Right, but not in the words of “{gold}”: {', '.join(filter(None, parts)) or 'words repeated'}."


def _lost_citations(result: Result, articles: Mapping[str, Article]) -> list[str]:
    lost = [
        f"Citation [{c.number}] is not word for word in the stored article."
        for c in result.citations
        if not is_valid(c, articles)
    ]
    if result.scores.get("quote_fidelity") not in (None, 1.0):
        lost.append("Words in quotation marks stand in no cited article.")
    if result.refused or not result.gold:
        return lost
    told = {number for statement in result.statements for number in statement.citations}
    lost += [
        f"Citation [{c.number}] shows another sentence than the gold one."
        for c in result.citations
        if c.number in told and not any(proves(c.span, gold) for gold in result.gold)
    ]
    if not told:
        lost.append("Nothing is cited.")
    elif (result.scores.get("citation_recall") or 0) < 1:
        lost.append("A statement has no citation that shows a gold sentence.")
    return lost


def _lost_ranking(result: Result) -> list[str]:
    if not result.ranking or not result.findable or result.ranking[0]:
        return []
    place = next((place for place, good in enumerate(result.ranking, 1) if good), None)
    if place is None:
        return [f"No gold sentence is among the first {len(result.ranking)} passages found."]
    return [f"The first passage with a gold sentence was found at place {place}."]
