"""Choose the element of a page that holds the article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lxml.html import HtmlElement

from ingest.body import Found

_SHORTEST = 50  # characters of a block that counts as prose
_MOSTLY = 0.65
_PARTS = frozenset(
    "p ul ol li dl dd dt blockquote table tbody tr td pre h1 h2 h3 h4 h5 h6 span strong em b i a".split()
)


def choose(root: HtmlElement, found: Sequence[Found], hints: Collection[str], title: str | None) -> HtmlElement:
    """The deepest element that holds most of the prose.

    Args:
        root: of the pruned page.
        found: its blocks.
        hints: the words of sources that are likely the article, such as another extractor's result: blocks that are
            among them weigh double.
        title: of the article; prose in the ``article`` element that holds this headline weighs more.
    """
    weights = _weights(found, hints)
    article = _headline_article(root, title, weights)
    node = _descend(root if article is None else article, weights, _MOSTLY)
    agreed = _weights([block for block in found if key(block.text) in hints], hints)
    if agreed.get(node, 0.0) > 0.65 * weights.get(node, 0.0):
        node = _descend(node, agreed, 0.9)
    return _climb(node, weights)


def _descend(node: HtmlElement, weights: Mapping[HtmlElement, float], share: float) -> HtmlElement:
    """Go down while one child holds this share of the weight."""
    while heavy := [child for child in node if weights.get(child, 0.0) >= share * weights.get(node, 0.0) > 0]:
        node = heavy[0]
    return node


def _climb(node: HtmlElement, weights: Mapping[HtmlElement, float]) -> HtmlElement:
    """Go up from parts of a text, such as a list, and where the neighbors hold paragraphs of the same text."""
    while (parent := node.getparent()) is not None and parent.tag not in {"body", "html"}:
        beside = sum(weights.get(child, 0.0) for child in parent if child is not node and _belongs(child, node))
        if node.tag not in _PARTS and beside < 0.08 * weights.get(node, 0.0):
            break
        node = parent
    return node


def _belongs(child: HtmlElement, node: HtmlElement) -> bool:
    alike = child.tag == node.tag and child.get("class") == node.get("class") and node.get("class")
    return child.tag in _PARTS or bool(alike)


def _weights(found: Sequence[Found], hints: Collection[str]) -> dict[HtmlElement, float]:
    """How much prose each element holds, in characters."""
    weights: dict[HtmlElement, float] = defaultdict(float)
    for block in found:
        if len(block.text) < _SHORTEST or block.link_share > 0.5:
            continue
        weight = len(block.text) * (2.0 if key(block.text) in hints else 1.0) * (0.5 if block.tag == "li" else 1.0)
        weights[block.element] += weight
        for ancestor in block.element.iterancestors():
            weights[ancestor] += weight
    return weights


def _headline_article(root: HtmlElement, title: str | None, weights: Mapping[HtmlElement, float]) -> HtmlElement | None:
    """The ``article`` element around the headline, if it holds a fair amount of prose."""
    for heading in root.iter("h1"):
        if title and not same_words(heading.text_content(), title):
            continue
        article = next(heading.iterancestors("article"), None)
        if article is not None and weights.get(article, 0.0) > 300:
            return article
    return None


def key(text: str) -> str:
    """The name of a block among hints: how it starts."""
    return " ".join(re.findall(r"\w+", text)[:12])


def keys(text: str) -> set[str]:
    """The hints of a text: how each of its paragraphs starts."""
    return {key(line) for line in text.split("\n") if line.strip()}


def same_words(one: str, other: str) -> bool:
    """Whether two headlines say the same: most words of each are in the other, whatever their case."""
    left, right = (set(re.findall(r"\w+", text.lower())) for text in (one, other))
    return bool(left) and len(left & right) >= 0.75 * min(len(left), len(right)) and len(left) >= 0.5 * len(right)
