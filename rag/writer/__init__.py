"""The writer: a language model writes the answer, and every sentence of it is held against the articles."""
