"""Take out of a page the text that its readers do not see: it speaks to programs only, such as with orders to a model.

What is looked at is what the page's own elements say: attributes and inline styles. Style sheets are not applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from lxml.html import HtmlElement

from ingest.css import BLACK, WHITE, Color, Style, alike, attribute_color, read_style

_LEAST_OPACITY = 0.05
_LEAST_SIZE = 2.0  # pixels of a letter that can be read
_FAR_OUT = -900.0  # pixels to the left or above
_MOVES = ("left", "top", "right", "margin-left", "margin-top", "text-indent")
_NO_TEXT = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class _Look:
    """How the text of an element looks, by what it says itself and what it inherits.

    Attributes:
        gone: not shown, whatever the elements inside say.
        faint: see-through, or invisible until an element inside or a script says otherwise.
        color: of the letters; None when it is not known.
        background: None when it is not known, such as a picture.
    """

    gone: bool = False
    tiny: bool = False
    faint: bool = False
    color: Color | None = BLACK
    background: Color | None = WHITE

    @property
    def is_hidden(self) -> bool:
        return self.gone or self.tiny

    @property
    def is_doubtful(self) -> bool:
        """Whether it is hidden in a way that scripts and style sheets often undo."""
        return not self.is_hidden and (self.faint or alike(self.color, self.background))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of the tree that is not seen.

    Attributes:
        outermost: the element that hides it.
        holder: the element whose ``text`` or ``tail`` it is.
    """

    outermost: HtmlElement
    holder: HtmlElement
    place: Literal["text", "tail"]
    doubtful: bool

    @property
    def words(self) -> str:
        return str(getattr(self.holder, self.place))


def strip_hidden(root: HtmlElement) -> list[str]:
    """Take out the text that is not shown, too small, see-through, off the page, or in the color of its background.

    Where most of a page is see-through or in the color of its background, a script or a style sheet shows it, and its
    text stays.

    Args:
        root: of a page; its elements stay, without the text.

    Returns:
        What was taken out, one text for each element that hid it.
    """
    body = root.find(".//body")
    body = root if body is None else body
    page = replace(_look(body, _Look()), gone=False, faint=False)  # a script shows it when it has loaded
    pieces = [piece for child in body for piece in _unseen(child, page, None) if piece.words.strip()]
    if sum(len(piece.words) for piece in pieces if piece.doubtful) > 0.5 * len(body.text_content()):
        pieces = [piece for piece in pieces if not piece.doubtful]
    texts = ["".join(piece.words for piece in same) for _, same in groupby(pieces, lambda piece: id(piece.outermost))]
    for piece in pieces:
        setattr(piece.holder, piece.place, None)
    return texts


def _unseen(element: HtmlElement, inherited: _Look, outermost: HtmlElement | None) -> Iterator[_Piece]:
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return
    look = _look(element, inherited)
    if not look.is_hidden and not look.is_doubtful:
        outermost = None
    elif outermost is None:
        outermost = element
    if outermost is not None and element.text:
        yield _Piece(outermost, element, "text", look.is_doubtful)
    for child in element:
        yield from _unseen(child, look, outermost)
        if outermost is not None and child.tail:
            yield _Piece(outermost, child, "tail", look.is_doubtful)


def _look(element: HtmlElement, inherited: _Look) -> _Look:
    look = inherited if element.get("hidden") is None else replace(inherited, gone=True)
    if background := attribute_color(element.get("bgcolor")):
        look = replace(look, background=background)
    if element.tag == "font" and (color := attribute_color(element.get("color"))):
        look = replace(look, color=color)
    style = element.get("style")
    return _styled(look, read_style(style)) if style else look


def _styled(look: _Look, style: Style) -> _Look:
    if _takes_out(style):
        return replace(look, gone=True)
    if visibility := style.word("visibility"):
        look = replace(look, faint=visibility in {"hidden", "collapse"})
    if _below(style.number("opacity"), _LEAST_OPACITY):
        look = replace(look, faint=True)
    if (size := style.font_size) is not None:
        look = replace(look, tiny=size < _LEAST_SIZE)
    if style.paints:
        look = replace(look, background=style.background)
    if "color" in style and style.word("color") not in {"inherit", "currentcolor"}:
        color = style.color("color")
        see_through = color is not None and color.alpha < _LEAST_OPACITY
        look = replace(look, faint=look.faint or see_through, color=color)
    return look


def _takes_out(style: Style) -> bool:
    """Whether a style keeps an element with all that is in it from being shown."""
    if style.word("display") == "none" or style.word("content-visibility") == "hidden":
        return True
    if any(_below(style.pixels(name), _FAR_OUT) for name in _MOVES):
        return True
    flat = any(_below(style.pixels(name), 1.01) for name in ("height", "max-height"))
    return (flat and style.word("overflow") == "hidden" and not style.pads) or style.is_clipped


def _below(value: float | None, bound: float) -> bool:
    return value is not None and value < bound
