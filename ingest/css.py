"""Read inline styles: which declarations win, and what lengths and colors they give."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
import tinycss2.color4

_LETTER = 16.0  # pixels that a letter is taken to be high where a length is relative to it
_PIXELS = {
    "px": 1.0, "pt": 1.33, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78,
    "em": _LETTER, "rem": _LETTER, "ex": _LETTER / 2, "ch": _LETTER / 2, "vw": 10.0, "vh": 8.0,
}  # fmt: skip
_LEAST_CONTRAST = 0.06  # between two channels, from 0 to 1; less cannot be told apart

_Tokens = list[Any]


class Color(NamedTuple):
    """A color in sRGB, each part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


BLACK = Color(0.0, 0.0, 0.0)
WHITE = Color(1.0, 1.0, 1.0)


def alike(one: Color | None, other: Color | None) -> bool:
    """Whether letters of one color cannot be seen on the other; False when one is not known."""
    if one is None or other is None:
        return False
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True)) < _LEAST_CONTRAST


class Style:
    """The declarations of an inline style, by property."""

    def __init__(self, declarations: Mapping[str, _Tokens]) -> None:
        self._declarations = declarations

    def __contains__(self, name: str) -> bool:
        return name in self._declarations

    def word(self, name: str) -> str | None:
        """The value of a property, if it is one keyword."""
        tokens = self._declarations.get(name, [])
        return str(tokens[0].lower_value) if len(tokens) == 1 and tokens[0].type == "ident" else None

    def number(self, name: str) -> float | None:
        """The value of a property, if it is a number or a percentage."""
        token = self._first(name)
        if token is None or token.type not in {"number", "percentage"}:
            return None
        return float(token.value) / (100 if token.type == "percentage" else 1)

    def pixels(self, name: str) -> float | None:
        """The value of a property, if it is a length; about, where it depends on the surroundings."""
        token = self._first(name)
        return None if token is None else _pixels(token)

    def color(self, name: str) -> Color | None:
        """The first color in the value of a property; None when there is none, or a picture beside it."""
        tokens = self._declarations.get(name, [])
        colors = [_color(token) for token in tokens]
        if any(t.type in {"url", "function"} and not color for t, color in zip(tokens, colors, strict=True)):
            return None
        return next((color for color in colors if color), None)

    @property
    def font_size(self) -> float | None:
        """In pixels, as its own property or in the shorthand."""
        if "font-size" in self:
            return self.pixels("font-size")
        sizes = (_pixels(t) for t in self._declarations.get("font", []) if t.type != "number" or t.value == 0)
        return next((size for size in sizes if size is not None), None)

    @property
    def paints(self) -> bool:
        """Whether there is a background of its own."""
        return self._background is not None

    @property
    def background(self) -> Color | None:
        """The color of its own background; None when it is not known."""
        return self.color(self._background) if self._background else None

    @property
    def _background(self) -> str | None:
        for name in ("background-image", "background-color", "background"):
            if name in self and self.word(name) not in {"none", "inherit", "initial", "unset"}:
                color = self.color(name)
                return None if color and color.alpha == 0 else name
        return None

    @property
    def pads(self) -> bool:
        """Whether there is room around the content, which then shows in it."""
        return any(name.startswith("padding") for name in self._declarations)

    @property
    def is_clipped(self) -> bool:
        """Whether a clip leaves nothing: a rectangle of at most a pixel, or half cut off from each side."""
        shape = self._first("clip") or self._first("clip-path")
        if shape is None or shape.type != "function":
            return False
        sizes = [token for token in shape.arguments if token.type in {"dimension", "number", "percentage"}]
        if shape.lower_name == "rect":
            return bool(sizes) and all(token.value <= 1 for token in sizes)
        halves = [token.type == "percentage" and token.value >= 50 for token in sizes]
        return shape.lower_name == "inset" and bool(halves) and all(halves)

    def _first(self, name: str) -> Any:
        return next(iter(self._declarations.get(name, [])), None)


@lru_cache(maxsize=1_000)
def read_style(text: str) -> Style:
    """Read the ``style`` attribute of an element; what is damaged in it is passed over, as browsers do."""
    parsed = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    declarations = sorted((d for d in parsed if d.type == "declaration"), key=lambda d: bool(d.important))
    return Style({d.lower_name: [t for t in d.value if t.type not in {"whitespace", "comment"}] for d in declarations})


def attribute_color(value: str | None) -> Color | None:
    """The color of an attribute such as ``bgcolor``."""
    return _color(tinycss2.parse_one_component_value(value, skip_comments=True)) if value else None


def _color(token: Any) -> Color | None:
    color = tinycss2.color4.parse_color(token)
    if color is None or color == "currentcolor":
        return None
    try:
        red, green, blue = color.to("srgb").coordinates
    except NotImplementedError:  # a color that is seldom written
        return None
    return Color(red, green, blue, color.alpha)


def _pixels(token: Any) -> float | None:
    if token.type == "dimension" and token.lower_unit in _PIXELS:
        return float(token.value) * _PIXELS[token.lower_unit]
    if token.type == "percentage":
        return float(token.value) / 100 * _LETTER
    return float(token.value) if token.type == "number" else None
