"""What the page's settings choose from, the words of the interface in the chosen language, and who is logged in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import Response

from rag.reader import confidence
from rag.settings import READER
from ui.web.language import LANGUAGES, _, spoken, translations
from ui.web.libraries import Whose, has_own
from ui.web.person import caller_of

if TYPE_CHECKING:
    from rag import Pullquote


def add_settings(app: FastAPI, pullquote: Pullquote, whose: Whose | None) -> None:
    """Add the routes of the settings to an app. None of them changes anything, and none tells a secret.

    Args:
        app: to add them to.
        pullquote: answers.
        whose: whether its library is shared or a member's own; None where members have none of their own.
    """

    @app.get("/words.js")
    def words(request: Request) -> Response:
        caller = caller_of(request)
        told = {
            "language": spoken(),
            "words": translations(spoken()),
            "me": {"name": caller.name, "guest": not caller.can_write},
            "whose": whose if has_own(caller) else None,
        }
        script = " ".join(f"window.{name} = {json.dumps(value)};" for name, value in told.items())
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache", "Vary": "Cookie"})

    @app.get("/choices")
    def choices() -> dict[str, dict[str, str]]:
        names = {name: _("The built-in reader") if name == READER else name for name in pullquote.answerers}
        floor = confidence.Calibration.load().floor
        sureness = {"": _("As sure as it has learned to be: {count} of 100 are right", count=round(floor * 100))}
        for name, least in confidence.SURE_ENOUGH.items():
            words = _(confidence.in_words(least))
            sureness[name] = _("{words}: {count} of 100 are right", words=words, count=round(least * 100))
        return {"language": LANGUAGES, "answerer": names, "sureness": sureness}

    @app.get("/models")
    def models() -> list[str]:
        return pullquote.models()
