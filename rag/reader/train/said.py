"""Questions on who said what, made of news articles in which people marked who says what.

The answers are the annotators' spans; only the questions are made, by three forms: "Who urged Kyiv to tone down?",
"What did Waltz say about Kyiv?", "What did Waltz say?".
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.cite.names import names_in
from rag.reader.train.examples import Example

SAID_FILE = "quotes-polnear.jsonl.gz"
"""News articles with their attributions: ``id, split, text, attributions: [{source, cue, content, …_spans}]``."""
AROUND = 600
"""Characters of the article before and after an attribution that its question is asked of."""
LONGEST_SOURCE, LONGEST_CUE, FEWEST_WORDS, MOST_WORDS = 9, 3, 4, 14
"""Words of a speaker, of a cue, and of what is quoted in a question."""
LONGEST_ANSWER = 24

_PRONOUNS = frozenset("he she it they we i you who that this which one some many most others his her their".split())
_BASES = {
    "said": "say", "wrote": "write", "added": "add", "noted": "note", "announced": "announce",
    "suggested": "suggest", "argued": "argue", "tweeted": "tweet", "acknowledged": "acknowledge", "urged": "urge",
    "declared": "declare", "explained": "explain", "claimed": "claim", "recalled": "recall", "warned": "warn",
    "insisted": "insist", "stressed": "stress", "asked": "ask", "called": "call", "criticized": "criticize",
    "praised": "praise", "endorsed": "endorse", "accused": "accuse", "wanted": "want", "promised": "promise",
    "described": "describe", "proposed": "propose", "reported": "report", "concluded": "conclude", "denied": "deny",
    "demanded": "demand", "predicted": "predict", "believed": "believe", "hoped": "hope", "pledged": "pledge",
    "vowed": "vow", "found": "find", "showed": "show", "admitted": "admit", "agreed": "agree", "estimated": "estimate",
}  # fmt: skip
_PRESENT = {
    "says": "say", "writes": "write", "adds": "add", "notes": "note", "argues": "argue",
    "suggests": "suggest", "claims": "claim", "warns": "warn", "insists": "insist", "wants": "want",
    "believes": "believe", "thinks": "think", "hopes": "hope", "expects": "expect", "explains": "explain",
}  # fmt: skip
_LOWERED = frozenset(
    "the a an it he she they we there this that these those but and in on at for when if so as no not his her their "
    "our my some many most all both people officials more after before with by".split()
)
_QUOTES = "“”\"'‘’ "
_CLAUSE = re.compile(r"[.!?;:,—–](?=\s|$|[”\"’])")


def said_examples(path: Path, rng: random.Random) -> Iterator[Example]:
    """Questions on the articles of the training split, one or two of an attribution."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["split"] == "train":
                for number, attribution in enumerate(row["attributions"]):
                    yield from _of(f"said-{row['id']}-{number}", row, attribution, rng)


def _of(id: str, row: dict[str, Any], attribution: dict[str, Any], rng: random.Random) -> Iterator[Example]:
    spans = [attribution[f"{part}_spans"] for part in ("source", "cue", "content")]
    if any(len(part) != 1 for part in spans):
        return
    text = row["text"]
    (source_at, source_end), (cue_at, cue_end), (content_at, content_end) = (part[0] for part in spans)
    source, cue = text[source_at:source_end].strip(" ,"), text[cue_at:cue_end].strip(" ,:").lower()
    words = source.split()
    if not 0 < len(words) <= LONGEST_SOURCE or words[0].lower() in _PRONOUNS or len(cue.split()) > LONGEST_CUE:
        return
    first = cue.partition(" ")[0]
    asking = ("did", _BASES[first]) if first in _BASES else ("does", _PRESENT[first]) if first in _PRESENT else None
    if asking is None:
        return
    auxiliary, base = asking
    content = text[content_at:content_end]
    low, high = _paragraphs(text, min(source_at, content_at), max(source_end, content_end))
    context = text[low:high]

    def example(kind: str, question: str, start: int, end: int) -> Example:
        return Example(f"{id}-{kind}", row["id"], question, context, (text[start:end],), start - low)

    if quoted := _quoted(content):
        yield example("who", f"Who {cue} {quoted}?", source_at, source_at + len(source))
    start, end = _answer(text, content_at, content_end)
    if start >= end or len(text[start:end].split()) > LONGEST_ANSWER:
        return
    topics = [n.text for n in names_in(content) if n.text not in source and source not in n.text]
    verb = " ".join([base, *cue.split()[1:]])
    if topics and rng.random() < 0.6:
        yield example("about", f"What {auxiliary} {_inside(source)} {verb} about {rng.choice(topics)}?", start, end)
    elif context.count(words[-1]) <= 2:
        yield example("what", f"What {auxiliary} {_inside(source)} {verb}?", start, end)


def _paragraphs(text: str, start: int, end: int) -> tuple[int, int]:
    """The text around a place, from a line's start to a line's end where there is one."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text.rfind("\n", 0, low), text.find("\n", high)
    return (before + 1 if low - before < AROUND else low), (after if 0 <= after - high < AROUND else high)


def _quoted(content: str) -> str | None:
    """What was said, as it stands in a question: its first clause of enough words, without quotation marks."""
    words = _inside(re.sub(r"^that ", "", content.strip(_QUOTES))).split()
    taken: list[str] = []
    for word in words[:MOST_WORDS]:
        taken.append(word.strip('“”"'))
        if len(taken) >= FEWEST_WORDS and word[-1] in ",.;:!?—":
            break
    return " ".join(taken).strip(" ,.;:!?—") if len(taken) >= FEWEST_WORDS else None


def _inside(phrase: str) -> str:
    """A phrase as it stands inside a sentence: a small word that began one in lower case."""
    first, _, rest = phrase.partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in _LOWERED else phrase


def _answer(text: str, start: int, end: int) -> tuple[int, int]:
    """What was said up to the end of its first sentence, without quotation marks and the word "that"."""
    while start < end and text[start] in _QUOTES:
        start += 1
    if text[start : start + 5] == "that ":
        start += 5
    stop = next((m.start() for m in _CLAUSE.finditer(text, start, end) if m[0] not in ",:"), end)
    while stop > start and text[stop - 1] in _QUOTES + ",.;":
        stop -= 1
    return start, stop
