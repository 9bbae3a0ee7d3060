"""Holding a statement against the articles: who said what, names, numbers, quotes, polarity, and the verdict."""
