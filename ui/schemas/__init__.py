"""What goes in and out as JSON: the same in the terminal, over HTTP and over MCP. Later versions only add fields.

A file is imported when one of its objects is first used: a command needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.schemas.articles import Added, AddRequest, Article, ArticleFacts, ArticlePage, Difference, Versions
    from ui.schemas.asking import Answer, AskRequest, Passages, SearchRequest, Statement, Turn
    from ui.schemas.base import FORMAT, ArticleId, Counted, Where
    from ui.schemas.checks import Change, CheckedDraft, CheckedSentence, DraftRequest, QuoteCheck, QuoteRequest
    from ui.schemas.citations import Citation, cite
    from ui.schemas.conversations import Conversation, ConversationFacts, Conversations, Rename
    from ui.schemas.evaluation import EvalAnswer, EvalCase, EvalCases, EvalRequest, Evaluation, GoldPair

__all__ = [
    "FORMAT",
    "AddRequest",
    "Added",
    "Answer",
    "Article",
    "ArticleFacts",
    "ArticleId",
    "ArticlePage",
    "AskRequest",
    "Change",
    "CheckedDraft",
    "CheckedSentence",
    "Citation",
    "Conversation",
    "ConversationFacts",
    "Conversations",
    "Counted",
    "Difference",
    "DraftRequest",
    "EvalAnswer",
    "EvalCase",
    "EvalCases",
    "EvalRequest",
    "Evaluation",
    "GoldPair",
    "Passages",
    "QuoteCheck",
    "QuoteRequest",
    "Rename",
    "SearchRequest",
    "Statement",
    "Turn",
    "Versions",
    "Where",
    "cite",
]

_FILES = {
    "articles": ("Added", "AddRequest", "Article", "ArticleFacts", "ArticlePage", "Difference", "Versions"),
    "asking": ("Answer", "AskRequest", "Passages", "SearchRequest", "Statement", "Turn"),
    "base": ("FORMAT", "ArticleId", "Counted", "Where"),
    "checks": ("Change", "CheckedDraft", "CheckedSentence", "DraftRequest", "QuoteCheck", "QuoteRequest"),
    "citations": ("Citation", "cite"),
    "conversations": ("Conversation", "ConversationFacts", "Conversations", "Rename"),
    "evaluation": ("EvalAnswer", "EvalCase", "EvalCases", "EvalRequest", "Evaluation", "GoldPair"),
}


def __getattr__(name: str) -> Any:
    for file, names in _FILES.items():
        if name in names:
            return getattr(import_module(f"ui.schemas.{file}"), name)
    raise AttributeError(f"ui.schemas has no {name}")
