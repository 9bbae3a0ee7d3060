"""The embedded answerer: an extractive reader that points at the words of an article."""
