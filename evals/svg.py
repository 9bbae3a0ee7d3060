"""Small plots as SVG text, with no script and nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 260, 48, 16, 12, 40

Point = tuple[float, float]

_STYLE = (
    "text{fill:#555;font:12px sans-serif}.title{font-weight:bold}rect,circle{fill:#2f5d8a}"
    ".guide{fill:none;stroke:#8886}.line{fill:none;stroke:#2f5d8a;stroke-width:2}"
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with a title.

    Attributes:
        title: what is shown, for readers and for screen readers.
        width: in pixels.
        height: in pixels.
        drawn: the inside of the ``svg`` element.
    """

    title: str
    width: int
    height: int
    drawn: str

    def figure(self) -> str:
        """The plot as a figure of an HTML page, which brings the style."""
        return (
            f'<figure><figcaption>{escape(self.title)}</figcaption><svg viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" aria-label="{escape(self.title)}">'
            f"{self.drawn}</svg></figure>"
        )


def file(plots: Sequence[Plot]) -> str:
    """Plots under each other, as an SVG file that stands alone."""
    parts: list[str] = []
    y = 0
    for plot in plots:
        parts.append(f'<text class="title" x="0" y="{y + 14}">{escape(plot.title)}</text>')
        parts.append(f'<g transform="translate(0 {y + 22})">{plot.drawn}</g>')
        y += plot.height + 40
    width = max((plot.width for plot in plots), default=0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}">'
        f"<style>{_STYLE}</style>{''.join(parts)}</svg>\n"
    )


def bars(rows: Sequence[tuple[str, float, str]], *, title: str) -> Plot:
    """Horizontal bars.

    Args:
        rows: label, length from 0 to 1, and the words at the bar's end.
        title: what is shown.
    """
    label, line, longest = 150, 22, 150
    drawn = [
        f'<text x="{label - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{label}" y="{y + 3}" width="{max(0.0, min(1.0, value)) * longest:.1f}" height="{line - 6}"/>'
        f'<text x="{label + max(0.0, min(1.0, value)) * longest + 6:.1f}" y="{y + 15}">{escape(end)}</text>'
        for y, (name, value, end) in zip(range(0, line * len(rows), line), rows, strict=True)
    ]
    return Plot(title, WIDTH, line * len(rows) + 4, "".join(drawn))


def curve(
    points: Sequence[Point],
    *,
    title: str,
    across: str,
    up: str,
    top: float = 1.0,
    right: float = 1.0,
    dots: bool = False,
    diagonal: bool = False,
) -> Plot:
    """A line, or dots, over axes that begin at 0.

    Args:
        points: (x, y), x from 0 to ``right`` and y from 0 to ``top``.
        title: what is shown.
        across: what the horizontal axis counts.
        up: what the vertical axis counts.
        top: where the vertical axis ends.
        right: where the horizontal axis ends.
        dots: draw dots that are not joined.
        diagonal: draw the line where both axes are equal.
    """
    placed = [(_x(x / right), _y(y / top)) for x, y in points]
    if dots:
        drawn = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in placed)
    else:
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        drawn = f'<polyline class="line" points="{joined}"/>'
    if diagonal:
        drawn = f'<path class="guide" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>' + drawn
    return Plot(title, WIDTH, HEIGHT, _axes(across, up, top, right) + drawn)


def _axes(across: str, up: str, top: float, right: float) -> str:
    steps = (0, 0.25, 0.5, 0.75, 1)
    ticks = "".join(
        f'<path class="guide" d="M{_x(0)} {_y(step)}H{_x(1)}"/>'
        f'<text x="{LEFT - 6}" y="{_y(step) + 4}" text-anchor="end">{step * top:.2g}</text>'
        f'<text x="{_x(step)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{step * right:.2g}</text>'
        for step in steps
    )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    return (
        f'{ticks}<text x="{_x(0.5)}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">{escape(up)}</text>'
    )


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
