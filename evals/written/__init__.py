"""What a language model's answers are worth before and after they are held against the articles."""
