"""``python -m evals.load.crowd``: many people at once, by Locust against a real server on this machine.

Each asks for facts that no other article has, so that an answer to another's question is noticed. Prints one line of
JSON: requests, errors, answers that were mixed up, refusals for want of room, p50 and p95 in milliseconds, requests a
second, and the memory of the server after a fifth of the time and at the end. Ends with 1 when there was an error or a
mixed-up answer, or memory grew by 5 % or more. Locust is the extra ``load``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
from typing import Any

import gevent
from locust import HttpUser, constant_pacing, task
from locust.env import Environment

from evals.load.library import facts
from evals.load.server import Server, serving

ARTICLES = 100
MOST_GROWTH = 0.05
_BUSY = 503


class Person(HttpUser):
    """Asks a question, reads the answer for a while, asks the next."""

    wait_time = constant_pacing(5)
    tokens = itertools.cycle([""])
    mixed_up = 0
    turned_away = 0

    def on_start(self) -> None:
        """Come with a token of one's own."""
        self._headers = {"Authorization": f"Bearer {next(Person.tokens)}"}
        self._chance = random.Random(self._headers["Authorization"])

    @task
    def ask(self) -> None:
        """Ask one question, and look whether the answer is its own."""
        fact = self._chance.choice(facts(ARTICLES))
        body = {"question": fact.question}
        with self.client.post("/api/v1/ask", json=body, headers=self._headers, catch_response=True) as response:
            if response.status_code == _BUSY and response.headers.get("Retry-After"):
                Person.turned_away += 1
                gevent.sleep(int(response.headers["Retry-After"]))
                response.success()
            elif response.status_code != 200:
                response.failure(f"status {response.status_code}")
            elif fact.answer not in response.json()["answer"].replace(",", ""):
                Person.mixed_up += 1
                response.failure("the answer to another question, or none")


def crowd(server: Server, users: int, seconds: float) -> dict[str, Any]:
    """Let people ask for a while; returns what is printed."""
    Person.tokens, Person.mixed_up, Person.turned_away = itertools.cycle(server.tokens), 0, 0
    environment = Environment(user_classes=[Person], host=server.url)
    runner = environment.create_local_runner()
    runner.start(users, spawn_rate=10)
    gevent.sleep(seconds / 5)
    warm = server.memory()
    gevent.sleep(seconds * 4 / 5)
    end = server.memory()
    total = environment.stats.total
    runner.quit()
    return {
        "users": users,
        "seconds": seconds,
        "requests": total.num_requests,
        "errors": total.num_failures,
        "mixed up": Person.mixed_up,
        "turned away": Person.turned_away,
        "p50 ms": total.get_response_time_percentile(0.5),
        "p95 ms": total.get_response_time_percentile(0.95),
        "requests a second": round(total.num_requests / seconds, 2),
        "memory after a fifth": warm,
        "memory at the end": end,
        "growth": round(end / warm - 1, 4),
    }


def main() -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600.0)
    arguments = parser.parse_args()
    with serving(ARTICLES, arguments.users) as server:
        found = crowd(server, arguments.users, arguments.seconds)
    sys.stdout.write(json.dumps(found) + "\n")
    return int(found["errors"] > 0 or found["growth"] >= MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
