"""The page: library at the left, conversation in the middle, article at the right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from ui.web import actions
from ui.web.events import TalkEvents

if TYPE_CHECKING:
    from rag import Pullquote

STYLE = '<link rel="stylesheet" href="/look/style.css">'

# Gradio loads these before it runs what a part does on load; the page's own head gives no such promise.
_SCRIPTS = '<script src="/look/script.js"></script><script src="/look/reading.js"></script>'

_PARTS = Path(__file__).parent / "parts"

# No event is offered to other programs, and none puts Gradio's progress bar over the page.
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(pullquote: Pullquote) -> gr.Blocks:
    """Lay out the page and tie its parts to ``pullquote``."""
    with gr.Blocks(title="Pullquote", analytics_enabled=False, fill_width=True, fill_height=True) as page:
        with gr.Row(elem_id="rooms"):
            with gr.Column(elem_id="library-room"):
                _part("library")
            with gr.Column(elem_id="talk-room"):
                _conversation(pullquote)
            with gr.Column(elem_id="article-room"):
                _part("article")
        _part("tabs")
        with gr.Column(elem_id="add-sheet"):
            _adding(pullquote)
        _part("extras")
    return cast(gr.Blocks, page)


def _welcome() -> str:
    """Write what an empty conversation shows; the script adds questions about the open article."""
    return (
        '<div class="welcome"><h2>Ask the news. See the proof.</h2><p>Every answer comes with the words that prove '
        'it, marked in the article.</p><div class="examples"></div></div>'
    )


def _part(name: str, value: Any = None, events: str = "") -> gr.HTML:
    """Make one of the page's own components from ``parts/``; ``script.js`` brings it to life.

    Args:
        name: of its file.
        value: what its template shows.
        events: the names of the events that the script triggers on it, in quotation marks.
    """
    file = _PARTS / f"{name}.html"
    return gr.HTML(
        value,
        elem_id=f"{name}-part",
        html_template=file.read_text(encoding="utf-8") if file.exists() else "",
        js_on_load=f"window.pullquote.mount('{name}', element, {{ props, trigger, watch }}); // {events}",
        head=_SCRIPTS,
        apply_default_css=False,
    )


def _conversation(pullquote: Pullquote) -> None:
    talk = gr.State(actions.Talk)
    typed = gr.State("")
    chatbot = gr.Chatbot(
        elem_id="talk",
        show_label=False,
        label="Conversation",
        container=False,
        height=None,
        layout="panel",
        buttons=[],
        feedback_options=[],
        latex_delimiters=[],
        group_consecutive_messages=False,
        placeholder=_welcome(),
    )
    scope = _part("scope", {"articles": []})
    composer = gr.Textbox(
        elem_id="composer",
        show_label=False,
        label="Your question",
        container=False,
        placeholder="Ask the articles anything",
        lines=1,
        max_lines=6,
        submit_btn=True,
        autofocus=True,
    )
    _part("below")
    bridge = _part("bridge", events="'ask' 'check' 'resume' 'fresh'")

    do = TalkEvents(pullquote)
    begun = (
        composer.submit(do.begin, composer, [typed, composer], queue=False, trigger_mode="multiple", **_QUIET),
        bridge.ask(do.begin_clicked, None, [typed, composer], queue=False, trigger_mode="multiple", **_QUIET),
    )
    asking = [
        step.then(do.ask, [typed, talk, scope], chatbot, concurrency_limit=4, trigger_mode="multiple", **_QUIET)
        for step in begun
    ]
    for step in asking:
        ended = step.then(do.end, None, composer, queue=False, **_QUIET)
        ended.then(None, js="() => window.pullquote.kept()")
    composer.stop(do.stop, talk, [chatbot, composer], cancels=asking, queue=False, **_QUIET)
    bridge.check(do.check, talk, chatbot, **_QUIET)
    for event, turn_to in ((bridge.resume, do.resume), (bridge.fresh, do.fresh)):
        turned = event(turn_to, None, [talk, chatbot], cancels=asking, queue=False, **_QUIET)
        turned.then(do.end, None, composer, queue=False, **_QUIET)


def _adding(pullquote: Pullquote) -> None:
    gr.HTML('<h2 id="add-title">Add an article</h2>', apply_default_css=False)
    pasted = gr.Textbox(
        elem_id="paste",
        label="Paste the text, or web addresses, one a line",
        placeholder="The article with its headline first, or https://…",
        lines=7,
        max_lines=7,
    )
    files = gr.File(
        elem_id="files",
        label="Or drop files here: text, HTML, PDF, Word, Markdown, mail",
        file_count="multiple",
        type="filepath",
        height=110,
    )
    added = _part("added", {"lines": []})
    with gr.Row():
        close = gr.Button("Close", elem_id="add-close")
        button = gr.Button("Add", variant="primary", elem_id="add-go")

    def add(text: str, chosen: list[str] | None) -> Iterator[dict[str, Any]]:
        yield from actions.add(pullquote, text, chosen or [])

    def clear() -> tuple[str, None]:
        return "", None

    button.click(add, [pasted, files], added, **_QUIET).then(clear, None, [pasted, files], queue=False, **_QUIET)
    close.click(None, js="() => window.pullquote.closeSheet()")
