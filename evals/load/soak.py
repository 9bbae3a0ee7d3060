"""``python -m evals.load.soak``: many questions one after the other; the memory of the server must not grow.

Prints one line of JSON: questions, those answered wrongly, seconds, and memory after a tenth of them and at the end.
Ends with 1 when an answer was wrong or memory grew by 5 % or more.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

import httpx

from evals.load.library import facts
from evals.load.server import Server, serving

ARTICLES = 100
MOST_GROWTH = 0.05
_TOKENS = 50  # one token may ask 240 times a minute


def soak(server: Server, questions: int) -> dict[str, float]:
    """Ask questions one after the other; returns what is printed."""
    asked, wrong, warm = facts(ARTICLES), 0, 0
    began = time.monotonic()
    with httpx.Client(base_url=server.url, timeout=120, trust_env=False) as http:
        for number in range(questions):
            fact, token = asked[number % len(asked)], server.tokens[number % len(server.tokens)]
            headers = {"Authorization": f"Bearer {token}"}
            answer = http.post("/api/v1/ask", json={"question": fact.question}, headers=headers)
            wrong += answer.status_code != 200 or fact.answer not in answer.json()["answer"].replace(",", "")
            if number + 1 == max(1, questions // 10):
                warm = server.memory()
    end = server.memory()
    seconds = time.monotonic() - began
    return {
        "questions": questions,
        "wrong": wrong,
        "seconds": round(seconds, 1),
        "memory after a tenth": warm,
        "memory at the end": end,
        "growth": round(end / warm - 1, 4),
    }


def main() -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    arguments = parser.parse_args()
    with serving(ARTICLES, _TOKENS) as server:
        found = soak(server, arguments.questions)
    sys.stdout.write(json.dumps(found) + "\n")
    return int(found["wrong"] > 0 or found["growth"] >= MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
