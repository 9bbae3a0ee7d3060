"""News written for the suites, one article a file; :mod:`evals.suite` reads it and ``README.md`` describes it."""
