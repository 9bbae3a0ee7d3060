"""The page: library at the left, conversation in the middle, article at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import gradio as gr

from ui.web import look
from ui.web.adding import Adders
from ui.web.events import AddEvents, TalkEvents
from ui.web.language import N_
from ui.web.talk import Tab

if TYPE_CHECKING:
    from rag import Pullquote

# Gradio loads this before it runs what a part does on load; the page's own head gives no such promise.
_WORDS = '<script src="/words.js"></script>'
_PARTS = Path(__file__).parent / "parts"

_UPLOADS = (3_600, 24 * 3_600)  # seconds: how often uploaded files are looked at, and how old they may grow

# No event is offered to other programs, and none puts Gradio's progress bar over the page.
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(pullquote: Pullquote, adders: Adders) -> gr.Blocks:
    """Lay out the page and tie its parts to ``pullquote``, and its sheet for adding to ``adders``."""
    with gr.Blocks(
        title="Pullquote", analytics_enabled=False, fill_width=True, fill_height=True, delete_cache=_UPLOADS
    ) as page:
        with gr.Row(elem_id="rooms"):
            with gr.Column(elem_id="library-room"):
                _part("library")
            with gr.Column(elem_id="talk-room"):
                _conversation(pullquote)
            with gr.Column(elem_id="article-room"):
                _part("article")
        _part("tabs")
        with gr.Column(elem_id="add-sheet"):
            _adding(adders)
        _part("extras")
    return cast(gr.Blocks, page)


def head() -> str:
    """Write what the page's head loads: its scripts come along with Gradio's own, not after them."""
    loaded = (f'<link rel="modulepreload" href="{look.address(script)}">' for script in look.scripts())
    return f'<link rel="stylesheet" href="{look.address("style.css")}">{"".join(loaded)}'


def welcome() -> str:
    """Write what an empty conversation shows; the script adds questions about the open article."""
    return (
        f'<div class="welcome"><h2>{N_("Ask the news. See the proof.")}</h2>'
        f"<p>{N_('Every answer comes with the words that prove it, marked in the article.')}</p>"
        '<div class="examples"></div></div>'
    )


def _part(name: str, value: Any = None, events: str = "") -> gr.HTML:
    """Make one of the page's own components from ``parts/``; the scripts bring it to life.

    Templates hold nothing that changes: Gradio runs what stands in ``${…}`` in them, also where a value says it.

    Args:
        name: of its file.
        value: what the script shows in it.
        events: the names of the events that the script triggers on it, in quotation marks.
    """
    file = _PARTS / f"{name}.html"
    # The script that brings the parts to life; it imports the others.
    mount = f"import('{look.address('page.js')}').then(({{ mount }}) => mount"
    return gr.HTML(
        value,
        elem_id=f"{name}-part",
        html_template=file.read_text(encoding="utf-8") if file.exists() else "",
        js_on_load=f"{mount}('{name}', element, {{ props, trigger, watch }})); // {events}",
        head=_WORDS,
        apply_default_css=False,
    )


def _conversation(pullquote: Pullquote) -> None:
    tab = gr.State(Tab())
    chatbot = gr.Chatbot(
        elem_id="talk",
        show_label=False,
        label=N_("Conversation"),
        container=False,
        height=None,
        layout="panel",
        buttons=[],
        feedback_options=[],
        latex_delimiters=[],
        group_consecutive_messages=False,
        placeholder=welcome(),
    )
    _part("next")
    scope = _part("scope", {"chips": []})
    composer = gr.Textbox(
        elem_id="composer",
        show_label=False,
        label=N_("Your question"),
        container=False,
        placeholder=N_("Ask the articles anything"),
        lines=1,
        max_lines=6,
        submit_btn=True,
        autofocus=True,
    )
    _part("below")
    bridge = _part("bridge", events="'ask' 'again' 'check' 'resume' 'fresh'")

    do = TalkEvents(pullquote)
    at_once: dict[str, Any] = {"outputs": [chatbot, composer], "queue": False, "trigger_mode": "multiple", **_QUIET}
    for begun in (
        composer.submit(do.begin, [composer, scope, tab], **at_once),
        bridge.ask(do.begin_clicked, [scope, tab], **at_once),
        bridge.again(do.again, [scope, tab], **at_once),
    ):
        answered = begun.then(do.answer, tab, [chatbot, scope], concurrency_limit=4, trigger_mode="multiple", **_QUIET)
        answered.then(do.end, tab, **at_once).then(None, js="() => window.pullquote.kept()", **_QUIET)
    composer.stop(do.stop, tab, **at_once)
    bridge.check(do.check, tab, chatbot, **_QUIET)
    bridge.resume(do.resume, tab, **at_once).then(None, js="() => window.pullquote.kept()", **_QUIET)
    bridge.fresh(do.fresh, tab, **at_once)


def _adding(adders: Adders) -> None:
    gr.HTML(f'<h2 id="add-title">{N_("Add articles")}</h2>', apply_default_css=False)
    pasted = gr.Textbox(
        elem_id="paste",
        label=N_("Paste the text of an article, or addresses of articles, feeds or sitemaps, one a line"),
        placeholder=N_("The article with its headline first, or https://…"),
        lines=6,
        max_lines=6,
    )
    files = gr.File(
        elem_id="files",
        label=N_("Or give files: text, HTML, PDF, Word, Markdown, mail, a feed, a list of addresses"),
        file_count="multiple",
        type="filepath",
        height=76,
    )
    added = _part("added", {"lines": []})
    with gr.Row():
        folder = gr.UploadButton(N_("Choose a folder"), elem_id="add-folder", file_count="directory")
        close = gr.Button(N_("Close"), elem_id="add-close")
        button = gr.Button(N_("Add"), variant="primary", elem_id="add-go")

    do = AddEvents(adders)
    folder.upload(do.take_folder, [folder, files], files, queue=False, **_QUIET)
    button.click(do.begin, [pasted, files], [added, pasted, files], queue=False, **_QUIET)
    close.click(None, js="() => window.pullquote.closeSheet()", **_QUIET)
