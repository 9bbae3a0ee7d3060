"""Labelled statements about the suites' articles: half are false by one small change each."""
