"""Small plots as SVG text, with no script and nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 260, 48, 16, 12, 40

Point = tuple[float, float]


def bars(rows: Sequence[tuple[str, float, str]], *, title: str) -> str:
    """Horizontal bars.

    Args:
        rows: label, length from 0 to 1, and the words at the bar's end.
        title: what is shown, for readers of the page and for screen readers.
    """
    label, line, longest = 150, 22, 200
    drawn = [
        f'<text x="{label - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{label}" y="{y + 3}" width="{max(0.0, min(1.0, value)) * longest:.1f}" height="{line - 6}"/>'
        f'<text x="{label + max(0.0, min(1.0, value)) * longest + 6:.1f}" y="{y + 15}">{escape(end)}</text>'
        for y, (name, value, end) in zip(range(0, line * len(rows), line), rows, strict=True)
    ]
    return _figure(title, WIDTH, line * len(rows) + 4, "".join(drawn))


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
) -> str:
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
    return _figure(title, WIDTH, HEIGHT, _axes(across, up, top, right) + drawn)


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


def _figure(title: str, width: int, height: int, drawn: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(title)}">{drawn}</svg></figure>'
    )
