"""Fixed questions with their gold answers, one suite a file; :mod:`evals.suite` reads them."""
