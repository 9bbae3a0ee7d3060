"""What rag/ and ingest/ say to people has a translation: their code is searched for it, so that none is missed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest
import rag
from ui.web.language import ENGLISH, LANGUAGES, speaking
from ui.web.said import said, templates

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
ROOTS = [Path(package.__file__).parent for package in (rag, ingest)]
ERRORS = {
    *("SourceError", "UnreadableSource", "NoArticleFound", "IncompleteArticle", "FetchFailed", "AddressRefused"),
    *("QuestionError", "AnswererError", "NotInLibrary"),
}
CHECKS = {"Check", "Finding"}
SPEAKING = """
reader/compose.py smalltalk.py writer/faults.py writer/page.py writer/write.py cite/rules.py cite/name_rules.py
stages.py reader/answers/record.py fetch.py kinds.py walls.py pipeline.py
""".split()
"""Files whose sentences are all said to people, wherever in the code they stand."""
PROSE = re.compile(r"[\w “”‘’',.;:()/?!&-]|{\d}")


def template(node: ast.expr) -> str | None:
    """A text, or one with values, whose places are numbered."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    places = iter(range(9))
    parts = [p.value if isinstance(p, ast.Constant) else f"{{{next(places)}}}" for p in node.values]
    return "".join(map(str, parts))


def is_prose(text: str) -> bool:
    own = re.sub(r"{\d}", "", text)
    return len(re.findall(r"[A-Za-z]{2,}", own)) >= 3 and not PROSE.sub("", text) and " " in own.strip()


def raised(tree: ast.AST) -> Iterator[str]:
    """The texts of errors, and the reasons of checks."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ERRORS | CHECKS:
            texts = filter(None, map(template, call.args))
            yield from (text for text in texts if is_prose(text) or call.func.id in ERRORS)


def sentences(tree: ast.AST) -> Iterator[str]:
    """Every sentence, without docstrings."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    inside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and (
            isinstance(node, ast.JoinedStr) or id(node) not in inside
        ):
            text = template(node)
            if text and is_prose(text):
                yield text


def texts() -> set[str]:
    found: set[str] = set()
    for root in ROOTS:
        for file in root.rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found.update(raised(tree))
            if file.relative_to(root).as_posix() in SPEAKING:
                found.update(sentences(tree))
    return found


# What is put together of several texts.
TOGETHER = {
    "; it says {0}",
    "There is no article {0}, version {1}.",
    "The model {0} {1}.",
    "found no answer",
    "a picture",
    "{0} This is the built-in reader’s answer.",
    "{0} shows its article to subscribers only. {1}",
    "{0} shows {1} of what seem to be {2} paragraphs; the rest is for subscribers. {3}",
}
# What is part of those, is no sentence, or answers a question about the record, which is not translated.
LEFT = {
    "{0} {1}. {2}",
    "There is no article {0}{1}",
    "shows its article to subscribers only",
    "shows {0} of what seem to be {1} paragraphs; the rest is for subscribers",
    "{0} words in {1} paragraphs, about {2} min to read",
    "{0} (from the article's record)",
    ".html .htm .xhtml .mht .mhtml .pdf .docx .eml .md .markdown .txt .text",
    "Pullquote/0.1 (reads single news articles for its user)",
    "gzip, deflate, br, zstd",
    "published wrote date long words headline author paper outlet piece",
    "(?:what{0} )?(?:the )?name of the {1}",
    "by whom was {0} written",
    "who{0} the publisher",
}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_missing_and_none_is_unused(language: str) -> None:
    translated = set(templates(language))
    assert sorted(texts() - translated - LEFT) == []
    assert sorted(translated - texts() - TOGETHER) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_values(language: str) -> None:
    for english, translated in templates(language).items():
        assert sorted(re.findall(r"{\d}", translated)) == sorted(re.findall(r"{\d}", english)), english


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("The article does not say.", "El artículo no lo dice."),
        ("I find no answer in the 10,000 articles.", "No encuentro respuesta en los 10,000 artículos."),
        ("a.txt is empty.", "a.txt está vacío."),
        ("the article does not say 9 here; it says 7", "el artículo no dice aquí 9; dice 7"),
        (
            "The model openai:x did not answer in time. This is the built-in reader’s answer.",
            "El modelo openai:x no respondió a tiempo. Esta es la respuesta del lector incluido.",
        ),
        ("https://a.example answered with error 410. The page is gone.", "respondió con el error 410. La página ya no"),
        ("Mike Waltz", "Mike Waltz"),
        ("{0} is\nempty", "{0} is\nempty"),
    ],
)
def test_a_text_is_known_by_its_template(english: str, spanish: str) -> None:
    with speaking("es"):
        assert spanish in said(english)
    assert said(english) == english
