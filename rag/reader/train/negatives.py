"""Questions that their text does not answer: what teaches the reader to say so.

Each function returns a changed example without an answer, or None where it does not apply. The kinds follow the
unanswerable questions of SQuAD 2.0 (Rajpurkar et al. 2018): entity swap, antonym, number, and a text that only looks
right.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cached_property

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from rag.reader.train.examples import Example

_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:of\s+|the\s+|de\s+)?[A-Z][\w'’-]+)*")
_OPENERS = frozenset(
    "a an the in on at by of to for from with as it its he she they his her their this that these those there when "
    "while after before since during although though however but and or if some many most other another both each all "
    "no not one two three according because despite under over between until what who which how i we you such also "
    "then".split()
)
_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDERED = ("second", "third", "fourth", "fifth", "sixth", "seventh")
_NUMBER = re.compile(r"\b(?:\d{1,3}(?:,\d{3})*|" + "|".join(_COUNTED + _ORDERED) + r")\b")
_YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")
_ANTONYMS = {
    one: other
    for pair in (
        "first last", "largest smallest", "highest lowest", "most least", "before after", "oldest youngest",
        "longest shortest", "north south", "northern southern", "east west", "eastern western", "increase decrease",
        "increased decreased", "more fewer", "best worst", "earliest latest", "begin end", "began ended",
        "started stopped", "win lose", "won lost", "allowed forbidden", "support oppose", "supported opposed",
        "accept reject", "accepted rejected", "buy sell", "bought sold", "joined left", "rise fall", "rose fell",
        "old new", "male female", "father mother", "son daughter", "husband wife", "brother sister", "king queen",
        "maximum minimum", "majority minority", "above below", "inside outside", "positive negative", "can cannot",
        "early late", "hired fired", "built destroyed", "founded abolished", "agreed refused", "born buried",
        "accepted refused", "succeeded failed", "succeed fail", "strengthened weakened", "gained lost", "gain lose",
        "entered left", "arrived departed", "opened closed", "open close", "legal illegal", "public private",
        "rich poor", "strong weak", "true false", "same different", "similar opposite", "positive negative",
        "praised criticized", "allowed prohibited", "encouraged discouraged", "created destroyed", "included excluded",
        "include exclude", "approved rejected", "approve reject", "attacked defended", "expanded shrank", "upper lower",
        "major minor", "common rare", "likely unlikely", "permanent temporary", "ancient modern", "urban rural",
        "domestic foreign", "internal external", "advantage disadvantage", "success failure", "victory defeat",
        "friend enemy", "ally enemy", "employer employee", "teacher student", "buyer seller", "import export",
        "imported exported", "remembered forgot", "loved hated", "like dislike", "always never", "after before",
        "added removed", "raised lowered", "raise lower", "improved worsened", "appeared vanished",
        "left stayed", "alive dead", "married divorced", "hardest easiest", "slowest fastest", "richest poorest",
        "latest earliest", "closest farthest", "newest oldest", "strongest weakest", "worst best",
    )
    for one, other in (pair.split(), reversed(pair.split()))
}  # fmt: skip
_ANTONYM = re.compile(r"\b(" + "|".join(_ANTONYMS) + r")\b")
_AUXILIARY = re.compile(r"\b(did|does|do|was|were|is|are|has|have|had|can|could|would|will)\b")


class Negatives:
    """Draws unanswerable variants of the examples of one training set.

    Args:
        examples: the whole training set; its texts are the pool that wrong texts and names come from.
    """

    def __init__(self, examples: list[Example]) -> None:
        self._contexts = sorted({(e.title, e.context) for e in examples if not e.id.startswith("qamr")})
        self._of_title: dict[str, list[int]] = {}
        for i, (title, _) in enumerate(self._contexts):
            self._of_title.setdefault(title, []).append(i)
        self._names = {
            title: sorted({m for i in where for m in _NAME.findall(self._contexts[i][1])})
            for title, where in self._of_title.items()
        }
        self._tfidf = TfidfVectorizer(sublinear_tf=True, stop_words="english")

    @cached_property
    def _matrix(self) -> sparse.csr_matrix:
        """Weights of the words of each text, which only questions on other texts need."""
        return self._tfidf.fit_transform(text for _, text in self._contexts)

    def draw(self, example: Example, rng: random.Random) -> Example | None:
        """One unanswerable variant, of a kind drawn by weight; None where the kind does not apply."""
        kinds = (
            self.other_paragraph,
            self.without_sentence,
            self.swapped_name,
            self.name_of_the_text,
            self.other_number,
            self.antonym,
            self.other_article,
        )
        kind = rng.choices(kinds, weights=(26, 12, 18, 16, 5, 12, 11))[0]
        return kind(example, rng)

    def other_paragraph(self, example: Example, rng: random.Random) -> Example | None:
        """The paragraph of the same article that looks most like the question, but does not hold the answer."""
        return self._closest(example, self._of_title.get(example.title, []), rng)

    def other_article(self, example: Example, rng: random.Random) -> Example | None:
        """The text of all that a word search puts first and that does not hold the answer."""
        return self._closest(example, None, rng)

    def without_sentence(self, example: Example, rng: random.Random) -> Example | None:
        """The same paragraph without the sentence that answers."""
        before = max(example.context.rfind(mark, 0, example.start) for mark in (". ", "? ", "! ")) + 1
        after = min(
            (i + 1 for mark in (". ", "? ", "! ") if (i := example.context.find(mark, example.end)) >= 0),
            default=len(example.context),
        )
        rest = (example.context[:before] + example.context[after:]).strip()
        return _negative(example, context=rest) if len(rest) > 80 else None

    def swapped_name(self, example: Example, rng: random.Random) -> Example | None:
        """The question with a name or year of the text exchanged for one that the text does not have."""
        names = [m for m in _NAME.finditer(example.question) if m.start() > 0 and m[0] in example.context]
        years = [m for m in _YEAR.finditer(example.question) if m[0] in example.context]
        if not names + years:
            return None
        old = rng.choice(names + years)
        if old in years:
            new = str(int(old[0]) + rng.choice((-10, -3, -2, -1, 1, 2, 3, 10)))
        else:
            pool = self._names.get(example.title, [])
            words = len(old[0].split())
            fitting = [n for n in pool if abs(len(n.split()) - words) <= 1 and n.split()[0].lower() not in _OPENERS]
            if not fitting:
                return None
            new = rng.choice(fitting)
        if new in example.context or new in example.question:
            return None
        changed = example.question[: old.start()] + new + example.question[old.end() :]
        return _negative(example, question=changed)

    def name_of_the_text(self, example: Example, rng: random.Random) -> Example | None:
        """The question with a name exchanged for another one of the same text: who did it, and who did not.

        Such a question may have an answer by chance, most likely where the text says the same of both; a name beside
        the answer is left out for that reason.
        """
        names = [m for m in _NAME.finditer(example.question) if m.start() > 0 and m[0] in example.context]
        if not names:
            return None
        old = rng.choice(names)
        near = example.context[max(0, example.start - 60) : example.end + 60]
        fitting = sorted(
            name
            for name in {m[0] for m in _NAME.finditer(example.context)}
            if name not in near
            and name not in example.question
            and old[0] not in name
            and name.split()[0].lower() not in _OPENERS
            and abs(len(name.split()) - len(old[0].split())) <= 1
        )
        if not fitting:
            return None
        changed = example.question[: old.start()] + rng.choice(fitting) + example.question[old.end() :]
        return _negative(example, question=changed)

    def other_number(self, example: Example, rng: random.Random) -> Example | None:
        """The question with a number of the text exchanged for one that the text does not have."""
        numbers = [m for m in _NUMBER.finditer(example.question) if m[0] in example.context]
        if not numbers:
            return None
        old = rng.choice(numbers)
        if words := next((words for words in (_COUNTED, _ORDERED) if old[0] in words), None):
            new = rng.choice(words)
        else:
            new = str(max(2, int(old[0].replace(",", "")) + rng.choice((-20, -5, -2, -1, 1, 2, 5, 20))))
        if new in example.context:
            return None
        changed = example.question[: old.start()] + new + example.question[old.end() :]
        return _negative(example, question=changed)

    def antonym(self, example: Example, rng: random.Random) -> Example | None:
        """The question turned round: a word by its opposite, or "not" behind the verb."""
        if found := list(_ANTONYM.finditer(example.question)):
            word = rng.choice(found)
            new = _ANTONYMS[word[0]]
            if new in example.context:
                return None
            changed = example.question[: word.start()] + new + example.question[word.end() :]
            return _negative(example, question=changed)
        if rng.random() < 0.5 and (verb := _AUXILIARY.search(example.question)):
            changed = example.question[: verb.end()] + " not" + example.question[verb.end() :]
            return _negative(example, question=changed)
        return None

    def _closest(self, example: Example, among: list[int] | None, rng: random.Random) -> Example | None:
        rows = self._matrix if among is None else self._matrix[among]
        if rows.shape[0] < 2:
            return None
        scores = (rows @ self._tfidf.transform([example.question]).T).toarray().ravel()
        for i in np.argsort(-scores)[:6]:
            _, context = self._contexts[i if among is None else among[i]]
            holds = any(answer.lower() in context.lower() for answer in example.answers)
            if not holds and rng.random() < 0.6:
                return _negative(example, context=context)
        return None


def _negative(example: Example, *, question: str | None = None, context: str | None = None) -> Example | None:
    context = example.context if context is None else context
    if question is None and any(answer.lower() in context.lower() for answer in example.answers):
        return None
    return replace(example, question=question or example.question, context=context, answers=(), start=-1)
