"""The settings of the page: language, colors, what nothing supports, and who answers."""

from __future__ import annotations

import re

import pytest
from page_steps import ask, go_to
from playwright.sync_api import Page, expect


def change(page: Page, **choices: str) -> None:
    """Open the settings by the keyboard and choose."""
    page.locator("section.page").focus()
    page.keyboard.press(",")
    dialog = page.locator("dialog.settings")
    for name, value in choices.items():
        dialog.locator(f"[name={name}]").select_option(value)
    dialog.locator("button.primary").click()
    expect(dialog).to_be_hidden()


def test_what_nothing_supports_is_left_out_or_struck_through(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".statement.unsupported")).to_be_visible()
    change(page, strictness="strict", theme="dark")
    expect(page.locator(".statement.unsupported")).to_be_hidden()
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    page.reload()
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    expect(page.locator("html")).to_have_attribute("data-strictness", "strict")


def test_the_person_chooses_who_answers(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site)
    change(page, answerer="reader")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz (reader)")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("Who answers")).to_have_value("reader")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_any_model_that_can_be_reached_is_chosen_and_answers_next(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    go_to(page, "Library")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("Who answers").locator("option")).to_have_text(
        ["model", "The built-in reader", "ollama:tiny"]
    )
    page.get_by_label("Who answers").select_option("ollama:tiny")
    page.get_by_role("button", name="Save", exact=True).click()
    go_to(page, "Ask")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("Mike Waltz (ollama:tiny)")
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("Who answers")).to_have_value("ollama:tiny")
    page.keyboard.press("Escape")
    go_to(page, "Ask")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .short")).to_contain_text("(ollama:tiny)")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_answer_that_is_not_sure_enough_is_not_shown(real_site: str, open_page, size: str) -> None:
    page = open_page(real_site, size)
    unsure = "how many countries back the motion?"
    ask(page, unsure)
    expect(page.locator(".answer .about")).to_contain_text("sure")
    go_to(page, "Library")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("How sure the reader must be").select_option(label="Very sure: 90 of 100 are right")
    page.get_by_role("button", name="Save", exact=True).click()
    go_to(page, "Ask")
    ask(page, unsure)
    expect(page.locator(".refusal .short")).to_have_text("No answer that I find is as sure as you ask for.")
    expect(page.locator(".refusal .pullquote")).to_be_visible()
    page.reload()
    page.wait_for_selector(":root[data-ready]", state="attached")
    go_to(page, "Library")
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_label("How sure the reader must be")).to_have_value("very")
    page.keyboard.press("Escape")
    go_to(page, "Ask")
    ask(page, unsure)
    expect(page.locator(".refusal .short")).to_contain_text("as sure as you ask for")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_whole_interface_speaks_another_language(scripted_site: str, open_page, size: str) -> None:
    page = open_page(scripted_site, size)
    if size == "phone":
        page.get_by_role("button", name="Library").click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").select_option(label="Español")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(":root[data-ready]", state="attached")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#composer textarea")).to_have_attribute("placeholder", "Pregunta a los artículos")
    expect(page.locator(".welcome h2")).to_have_text("Pregunta a las noticias. Mira la prueba.")
    expect(page.locator("article .dates")).to_contain_text("Publicado el 20 de febrero de 2025")
    ask(page, "who urged Kyiv to tone down?")
    expect(page.locator(".answer .about")).to_contain_text("Unas 87 de cada 100 respuestas")
    expect(page.locator(".statement.unsupported .why")).to_have_text("Nada en los artículos apoya esto.")
    expect(page.locator(".question ~ .edit")).to_have_text("Editar")
    expect(page.locator(".from").first).to_contain_text("20 de febrero de 2025")
    ask(page, "why did Waltz resign?")
    expect(page.locator(".refusal .short")).to_have_text("El artículo no lo dice.")
    ask(page, "why " * 400)
    expect(page.locator(".notice")).to_contain_text("La pregunta tiene 1,600 caracteres")
    english = re.compile(r"\b(the|and|Ask|Add|Copy|Delete|Search)\b")
    names = page.locator("#library-part button, .tabs button, .below :is(button, a), article .tools button")
    assert [
        name for name in names.all_inner_texts() if english.search(name) and not name.startswith("The United")
    ] == []


def test_the_language_of_the_browser_is_spoken_at_the_first_visit(scripted_site: str, open_page) -> None:
    page = open_page(scripted_site, locale="es-MX")
    expect(page.locator("#library-part")).to_contain_text("Añadir artículo")
    page.goto(f"{scripted_site}/draft")
    expect(page.get_by_role("heading")).to_have_text("Comprobar un borrador")
