"""Recognize pages that show a wall in place of the article, or only its beginning."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ingest.draft import Draft
from ingest.jsonld import linked_articles
from rag.errors import IncompleteArticle

_SAVE = "Save the page from your browser and add the file, or paste the text."
_SHORT = 220  # words; a longer text is an article whatever else the page says
_BOT = re.compile(
    r"checking (?:if the site|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|not a robot"
    r"|unusual (?:traffic|activity)|just a moment\W|attention required! \| cloudflare|access denied"
    r"|request unsuccessful|pardon our interruption|enable javascript and cookies to continue|press & hold"
    r"|security check",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:and our \w+ )?(?:value your privacy|use cookies)|accept all(?: cookies)?"
    r"|your privacy choices|consent to (?:the use|our)|manage (?:cookie |privacy )?(?:preferences|settings)"
    r"|we need your consent",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"unavailable (?:due to|for) legal reasons"
    r"|(?:not|un)(?: currently)? ?available (?:in|from) your (?:country|region|location)"
    r"|from a country belonging to the european economic area|access cannot be granted",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in|become a (?:member|subscriber)) (?:now |today )?"
    r"(?:to (?:your|an|my) account )?to (?:continue|keep|read|unlock|get)"
    r"|continue reading (?:with|by|for)|already a (?:subscriber|member)"
    r"|(?:this|the full) (?:article|story|content) is (?:only |for |available (?:only )?(?:to|for) )"
    r"|for subscribers only|subscribers? (?:only|exclusive)|to read the (?:full|rest)"
    r"|you(?:'|’)?ve (?:reached|read) your (?:limit|last)|free articles? (?:remaining|left|this month)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"page (?:not found|cannot be found|doesn(?:'|’)?t exist|no longer exists|isn(?:'|’)?t available)|\b404\b|not found"
    r"|no longer available|nothing (?:was )?found|we can(?:'|’)?t find",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|need|without) javascript|javascript (?:is |must be )?(?:disabled|required|enabled)",
    re.IGNORECASE,
)


def check(draft: Draft | None, root: HtmlElement, name: str) -> None:
    """Raise when a page of the web does not show its article.

    Args:
        draft: what was found, or None when nothing was.
        root: of the whole page, not pruned.
        name: the URL, for messages.

    Raises:
        IncompleteArticle: with what the page seems to be, and what to do.
    """
    words = len(draft.text.split()) if draft else 0
    if words >= _SHORT and not _says_more(draft, root):
        return
    shown = " ".join(root.xpath("string(//body)").split())[:20_000]
    title = " ".join((root.findtext(".//title") or "").split()) + " | " + ((draft and draft.title) or "")
    if _BOT.search(title) or (words < 80 and _BOT.search(shown)):
        raise IncompleteArticle(f"{name} asks whether a person is reading, and shows no article. {_SAVE}")
    if words < _SHORT and (_MISSING.search(title) or (words < 60 and _MISSING.search(shown[:2000]))):
        raise IncompleteArticle(f"{name} says that there is no such page. Check the address.")
    if words < 120 and _ELSEWHERE.search(shown):
        raise IncompleteArticle(f"{name} is not shown to readers in this part of the world. {_SAVE}")
    if _is_locked(root) or _PAYWALL.search(shown) or _says_more(draft, root):
        raise IncompleteArticle(f"{name} {_how_much(draft, root)}. {_SAVE}")
    if words < 80 and _CONSENT.search(shown):
        raise IncompleteArticle(f"{name} asks for consent before it shows the article. {_SAVE}")
    check_script(draft, root, name)


def check_script(draft: Draft | None, root: HtmlElement, name: str) -> None:
    """Raise IncompleteArticle when a page holds no article because scripts were to fill it; arguments as above."""
    words = len(draft.text.split()) if draft else 0
    if words < 40 and (_SCRIPT.search(str(root.xpath("string(.)"))) or _is_shell(root)):
        raise IncompleteArticle(f"{name} builds its text with JavaScript, which is not run here. {_SAVE}")


def _is_locked(root: HtmlElement) -> bool:
    """Whether the page declares that its article is not free to read."""
    return any(str(node.get("isAccessibleForFree", "true")).lower() == "false" for node in linked_articles(root))


def _declared_words(root: HtmlElement) -> int:
    """How many words the page says that its article has; 0 when it does not say."""
    counts = [0]
    for node in linked_articles(root):
        count = str(node.get("wordCount", ""))
        counts.append(int(count) if re.fullmatch(r"\d{1,6}", count) else 0)
        body = node.get("articleBody")
        counts.append(len(body.split()) if isinstance(body, str) else 0)
    return max(counts)


def _says_more(draft: Draft | None, root: HtmlElement) -> bool:
    """Whether a locked page declares an article of more than twice the words that it shows."""
    words = len(draft.text.split()) if draft else 0
    return _is_locked(root) and _declared_words(root) > 2 * max(words, 40)


def _how_much(draft: Draft | None, root: HtmlElement) -> str:
    shown = len(draft.blocks) if draft else 0
    words = len(draft.text.split()) if draft else 0
    declared = _declared_words(root)
    if shown and declared > 1.3 * words:
        guess = max(shown + 1, round(shown * declared / words))
        return f"shows {shown} of what seem to be {guess} paragraphs; the rest is for subscribers"
    return "shows its article to subscribers only"


def _is_shell(root: HtmlElement) -> bool:
    """Whether the body is an empty frame that scripts fill."""
    body = root.find(".//body")
    if body is None:
        return False
    text = " ".join(" ".join(e.itertext()) for e in body if e.tag not in {"script", "style", "noscript"})
    return len(text.split()) < 40 and root.find(".//script") is not None
