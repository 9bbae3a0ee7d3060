"""Is this quoted right? A quote held against the library, as a message."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ingest.changes import changes
from rag.cite.quotes import Match, QuoteCheck
from rag.types import Citation
from ui.web.chat import one_line, pull_quote
from ui.web.language import N_, _

if TYPE_CHECKING:
    from rag.library import Library

_SAYS = {
    Match.EXACT: N_("Quoted right: the article has exactly these words."),
    Match.ALTERED: N_("Altered: the article has other words."),
    Match.OTHER_SPEAKER: N_("Wrong speaker: the article has these words, but from someone else."),
    Match.REPORTED: N_("Not a direct quote: the article says this in its own words."),
    Match.NOT_FOUND: N_("Not found: no article in the library has these words."),
}


def check_question(quote: str, speaker: str) -> str:
    """Word what is asked."""
    return _("Is this quoted right?") + f" “{quote.strip()}”" + (f" ({speaker.strip()})" if speaker.strip() else "")


def check_html(result: QuoteCheck, library: Library) -> str:
    """Write what was found as a message: the finding, what differs, and the words of the article."""
    parts = [f'<p class="short">{_(_SAYS[result.match])}</p>']
    if result.span is not None:
        if result.match is Match.ALTERED:
            parts.append(f'<p class="diff">{_difference(result.quote, library.words(result.span))}</p>')
        if result.speaker:
            parts.append(
                f'<p class="why">{_("The article gives the words to {speaker}.", speaker=one_line(result.speaker))}</p>'
            )
        parts.append(pull_quote(Citation(1, result.span, "quote check"), library))
    return f'<div class="answer quote-check {escape(result.match.name.lower())}">{"".join(parts)}</div>'


def _difference(quote: str, words: str) -> str:
    """Mark what the quote has that the article has not, and the other way round."""
    return " ".join(
        one_line(part.new)
        if part.same
        else " ".join(
            f"<{tag}>{one_line(text)}</{tag}>" for tag, text in (("del", part.old), ("ins", part.new)) if text
        )
        for part in changes(quote, words)
    )
