"""Read the JSON-LD of a page: what it declares about its article in the vocabulary of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ingest.draft import tidy

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|ClaimReview)$")


def linked_articles(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The nodes of the page's JSON-LD that describe an article, with references by ``@id`` resolved."""
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            nodes += _nodes(_read_json(script.text_content()))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        kinds = node.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield {key: _resolve(value, by_id) for key, value in node.items()}


def _read_json(text: str) -> Any:
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$", "", text.strip()).rstrip(
        ";\n "
    )
    for candidate in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> list[dict[str, Any]]:
    """All objects of the top level, of lists, and of ``@graph`` and ``mainEntity``."""
    found: list[dict[str, Any]] = []
    stack = [value]
    while stack and len(found) < 500:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            found.append(node)
            stack.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
    return found


def _resolve(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolve(item, by_id) for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def text_of(value: Any) -> str | None:
    """The first text in a JSON-LD value: itself, its ``name``, or that of its first item."""
    if isinstance(value, list):
        return next((text for item in value if (text := text_of(item))), None)
    if isinstance(value, dict):
        return text_of(value.get("name"))
    return (plain(value) or None) if isinstance(value, str) else None


def texts_of(value: Any) -> list[str]:
    """The texts in a JSON-LD value, with all names of each item."""
    if isinstance(value, list):
        return [text for item in value[:50] for text in texts_of(item)]
    if isinstance(value, dict):
        return texts_of(value.get("name"))
    text = text_of(value)
    return [text] if text else []


def plain(text: str) -> str:
    """Text without markup and character references that were escaped twice."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]{1,200}>", "", html.unescape(html.unescape(tidy(text))))).strip()
