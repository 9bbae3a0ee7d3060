"""How well follow-up questions are understood without a language model."""
