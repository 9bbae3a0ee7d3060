"""Print how well statements are checked: ``python -m evals.claims [--half developed|held-out] [--wrong]``."""

from __future__ import annotations

import argparse
import sys

from evals.claims.measure import judge, load_claims, table, time_taken
from evals.suite import load_article
from ingest.pipeline import prepare
from rag.cite.entail import load_entailment


def main() -> int:
    """Check every labelled statement and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.claims", description="How well statements are checked.")
    parser.add_argument("--half", choices=["developed", "held-out"], help="only one half of the articles")
    parser.add_argument("--rules-alone", action="store_true", help="check without the network")
    parser.add_argument("--wrong", action="store_true", help="list the statements that were judged wrongly")
    arguments = parser.parse_args()
    halves = [arguments.half] if arguments.half else ["developed", "held-out"]
    claims = load_claims()
    articles = {name: prepare(load_article(name)).article for name in {claim.article for claim in claims}}
    entailment = None if arguments.rules_alone else load_entailment()
    for half in halves:
        chosen = (claim for claim in claims if claim.held_out == (half == "held-out"))
        judged = judge(chosen, articles, entailment)
        sys.stdout.write(f"{half} half\n{table(judged)}\n{time_taken(judged)}\n\n")
        for one in judged:
            if arguments.wrong and not one.right:
                label = "true" if one.claim.true else "false"
                sys.stdout.write(f"{one.claim.article}, {label}: {one.claim.statement}\n    {one.check.reason}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
