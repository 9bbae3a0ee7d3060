"""Fixed questions with their gold answers: reading them, reading the articles they are about, and checking both.

A suite is a JSONL or CSV file with one question a line. Only ``question`` and ``answer`` are needed, so
anyone's own pairs can be read; the suites that ship use every field of :class:`Pair`, and :func:`lint` holds
them to more rules.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest import sample
from ingest.draft import Block, Draft
from ingest.extract import extract
from ingest.plaintext import mark_headings
from rag.errors import SuiteError
from rag.types import Turn

SUITES = Path(__file__).parent / "suites"
ARTICLES = Path(__file__).parent / "articles"
SAMPLE = "sample"

REFUSED = ("not_answered", "false_premise")
KINDS = (
    *("who", "what", "when", "where", "how_many", "why", "how", "yes_no", "list", "who_said"),
    *("compare", "record", "follow_up"),
    *REFUSED,
)
OTHER = "other"

_FEWEST, _MOST, _REFUSED_SHARE = 0.02, 0.20, 0.25  # shares of all pairs


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and what a right answer to it is.

    Attributes:
        id: unique in its suite.
        articles: names of the articles that it is about; none when it is asked of the whole library.
        question: as a person types it.
        kind: one of ``KINDS``, or ``other`` where the file does not say.
        answers: the gold answer and its accepted variants; none when the question must be refused.
        gold: sentences of the articles, each of which proves the answer or a part of it.
        history: the conversation before the question.
        line: of its file where it begins, to name it in errors; 0 when it has no file.
    """

    id: str
    articles: tuple[str, ...]
    question: str
    kind: str
    answers: tuple[str, ...]
    gold: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


def load_suite(path: Path) -> list[Pair]:
    """Read questions with gold answers.

    Args:
        path: JSONL with an object a line, or CSV with a header, in UTF-8. Needed are ``question`` and
            ``answer`` (or ``answers``), which is empty when the question must be refused. Several accepted
            answers are a list in JSONL, and parted by ``|`` in CSV; so are ``article`` and ``gold``. ``id``
            and ``kind`` may be given, ``history`` (a list of objects with ``question`` and ``answer``) only
            in JSONL; other fields are ignored.

    Raises:
        SuiteError: the file cannot be read, or a line is wrong; the message names it.
    """
    text = _text_of(path)
    rows = _csv_rows(text, path.name) if path.suffix.lower() == ".csv" else _jsonl_rows(text, path.name)
    lines: dict[str, int] = {}
    pairs = []
    for line, row in rows:
        where = f"{path.name} line {line}"
        pair = _pair(row, where, default_id=f"{path.stem}-{line}")
        if pair.id in lines:
            raise SuiteError(f"{where}: the id “{pair.id}” is taken by line {lines[pair.id]}.")
        lines[pair.id] = line
        pairs.append(replace(pair, line=line))
    if not pairs:
        raise SuiteError(f"{path.name} holds no questions. Write one a line, with its answer.")
    return pairs


def _text_of(path: Path) -> str:
    """The text of a file, whatever its line ends."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SuiteError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SuiteError(f"{path.name} line {line} is not UTF-8 text. Save it as “CSV UTF-8” or as JSONL.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _jsonl_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            row = json.loads(content)
        except (json.JSONDecodeError, RecursionError) as error:
            raise SuiteError(f"{name} line {line}: not JSON ({error}).") from error
        if not isinstance(row, dict):
            raise SuiteError(f"{name} line {line}: not an object with a question and an answer.")
        yield line, row


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows by the line they begin on; the delimiter is a comma, semicolon or tab, whichever the header has most of."""
    header_line = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=header_line.count), strict=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise SuiteError(f"{name} line {line}: not CSV ({error}).") from error
        if cells is None:
            return
        if not header:
            header = [cell.strip().lower() for cell in cells]
            if double := [name for name, count in Counter(header).items() if count > 1 and name]:
                raise SuiteError(f"{name} line {line}: more than one column is named {double[0]}.")
            if missing := [c for c in ("question", "answer") if c not in header and f"{c}s" not in header]:
                raise SuiteError(f"{name} line {line}: the header has no column named {' or '.join(missing)}.")
        elif any(cell.strip() for cell in cells[len(header) :]):  # spreadsheets end lines with empty cells
            raise SuiteError(f"{name} line {line}: more cells than the header has. Quote a text that holds a comma.")
        elif any(cell.strip() for cell in cells):
            row: dict[str, Any] = dict(zip(header, cells, strict=False))
            lists = ("answer", "answers", "article", "articles", "gold")
            yield line, row | {field: row[field].split("|") for field in lists if field in row}


def _pair(row: Mapping[str, Any], where: str, default_id: str) -> Pair:
    if "answer" not in row and "answers" not in row:
        raise SuiteError(f"{where}: no answer. Leave it empty when the question must be refused.")
    return Pair(
        id=_text(row, "id", where) or default_id,
        articles=_texts(row, ("article", "articles"), where),
        question=_needed(row, "question", where),
        kind=_text(row, "kind", where) or OTHER,
        answers=_texts(row, ("answers", "answer"), where),
        gold=_texts(row, ("gold",), where),
        history=_history(row.get("history") or [], where),
    )


def _needed(row: Mapping[str, Any], field: str, where: str) -> str:
    if text := _text(row, field, where):
        return text
    raise SuiteError(f"{where}: no {field}")


def _text(row: Mapping[str, Any], field: str, where: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SuiteError(f"{where}: “{field}” must be text, not {json.dumps(value)}.")
    return value.strip()


def _texts(row: Mapping[str, Any], fields: Sequence[str], where: str) -> tuple[str, ...]:
    """The texts of the first of the fields that the row has; one text may stand without its list."""
    field = next((field for field in fields if field in row), fields[0])
    value = row.get(field)
    texts = value if isinstance(value, list) else [] if value is None else [value]
    if wrong := [text for text in texts if not isinstance(text, str)]:
        raise SuiteError(f"{where}: “{field}” must be text or a list of texts, not {json.dumps(wrong[0])}.")
    return tuple(text.strip() for text in texts if text.strip())


def _history(turns: Any, where: str) -> tuple[Turn, ...]:
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise SuiteError(f"{where}: “history” must be a list of objects with a question and an answer.")
    where = f"{where}, history"
    return tuple(Turn(_needed(turn, "question", where), _needed(turn, "answer", where)) for turn in turns)


def article_names() -> list[str]:
    """The names of the articles that the shipped suites ask about."""
    return [SAMPLE, *sorted(path.stem for path in ARTICLES.glob("*.txt"))]


def load_article(name: str) -> Draft:
    """Read an article of the shipped suites, ready to store; ``articles/README.md`` describes the files.

    Raises:
        SuiteError: there is no such article, or its front matter is wrong.
    """
    if name not in article_names():
        raise SuiteError(f"No article is named “{name}”. There are: {', '.join(article_names())}.")
    if name == SAMPLE:
        return extract(sample.path())
    return parse_article((ARTICLES / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")


def parse_article(text: str, name: str) -> Draft:
    """Read front matter and paragraphs; raises SuiteError, which names the line of ``name`` that is wrong."""
    head, fence, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        raise SuiteError(f"{name}: does not open with front matter between two lines of ---.")
    draft = Draft(blocks=[Block(paragraph) for paragraph in re.split(r"\n{2,}", body.strip())])
    for line, content in enumerate(head.split("\n"), 2):
        field, _, value = (part.strip() for part in content.partition(":"))
        try:
            _set(draft, field, value)
        except ValueError as error:
            raise SuiteError(f"{name} line {line}: {error}.") from error
    return mark_headings(draft)


def _set(draft: Draft, field: str, value: str) -> None:
    if not value:
        raise ValueError(f"“{field}” has no value")
    if field in ("title", "publisher", "agency", "url"):
        setattr(draft, field, value)
    elif field == "authors":
        draft.authors = tuple(author.strip() for author in value.split(","))
    elif field in ("published", "modified"):
        setattr(draft, field, dt.date.fromisoformat(value))
    else:
        raise ValueError(f"“{field}” is not a field of the front matter")


def lint(pairs: Sequence[Pair], texts: Mapping[str, str]) -> list[str]:
    """Find what is wrong with suites that are to be published.

    Args:
        pairs: of all suites together.
        texts: the text of every article, by name.

    Returns:
        One sentence for every fault; none when all is well.
    """
    counts = Counter(pair.id for pair in pairs)
    faults = [f"{id}: {count} pairs have this id" for id, count in counts.items() if count > 1]
    faults += [f"{pair.id}: {fault}" for pair in pairs for fault in _faults(pair, texts)]
    kinds = Counter(pair.kind for pair in pairs)
    for kind in KINDS:
        share = kinds[kind] / max(len(pairs), 1)
        if not _FEWEST <= share <= _MOST:
            faults.append(f"{kinds[kind]} pairs are of the kind {kind}: {share:.1%}, not {_FEWEST:.0%} to {_MOST:.0%}")
    refused = sum(not pair.answers for pair in pairs)
    if refused < _REFUSED_SHARE * len(pairs):
        faults.append(f"{refused} of {len(pairs)} pairs must be refused: less than {_REFUSED_SHARE:.0%}")
    return faults


def _faults(pair: Pair, texts: Mapping[str, str]) -> Iterator[str]:
    if pair.kind not in KINDS:
        yield f"the kind {pair.kind} is unknown"
    if missing := [name for name in pair.articles if name not in texts]:
        yield f"no article is named {', '.join(missing)}"
    own = [texts[name] for name in pair.articles if name in texts]
    yield from (f"not in the article: {gold}" for gold in pair.gold if not any(gold in text for text in own))
    if pair.kind in REFUSED and (pair.answers or pair.gold):
        yield f"{pair.kind} has an answer"
    if pair.kind not in (*REFUSED, "record", "follow_up") and not pair.answers:
        yield f"{pair.kind} has no answer"
    if bool(pair.answers) != bool(pair.gold) and pair.kind != "record":
        yield "either an answer or a gold sentence is missing"
    if (pair.kind == "follow_up") != bool(pair.history):
        yield "a history belongs to a follow_up, and only to it"
    if len(pair.articles) < (2 if pair.kind == "compare" else 1):
        yield f"{len(pair.articles)} articles are not enough"
