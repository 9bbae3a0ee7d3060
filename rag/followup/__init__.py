"""A question and the conversation before it, as a question that stands alone; without a language model."""

from rag.followup.understand import Kind, Understood, standalone

__all__ = ["Kind", "Understood", "standalone"]
