"""What can be done with an answer: copy it, say whether it is right.

Gradio's sanitizer takes ``data-`` and ``aria-`` attributes out of a message, so what the script needs to know stands in
class names, and names that are only heard in text that is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from rag.feedback import Feedback
from ui.web.language import _


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands in a kept conversation, and what was said of it there.

    Attributes:
        conversation: its id.
        number: of the question, from 0.
        feedback: what the person said of this very answer.
    """

    conversation: str
    number: int
    feedback: Feedback | None = None


def _copy() -> str:
    return (
        f'<details class="menu"><summary>{_("Copy")}</summary><div class="choices">'
        f'<button type="button" class="copy text">{_("Copy with sources")}</button>'
        f'<button type="button" class="copy markdown">{_("Copy as Markdown")}</button>'
        f'<button type="button" class="copy citation">{_("Copy as citation")}</button></div></details>'
    )


def tools_html(place: Place | None, copies: bool) -> str:
    """Write the buttons below an answer.

    Args:
        place: None for an answer that is not kept, or still grows: nothing can be said of it.
        copies: whether there are quotes to copy.
    """
    buttons = _copy() if copies else ""
    if place:
        said = place.feedback
        buttons += _thumb("right", _("This is right"), bool(said and not said.fault))
        buttons += _thumb("wrong", _("This is wrong"), bool(said and said.fault))
    return f'<div class="tools">{buttons}</div>' if buttons else ""


def place_class(place: Place | None) -> str:
    """Write where an answer stands as a class name, for the script."""
    return f" at-{escape(place.conversation)}-{place.number}" if place else ""


def _thumb(name: str, label: str, pressed: bool) -> str:
    kind = f"thumb {name} pressed" if pressed else f"thumb {name}"
    return f'<button type="button" class="{kind}"><span class="heard">{label}</span></button>'
