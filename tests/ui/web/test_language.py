from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ui.web
from rag.reader import confidence
from ui.web import layout
from ui.web.language import ENGLISH, LANGUAGES, N_, _, said_in, speaking, spoken, translations, wanted

WEB = Path(ui.web.__file__).parent
OTHERS = [language for language in LANGUAGES if language != ENGLISH]


class Texts(HTMLParser):
    """The texts and the names of a part of the page, without keys on the keyboard and the product's name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.found.update(value for name, value in attributes if name in ("aria-label", "placeholder") and value)

    def handle_data(self, data: str) -> None:
        if self._inside not in ("kbd", "h1"):
            self.found.add(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def in_python() -> Iterator[str]:
    for file in WEB.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_"):
                yield from (text.value for text in call.args if isinstance(text, ast.Constant))


def in_scripts() -> Iterator[str]:
    for file in WEB.rglob("*.js"):
        yield from re.findall(r'\btr\("((?:[^"\\]|\\.)*)"', file.read_text(encoding="utf-8"))


def in_parts() -> Iterator[str]:
    for file in WEB.glob("parts/*.html"):
        yield from Texts(file.read_text(encoding="utf-8")).found


def texts() -> set[str]:
    """Every English text of the interface."""
    found = {*in_python(), *in_scripts(), *in_parts(), *Texts(layout.welcome()).found}
    found |= {confidence.in_words(share) for share in (0, 0.5, 0.7, 0.9)}
    return {text for text in found if re.search(r"[^\W\d_]{2}", text) and "{{" not in text}


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_missing_and_none_is_unused(language: str) -> None:
    assert set(translations(language)) == texts()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_places_for_values_and_nothing_of_html(language: str) -> None:
    for english, translated in translations(language).items():
        assert sorted(re.findall(r"{\w+}", translated)) == sorted(re.findall(r"{\w+}", english)), english
        assert translated.strip() == translated
        assert not re.search(r"[<>\"&]", translated)


def test_a_text_is_said_in_the_language_that_is_spoken() -> None:
    assert _("Show {count} more", count=3) == "Show 3 more"
    with speaking("es"):
        assert _("Show {count} more", count=3) == "Mostrar 3 más"
        assert _("{no such text}") == "{no such text}"
        assert N_("Delete") == "Delete"
    assert spoken() == ENGLISH


def test_each_step_is_worked_out_in_its_language() -> None:
    def steps() -> Iterator[str]:
        yield spoken()
        yield spoken()

    said = said_in("es", steps())
    assert [next(said), spoken(), next(said), spoken()] == ["es", ENGLISH, "es", ENGLISH]
    assert list(said) == []


@pytest.mark.parametrize(
    ("cookies", "accepted", "language"),
    [
        ({}, "", "en"),
        ({"language": "es"}, "en", "es"),
        ({"language": "../x"}, "de, es-MX;q=0.8, en;q=0.5", "es"),
        ({"language": "en"}, "es", "en"),
    ],
)
def test_what_a_person_chose_comes_before_what_the_browser_asks_for(
    cookies: dict[str, str], accepted: str, language: str
) -> None:
    assert wanted(cookies, accepted) == language
