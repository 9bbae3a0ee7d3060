"""kill -9 of the server at random instants while it is asked and changed: what it acknowledged is there afterwards.

``PULLQUOTE_TEST_SERVER_KILLS=100`` kills it as often.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import pytest

from ingest.split import split
from rag import owner
from rag.embed import OnnxEmbedder
from rag.library import Library
from rag.settings import Settings
from ui.web.person import BROWSER
from ui.web.serve import serve

KILLS = int(os.environ.get("PULLQUOTE_TEST_SERVER_KILLS", "2"))
LONGEST_LIFE = 2.5
"""Seconds under load until it is killed, at most."""
ME = "local"


@dataclass
class Told:
    """What the server has acknowledged, and what it was asked for when it died.

    Attributes:
        articles: the texts of those that must be there.
        doubtful: those that were being deleted: they may be there or not.
        gone: those that must not be there.
        turns: the questions of each conversation that must be there.
        titles: those that a conversation may have: the acknowledged one, and what was asked for since; None for any.
        said: feedback by conversation and number, likewise.
    """

    articles: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    turns: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, list[str | None]] = field(default_factory=dict)
    said: dict[tuple[str, int], list[str | None]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)


def text(number: int) -> str:
    words = random.Random(number)
    towns = ["Tarnby", "Solvik", "Norrisk", "Saltmere", "Kestrel", "Valdane"]
    sentences = [
        f"Mayor {words.choice(towns)} Olsen said on day {words.randrange(9_999)} that {words.randrange(9_999)} houses "
        f"of {words.choice(towns)} need {words.randrange(9_999)} new roofs before storm {words.randrange(9_999)}."
        for _ in range(8)
    ]
    return f"Report {number} from {words.choice(towns)}.\n\n{' '.join(sentences)}"


def start(home: Path) -> tuple[BaseProcess, owner.Owner]:
    """The server in a process of its own, forked from one that has imported everything; and where it answers."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ui.web.serve", "ui.web.app", "rag.reconcile", "ingest", "datasketch"])
    process = context.Process(target=serve, args=(Settings(home=home), "127.0.0.1", 0, False))
    process.start()
    while True:
        found = owner.read(home)
        if found and found.url and found.pid == process.pid:
            return process, found
        assert process.is_alive(), "the server starts again"
        time.sleep(0.02)


def add(http: httpx.Client, told: Told, chance: random.Random) -> None:
    number = next(told.numbers)
    added = http.post("/api/v1/articles", json={"text": text(number), "title": f"Report {number}"})
    assert added.status_code == 200, added.text
    told.articles[added.json()["article"]["id"]] = text(number)


def delete(http: httpx.Client, told: Told, chance: random.Random) -> None:
    if len(told.articles) < 5:
        return
    article = chance.choice(list(told.articles))
    told.doubtful.add(article)
    del told.articles[article]
    assert http.delete(f"/api/v1/articles/{article}").status_code == 204
    told.doubtful.discard(article)
    told.gone.add(article)


def ask(http: httpx.Client, told: Told, chance: random.Random) -> None:
    number = next(told.numbers)
    conversation, question = f"c{number % 12}-{threading.get_ident()}", f"Who spoke of the {number} houses?"
    answer = http.post("/api/v1/ask", json={"question": question, "conversation": conversation})
    assert answer.status_code == 200, answer.text
    assert answer.json()["question"] == question
    told.turns.setdefault(conversation, []).append(question)


def rename(http: httpx.Client, told: Told, chance: random.Random) -> None:
    if not told.turns:
        return
    conversation, title = chance.choice(list(told.turns)), f"Title {next(told.numbers)}"
    told.titles.setdefault(conversation, [None]).append(title)
    assert http.patch(f"/api/v1/conversations/{conversation}", json={"title": title}).status_code == 204
    told.titles[conversation] = [title]


def say(http: httpx.Client, told: Told, chance: random.Random) -> None:
    if not told.turns:
        return
    conversation = chance.choice(list(told.turns))
    number, words = len(told.turns[conversation]) - 1, f"Somebody {next(told.numbers)}"
    told.said.setdefault((conversation, number), [None]).append(words)
    path = f"/conversation/{conversation}/{number}/feedback"
    assert http.post(path, json={"fault": "wrong answer", "said": words}).status_code == 204
    told.said[conversation, number] = [words]


Work = Callable[[httpx.Client, Told, random.Random], None]
LOAD: list[Work] = [add, add, delete, ask, rename, say]


def client(server: owner.Owner) -> httpx.Client:
    headers = {"Authorization": f"Bearer {server.key}"}
    return httpx.Client(base_url=str(server.url), headers=headers, cookies={BROWSER: ME}, timeout=60, trust_env=False)


def load(
    server: owner.Owner, told: Told, seed: int, dead: threading.Event, wrong: list[BaseException]
) -> list[threading.Thread]:
    """One thread for each kind of request, until the server is dead."""

    def repeat(work: Work, chance: random.Random) -> None:
        with client(server) as http:
            while not dead.is_set():
                try:
                    work(http, told, chance)
                    time.sleep(0.001)
                except httpx.TransportError as error:
                    if not dead.is_set():
                        wrong.append(error)
                    return
                except BaseException as error:
                    wrong.append(error)
                    return

    threads = [
        threading.Thread(target=repeat, args=(work, random.Random(seed * 100 + place)))
        for place, work in enumerate(LOAD)
    ]
    for thread in threads:
        thread.start()
    return threads


def check(home: Path, told: Told) -> None:
    """Everything that was acknowledged is in the library, whole, and record and index agree."""
    with Library.open(home, OnnxEmbedder()) as library:
        there = {article.id: article for article in library.articles()}
        assert set(told.articles) <= set(there)
        assert not told.gone & set(there)
        for article in there.values():
            assert library.passages(article.id) == split(article.text, article.id, article.version, article.subheads)
        for article_id, stored in told.articles.items():
            assert " ".join(there[article_id].text.split()) in " ".join(stored.split())
        mine = library.conversations(ME)
        titles = {saved.id: saved.title for saved in mine.all()}
        for conversation, questions in told.turns.items():
            kept = [answer.question for answer in mine.open(conversation)]
            assert [question for question in kept if question in questions] == questions
            assert len(kept) <= len(questions) + KILLS, "besides those, one may have been kept at each kill"
        for conversation, allowed in told.titles.items():
            assert None in allowed or titles[conversation] in allowed
        given = {(answer.answer.question, answer.said) for answer in library.feedback.all()}
        for (conversation, number), words in told.said.items():
            question = mine.open(conversation)[number].question
            assert None in words or any((question, one) in given for one in words)
        library.open_index()
        assert library.index.ids() == library._record.passage_ids()


@pytest.mark.timeout(300 + 60 * KILLS)
def test_nothing_that_a_server_acknowledged_is_lost_when_it_is_killed(tmp_path: Path) -> None:
    home, told, chance = tmp_path / "home", Told(), random.Random(11)
    for round_ in range(KILLS):
        process, found = start(home)
        dead, wrong = threading.Event(), []
        with client(found) as http:
            for conversation in told.turns:
                opened = http.get(f"/api/v1/conversations/{conversation}")
                assert (opened.status_code, len(opened.json()["answers"]) > 0) == (200, True)
        before = len(told.articles) + len(told.gone), sum(map(len, told.turns.values()))
        threads = load(found, told, round_, dead, wrong)
        while round_ == 0 and not (told.articles and told.turns and told.titles and told.said):
            assert not wrong, wrong
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, LONGEST_LIFE))
        dead.set()
        process.kill()
        process.join()
        for thread in threads:
            thread.join()
        assert not wrong, wrong
        check(home, told)
        told.articles = {article: words for article, words in told.articles.items() if article not in told.doubtful}
        assert before <= (len(told.articles) + len(told.gone) + len(told.doubtful), sum(map(len, told.turns.values())))
    assert told.gone or KILLS < 10
